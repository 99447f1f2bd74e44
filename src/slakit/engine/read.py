"""The program that turns the records of a batch into values for the tallies: one for rows and columns alike.

Each step narrows a selection and notes what fell out, and why. What is left is put into cells, one for each slice of the term and each
group, and handed to the tally of the cell. `horizon` is the instant after which nothing has happened yet (semantics M5).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from slakit.engine.batch import Batch, Vector
from slakit.engine.plan import Part, Schedule
from slakit.engine.selection import Note, Selection
from slakit.metrics.condition import Filter
from slakit.metrics.reading import Clocked, Figure, Passes, Punctual, Reading, Stretch, Tick, Whole
from slakit.timeline.instants import LAST

OUTSIDE = "outside the term"
LATER = "after as_of"
RUNNING = "still running"
UNDUE = "no due time"


@frozen
class Emission:
    """Values on their way to tallies: by (group, slice), those that settled and the clocks that still run."""

    settled: Mapping[tuple[tuple[object, ...], int], Any] = field(factory=dict)
    running: Mapping[tuple[tuple[object, ...], int], Any] = field(factory=dict)
    counted: int = 0
    open: int = 0
    notes: tuple[Note, ...] = ()


@frozen
class _Read:
    """What every kind of value is read from."""

    batch: Batch
    reading: Reading
    schedule: Schedule
    horizon: int | None

    def cells(self, selection: Selection) -> Vector:
        """The cell of each record of a selection."""
        at = self.batch.instants(self.reading.at).values
        edges, width = self.schedule.edges, self._width
        slices = selection.once(("slices", self.reading.at, edges), lambda: self.batch.slices(selection.take(at), edges))
        if not self.reading.by:
            return slices
        by = self.reading.by
        labels = selection.once(("labels", by), lambda: selection.take(self.batch.labels(by)[0]))
        return selection.once(("cells", self.reading.at, edges, by), lambda: self.batch.cells(slices, labels, width))

    @property
    def _width(self) -> int:
        return len(self.schedule.edges) + 1

    def sorted(self, buckets: Mapping[int, Any]) -> tuple[dict[tuple[tuple[object, ...], int], Any], int, int]:
        """Buckets by (group, slice), how many values they hold, and how many lay outside the term."""
        groups = self.batch.labels(self.reading.by)[1] if self.reading.by else [()]
        owned, width = self.schedule.owned, self._width
        inside = {}
        counted = outside = 0
        for cell, values in buckets.items():
            if cell % width in owned:
                inside[groups[cell // width], cell % width] = values
                counted += len(values)
            else:
                outside += len(values)
        return inside, counted, outside

    def emit(self, selection: Selection, values: Vector | None, notes: Iterable[Note] = ()) -> Emission:
        """The values of a selection, each to its cell."""
        settled, counted, outside = self.sorted(self.batch.buckets(self.cells(selection), values))
        return Emission(settled, counted=counted, notes=(*selection.notes, *notes, *_outside(outside)))

    def emit_clocks(
        self, closed: Selection, values: Vector, running: Selection | None, entries: Callable[[Selection], list[Any]]
    ) -> Emission:
        """The values of clocks that have stopped, and the entries of those that have not."""
        stopped = self.emit(closed, values)
        if running is None:
            return stopped
        buckets: dict[int, list[Any]] = defaultdict(list)
        for cell, entry in zip(self.batch.listed(self.cells(running)), entries(running), strict=True):
            buckets[cell].append(entry)
        inside, count, outside = self.sorted(buckets)
        fresh = running.notes_beside(closed)
        return Emission(stopped.settled, inside, stopped.counted, count, (*stopped.notes, *fresh, *_outside(outside)))

    def keys(self, selection: Selection) -> list[Any]:
        """The key of each record of a selection; None for each when the reading has no key."""
        if self.reading.key is None:
            return [None] * selection.size
        values = self.batch.values(self.reading.key)
        mask = selection.mask
        return values if mask is None else [values[place] for place in self.batch.places(mask)]


def _outside(count: int) -> tuple[Note, ...]:
    return (Note(OUTSIDE, count, problem=False),) if count else ()


def read(batch: Batch, part: Part, horizon: int | None, memo: Selection) -> Emission:
    """The values of a batch for one part; `memo` is the selection of the whole batch, shared by its parts."""
    reading = part.reading
    run = _Read(batch, reading, part.schedule, horizon)
    start = _where(memo, reading.where)
    return _PROGRAMS[type(reading.value)](run, start)


def _where(everything: Selection, where: Filter) -> Selection:
    selection = everything
    for condition in where.conditions:
        mask, unsaid = everything.batch.passing(condition)
        selection = selection.once(
            ("where", condition),
            lambda now=selection, mask=mask, unsaid=unsaid, condition=condition: now.without(  # type: ignore[misc]
                unsaid, _no_number(condition.field), show=(condition.field,)
            ).keep(mask, f"not ({condition})"),
        )
    return selection


def _no_number(name: str) -> str:
    return f"{name} is not a number; write 4 or '99.9'"


def _readable(selection: Selection, name: str) -> Selection:
    """The records in which an instant can be read or is left out."""
    bad = selection.batch.instants(name).bad
    reason = f"{name} is not an instant; write '2026-01-31T09:00:00+00:00'"
    return selection.once(("readable", name), lambda: selection.without(bad, reason, show=(name,)))


def _required(selection: Selection, name: str, reason: str = "", show: Sequence[str] = ()) -> Selection:
    """The records in which an instant is known; without it they are a data problem, or left out for a reason that is none."""
    readable = _readable(selection, name)
    known = selection.batch.instants(name).known
    return readable.once(
        ("known", name, reason, show),
        lambda: readable.keep(known, reason or f"no value for {name}", problem=not reason, show=show or (name,)),
    )


def _happened(run: _Read, selection: Selection, name: str, reason: str = LATER) -> Selection:
    """The records whose instant does not lie after the horizon."""
    if run.horizon is None:
        return selection
    batch, horizon = run.batch, run.horizon
    return selection.once(
        ("happened", name, horizon, reason), lambda: selection.keep(batch.at_most(batch.instants(name).values, horizon), reason)
    )


def _owned(run: _Read, selection: Selection) -> Selection:
    """The records whose owner instant is known and has come."""
    at = run.reading.at
    return _happened(run, _required(selection, at, show=_named(run)), at)


def _named(run: _Read) -> tuple[str, ...]:
    """The fields that name a record in an example: its key, and its instants."""
    return tuple(dict.fromkeys(filter(None, (run.reading.key, *run.reading.instants))))


def _tick(run: _Read, start: Selection) -> Emission:
    return run.emit(_owned(run, start), None)


def _passes(run: _Read, start: Selection) -> Emission:
    selection = _owned(run, start)
    good = None
    for condition in run.reading.value.good.conditions:  # type: ignore[union-attr]
        mask, unsaid = run.batch.passing(condition)
        selection = selection.without(unsaid, _no_number(condition.field), show=(run.reading.at, condition.field))
        good = mask if good is None else run.batch.both(good, mask)
    return run.emit(selection, selection.take(good))


def _figure(run: _Read, start: Selection) -> Emission:
    value: Figure = run.reading.value  # type: ignore[assignment]
    show = (run.reading.at, value.name)
    figures = run.batch.figures(value.name, value.digits)
    selection = _owned(run, start).without(figures.bad, _no_number(value.name), show=show)
    selection = selection.keep(figures.known, f"no value for {value.name}", problem=True, show=show)
    return run.emit(selection, selection.take(figures.values))


def _whole(run: _Read, start: Selection) -> Emission:
    selection = _owned(run, start)
    rows = run.batch.whole()
    mask = selection.mask
    chosen = rows if mask is None else [rows[place] for place in run.batch.places(mask)]
    instants = run.batch.listed(selection.take(run.batch.instants(run.reading.at).values))
    buckets: dict[int, list[Any]] = defaultdict(list)
    for cell, at, row in zip(run.batch.listed(run.cells(selection)), instants, chosen, strict=True):
        buckets[cell].append((at, row))
    settled, counted, outside = run.sorted(buckets)
    return Emission(settled, counted=counted, notes=(*selection.notes, *_outside(outside)))


def _stopped(run: _Read, selection: Selection, until: str) -> tuple[Selection, Selection | None]:
    """The records that have stopped by the horizon, and those that still run."""
    ends = run.batch.instants(until)

    def parted() -> tuple[Selection, Selection | None]:
        mask = ends.known
        if run.horizon is not None:
            by_then = run.batch.at_most(ends.values, run.horizon)
            mask = by_then if mask is None else run.batch.both(mask, by_then)
        return selection.split(mask)

    return selection.once(("stopped", until, run.horizon), parted)


def _forward(run: _Read, selection: Selection, since: str, until: str) -> Selection:
    """The records that do not end before they begin (semantics T3)."""
    batch = run.batch
    return selection.once(
        ("forward", since, until, _named(run)),
        lambda: selection.keep(
            batch.at_most(batch.instants(since).values, batch.instants(until).values),
            f"{until} lies before {since}",
            problem=True,
            show=_named(run),
        ),
    )


def _begun(run: _Read, start: Selection, *begins: str, ending: str) -> Selection:
    """The records whose owner and beginnings are known and have come, and whose end can be read."""
    selection = start
    for name in dict.fromkeys((run.reading.at, *begins)):
        if name == ending:
            selection = _happened(run, _required(selection, name, RUNNING), name, RUNNING)
        else:
            selection = _required(selection, name, show=_named(run))
            selection = _happened(run, selection, name) if name in run.reading.facts else selection
    return _readable(selection, ending)


def _clocked(run: _Read, start: Selection) -> Emission:
    value: Clocked = run.reading.value  # type: ignore[assignment]
    batch, since, until = run.batch, value.since, value.until
    closed, running = _stopped(run, _begun(run, start, since, ending=until), until)
    closed = _forward(run, closed, since, until)
    limits = None
    if value.limits is not None:
        limits = batch.limits(value.limits)
        reason = f"no limit for its {value.limits.of}"
        closed = closed.keep(limits.known, reason)
        running = running and running.keep(limits.known, reason)
    starts, ends = batch.instants(since).values, batch.instants(until).values
    elapsed = closed.once(
        ("elapsed", since, until, value.clock), lambda: batch.elapsed(value.clock, closed.take(starts), closed.take(ends))
    )
    worth = elapsed if limits is None else batch.at_most(elapsed, closed.take(limits.values))

    def entries(selection: Selection) -> list[Any]:
        bounds = [None] * selection.size if limits is None else batch.listed(selection.take(limits.values))
        return list(zip(batch.listed(selection.take(starts)), bounds, run.keys(selection), strict=True))

    return run.emit_clocks(closed, worth, running, entries)


def _punctual(run: _Read, start: Selection) -> Emission:
    value: Punctual = run.reading.value  # type: ignore[assignment]
    batch, due, done = run.batch, value.due, value.done
    dated = _required(start, due, UNDUE)
    begun = _begun(run, dated, *((value.since,) if value.since else ()), ending=done)
    closed, running = _stopped(run, begun, done)
    if value.since:
        closed = _forward(run, closed, value.since, done)
    dues = batch.instants(due).values
    worth = batch.at_most(closed.take(batch.instants(done).values), closed.take(dues))

    def entries(selection: Selection) -> list[Any]:
        return [(at, None, key) for at, key in zip(batch.listed(selection.take(dues)), run.keys(selection), strict=True)]

    return run.emit_clocks(closed, worth, running, entries)


def _stretch(run: _Read, start: Selection) -> Emission:
    value: Stretch = run.reading.value  # type: ignore[assignment]
    batch = run.batch
    begun = _readable(_happened(run, _required(start, value.start, show=_named(run)), value.start), value.end)
    closed, running = _stopped(run, begun, value.end)
    starts, ends = (batch.instants(name).values for name in (value.start, value.end))
    closed = _forward(run, closed, value.start, value.end)
    closed = closed.keep(
        batch.invert(batch.at_most(ends, starts)), f"{value.end} is {value.start}: no length", problem=True, show=_named(run)
    )
    buckets: dict[int, list[tuple[int, int]]] = defaultdict(list)
    counted = outside = 0
    for part in (closed,) if running is None else (closed, running):
        stops = batch.listed(part.take(ends)) if part is closed else [LAST] * part.size
        labels = batch.listed(part.take(batch.labels(run.reading.by)[0])) if run.reading.by else [0] * part.size
        for first, last, label in zip(batch.listed(part.take(starts)), stops, labels, strict=True):
            if _cut(run, buckets, first, last, label):
                counted += 1
            else:
                outside += 1
    settled, _, _ = run.sorted(buckets)
    notes = [*closed.notes, *(running.notes_beside(closed) if running else ())]
    return Emission(settled, counted=counted, notes=(*notes, *_outside(outside)))


def _cut(run: _Read, buckets: dict[int, list[tuple[int, int]]], first: int, last: int, label: int) -> bool:
    """Put a span into every slice it touches, cut at their edges; whether it touches any (semantics W4)."""
    edges, owned = run.schedule.edges, run.schedule.owned
    touched = False
    for place in range(max(bisect_right(edges, first), 1), min(bisect_right(edges, last - 1), len(edges) - 1) + 1):
        if place in owned:
            buckets[label * run._width + place].append((max(first, edges[place - 1]), min(last, edges[place])))
            touched = True
    return touched


_PROGRAMS: dict[type, Callable[[_Read, Selection], Emission]] = {
    Tick: _tick,
    Passes: _passes,
    Figure: _figure,
    Whole: _whole,
    Clocked: _clocked,
    Punctual: _punctual,
    Stretch: _stretch,
}
