"""The least change of what was measured after which a line would have come out otherwise: so much less downtime, so many fewer failures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from slakit.calendars.trace import duration_text
from slakit.metrics.measure import ITEMS, TIME, Measure, in_unit
from slakit.values.units import unit

Holds = Callable[[Fraction], bool]


@frozen
class Change:
    """A change of what was measured: so many more microseconds or records, with a minus so many less, and its text.

    >>> Change(-720_000_000, "us", "12 min less downtime").text
    '12 min less downtime'
    """

    number: int
    unit: str
    text: str


@frozen
class Axis:
    """The figures that a measure can have, by whole numbers of microseconds or records: of what is not lost, or of what is counted."""

    start: Fraction
    least: int
    most: int | None
    figure: Callable[[int], Fraction]
    number: Callable[[Fraction], Fraction]
    unit: str
    word: str
    counts_lost: bool

    def after(self, change: Change) -> int:
        """The number that a change leads to."""
        reached = self.start + (-change.number if self.counts_lost else change.number)
        return ceil(reached) if reached < self.start else floor(reached)

    def change_to(self, at: int) -> Change:
        """The way from the measure to another number."""
        change = at - self.start
        more = change < 0 if self.counts_lost else change > 0
        number = ceil(abs(change))
        if self.unit == TIME:
            text = f"{duration_text(timedelta(microseconds=number))} {'more' if more else 'less'} {self.word}".rstrip()
        else:
            amount = in_unit(number, self.unit).show().removesuffix(f" {ITEMS}")
            text = f"{amount} {'more' if more else 'fewer'}{self.word and f' of the {self.word}'}"
        return Change(number if more else -number, self.unit, text)


def axis_of(measure: Measure) -> Axis | None:
    """Return the whole numbers behind a measure; None where it has none, as a mean of many figures, or no even cost."""
    if measure.loss is not None and measure.loss.uneven:
        return None
    if measure.lost and measure.whole and measure.part is not None:
        whole = Fraction(measure.whole)
        return Axis(
            start=Fraction(measure.part),
            least=0,
            most=floor(whole),
            figure=lambda number: Fraction(number) / whole,
            number=lambda figure: figure * whole,
            unit=measure.lost_in,
            word=measure.lost,
            counts_lost=True,
        )
    if measure.unit in (ITEMS, TIME) and isinstance(measure.value, int):
        factor = unit(measure.unit).factor
        return Axis(
            start=Fraction(measure.value),
            least=0,
            most=None,
            figure=lambda number: number * factor,
            number=lambda figure: figure / factor,
            unit=measure.unit,
            word="",
            counts_lost=False,
        )
    return None


def nearest_change(measure: Measure, holds: Holds, edges: Iterable[Fraction]) -> str:
    """Return the text of the least change of a measure after which its figure, in base units, `holds`; "" where none can be named.

    `edges` are figures between or beyond which what holds changes.
    """
    change = least_change(measure, holds, edges)
    return "" if change is None else change.text


def least_change(measure: Measure, holds: Holds, edges: Iterable[Fraction]) -> Change | None:
    """Return the least change of a measure after which its figure, in base units, `holds`; None where none can be named."""
    axis = axis_of(measure)
    if axis is None:
        return None
    numbers = {axis.least, *(number + off for edge in edges for number in _around(axis.number(edge)) for off in (-1, 0, 1))}
    numbers |= set() if axis.most is None else {axis.most}
    fits = (number for number in numbers if number >= axis.least and (axis.most is None or number <= axis.most))
    ends = [number for number in fits if number != axis.start and holds(axis.figure(number))]
    reached = [_first(axis, holds, number) for number in sorted(ends, key=lambda number: abs(number - axis.start))[:4]]
    return axis.change_to(min(reached, key=lambda number: abs(number - axis.start))) if reached else None


def _around(number: Fraction) -> tuple[int, int]:
    return floor(number), ceil(number)


def _first(axis: Axis, holds: Holds, end: int) -> int:
    """The number nearest to the measure, on the way to an end that holds, from which on it holds."""
    if end > axis.start:
        low, high = floor(axis.start), end
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if holds(axis.figure(middle)) else (middle, high)
        return high
    low, high = end, ceil(axis.start)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(axis.figure(middle)) else (low, middle)
    return low
