"""Tallies: what the values of a period add up to.

Each is exact, grows by `add_many`, and merges in any order to the same state. `as_of` is the tally as it stood at an instant: clocks
that began later and time that had not passed are left out.
"""

from abc import ABC, abstractmethod
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, ClassVar, Self, cast

from slakit.metrics.record import canonical, decode, encode
from slakit.timeline.spans import Spans, union

State = dict[str, Any]
Open = tuple[int, int | None, Any]  # since (or due), limit, key


class Tally(ABC):
    """What values add up to; `kind` names it in a saved state."""

    kind: ClassVar[str]

    @abstractmethod
    def add_many(self, values: Any) -> None:
        """Add the values of a batch: a sequence, or an array of integers."""

    @abstractmethod
    def merge(self, other: Self) -> None:
        """Add all that another tally of the kind holds."""

    @abstractmethod
    def state(self) -> State:
        """Plain data that `restore` reads; equal tallies give equal states."""

    @classmethod
    @abstractmethod
    def restore(cls, state: State) -> Self: ...

    def add(self, value: Any) -> None:
        """Add one value."""
        self.add_many([value])

    def as_of(self, at: int) -> "Tally":
        """The tally without what had not happened at an instant."""
        return self

    def seal(self) -> object:
        """What the digest covers: the state, or a hash of it."""
        return self.state()


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


class Sums(Tally):
    """How many values there were, and their sum."""

    kind = "sums"
    __slots__ = ("count", "total")

    def __init__(self, count: int = 0, total: int = 0) -> None:
        self.count, self.total = count, total

    def add_many(self, values: Any) -> None:
        self.count += len(values)
        self.total += sum(values) if isinstance(values, list) else _exact_sum(values)

    def merge(self, other: Self) -> None:
        self.count += other.count
        self.total += other.total

    def state(self) -> State:
        return {"count": self.count, "total": self.total}

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls(**state)


def _exact_sum(values: Any) -> int:
    """The sum of an array of 64-bit integers, which may be wider than 64 bits."""
    return (int((values >> 32).sum()) << 32) + int((values & 0xFFFF_FFFF).sum())


class Spread(Tally):
    """Every value that occurred, so that percentiles are exact; values are 64-bit integers."""

    kind = "spread"
    __slots__ = ("_chunks", "_sorted")

    def __init__(self, values: Iterable[int] = ()) -> None:
        self._chunks: list[Any] = [array("q", values)]
        self._sorted: Sequence[int] | None = None

    def add_many(self, values: Any) -> None:
        self._sorted = None
        if isinstance(values, list):
            if not isinstance(self._chunks[-1], array):
                self._chunks.append(array("q"))
            self._chunks[-1].extend(values)
        else:
            self._chunks.append(values)

    def merge(self, other: Self) -> None:
        self._sorted = None
        self._chunks += [chunk[:] for chunk in other._chunks]

    @property
    def ordered(self) -> Sequence[int]:
        """The values in rising order."""
        if self._sorted is None:
            self._chunks = [_ordered(self._chunks)]
            self._sorted = self._chunks[0]
        return self._sorted

    def __len__(self) -> int:
        return sum(map(len, self._chunks))

    @property
    def total(self) -> int:
        values = self.ordered
        return sum(values) if isinstance(values, array) else _exact_sum(values)

    def state(self) -> State:
        return {"values": list(map(int, self.ordered))}

    def seal(self) -> object:
        values = self.ordered
        return [len(values), sha256(cast(Any, values).tobytes()).hexdigest()]

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls(state["values"])


def _ordered(chunks: list[Any]) -> Any:
    """All values of the chunks in order: an array of the standard library, or of NumPy when any chunk is one."""
    if all(isinstance(chunk, array) for chunk in chunks):
        return array("q", sorted(value for chunk in chunks for value in chunk) if len(chunks) > 1 else sorted(chunks[0]))
    import numpy as np

    values = np.concatenate([np.frombuffer(chunk, dtype=np.int64) if isinstance(chunk, array) else chunk for chunk in chunks])
    values.sort()
    return values


class Timeline(Tally):
    """The union of spans (semantics M8)."""

    kind = "timeline"
    __slots__ = ("_pairs", "_spans")

    def __init__(self, spans: Spans = Spans()) -> None:  # noqa: B008  # frozen
        self._spans = spans
        self._pairs: list[tuple[int, int]] = []

    def add_many(self, values: Any) -> None:
        self._pairs += values

    @property
    def spans(self) -> Spans:
        if self._pairs:
            edges = self._spans.edges
            self._spans = Spans.of_edges(union([*zip(edges[::2], edges[1::2], strict=True), *self._pairs]))
            self._pairs = []
        return self._spans

    def merge(self, other: Self) -> None:
        edges = other.spans.edges
        self._pairs += zip(edges[::2], edges[1::2], strict=True)

    def as_of(self, at: int) -> "Timeline":
        edges = self.spans.edges
        if not edges or edges[-1] <= at:
            return self
        return Timeline(self.spans.cut(edges[0], at))

    def state(self) -> State:
        return {"edges": list(self.spans.edges)}

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls(Spans.of_edges(tuple(state["edges"])))


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


class KeptRows(Tally):
    """Records as they came, each with its instant, for functions that a user wrote; handed out in one order."""

    kind = "rows"
    __slots__ = ("_ordered", "_rows")

    def __init__(self, rows: Iterable[tuple[int, Any]] = ()) -> None:
        self._rows: list[tuple[int, Any]] = list(rows)
        self._ordered = False

    def add_many(self, values: Any) -> None:
        self._rows += values
        self._ordered = False

    def merge(self, other: Self) -> None:
        self.add_many(other._rows)

    @property
    def rows(self) -> list[Any]:
        """The records by instant, equal instants by what they hold."""
        if not self._ordered:
            self._rows.sort(key=lambda pair: pair[0])
            instants = [at for at, _ in self._rows]
            if len(set(instants)) < len(instants):
                self._rows.sort(key=lambda pair: (pair[0], canonical(encode(pair[1]))))
            self._ordered = True
        return [row for _, row in self._rows]

    def __len__(self) -> int:
        return len(self._rows)

    def as_of(self, at: int) -> "KeptRows":
        rows = self.rows and self._rows
        return KeptRows(rows[: bisect_left(rows, at + 1, key=lambda pair: pair[0])])

    def state(self) -> State:
        rows = self.rows and self._rows
        return {"rows": [[at, encode(row)] for at, row in rows]}

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls((at, decode(row)) for at, row in state["rows"])


KINDS: Mapping[str, type[Tally]] = {kind.kind: kind for kind in (Counts, Sums, Spread, Timeline, Clocks, KeptRows)}
