"""Spans: a set of instants as disjoint spans in order, with `|`, `&` and `-` (docs/numbers.md T3).

Every operation is one sweep over sorted edges; the normal form (sorted, apart, never empty) makes `==` and `hash` equality of sets.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from attrs import field, frozen

from slakit.timeline.instants import MICROSECOND, instant
from slakit.timeline.span import Span

Edges = tuple[int, ...]  # start, end, start, end ... strictly rising


def _edges(spans: "Iterable[Span]") -> Edges:
    return union((span.first, span.last) for span in spans)


def union(pairs: Iterable[tuple[int, int]]) -> Edges:
    """The edges of the union of (start, end) pairs; touching ones merge, empty ones vanish."""
    edges: list[int] = []
    for start, end in sorted(pairs):
        if start >= end:
            continue
        if edges and start <= edges[-1]:
            if end > edges[-1]:
                edges[-1] = end
        else:
            edges += (start, end)
    return tuple(edges)


def sweep(left: Edges, right: Edges, keep: Callable[[bool, bool], bool]) -> Edges:
    """Return the edges of the time in which `keep(in left, in right)` is true."""
    edges: list[int] = []
    i = j = 0
    inside = False
    while i < len(left) or j < len(right):
        at = min(left[i] if i < len(left) else right[j], right[j] if j < len(right) else left[i])
        i += i < len(left) and left[i] == at
        j += j < len(right) and right[j] == at
        if keep(i % 2 == 1, j % 2 == 1) != inside:
            inside = not inside
            edges.append(at)
    return tuple(edges)


@frozen(repr=False)
class Spans:
    """Disjoint spans in order; any spans go in.

    >>> a, b = Span("2026-01-01T00:00Z", "2026-01-03T00:00Z"), Span("2026-01-02T00:00Z", "2026-01-04T00:00Z")
    >>> Spans([a]) | Spans([b])
    Spans([Span('2026-01-01T00:00:00+00:00', '2026-01-04T00:00:00+00:00')])
    """

    edges: Edges = field(default=(), converter=_edges)

    @classmethod
    def of_edges(cls, edges: Edges) -> "Spans":
        """Make spans from edges that are in normal form already."""
        made = cls()
        object.__setattr__(made, "edges", tuple(edges))
        return made

    @property
    def total(self) -> int:
        """Microseconds inside."""
        return sum(self.edges[1::2]) - sum(self.edges[::2])

    @property
    def duration(self) -> timedelta:
        return self.total * MICROSECOND

    def cut(self, start: int, end: int) -> "Spans":
        """Return the part of the spans in [start, end)."""
        i, j = bisect_right(self.edges, start), bisect_left(self.edges, end)
        middle = self.edges[i:j]
        return Spans.of_edges(((start,) if i % 2 else ()) + middle + ((end,) if j % 2 else ())) if start < end else Spans()

    def __or__(self, other: "Spans") -> "Spans":
        return Spans.of_edges(sweep(self.edges, other.edges, lambda a, b: a or b))

    def __and__(self, other: "Spans") -> "Spans":
        return Spans.of_edges(sweep(self.edges, other.edges, lambda a, b: a and b))

    def __sub__(self, other: "Spans") -> "Spans":
        return Spans.of_edges(sweep(self.edges, other.edges, lambda a, b: a and not b))

    def __contains__(self, value: object) -> bool:
        at = value if type(value) is int else instant(value)
        return bisect_right(self.edges, at) % 2 == 1

    def __iter__(self) -> Iterator[Span]:
        return (Span(start, end) for start, end in zip(self.edges[::2], self.edges[1::2], strict=True))

    def __len__(self) -> int:
        return len(self.edges) // 2

    def __bool__(self) -> bool:
        return bool(self.edges)

    def __repr__(self) -> str:
        return f"Spans([{', '.join(map(repr, self))}])"
