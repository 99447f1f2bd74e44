"""Ranked: the values behind a percentile, of which the one at a rank is the figure."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import field, frozen

from slakit.metrics.tallies.ordered_values import OrderedValues

Exact = Fraction | int


@frozen(repr=False)
class Ranked:
    """The values behind a percentile in rising order, and the rank, from 0, of the one that is the figure.

    With clocks that still run, `least` are all values, of those that run as they are so far, and `stopped` the values that stay. Of a
    statement that was read back the values are not there: `size` says how many they were, and `failed` how many were beyond the target.

    >>> Ranked(OrderedValues([10, 20, 30, 40]), 2)
    Ranked(rank 2 of 4)
    """

    values: OrderedValues = field(eq=False)
    rank: int
    size: int = field(kw_only=True)
    failed: int | None = field(default=None, eq=False, kw_only=True)
    least: OrderedValues = field(eq=False, kw_only=True)
    stopped: OrderedValues = field(eq=False, kw_only=True)

    @size.default
    def _all(self) -> int:
        return len(self.values)

    @least.default
    def _as_measured(self) -> OrderedValues:
        return self.values

    @stopped.default
    def _all_of_them(self) -> OrderedValues:
        return self.values

    def __repr__(self) -> str:
        return f"Ranked(rank {self.rank} of {self.size:,})"

    def failing(self, holds: Callable[[Exact], bool], *, highest_fail: bool) -> int | None:
        """Return how many values fail; None where these are not all at the end where they should be: the highest, or else the lowest."""
        if not len(self.values):
            return self.failed
        count = len(self.values)

        def held(index: int) -> bool:
            return holds(self.values[index if highest_fail else count - 1 - index])

        if not held(0):
            return count if not held(count - 1) else None
        if held(count - 1):
            return 0
        first, last = 0, count - 1  # from the last one that holds to the first one that does not
        while last - first > 1:
            middle = (first + last) // 2
            first, last = (middle, last) if held(middle) else (first, middle)
        return count - last

    def spare(self, failing: int, *, highest_fail: bool) -> int:
        """Return how many more values may fail before the figure does, below 0 where it fails, of those that fail now."""
        return (self.size - 1 - self.rank if highest_fail else self.rank) - failing
