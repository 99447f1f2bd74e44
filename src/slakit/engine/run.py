"""Run: one reading on one batch, and how its values find their cells: one for each slice of the term and each group."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import field, frozen

from slakit.engine.batch import Batch, Vector
from slakit.engine.plan import Schedule
from slakit.engine.selection import Note, Selection
from slakit.metrics.reading import Reading

OUTSIDE = "outside the term"


@frozen
class Emission:
    """Values on their way to tallies: by (group, slice), those that settled and the clocks that still run."""

    settled: Mapping[tuple[tuple[object, ...], int], Any] = field(factory=dict)
    running: Mapping[tuple[tuple[object, ...], int], Any] = field(factory=dict)
    counted: int = 0
    open: int = 0
    notes: tuple[Note, ...] = ()


@frozen
class Run:
    """What every kind of value is read from; nothing after `horizon` has happened yet (semantics M5)."""

    batch: Batch
    reading: Reading
    schedule: Schedule
    horizon: int | None

    def cells(self, selection: Selection) -> Vector:
        """The cell of each record of a selection."""
        at = self.batch.instants(self.reading.at).values
        edges, width = self.schedule.edges, self.width
        slices = selection.once(("slices", self.reading.at, edges), lambda: self.batch.slices(selection.take(at), edges))
        if not self.reading.by:
            return slices
        by = self.reading.by
        labels = selection.once(("labels", by), lambda: selection.take(self.batch.labels(by)[0]))
        return selection.once(("cells", self.reading.at, edges, by), lambda: self.batch.cells(slices, labels, width))

    @property
    def width(self) -> int:
        return len(self.schedule.edges) + 1

    def sorted(self, buckets: Mapping[int, Any]) -> tuple[dict[tuple[tuple[object, ...], int], Any], int, int]:
        """Buckets by (group, slice), how many values they hold, and how many lay outside the term."""
        groups = self.batch.labels(self.reading.by)[1] if self.reading.by else [()]
        owned, width = self.schedule.owned, self.width
        inside = {}
        counted = outside = 0
        for cell, values in buckets.items():
            if cell % width in owned:
                inside[groups[cell // width], cell % width] = values
                counted += len(values)
            else:
                outside += len(values)
        return inside, counted, outside

    def emit(self, selection: Selection, values: Vector | None) -> Emission:
        """The values of a selection, each to its cell."""
        settled, counted, outside = self.sorted(self.batch.buckets(self.cells(selection), values))
        return Emission(settled, counted=counted, notes=(*selection.notes, *outside_of(outside)))

    def emit_clocks(
        self, closed: Selection, values: Vector, running: Selection | None, entries: Callable[[Selection], list[Any]]
    ) -> Emission:
        """The values of clocks that have stopped, and the entries of those that have not."""
        stopped = self.emit(closed, values)
        if running is None:
            return stopped
        inside, count, outside = self.sorted(self.gathered(running, entries(running)))
        fresh = running.notes_beside(closed)
        return Emission(stopped.settled, inside, stopped.counted, count, (*stopped.notes, *fresh, *outside_of(outside)))

    def gathered(self, selection: Selection, entries: Iterable[Any]) -> dict[int, list[Any]]:
        """Entries that are no vector, by the cell of their record."""
        buckets: dict[int, list[Any]] = defaultdict(list)
        for cell, entry in zip(self.batch.listed(self.cells(selection)), entries, strict=True):
            buckets[cell].append(entry)
        return buckets

    def keys(self, selection: Selection) -> list[Any]:
        """The key of each record of a selection; None for each when the reading has no key."""
        if self.reading.key is None:
            return [None] * selection.size
        values = self.batch.values(self.reading.key)
        mask = selection.mask
        return values if mask is None else [values[place] for place in self.batch.places(mask)]


def outside_of(count: int) -> tuple[Note, ...]:
    return (Note(OUTSIDE, count, problem=False),) if count else ()
