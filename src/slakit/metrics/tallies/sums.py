"""Sums: a tally of how many values there were, and of what they add up to."""

from typing import Any

from slakit.metrics.tallies.tally import SumTally


class Sums(SumTally):
    """The number of values, and their sum."""

    kind = "sums"
    __slots__ = ("count", "total")

    def __init__(self, count: int = 0, total: int = 0) -> None:
        self.count, self.total = count, total

    def add_many(self, values: Any) -> None:
        self.count += len(values)
        self.total += sum(values) if isinstance(values, list) else exact_sum(values)


def exact_sum(values: Any) -> int:
    """The sum of an array of 64-bit integers, which may be wider than 64 bits."""
    return (int((values >> 32).sum()) << 32) + int((values & 0xFFFF_FFFF).sum())


def sums_from(values: Any, first: Any) -> list[int]:
    """The exact sums of the runs of an array that begin at some indexes."""
    import numpy as np

    if values.dtype == bool:
        values = values.astype(np.int64)
    if values.dtype == object:
        return [int(total) for total in np.add.reduceat(values, first)]
    high, low = np.add.reduceat(values >> 32, first), np.add.reduceat(values & 0xFFFF_FFFF, first)
    return [(above << 32) + below for above, below in zip(high.tolist(), low.tolist(), strict=True)]
