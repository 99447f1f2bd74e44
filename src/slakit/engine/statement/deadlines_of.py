"""deadlines_of: what has to be done, and by when, as of an instant."""

from collections.abc import Iterator
from typing import Any

from slakit.engine.read.due_times import while_it_lasts
from slakit.engine.statement.duty_deadlines import coming_duties, duty_deadlines
from slakit.engine.tally.read_deferred import with_deferred
from slakit.engine.tally.tally_store import TallyStore, group_name
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.value_kinds.timed_value import TimedValue
from slakit.statements.deadline import Deadline
from slakit.timeline.instants import LAST, moment


def deadlines_of(store: TallyStore, at: int, overdue: bool = False, history: Any = None, coming: bool = False) -> list[Deadline]:
    """The timers that run and the duties that are open, soonest due first; with `coming` also duties of periods that are not over."""
    listed = [*timer_deadlines(store, at, overdue), *duty_deadlines(store, at, overdue, history)]
    listed += coming_duties(store.plan, at) if coming else ()
    return sorted(listed, key=lambda one: (one.due, one.objective, str(one.key), one.duty, str(one.group), one.period))


def timer_deadlines(store: TallyStore, at: int, overdue: bool) -> Iterator[Deadline]:
    """Yield the timers that run: those in time, or with `overdue` all."""
    plan, store = store.plan, with_deferred(store, at)
    for planned in plan.objectives:
        judged = {cell for number in planned.schedule.judged for cell in range(*planned.schedule.slice_ranges[number])}
        for index in planned.indexes:
            reading = plan.readings[index].reading
            value = reading.value
            if not isinstance(value, TimedValue) or not value.limited:
                continue
            for group, cells in store.tallies[index].items():
                tallies = [tally for cell, tally in cells.items() if cell in judged and isinstance(tally, Clocks)]
                for timer in (timer for tally in tallies for timer in tally.open.elements()):
                    late = value.late(timer, at)
                    if overdue or not late:
                        due = moment(while_it_lasts(LAST - 1, value.deadline, timer, at), plan.agreement.zone)
                        named = planned.objective
                        yield Deadline(due, named.name, reading.stream, group_name(group), timer.key, late, clause=named.clause)
