"""Clocks: a tally of timers that have stopped and of those that have not."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self, cast

from slakit.metrics.record import canonical, decode, encode
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.tallies.quotients import Quotients
from slakit.metrics.tallies.tally import State, Tally


class Open(NamedTuple):
    """A timer that has not stopped: since when (or until when something is due), its limit, the key of its record, the value that
    names its calendar (or a history of such values), the edges of its pauses, the due moment that a rule sets, in place of a limit, and
    whether it is late as soon as it comes to that."""

    since: int
    limit: int | None = None
    key: Any = None
    lane: Any = None
    pauses: tuple[int, ...] = ()
    due: int | None = None
    strict: bool = False


class Clocks(Tally):
    """Timers that have stopped (counts, a multiset, or ratios), and those still open."""

    kind = "clocks"
    __slots__ = ("open", "settled")

    def __init__(self, settled: Counts | Multiset | Quotients, running: Mapping[Open, int] | None = None) -> None:
        self.settled = settled
        self.open: Counter[Open] = Counter(running)

    def add_many(self, values: Any) -> None:
        self.settled.add_many(values)

    def add_open(self, running: Iterable[Open]) -> None:
        """Add timers that have not stopped."""
        self.open.update(running)

    def merge(self, other: Self) -> None:
        cast(Any, self.settled).merge(other.settled)
        self.open.update(other.open)

    def state(self) -> State:
        rows = [
            [one.since, one.limit, encode(one.key), encode(one.lane), list(one.pauses), one.due, n, *([True] if one.strict else [])]
            for one, n in self.open.items()
        ]
        return {"settled": self.settled.kind, **self.settled.state(), "open": sorted(rows, key=canonical)}

    def seal(self) -> object:
        return [self.settled.seal(), self.state()["open"] if self.open else []]

    @classmethod
    def restore(cls, state: State) -> Self:
        inner = {name: value for name, value in state.items() if name not in ("settled", "open")}
        kind = next(kind for kind in (Counts, Multiset, Quotients) if kind.kind == state["settled"])
        running = {
            Open(since, limit, decode(key), decode(lane), tuple(pauses), due, bool(strict)): n
            for since, limit, key, lane, pauses, due, n, *strict in state["open"]
        }
        return cls(kind.restore(inner), running)
