"""Clocked: records that run a clock, and records that have a due time of their own."""

from collections.abc import Callable
from functools import reduce
from operator import add
from typing import Any

from attrs import evolve

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.dues import DueRule
from slakit.calendars.pauses import paused
from slakit.engine.batch import Mask, Vector
from slakit.engine.labels import chooser, length_of
from slakit.engine.pauses import Paused, pauses_of, with_closed
from slakit.engine.run import Emission, Run
from slakit.engine.selection import Selection
from slakit.engine.steps import begun, forgiven, forgiving, forward, meeting, named, required, stopped
from slakit.metrics.condition import Plain
from slakit.metrics.reading import Clocked, Limits, Punctual
from slakit.metrics.tallies.clocks import Open

UNDUE = "no due time"


def clocked(run: Run, start: Selection) -> Emission:
    value: Clocked = run.reading.value  # type: ignore[assignment]
    batch = run.batch
    closed, running = stopped(run, begun(run, start, value.since, ending=value.until), value.until)
    sides = [forward(run, closed, value.since, value.until), *([running] if running else [])]
    pauses: Paused = []
    if value.pausing:
        pauses, faults = pauses_of(batch, value.pausing, run.horizon)
        for fault, rows in faults.items():
            sides = [side.without(rows, f"{value.pausing}: {fault}", show=named(run)) for side in sides]
    if value.limits is not None and value.limits.of is not None:
        known = batch.chosen(value.limits.of, _finder(value.limits)).known
        problem = not value.limits.table
        reason = f"no limit for its {value.limits.of}" if not problem else f"{value.limits.of} is not a length of time; write '2 hours'"
        sides = [side.keep(known, reason, problem=problem, show=named(run) if problem else ()) for side in sides]
    pauses, faulty = with_closed(batch, pauses, value.pauses, run.horizon)
    sides = [reduce(lambda side, fault: side.without(fault[1], fault[0], show=named(run)), faulty.items(), side) for side in sides]
    if isinstance(value.clock, Calendar):
        return _timed(run, sides, pauses, value.clock)
    places = batch.chosen(value.clock.of, chooser([wanted for wanted, _ in value.clock.table]))
    sides = [side.keep(places.known, f"no clock for its {value.clock.of}") for side in sides]
    lanes = [
        _timed(run, [side.alone(_equal(run, places.values, place)) for side in sides], pauses, calendar, wanted)
        for place, (wanted, calendar) in enumerate(value.clock.table)
    ]
    fresh = sides[1].notes_beside(sides[0]) if len(sides) > 1 else []
    return reduce(add, lanes) + Emission(notes=(*sides[0].notes, *fresh))


def _equal(run: Run, values: Vector, wanted: int) -> Mask:
    batch = run.batch
    return batch.both(batch.at_most(values, wanted), batch.invert(batch.at_most(values, wanted - 1)))


def _timed(run: Run, sides: list[Selection], pauses: Paused, calendar: Calendar, lane: Plain = None) -> Emission:
    """The clocks of one calendar."""
    value: Clocked = run.reading.value  # type: ignore[assignment]
    batch = run.batch
    closed, good = meeting(run, sides[0], value.good)
    starts, ends = batch.instants(value.since).values, batch.instants(value.until).values

    def length() -> Vector:
        first, last = closed.take(starts), closed.take(ends)
        elapsed = batch.elapsed(calendar, first, last)
        return _less_paused(run, closed, elapsed, first, last, pauses, calendar) if pauses else elapsed

    def entries(selection: Selection) -> list[Open]:
        first = selection.take(starts)
        bounds = (
            [None] * selection.size
            if value.limits is None
            else _listed(run, _bounds(run, selection, value.limits, first, calendar), selection)
        )
        edges = _of(run, pauses, selection) if pauses else [()] * selection.size
        lanes = [lane] * selection.size
        return list(map(Open, batch.listed(first), bounds, run.keys(selection), lanes, edges))

    elapsed = closed.once(("elapsed", since_until(value), calendar), length)
    if value.limits is None:
        settled = run.emit(closed, elapsed, elapsed)
    else:
        bounds = _bounds(run, closed, value.limits, closed.take(starts), calendar)
        worth = batch.at_most(elapsed, bounds)
        if value.good:
            said = batch.both(worth, closed.take(good))
            worth = batch.invert(batch.both(batch.invert(said), worth)) if value.silent else said
        worth = forgiving(run, closed, worth)
        over = batch.plus(elapsed, -bounds) if isinstance(bounds, int) else batch.minus(elapsed, bounds)
        if value.lateness:
            settled = run.emit(closed, batch.scaled(over, batch.invert(worth)), over, least=1)
        elif value.good:  # what is refused in time is bad as well
            settled = run.emit(closed, worth, bad=batch.invert(worth))
        else:
            settled = run.emit(closed, worth, over, least=1)
    return _with_open(run, settled, sides[1] if len(sides) > 1 else None, entries, 0 if value.lateness else 1)


