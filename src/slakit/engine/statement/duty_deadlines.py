"""Deadlines of duties: those that are open, and when their time ends."""

from collections.abc import Iterator
from typing import Any

from slakit.engine.plan.period_selection import chosen
from slakit.engine.statement.build_statement import build_statement
from slakit.engine.tally.tally_store import TallyStore
from slakit.statements.deadline import Deadline
from slakit.statements.duty_state import NOT_KNOWN, OPEN, OVERDUE


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
            )
