"""Punctual: records that have a due time of their own."""

from functools import partial

from slakit.calendars.always import ALWAYS
from slakit.engine.read.batch import Vector
from slakit.engine.read.pauses import Paused
from slakit.engine.read.read_context import Contributions, ReadContext
from slakit.engine.read.row_filters import begun, counted, forgiving, forward, meeting, required, stopped
from slakit.engine.read.selection import Selection
from slakit.engine.read.timers import all_good, held, paused_of, with_open
from slakit.metrics.reading import DeadlineValue
from slakit.metrics.tallies.clocks import Open
from slakit.timeline.spans import Spans

UNDUE = "no due time"


def punctual(run: ReadContext, start: Selection) -> Contributions:
    value: DeadlineValue = run.reading.value  # type: ignore[assignment]
    batch, due, done = run.batch, value.due, value.done
    dated = required(start, due, UNDUE)
    started = begun(run, dated, *((value.since,) if value.since else ()), ending=done)
    closed, running = stopped(run, counted(run, started, due, done), done)
    if value.since:
        closed = forward(run, closed, value.since, done)
    sides, pauses = held(run, [closed, *([running] if running else [])], value.pausing)
    closed, good = meeting(run, sides[0], value.good, value.unknown)
    last = closed.take(batch.instants(done).values)
    first = _dues(run, closed, last, pauses)
    off = batch.minus(last, first) if value.clock == ALWAYS else batch.elapsed(value.clock, first, last, signed=True)
    worth, beyond = batch.at_most(off, value.grace), batch.plus(off, -value.grace)
    if not value.grace:  # a due time without grace is a moment, whatever the clock does after it (docs/numbers.md C4)
        worth, beyond = batch.at_most(last, first), batch.minus(last, first)
    if value.early is not None:
        ahead = batch.plus(batch.minus(batch.vector([0] * closed.size), off), -value.early)
        beyond = batch.plus(batch.scaled(beyond, batch.invert(worth)), batch.scaled(ahead, worth))
        worth = batch.both(worth, batch.at_most(ahead, 0))

    if value.good:
        worth = batch.both(worth, closed.take(good))
    worth = forgiving(run, closed, worth)

    def entries(selection: Selection) -> list[Open]:
        dues = batch.listed(selection.take(batch.instants(due).values))
        edges = _edges(run, selection, pauses)
        return [Open(at, None, key, None, paused) for at, key, paused in zip(dues, run.keys(selection), edges, strict=True)]

    settled = run.emit(closed, worth, bad=batch.invert(worth)) if value.good else run.emit(closed, worth, beyond, least=1)
    return with_open(run, settled, sides[1] if len(sides) > 1 else None, entries, partial(all_good, run))


def _edges(run: ReadContext, selection: Selection, pauses: Paused) -> Paused:
    """The pauses of each record of a selection, from its beginning on."""
    value: DeadlineValue = run.reading.value  # type: ignore[assignment]
    if not pauses:
        return [()] * selection.size
    edges = paused_of(run, pauses, selection)
    if value.since is None:
        return edges
    begins = run.batch.listed(selection.take(run.batch.instants(value.since).values))
    return [Spans.of_edges(one).cut(at, max(at, one[-1])).edges if one else () for at, one in zip(begins, edges, strict=True)]


def _dues(run: ReadContext, selection: Selection, ends: Vector, pauses: Paused) -> Vector:
    """The due time of each record, moved by its pauses."""
    value: DeadlineValue = run.reading.value  # type: ignore[assignment]
    batch = run.batch
    dues = selection.take(batch.instants(value.due).values)
    if not pauses:
        return dues
    rows = zip(batch.listed(dues), batch.listed(ends), _edges(run, selection, pauses), strict=True)
    return batch.vector([value.moved(due, edges, end) for due, end, edges in rows])
