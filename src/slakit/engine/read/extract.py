"""The program that turns the records of a batch into values for the tallies: one for rows and columns alike."""

from collections.abc import Callable
from typing import Any

from attrs import evolve

from slakit.engine.group_keys import key_of, label
from slakit.engine.plan.plan import PlannedReading
from slakit.engine.read.batch import Batch
from slakit.engine.read.check_states import states
from slakit.engine.read.cut_spans import cut_spans
from slakit.engine.read.deadlines import judged_by_deadline
from slakit.engine.read.read_context import Contributions, ExcludedSpans, ReadContext, WorstSoFar, outside_of
from slakit.engine.read.row_filters import forgiving, forward, lasting, meeting, naming_fields, owned, readable, required, stopped, where
from slakit.engine.read.selection import EXAMPLES, Note, Selection
from slakit.engine.read.timers import timed
from slakit.engine.read.vectors import Vector
from slakit.metrics.tallies.worst import entry, worst
from slakit.metrics.value_kinds.deadline_value import DeadlineValue
from slakit.metrics.value_kinds.record_values import FINE, Good, Labelled, Number, One, Quotient, RawRecord, Weighed
from slakit.metrics.value_kinds.series_values import Moment, PerInterval, Sampled, State
from slakit.metrics.value_kinds.span_values import PauseSpan, SpanValue
from slakit.metrics.value_kinds.timer_value import TimerValue
from slakit.timeline.instants import LAST

PARTLY_UNREADABLE = "a field cannot be read; the record is given without it"


def extract(
    batch: Batch,
    planned: PlannedReading,
    horizon: int | None,
    everything: Selection,
    excluded: tuple[ExcludedSpans, ...] = (),
    worst_so_far: WorstSoFar | None = None,
) -> Contributions:
    """The values of a batch for one reading; `everything` is the selection of the whole batch, which its readings share."""
    reading = planned.reading
    dated = batch.with_days(reading.days)
    if dated is not batch:
        batch, everything = dated, Selection(dated)
    context = ReadContext(batch, reading, planned.schedule, horizon, planned.window.tz, excluded, worst_so_far or {})
    selection = where(everything, reading.where)
    contributions = _PROGRAMS[type(reading.value)](context, selection, reading.value)
    if selection.size < everything.size and not (contributions.counted or contributions.open):
        contributions = evolve(contributions, seen=context.any_happened(selection))
    notes = (*contributions.notes, *contributions.in_part)
    return evolve(contributions, unread=context.unread(notes)) if any(note.rows for note in notes) else contributions


def _good(context: ReadContext, selection: Selection, value: Good) -> tuple[Selection, Vector]:
    selection, good = meeting(context, selection, value.good, value.unknown)
    return selection, selection.take(good)


def _number(context: ReadContext, selection: Selection, name: str, digits: int) -> tuple[Selection, Vector]:
    show = (context.reading.at, name)
    numbers = context.batch.numbers(name, digits)
    selection = selection.without(numbers.bad, f"{name} is not a number; write 4 or '99.9'", show=show)
    selection = selection.keep(numbers.present, f"no value for {name}", problem=True, show=show)
    return selection, selection.take(numbers.values)


def _worth(context: ReadContext, selection: Selection, value: One | Good | Number | Moment) -> tuple[Selection, Vector | None]:
    """The records that have a worth, and what it is; None when each is worth one."""
    match value:
        case Good():
            return _good(context, selection, value)
        case Number():
            return _number(context, selection, value.name, value.digits)
        case Moment():
            selection = required(selection, value.name, show=naming_fields(context))
            return selection, selection.take(context.batch.instants(value.name).values)
    return selection, None


def _each(context: ReadContext, start: Selection, value: One | Number) -> Contributions:
    selection, worth = _worth(context, owned(context, start), value)
    badness = None if worth is None else context.batch.minus(context.batch.vector([0] * selection.size), worth)
    return context.contribute(selection, worth, badness)


def _each_good(context: ReadContext, start: Selection, value: Good) -> Contributions:
    selection, good = _good(context, owned(context, start), value)
    good = forgiving(context, selection, good)
    return context.contribute(selection, good, bad=context.batch.invert(good))


def _per_interval(context: ReadContext, start: Selection, value: PerInterval) -> Contributions:
    selection, worth = _worth(context, owned(context, start), value.inner)
    cells, at = context.cells(selection), context.at(selection)
    edges = context.schedule.edges
    if value.per.window is not None:
        edges = value.per.edges(edges[0], edges[-1], context.tz)
    starts = context.batch.starts(at, context.batch.slices(at, edges), edges, value.per.length)
    totals = context.batch.totals(cells, starts, worth)
    settled, counted, outside = context.by_cell(totals, lambda intervals: sum(count for _, count, _ in intervals))
    return Contributions(settled, counted=counted, notes=(*selection.notes, *outside_of(outside)))


