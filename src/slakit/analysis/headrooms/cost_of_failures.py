"""cost_of: what so many more failures, or so much more time lost, make of the figure of a line."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor

from attrs import field, frozen

from slakit.metrics.loss import Loss
from slakit.metrics.measure import ITEMS, TIME
from slakit.statements.error_budget import whole_at_end
from slakit.statements.line import Line
from slakit.values.units import unit

MOST = 2**62  # more than any number of records, or of microseconds of a term


@frozen
class Cost:
    """The `figure`, in base units, after so many more failures; their unit and word, and the `most` that there can be."""

    figure: Callable[[int], Fraction]
    unit: str
    word: str
    most: int = MOST
    loss: Loss = field(factory=Loss)

    def failures(self, number: int) -> int:
        """The number of single failures that so much is: each record, or one outage of that length."""
        return number if self.unit == ITEMS else int(self.loss.cost(number) > 0)


def cost_of(line: Line, counts: bool) -> Cost | str:
    """The cost of more failures, or why it is not known; `counts` says that its metric adds up records or time."""
    measure, loss = line.measure, line.measure.loss or Loss()
    if measure.value is None:
        return "no data"
    if loss.unknown:
        return loss.unknown
    one = " in one more outage" if loss.alone else ""
    if measure.lost and measure.part is not None and measure.whole:
        part, whole = Fraction(measure.part), Fraction(measure.whole)
        if measure.lost_in == ITEMS and loss.end is None:
            return Cost(
                lambda number: part / (whole + number), ITEMS, measure.lost.replace("records that fail", "more that fail"), loss=loss
            )
        end = whole_at_end(line)
        if end is None:
            return "the time that the period has in the end is not known"
        left = end - (whole - part)
        return Cost(lambda number: max(left - loss.cost(number), Fraction(0)) / end, measure.lost_in, measure.lost + one, floor(left), loss)
    if counts and measure.unit in (ITEMS, TIME):
        factor, value = unit(measure.unit).factor, measure.value
        return Cost(lambda number: (value + loss.cost(number)) * Fraction(factor), measure.unit, f"more{one}", loss=loss)
    return "no number of failures is behind it"
