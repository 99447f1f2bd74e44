"""Plot: the ground of a picture with a scale of numbers at its left, and the labels below it, as many as have room."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from slakit.reports.charts.chart import SMALL, words
from slakit.reports.charts.element import Element, Paint, element
from slakit.reports.charts.figures import decimals_of, shown
from slakit.reports.charts.text_width import shortened, text_width
from slakit.reports.charts.texts import Texts
from slakit.reports.charts.ticks import GAP, nice_step

BELOW = 26  # room of the labels below a plot
EVERY = (1, 2, 3, 4, 6, 12, 24, 48, 120, 240, 600, 1_200, 6_000)  # the first, and every so many-th after it


def tick_labels(texts: Texts, ticks: Sequence[Fraction], unit: str) -> tuple[str, ...]:
    """Return the labels of a scale, all with the decimals that one of them needs.

    >>> from slakit.reports.charts.texts import ENGLISH
    >>> tick_labels(ENGLISH, [Fraction(0), Fraction(1, 2), Fraction(1)], "")
    ('0.0', '0.5', '1.0')
    """
    digits = max((decimals_of(tick) for tick in ticks), default=0)
    return tuple(shown(texts, tick, unit, digits) for tick in ticks)


@frozen
class Plot:
    """An area right of the labels of its scale, whose ticks run from its bottom to its top."""

    left: int
    top: int
    width: int
    height: int
    ticks: tuple[Fraction, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, ticks: Iterable[Fraction], texts: Texts, unit: str, width: int, top: int, height: int) -> "Plot":
        """Return the plot that has room for its labels in the width of a picture."""
        scale = tuple(ticks)
        labels = tuple(shortened(label, SMALL, width // 3) for label in tick_labels(texts, scale, unit))
        left = ceil(max(text_width(label, SMALL) for label in labels) * Fraction(21, 20)) + 8
        return cls(left, top, width - left, height, scale, labels)

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def y(self, value: Fraction | int) -> Fraction:
        """Return where a value stands; one outside stands at the edge."""
        low, high = self.ticks[0], self.ticks[-1]
        inside = min(max(Fraction(value), low), high)
        return self.top + self.height * (high - inside) / (high - low)

    def drawn(self) -> list[Element]:
        """Return the lines of the grid and the labels; the line of 0, or the lowest, is the axis."""
        parts = []
        base = 0 if 0 in self.ticks else self.ticks[0]
        for tick, label in zip(self.ticks, self.labels, strict=True):
            y, role = self.y(tick), "axis" if tick == base else "line"
            parts.append(element("line", x1=self.left, x2=self.left + self.width, y1=y, y2=y, stroke=Paint(role)))
            parts.append(words(label, self.left - 8, y + 4, role="quiet", text_anchor="end"))
        return parts

    def slot(self, index: int, count: int) -> tuple[Fraction, Fraction]:
        """Return the left edge and the width of one of so many columns."""
        wide = Fraction(self.width, count)
        return self.left + index * wide, wide

    def column_labels(self, labels: Sequence[str]) -> list[Element]:
        """Return the labels of columns that have room below: all of them, or the first and every so many-th after it."""
        middles = [x + wide / 2 for x, wide in (self.slot(index, len(labels)) for index in range(len(labels)))]
        cut = [shortened(label, SMALL, self.width) for label in labels]
        for every in EVERY:
            placed = _placed(middles[::every], cut[::every], self.left, self.left + self.width)
            if placed:
                break
        return [words(label, x, self.bottom + 19, role="quiet", text_anchor="middle") for x, label in placed]


def _placed(middles: Sequence[Fraction], labels: Sequence[str], left: Fraction | int, right: Fraction | int) -> list[tuple[Fraction, str]]:
    """Return the middles of labels between two edges; nothing where two of them would touch."""
    end, placed = Fraction(left) - GAP, []
    for middle, label in zip(middles, labels, strict=True):
        half = text_width(label, SMALL) / 2
        x = max(min(middle, right - half), left + half)
        if x - half < end + GAP:
            return []
        end = x + half
        placed.append((x, label))
    return placed


def number_marks(
    low: Fraction,
    high: Fraction,
    x: Callable[[Fraction], Fraction],
    label: Callable[[Sequence[Fraction]], Sequence[str]],
    right: Fraction | int,
) -> list[tuple[Fraction, Fraction, str]]:
    """Return nice numbers from `low` to `high` with the middles of their labels, as many as have room up to `right`."""
    for most in (10, 8, 5, 4, 3, 2, 1):
        step = nice_step(high - low, most)
        ticks = [step * index for index in range(ceil(low / step), floor(high / step) + 1)]
        placed = _placed([x(tick) for tick in ticks], label(ticks), x(low), right)
        if placed:
            return [(tick, middle, word) for tick, (middle, word) in zip(ticks, placed, strict=True)]
    return []
