"""Every chart: no label touches another or leaves the picture, no name breaks it, and the same figures give the same picture."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from fractions import Fraction

import pytest

import slakit as sk
from slakit.charts import (
    DARK,
    BudgetBurndown,
    CreditWaterfall,
    GroupMeasures,
    HourHeatMap,
    MeasureTrend,
    OutcomeStrip,
    UptimeTimeline,
    ValueDistribution,
)
from slakit.reports.charts.text_width import text_width

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Time to resolve tickets of the second priority within the hours of service of the customer's own region"
DAYS = [date(2026, 1, 1) + timedelta(days=index) for index in range(1096)]
MONTHS = [f"{month:02}/{year}" for year in (2024, 2025, 2026) for month in range(1, 13)]
OUTCOMES = ["met", "missed", "open", "no_data", ""]

CHARTS = {
    "values": ValueDistribution("Replies", values=[1, 2, 2, 3, 40], unit="h", limit=4, rank=95),
    "no values": ValueDistribution("Replies", values=[], limit=4, rank=95),
    "one value": ValueDistribution("Replies", values=[7], unit="day"),
    "equal values": ValueDistribution("Replies", values=[(0, 10**9)], limit=0, rank=100),
    "negative values": ValueDistribution("Change", values=[-3, -2, 5], unit="%", limit=-1, side="at least", rank=50),
    "far limit": ValueDistribution("Replies", values=[1, 2], limit=10**6, rank=95),
    "near marks": ValueDistribution("Replies", values=[(Fraction(39, 10), 99), (41, 1)], unit="h", limit=4, rank=95),
    "credits": CreditWaterfall("Credits", gross=1450, steps=[("Capped", -250), (LONG, 60)], unit="GBP"),
    "no credits": CreditWaterfall("Credits", gross=0),
    "credits below 0": CreditWaterfall("Credits", gross=100, steps=[("Earned back", -(10**9))], unit="JPY"),
    "many steps": CreditWaterfall("Credits", gross=100, steps=[(f"Step {index}", -1) for index in range(50)]),
    "trend": MeasureTrend("Uptime", points=[(f"Week {index}", 100 - Fraction(index, 7), "met", [99, 95]) for index in range(12)], unit="%"),
    "no trend": MeasureTrend("Uptime", points=[("Jan", None, "no_data", 99.9)]),
    "one period": MeasureTrend("Uptime", points=[("Jan", 100, "met", 99.9)], unit="%"),
    "equal periods": MeasureTrend("Uptime", points=[(label, 100, "met", 100) for label in MONTHS], unit="%"),
    "trend of days": MeasureTrend("Gain", points=[(str(day), (day.day - 20) ** 3, OUTCOMES[day.day % 4]) for day in DAYS], unit="EUR"),
    "long labels": MeasureTrend(LONG, points=[(LONG, 3, "missed"), (LONG, 4, "open")], unit=LONG),
    "statistic": ValueDistribution("Replies", values=[1, 2, 2, 3, 40], unit="h", limit=3, statistic="median", figure=2),
    "groups": GroupMeasures("Replies", points=[(f"Region {index} of {LONG}", index, "met", 2) for index in range(9)], unit="h"),
    "no groups": GroupMeasures("Replies", points=[("phone", None, "no_data", 2)], unit="h"),
    "one group": GroupMeasures("Replies", points=[("phone", 3, "missed", 3), ("mail", None, "no_data", 3)], unit=LONG),
    "nothing good": HourHeatMap("Hours", cells=[(day, hour, 0) for day in range(7) for hour in range(23)], unit="%"),
    "budget of records": BudgetBurndown("Budget", budget=9, days=[("2026-03-01", 4)], unit="records"),
    "budget": BudgetBurndown("Budget", budget=44, days=[(day, 44 - index) for index, day in enumerate(DAYS[:31])], unit="min"),
    "no budget": BudgetBurndown("Budget", budget=0, days=[]),
    "budget of 0": BudgetBurndown("Budget", budget=0, days=[("2026-03-01", 0), ("2026-03-02", -7)], unit="h"),
    "overspent": BudgetBurndown("Budget", budget=1, days=[(day, 1 - index) for index, day in enumerate(DAYS[:51])], until="2026-12-31"),
    "one day": BudgetBurndown("Budget", budget=Fraction(1, 3), days=[("9998-12-31", Fraction(1, 7))], unit=LONG),
    "three years of days": BudgetBurndown("Budget", budget=10**6, days=[(day, 10**6) for day in DAYS]),
    "hours": HourHeatMap("Hours", cells=[(day, hour, day * hour) for day in range(7) for hour in range(24)], unit="%"),
    "no hours": HourHeatMap("Hours", cells=[]),
    "equal hours": HourHeatMap("Hours", cells=[(0, 0, 100), (6, 23, 100)], unit=LONG),
    "outcomes": OutcomeStrip("Outcomes", periods=MONTHS, rows=[(LONG, (OUTCOMES * 8)[:36]), ("Uptime", ["met"] * 36)]),
    "no outcomes": OutcomeStrip("Outcomes", periods=[], rows=[]),
    "one outcome": OutcomeStrip("Outcomes", periods=[LONG], rows=[("Uptime", ["met"])]),
    "many outcomes": OutcomeStrip("Outcomes", periods=["Jan", "Feb"], rows=[(f"Objective {index}", ["met", ""]) for index in range(300)]),
    "timeline": UptimeTimeline("Uptime", start="2026-03-01T00:00Z", end="2026-04-01T00:00Z"),
}


def boxes(svg):
    """The room that each text takes: left, right, top and bottom, in the picture."""
    root = ET.fromstring(svg)
    moved = {one: int(group.get("transform")[:-1].split()[1]) for group in root.iter(f"{SVG}g") if group.get("transform") for one in group}
    for one in root.iter(f"{SVG}text"):
        size = int(one.get("font-size"))
        wide, x, y = text_width(one.text, size), Fraction(one.get("x")), Fraction(one.get("y")) + moved.get(one, 0)
        left = x - {"end": wide, "middle": wide / 2}.get(one.get("text-anchor"), 0)
        yield left, left + wide, y - size * Fraction(3, 4), y + size * Fraction(1, 5), one.text


@pytest.mark.parametrize("width", [240, 320, 480, 760])
@pytest.mark.parametrize("name", CHARTS)
def test_labels_neither_touch_nor_leave_the_picture(name, width):
    svg = CHARTS[name].drawn(width)
    height = int(ET.fromstring(svg).get("viewBox").split()[3])
    there = list(boxes(svg))
    for index, (left, right, top, bottom, text) in enumerate(there):
        assert left >= -1, text
        assert right <= width + 1, text
        assert top >= 0, text
        assert bottom <= height, text
        for other in there[:index]:
            apart = left >= other[1] or right <= other[0] or top >= other[3] or bottom <= other[2]
            assert apart, (text, other[4])


@pytest.mark.parametrize("name", CHARTS)
def test_words_and_table_say_what_is_drawn(name):
    """The alternative text begins with the title, rows are as long as the head, and no text of it is left open."""
    chart = CHARTS[name]
    assert chart.alt.startswith(chart.title)
    assert chart.alt.endswith(".")
    assert "{" not in chart.alt
    assert {len(row) for row in chart.table.rows} <= {len(chart.table.head)}
    assert "NaN" not in chart.to_svg() + chart.to_svg(theme=DARK)


HOSTILE = ["<script>alert(1)</script>", "\"'&]]>", "a\x00\x1b\x85b", "\u202egnp.exe\u2066", "{title} %s", "x" * 10_000, ""]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_breaks_a_picture(name):
    """A title, a unit, a step and a period of any letters stay text, and drawing twice gives the same."""

    def charts():
        return [
            ValueDistribution(name, values=[1, 2, 30], unit=name, limit=2, rank=95),
            CreditWaterfall(name, gross=10, steps=[(name, -2)], unit=name),
            MeasureTrend(name, points=[(name, 1, "met", 2), (name, 3, "missed", 2)], unit=name),
            BudgetBurndown(name, budget=10, days=[("2026-03-01", -2)], unit=name),
            HourHeatMap(name, cells=[(0, 1, 2)], unit=name),
            OutcomeStrip(name, periods=[name], rows=[(name, ["missed"])]),
        ]

    for chart, again in zip(charts(), charts(), strict=True):
        for svg in (chart.svg, chart.narrow, chart.to_svg(theme=DARK)):
            root = ET.fromstring(svg)
            assert not list(root.iter(f"{SVG}script"))
            assert not {"\x00", "\x1b", "\x85", "\u202e", "\u2066"} & {*svg}
            ids = [one.get("id") for one in root.iter() if one.get("id")]
            assert len(ids) == len({*ids})
        assert (chart.svg, chart.narrow, chart.alt) == (again.svg, again.narrow, again.alt)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: ValueDistribution("A", values=[float("nan")]), "nan is not a number of a chart; write a finite one such as 99.5"),
        (lambda: ValueDistribution("A", values=[(1, -1)]), r"-1 is not the number of values; write pairs such as \(1.5, 20\)"),
        (lambda: ValueDistribution("A", values=[1], rank=0), "0 is not the rank of a percentile; write a number from above 0 to 100"),
        (lambda: BudgetBurndown("A", budget=-1, days=[]), "-1 is not an error budget; write a number from 0 on"),
        (lambda: BudgetBurndown("A", budget=1, days=[("March", 1)]), "'March' is not a date; write '2026-03-01'"),
        (lambda: BudgetBurndown("A", budget=1, days=[("9999-12-31", 1)]), "'9999-12-31' is not a date; write '2026-03-01'"),
        (lambda: BudgetBurndown("A", budget=1, days=[("2026-03-01", 1)] * 2), "a date of a budget stands twice"),
        (lambda: HourHeatMap("A", cells=[(7, 0, 1)]), r"\(7, 0\) is not an hour of the week; write \(0, 9\) for Monday from 9 to 10"),
        (lambda: HourHeatMap("A", cells=[(0, 0, 1)] * 2), "an hour of the week stands twice"),
        (lambda: OutcomeStrip("A", periods=["Jan"], rows=[("B", ["good"])]), "'good' is not an outcome; write one of 'met', 'missed'"),
        (lambda: OutcomeStrip("A", periods=["Jan"], rows=[("B", [])]), "'B' has 0 outcomes for 1 periods"),
    ],
)
def test_what_cannot_be_drawn_is_refused(made, message):
    with pytest.raises(sk.errors.UsageError, match=message):
        made()
