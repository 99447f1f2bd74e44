"""Ranked: the values behind a percentile, of which the one at a rank is the figure."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import field, frozen

from slakit.metrics.ordered_values import OrderedValues

Exact = Fraction | int


@frozen(repr=False)
class Ranked:
    """The values behind a percentile in rising order, and the rank, from 0, of the one that is the figure.

    With clocks that still run, `least` are all values, of those that run as they are so far, and `stopped` the values that stay.

    >>> Ranked(OrderedValues([10, 20, 30, 40]), 2)
    Ranked(rank 2 of 4)
    """

    values: OrderedValues = field(eq=False)
    rank: int
    least: OrderedValues = field(eq=False, kw_only=True)
    stopped: OrderedValues = field(eq=False, kw_only=True)

    @least.default
    def _as_measured(self) -> OrderedValues:
        return self.values

    @stopped.default
    def _all_of_them(self) -> OrderedValues:
        return self.values

    def __repr__(self) -> str:
        return f"Ranked(rank {self.rank} of {len(self.values):,})"

    def spare(self, holds: Callable[[Exact], bool], *, highest_fail: bool) -> tuple[int, int] | None:
        """Return how many more values may fail before the figure does, below 0 where it fails, and how many fail now.

        None where the values that fail are not all at the end where they should be: the highest, or else the lowest.
        """
        count = len(self.values)

        def held(index: int) -> bool:
            return holds(self.values[index if highest_fail else count - 1 - index])

        if not held(0):
            failing = count if not held(count - 1) else None
        elif held(count - 1):
            failing = 0
        else:
            first, last = 0, count - 1  # from the last one that holds to the first one that does not
            while last - first > 1:
                middle = (first + last) // 2
                first, last = (middle, last) if held(middle) else (first, middle)
            failing = count - last
        allowed = count - 1 - self.rank if highest_fail else self.rank
        return None if failing is None else (allowed - failing, failing)
