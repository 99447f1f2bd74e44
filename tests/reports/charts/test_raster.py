"""Pictures as PNG: their size, their colours, and that no text is left out without a word."""

import struct
import sys
from fractions import Fraction

import pytest

from slakit.charts import DARK, CreditWaterfall
from slakit.errors import MissingExtra, UsageError
from slakit.reports.charts import raster

HOSTILE = "<script>&]]>\"' \x00\u202e \u4e2d\U0001f600 " + "x" * 5_000


@pytest.fixture
def chart():
    return CreditWaterfall("Credits", gross=1450, steps=[("Cap of 10 %", -250)], unit="GBP")


@pytest.fixture
def resvg():
    package = pytest.importorskip("resvg_py")
    if raster._family() is None:
        pytest.skip("no font on this machine; apt-get install fonts-dejavu-core")
    return package


def size(png):
    """The width and height in the head of a PNG (ISO/IEC 15948, 11.2.2)."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def test_each_unit_is_so_many_pixels(chart, resvg):
    """760 units at 2, at 1 and at 3 / 2 are 1,520, 760 and 1,140 pixels; the height goes with it."""
    width, height = size(chart.to_png(scale=1))
    assert width == 760
    assert size(chart.to_png()) == (2 * width, 2 * height)
    assert size(chart.to_png(scale=Fraction(3, 2)))[0] == 1140
    assert size(chart.to_png(scale=1, width=400))[0] == 400


def test_the_same_picture_every_time_with_the_colours_of_its_theme(chart, resvg, tmp_path):
    light = chart.to_png(tmp_path / "credits.png")
    assert light == chart.to_png() == (tmp_path / "credits.png").read_bytes()
    assert light != chart.to_png(theme=DARK)


def test_its_texts_are_drawn(chart, resvg):
    """Without its letters the same picture would be another."""
    without = resvg.svg_to_bytes(svg_string=chart.to_svg(), zoom=2.0, skip_system_fonts=True)
    assert chart.to_png() != without


def test_hostile_names_are_drawn(resvg):
    assert size(CreditWaterfall(HOSTILE, gross=10, steps=[(HOSTILE, -1)], unit="GBP").to_png(scale=1))[0] == 760


def test_a_font_is_looked_for_and_its_absence_is_an_error(chart, resvg, monkeypatch):
    """A machine whose only font is one of those that are tried takes that; one without any says so, and leaves no file."""
    drawn = raster._drawn

    def only(family):
        def draw(svg, **options):
            return drawn(svg, **options, skip_system_fonts=options.get("sans_serif_family") != family)

        raster._family.cache_clear()
        monkeypatch.setattr(raster, "_drawn", draw)
        return raster._family()

    try:
        assert only("DejaVu Sans") in ("DejaVu Sans", None)  # None where it is not installed
        assert only("nothing") is None
        with pytest.raises(UsageError, match=r"this machine has no font .*; install one, such as DejaVu Sans, or write chart.to_svg"):
            chart.to_png()
    finally:
        raster._family.cache_clear()


@pytest.mark.parametrize("scale", [0, -1, True, "2", None, float("nan"), float("inf"), 101])
def test_what_is_no_scale_is_refused(chart, scale):
    with pytest.raises(UsageError, match=r"is not a number of pixels for each unit of a picture; write scale=2"):
        chart.to_png(scale=scale)


def test_what_would_fill_the_memory_is_refused(chart):
    with pytest.raises(UsageError, match="too large; write scale=2"):
        chart.to_png(scale=100)


def test_the_wrong_ending_is_refused(chart, tmp_path):
    with pytest.raises(UsageError, match=r"'a\.jpg' is not the name of such a picture; write 'a\.png'"):
        chart.to_png(tmp_path / "a.jpg")


def test_the_extra_is_named(chart, monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    raster._family.cache_clear()
    with pytest.raises(MissingExtra, match=r"pip install 'slakit\[png\]'"):
        chart.to_png()
