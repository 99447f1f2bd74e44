"""Timeline: a tally of spans, as the union of those that are marked alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Self

from slakit.metrics.record import canonical, decode, encode
from slakit.metrics.tallies.tally import State, Tally
from slakit.timeline.packed import concatenated, joined_edges, little_endian
from slakit.timeline.spans import Spans

Mark = tuple[object, ...]
Run = tuple[Sequence[int], Sequence[int]]  # the starts and the ends of some spans
ROOM = 16_384  # so many spans, or as many as there are already, wait until they are joined


class Timeline(Tally):
    """The union of spans (docs/numbers.md M8), separate for each mark; spans without marks have the mark ()."""

    kind = "timeline"
    __slots__ = ("_lanes", "_loose", "_room", "_runs")

    def __init__(self, lanes: Mapping[Mark, Spans] | None = None) -> None:
        self._lanes: dict[Mark, Spans] = dict(lanes or {})
        self._runs: dict[Mark, list[Run]] = defaultdict(list)
        self._loose = 0  # how many spans the runs have
        self._room = ROOM  # how many they may have before they are joined

    def add_many(self, values: Iterable[tuple[Mark, Sequence[int], Sequence[int]]]) -> None:
        """Add spans as (mark, starts, ends): lists, or arrays of integers; none is empty."""
        for mark, starts, ends in values:
            self._runs[mark].append((starts, ends))
            self._loose += len(starts)
            if self._loose > self._room:
                self._room = ROOM + sum(len(spans.packed) for spans in self.lanes.values())

    @property
    def lanes(self) -> Mapping[Mark, Spans]:
        """The union of the spans of each mark."""
        for mark, runs in self._runs.items():
            if mark in self._lanes:
                runs.append((self._lanes[mark].starts, self._lanes[mark].ends))
            starts, ends = (concatenated(run[side] for run in runs) for side in (0, 1))
            self._lanes[mark] = Spans.of_edges(joined_edges(starts, ends))
        self._runs.clear()
        self._loose = 0
        return self._lanes

    @property
    def spans(self) -> Spans:
        """The union of all spans."""
        return Spans.joined(list(self.lanes.values()))

    def merge(self, other: Self) -> None:
        self.add_many((mark, spans.starts, spans.ends) for mark, spans in other.lanes.items())

    def as_of(self, at: int) -> "Timeline":
        lanes = self.lanes
        if all(not spans or spans.last <= at for spans in lanes.values()):
            return self
        return Timeline({mark: cut for mark, spans in lanes.items() if (cut := spans.cut(spans.first, at) if spans else spans)})

    def state(self) -> State:
        return {"lanes": sorted(([encode(mark), list(spans.edges)] for mark, spans in self.lanes.items()), key=canonical)}

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls({decode(mark): Spans.of_edges(tuple(edges)) for mark, edges in state["lanes"]})

    def seal(self) -> object:
        """Return each mark with the number of its spans and a hash of their edges, 64-bit integers, the low byte first."""
        lanes = [[encode(mark), len(spans), sha256(little_endian(spans.packed)).hexdigest()] for mark, spans in self.lanes.items()]
        return sorted(lanes, key=canonical) if len(lanes) > 1 else lanes