def _with_open(run: Run, settled: Emission, running: Selection | None, entries: Callable[[Selection], list[Open]], good: int) -> Emission:
    """The values of clocks that have stopped, and those that have not: what is forgiven is good already."""
    if running is None or not run.forgives:
        return run.emit_clocks(settled, running, entries)
    pardoned, rest = forgiven(run, running)
    if pardoned is not None:
        shared = settled.notes
        pardoned = evolve(pardoned, notes=tuple(note for note in pardoned.notes if all(note is not one for one in shared)))
        settled = settled + run.emit(pardoned, run.batch.vector([good] * pardoned.size), None, run.batch.vector([False] * pardoned.size))
        settled = evolve(settled, notes=shared)
    return run.emit_clocks(settled, rest, entries)


def since_until(value: Clocked) -> tuple[str | None, ...]:
    """What tells the elapsed time of one clock from that of another on the same calendar."""
    return (value.since, value.until, value.pausing)


def _listed(run: Run, bounds: Vector | int, selection: Selection) -> list[Any]:
    return [bounds] * selection.size if isinstance(bounds, int) else run.batch.listed(bounds)


def _bounds(run: Run, selection: Selection, limits: Limits, starts: Vector, calendar: Calendar) -> Vector | int:
    """The limit of each record in microseconds; one number where it is the same for all."""
    table, batch = [limit for _, limit in limits.table], run.batch
    if limits.of is None and isinstance(table[0], int):
        return table[0]
    if limits.of is not None and all(isinstance(limit, int) for limit in table):
        return selection.take(batch.chosen(limits.of, _finder(limits)).values)
    places = None if limits.of is None else batch.chosen(limits.of, chooser([wanted for wanted, _ in limits.table]))
    chosen = [0] * selection.size if places is None else batch.listed(selection.take(places.values))
    bounds = [0] * selection.size
    for place, limit in enumerate(table):
        mine = [row for row, one in enumerate(chosen) if one == place]
        first = batch.listed(starts)
        since = [first[row] for row in mine]
        lengths = calendar.clock.elapsed_all(since, limit.due_all(calendar, since)) if isinstance(limit, DueRule) else [limit] * len(mine)
        for row, length in zip(mine, lengths, strict=True):
            bounds[row] = length
    return batch.vector(bounds)


def _finder(limits: Limits) -> Callable[[object], int | None]:
    """What finds the limit for a value, in microseconds; 0 stands for a rule, None for no limit."""
    if not limits.table:
        return lambda value: length_of(value, limits.unit)
    choose = chooser([wanted for wanted, _ in limits.table])
    table = [limit if isinstance(limit, int) else 0 for _, limit in limits.table]
    return lambda value: None if (place := choose(value)) is None else table[place]


def _of(run: Run, pauses: Paused, selection: Selection) -> Paused:
    return pauses if selection.mask is None else [pauses[place] for place in run.batch.places(selection.mask)]


def _less_paused(
    run: Run, selection: Selection, elapsed: Vector, starts: Vector, ends: Vector, pauses: Paused, calendar: Calendar
) -> Vector:
    """The elapsed time of each record without what was paused of it (semantics C6)."""
    batch, clock = run.batch, calendar.clock
    stretches = zip(batch.listed(starts), batch.listed(ends), _of(run, pauses, selection), strict=True)
    return batch.minus(elapsed, batch.vector([paused(clock, first, last, edges) if edges else 0 for first, last, edges in stretches]))


def punctual(run: Run, start: Selection) -> Emission:
    value: Punctual = run.reading.value  # type: ignore[assignment]
    batch, due, done = run.batch, value.due, value.done
    dated = required(start, due, UNDUE)
    started = begun(run, dated, *((value.since,) if value.since else ()), ending=done)
    closed, running = stopped(run, started, done)
    if value.since:
        closed = forward(run, closed, value.since, done)
    closed, good = meeting(run, closed, value.good)
    first, last = closed.take(batch.instants(due).values), closed.take(batch.instants(done).values)
    off = batch.minus(last, first) if value.clock == ALWAYS else batch.elapsed(value.clock, first, last, signed=True)
    worth, beyond = batch.at_most(off, value.grace), batch.plus(off, -value.grace)
    if value.early is not None:
        ahead = batch.plus(batch.minus(batch.vector([0] * closed.size), off), -value.early)
        beyond = batch.plus(batch.scaled(beyond, batch.invert(worth)), batch.scaled(ahead, worth))
        worth = batch.both(worth, batch.at_most(ahead, 0))

    if value.good:
        worth = batch.both(worth, closed.take(good))
    worth = forgiving(run, closed, worth)

    def entries(selection: Selection) -> list[Open]:
        dues = batch.listed(selection.take(batch.instants(due).values))
        return [Open(at, None, key) for at, key in zip(dues, run.keys(selection), strict=True)]

    settled = run.emit(closed, worth, bad=batch.invert(worth)) if value.good else run.emit(closed, worth, beyond, least=1)
    return _with_open(run, settled, running, entries, 1)
