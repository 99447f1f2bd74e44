"""Loss: what a period has in all at its end, and what one more loss costs of it."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from slakit.values.quantity import Quantity


@frozen
class Loss:
    """The whole of a period at its `end`, in the unit of what is lost, and how a loss counts where it is not at its own length or number.

    `end` is None where nobody knows how many records come. `uneven` says why so much less is not the same as so much that counts; then
    no least change can be named. `unknown` says why not even the cost of one loss more is known. Otherwise one of less than `least` costs
    nothing, and others cost whole steps of `step`, those that are full, or those that have `begun`.

    >>> from slakit.metrics.loss import Loss
    >>> Loss(uneven="time counts in whole units of 10 min", step=10, begun=True).cost(21)
    30
    """

    end: Fraction | int | None = None
    uneven: str = ""
    unknown: str = ""
    least: int = 0
    step: int = 0
    begun: bool = False

    @property
    def alone(self) -> bool:
        """True if what is lost by itself costs other than what is lost together with more."""
        return bool(self.least or self.step)

    def cost(self, number: int) -> int:
        """The cost of one loss of so many records or microseconds, besides all others."""
        if number < self.least:
            return 0
        if not self.step:
            return number
        return (-(-number // self.step) if self.begun else number // self.step) * self.step


def in_whole_units(length: Quantity) -> str:
    """The reason why time that counts in whole units is not its own length.

    >>> from slakit.metrics.loss import in_whole_units
    >>> from slakit.values.quantity import quantity
    >>> in_whole_units(quantity("10 min"))
    'time counts in whole units of 10 min'
    """
    return f"time counts in whole units of {length}"


def in_a_row(number: int) -> str:
    """The reason why a failure does not count by itself.

    >>> from slakit.metrics.loss import in_a_row
    >>> in_a_row(3)
    'only failures of 3 in a row count'
    """
    return f"only failures of {number:,} in a row count"
