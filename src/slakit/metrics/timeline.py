"""Timeline: a tally of spans, as their union."""

from typing import Any, Self

from slakit.metrics.tally import State, Tally
from slakit.timeline.spans import Spans, union


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
