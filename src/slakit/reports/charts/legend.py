"""Legend: marks with the words for them, side by side, in as many lines as they take."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil

from slakit.reports.charts.chart import SMALL, words
from slakit.reports.charts.element import Element
from slakit.reports.charts.text_width import shortened, text_width

LINE, MARK, SPACE = 20, 22, 18  # height of a line, width of a mark, and the space between two

Mark = Callable[[Fraction | int, Fraction | int], list[Element]]  # draws itself around a middle


def legend(items: Sequence[tuple[Mark, str]], width: int) -> tuple[list[Element], int]:
    """Return the marks with their words from the top on, and the height they take."""
    parts: list[Element] = []
    x, top = 0, 0
    for mark, label in items:
        word = shortened(label, SMALL, width - MARK)
        wide = MARK + ceil(text_width(word, SMALL))
        if x and x + wide > width:
            x, top = 0, top + LINE
        parts += [*mark(x + 8, top + 9), words(word, x + MARK, top + 13, role="quiet")]
        x += wide + SPACE
    return parts, top + LINE if items else 0
