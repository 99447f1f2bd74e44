"""Counts: a tally of good values out of all."""

from typing import Any, Self

from slakit.metrics.tallies.tally import State, Tally


class Counts(Tally):
    """How many values were good, out of how many."""

    kind = "counts"
    __slots__ = ("good", "total")

    def __init__(self, good: int = 0, total: int = 0) -> None:
        self.good, self.total = good, total

    def add_many(self, values: Any) -> None:
        self.good += int(sum(values)) if isinstance(values, list) else int(values.sum())
        self.total += len(values)

    def merge(self, other: Self) -> None:
        self.good += other.good
        self.total += other.total

    def state(self) -> State:
        return {"good": self.good, "total": self.total}

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls(**state)
