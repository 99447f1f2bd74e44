"""ReadContext: one reading on one batch; it assigns each value to its cell, one for each group and slice of the term."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from attrs import field, frozen

from slakit.engine.group_keys import NONE, label
from slakit.engine.plan.plan import Schedule
from slakit.engine.read.batch import Batch
from slakit.engine.read.selection import Note, Selection
from slakit.engine.read.vectors import Mask, Vector
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.kept import Kept
from slakit.metrics.tallies.open_timers import Open, OpenRun
from slakit.metrics.tallies.worst import KEPT, Entry
from slakit.statements.left_out import OUTSIDE
from slakit.timeline.instants import COUNTED_FIRST, COUNTED_LAST
from slakit.timeline.spans import Edges

ALTERED = -1  # the first slice of a record that is counted, and of which something that would change it could not be read
LEAST = -(1 << 62)  # no badness is less
FEW = 1_000  # for more groups than these the worst so far are not looked up
Cell = tuple[tuple[object, ...], int]  # a group, and a slice of the term
Reach = tuple[tuple[object, ...] | None, int, int]  # a group (None: any), and the first and last slice that a record may belong to
Slices = tuple[int, int]  # the first and the last slice that a record counts in
OpenTimers = Sequence[tuple[Mask | None, OpenRun | list[Open]]]  # of the records where a mask over a selection holds
T = TypeVar("T")
WorstSoFar = Mapping[tuple[object, ...], Mapping[int, list[Entry]]]  # the worst records by group and slice


@frozen
class Contributions:
    """Values for tallies, with the cell of each: those that settled, the timers that still run, and the worst records."""

    settled: Sequence[tuple[Cell, Any]] = ()
    running: Sequence[tuple[Cell, Any]] = ()
    worst: Sequence[tuple[Cell, list[Entry]]] = ()
    counted: Counter[Slices] = field(factory=Counter)
    open: int = 0
    notes: tuple[Note, ...] = ()
    unread: Mapping[Reach, int] = field(factory=dict)
    seen: bool = False  # whether any record that a filter left out could be read, and has happened
    in_part: tuple[Note, ...] = ()  # records that are counted, although a field of theirs could not be read
    kept: Sequence[tuple[Cell, list[Kept]]] = ()  # every record, where details are asked for

    def __add__(self, other: Contributions) -> Contributions:
        return Contributions(
            (*self.settled, *other.settled),
            (*self.running, *other.running),
            (*self.worst, *other.worst),
            self.counted + other.counted,
            self.open + other.open,
            (*self.notes, *other.notes),
            kept=(*self.kept, *other.kept),
        )


@frozen
class ExcludedSpans:
    """Spans in which records are left out, or count as good, and the stream that they come from."""

    name: str
    edges: Edges
    forgiven: bool


@frozen
class ReadContext:
    """The input of the programs that read values of every kind; nothing after `horizon` has happened yet (docs/numbers.md M5)."""

    batch: Batch
    reading: Reading
    schedule: Schedule
    horizon: int | None
    tz: str | None = None
    excluded: tuple[ExcludedSpans, ...] = ()
    worst_so_far: WorstSoFar = field(factory=dict)
    detailed: bool = False

    @property
    def width(self) -> int:
        return len(self.schedule.edges) + 1

    def at(self, selection: Selection) -> Vector:
        """The owner instant of each record of a selection."""
        return selection.take(self.batch.instants(self.reading.at).values)

    def cells(self, selection: Selection) -> Vector:
        """The cell of each record of a selection."""
        at, by, edges = self.reading.at, self.reading.by, self.schedule.edges
        slices = selection.once(("slices", at, edges), lambda: self.batch.slices(self.at(selection), edges))
        if not by:
            return slices
        labels = selection.once(("labels", by), lambda: selection.take(self.batch.labels(by)[0]))
        return selection.once(("cells", at, edges, by), lambda: self.batch.cells(slices, labels, self.width))

    def keys(self, selection: Selection) -> list[Any]:
        """The key of each record of a selection; None for each when the reading has no key."""
        return [None] * selection.size if self.reading.key is None else selection.pick(self.batch.values(self.reading.key))

    def by_cell(self, buckets: Mapping[int, Any], size: Callable[[Any], int] = len) -> tuple[list[tuple[Cell, Any]], Counter[Slices], int]:
        """Return buckets by (group, slice), the number of records by slice, and the number outside the term."""
        groups, width = self._groups, self.width
        accepts_outside = self.reading.value.lead != ""
        inside, counted, outside = [], Counter[Slices](), 0
        for cell, values in buckets.items():
            if accepts_outside or cell % width in self.schedule.slices_in_term:
                inside.append(((groups[cell // width], cell % width), values))
                counted[cell % width, cell % width] += size(values)
            else:
                outside += size(values)
        return inside, counted, outside

    def buckets(self, selection: Selection, entries: Iterable[Any]) -> dict[int, list[Any]]:
        """Entries that are no vector, by the cell of their record."""
        return _listed_by(self.batch.listed(self.cells(selection)), entries)

    def contribute(
        self,
        selection: Selection,
        values: Vector | None,
        badness: Vector | None = None,
        bad: Vector | None = None,
        least: int = LEAST,
        shown: Vector | None = None,
    ) -> Contributions:
        """The values of a selection by cell; its worst have most `badness`, at least `least`, or are the earliest that are `bad`.

        `shown` is what details show of each in place of its value.
        """
        buckets = self.batch.buckets(self.cells(selection), values)
        kept = self.kept(selection, None if values is None else self.batch.listed(values), shown) if self.detailed else ()
        return self.contribution(selection, buckets, self.worst(selection, badness, bad, least), kept)

    def gather(self, selection: Selection, entries: Iterable[Any], worst: Sequence[tuple[Cell, list[Entry]]] = ()) -> Contributions:
        """Entries that are no vector, each in the cell of its record."""
        entries = list(entries)
        kept = self.kept(selection, entries) if self.detailed else ()
        return self.contribution(selection, self.buckets(selection, entries), worst, kept)

    def gather_dated(self, selection: Selection, worths: Vector) -> Contributions:
        """A number of each record with its owner instant: for each cell one run of instants and of numbers."""
        at = self.at(selection)
        runs = {cell: [run] for cell, run in self.batch.runs(self.cells(selection), at, worths).items()}
        kept = self.kept(selection, zip(self.batch.listed(at), map(int, self.batch.listed(worths)), strict=True)) if self.detailed else ()
        return self.contribution(selection, runs, (), kept, lambda run: len(run[0][0]))

    def contribution(
        self,
        selection: Selection,
        buckets: Mapping[int, Any],
        worst: Sequence[tuple[Cell, list[Entry]]],
        kept: Sequence[tuple[Cell, list[Kept]]] = (),
        size: Callable[[Any], int] = len,
    ) -> Contributions:
        """Values by cell, with the worst records and the notes of the selection."""
        settled, counted, outside = self.by_cell(buckets, size)
        return Contributions(settled, worst=worst, counted=counted, notes=(*selection.notes, *outside_of(outside)), kept=kept)

    def kept(
        self, selection: Selection, worths: Iterable[Any] | None, shown: Vector | None = None, state: str = "", reason: str = ""
    ) -> list[tuple[Cell, list[Kept]]]:
        """Every record of a selection, by cell, for details."""
        batch, size = self.batch, selection.size
        keys = [None if key is None else label(key) for key in self.keys(selection)]
        looks = [None] * size if shown is None else batch.listed(shown)
        rows = zip(batch.listed(self.at(selection)), keys, [1] * size if worths is None else worths, looks, strict=True)
        kept = [Kept(at, key, _plain(worth), look, state, reason) for at, key, worth, look in rows]
        return self.by_cell(self.buckets(selection, kept))[0]

    def with_running(self, settled: Contributions, running: Selection | None, timers: Callable[[Selection], OpenTimers]) -> Contributions:
        """The values of timers that have stopped, and those that have not, by cell."""
        if running is None:
            return settled
        inside: list[tuple[Cell, Any]] = []
        count, outside, cells = 0, 0, self.cells(running)
        for mask, some in timers(running):
            some_inside, counted, some_outside = self.by_cell(self._open_by_cell(self.batch.take(cells, mask), some))
            inside += some_inside
            count, outside = count + counted.total(), outside + some_outside
        notes = (*running.notes_not_in(settled.notes), *outside_of(outside))
        return settled + Contributions(running=inside, open=count, notes=notes)

    def _open_by_cell(self, cells: Vector, timers: OpenRun | list[Open]) -> Mapping[int, OpenRun | list[Open]]:
        if isinstance(timers, list):
            return _listed_by(self.batch.listed(cells), timers)
        since = self.batch.buckets(cells, timers.since)
        bounds = None if timers.bounds is None else self.batch.buckets(cells, timers.bounds)
        keys: dict[int, list[Any]] | None = None
        if timers.keys is not None:
            rows = self.batch.buckets(cells, self.batch.vector(list(range(len(timers)))))
            keys = {cell: list(map(timers.keys.__getitem__, self.batch.listed(chosen))) for cell, chosen in rows.items()}
        return {
            cell: OpenRun(timers.alike, begun, None if bounds is None else bounds[cell], None if keys is None else keys[cell])
            for cell, begun in since.items()
        }

    def worst(self, selection: Selection, badness: Vector | None, bad: Vector | None, least: int) -> list[tuple[Cell, list[Entry]]]:
        """The worst records of a selection, by cell."""
        cells, at, batch = self.cells(selection), self.at(selection), self.batch
        keys = self.keys(selection) if self.reading.key else None
        if bad is not None:
            cells, at = batch.take(cells, bad), batch.take(at, bad)
            keys = keys and list(map(keys.__getitem__, batch.indexes(bad)))
        floors = {} if badness is None else self._floors()
        return self.by_cell(batch.worst(cells, badness, at, keys, floors, least))[0]

    def _floors(self) -> dict[int, int]:
        """Return the least badness that can still be among the worst of each cell that already has enough records."""
        groups = self._groups
        if len(groups) > FEW:
            return {}
        return {
            code * self.width + number: -entries[-1].rank
            for code, group in enumerate(groups)
            for number, entries in self.worst_so_far.get(group, {}).items()
            if len(entries) == KEPT
        }

    @property
    def _groups(self) -> Sequence[tuple[object, ...]]:
        return self.batch.labels(self.reading.by)[1] if self.reading.by else [()]

    def any_happened(self, chosen: Selection) -> bool:
        """True if there is a readable record outside of the selection that has happened by the horizon."""
        batch, at = self.batch, self.batch.instants(self.reading.at)
        unread = {row for note in chosen.notes for row in note.rows}
        out = batch.invert(chosen.mask) if at.present is None else batch.both(batch.invert(chosen.mask), at.present)
        if self.horizon is not None and self.reading.at in self.reading.facts:
            out = batch.both(out, batch.at_most(at.values, self.horizon))
        return any(row not in unread for row in batch.indexes(out))

    def unread(self, notes: Iterable[Note]) -> dict[Reach, int]:
        """Count the noted records that could not be read, by the groups and slices that each may belong to (docs/numbers.md V1)."""
        rows = [row for note in notes for row in note.rows]
        if not rows:
            return {}
        batch, reading, edges = self.batch, self.reading, self.schedule.edges
        starts, bad = batch.microseconds(reading.at), set(batch.instants(reading.at).bad)
        begins = [batch.microseconds(name) for name in reading.facts if name != reading.ending or name == reading.at]
        ends = None if reading.value.span_end is None else batch.microseconds(reading.value.span_end)
        codes, groups = batch.labels(reading.by) if reading.by else (None, [()])
        labels = [groups[code] for code in batch.listed(codes)] if codes is not None else None
        reaches: dict[Reach, int] = defaultdict(int)
        for row in rows:
            start, end = _counted(starts[row]), None if ends is None else _counted(ends[row])
            if start is None and reading.at == reading.ending and row not in bad:
                continue  # it still runs, and belongs to no period yet
            begun = [at for column in begins if (at := _counted(column[row])) is not None]
            if self.horizon is not None and any(at > self.horizon for at in begun):
                continue
            group = () if labels is None else None if NONE in labels[row] else labels[row]
            first = 0 if start is None else bisect_right(edges, start if end is None else min(start, end))
            if start is not None and not reading.value.goes_on:
                last = first
            else:
                last = len(edges) if end is None else bisect_left(edges, max(end, end if start is None else start))
            reaches[group, first, last] += 1
        return dict(reaches)


def _listed_by(cells: Iterable[int], entries: Iterable[T]) -> dict[int, list[T]]:
    """Entries in lists by their cell."""
    buckets: dict[int, list[T]] = defaultdict(list)
    for cell, one in zip(cells, entries, strict=True):
        buckets[cell].append(one)
    return buckets


def _plain(worth: Any) -> Any:
    """A worth as a plain value: a truth as 1 or 0, and nothing of a record that is kept itself."""
    if isinstance(worth, bool):
        return int(worth)
    return worth if isinstance(worth, int | str | float) or (isinstance(worth, tuple) and all(type(one) is int for one in worth)) else None


def _counted(at: int | None) -> int | None:
    """Return an instant; None for a date that stands for no date."""
    return at if at is not None and COUNTED_FIRST <= at < COUNTED_LAST else None


def outside_of(count: int) -> tuple[Note, ...]:
    return (Note(OUTSIDE, count, problem=False),) if count else ()