def _sampled(context: ReadContext, start: Selection, value: Sampled) -> Contributions:
    if isinstance(value.inner, State):
        return states(context, owned(context, start), value.inner)
    selection, worth = _worth(context, owned(context, start), value.inner)
    return context.gather_dated(selection, [1] * selection.size if worth is None else map(int, context.batch.listed(worth)))


def _labelled(context: ReadContext, start: Selection, value: Labelled) -> Contributions:
    selection = owned(context, start)
    codes, names = context.batch.labels((value.name,))
    return context.gather(selection, (names[code][0] for code in context.batch.listed(selection.take(codes))))


def _quotient(context: ReadContext, start: Selection, value: Quotient) -> Contributions:
    return _pairs(context, start, (value.above, value.below), value.digits, "so it has no ratio", lambda over, under: over * FINE // under)


def _weighed(context: ReadContext, start: Selection, value: Weighed) -> Contributions:
    return _pairs(context, start, (value.name, value.weight), value.digits, "so it weighs nothing", lambda number, _: number)


def _pairs(
    context: ReadContext, start: Selection, names: tuple[str, str], digits: int, empty: str, rank: Callable[[int, int], int]
) -> Contributions:
    """Two numbers of each record, the second above zero."""
    batch, (above, below) = context.batch, names
    selection, _ = _number(context, owned(context, start), above, digits)
    selection, _ = _number(context, selection, below, digits)
    firsts, seconds = (batch.numbers(name, digits).values for name in names)
    positive = batch.invert(batch.at_most(seconds, -1))
    selection = selection.keep(positive, f"{below} is below zero; write a number above it", problem=True, show=(context.reading.at, *names))
    selection = selection.keep(batch.invert(batch.at_most(seconds, 0)), f"{below} is 0, {empty}")
    pairs = list(zip(*(map(int, batch.listed(selection.take(side))) for side in (firsts, seconds)), strict=True))
    keys = list(map(label, context.keys(selection))) if context.reading.key else [None] * selection.size
    ranks = (entry(-rank(*pair), at, key) for pair, at, key in zip(pairs, batch.listed(context.at(selection)), keys, strict=True))
    lowest = {cell: worst(entries) for cell, entries in context.buckets(selection, ranks).items()}
    return context.gather(selection, pairs, context.by_cell(lowest)[0])


def _pause_spans(context: ReadContext, start: Selection, value: PauseSpan) -> Contributions:
    batch = context.batch
    closed, running = stopped(context, readable(owned(context, start), value.end), value.end)
    closed = lasting(context, forward(context, closed, value.start, value.end), value.start, value.end)
    keys = list(map(key_of, batch.values(value.case_field)))

    def entries(selection: Selection, ends: list[int]) -> list[tuple[Any, int, int]]:
        return list(zip(selection.pick(keys), batch.listed(context.at(selection)), ends, strict=True))

    nameless = [row for row, key in enumerate(keys) if key is None]
    closed = closed.without(nameless, f"no value for {value.case_field}", show=naming_fields(context))
    contributions = context.gather(closed, entries(closed, batch.listed(closed.take(batch.instants(value.end).values))))
    if running is None:
        return contributions
    running = running.without(nameless, f"no value for {value.case_field}", show=naming_fields(context))
    notes = running.notes_not_in(closed.notes)
    return contributions + evolve(context.gather(running, entries(running, [LAST] * running.size)), notes=notes)


def _raw_records(context: ReadContext, start: Selection, value: RawRecord) -> Contributions:
    selection, batch = owned(context, start), context.batch
    contributions = context.gather_dated(selection, selection.pick(batch.records()))
    unread = [row for row in batch.unreadable if selection.mask is None or selection.mask[row]]
    examples = tuple(batch.describe(row, batch.unreadable[row]) for row in unread[:EXAMPLES])
    return evolve(contributions, in_part=(Note(PARTLY_UNREADABLE, len(unread), True, examples, unread),)) if unread else contributions


_PROGRAMS: dict[type, Callable[[ReadContext, Selection, Any], Contributions]] = {
    One: _each,
    Number: _each,
    Good: _each_good,
    Quotient: _quotient,
    Weighed: _weighed,
    PerInterval: _per_interval,
    Sampled: _sampled,
    Labelled: _labelled,
    PauseSpan: _pause_spans,
    RawRecord: _raw_records,
    TimerValue: timed,
    DeadlineValue: judged_by_deadline,
    SpanValue: cut_spans,
}
