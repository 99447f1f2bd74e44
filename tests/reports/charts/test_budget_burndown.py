"""Budget burndown: lines by hand, and where they are used up."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from fractions import Fraction

from slakit.charts import BudgetBurndown

SVG = "{http://www.w3.org/2000/svg}"


def parts(svg, kind):
    return [one for one in ET.fromstring(svg).iter() if one.get("data-kind") == kind]


def test_the_line_goes_from_the_budget_day_by_day():
    """Of a budget of 10, after 2 of 4 days 5 are left. The scale is 0, 2 to 10; the legend takes 20 and 14, so 10 is at 34, 0 at 204.

    The left edge is 23 (two digits), the width 737: a day is 184.25. After the first day 10 are left, after the second 5, at 119.
    """
    chart = BudgetBurndown("Budget", budget=10, days=[("2026-03-02", 5), ("2026-03-01", 10)], until="2026-03-04")
    assert [one.get("d") for one in parts(chart.svg, "left")] == ["M23 34L207.25 34L391.5 119"]
    assert [one.get("d") for one in parts(chart.svg, "ideal")] == ["M23 34L760 204"]
    assert [row[2] for row in chart.table.rows] == ["8", "5"]  # 10 * 3/4 = 7.5, to the even whole, and 10 * 2/4


def test_it_is_used_up_where_the_line_meets_0():
    """From 10 to -10 in the only day: half of it."""
    chart = BudgetBurndown("Budget", budget=10, days=[("2026-03-01", -10)])
    (dot,) = parts(chart.svg, "exhausted")
    first, last = (Fraction(point.split()[0]) for point in (parts(chart.svg, "ideal")[0].get("d")[1:].split("L")))
    assert Fraction(dot.get("cx")) == (first + last) / 2
    assert chart.exhausted == date(2026, 3, 1)


def test_what_is_overspent_fifty_times_leaves_the_plot_by_an_arrow():
    """The scale ends at -10, and the words say by how much: 10 - 51 * 10 = -500."""
    days = [(date(2026, 1, 1) + timedelta(index), 10 - 10 * (index + 1)) for index in range(51)]
    chart = BudgetBurndown("Budget", budget=10, days=days, unit="min")
    assert len(parts(chart.svg, "beyond")) == 1
    assert "\N{MINUS SIGN}10 min" in chart.svg
    assert "It was used up on 1 Jan 2026. It is overspent by 500\xa0min." in chart.alt


def test_nothing_left_is_used_up_but_a_budget_of_0_is_whole_until_it_is_overspent():
    assert BudgetBurndown("A", budget=5, days=[("2026-03-01", 0)]).exhausted == date(2026, 3, 1)
    assert BudgetBurndown("A", budget=0, days=[("2026-03-01", 0)]).exhausted is None
    assert BudgetBurndown("A", budget=0, days=[("2026-03-01", -1)]).exhausted == date(2026, 3, 1)


def test_a_long_unit_stands_once_in_the_legend_and_a_short_one_at_each_mark():
    for unit, legend, mark in (("records", "left, in records", "5"), ("min", "left", "5 min")):
        chart = BudgetBurndown("Budget", budget=5, days=[("2026-03-01", 5)], unit=unit)
        texts = [one.text for one in ET.fromstring(chart.svg).iter(f"{SVG}text")]
        assert legend in texts
        assert mark in texts
