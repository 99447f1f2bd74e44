"""Outcome strip: cells and signs."""

import xml.etree.ElementTree as ET
from fractions import Fraction

from slakit.charts import OutcomeStrip

SVG = "{http://www.w3.org/2000/svg}"


def cells(svg):
    return [one for one in ET.fromstring(svg).iter(f"{SVG}rect") if one.get("data-kind")]


def test_cells_share_the_width():
    """On a phone 17 periods share 340: 20 each, 18 without the gap."""
    row = cells(OutcomeStrip("A", periods=range(17), rows=[("B", ["met"] * 17)]).narrow)
    assert [Fraction(one.get("x")) for one in row] == [20 * index for index in range(17)]
    assert {one.get("width") for one in row} == {"18"}


def test_three_years_of_months_stand_in_lines():
    """At least 12 for a cell: of 36 at 340, 28 fit; the other 8 stand in a second line."""
    row = cells(OutcomeStrip("A", periods=range(36), rows=[("B", ["met"] * 36)]).narrow)
    assert [len([one for one in row if one.get("y") == y]) for y in dict.fromkeys(one.get("y") for one in row)] == [28, 8]


def test_each_outcome_has_its_sign_and_its_words():
    """No line, no cell; the table says the rest."""
    chart = OutcomeStrip("A", periods="12345", rows=[("B", ["met", "missed", "open", "no_data", ""])])
    groups = list(ET.fromstring(chart.svg).iter(f"{SVG}g"))
    assert [one.find(f"{SVG}title").text for one in groups] == ["B, 1: met", "B, 2: missed", "B, 3: provisional", "B, 4: no data"]
    assert len({one.find(f"{SVG}path").get("d").split("m")[1] for one in groups}) == 4
    assert chart.table.rows == (("B", "met", "missed", "provisional", "no data", ""),)
