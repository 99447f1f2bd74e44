"""Raster: a picture of SVG as PNG, with the fonts of the machine."""

from fractions import Fraction
from functools import cache
from typing import Any

from slakit.errors import UsageError, optional

LARGEST = 50_000_000  # pixels of a picture, 200 MB of memory
# sans-serif fonts that machines have, for one whose own word for "sans-serif" names none; the first that draws a letter is taken
FAMILIES = ("", "DejaVu Sans", "Noto Sans", "Liberation Sans", "Arimo", "Open Sans", "Roboto", "Ubuntu", "Cantarell", "FreeSans", "Inter")
LETTER = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text x="2" y="16" font-family="sans-serif">{}</text></svg>'


def png(svg: str, width: int, height: int, scale: object) -> bytes:
    """Return a picture of so many units as PNG, each unit `scale` pixels; UsageError where no font of the machine can draw its texts."""
    factor = _factor(scale)
    if width * height * factor**2 > LARGEST:
        raise UsageError(f"scale={scale!r} makes a picture of {width} by {height} units too large; write scale=2")
    family = _family()
    if family is None:
        raise UsageError(
            "this machine has no font to write a picture with; install one, such as DejaVu Sans, or write chart.to_svg('chart.svg')"
        )
    return _drawn(svg, zoom=float(factor), sans_serif_family=family or None)


def _factor(scale: object) -> Fraction:
    if isinstance(scale, bool) or not isinstance(scale, int | float | Fraction) or not 0 < scale <= 100:
        raise UsageError(f"scale={scale!r} is not a number of pixels for each unit of a picture; write scale=2")
    return Fraction(scale)


def _drawn(svg: str, **options: Any) -> bytes:
    resvg = optional("resvg_py", "png")
    return bytes(resvg.svg_to_bytes(svg_string=svg, **options))


@cache
def _family() -> str | None:
    """The first font that draws a letter; None where no font does, for then texts would be left out without a word."""
    empty = _drawn(LETTER.format(""))
    return next((name for name in FAMILIES if _drawn(LETTER.format("M"), sans_serif_family=name or None) != empty), None)
