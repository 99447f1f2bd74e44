"""Clocked: records that run a clock."""

from collections.abc import Callable
from functools import partial, reduce
from operator import add

from attrs import evolve

from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import DueRule
from slakit.calendars.pauses import paused
from slakit.engine.read.batch import Mask, Vector
from slakit.engine.read.due_times import Bounds, bounded, finder, moved, received
from slakit.engine.read.group_keys import chooser
from slakit.engine.read.pauses import Paused, pauses_of, with_closed
from slakit.engine.read.read_context import Contributions, ReadContext
from slakit.engine.read.row_filters import begun, counted, forgiven, forgiving, forward, meeting, named, stopped
from slakit.engine.read.selection import Selection
from slakit.engine.read.stopped_timers import StoppedTimers
from slakit.metrics.condition import Plain
from slakit.metrics.reading import TimerValue
from slakit.metrics.tallies.clocks import Open


def clocked(run: ReadContext, start: Selection) -> Contributions:
    value: TimerValue = run.reading.value  # type: ignore[assignment]
    batch = run.batch
    started = counted(run, begun(run, start, value.since, ending=value.until), value.since, value.until)
    closed, running = stopped(run, started, value.until)
    sides = [forward(run, closed, value.since, value.until), *([running] if running else [])]
    sides, pauses = held(run, sides, value.pausing)
    if value.limits is not None and value.limits.field is not None:
        known = batch.chosen(value.limits.field, finder(value.limits)).known
        problem = not value.limits.table
        reason = (
            f"no limit for its {value.limits.field}" if not problem else f"{value.limits.field} is not a length of time; write '2 hours'"
        )
        sides = [side.keep(known, reason, problem=problem, show=named(run) if problem else ()) for side in sides]
    pauses, faulty = with_closed(batch, pauses, value.pauses, run.horizon)
    sides = [reduce(lambda side, fault: side.without(fault[1], fault[0], show=named(run)), faulty.items(), side) for side in sides]
    if isinstance(value.clock, Calendar):
        return _timed(run, sides, pauses, value.clock)
    places = batch.chosen(value.clock.field, chooser([wanted for wanted, _ in value.clock.table]))
    sides = [side.keep(places.known, f"no clock for its {value.clock.field}") for side in sides]
    lanes = [
        _timed(run, [side.alone(_equal(run, places.values, place)) for side in sides], pauses, calendar, wanted)
        for place, (wanted, calendar) in enumerate(value.clock.table)
    ]
    fresh = sides[1].notes_beside(sides[0]) if len(sides) > 1 else []
    return reduce(add, lanes) + Contributions(notes=(*sides[0].notes, *fresh))


def _equal(run: ReadContext, values: Vector, wanted: int) -> Mask:
    batch = run.batch
    return batch.both(batch.at_most(values, wanted), batch.invert(batch.at_most(values, wanted - 1)))


def _timed(run: ReadContext, sides: list[Selection], pauses: Paused, calendar: Calendar, lane: Plain = None) -> Contributions:
    """The clocks of one calendar."""
    value: TimerValue = run.reading.value  # type: ignore[assignment]
    batch = run.batch
    closed, good = meeting(run, sides[0], value.good, value.unknown)
    closed, starts, bounds = _started(run, closed, calendar)
    last = closed.take(batch.instants(value.until).values)
    first = starts if value.receipt is None else _earlier(run, starts, last)

    def length() -> Vector:
        elapsed = batch.elapsed(calendar, first, last)
        return _less_paused(run, closed, elapsed, first, last, pauses, calendar) if pauses else elapsed

    elapsed = closed.once(("elapsed", since_until(value), calendar), length)
    running = sides[1] if len(sides) > 1 else None
    if running is not None and _may_fail(value):
        running, _, _ = _started(run, running, calendar)
    entries = partial(_entries, run, pauses, calendar, lane)
    if bounds is None:
        return with_open(run, run.emit(closed, elapsed, elapsed), running, entries, partial(all_good, run))
    if bounds.dues is not None and pauses:
        bounds = moved(bounds, batch.listed(starts), batch.listed(last), paused_of(run, pauses, closed), calendar)
    ended = StoppedTimers(run, closed, starts, last, elapsed, bounds, paused_of(run, pauses, closed) if pauses else [], calendar)
    worth = ended.in_time()
    if value.good:
        wanted = batch.both(worth, closed.take(good))
        worth = batch.invert(batch.both(batch.invert(wanted), worth)) if value.silent else wanted
    worth = forgiving(run, closed, worth)
    if value.lateness:
        return with_open(run, ended.lateness(worth), running, entries, ended.none_late)
    refused = bool(value.good)  # what is refused in time is bad as well
    settled = run.emit(closed, worth, bad=batch.invert(worth)) if refused else run.emit(closed, worth, ended.beyond(), least=1)
    return with_open(run, settled, running, entries, partial(all_good, run))


