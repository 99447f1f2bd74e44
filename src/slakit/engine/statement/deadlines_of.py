"""deadlines_of: what has to be done, and by when, as of an instant."""

from collections.abc import Iterator
from functools import partial
from operator import itemgetter
from typing import Any

from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.read.due_times import while_it_lasts
from slakit.engine.statement.duty_deadlines import coming_duties, duty_deadlines
from slakit.engine.tally.read_deferred import with_deferred
from slakit.engine.tally.tally_store import Group, TallyStore, group_name
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.open_timers import Open
from slakit.metrics.value_kinds.timed_value import TimedValue
from slakit.statements.deadline import Deadline
from slakit.timeline.instants import LAST, moment

Ordered = tuple[tuple[Any, ...], Deadline]  # what comes first is done first


def deadlines_of(store: TallyStore, at: int, overdue: bool = False, history: Any = None, coming: bool = False) -> list[Deadline]:
    """The timers that run and the duties that are open, soonest due first; with `coming` also duties of periods that are not over."""
    duties = [*duty_deadlines(store, at, overdue, history), *(coming_duties(store.plan, at) if coming else ())]
    listed = [pair for pairs in timer_deadlines(store, at) for pair in pairs if overdue or not pair[1].overdue]
    return [one for _, one in sorted([*listed, *map(_ordered, duties)], key=itemgetter(0))]


def _ordered(one: Deadline) -> Ordered:
    return (one.due, one.objective, str(one.key), one.duty, str(one.group), one.period), one


def timer_deadlines(store: TallyStore, at: int) -> Iterator[list[Ordered]]:
    """Yield the timers that run of each objective, reading, group and slice, in order."""
    plan, store = store.plan, with_deferred(store, at)
    for planned in plan.objectives:
        judged = {cell for number in planned.schedule.judged for cell in range(*planned.schedule.slice_ranges[number])}
        for index in planned.indexes:
            value = plan.readings[index].reading.value
            if not isinstance(value, TimedValue) or not value.limited:
                continue
            for group, cells in store.tallies[index].items():
                for cell, tally in cells.items():
                    if cell in judged and isinstance(tally, Clocks):
                        what, state = ("deadlines", planned, index, group, cell), store.last_change(index, group, cell, at)
                        yield store.changes.unless(what, state, partial(_of_tally, store, planned, index, group, tally, at))


def _of_tally(store: TallyStore, planned: PlannedObjective, index: int, group: Group, tally: Clocks, at: int) -> list[Ordered]:
    """The deadlines of the timers of a tally, in order; those that were made before as of this instant are taken from there."""
    made: dict[Open, Ordered] = store.changes.unless(("deadline", planned, index, group), at, dict)
    ordered = []
    for timer in tally.open.elements():
        if timer not in made:
            made[timer] = _ordered(_deadline(store, planned, index, group, timer, at))
        ordered.append(made[timer])
    return sorted(ordered, key=itemgetter(0))


def _deadline(store: TallyStore, planned: PlannedObjective, index: int, group: Group, timer: Open, at: int) -> Deadline:
    reading, objective = store.plan.readings[index].reading, planned.objective
    value: Any = reading.value
    due = moment(while_it_lasts(LAST - 1, value.deadline, timer, at), store.plan.agreement.zone)
    late = value.late(timer, at)
    return Deadline(due, objective.name, reading.stream, group_name(group), timer.key, late, clause=objective.clause)
