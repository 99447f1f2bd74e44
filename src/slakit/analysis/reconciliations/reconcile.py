"""reconcile: two parties' statements, or their records under one contract; what differs, why, and what each reason is worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.analysis.reconciliations.canonical_records import canonical_stream
from slakit.analysis.reconciliations.reconciliation import Cause, LineDifference, Reconciliation
from slakit.analysis.reconciliations.shared_records import SharedRecords, Streams, replaced_in_steps
from slakit.engine.asked_instant import as_instant
from slakit.engine.plan.period_selection import PeriodSelection, chosen
from slakit.engine.plan.plan import Plan
from slakit.engine.statement.build_statement import build_statement
from slakit.errors import UsageError
from slakit.penalties.amounts import Amounts
from slakit.statements.change import growth
from slakit.statements.difference import differing
from slakit.statements.judged_line import JudgedLine
from slakit.statements.parse import lines_of, plain_of
from slakit.statements.statement import Statement


def reconcile(
    ours: Any,
    theirs: Any,
    agreement: Agreement | None = None,
    *,
    period: Any = None,
    as_of: datetime | str | None = None,
    history: Any = None,
    timezone: str | tzinfo | None = None,
    most: int = 50,
) -> Reconciliation:
    """Compare two statements, or with `agreement` two sets of records by stream, and say what the difference is made of.

    >>> outages = [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]
    >>> print(analyses.reconcile({"outages": outages}, {"outages": []}, agreement, period="2026-03"))
    Hosting: theirs less ours
      Uptime, 2026-03: ours missed at 99.86541 %, 600.00 GBP; theirs met at 100 %, 0.00 GBP: -600.00 GBP
    <BLANKLINE>
    explained by:
      outages of 2026-03-10 10:00 +00:00, only in ours: end=2026-03-10 11:00 +00:00, start=2026-03-10 10:00 +00:00: -600.00 GBP
    <BLANKLINE>
    payable: ours 600.00 GBP, theirs 0.00 GBP: -600.00 GBP

    A statement is a Statement, a ClosedStatement, or what their to_dict or to_json gave. All amounts are theirs less ours.

    The records are replaced one after the other, ours by theirs, in the order of their time, their stream and their content, and each is
    credited with the change that it makes. So what they are worth adds up to the whole difference, to the cent. Where caps or tiers make
    the order matter, a record's worth is the one in this order. A stream that only they have is added before, one that only we have is
    taken away after, and last comes what could not be read. More than `most` records that differ are grouped by stream and day, by
    stream and month, or by stream. Both sides are judged as of one instant: `as_of`, or the later one of both.
    """
    if type(most) is not int or most < 1:
        raise UsageError(f"most={most!r} is not a number of causes; write most=50")
    if agreement is None:
        return _of_statements(ours, theirs)
    for name, records in (("ours", ours), ("theirs", theirs)):
        if not isinstance(records, Mapping):
            raise UsageError(
                f"{name} is {type(records).__name__}, not records by stream; write {{'outages': [...]}}, or leave agreement= out"
            )
    plan = Plan.of(agreement)
    horizon = None if as_of is None else as_instant(as_of)
    sides: list[Streams] = []
    for records in (ours, theirs):
        plan.check_streams(records)
        sides.append({stream: canonical_stream(plan, stream, rows, horizon=horizon, timezone=timezone) for stream, rows in records.items()})
    return _of_records(SharedRecords(plan, *sides, horizon=horizon), chosen(period, agreement), history, most)


def _of_records(shared: SharedRecords, selection: PeriodSelection, history: Any, most: int) -> Reconciliation:
    """Replace ours by theirs, step by step."""
    sides = (shared.ours, shared.theirs)
    stores = [shared.store(side) for side in sides]
    end = max(selection.ends(shared.plan))
    at = max(store.streams.judged_at(end) for store in stores) if shared.horizon is None else shared.horizon
    ours, theirs = (build_statement(store, selection, at, history) for store in stores)
    before, causes = ours, []
    for step in replaced_in_steps(shared, most):
        now = theirs if step.after == sides[1] else build_statement(shared.store(step.after), selection, at, history)
        changed = _differences(before.lines, now.lines)
        amounts = growth(before.amounts, now.amounts)
        if step.replacements or changed or amounts:  # a stream without a record may still be what a line needs
            records = tuple(one.difference(shared.plan.agreement.zone) for one in step.replacements)
            titles = tuple(line.title for line in changed)
            causes.append(Cause(label=step.label, records=records, changed=titles, missing=step.missing, amounts=amounts))
        before = now
    return _reconciliation(ours, theirs, tuple(causes))


def _reconciliation(ours: Statement, theirs: Statement, causes: tuple[Cause, ...]) -> Reconciliation:
    return Reconciliation(
        agreement=ours.agreement,
        lines=_differences(ours.lines, theirs.lines),
        causes=causes,
        amounts=growth(ours.amounts, theirs.amounts),
        ours=ours.amounts,
        theirs=theirs.amounts,
    )


def _of_statements(ours: Any, theirs: Any) -> Reconciliation:
    data = [_plain(name, statement) for name, statement in (("ours", ours), ("theirs", theirs))]
    names = [str(one.get("agreement")) for one in data]
    if names[0] != names[1]:
        raise UsageError(f"theirs is of {names[1]!r}, and ours of {names[0]!r}; compare two of one agreement")
    lines = [lines_of(one) for one in data]
    totals = [sum((line.amounts for line in side), Amounts()) for side in lines]
    differences = _differences(*lines)
    return Reconciliation(agreement=names[0], lines=differences, causes=None, amounts=growth(*totals), ours=totals[0], theirs=totals[1])


def _plain(name: str, statement: Any) -> Mapping[str, Any]:
    try:
        return plain_of(statement)
    except UsageError as error:
        remedy = "for records by stream write their agreement too, reconcile(ours, theirs, agreement)"
        raise UsageError(*(f"{name}: {problem}; {remedy}" for problem in error.problems)) from None


def _differences(ours: tuple[JudgedLine, ...], theirs: tuple[JudgedLine, ...]) -> tuple[LineDifference, ...]:
    return tuple(LineDifference(*pair) for pair in differing(ours, theirs))
