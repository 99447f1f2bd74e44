"""The program that turns the records of a batch into values for the tallies: one for rows and columns alike."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from slakit.engine.batch import Batch
from slakit.engine.plan import Part
from slakit.engine.run import Emission, Run, outside_of
from slakit.engine.selection import Selection
from slakit.engine.steps import begun, forward, happened, named, no_number, owned, readable, required, stopped, where
from slakit.metrics.reading import Clocked, Figure, Passes, Punctual, Stretch, Tick, Whole
from slakit.timeline.instants import LAST

UNDUE = "no due time"


def read(batch: Batch, part: Part, horizon: int | None, memo: Selection) -> Emission:
    """The values of a batch for one part; `memo` is the selection of the whole batch, shared by its parts."""
    reading = part.reading
    run = Run(batch, reading, part.schedule, horizon)
    start = where(memo, reading.where)
    return _PROGRAMS[type(reading.value)](run, start)


def _tick(run: Run, start: Selection) -> Emission:
    return run.emit(owned(run, start), None)


def _passes(run: Run, start: Selection) -> Emission:
    selection = owned(run, start)
    good = None
    for condition in run.reading.value.good.conditions:  # type: ignore[union-attr]
        mask, unsaid = run.batch.passing(condition)
        selection = selection.without(unsaid, no_number(condition.field), show=(run.reading.at, condition.field))
        good = mask if good is None else run.batch.both(good, mask)
    return run.emit(selection, selection.take(good))


def _figure(run: Run, start: Selection) -> Emission:
    value: Figure = run.reading.value  # type: ignore[assignment]
    show = (run.reading.at, value.name)
    figures = run.batch.figures(value.name, value.digits)
    selection = owned(run, start).without(figures.bad, no_number(value.name), show=show)
    selection = selection.keep(figures.known, f"no value for {value.name}", problem=True, show=show)
    return run.emit(selection, selection.take(figures.values))


def _whole(run: Run, start: Selection) -> Emission:
    selection = owned(run, start)
    rows = run.batch.whole()
    mask = selection.mask
    chosen = rows if mask is None else [rows[place] for place in run.batch.places(mask)]
    instants = run.batch.listed(selection.take(run.batch.instants(run.reading.at).values))
    settled, counted, outside = run.sorted(run.gathered(selection, zip(instants, chosen, strict=True)))
    return Emission(settled, counted=counted, notes=(*selection.notes, *outside_of(outside)))


def _clocked(run: Run, start: Selection) -> Emission:
    value: Clocked = run.reading.value  # type: ignore[assignment]
    batch, since, until = run.batch, value.since, value.until
    closed, running = stopped(run, begun(run, start, since, ending=until), until)
    closed = forward(run, closed, since, until)
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


def _punctual(run: Run, start: Selection) -> Emission:
    value: Punctual = run.reading.value  # type: ignore[assignment]
    batch, due, done = run.batch, value.due, value.done
    dated = required(start, due, UNDUE)
    started = begun(run, dated, *((value.since,) if value.since else ()), ending=done)
    closed, running = stopped(run, started, done)
    if value.since:
        closed = forward(run, closed, value.since, done)
    dues = batch.instants(due).values
    worth = batch.at_most(closed.take(batch.instants(done).values), closed.take(dues))

    def entries(selection: Selection) -> list[Any]:
        return [(at, None, key) for at, key in zip(batch.listed(selection.take(dues)), run.keys(selection), strict=True)]

    return run.emit_clocks(closed, worth, running, entries)


def _stretch(run: Run, start: Selection) -> Emission:
    value: Stretch = run.reading.value  # type: ignore[assignment]
    batch = run.batch
    started = readable(happened(run, required(start, value.start, show=named(run)), value.start), value.end)
    closed, running = stopped(run, started, value.end)
    starts, ends = (batch.instants(name).values for name in (value.start, value.end))
    closed = forward(run, closed, value.start, value.end)
    closed = closed.keep(
        batch.invert(batch.at_most(ends, starts)), f"{value.end} is {value.start}: no length", problem=True, show=named(run)
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
    return Emission(settled, counted=counted, notes=(*notes, *outside_of(outside)))


def _cut(run: Run, buckets: dict[int, list[tuple[int, int]]], first: int, last: int, label: int) -> bool:
    """Put a span into every slice it touches, cut at their edges; whether it touches any (semantics W4)."""
    edges = run.schedule.edges
    touched = False
    for place in range(max(bisect_right(edges, first), 1), min(bisect_right(edges, last - 1), len(edges) - 1) + 1):
        if place in run.schedule.owned:
            buckets[label * run.width + place].append((max(first, edges[place - 1]), min(last, edges[place])))
            touched = True
    return touched


_PROGRAMS: dict[type, Callable[[Run, Selection], Emission]] = {
    Tick: _tick,
    Passes: _passes,
    Figure: _figure,
    Whole: _whole,
    Clocked: _clocked,
    Punctual: _punctual,
    Stretch: _stretch,
}
