"""Reasons: what a reader with one minute wants to know, why so much is payable, and what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slakit.reports.views.line_view import LineView
from slakit.reports.views.money_charts import money_changes
from slakit.reports.views.wording import Wording
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.values.money import Money

FEW = 5  # lines that need no table of the missed ones, for the summary is as short
MOST = 12  # missed lines that are listed before the summary
STEPS = 3  # steps of the settlement that are named by their periods


def reasons(statement: Statement, wording: Wording) -> list[str]:
    """Return the sentences of the cover below the payment: the credits, and each step of the settlement."""
    text, money = wording.texts.text, wording.money
    shown = []
    credited = [line for line in statement.lines if line.credit]
    if statement.credit and all(line.outcome is Outcome.MISSED for line in credited):
        shown.append(text("cover.why", count=wording.texts.number(len(credited)), amount=money(statement.credit)))
    if statement.credit is not None:
        for step, change in money_changes(statement, wording, STEPS).items():
            shown.append(text("cover.step", step=step, change=money(Money(change, statement.credit.currency))))
    return shown


def missed_lines(lines: Sequence[LineView]) -> list[LineView]:
    """Return the missed lines, those that cost most first; none of a statement that is short, or of which everything was missed."""
    missed = [line for line in lines if line.line.outcome is Outcome.MISSED]
    return [] if len(lines) <= FEW or len(missed) == len(lines) else sorted(missed, key=_cost, reverse=True)


def _cost(line: LineView) -> Fraction:
    amount = line.line.projected if line.line.projected is not None else line.line.credit
    return Fraction(0) if amount is None else amount.exact
