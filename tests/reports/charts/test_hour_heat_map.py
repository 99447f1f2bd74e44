"""Hour heat map: cells and shades by hand."""

import xml.etree.ElementTree as ET
from fractions import Fraction

from slakit.charts import HourHeatMap

SVG = "{http://www.w3.org/2000/svg}"


def cells(svg):
    return [one for one in ET.fromstring(svg).iter(f"{SVG}rect") if one.get("data-kind") == "hour"]


def test_a_cell_stands_at_its_weekday_and_hour():
    """The cells share what the names of weekdays leave, and are 26 high at 760."""
    first, second = cells(HourHeatMap("Hours", cells=[(0, 0, 1), (2, 12, 2)]).svg)
    left = Fraction(first.get("x"))
    assert abs(Fraction(second.get("x")) - left - 12 * (760 - left) / 24) <= Fraction(1, 100)
    assert (first.get("y"), second.get("y")) == ("0", "52")
    assert abs(Fraction(first.get("width")) - ((760 - left) / 24 - 2)) <= Fraction(1, 100)


def test_shades_are_sevenths_of_the_range():
    """From 0 to 70: 9 is in the first seventh, 10 in the second, 69 and 70 in the last; all equal have the middle shade."""
    chart = HourHeatMap("Hours", cells=[(0, 0, 0), (0, 1, 9), (0, 2, 10), (0, 3, 69), (0, 4, 70)])
    assert [chart.step(value) for _, _, value in chart.cells] == [0, 0, 1, 6, 6]
    assert HourHeatMap("Hours", cells=[(0, 0, 100)]).step(Fraction(100)) == 3


def test_each_hour_says_its_value():
    """A cell with data has it in words, one without says so; 99.96 % is not 100 %."""
    chart = HourHeatMap("Hours", cells=[(0, 9, Fraction("99.96")), (4, 17, 100)], unit="%")
    titles = [one.text for one in ET.fromstring(chart.svg).iter(f"{SVG}title")]
    assert "Mon 09:00: 99.96 %" in titles
    assert "Sun 23:00: no data" in titles
    assert len(titles) == 1 + 7 * 24 + 1  # its own, the cells, and that of the legend


def test_nothing_good_is_not_no_data():
    """An hour of 0 % has its shade and the figure 0; those without data are crossed out, one in the legend among them."""
    chart = ET.fromstring(HourHeatMap("Hours", cells=[(0, 9, 0), (4, 17, 100)], unit="%").svg)
    assert [one.text for one in chart.iter(f"{SVG}text")].count("0") == 1
    assert len([one for one in chart.iter(f"{SVG}path") if one.get("data-kind") == "none"]) == 7 * 24 - 2 + 1
