"""Widths of texts: how wide a text is about, so that labels do not overlap, and how it is shortened or broken into lines."""

import unicodedata
from fractions import Fraction

# in thousandths of the font size, a little more than the sans-serif fonts of browsers have
NARROW, DIGIT, LOWER, UPPER, WIDE = 310, 590, 570, 730, 1050
_NARROW = frozenset("iljtfrI.,:;'|!()[]/ -\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}")
_BROAD = frozenset("mwMW@%\N{HORIZONTAL ELLIPSIS}")
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def text_width(text: str, size: int) -> Fraction:
    """Return about the width of a text in a font size; more than it takes, rather than less.

    >>> text_width("10", 10)
    Fraction(59, 5)
    """
    return Fraction(sum(map(_width, text)) * size, 1000)


def _width(sign: str) -> int:
    if sign in _NARROW:
        return NARROW
    if sign in _BROAD:
        return 950
    if sign.isdigit():
        return DIGIT
    if unicodedata.east_asian_width(sign) in ("W", "F"):
        return WIDE
    if unicodedata.combining(sign):
        return 0
    return UPPER if sign.isupper() else LOWER


def shortened(text: str, size: int, room: Fraction | int) -> str:
    """Return a text that fits into a room, the end replaced by an ellipsis where it does not.

    >>> shortened("Availability of the service", 10, 60)
    'Availabilit…'
    """
    if text_width(text[:1000], size) <= room:
        return text if len(text) <= 1000 else shortened(text[:1000], size, room)
    left = Fraction(room) - text_width(ELLIPSIS, size)
    kept = 0
    while kept < len(text) and (left := left - text_width(text[kept], size)) >= 0:
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def wrapped(text: str, size: int, room: Fraction | int, most: int = 2) -> list[str]:
    """Return a text in at most so many lines that fit into a room, broken between words; the last is shortened.

    >>> wrapped("Availability of the service", 10, 80)
    ['Availability of', 'the service']
    """
    lines: list[str] = []
    words = text[:2000].split(" ")
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and text_width(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(shortened(line, size, room))
    return [*lines, shortened(" ".join(words), size, room)] if words else lines
