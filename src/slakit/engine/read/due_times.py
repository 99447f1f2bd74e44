"""Due times: the limit of each record, as a length of open time or as the moment that a due rule names (docs/numbers.md C4, C8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from attrs import evolve, frozen

from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import DueRule
from slakit.calendars.paused_clock import moved_due
from slakit.calendars.receipt import Receipt
from slakit.engine.group_keys import chooser, length_of
from slakit.engine.read.conditions import either, equal
from slakit.engine.read.lanes import ENDED, Lane
from slakit.engine.read.pauses import Paused
from slakit.engine.read.read_context import ReadContext
from slakit.engine.read.row_filters import naming_fields
from slakit.engine.read.selection import Selection
from slakit.engine.read.vectors import Mask, Vector
from slakit.errors import UsageError
from slakit.metrics.tallies.open_timers import Alike
from slakit.metrics.value_kinds.timer_value import Limits
from slakit.timeline.instants import LAST
from slakit.timeline.zone import zone

UNDUE = "no due time"
UNBOUNDED = 1 << 62  # what a timer may run where a due moment bounds it
T = TypeVar("T")


@frozen
class Bounds:
    """The limits of timers: the length of each, or the due moment of each that has one; `due_times` is None where no timer has.

    `dated` is where there is one (None: everywhere). `strict` is 1 for a timer that is late as soon as it comes to its limit, else 0.
    """

    lengths: Vector | int
    due_times: Vector | None = None
    strict: Vector | int = 0
    dated: Mask | None = None

    def listed(self, context: ReadContext, size: int) -> list[tuple[int | None, int | None, bool]]:
        """The length and the due moment of each timer, one of them None, and whether it is strict."""
        lengths, strict = (
            [values] * size if isinstance(values, int) else context.batch.listed(values) for values in (self.lengths, self.strict)
        )
        rows = zip(lengths, self.moments(context, size), strict, strict=True)
        return [(None if due is not None else length, due, bool(late)) for length, due, late in rows]

    def moments(self, context: ReadContext, size: int) -> list[int | None]:
        """The due moment of each timer, or None."""
        if self.due_times is None:
            return [None] * size
        due_times: list[int | None] = context.batch.listed(self.due_times)
        if self.dated is None:
            return due_times
        return [due if there else None for due, there in zip(due_times, context.batch.listed(self.dated), strict=True)]

    def fits(self, context: ReadContext, size: int) -> bool:
        """True if every limit fits a column."""
        return not size or isinstance(self.lengths, int) or context.batch.extent(self.lengths)[1] <= UNBOUNDED

    def kinds(self, context: ReadContext, lane: object, size: int) -> list[tuple[Mask | None, Alike, Vector]]:
        """The timers that are alike: where a mask over the selection holds, with the limits or the due moments of all."""
        batch = context.batch
        lengths = batch.filled(self.lengths, size) if isinstance(self.lengths, int) else self.lengths
        sides: list[tuple[Mask | None, str, Vector]] = [(None, "limit", lengths)]
        if self.due_times is not None:
            sides = [(self.dated, "due", self.due_times)]
            sides += [] if self.dated is None else [(batch.invert(self.dated), "limit", lengths)]
        if isinstance(self.strict, int):
            return [(mask, Alike(lane, bound, bool(self.strict)), column) for mask, bound, column in sides]
        strict, kinds = equal(batch, self.strict, 1), []
        for mask, bound, column in sides:
            for late, flags in ((True, strict), (False, batch.invert(strict))):
                kinds.append((flags if mask is None else batch.both(mask, flags), Alike(lane, bound, late), column))
        return kinds


def received(context: ReadContext, selection: Selection, receipt: Receipt | None, since: str) -> tuple[Selection, Vector]:
    """Return the instant at which the timer of each record begins; a record that a desk never receives is a data problem."""
    starts = selection.take(context.batch.instants(since).values)
    if receipt is None:
        return selection, starts
    begins = [while_it_lasts(None, receipt.at, t) for t in context.batch.listed(starts)]
    kept = _without(context, selection, [at is None for at in begins], f"{since} lies after the last opening of the desk that receives it")
    return kept, context.batch.vector([at for at in begins if at is not None])


def while_it_lasts(ended: T, count: Callable[..., int], *arguments: Any) -> int | T:
    """Return the count of a calendar, or `ended` if the calendar ends before that."""
    try:
        return count(*arguments)
    except UsageError:
        return ended


def bounded(context: ReadContext, selection: Selection, starts: Vector, limits: Limits, lane: Lane) -> tuple[Selection, Vector, Bounds]:
    """Return the kept records with their starts and limits; a record before whose due time the calendar ends is a data problem."""
    table, batch = [limit for _, limit in limits.table], context.batch
    if limits.field is None and isinstance(table[0], int):
        return selection, starts, Bounds(table[0], strict=int(limits.some_strict))
    if limits.field is not None and all(isinstance(limit, int) for limit in table):
        strict = selection.take(batch.chosen(limits.field, _strictness(limits)).values) if limits.some_strict else 0
        return selection, starts, Bounds(selection.take(batch.chosen(limits.field, finder(limits)).values), strict=strict)
    if limits.field is None:
        choices, lengths = batch.filled(0, selection.size), batch.filled(UNBOUNDED, selection.size)
    else:
        choose = chooser([wanted for wanted, _ in limits.table])
        choices = selection.take(batch.chosen(limits.field, choose).values)
        lengths = selection.take(batch.chosen(limits.field, finder(limits)).values)
    due_times, by_rule = batch.filled(LAST, selection.size), batch.at_most(choices, -1)
    for number, limit in enumerate(table):
        if isinstance(limit, DueRule):
            rule, chosen = limit.within(zone(context.tz)) if context.tz else limit, equal(batch, choices, number)
            due_times = batch.replaced(due_times, chosen, lane.due_all(rule, selection, starts, chosen))
            by_rule = either(batch, by_rule, chosen)
    lengths = batch.replaced(lengths, by_rule, batch.filled(UNBOUNDED, batch.count(by_rule)))
    strict = 0
    if limits.some_strict:
        strict = batch.filled(int(limits.strict[0]), selection.size)
        if limits.field is not None:
            strict = selection.take(batch.chosen(limits.field, _strictness(limits)).values)
    lasting = batch.invert(batch.at_most(due_times, ENDED))
    if batch.count(lasting) < selection.size:
        out = list(map(bool, batch.listed(batch.invert(lasting))))
        selection = _without(context, selection, out, "the calendar ends before it is due; write hours that last until then")
        starts, due_times, lengths, by_rule = (batch.take(vector, lasting) for vector in (starts, due_times, lengths, by_rule))
        strict = strict if isinstance(strict, int) else batch.take(strict, lasting)
    return selection, starts, Bounds(lengths, batch.greater(due_times, starts), strict, by_rule)


def dated(context: ReadContext, selection: Selection, due: str, since: str | None, pauses: Paused) -> tuple[Vector, Bounds]:
    """Return the beginnings and due moments of records that have a due time; with no field for it a record begins with its due time.

    What is paused before that moves the due time, so that such a record begins no later than its first pause.
    """
    batch = context.batch
    due_times = selection.take(batch.instants(due).values)
    if since is not None:
        return selection.take(batch.instants(since).values), Bounds(UNBOUNDED, due_times)
    if not pauses:
        return due_times, Bounds(UNBOUNDED, due_times)
    rows = zip(batch.listed(due_times), selection.pick(pauses), strict=True)
    return batch.vector([min(at, paused[0]) if paused else at for at, paused in rows]), Bounds(UNBOUNDED, due_times)


def moved(context: ReadContext, bounds: Bounds, starts: Vector, ends: Vector, pauses: Paused, calendars: Sequence[Calendar]) -> Bounds:
    """Return the bounds with each due moment moved by the pauses of its timer, up to the end of the timer."""
    if bounds.due_times is None or not pauses:
        return bounds
    batch = context.batch
    due_times = [
        LAST if due is None else due if not edges else while_it_lasts(LAST, moved_due, calendar.clock, first, due, edges, last)
        for first, last, due, edges, calendar in zip(
            batch.listed(starts), batch.listed(ends), bounds.moments(context, len(pauses)), pauses, calendars, strict=True
        )
    ]
    return evolve(bounds, due_times=batch.vector(due_times))


def _without(context: ReadContext, selection: Selection, out: list[bool], reason: str) -> Selection:
    if not any(out):
        return selection
    rows = [row for row, drop in zip(selection.rows, out, strict=True) if drop]
    return selection.without(rows, reason, show=naming_fields(context))


def _strictness(limits: Limits) -> Callable[[object], int | None]:
    """Return a function that gives 1 for a value whose limit is strict, else 0."""
    choose = chooser([wanted for wanted, _ in limits.table])
    return lambda value: None if (number := choose(value)) is None else int(limits.strict[number])


def finder(limits: Limits) -> Callable[[object], int | None]:
    """Return a function that gives the limit for a value, in microseconds; 0 stands for a rule, None for no limit."""
    if not limits.table:
        return lambda value: length_of(value, limits.unit)
    choose = chooser([wanted for wanted, _ in limits.table])
    table = [limit if isinstance(limit, int) else 0 for _, limit in limits.table]
    return lambda value: None if (number := choose(value)) is None else table[number]
