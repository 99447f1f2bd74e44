"""Clocks: a tally of clocks that have stopped and of those that have not."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Self, cast

from slakit.metrics.counts import Counts
from slakit.metrics.record import canonical, decode, encode
from slakit.metrics.spread import Spread
from slakit.metrics.tally import State, Tally

Open = tuple[int, int | None, Any]  # since (or due), limit, key


class Clocks(Tally):
    """Clocks that have stopped (counts or a spread), and those still open with when they began and their limit."""

    kind = "clocks"
    __slots__ = ("open", "settled")

    def __init__(self, settled: Counts | Spread, running: Mapping[Open, int] | None = None) -> None:
        self.settled = settled
        self.open: Counter[Open] = Counter(running)

    def add_many(self, values: Any) -> None:
        self.settled.add_many(values)

    def add_open(self, running: Iterable[Open]) -> None:
        """Add clocks that have not stopped, as (since, limit, key)."""
        self.open.update(running)

    def merge(self, other: Self) -> None:
        cast(Any, self.settled).merge(other.settled)
        self.open.update(other.open)

    def state(self) -> State:
        rows = [[since, limit, encode(key), n] for (since, limit, key), n in self.open.items()]
        return {"settled": self.settled.kind, **self.settled.state(), "open": sorted(rows, key=canonical)}

    def seal(self) -> object:
        return [self.settled.seal(), self.state()["open"] if self.open else []]

    @classmethod
    def restore(cls, state: State) -> Self:
        inner = {name: value for name, value in state.items() if name not in ("settled", "open")}
        settled = (Counts if state["settled"] == Counts.kind else Spread).restore(inner)
        return cls(settled, {(since, limit, decode(key)): n for since, limit, key, n in state["open"]})
