"""Values of a scenario that are none: a period or an instant that its contract does not have, an outcome, a bare number."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.engine.monitor import as_instant
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.errors import SlakitError, close_match
from slakit.targets.verdict import Outcome
from slakit.testing.scenarios.short_records import with_offset
from slakit.values.quantity import quantity

OUTCOMES = tuple(str(outcome) for outcome in Outcome)


def period_fault(period: str, agreement: Agreement) -> str:
    """The fault of a period that is none of the contract."""
    try:
        chosen(period, agreement).ends(Plan.of(agreement))
    except SlakitError as error:
        return str(error).removeprefix("period=")
    return ""


def instant_fault(as_of: str, agreement: Agreement) -> str:
    """The fault of an instant that is none."""
    try:
        as_instant(with_offset(as_of, agreement.timezone))
    except SlakitError:
        return f"{as_of!r} is not an instant; write as_of = '2026-06-08 10:00'"
    return ""


def outcome_fault(value: Any) -> str:
    """The fault of an outcome that is none."""
    if value in OUTCOMES:
        return ""
    return (
        f"{value!r} is not an outcome{close_match(value, OUTCOMES) if isinstance(value, str) else ''}; write 'met', 'missed' or 'no data'"
    )


def share_fault(value: Any, agreement: Agreement, objective: str | None) -> str:
    """The fault of a number without a unit that is more than the whole, for a measure that is a share."""
    metrics = [one.metric for version in agreement.versions for one in version.agreement.objectives if objective in (None, one.name)]
    if not metrics or not all(metric.is_share for metric in metrics):
        return ""
    try:
        figure = quantity(value)
    except SlakitError:  # it is reported as it is
        return ""
    if figure.unit.text or abs(figure.base) <= Fraction(1):
        return ""
    return f"{value!r} is not a share; write '{value} %'"