def _may_fail(value: TimerValue) -> bool:
    """Whether a record may have no beginning or no due time, for its calendars end before it."""
    return value.receipt is not None or (value.limits is not None and any(isinstance(limit, DueRule) for _, limit in value.limits.table))


def _started(run: ReadContext, selection: Selection, calendar: Calendar) -> tuple[Selection, Vector, Bounds | None]:
    """The records that have a beginning and a limit, and both of them; no bounds where the reading has no limits."""
    value: TimerValue = run.reading.value  # type: ignore[assignment]
    kept, starts = received(run, selection, value.receipt, value.since)
    return (kept, starts, None) if value.limits is None else bounded(run, kept, starts, value.limits, calendar)


def _entries(run: ReadContext, pauses: Paused, calendar: Calendar, lane: Plain, selection: Selection) -> list[Open]:
    """The clocks of a selection that have not stopped."""
    _, starts, bounds = _started(run, selection, calendar)
    limits = bounds.listed(run, selection.size) if bounds else [(None, None)] * selection.size
    edges = paused_of(run, pauses, selection) if pauses else [()] * selection.size
    since, keys = run.batch.listed(starts), run.keys(selection)
    return [Open(at, limit, key, lane, paused, due) for at, (limit, due), key, paused in zip(since, limits, keys, edges, strict=True)]


def _earlier(run: ReadContext, starts: Vector, ends: Vector) -> Vector:
    """The beginnings of clocks; that of one which stopped before it was received is its end."""
    return run.batch.vector(list(map(min, run.batch.listed(starts), run.batch.listed(ends))))


def all_good(run: ReadContext, selection: Selection) -> Contributions:
    return run.emit(selection, run.batch.vector([1] * selection.size), None, run.batch.vector([False] * selection.size))


def with_open(
    run: ReadContext,
    settled: Contributions,
    running: Selection | None,
    entries: Callable[[Selection], list[Open]],
    pardon: Callable[[Selection], Contributions],
) -> Contributions:
    """The values of clocks that have stopped, and those that have not: what is forgiven is good already."""
    if running is None or not run.forgives:
        return run.emit_clocks(settled, running, entries)
    pardoned, rest = forgiven(run, running)
    if pardoned is not None:
        shared = settled.notes
        pardoned = evolve(pardoned, notes=tuple(note for note in pardoned.notes if all(note is not one for one in shared)))
        settled = settled + pardon(pardoned)
        settled = evolve(settled, notes=shared)
    return run.emit_clocks(settled, rest, entries)


def since_until(value: TimerValue) -> tuple[str | None, ...]:
    """What tells the elapsed time of one clock from that of another on the same calendar."""
    return (value.since, value.until, value.pausing, str(value.receipt or ""))


def held(run: ReadContext, sides: list[Selection], field: str) -> tuple[list[Selection], Paused]:
    """The pauses of each record of the batch, from the field that holds them; a record whose pauses cannot be read is a data problem."""
    if not field:
        return sides, []
    pauses, faults = pauses_of(run.batch, field, run.horizon)
    for fault, rows in faults.items():
        sides = [side.without(rows, f"{field}: {fault}", show=named(run)) for side in sides]
    return sides, pauses


def paused_of(run: ReadContext, pauses: Paused, selection: Selection) -> Paused:
    return pauses if selection.mask is None else [pauses[place] for place in run.batch.places(selection.mask)]


def _less_paused(
    run: ReadContext, selection: Selection, elapsed: Vector, starts: Vector, ends: Vector, pauses: Paused, calendar: Calendar
) -> Vector:
    """The elapsed time of each record without what was paused of it (docs/numbers.md C6)."""
    batch, clock = run.batch, calendar.clock
    stretches = zip(batch.listed(starts), batch.listed(ends), paused_of(run, pauses, selection), strict=True)
    return batch.minus(elapsed, batch.vector([paused(clock, first, last, edges) if edges else 0 for first, last, edges in stretches]))
