"""explain: how the lines of an objective came about, and the least that changes what they are credited."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from slakit.agreements.agreement import Agreement
from slakit.analysis.next_amount import next_amounts
from slakit.errors import UsageError
from slakit.statements.explanation import Explanation
from slakit.statements.statement import Statement


def explain(agreement: Agreement, statement: Statement, name: str, period: str | None = None, group: Any = None) -> Explanation:
    """Explain the lines of an objective as `statement.explain` does, with the least change that changes their credit.

    >>> print(analyses.explain(agreement, statement, "Uptime").to_text().partition("What would change it")[2])
    <BLANKLINE>
        To be met, it takes 15 min 25.2 s less downtime.
        With 15 min 25.2 s less downtime the credit would be 0.00 GBP.
        With 6 h 25 min 48.000001 s more downtime the credit would be 1,200.00 GBP.

    It takes the agreement, for a statement holds amounts and not the rules that they come from. A rule that pays by more than the measure
    has no such change.
    """
    if not isinstance(agreement, Agreement):
        raise UsageError(f"{agreement!r} is not an agreement; write Agreement(...), or load('contract.toml')")
    if not isinstance(statement, Statement):
        raise UsageError(f"{type(statement).__name__} is not a statement; write evaluate(agreement, records)")
    if statement.agreement != agreement.name:
        raise UsageError(f"the statement is of {statement.agreement!r}, and not of {agreement.name!r}; write the agreement it was made of")
    made = statement.explain(name, period, group)
    return evolve(made, next_amounts=tuple(next_amounts(agreement, line, statement.lines) for line in made.lines))
