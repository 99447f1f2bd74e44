"""The program that turns the records of a batch into values for the tallies: one for rows and columns alike."""

from collections.abc import Callable
from typing import Any

import attrs

from slakit.engine.plan.plan import PlannedReading
from slakit.engine.read.batch import Batch, Vector
from slakit.engine.read.check_states import gathered, states
from slakit.engine.read.group_keys import label
from slakit.engine.read.on_time import punctual
from slakit.engine.read.read_context import Contributions, ExcludedSpans, Kept, ReadContext, outside_of
from slakit.engine.read.row_filters import forgiving, forward, lasting, meeting, named, no_number, owned, readable, required, stopped, where
from slakit.engine.read.selection import EXAMPLES, Note, Selection
from slakit.engine.read.span_values import stretches
from slakit.engine.read.timers import clocked
from slakit.engine.tally.keyed_records import key_of
from slakit.metrics.reading import (
    DeadlineValue,
    Good,
    Labelled,
    Moment,
    Number,
    One,
    PauseSpan,
    PerInterval,
    Quotient,
    RawRecord,
    Sampled,
    SpanValue,
    State,
    TimerValue,
    Weighed,
)
from slakit.metrics.tallies.worst import entry, worst
from slakit.timeline.instants import LAST

IN_PART = "a field cannot be read; the record is given without it"
FINE = 10**6  # to how many parts ratios are told apart as evidence


def extract(
    batch: Batch,
    part: PlannedReading,
    horizon: int | None,
    memo: Selection,
    excuses: tuple[ExcludedSpans, ...] = (),
    known: Kept | None = None,
) -> Contributions:
    """The values of a batch for one part; `memo` is the selection of the whole batch, shared by its parts, `known` the worst so far."""
    reading = part.reading
    dated = batch.with_days(reading.days)
    if dated is not batch:
        batch, memo = dated, Selection(dated)
    run = ReadContext(batch, reading, part.schedule, horizon, part.window.tz, excuses, known or {})
    chosen = where(memo, reading.where)
    emission = _PROGRAMS[type(reading.value)](run, chosen)
    if chosen.size < memo.size and not (emission.counted or emission.open):
        emission = attrs.evolve(emission, seen=run.happened(chosen))
    notes = (*emission.notes, *emission.in_part)
    return attrs.evolve(emission, unread=run.unread(notes)) if any(note.rows for note in notes) else emission


def _ticks(run: ReadContext, selection: Selection, value: One) -> tuple[Selection, Vector | None]:
    return selection, None


def _passes(run: ReadContext, selection: Selection, value: Good) -> tuple[Selection, Vector]:
    selection, good = meeting(run, selection, value.good, value.unknown)
    return selection, selection.take(good)


def _figure(run: ReadContext, selection: Selection, value: Number) -> tuple[Selection, Vector]:
    return _number(run, selection, value.name, value.digits)


def _number(run: ReadContext, selection: Selection, name: str, digits: int) -> tuple[Selection, Vector]:
    show = (run.reading.at, name)
    figures = run.batch.figures(name, digits)
    selection = selection.without(figures.bad, no_number(name), show=show)
    selection = selection.keep(figures.known, f"no value for {name}", problem=True, show=show)
    return selection, selection.take(figures.values)


def _moment(run: ReadContext, selection: Selection, value: Moment) -> tuple[Selection, Vector]:
    selection = required(selection, value.name, show=named(run))
    return selection, selection.take(run.batch.instants(value.name).values)


_WORTH: dict[type, Callable[..., tuple[Selection, Vector | None]]] = {
    One: _ticks,
    Good: _passes,
    Number: _figure,
    Moment: _moment,
}


def _worth(run: ReadContext, selection: Selection, value: object) -> tuple[Selection, Vector | None]:
    """The records that have a worth, and what it is; None when each is worth one."""
    return _WORTH[type(value)](run, selection, value)


def _each(run: ReadContext, start: Selection) -> Contributions:
    selection, worth = _worth(run, owned(run, start), run.reading.value)
    if isinstance(run.reading.value, Good):
        worth = forgiving(run, selection, worth)
        return run.emit(selection, worth, bad=run.batch.invert(worth))
    return run.emit(selection, worth, None if worth is None else run.batch.minus(run.batch.vector([0] * selection.size), worth))


def _per_interval(run: ReadContext, start: Selection) -> Contributions:
    value: PerInterval = run.reading.value  # type: ignore[assignment]
    selection, worth = _worth(run, owned(run, start), value.inner)
    cells, at = run.cells(selection), run.at(selection)
    edges = run.schedule.edges
    if value.per.window is not None:
        edges = value.per.edges(edges[0], edges[-1], run.tz)
    starts = run.batch.starts(at, run.batch.slices(at, edges), edges, value.per.length)
    settled, counted, outside = run.sorted(run.batch.totals(cells, starts, worth), lambda found: sum(count for _, count, _ in found))
    return Contributions(settled, counted=counted, notes=(*selection.notes, *outside_of(outside)))


