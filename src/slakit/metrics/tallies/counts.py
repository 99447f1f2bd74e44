"""Counts: a tally of good values out of all."""

from typing import Any

from slakit.metrics.tallies.tally import SumTally


class Counts(SumTally):
    """The number of good values, and of all values."""

    kind = "counts"
    __slots__ = ("good", "total")

    def __init__(self, good: int = 0, total: int = 0) -> None:
        self.good, self.total = good, total

    def add_many(self, values: Any) -> None:
        self.good += int(sum(values)) if isinstance(values, list) else int(values.sum())
        self.total += len(values)
