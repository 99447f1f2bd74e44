"""Clocks: a tally of timers that have stopped and of those that have not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self, cast

from slakit.metrics.record import canonical, decode, encode
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.tallies.open_timers import Alike, Judges, Open, OpenRun, joined_runs, run_of
from slakit.metrics.tallies.quotients import Quotients
from slakit.metrics.tallies.sketch import Sketch
from slakit.metrics.tallies.tally import State, Tally

__all__ = ["Clocks", "Open"]


class Clocks(Tally):
    """Timers that have stopped (counts, a multiset, or ratios), and those still open."""

    kind = "clocks"
    __slots__ = ("_loose", "_runs", "_waiting", "settled")

    def __init__(self, settled: Counts | Multiset | Quotients, running: Mapping[Open, int] | None = None) -> None:
        self.settled = settled
        self._waiting: list[Open] = list(Counter(running).elements())
        self._runs: dict[Alike, list[OpenRun]] = {}
        self._loose: Counter[Open] = Counter()

    def add_many(self, values: Any) -> None:
        self.settled.add_many(values)

    def add_open(self, running: Iterable[Open]) -> None:
        """Add timers that have not stopped, one by one or as a run."""
        if isinstance(running, OpenRun):
            self._runs.setdefault(running.alike, []).append(running)
        else:
            self._waiting.extend(running)

    def merge(self, other: Self) -> None:
        cast(Any, self.settled).merge(other.settled)
        for run in other.runs:
            self.add_open(run)
        self._loose.update(other.loose)

    @property
    def runs(self) -> list[OpenRun]:
        """The open timers that are alike, each kind as columns in order."""
        self._sort()
        return [run for runs in self._runs.values() for run in runs]

    @property
    def loose(self) -> Counter[Open]:
        """The other open timers."""
        self._sort()
        return self._loose

    def _sort(self) -> None:
        """Put the timers that came since the last time into runs, and each run in order."""
        if self._waiting:
            runs, others = run_of(self._waiting)
            self._waiting = []
            self._loose.update(others)
            for run in runs:
                self.add_open(run)
        for alike, several in self._runs.items():
            if len(several) > 1 or not several[0].ordered:
                self._runs[alike] = [joined_runs(several)]

    @property
    def open(self) -> Counter[Open]:
        """Each open timer, and how many there are like it."""
        timers = Counter(timer for run in self.runs for timer in run)
        timers.update(self.loose)
        return timers

    @property
    def open_count(self) -> int:
        """The number of open timers."""
        return sum(map(len, self.runs)) + self.loose.total()

    def late(self, value: Judges, as_of: int) -> int:
        """The number of open timers that are late as of an instant."""
        late = sum(count for timer, count in self.loose.items() if value.late(timer, as_of))
        return late + sum(run.late(value, as_of) for run in self.runs)

    def worst_open(self, value: Judges, as_of: int) -> Iterator[Open]:
        """The open timers among which are those that are over by most."""
        yield from self.loose
        for run in self.runs:
            yield from run.worst(value, as_of)

    def state(self) -> State:
        return {"settled": self.settled.kind, **self.settled.state(), "open": _rows(self.open)}

    def seal(self) -> object:
        runs, loose = sorted((run.seal() for run in self.runs), key=canonical), self.loose
        return [self.settled.seal(), *([runs, _rows(loose)] if runs or loose else [[]])]

    @classmethod
    def restore(cls, state: State) -> Self:
        inner = {name: value for name, value in state.items() if name not in ("settled", "open")}
        kind = next(kind for kind in (Counts, Multiset, Sketch, Quotients) if kind.kind == state["settled"])
        running = {
            Open(since, limit, decode(key), decode(lane), tuple(pauses), due, bool(strict)): n
            for since, limit, key, lane, pauses, due, n, *strict in state["open"]
        }
        return cls(kind.restore(inner), running)


def _rows(timers: Mapping[Open, int]) -> list[Any]:
    """Timers as rows of plain data, in order."""
    rows = [
        [one.since, one.limit, encode(one.key), encode(one.lane), list(one.pauses), one.due, n, *([True] if one.strict else [])]
        for one, n in timers.items()
    ]
    return sorted(rows, key=canonical)
