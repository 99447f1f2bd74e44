"""Timers: records that run a timer on a calendar."""

from collections.abc import Callable
from functools import partial, reduce
from itertools import compress
from operator import add
from typing import Any

from attrs import evolve

from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import DueRule
from slakit.calendars.paused_clock import paused
from slakit.engine.group_keys import chooser
from slakit.engine.read.batch import Batch
from slakit.engine.read.conditions import equal
from slakit.engine.read.due_times import UNDUE, Bounds, bounded, dated, finder, moved, received
from slakit.engine.read.lanes import MOVED, CalendarOfEach, Lane, OneCalendar, histories_of
from slakit.engine.read.pauses import Paused, pauses_of, with_closed
from slakit.engine.read.read_context import LEAST, Contributions, OpenTimers, ReadContext
from slakit.engine.read.row_filters import begun, counted, forgiven, forgiving, forward, meeting, naming_fields, required, stopped
from slakit.engine.read.selection import Selection
from slakit.engine.read.stopped_timers import StoppedTimers
from slakit.engine.read.vectors import Mask, Vector
from slakit.metrics.tallies.open_timers import Alike, Open, OpenRun
from slakit.metrics.value_kinds.timer_value import TimerValue
from slakit.timeline.zone import zone

OpenTimersOf = Callable[[Selection], OpenTimers]
Forgive = Callable[[ReadContext, Selection], Contributions]


def timed(context: ReadContext, start: Selection, value: TimerValue) -> Contributions:
    batch = context.batch
    start = start if value.due is None else required(start, value.due, UNDUE)
    started = counted(context, begun(context, start, value.since, ending=value.until), *filter(None, (value.since, value.until, value.due)))
    closed, running = stopped(context, started, value.until)
    closed = closed if value.from_due else forward(context, closed, value.since, value.until)
    sides = [closed, *([running] if running else [])]
    sides, pauses = with_pauses(context, sides, value.pausing)
    if value.limits is not None and value.limits.field is not None:
        present = batch.chosen(value.limits.field, finder(value.limits)).present
        problem = not value.limits.table
        reason = f"{value.limits.field} is not a length of time; write '2 hours'" if problem else f"no limit for its {value.limits.field}"
        sides = [side.keep(present, reason, problem=problem, show=naming_fields(context) if problem else ()) for side in sides]
    pauses, faulty = with_closed(batch, pauses, value.pauses, context.horizon)
    for fault, rows in faulty.items():
        sides = [side.without(rows, fault, show=naming_fields(context)) for side in sides]
    if isinstance(value.clock, Calendar):
        return _in_lane(context, value, sides, pauses, OneCalendar(value.clock))
    lanes: list[tuple[int, Lane]] = [(number, OneCalendar(calendar, wanted)) for number, (wanted, calendar) in enumerate(value.clock.table)]
    choose = chooser([wanted for wanted, _ in value.clock.table])
    if value.clock.moves is None:
        choices = batch.chosen(value.clock.field, choose)
        numbers, present = choices.values, choices.present
    else:
        histories, chosen, unread = histories_of(batch, value.clock, choose, context.horizon)
        for fault, rows in unread.items():
            sides = [side.without(rows, fault, show=naming_fields(context)) for side in sides]
        numbers = batch.vector(chosen)
        present = batch.invert(equal(batch, numbers, -1))
        lanes += [(MOVED, CalendarOfEach(histories, value.calendar))] if MOVED in chosen else []
    sides = [side.keep(present, f"no clock for its {value.clock.field}") for side in sides]
    parts = [
        _in_lane(context, value, [side.alone(equal(batch, numbers, number)) for side in sides], pauses, lane) for number, lane in lanes
    ]
    notes = [note for side in sides[1:] for note in side.notes_not_in(sides[0].notes)]
    return reduce(add, parts) + Contributions(notes=(*sides[0].notes, *notes))


def _in_lane(context: ReadContext, value: TimerValue, sides: list[Selection], pauses: Paused, lane: Lane) -> Contributions:
    batch = context.batch
    closed, good = meeting(context, sides[0], value.good, value.unknown)
    closed, starts, bounds = _started(context, value, closed, lane, pauses)
    last = closed.take(batch.instants(value.until).values)
    # a timer that stopped before it was received, or before it was due, began at its end
    first = starts if value.receipt is None and not value.from_due else batch.lesser(starts, last)

    def length() -> Vector:
        elapsed = lane.elapsed(closed, first, last)
        return _less_paused(context, closed, elapsed, first, last, pauses, lane) if pauses else elapsed

    counted_on = lane.calendar if isinstance(lane, OneCalendar) else value.clock
    elapsed = closed.once(("elapsed", value.since, value.until, value.due, value.pausing, str(value.receipt or ""), counted_on), length)
    running = sides[1] if len(sides) > 1 else None
    rules = [limit for _, limit in value.limits.table if isinstance(limit, DueRule)] if value.limits else []
    if running is not None and (value.receipt is not None or rules):  # a calendar may end before a beginning or a due time
        running, _, _ = _started(context, value, running, lane, pauses)
    entries = partial(_open_timers, context, value, pauses, lane)
    edges = closed.pick(pauses) if pauses else []
    if bounds is None and value.days is not None:
        timers = zip(lane.calendars(closed), batch.listed(first), batch.listed(last), edges or [()] * closed.size, strict=True)
        tz, count = zone(context.tz or "UTC"), value.days
        days = [count.between(calendar, since, until, tz, paused_in) for calendar, since, until, paused_in in timers]
        return with_open(context, context.gather(closed, days, context.worst(closed, elapsed, None, LEAST)), running, entries)
    if bounds is None:
        return with_open(context, context.contribute(closed, elapsed, elapsed), running, entries)
    if bounds.due_times is not None and pauses:
        bounds = moved(context, bounds, starts, last, edges, lane.calendars(closed))
    ended = StoppedTimers(context, value, closed, starts, last, elapsed, bounds, edges, lane)
    worth = in_time = ended.in_time()
    if value.good:
        wanted = batch.both(worth, closed.take(good))
        worth = batch.invert(batch.both(batch.invert(wanted), worth)) if value.silent else wanted
    worth = forgiving(context, closed, worth)
    if value.lateness:
        return with_open(context, ended.lateness(worth), running, entries, lambda _, selection: ended.none_late(selection))
    if value.good:  # what is refused in time is bad as well
        badness = failing(context, ended.beyond(), in_time, worth)
        return with_open(context, context.contribute(closed, worth, *badness, shown=elapsed), running, entries)
    return with_open(context, context.contribute(closed, worth, *ended.badness(), shown=elapsed), running, entries)


