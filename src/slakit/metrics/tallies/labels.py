"""Labels: a tally of the different values that occurred."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Self

from slakit.metrics.record import canonical
from slakit.metrics.tallies.tally import State, Tally

Label = str | int | float


class Labels(Tally):
    """The number of records of each label."""

    kind = "labels"
    __slots__ = ("counts",)

    def __init__(self, counts: Mapping[Label, int] | None = None) -> None:
        self.counts: Counter[Label] = Counter(counts)

    def add_many(self, values: Iterable[Label]) -> None:
        self.counts.update(values)

    def merge(self, other: Self) -> None:
        self.counts.update(other.counts)

    def state(self) -> State:
        return {"counts": sorted(map(list, self.counts.items()), key=canonical)}

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls(dict(state["counts"]))
