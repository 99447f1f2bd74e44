"""Durations: what `quantity()` reads as time, in whole microseconds (docs/numbers.md T2, T4)."""

from datetime import timedelta

from slakit.errors import UnitError
from slakit.timeline.instants import MICROSECOND
from slakit.values.number import no_unit
from slakit.values.quantity import Quantity, quantity

Duration = str | timedelta | Quantity
EXAMPLE = "; write '2 hours'"


def duration(value: Duration, usual: str = "min") -> int:
    """The microseconds of a duration; `usual` is the unit that the error shows a number with that has none.

    >>> duration("1 h 30 min")
    5400000000

    Raises UnitError for what is not a time, or not a whole number of microseconds.
    """
    if isinstance(value, timedelta):
        return value // MICROSECOND
    amount = quantity(value)
    if amount.dimension != "[time]":
        raise UnitError(f"{value!r} is not a duration{no_unit(value, usual) or EXAMPLE} or a timedelta")
    if amount.base.denominator != 1:
        raise UnitError(f"{value!r} is not a whole number of microseconds{EXAMPLE} or a timedelta")
    return amount.base.numerator