def _started(
    context: ReadContext, value: TimerValue, selection: Selection, lane: Lane, pauses: Paused
) -> tuple[Selection, Vector, Bounds | None]:
    """Return the records that have a beginning and a limit, with these; None for bounds if the reading has no limits."""
    if value.due is not None:
        return selection, *dated(context, selection, value.due, None if value.from_due else value.since, pauses)
    kept, starts = received(context, selection, value.receipt, value.since)
    return (kept, starts, None) if value.limits is None else bounded(context, kept, starts, value.limits, lane)


def _open_timers(context: ReadContext, value: TimerValue, pauses: Paused, lane: Lane, selection: Selection) -> OpenTimers:
    """The timers of a selection, all of which still run."""
    batch = context.batch
    _, starts, bounds = _started(context, value, selection, lane, pauses)
    edges = selection.pick(pauses) if pauses else []
    if not any(edges) and isinstance(lane, OneCalendar) and (bounds is None or bounds.fits(context, selection.size)):
        keys = context.keys(selection) if context.reading.key is not None else None
        kinds = [(None, Alike(lane.name), None)] if bounds is None else bounds.kinds(context, lane.name, selection.size)
        return [(mask, open_run(batch, mask, alike, starts, bound, keys)) for mask, alike, bound in kinds]
    limits = bounds.listed(context, selection.size) if bounds else [(None, None, False)] * selection.size
    rows = zip(batch.listed(starts), limits, context.keys(selection), lane.names(selection), edges or [()] * selection.size, strict=True)
    return [(None, [Open(at, limit, key, name, paused, due, strict) for at, (limit, due, strict), key, name, paused in rows])]


def open_run(batch: Batch, mask: Mask | None, alike: Alike, since: Vector, bounds: Vector | None, keys: list[Any] | None) -> OpenRun:
    """The timers that are alike where a mask holds."""
    bound = None if bounds is None else batch.take(bounds, mask)
    held = keys if keys is None or mask is None else list(compress(keys, batch.listed(mask)))
    return OpenRun(alike, batch.take(since, mask), bound, held)


def all_good(context: ReadContext, selection: Selection) -> Contributions:
    batch = context.batch
    return context.contribute(selection, batch.filled(1, selection.size), None, batch.at_most(batch.filled(1, selection.size), 0))


def failing(context: ReadContext, beyond: Vector, in_time: Mask, worth: Mask) -> tuple[Vector, None, int]:
    """The badness of records that are judged by time and by conditions, and the least of it that is bad: what is late is so by some time,
    and what fails the conditions in time by 0."""
    batch, late = context.batch, context.batch.invert(in_time)
    over = batch.scaled(beyond, late)
    over = batch.plus(over, batch.both(late, batch.at_most(over, 0)))  # what comes exactly to a limit that excludes itself is late
    return batch.minus(batch.scaled(over, batch.invert(worth)), worth), None, 0


def with_open(
    context: ReadContext, settled: Contributions, running: Selection | None, entries: OpenTimersOf, forgive: Forgive = all_good
) -> Contributions:
    """Return the values of stopped timers, and the timers that still run; a forgiven timer counts as good already."""
    if running is None or not context.reading.value.forgivable:
        return context.with_running(settled, running, entries)
    forgiven_timers, rest = forgiven(context, running)
    if forgiven_timers is not None:
        settled = evolve(settled + forgive(context, forgiven_timers), notes=settled.notes)
    return context.with_running(settled, rest, entries)


def with_pauses(context: ReadContext, sides: list[Selection], field: str) -> tuple[list[Selection], Paused]:
    """The pauses of each record of the batch, from the field that holds them; a record whose pauses cannot be read is a data problem."""
    if not field:
        return sides, []
    pauses, faults = pauses_of(context.batch, field, context.horizon)
    for fault, rows in faults.items():
        sides = [side.without(rows, f"{field}: {fault}", show=naming_fields(context)) for side in sides]
    return sides, pauses


def _less_paused(
    context: ReadContext, selection: Selection, elapsed: Vector, starts: Vector, ends: Vector, pauses: Paused, lane: Lane
) -> Vector:
    """The elapsed time of each record without its pauses (docs/numbers.md C6)."""
    batch, calendars = context.batch, lane.calendars(selection)
    rows = zip(calendars, batch.listed(starts), batch.listed(ends), selection.pick(pauses), strict=True)
    lost = [paused(calendar.clock, first, last, edges) if edges else 0 for calendar, first, last, edges in rows]
    return batch.minus(elapsed, batch.vector(lost))
