"""Deadlines of duties: those that are open, those that periods to come will bring, and when their time ends."""

from collections.abc import Iterator
from typing import Any

from slakit.agreements.duty import PERIOD, of_periods
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan, Schedule
from slakit.engine.statement.apply_duties import holder_of
from slakit.engine.statement.build_statement import build_statement
from slakit.engine.tally.tally_store import TallyStore
from slakit.penalties.time_limit import until
from slakit.statements.deadline import Deadline
from slakit.statements.duty_state import NOT_KNOWN, OPEN, OVERDUE
from slakit.timeline.instants import moment


def duty_deadlines(store: TallyStore, at: int, overdue: bool, history: Any = None) -> Iterator[Deadline]:
    """Yield the duties that are open as of an instant, or with `overdue` not done; they follow from lines, so a statement is made first."""
    versions = [version.agreement for version in store.plan.agreement.versions]
    streams = {duty.name: duty.stream for terms in versions for duty in terms.every_duty}
    if not streams:
        return
    wanted = (OPEN, OVERDUE, NOT_KNOWN) if overdue else (OPEN,)
    for state in build_statement(store, chosen(None, store.plan.agreement), at, history).duties:
        if state.state in wanted:
            yield Deadline(
                due=state.due,
                objective=state.objective,
                stream=streams[state.duty],
                group=state.group or None,
                key=None,
                overdue=state.state != OPEN,
                duty=state.duty,
                who=state.who,
                holder=state.holder,
                what=state.what,
                period=state.period,
                clause=state.clause,
            )


def coming_duties(plan: Plan, at: int) -> Iterator[Deadline]:
    """Yield the duties that follow from the periods of the agreement itself that end after an instant, such as a review each quarter."""
    for version in plan.agreement.versions:
        terms = version.agreement
        for duty in (duty for duty in of_periods(terms.duties) if duty.event == PERIOD):
            schedule = Schedule.of((duty.every or terms.window).within(terms.timezone), plan.agreement)
            for period in schedule.periods:
                if period.span.last <= at or not version.span.first <= period.span.first < version.span.last:
                    continue
                due = until(duty.within, period.span.last, terms.timezone, duty.on, True)
                yield Deadline(
                    due=moment(due.at, terms.zone),
                    objective="",
                    stream=duty.stream,
                    group=None,
                    key=None,
                    overdue=False,
                    duty=duty.name,
                    who=duty.who,
                    holder=holder_of(terms, duty.who),
                    what=duty.what,
                    period=period.label,
                    clause=duty.clause,
                )
