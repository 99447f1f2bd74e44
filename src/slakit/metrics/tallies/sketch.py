"""Sketch: a tally of values rounded to a few binary digits, so that any number of them takes the same small room."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import repeat
from typing import Any, Self

from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.tallies.ordered_values import Values
from slakit.metrics.tallies.tally import State
from slakit.timeline.number_columns import arrayed
from slakit.timeline.packed import packed


class Sketch(Multiset):
    """Every value to its first `digits` binary digits, as the middle of all that begin with them; those of fewer digits stay as they are.

    Rounding puts no value before a lesser one, so that the value at any rank is the true one, rounded: off by at most 1 part in
    2 ** digits. It is done on whole numbers, so that it does not depend on order, batches or the machine.

    >>> from slakit.metrics.tallies.sketch import Sketch
    >>> tally = Sketch(7)
    >>> tally.add_many([100, 3_600_000_000])
    >>> tally.ordered
    OrderedValues([100, 3607101440])
    """

    kind = "sketch"
    __slots__ = ("digits",)

    def __init__(self, digits: int, values: Iterable[int] = ()) -> None:
        self.digits = digits
        super().__init__(values)

    def add_many(self, values: Any) -> None:
        super().add_many(middle_of_range(values, self.digits))

    def merge(self, other: Self) -> None:
        if other.digits != self.digits:
            raise ValueError(f"a sketch of {other.digits} digits does not add to one of {self.digits}")
        super().merge(other)

    def state(self) -> State:
        return {"digits": self.digits, **super().state()}

    @classmethod
    def restore(cls, state: State) -> Self:
        restored = cls(state["digits"])
        restored._restore(state)
        return restored


def digits_within(error: Fraction) -> int:
    """The number of binary digits that keep a value to within an error, a share of the value.

    >>> digits_within(Fraction(1, 100))  # 1 / 2 ** 7 = 0.78 %
    7
    """
    return (-(-error.denominator // error.numerator) - 1).bit_length()


def least_of_range(values: Values, digits: int) -> Values:
    """The least number that begins with the same digits as each value."""
    return _of_range(values, digits, 0)


def middle_of_range(values: Values, digits: int) -> Values:
    """The middle of the numbers that begin with the same digits as each value."""
    return _of_range(values, digits, 1)


def most_of_range(values: Values, digits: int) -> Values:
    """The greatest number that begins with the same digits as each value."""
    return _of_range(values, digits, 2)


def _of_range(values: Values, digits: int, halves: int) -> Values:
    """The number of the range that lies so many halves above its least; what is below zero stays as it is."""
    column = arrayed(values)
    if column is None:
        return packed(list(map(_of_one, map(int, values), repeat(digits), repeat(halves))))
    import numpy as np

    powers = np.left_shift(1, np.arange(63, dtype=np.int64))
    dropped = np.maximum(np.searchsorted(powers, column, side="right") - digits, 0)
    above = ((np.left_shift(1, dropped) * halves) >> 1) - (halves > 1)
    result: Values = ((column >> dropped) << dropped) + above
    return result


def _of_one(value: int, digits: int, halves: int) -> int:
    dropped = max(max(value, 0).bit_length() - digits, 0)
    return ((value >> dropped) << dropped) + (((1 << dropped) * halves) >> 1) - (halves > 1)
