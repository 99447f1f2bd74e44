"""The program that turns the records of a batch into values for the tallies, on rows and columns alike: that of each value kind."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self

from attrs import evolve, frozen

from slakit.engine.group_keys import key_of, label
from slakit.engine.plan.plan import PlannedReading
from slakit.engine.read.batch import Batch
from slakit.engine.read.check_states import states
from slakit.engine.read.cut_spans import cut_spans
from slakit.engine.read.deadlines import judged_by_deadline
from slakit.engine.read.kept_apart import kept_apart
from slakit.engine.read.read_context import LEAST, Cell, Contributions, ExcludedSpans, ReadContext, WorstSoFar, outside_of
from slakit.engine.read.row_filters import forgiving, forward, lasting, meeting, naming_fields, owned, readable, required, stopped, where
from slakit.engine.read.selection import EXAMPLES, Note, Selection
from slakit.engine.read.timers import timed
from slakit.engine.read.vectors import Mask, Vector
from slakit.metrics.condition import Filter
from slakit.metrics.expressions.expression import MARK, recorded_fields
from slakit.metrics.tallies.intervals import Per
from slakit.metrics.tallies.worst import Entry, entry, worst
from slakit.metrics.value_kinds.span_values import PauseSpan
from slakit.timeline.instants import LAST

PARTLY_UNREADABLE = "a field cannot be read; the record is given without it"


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


def _program(run: Callable[[ReadContext, Selection, Any], Contributions]) -> Callable[["SelectedRecords", Any], Contributions]:
    """The method that runs the program of one value kind."""
    return lambda records, value: run(records.context, records.selection, value)


@frozen
class SelectedRecords:
    """Some records of a batch; what each operation does says `Records`, in `metrics/value_kinds/records.py`."""

    context: ReadContext
    selection: Selection

    @property
    def vectors(self) -> Batch:
        return self.context.batch

    def owned(self) -> Self:
        return evolve(self, selection=owned(self.context, self.selection))

    def having_number(self, name: str, digits: int) -> Self:
        show, shown = (self.context.reading.at, *recorded_fields(name)), name.removeprefix(MARK)
        numbers = self.vectors.numbers(name, digits)
        selection = self.selection.without(numbers.bad, f"{shown} is not a number; write 4 or '99.9'", show=show)
        return evolve(self, selection=selection.keep(numbers.present, f"no value for {shown}", problem=True, show=show))

    def having_part(self, part: str, whole: str, digits: int) -> Self:
        records, batch = self.having_number(whole, digits).having_number(part, digits), self.vectors
        some, everything = (batch.numbers(name, digits).values for name in (part, whole))
        inside = batch.both(batch.at_most(some, everything), batch.invert(batch.at_most(some, -1)))
        some_of, all_of = part.removeprefix(MARK), whole.removeprefix(MARK)
        problem = f"{some_of} is not from 0 to {all_of}; write how many of the {all_of} they are"
        show = (self.context.reading.at, *recorded_fields(part), *recorded_fields(whole))
        return evolve(records, selection=records.selection.keep(inside, problem, problem=True, show=show))

    def having_instant(self, name: str) -> Self:
        return evolve(self, selection=required(self.selection, name, show=naming_fields(self.context)))

    def meeting(self, good: Filter, unknown: str | None) -> tuple[Self, Mask]:
        selection, mask = meeting(self.context, self.selection, good, unknown)
        return evolve(self, selection=selection), selection.take(mask)

    def number(self, name: str, digits: int) -> Vector:
        return self.selection.take(self.vectors.numbers(name, digits).values)

    def instant(self, name: str) -> Vector:
        return self.selection.take(self.vectors.instants(name).values)

    def add(self, worth: Vector | None) -> Contributions:
        badness = None if worth is None else self.vectors.minus(self.vectors.vector([0] * self.selection.size), worth)
        return self.context.contribute(self.selection, worth, badness)

    def add_good(self, good: Mask) -> Contributions:
        good = forgiving(self.context, self.selection, good)
        return self.context.contribute(self.selection, good, bad=self.vectors.invert(good))

    def add_entries(self, entries: Iterable[Any]) -> Contributions:
        return self.context.gather(self.selection, entries)

    def labels(self, name: str) -> Iterator[object]:
        codes, names = self.vectors.labels((name,))
        return (names[code][0] for code in self.vectors.listed(self.selection.take(codes)))

    def add_labels(self, name: str) -> Contributions:
        context, batch = self.context, self.vectors
        codes, names = batch.labels((name,))
        coded = batch.labelled(self.selection.take(codes), [first for first, *_ in names], context.cells(self.selection))
        kept = context.kept(self.selection, self.labels(name)) if context.detailed else ()
        return context.contribution(self.selection, coded, (), kept)

    def add_pairs(self, names: tuple[str, str], digits: int, empty: str, rank: Callable[[int, int], int]) -> Contributions:
        context, batch, below = self.context, self.vectors, names[1]
        selection = self.having_number(names[0], digits).having_number(below, digits).selection
        firsts, seconds = (batch.numbers(name, digits).values for name in names)
        positive = batch.invert(batch.at_most(seconds, -1))
        show, under = (context.reading.at, *(field for name in names for field in recorded_fields(name))), below.removeprefix(MARK)
        selection = selection.keep(positive, f"{under} is below zero; write a number above it", problem=True, show=show)
        selection = selection.keep(batch.invert(batch.at_most(seconds, 0)), f"{under} is 0, {empty}")
        sides = [selection.take(side) for side in (firsts, seconds)]
        ranks = batch.ranks(rank, *sides)
        if ranks is None:
            listed = [list(map(int, batch.listed(side))) for side in sides]
            lowest = self._lowest(selection, list(map(rank, *listed)))
        else:
            badness = batch.minus(batch.vector([0] * selection.size), ranks)
            lowest = context.worst(selection, badness, None, LEAST)
        runs = {cell: batch.paired(*run) for cell, run in batch.runs(context.cells(selection), *sides).items()}
        kept = context.kept(selection, batch.paired(*sides)) if context.detailed else ()
        return context.contribution(selection, runs, lowest, kept)

    def _lowest(self, selection: Selection, ranks: list[int]) -> list[tuple[Cell, list[Entry]]]:
        """The records of the least ranks, however wide these are."""
        context, batch = self.context, self.vectors
        keys = list(map(label, context.keys(selection))) if context.reading.key else [None] * selection.size
        entries = (entry(-one, at, key) for one, at, key in zip(ranks, batch.listed(context.at(selection)), keys, strict=True))
        return context.by_cell({cell: worst(those) for cell, those in context.buckets(selection, entries).items()})[0]

    def add_at_instants(self, worth: Vector | None) -> Contributions:
        return self.context.gather_dated(self.selection, self.vectors.vector([1] * self.selection.size) if worth is None else worth)

    def add_by_interval(self, worth: Vector | None, per: Per, counts: Vector | None = None) -> Contributions:
        context, batch, edges = self.context, self.vectors, self.context.schedule.edges
        cells, at = context.cells(self.selection), context.at(self.selection)
        if per.window is not None:
            edges = per.edges(edges[0], edges[-1], context.tz)
        starts = batch.starts(at, batch.slices(at, edges), edges, per.length)
        runs = batch.totals(cells, starts, worth)
        many = None if counts is None else batch.totals(cells, starts, counts)  # each record stands for so many
        sized = {cell: (sum(of), [(first, of if many is None else many[cell][2], total)]) for cell, (first, of, total) in runs.items()}
        settled, counted, outside = context.by_cell(sized, lambda run: run[0])
        settled = [(cell, run) for cell, (_, run) in settled]
        kept = context.kept(self.selection, None if worth is None else batch.listed(worth)) if context.detailed else ()
        return Contributions(settled, counted=counted, notes=(*self.selection.notes, *outside_of(outside)), kept=kept)

    def add_records(self) -> Contributions:
        selection, batch = self.selection, self.vectors
        dated = zip(batch.listed(self.context.at(selection)), selection.pick(batch.records()), strict=True)
        contributions = self.context.gather(selection, dated)
        unread = [row for row in batch.unreadable if selection.mask is None or selection.mask[row]]
        examples = tuple(batch.describe(row, batch.unreadable[row]) for row in unread[:EXAMPLES])
        return evolve(contributions, in_part=(Note(PARTLY_UNREADABLE, len(unread), True, examples, unread),)) if unread else contributions

    add_states = _program(states)
    add_timers = _program(timed)
    add_deadlines = _program(judged_by_deadline)
    add_spans = _program(cut_spans)
    add_pauses = _program(_pause_spans)


def extract(
    batch: Batch,
    planned: PlannedReading,
    horizon: int | None,
    everything: Selection,
    excluded: tuple[ExcludedSpans, ...] = (),
    worst_so_far: WorstSoFar | None = None,
    detailed: bool = False,
) -> Contributions:
    """The values of a batch for one reading; `everything` is the selection of the whole batch, which its readings share.

    A `detailed` one keeps every record, those that are left out as well.
    """
    reading = planned.reading
    dated = batch.with_days(reading.days)
    if dated is not batch:
        batch, everything = dated, Selection(dated)
    context = ReadContext(batch, reading, planned.schedule, horizon, planned.window.tz, excluded, worst_so_far or {}, detailed)
    selection = where(everything, reading.where)
    contributions: Contributions = reading.value.extract(SelectedRecords(context, selection))
    if selection.size < everything.size and not (contributions.counted or contributions.open):
        contributions = evolve(contributions, seen=context.any_happened(selection))
    notes = (*contributions.notes, *contributions.in_part)
    if detailed:
        contributions = evolve(contributions, kept=(*contributions.kept, *kept_apart(context, selection, notes)))
    return evolve(contributions, unread=context.unread(notes)) if any(note.rows for note in notes) else contributions
