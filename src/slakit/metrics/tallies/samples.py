"""Samples: a tally of what was seen at which instant, in the order of time."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any, Self

from slakit.metrics.tallies.tally import State, Tally, sealed

Pair = tuple[int, int]  # an instant in microseconds, and the worth of what was seen


class Samples(Tally):
    """Every worth with its instant; `pairs` has them in order, those of one instant from the least."""

    kind = "samples"
    __slots__ = ("_at", "_ordered", "_worth")

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._at: array[int] = array("q")
        self._worth: array[int] | list[int] = array("q")
        self._ordered: list[Pair] | None = None
        self.add_many(list(pairs))

    def add_many(self, values: Any) -> None:
        """Add pairs of instant and worth."""
        self._extend([at for at, _ in values], [worth for _, worth in values])

    def _extend(self, at: Iterable[int], worth: Iterable[int]) -> None:
        self._ordered = None
        self._at.extend(at)
        try:
            more = array("q", worth)
        except OverflowError:  # wider than 64 bits
            self._worth = [*self._worth, *worth]
        else:
            self._worth.extend(more)

    @property
    def pairs(self) -> list[Pair]:
        if self._ordered is None:
            self._ordered = sorted(zip(self._at, self._worth, strict=True))
        return self._ordered

    def __len__(self) -> int:
        return len(self._at)

    def latest(self) -> "Samples":
        """Return the samples of the latest instant."""
        last = max(self._at, default=0)
        return Samples((at, worth) for at, worth in zip(self._at, self._worth, strict=True) if at == last)

    def since_good(self) -> "Samples | None":
        """Return the samples since the last instant at which every worth was 1, that instant included; None if there is none."""
        pairs, end = self.pairs, len(self)
        while end:
            first = bisect_left(pairs, (pairs[end - 1][0],))
            if pairs[first][1] == 1:
                return Samples(pairs[first:])
            end = first
        return None

    def merge(self, other: Self) -> None:
        self._extend(other._at, other._worth)

    def state(self) -> State:
        return {"pairs": [list(pair) for pair in self.pairs]}

    def seal(self) -> object:
        return sealed(len(self), self.state()["pairs"])

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls((at, worth) for at, worth in state["pairs"])
