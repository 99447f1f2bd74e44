"""Deadlines: records that have a due time of their own, done on time or late."""

from slakit.calendars.always import ALWAYS
from slakit.engine.read.due_times import UNDUE
from slakit.engine.read.pauses import Paused
from slakit.engine.read.read_context import Contributions, OpenTimers, ReadContext
from slakit.engine.read.row_filters import begun, counted, forgiving, forward, meeting, required, stopped
from slakit.engine.read.selection import Selection
from slakit.engine.read.timers import failing, with_open, with_pauses
from slakit.engine.read.vectors import Vector
from slakit.metrics.tallies.open_timers import Alike, Open, OpenRun
from slakit.metrics.value_kinds.deadline_value import DeadlineValue
from slakit.timeline.spans import Spans


def judged_by_deadline(context: ReadContext, start: Selection, value: DeadlineValue) -> Contributions:
    batch, due, done = context.batch, value.due, value.done
    dated = required(start, due, UNDUE)
    started = begun(context, dated, *((value.since,) if value.since else ()), ending=done)
    closed, running = stopped(context, counted(context, started, due, done), done)
    if value.since:
        closed = forward(context, closed, value.since, done)
    sides, pauses = with_pauses(context, [closed, *([running] if running else [])], value.pausing)
    closed, good = meeting(context, sides[0], value.good, value.unknown)
    last = closed.take(batch.instants(done).values)
    first = _due_times(context, value, closed, last, pauses)
    off = batch.minus(last, first) if value.clock == ALWAYS else batch.elapsed(value.clock, first, last, signed=True)
    # a due time without grace is a moment, whatever the clock does after it (docs/numbers.md C4)
    beyond = batch.plus(off, -value.grace) if value.grace else batch.minus(last, first)
    worth = batch.at_most(beyond, -int(value.strict))
    if value.early is not None:
        ahead = batch.plus(batch.minus(batch.vector([0] * closed.size), off), -value.early)
        beyond = batch.plus(batch.scaled(beyond, batch.invert(worth)), batch.scaled(ahead, worth))
        worth = batch.both(worth, batch.at_most(ahead, -int(value.strict_early)))
    strict = value.strict or value.strict_early
    if strict:  # what comes exactly to its limit is late, and over it by nothing
        beyond = batch.minus(batch.scaled(beyond, batch.invert(worth)), worth)
    on_time = worth
    if value.good:
        worth = batch.both(worth, closed.take(good))
    worth = forgiving(context, closed, worth)

    def entries(selection: Selection) -> OpenTimers:
        due_times = selection.take(batch.instants(due).values)
        edges = _edges(context, value, selection, pauses)
        if not any(edges):
            keys = context.keys(selection) if context.reading.key is not None else None
            return [(None, OpenRun(Alike(), due_times, None, keys))]
        rows = zip(batch.listed(due_times), context.keys(selection), edges, strict=True)
        return [(None, [Open(at, None, key, None, paused) for at, key, paused in rows])]

    worst = failing(context, beyond, on_time, worth) if value.good else (beyond, None, int(not strict))
    return with_open(context, context.contribute(closed, worth, *worst, shown=off), sides[1] if len(sides) > 1 else None, entries)


def _edges(context: ReadContext, value: DeadlineValue, selection: Selection, pauses: Paused) -> Paused:
    """The pauses of each record of a selection, from its beginning on."""
    if not pauses:
        return [()] * selection.size
    edges = selection.pick(pauses)
    if value.since is None:
        return edges
    begins = context.batch.listed(selection.take(context.batch.instants(value.since).values))
    return [Spans.of_edges(one).cut(at, max(at, one[-1])).edges if one else () for at, one in zip(begins, edges, strict=True)]


def _due_times(context: ReadContext, value: DeadlineValue, selection: Selection, ends: Vector, pauses: Paused) -> Vector:
    batch = context.batch
    due_times = selection.take(batch.instants(value.due).values)
    if not pauses:
        return due_times
    rows = zip(batch.listed(due_times), batch.listed(ends), _edges(context, value, selection, pauses), strict=True)
    return batch.vector([value.moved(due, edges, end) for due, end, edges in rows])
