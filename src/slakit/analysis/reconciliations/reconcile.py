"""reconcile: two parties' statements, or their records under one contract; what differs, why, and what each reason is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.analysis.reconciliations.canonical_records import CanonicalStream, canonical_stream
from slakit.analysis.reconciliations.differing_records import Replacement, grouped, replacements_of
from slakit.analysis.reconciliations.reconciliation import Cause, LineDifference, Reconciliation
from slakit.engine.evaluate import evaluate
from slakit.engine.monitor import as_instant
from slakit.engine.plan.plan import Plan
from slakit.errors import UsageError
from slakit.penalties.amounts import Amounts
from slakit.statements.change import growth
from slakit.statements.difference import compared
from slakit.statements.judged_line import JudgedLine
from slakit.statements.parse import lines_of, plain_of
from slakit.statements.statement import Statement

Streams = dict[str, CanonicalStream]


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
      outages of 2026-03-10T10:00:00Z, only in ours: end=2026-03-10T11:00:00Z, start=2026-03-10T10:00:00Z: -600.00 GBP
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
        sides.append(
            {stream: canonical_stream(agreement, stream, rows, horizon=horizon, timezone=timezone) for stream, rows in records.items()}
        )
    statements = [_Sides(agreement, period, as_of, history).statement(_full(side)) for side in sides]
    latest = max(statement.as_of for statement in statements) if as_of is None else as_of
    return _of_records(_Sides(agreement, period, latest, history), plan, sides[0], sides[1], most)


class _Sides:
    """The statements of records that are partly ours and partly theirs."""

    def __init__(self, agreement: Agreement, period: Any, as_of: Any, history: Any) -> None:
        self.agreement, self._period, self._as_of, self._history = agreement, period, as_of, history

    def statement(self, streams: Mapping[str, tuple[CanonicalStream, Counter[str]]]) -> Statement:
        records = {name: stream.reader(sorted(lines.elements())) for name, (stream, lines) in streams.items()}
        return evaluate(self.agreement, records, period=self._period, as_of=self._as_of, history=self._history)


def _full(streams: Streams) -> dict[str, tuple[CanonicalStream, Counter[str]]]:
    return {name: (stream, Counter(stream.lines)) for name, stream in streams.items()}


def _of_records(sides: _Sides, plan: Plan, ours: Streams, theirs: Streams, most: int) -> Reconciliation:
    """Replace ours by theirs, step by step."""
    state = _full(ours)
    first = before = sides.statement(state)
    causes: list[Cause] = []

    def step(label: str, replaced: tuple[Replacement, ...] = ()) -> None:
        nonlocal before
        now = sides.statement(state)
        changed = _differences(before.lines, now.lines)
        amounts = growth(before.amounts, now.amounts)
        if replaced or changed or amounts:  # a stream without a record may still be what a line needs
            records = tuple(one.difference for one in replaced)
            causes.append(Cause(label=label, records=records, changed=tuple(line.title for line in changed), amounts=amounts))
        before = now

    for name in (name for name in theirs if name not in ours):
        state[name] = (theirs[name], Counter())
        step(f"the stream {name}, which only they have")
    empty = {name: CanonicalStream(one.name, one.fields, one.instants, ()) for name, one in {**ours, **theirs}.items()}
    both = [(ours.get(name, empty[name]), theirs.get(name, empty[name])) for name in sorted(empty)]
    for group in grouped([one for pair in both for one in replacements_of(plan, *pair)], most):
        for one in group.replacements:
            lines = state[one.stream][1]
            lines.subtract([one.ours] if one.ours is not None else [])
            lines.update([one.theirs] if one.theirs is not None else [])
        step(group.label, group.replacements)
    for name in (name for name in ours if name not in theirs):
        del state[name]
        step(f"the stream {name}, which only we have")
    for name in theirs:
        if state[name][0] != theirs[name]:
            state[name] = (theirs[name], state[name][1])
            step(f"what could not be read of {name}")
    return _reconciliation(first, before, tuple(causes))


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
    left, right = ({line.key: line for line in side} for side in (ours, theirs))
    keys = [key for key in dict.fromkeys([*left, *right]) if compared(left.get(key)) != compared(right.get(key))]
    made = [LineDifference(left.get(key), right.get(key)) for key in keys]
    return tuple(sorted(made, key=lambda one: (one.line.period.span.last, -one.line.period.span.first)))
