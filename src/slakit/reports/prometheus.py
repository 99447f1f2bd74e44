"""Prometheus: measures, targets, budgets and amounts of a statement as samples that a monitoring system scrapes (docs/outputs.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve, field, frozen

from slakit.metrics.measure import RATIO, TIME, Exact
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.statements.tidy_tables import group_text
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import SECOND
from slakit.values.formatting import as_float
from slakit.values.money import Money
from slakit.values.one_line import one_line
from slakit.values.quantity import Quantity
from slakit.values.units import unit

HELP = {
    "slakit_measure_ratio": "Measured share, 1 is all.",
    "slakit_measure_seconds": "Measured length of time.",
    "slakit_measure": "Measured figure in its base unit.",
    "slakit_target_ratio": "Limit of the target, as a share.",
    "slakit_target_seconds": "Limit of the target, as a length of time.",
    "slakit_target": "Limit of the target in its base unit.",
    "slakit_outcome": "1 for the outcome of the line, 0 for the others.",
    "slakit_budget_left_ratio": "Share of the error budget that is left; negative once it is used up.",
    "slakit_records": "Records behind the measure.",
    "slakit_records_pending": "Records whose clock still runs.",
    "slakit_records_unread": "Records that could not be read.",
    "slakit_credit": "Credit of the line before caps.",
    "slakit_payable": "Amount of the line that is payable.",
    "slakit_projected": "Credit of a period that is not over, if it ended like this.",
    "slakit_statement_credit": "Credit of all lines before caps.",
    "slakit_statement_payable": "Amount of all lines that is payable.",
    "slakit_statement_at_risk": "Money that the worst end of the open periods costs more than the best.",
    "slakit_statement_as_of_timestamp_seconds": "Instant as of which the statement was made, in seconds since 1970.",
}
SUFFIXES = {RATIO: "_ratio", TIME: "_seconds"}
Labels = Mapping[str, str]
Sample = tuple[str, Labels, Exact]  # its metric, its labels, its value


@frozen
class Prometheus:
    """The text format of Prometheus; a line without data has no sample of its measure.

    A statement does not know what the open periods may still cost; `at_risk` is that of `analyses.outlook`, if it is given.
    """

    at_risk: Money | None = field(default=None, kw_only=True)

    def render(self, statement: Statement) -> str:
        return _text(samples(statement, self.at_risk), quote_in_help=False)


@frozen
class OpenMetrics:
    """The same samples in the text format of OpenMetrics 1.0."""

    at_risk: Money | None = field(default=None, kw_only=True)

    def render(self, statement: Statement) -> str:
        return f"{_text(samples(statement, self.at_risk), quote_in_help=True)}# EOF\n"


def samples(statement: Statement, at_risk: Money | None = None) -> Iterator[Sample]:
    """The samples of a statement, line by line."""
    whose = {"agreement": statement.agreement}
    for line in statement.lines:
        yield from _of_line(line, whose | _labels(line))
    totals = {"credit": statement.credit, "payable": statement.payable, "at_risk": at_risk}
    for name, amount in totals.items():
        if amount is not None:
            yield f"slakit_statement_{name}", whose | {"currency": amount.currency}, amount.exact
    yield "slakit_statement_as_of_timestamp_seconds", whose, Fraction(_microseconds(statement), SECOND)


def _microseconds(statement: Statement) -> int:
    from slakit.timeline.instants import instant

    return instant(statement.as_of)


def _labels(line: Line) -> Labels:
    labels = {"objective": line.name, "clause": line.clause, "group": group_text(line.group) or "", "period": line.period.label}
    return {name: text for name, text in (labels | {"version": line.version}).items() if text}


def _of_line(line: Line, labels: Labels) -> Iterator[Sample]:
    measure = line.measure
    if measure.value is not None:
        yield _sample("measure", measure.unit, Fraction(measure.value) * unit(measure.unit).factor, labels)
    for bound in line.limits[:2] if len(line.limits) <= 2 else ():
        yield _limit(bound, line, labels)
    for outcome in Outcome:
        yield "slakit_outcome", {**labels, "outcome": outcome.value}, int(line.outcome is outcome)
    left = budget_left(line)
    if left is not None:
        yield "slakit_budget_left_ratio", labels, left
    yield "slakit_records", labels, measure.sample
    yield "slakit_records_pending", labels, measure.pending
    yield "slakit_records_unread", labels, measure.unread
    for name in ("credit", "payable", "projected"):
        amount = getattr(line, name)
        if amount is not None:
            yield f"slakit_{name}", {**labels, "currency": amount.currency}, amount.exact
