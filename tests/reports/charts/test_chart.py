"""Charts: one picture, its words and its table say the same, whatever names records have."""

import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

import slakit as sk
from slakit.charts import DARK, LIGHT
from slakit.reports.charts.palette import contrast
from slakit.reports.charts.uptime_timeline import UptimeTimeline

SVG = "{http://www.w3.org/2000/svg}"
MARCH = {"start": "2026-03-01T00:00Z", "end": "2026-04-01T00:00Z"}
OUTAGE = ("2026-03-10T10:00Z", "2026-03-10T11:00Z", "bad", "core switch")
HOSTILE = ["<script>alert(1)</script>", "\"'&]]>", "a\x00\x1b\x85b", "\u202egnp.exe\u2066", "x" * 10_000]


def bars(svg, kind):
    return [one for one in ET.fromstring(svg).iter(f"{SVG}rect") if one.get("data-kind") == kind]


def test_a_bar_is_as_long_as_its_time():
    """Of 31 days = 744 h, an hour at day 10, 10:00 = 226 h begins at 760 * 226 / 744 and takes 760 / 744."""
    (bar,) = bars(UptimeTimeline("Uptime", **MARCH, spans=[OUTAGE]).svg, "bad")
    assert abs(Fraction(bar.get("x")) - Fraction(760 * 226, 744)) <= Fraction(1, 200)
    assert abs(Fraction(bar.get("width")) - Fraction(760, 744)) <= Fraction(1, 200)


def test_time_outside_the_line_is_cut_and_overlaps_count_once():
    """28 February to 1 March 02:00, and 01:00 to 03:00: three hours of March."""
    spans = [("2026-02-28T00:00Z", "2026-03-01T02:00Z"), ("2026-03-01T01:00Z", "2026-03-01T03:00Z")]
    chart = UptimeTimeline("Uptime", **MARCH, spans=spans)
    assert "Down 3\xa0h in 1 span" in chart.alt
    assert [bar.get("x") for bar in bars(chart.svg, "bad")] == ["0"]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_breaks_the_picture(name):
    """A title and a note of any letters stay text."""
    chart = UptimeTimeline(name, **MARCH, spans=[(*OUTAGE[:3], name)], closed=[("2026-03-01T00:00Z", "2026-03-02T00:00Z")])
    for svg in (chart.svg, chart.narrow, chart.to_svg(), chart.to_svg(theme=DARK)):
        root = ET.fromstring(svg)
        assert not list(root.iter(f"{SVG}script"))
        assert not {"\x00", "\x1b", "\x85", "\u202e", "\u2066"} & {*svg}
        ids = [one.get("id") for one in root.iter() if one.get("id")]
        assert len(ids) == len({*ids})
        assert {*root.get("aria-labelledby").split()} <= {*ids}


def test_the_same_picture_every_time():
    """The order of spans changes nothing; width and key change the ids."""
    spans = [OUTAGE, ("2026-03-01T00:00Z", "2026-03-02T00:00Z", "excluded"), ("2026-03-30T00:00Z", "2026-05-02T00:00Z", "pending")]
    chart = UptimeTimeline("Uptime", **MARCH, spans=spans)
    assert chart.svg == UptimeTimeline("Uptime", **MARCH, spans=spans[::-1]).svg
    first = [
        ET.fromstring(svg).get("aria-labelledby")
        for svg in (chart.svg, chart.narrow, UptimeTimeline("Uptime", **MARCH, spans=spans, key="2").svg)
    ]
    assert len({*first}) == 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_drawn_stands_out(theme):
    """Texts have a contrast of 4.5 to 1 and marks of 3 to 1 with the ground (WCAG 2.2, 1.4.3 and 1.4.11)."""
    assert all(contrast(theme[role], theme["ground"]) >= 4.5 for role in ("text", "quiet"))
    marks = ("axis", "bad", "good", "excluded", "pending", "closed", "bar", "ideal", "target")
    assert all(contrast(theme[role], theme["ground"]) >= 3 for role in marks)
    assert all(contrast(theme[f"heat-{step}"], theme[f"heat-ink-{step}"]) >= 4.5 for step in range(7))


def test_a_chart_is_saved_as_a_picture(tmp_path):
    """The file has its own colours; another ending is refused with the right one."""
    chart = UptimeTimeline("Uptime", **MARCH)
    assert chart.to_svg(tmp_path / "uptime.svg") == (tmp_path / "uptime.svg").read_text(encoding="utf-8")
    assert "var(" not in chart.to_svg()
    with pytest.raises(sk.errors.UsageError, match=r"'uptime\.doc' is not the name of such a picture; write 'uptime\.svg'"):
        chart.to_svg(tmp_path / "uptime.doc")
