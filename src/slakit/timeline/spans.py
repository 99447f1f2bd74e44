"""Spans: a set of instants as disjoint spans in order, with `|`, `&` and `-` (docs/numbers.md T3).

Every operation is one sweep over sorted edges; the normal form (sorted, apart, never empty) makes `==` and `hash` equality of sets.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from slakit.timeline.instants import MICROSECOND, instant
from slakit.timeline.number_columns import common
from slakit.timeline.packed import PACKED, concatenated, differences, joined_edges, packed, total
from slakit.timeline.span import Span

Edges = tuple[int, ...]  # start, end, start, end ... strictly rising


def union(pairs: Iterable[tuple[int, int]]) -> Edges:
    """The edges of the union of (start, end) pairs; touching ones merge, empty ones vanish."""
    kept = [pair for pair in pairs if pair[0] < pair[1]]
    return tuple(joined_edges([start for start, _ in kept], [end for _, end in kept]))


class Spans:
    """Disjoint spans in order; any spans go in.

    >>> a, b = Span("2026-01-01T00:00Z", "2026-01-03T00:00Z"), Span("2026-01-02T00:00Z", "2026-01-04T00:00Z")
    >>> Spans([a]) | Spans([b])
    Spans([Span('2026-01-01T00:00:00+00:00', '2026-01-04T00:00:00+00:00')])
    """

    __slots__ = ("_edges", "_packed")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._edges: Edges | None = union((span.first, span.last) for span in spans)
        self._packed: array[int] | None = None

    @classmethod
    def of_edges(cls, edges: Sequence[int]) -> "Spans":
        """Make spans from edges that are in normal form already."""
        made = cls.__new__(cls)
        made._edges, made._packed = (None, edges) if isinstance(edges, array) else (tuple(edges), None)
        return made

    @classmethod
    def joined(cls, several: "Sequence[Spans]") -> "Spans":
        """The union of several sets."""
        several = [spans for spans in several if spans]
        if len(several) < 2:
            return several[0] if several else cls()
        starts, ends = (concatenated(spans.packed[side::2] for spans in several) for side in (0, 1))
        return cls.of_edges(joined_edges(starts, ends))

    @property
    def edges(self) -> Edges:
        """Start, end, start, end ..., strictly rising."""
        if self._edges is None:
            self._edges = tuple(self._packed or ())
        return self._edges

    @property
    def packed(self) -> "array[int]":
        """The edges as an array of 64-bit integers, which is faster where there are many."""
        if self._packed is None:
            self._packed = packed(self._edges or ())
        return self._packed

    @property
    def first(self) -> int:
        """The start of the first span."""
        return self._held[0]

    @property
    def last(self) -> int:
        """The end of the last span."""
        return self._held[-1]

    @property
    def starts(self) -> "array[int]":
        return self.packed[::2]

    @property
    def ends(self) -> "array[int]":
        return self.packed[1::2]

    @property
    def total(self) -> int:
        """Microseconds inside."""
        return int(total(differences(self.ends, self.starts)))

    @property
    def duration(self) -> timedelta:
        return self.total * MICROSECOND

    def cut(self, start: int, end: int) -> "Spans":
        """Return the part of the spans in [start, end)."""
        if start >= end or not self:
            return Spans()
        held = self._held
        return self if start <= held[0] and held[-1] <= end else Spans.of_edges(_between(self.packed, start, end))

    def __or__(self, other: "Spans") -> "Spans":
        return Spans.joined([self, other])

    def __and__(self, other: "Spans") -> "Spans":
        if (edges := common(self.packed, other.packed)) is not None:
            return Spans.of_edges(edges)
        few, many = (self, other) if len(self) <= len(other) else (other, self)
        held = many.packed
        made = array(PACKED)
        for start, end in few._pairs():
            made += _between(held, start, end)
        return Spans.of_edges(made)

    def __sub__(self, other: "Spans") -> "Spans":
        if not self or not other:
            return self
        if (edges := common(self.packed, other.packed, less=True)) is not None:
            return Spans.of_edges(edges)
        held = self.packed
        first, last = held[0], held[-1]
        made, since = array(PACKED), first
        for start, end in other.cut(first, last)._pairs():
            made += _between(held, since, start)
            since = end
        return Spans.of_edges(made + _between(held, since, last))

    def __eq__(self, other: object) -> bool:
        return self.edges == other.edges if isinstance(other, Spans) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.edges)

    def __contains__(self, value: object) -> bool:
        at = value if type(value) is int else instant(value)
        return bisect_right(self._held, at) % 2 == 1

    def __iter__(self) -> Iterator[Span]:
        return (Span(start, end) for start, end in self._pairs())

    def __len__(self) -> int:
        return len(self._held) // 2

    def __repr__(self) -> str:
        return f"Spans([{', '.join(map(repr, self))}])"

    @property
    def _held(self) -> "Edges | array[int]":
        """The edges in the form that is there."""
        return self._edges if self._edges is not None else self.packed

    def _pairs(self) -> Iterator[tuple[int, int]]:
        held = self._held
        return zip(held[::2], held[1::2], strict=True)


def _between(edges: "array[int]", start: int, end: int) -> "array[int]":
    """The edges of the part in [start, end)."""
    if start >= end:
        return array(PACKED)
    i, j = bisect_right(edges, start), bisect_left(edges, end)
    return array(PACKED, (start,) if i % 2 else ()) + edges[i:j] + array(PACKED, (end,) if j % 2 else ())
