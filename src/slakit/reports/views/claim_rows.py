"""Claims in words: what may still be claimed until when, and the state of each claim."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from slakit.reports.views.statement_rows import DutyRow
from slakit.reports.views.wording import Wording
from slakit.statements.statement import Statement
from slakit.values.money import Money


def unclaimed(statement: Statement) -> list[tuple[datetime, Money]]:
    """The money that may still be claimed, by the instant at which that is over, soonest first."""
    sums: dict[datetime, Money] = {}
    for line in statement.lines:
        if line.unclaimed and line.claim_by is not None:
            sums[line.claim_by] = sums[line.claim_by] + line.unclaimed if line.claim_by in sums else line.unclaimed
    return sorted(sums.items())


def claim_rows(statement: Statement, wording: Wording, who: str, matter: Callable[[str, str, str], str]) -> list[DutyRow]:
    """A row for each line that has a claim: its amount, who makes it, for what, until when, and its state."""
    rows = []
    for line in statement.lines:
        if line.claim_by is not None:
            group = "" if line.group is None else str(line.group)
            owed, state = wording.money(line.entitled or line.credit), wording.claim(line.claim) or wording.engine(line.claim)
            about = matter(line.name, group, line.period.label)
            rows.append(DutyRow(owed, line.clause, who, about, wording.until(line.claim_by), state, False))
    return rows
