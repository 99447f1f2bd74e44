"""Timeline: a tally of spans, as the union of those that are marked alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Self

from slakit.metrics.record import canonical, decode, encode
from slakit.metrics.tallies.tally import State, Tally
from slakit.timeline.spans import Spans, union
from slakit.timeline.weighted_spans import joined

Mark = tuple[object, ...]
ROOM = 4_096  # so many spans, or as many as there are already, wait until they are joined


class Timeline(Tally):
    """The union of spans (docs/numbers.md M8), separate for each mark; spans without marks have the mark ()."""

    kind = "timeline"
    __slots__ = ("_lanes", "_loose", "_pairs", "_room")

    def __init__(self, lanes: Mapping[Mark, Spans] | None = None) -> None:
        self._lanes: dict[Mark, Spans] = dict(lanes or {})
        self._pairs: dict[Mark, list[tuple[int, int]]] = defaultdict(list)
        self._loose = 0  # how many pairs there are
        self._room = ROOM  # how many there may be before they are joined

    def add_many(self, values: Iterable[tuple[Mark, int, int]]) -> None:
        """Add spans as (mark, first, last)."""
        pairs = self._pairs
        for mark, first, last in values:
            pairs[mark].append((first, last))
            self._loose += 1
            if self._loose > self._room:
                self._room = ROOM + sum(len(spans.edges) for spans in self.lanes.values())

    @property
    def lanes(self) -> Mapping[Mark, Spans]:
        """The union of the spans of each mark."""
        for mark, pairs in self._pairs.items():
            edges = self._lanes[mark].edges if mark in self._lanes else ()
            self._lanes[mark] = Spans.of_edges(union([*zip(edges[::2], edges[1::2], strict=True), *pairs]))
        self._pairs.clear()
        self._loose = 0
        return self._lanes

    @property
    def spans(self) -> Spans:
        """The union of all spans."""
        return joined(list(self.lanes.values()))

    def merge(self, other: Self) -> None:
        for mark, spans in other.lanes.items():
            self.add_many((mark, first, last) for first, last in zip(spans.edges[::2], spans.edges[1::2], strict=True))

    def as_of(self, at: int) -> "Timeline":
        lanes = self.lanes
        if all(not spans or spans.edges[-1] <= at for spans in lanes.values()):
            return self
        return Timeline({mark: cut for mark, spans in lanes.items() if (cut := spans.cut(spans.edges[0], at) if spans else spans)})

    def state(self) -> State:
        return {"lanes": sorted(([encode(mark), list(spans.edges)] for mark, spans in self.lanes.items()), key=canonical)}

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls({decode(mark): Spans.of_edges(tuple(edges)) for mark, edges in state["lanes"]})
