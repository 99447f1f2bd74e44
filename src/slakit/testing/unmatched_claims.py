"""Unmatched claims: those of a test that are for no line of its statement, so that nothing is claimed by them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from slakit.engine.plan.plan import Plan
from slakit.engine.statement.apply_claims import NAMED, first_incident, is_for
from slakit.engine.statement.record_match import value_of
from slakit.metrics.reading import Reading
from slakit.penalties.settlement.claims import Claims
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.testing.uncounted_records import Fed, place_of
from slakit.timeline.instants import moment
from slakit.timeline.zone import zone

FIELDS = (*NAMED, "group")
MOST = 3  # so many lines are named


def unmatched_claims(statement: Statement, fed: Fed) -> Iterator[str]:
    """Say of each such claim what it names, and which lines are owed something.

    A claim for a line that owes nothing is one too, as long as a line that does is not claimed. One of a period before the statement may
    be for a closed one, where the test has a history, and so may one of any other period in a log of claims that has all that is owed.
    """
    plan, tz = Plan.of(fed.agreement), zone(fed.timezone or fed.agreement.timezone)
    terms = {version.agreement.settlement.claims for version in fed.agreement.versions} - {None}
    bad = {problem.stream for problem in statement.problems}
    owing = [line for line in statement.lines if line.entitled or line.entitled_units]
    made = [one for claims in terms if claims and claims.reading and claims.stream not in bad for one in _made(fed, claims, claims.reading)]
    matched = [[line for line in statement.lines if _counts(plan, row, at, line)] for _, at, row in made]
    claimed = [line for lines in matched for line in lines]
    open_ones = [line for line in owing if line not in claimed]
    first = min((line.period.span.first for line in statement.lines), default=0)
    for (where, at, row), lines in zip(made, matched, strict=True):
        if (lines and (not open_ones or any(line in owing for line in lines))) or (fed.after_history and at < first):
            continue
        dated = owing and not open_ones and value_of(row, "period") is not None
        if dated and any(_counts(plan, {**row, "period": line.period.label}, at, line) for line in statement.lines):
            continue  # of another period
        when = f"at = {moment(at, tz).isoformat()}"
        named = [f"{name} = {value_of(row, name)!r}" for name in FIELDS if value_of(row, name) is not None]
        yield f"{where}: {', '.join([when, *named])}; {_owed(open_ones or owing, at, tz)}"


def _made(fed: Fed, claims: Claims, reading: Reading) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Each claim of a stream with its instant."""
    for first, batch in fed.batches(claims.stream):
        columns = {name: batch.values(name) for name in FIELDS}
        dated = batch.with_days(reading.days)  # a day of a claim is its last instant
        for row, at in enumerate(dated.microseconds(claims.at)):
            if isinstance(at, int):
                yield place_of(batch, claims.stream, first, row), at, {name: column[row] for name, column in columns.items()}


def _counts(plan: Plan, row: dict[str, Any], at: int, line: Line) -> bool:
    """True if a claim is for a line, and does not come before its first failure."""
    billed = plan.billing.period_of(line.period) or line.period
    return is_for(row, line, billed, plan.agreement.zone) and (value_of(row, "period") is not None or at >= first_incident(line))


def _owed(lines: list[Line], at: int, tz: tzinfo) -> str:
    """The lines that a claim could be for, and of one that it came too early."""
    if not lines:
        return "no line of the statement is of that"
    early = [line for line in lines if at < first_incident(line)]
    texts = [f"{line.title}{f' (not before {moment(first_incident(line), tz).isoformat()})' if line in early else ''}" for line in lines]
    more = f" and {len(texts) - MOST} more" if len(texts) > MOST else ""
    return f"what is owed is of {', '.join(texts[:MOST])}{more}"