def _sampled(run: ReadContext, start: Selection) -> Contributions:
    value: Sampled = run.reading.value  # type: ignore[assignment]
    if isinstance(value.inner, State):
        return states(run, owned(run, start), value.inner)
    selection, worth = _worth(run, owned(run, start), value.inner)
    listed = [1] * selection.size if worth is None else map(int, run.batch.listed(worth))
    pairs = zip(run.batch.listed(run.at(selection)), listed, strict=True)
    return gathered(run, selection, pairs)


def _labelled(run: ReadContext, start: Selection) -> Contributions:
    value: Labelled = run.reading.value  # type: ignore[assignment]
    selection = owned(run, start)
    codes, names = run.batch.labels((value.name,))
    return gathered(run, selection, (names[code][0] for code in run.batch.listed(selection.take(codes))))


def _quotient(run: ReadContext, start: Selection) -> Contributions:
    value: Quotient = run.reading.value  # type: ignore[assignment]
    return _pairs(run, start, (value.above, value.below), value.digits, "so it has no ratio", lambda over, under: over * FINE // under)


def _weighed(run: ReadContext, start: Selection) -> Contributions:
    value: Weighed = run.reading.value  # type: ignore[assignment]
    return _pairs(run, start, (value.name, value.weight), value.digits, "so it weighs nothing", lambda number, _: number)


def _pairs(
    run: ReadContext, start: Selection, names: tuple[str, str], digits: int, empty: str, rank: Callable[[int, int], int]
) -> Contributions:
    """Two numbers of each record, the second above zero."""
    above, below = names
    selection, _ = _number(run, owned(run, start), above, digits)
    selection, _ = _number(run, selection, below, digits)
    firsts, seconds = (run.batch.figures(name, digits).values for name in names)
    some = run.batch.invert(run.batch.at_most(seconds, -1))
    selection = selection.keep(some, f"{below} is below zero; write a number above it", problem=True, show=(run.reading.at, *names))
    selection = selection.keep(run.batch.invert(run.batch.at_most(seconds, 0)), f"{below} is 0, {empty}")
    pairs = list(zip(*(map(int, run.batch.listed(selection.take(side))) for side in (firsts, seconds)), strict=True))
    found = gathered(run, selection, pairs)
    keys = list(map(label, run.keys(selection))) if run.reading.key else [None] * selection.size
    ranks = (entry(-rank(*pair), at, key) for pair, at, key in zip(pairs, run.batch.listed(run.at(selection)), keys, strict=True))
    least = {cell: worst(entries) for cell, entries in run.gathered(selection, ranks).items()}
    return attrs.evolve(found, worst=run.sorted(least)[0])


def _held(run: ReadContext, start: Selection) -> Contributions:
    value: PauseSpan = run.reading.value  # type: ignore[assignment]
    batch = run.batch
    closed, going = stopped(run, readable(owned(run, start), value.end), value.end)
    closed = lasting(run, forward(run, closed, value.start, value.end), value.start, value.end)
    keys = list(map(key_of, batch.values(value.case_field)))
    nameless = [row for row, key in enumerate(keys) if key is None]

    def entries(selection: Selection, ends: list[int]) -> list[tuple[Any, int, int]]:
        mine = keys if selection.mask is None else [keys[place] for place in batch.places(selection.mask)]
        return list(zip(mine, batch.listed(run.at(selection)), ends, strict=True))

    closed = closed.without(nameless, f"no value for {value.case_field}", show=named(run))
    found = gathered(run, closed, entries(closed, batch.listed(closed.take(batch.instants(value.end).values))))
    if going is None:
        return found
    going = going.without(nameless, f"no value for {value.case_field}", show=named(run))
    fresh = tuple(going.notes_beside(closed))
    return found + attrs.evolve(gathered(run, going, entries(going, [LAST] * going.size)), notes=fresh)


def _whole(run: ReadContext, start: Selection) -> Contributions:
    selection = owned(run, start)
    rows = run.batch.whole()
    chosen = rows if selection.mask is None else [rows[place] for place in run.batch.places(selection.mask)]
    emission = gathered(run, selection, zip(run.batch.listed(run.at(selection)), chosen, strict=True))
    unread = [row for row in run.batch.unreadable if selection.mask is None or selection.mask[row]]
    note = Note(IN_PART, len(unread), True, tuple(run.batch.describe(row, run.batch.unreadable[row]) for row in unread[:EXAMPLES]), unread)
    return attrs.evolve(emission, in_part=(note,)) if unread else emission


_PROGRAMS: dict[type, Callable[[ReadContext, Selection], Contributions]] = {
    One: _each,
    Good: _each,
    Number: _each,
    Quotient: _quotient,
    Weighed: _weighed,
    PerInterval: _per_interval,
    Sampled: _sampled,
    Labelled: _labelled,
    PauseSpan: _held,
    RawRecord: _whole,
    TimerValue: clocked,
    DeadlineValue: punctual,
    SpanValue: stretches,
}
