"""Run: one reading on one batch, and how its values find their cells: one for each slice of the term and each group."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from slakit.engine.plan.plan import Schedule
from slakit.engine.read.batch import Batch, Vector
from slakit.engine.read.group_keys import NONE
from slakit.engine.read.selection import Note, Selection
from slakit.metrics.reading import DeadlineValue, Good, PauseSpan, Reading, Sampled, SpanValue, TimerValue
from slakit.metrics.tallies.worst import KEPT, Entry
from slakit.timeline.instants import COUNTED_FIRST, COUNTED_LAST
from slakit.timeline.spans import Edges

OUTSIDE = "outside the term"
ALTERED = -1  # the first slice of a record that is counted, and of which something that would change it could not be read
LEAST = -(1 << 62)  # no badness is less
FEW = 1_000  # so many groups are worth a look at what is known of their worst
Cell = tuple[tuple[object, ...], int]  # a group, and a slice of the term
Reach = tuple[tuple[object, ...] | None, int, int]  # a group (None: any), and the first and last slice that a record may belong to
Slices = tuple[int, int]  # the first and the last slice that a record counts in
Kept = Mapping[tuple[object, ...], Mapping[int, list[Entry]]]  # the worst records so far, by group and slice


@frozen
class Contributions:
    """Values on their way to tallies, with the cell of each: those that settled, the clocks that still run, and the worst records."""

    settled: Sequence[tuple[Cell, Any]] = ()
    running: Sequence[tuple[Cell, Any]] = ()
    worst: Sequence[tuple[Cell, list[Entry]]] = ()
    counted: Counter[Slices] = field(factory=Counter)
    open: int = 0
    notes: tuple[Note, ...] = ()
    unread: Mapping[Reach, int] = field(factory=dict)
    seen: bool = False  # whether any record that a filter left out could be read, and has happened
    in_part: tuple[Note, ...] = ()  # records that are counted, although a field of theirs could not be read

    def __add__(self, other: Contributions) -> Contributions:
        return Contributions(
            (*self.settled, *other.settled),
            (*self.running, *other.running),
            (*self.worst, *other.worst),
            self.counted + other.counted,
            self.open + other.open,
            (*self.notes, *other.notes),
        )


@frozen
class ExcludedSpans:
    """Spans in which records are left out, or count as good, and the stream that says so."""

    name: str
    edges: Edges
    forgiven: bool


@frozen
class ReadContext:
    """What every kind of value is read from; nothing after `horizon` has happened yet (docs/numbers.md M5)."""

    batch: Batch
    reading: Reading
    schedule: Schedule
    horizon: int | None
    tz: str | None = None
    excuses: tuple[ExcludedSpans, ...] = ()
    known: Kept = field(factory=dict)

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
    def forgives(self) -> bool:
        """Whether its values are good or bad, so that a record can be forgiven."""
        value = self.reading.value
        return isinstance(value, Good | DeadlineValue) or (isinstance(value, TimerValue) and value.limits is not None)

    @property
    def width(self) -> int:
        return len(self.schedule.edges) + 1

    def at(self, selection: Selection) -> Vector:
        """The owner instant of each record of a selection."""
        return selection.take(self.batch.instants(self.reading.at).values)

    def sorted(self, buckets: Mapping[int, Any], size: Callable[[Any], int] = len) -> tuple[list[tuple[Cell, Any]], Counter[Slices], int]:
        """Buckets by (group, slice), how many records they hold by slice, and how many lay outside the term."""
        groups = self.batch.labels(self.reading.by)[1] if self.reading.by else [()]
        owned, width = self.schedule.owned, self.width
        anywhere = self.reading.lead != ""
        inside, counted, outside = [], Counter[Slices](), 0
        for cell, values in buckets.items():
            if anywhere or cell % width in owned:
                inside.append(((groups[cell // width], cell % width), values))
                counted[cell % width, cell % width] += size(values)
            else:
                outside += size(values)
        return inside, counted, outside

    def emit(
        self, selection: Selection, values: Vector | None, badness: Vector | None = None, bad: Vector | None = None, least: int = LEAST
    ) -> Contributions:
        """The values of a selection, each to its cell.

        Its worst records are those of most `badness`, the `least` at least, or the earliest that are `bad`.
        """
        cells = self.cells(selection)
        settled, counted, outside = self.sorted(self.batch.buckets(cells, values))
        return Contributions(
            settled, (), self.worst(selection, badness, bad, least), counted, notes=(*selection.notes, *outside_of(outside))
        )

    def worst(self, selection: Selection, badness: Vector | None, bad: Vector | None, least: int) -> list[tuple[Cell, list[Entry]]]:
        """The worst records of a selection, by cell."""
        cells, at, batch = self.cells(selection), self.at(selection), self.batch
        keys = self.keys(selection) if self.reading.key else None
        if bad is not None:
            cells, at = batch.take(cells, bad), batch.take(at, bad)
            keys = keys and [keys[place] for place in batch.places(bad)]
        floors = {} if badness is None else self._floors()
        return self.sorted(batch.worst(cells, badness, at, keys, floors, least))[0]

    def happened(self, chosen: Selection) -> bool:
        """Whether any record that is not chosen could be read, and has happened by the horizon."""
        batch, at = self.batch, self.batch.instants(self.reading.at)
        unread = {row for note in chosen.notes for row in note.rows}
        out = batch.invert(chosen.mask) if at.known is None else batch.both(batch.invert(chosen.mask), at.known)
        if self.horizon is not None and self.reading.at in self.reading.facts:
            out = batch.both(out, batch.at_most(at.values, self.horizon))
        return any(row not in unread for row in batch.places(out))

    def unread(self, notes: Iterable[Note]) -> dict[Reach, int]:
        """How many of the noted records could not be read, by the groups and slices that each may belong to (docs/numbers.md V1)."""
        rows = [row for note in notes for row in note.rows]
        if not rows:
            return {}
        batch, reading, edges = self.batch, self.reading, self.schedule.edges
        starts, bad = batch.microseconds(reading.at), set(batch.instants(reading.at).bad)
        begins = [batch.microseconds(name) for name in reading.facts if name != reading.ending or name == reading.at]
        goes_on = isinstance(reading.value, SpanValue | PauseSpan) or (isinstance(reading.value, Sampled) and bool(reading.value.lead))
        ends = batch.microseconds(reading.value.end) if isinstance(reading.value, SpanValue | PauseSpan) else None
        codes, groups = batch.labels(reading.by) if reading.by else (None, [()])
        labels = [groups[code] for code in batch.listed(codes)] if codes is not None else None
        found: dict[Reach, int] = defaultdict(int)
        for row in rows:
            start, end = _counted(starts[row]), None if ends is None else _counted(ends[row])
            if start is None and reading.at == reading.ending and row not in bad:
                continue  # it still runs, and belongs to no period yet
            if self.horizon is not None and any(
                at is not None and at > self.horizon for at in (_counted(column[row]) for column in begins)
            ):
                continue
            group = () if labels is None else None if NONE in labels[row] else labels[row]
            first = 0 if start is None else bisect_right(edges, start if end is None else min(start, end))
            if start is not None and not goes_on:
                last = first
            else:
                last = len(edges) if end is None else bisect_left(edges, max(end, end if start is None else start))
            found[group, first, last] += 1
        return dict(found)

    def _floors(self) -> dict[int, int]:
        """The least badness that can still be among the worst of a cell, where enough of them are known."""
        groups = self.batch.labels(self.reading.by)[1] if self.reading.by else [()]
        if len(groups) > FEW:
            return {}
        return {
            code * self.width + place: -found[-1].rank
            for code, group in enumerate(groups)
            for place, found in self.known.get(group, {}).items()
            if len(found) == KEPT
        }

    def emit_clocks(self, settled: Contributions, running: Selection | None, entries: Callable[[Selection], list[Any]]) -> Contributions:
        """The values of clocks that have stopped, and the entries of those that have not."""
        if running is None:
            return settled
        inside, count, outside = self.sorted(self.gathered(running, entries(running)))
        shared = set(map(id, settled.notes))
        fresh = tuple(note for note in running.notes if id(note) not in shared)
        return settled + Contributions(running=inside, open=count.total(), notes=(*fresh, *outside_of(outside)))

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


def _counted(at: int | None) -> int | None:
    """An instant, unless it is a date that stands for none."""
    return at if at is not None and COUNTED_FIRST <= at < COUNTED_LAST else None


def outside_of(count: int) -> tuple[Note, ...]:
    return (Note(OUTSIDE, count, problem=False),) if count else ()
