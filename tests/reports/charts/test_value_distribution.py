"""Value distribution: bars, limit and percentile by hand."""

import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from slakit.charts import ValueDistribution

SVG = "{http://www.w3.org/2000/svg}"


def bars(svg):
    return [one for one in ET.fromstring(svg).iter(f"{SVG}rect") if one.get("data-kind") in ("bar", "bad")]


def near(text, value):
    return abs(Fraction(text) - value) <= Fraction(1, 100)


def test_bars_are_as_high_as_their_numbers():
    """Of 0 to 2 in at most 24 bars, the step is 0.1, as 2 / 24 = 0.083: 20 bars. The scale of counts ends at 30, 150 high.

    Its labels are two digits of 0.59 * 12 = 7.08 each: 14.16 * 1.05 = 14.868, 15, and 8 make a left edge of 23 and bars of 737 / 20 = 36.85
    each. 30 values of 1 stand in the tenth bar, from 0.9 to 1: x = 23 + 9 * 36.85 + 0.5, 150 high. Of the 10 values of
    2, beyond the limit, the bar is the last, 50 high.
    """
    chart = ValueDistribution("Replies", values=[(1, 30), (2, 10)], limit=1)
    first, second = bars(chart.svg)
    assert near(first.get("x"), 23 + 9 * Fraction(737, 20) + Fraction(1, 2))
    assert near(first.get("width"), Fraction(737, 20) - 1)
    assert (first.get("height"), second.get("height")) == ("150", "50")
    assert (first.get("data-kind"), second.get("data-kind")) == ("bar", "bad")
    (line,) = [one for one in ET.fromstring(chart.svg).iter(f"{SVG}path") if one.get("data-kind") == "target"]
    assert near(line.get("d")[1:].split()[0], 23 + 10 * Fraction(737, 20))


def test_one_bar_shows_both_sides_of_a_limit_within_it():
    """Values 0 and 24 have bars of 1; with a limit of 4.5, 4.2 and 4.8 stand in the bar from 4 to 5, one on each side."""
    chart = ValueDistribution("Replies", values=[0, Fraction("4.2"), Fraction("4.8"), (24, 50)], limit=Fraction("4.5"))
    (both,) = [one for one in chart.bins if one.low == 4]
    assert (both.high, both.count, both.inside) == (5, 2, 1)
    assert sum(one.count for one in chart.bins) == 53
    assert sum(one.inside for one in chart.bins) == chart.inside == 2


@pytest.mark.parametrize(("side", "inside"), [("at most", 3), ("less than", 1), ("at least", 3), ("more than", 1)])
def test_values_on_the_limit_are_on_the_side_that_the_limit_has(side, inside):
    """Of 1, 2, 2 and 3 with a limit of 2."""
    chart = ValueDistribution("Replies", values=[1, 2, 2, 3], limit=2, side=side)
    assert chart.inside == inside
    assert sum(one.inside for one in chart.bins) == inside
    assert f"({inside} of 4) are {side} 2." in chart.alt


def test_few_far_values_stand_in_one_bar():
    """98 of 100 values are 1 to 2, two are 500: one bar holds both, and the others keep their room."""
    chart = ValueDistribution("Replies", values=[(1, 49), (2, 49), 500, 500])
    assert (chart.bins[-1].high, chart.bins[-1].count) == (None, 2)
    assert chart.bins[-1].low < 3
    assert chart.table.rows[-1] == (f"over {chart.table.rows[-2][0].split(' to ')[1]}", "2", "2.0\xa0%")


def test_percentiles_are_values_that_are_there():
    """Of 20 values the 95th percentile is the 19th, and of four the median is the second."""
    assert ValueDistribution("A", values=range(1, 21)).percentile(95) == 19
    assert ValueDistribution("A", values=[1, 2, 3, 4]).percentile(50) == 2
    assert ValueDistribution("A", values=[5]).percentile(100) == 5


def test_nearly_all_is_not_all():
    """9,999 of 10,000 are 99.99 %."""
    assert "99.99\xa0% (9,999 of 10,000)" in ValueDistribution("A", values=[(1, 9_999), 5], limit=4).alt
    assert "100\xa0% (3 of 3)" in ValueDistribution("A", values=[(1, 3)], limit=4).alt


def test_a_statistic_is_marked_with_its_target_and_no_value_is_in_or_out():
    """Of 1, 2 and 9 the median is 2, within 3: the 9 is no miss."""
    chart = ValueDistribution("Replies", values=[1, 2, 9], unit="h", limit=3, statistic="median", figure=2)
    assert {one.get("data-kind") for one in bars(chart.svg)} == {"bar"}
    assert chart.alt.endswith("The median is 2\xa0h; the target is at most 3\xa0h.")
    texts = [one.text for one in ET.fromstring(chart.svg).iter(f"{SVG}text")]
    assert {"target 3 h", "median 2 h"} <= {*texts}
    assert not [text for text in texts if "limit" in text]
