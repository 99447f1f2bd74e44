"""Measure trend: points, targets and outcomes by hand."""

import xml.etree.ElementTree as ET

from slakit.charts import MeasureTrend

SVG = "{http://www.w3.org/2000/svg}"
POINTS = [("Jan", 10, "met", 5), ("Feb", 4, "missed", 5), ("Mar", None, "no_data", 6), ("Apr", 8, "open", 6)]


def lines(svg, kind):
    return [one.get("d") for one in ET.fromstring(svg).iter(f"{SVG}path") if one.get("data-kind") == kind]


def test_points_stand_in_the_middle_of_their_periods():
    """From 4 to 10 the scale is 4, 6, 8, 10; the legend takes 20 and a space of 14, so 10 stands at 34 and 4 at 34 + 170 = 204.

    The label "10" takes 2 * 7.08 * 1.05 = 14.868, 15, and 8: 23 at the left, 737 for four periods of 184.25: the middles of the first
    two are 23 + 92.125 = 115.125 and 299.375. The line breaks at March, so April alone has none.
    """
    chart = MeasureTrend("Replies", points=POINTS)
    assert lines(chart.svg, "measure") == ["M115.12 34L299.38 204"]


def test_each_target_runs_through_its_periods():
    """5 is a sixth of the scale above 4: 204 - 170 / 6 = 175.67; 6 stands at 147.33.

    The second begins in March, at 23 + 737 / 2 = 391.5.
    """
    assert lines(MeasureTrend("Replies", points=POINTS).svg, "target") == ["M23 175.67L391.5 175.67", "M391.5 147.33L760 147.33"]


def test_every_outcome_has_a_shape_of_its_own():
    """A miss is a path, an open period a ring, no data a cross; of 1,000 periods only misses are marked."""
    groups = {
        one.get("data-kind"): one for one in ET.fromstring(MeasureTrend("A", points=POINTS).svg).iter(f"{SVG}g") if one.get("data-kind")
    }
    assert [*groups] == ["met", "missed", "no_data", "open"]
    assert len({ET.tostring(list(one)[1])[:9] + ET.tostring(list(one)[1])[-60:] for one in groups.values()}) == 4
    many = MeasureTrend("A", points=[(str(index), index, "missed" if index == 500 else "met") for index in range(1_000)])
    assert many.svg.count('data-kind="missed"') == 1
    assert 'data-kind="met"' not in many.svg


def test_a_miss_is_not_written_as_its_target():
    """99.8999 % against 99.9 % keeps its fourth decimal, and a scale of shares ends at 100 %."""
    chart = MeasureTrend("Uptime", points=[("Jan", 99.8999, "missed", 99.9), ("Feb", 100, "met", 99.9)], unit="%")
    assert "Lowest 99.8999\xa0% in Jan" in chart.alt
    assert "100.0" not in {one.text for one in ET.fromstring(chart.svg).iter(f"{SVG}text")}
    assert chart.table.rows[0] == ("Jan", "99.8999\xa0%", "99.9\xa0%", "missed")
    assert max(one.text for one in ET.fromstring(chart.svg).iter(f"{SVG}text") if one.text.startswith("100")) == "100.00 %"
