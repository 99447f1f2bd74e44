"""Any figure of any objective is one chart, in one line: measures with their targets, amounts, numbers of records, groups."""

from fractions import Fraction

import pytest
from refusals import refusal

import slakit as sk
from slakit.errors import UsageError
from slakit.reports.charts.figure_chart import FIGURES
from slakit.social.records import AS_OF, QUARTER, records
from slakit.social.sample import sample

AGREEMENT = sk.Agreement(
    "Hosting",
    provider="P",
    customer="C",
    term=("2026-01-01", "2026-04-01"),
    timezone="UTC",
    fee="1000 GBP",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %")),
        sk.Objective("Calls", sk.Count("calls", by="desk"), "at most 2"),
    ],
)
RECORDS = {
    "outages": [{"start": "2026-02-10T00:00Z", "end": "2026-02-11T00:00Z"}],  # 27 of 28 days
    "calls": [{"at": "2026-01-05T09:00Z", "desk": "north"}] * 3 + [{"at": "2026-01-05T09:00Z", "desk": "south"}],
}


@pytest.fixture(scope="module")
def statement():
    return sk.evaluate(AGREEMENT, RECORDS, as_of="2026-04-01T00:00Z", details=True)


def test_a_measure_is_the_trend_of_the_page(statement):
    """Three months: 100 %, 27/28, 100 %."""
    chart = statement["Uptime"].chart()
    assert [point.value for point in chart.points] == [100, Fraction(2700, 28), 100]
    assert [(point.label, point.outcome, point.targets) for point in chart.points][1] == ("Feb 2026", "missed", (Fraction("99.9"),))
    assert chart.svg == next(one.svg for one in sk.charts.charts_of_statement(statement) if one.title == chart.title)


def test_amounts_and_counts(statement):
    """5 % of 1,000 GBP in February; calls have no penalty."""
    credit = statement["Uptime"].chart("credit")
    assert [point.value for point in credit.points] == [0, 50, 0]
    assert (credit.unit, credit.title) == ("GBP", "Uptime, credit: period by period")
    assert credit.table.rows[1] == ("Feb 2026", "50\N{NO-BREAK SPACE}GBP", "", "missed")
    assert statement.where(name="Calls", group="north").chart("sample").points[0].value == 3
    assert [point.value for point in statement["Uptime"].chart("low").points] == [100, Fraction(2700, 28), 100]


def test_groups_stand_next_to_each_other(statement):
    """North had three calls, one more than it may, and south one; no line leads from one to the other."""
    chart = statement.where(name="Calls", period="2026-01").chart()
    assert [(point.label, point.value, point.outcome) for point in chart.points] == [("north", 3, "missed"), ("south", 1, "met")]
    assert chart.alt == "Calls, Jan 2026: 2 groups, 1 missed. Lowest 1 in south, highest 3 in north."
    assert chart.table.head[0] == "group"
    assert 'data-kind="measure"' not in chart.svg
    assert 'data-kind="missed"' in chart.svg
    several = statement["Calls"].chart()
    assert [point.label for point in several.points][:3] == ["Jan 2026, north", "Jan 2026, south", "Feb 2026, north"]


def test_one_line_and_its_details(statement):
    line = statement.line("Uptime", "2026-02")
    assert line.chart().title == "Uptime, Feb 2026"
    assert repr(line.charts()) == "<Charts MeasureTrend, UptimeTimeline, BudgetBurndown>"
    assert repr(statement["Uptime"].charts()) == "<Charts MeasureTrend>"
    assert repr(statement.charts()) == "<Charts OutcomeStrip, MeasureTrend, GroupMeasures>"
    assert repr(statement[:0].charts()) == "<Charts none>"


def test_a_notebook_shows_them_below_each_other(statement):
    shown = statement.charts()._repr_html_()
    assert shown.count("<svg") == shown.count("</svg>") == 3
    assert sk.charts.charts_of_statement(statement)._repr_html_().startswith("<div><svg")


def test_what_cannot_be_drawn(statement):
    assert refusal(UsageError, lambda: statement["Uptime"].chart("paid")).startswith(
        "'paid' is not a figure of lines; known: banked, bonus"
    )
    assert refusal(UsageError, lambda: statement["Uptime"].chart("credits")) == (
        "'credits' is not a figure of lines; did you mean 'credit'?"
    )
    assert refusal(UsageError, statement.chart) == (
        "these lines are of 2 objectives; write statement['Uptime'].chart(), or charts() for all"
    )
    assert refusal(UsageError, statement[:0].chart) == "there are no lines to draw; choose some, as by statement['Uptime']"


@pytest.mark.slow
def test_every_figure_of_every_objective():
    """The sample has 27 objectives, of every kind of metric, with groups, quarters and periods without data."""
    made = sk.evaluate(sample(), records(7), period=QUARTER, as_of=AS_OF)
    names = {line.name for line in made}
    assert len(names) == 27
    for name in names:
        for figure in FIGURES:
            chart = made[name].chart(figure)
            assert chart.to_svg().startswith("<svg")
            assert chart.alt.startswith(name)
