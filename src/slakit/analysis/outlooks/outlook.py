"""outlook: the best, the worst and the expected end of the periods that are open (docs/analysis.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from slakit.agreements.agreement import Agreement
from slakit.analysis.of_objective import of_objective
from slakit.analysis.outlooks.burn_rates import burn_rates
from slakit.analysis.outlooks.ends_of import End, ends_of
from slakit.analysis.outlooks.interval_of import interval_of
from slakit.analysis.outlooks.line_outlook import CASES, LineOutlook
from slakit.engine.asked_instant import as_instant
from slakit.engine.evaluate import filled
from slakit.engine.plan.period_selection import PeriodSelection, chosen
from slakit.engine.plan.plan import Plan, Schedule
from slakit.engine.statement.build_statement import build_statement
from slakit.engine.statement.foreseen import Foreseen
from slakit.engine.statement.history import Key
from slakit.errors import UsageError
from slakit.penalties.amounts import Amounts
from slakit.statements.error_budget import budget_of
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.timeline.instants import moment
from slakit.values.money import Money
from slakit.values.plain_markdown import plain_markdown
from slakit.values.quantity import Quantity, quantity
from slakit.values.source_repr import in_brackets

WORST = 2
UNBOUNDED = "what is still to come may cost any amount"


@frozen
class OpenPeriods(PeriodSelection):
    """Of each objective the period that is open at an instant; of periods that overlap the one that ends first."""

    at: int = 0

    def of(self, schedule: Schedule) -> set[int]:
        spans = {index: schedule.periods[index].span for index in schedule.judged}
        return set(
            sorted((index for index, span in spans.items() if span.first < self.at < span.last), key=lambda one: spans[one].last)[:1]
        )


@frozen(kw_only=True, repr=False)
class Outlook:
    """The outlook of every open line, and a whole statement as of now and for each case; `worst` is None where a line has no worst end.

    `worst_payable` is what is payable at the worst ends, also where a cap bounds that alone.
    """

    as_of: datetime
    confidence: Quantity
    lines: tuple[LineOutlook, ...]
    now: Statement
    best: Statement | None
    expected: Statement | None
    worst: Statement | None
    worst_payable: Money | None = None

    def __getitem__(self, objective: str) -> LineOutlook:
        return of_objective(objective, ((line.now.name, line) for line in self.lines))[0]

    @property
    def at_risk(self) -> Money | None:
        """The money at risk: what the worst end costs more than the best; None where it has no bound."""
        worst, best = self.worst_payable, None if self.best is None else self.best.payable
        return None if worst is None or best is None else worst - best

    def __repr__(self) -> str:
        risk = "no bound" if self.at_risk is None else self.at_risk.show()
        return in_brackets(self, f"as of {self.as_of.date()}:", f"{len(self.lines):,} open lines, at risk {risk}")

    @property
    def _payable(self) -> dict[str, Money | None]:
        """The amount payable in each case."""
        best, expected = (None if one is None else one.payable for one in (self.best, self.expected))
        return dict(zip(CASES, (best, expected, self.worst_payable), strict=True))

    @property
    def _totals(self) -> list[str]:
        money = [f"payable at the {case} end: {amount.show()}" for case, amount in self._payable.items() if amount is not None]
        return [*money, *([] if self.at_risk is None else [f"money at risk: {self.at_risk.show()}"])]

    def to_text(self) -> str:
        """The outlook of each line, and what is payable at each end."""
        return "\n".join([*map(str, self.lines), *self._totals]) or "no period is open"

    __str__ = to_text

    def to_markdown(self) -> str:
        """The same as Markdown, with a heading for each line."""
        parts = [text.split("\n") for text in map(str, self.lines)]
        each = [f"## {plain_markdown(head)}\n\n" + "\n".join(f"- {plain_markdown(row.strip())}" for row in rows) for head, *rows in parts]
        return "\n\n".join([*each, "\n".join(f"- {plain_markdown(total)}" for total in self._totals)])

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        paid = {case: None if amount is None else str(amount) for case, amount in self._payable.items()}
        risk = None if self.at_risk is None else str(self.at_risk)
        named = {"as_of": self.as_of.isoformat(), "confidence": str(self.confidence), "payable": paid, "at_risk": risk}
        return named | {"lines": [line.to_dict() for line in self.lines]}


def outlook(
    agreement: Agreement, records: Mapping[str, Any], *, as_of: Any = None, period: Any = None, confidence: object = "95 %"
) -> Outlook:
    """Say how the open periods may end: at best, as things go on, and at worst, with what is payable then.

    >>> outages = {"outages": [{"start": "2026-04-10T10:00Z", "end": "2026-04-10T10:10Z"}]}
    >>> ahead = analyses.outlook(agreement, outages, as_of="2026-04-16T00:00+01:00")
    >>> ahead.at_risk, str(ahead["Uptime"].budget)
    (money('1200.00 GBP'), 'budget 43 min 12 s, 10 min used, 33 min 12 s left')

    Best: nothing bad comes any more; worst: all that comes is bad. Both are exact where the metric foresees the rest of the period, as
    uptime and counts do; a share of records, of which nobody knows how many come, may end anywhere from 0 to 100 %. Expected: the rate so
    far goes on, and what is open takes no longer than it has. A share stays as it is, a count, a total or a length grows with time: value x
    whole period / time passed. A share of records,
    a count and a percentile have an interval of what was seen so far; other figures say why they have none. Without `as_of` it is the
    latest instant in the records.
    """
    sure = quantity(confidence)
    if sure.dimension != "" or not 0 < sure.base < 1:
        raise UsageError(f"confidence={confidence!r} is not a share between 0 % and 100 %; write confidence='95 %'")
    plan = Plan.of(agreement)
    plan.check_streams(records)
    kept = {stream: list(rows) if isinstance(rows, Iterator) else rows for stream, rows in records.items()}
    store = filled(plan, kept, None if as_of is None else as_instant(as_of))
    at = store.streams.measured if as_of is None else as_instant(as_of)
    if at is None:
        raise UsageError("no record says as of when; write as_of='2026-03-10T09:00Z'")
    selection = OpenPeriods(at=at) if period is None else chosen(period, agreement)
    now = build_statement(store, selection, at)
    forms = {planned.objective.name: planned.objective for planned in plan.objectives}
    open_lines = [line for line in now.lines if not line.verdict.final]
    ends = {line.key: ends_of(forms[line.name], line, at) for line in open_lines}
    last = max((line.period.span.last for line in now.lines), default=at)

    def built(given: Mapping[Key, End]) -> Statement:
        return build_statement(store, selection, max(at, last), None, Foreseen(at, given))

    def bounds(given: Mapping[Key, End], statement: Statement) -> tuple[str, Money | None]:
        """The reason why the amounts at some worst ends have no bound, "" where they have; and what is payable, where a cap bounds that."""
        if unsettled := [line.unsettled for line in statement.lines if line.key in given and line.unsettled]:
            return unsettled[0], None
        more = built({key: end.with_more() for key, end in given.items()})
        payable = statement.payable if more.payable == statement.payable and not plan.settling else None
        return "" if more.amounts == statement.amounts else UNBOUNDED, payable

    def case(index: int) -> tuple[Statement | None, Money | None]:
        given = {key: end for key, each in ends.items() if (end := each[index]) is not None}
        if len(given) < len(ends):
            return None, None
        statement = built(given)
        why, payable = bounds(given, statement) if index == WORST and ends else ("", statement.payable)
        return (None if why or (index == WORST and ends and plan.settling) else statement), payable

    (best, _), (expected, _), (worst, worst_payable) = map(case, range(3))

    def ended(index: int, line: Line) -> Line | None:
        end = ends[line.key][index]
        if end is None:
            return None
        statement = built({line.key: end})
        result = next(one for one in statement.lines if one.key == line.key)
        why = bounds({line.key: end}, statement)[0] if index == WORST else ""
        return evolve(result, amounts=Amounts(), steps=(), unsettled=why) if why else result

    lines = tuple(
        LineOutlook(
            now=line,
            best=ended(0, line),
            expected=ended(1, line),
            worst=ended(2, line),
            estimate=interval_of(forms[line.name], line, at, sure.base),
            budget=budget_of(line),
            burn_rates=burn_rates(agreement, forms[line.name], line, kept, at),
        )
        for line in open_lines
    )
    return Outlook(
        as_of=moment(at, agreement.zone),
        confidence=sure,
        lines=lines,
        now=now,
        best=best,
        expected=expected,
        worst=worst,
        worst_payable=worst_payable,
    )
