"""Due moments: the limit of each record, as a length of open time or as the moment that a due rule names (docs/numbers.md C4, C8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import DueRule
from slakit.calendars.pauses import moved_due
from slakit.calendars.receipt import Receipt
from slakit.engine.read.batch import Vector
from slakit.engine.read.group_keys import chooser, length_of
from slakit.engine.read.pauses import Paused
from slakit.engine.read.read_context import ReadContext
from slakit.engine.read.row_filters import named
from slakit.engine.read.selection import Selection
from slakit.errors import UsageError
from slakit.metrics.reading import Limits
from slakit.timeline.instants import LAST
from slakit.timeline.spans import Edges
from slakit.timeline.zone import zone

UNBOUNDED = 1 << 62  # what a clock may run where a due moment bounds it


@frozen
class Bounds:
    """How long each clock may run, and the due moment of each that has one; `dues` is None where no clock has."""

    lengths: Vector | int
    dues: list[int | None] | None = None

    def listed(self, run: ReadContext, size: int) -> list[tuple[int | None, int | None]]:
        """The length and the due moment of each clock, one of them None."""
        lengths = [self.lengths] * size if isinstance(self.lengths, int) else run.batch.listed(self.lengths)
        return [(None, due) if due is not None else (length, None) for length, due in zip(lengths, self.dues or [None] * size, strict=True)]


def received(run: ReadContext, selection: Selection, receipt: Receipt | None, since: str) -> tuple[Selection, Vector]:
    """When the clock of each record begins; what a desk never receives is a data problem."""
    starts = selection.take(run.batch.instants(since).values)
    if receipt is None:
        return selection, starts
    found = [_received(receipt, t) for t in run.batch.listed(starts)]
    kept = _without(run, selection, [at is None for at in found], f"{since} lies after the last opening of the desk that receives it")
    return kept, run.batch.vector([at for at in found if at is not None])


def _received(receipt: Receipt, t: int) -> int | None:
    try:
        return receipt.at(t)
    except UsageError:
        return None


def bounded(run: ReadContext, selection: Selection, starts: Vector, limits: Limits, calendar: Calendar) -> tuple[Selection, Vector, Bounds]:
    """The limit of each record; one before whose due time the calendar ends is a data problem. `starts` are those of what is left."""
    table, batch = [limit for _, limit in limits.table], run.batch
    if limits.field is None and isinstance(table[0], int):
        return selection, starts, Bounds(table[0])
    if limits.field is not None and all(isinstance(limit, int) for limit in table):
        return selection, starts, Bounds(selection.take(batch.chosen(limits.field, finder(limits)).values))
    places = None if limits.field is None else batch.chosen(limits.field, chooser([wanted for wanted, _ in limits.table]))
    chosen = [0] * selection.size if places is None else batch.listed(selection.take(places.values))
    since, lengths, dues = batch.listed(starts), [UNBOUNDED] * selection.size, [LAST] * selection.size
    ended = [False] * selection.size
    for place, limit in enumerate(table):
        rows = [row for row, one in enumerate(chosen) if one == place]
        if isinstance(limit, DueRule):
            rule = limit.within(zone(run.tz)) if run.tz else limit
            for row, due in zip(rows, rule.due_all(calendar, [since[row] for row in rows]), strict=True):
                dues[row], ended[row] = LAST if due is None else max(due, since[row]), due is None
        else:
            for row in rows:
                lengths[row] = limit
    kept = _without(run, selection, ended, "the calendar ends before it is due; write hours that last until then")
    left = [row for row, late in enumerate(ended) if not late]
    found = [dues[row] if lengths[row] == UNBOUNDED else None for row in left]
    return kept, batch.vector([since[row] for row in left]), Bounds(batch.vector([lengths[row] for row in left]), found)


def moved(bounds: Bounds, starts: Sequence[int], ends: Sequence[int], pauses: Paused, calendar: Calendar) -> Bounds:
    """The bounds with every due moment moved by the pauses of its clock, as far as it has run."""
    if bounds.dues is None or not pauses:
        return bounds
    dues = [
        due if due is None or not edges else _moved(calendar, first, due, edges, last)
        for first, last, due, edges in zip(starts, ends, bounds.dues, pauses, strict=True)
    ]
    return evolve(bounds, dues=dues)


def _moved(calendar: Calendar, first: int, due: int, edges: Edges, last: int) -> int:
    """A due moment moved by pauses; the end of time where the calendar ends before it."""
    try:
        return moved_due(calendar.clock, first, due, edges, last)
    except UsageError:
        return LAST


def _without(run: ReadContext, selection: Selection, out: list[bool], reason: str) -> Selection:
    """A selection without the records of which a list says so; they are a data problem."""
    if not any(out):
        return selection
    places = range(run.batch.size) if selection.mask is None else run.batch.places(selection.mask)
    return selection.without([place for place, gone in zip(places, out, strict=True) if gone], reason, show=named(run))


def finder(limits: Limits) -> Callable[[object], int | None]:
    """What finds the limit for a value, in microseconds; 0 stands for a rule, None for no limit."""
    if not limits.table:
        return lambda value: length_of(value, limits.unit)
    choose = chooser([wanted for wanted, _ in limits.table])
    table = [limit if isinstance(limit, int) else 0 for _, limit in limits.table]
    return lambda value: None if (place := choose(value)) is None else table[place]
