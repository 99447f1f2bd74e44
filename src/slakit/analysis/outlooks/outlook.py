"""outlook: the best, the worst and the expected end of the periods that are open (docs/analysis.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from slakit.agreements.agreement import Agreement
from slakit.analysis.outlooks.ends_of import ends_of
from slakit.analysis.outlooks.error_budget import BurnRate, ErrorBudget, budget_of, burn_rates
from slakit.analysis.outlooks.interval_of import Ends, Interval, interval_of
from slakit.engine.asked_instant import as_instant
from slakit.engine.evaluate import filled
from slakit.engine.plan.period_selection import PeriodSelection, chosen
from slakit.engine.plan.plan import Plan, Schedule
from slakit.engine.statement.build_statement import build_statement
from slakit.errors import UsageError
from slakit.metrics.measure import ITEMS, RATIO, Exact
from slakit.statements.format_figure import format_figure
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import moment
from slakit.values.money import Money
from slakit.values.one_line import one_line
from slakit.values.plain_markdown import plain_markdown
from slakit.values.quantity import Quantity, quantity
from slakit.values.source_repr import in_brackets
from slakit.values.units import unit

CASES = ("best", "expected", "worst")


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
class LineOutlook:
    """The ends that an open line may come to: a line for each case, None where a case has no bound.

    `interval` has the ends between which the rate, the number or the percentile so far lies, at the confidence of the outlook, in the unit
    of the measure; None where `estimate.why` says that there is none.
    """

    now: Line
    best: Line | None
    expected: Line | None
    worst: Line | None
    estimate: Interval
    budget: ErrorBudget | None = None
    burn_rates: tuple[BurnRate, ...] = ()

    def __repr__(self) -> str:
        return in_brackets(self, self.now.named, f"{self.now.period.label}:", ", ".join(self._ends))

    @property
    def interval(self) -> Ends | None:
        return self.estimate.ends

    @property
    def _ends(self) -> list[str]:
        return [f"{case} {_end(getattr(self, case))}" for case in CASES]

    @property
    def _estimate(self) -> str:
        """The interval in words, or why there is none."""
        if self.interval is None:
            return f"no interval: {self.estimate.why}"
        low, high = (None if end is None else _shown(self.now, end) for end in self.interval)
        between = f"between {low} and {high}" if low and high else f"at {low} or above" if low else f"at {high} or below"
        between = str(low) if low == high else between
        return f"{self.estimate.what} {between}, by {self.estimate.method}"

    @property
    def _so_far(self) -> list[str]:
        """The ends of what has begun, where more may begin and clocks still run."""
        measure = self.now.measure
        if not measure.pending or measure.foresees or measure.unit == RATIO:
            return []
        best, worst = (measure.low, measure.high) if self.now.target.lower_is_better else (measure.high, measure.low)
        ends = [f"at {case} {_end_of(self.now, figure)}" for case, figure in (("best", best), ("worst", worst))]
        return [f"of the {measure.sample + measure.pending:,} so far, {measure.pending:,} of them open: {'; '.join(ends)}"]

    def to_text(self) -> str:
        """The ends, the interval, the budget and the burn rates."""
        lines = [f"{one_line(self.now.title)}: {self.now.shown} against {self.now.target.show()}", *(f"  {end}" for end in self._ends)]
        lines += [f"  {text}" for text in (*self._so_far, self._estimate)]
        return "\n".join([*lines, *(f"  {part}" for part in (*filter(None, [self.budget]), *self.burn_rates))])

    __str__ = to_text

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        ends = {case: None if (line := getattr(self, case)) is None else line.to_dict() for case in ("now", *CASES)}
        interval = None if self.interval is None else [None if end is None else str(end) for end in self.interval]
        estimate = {"interval": interval, "interval_method": self.estimate.method or None, "no_interval": self.estimate.why or None}
        budget = None if self.budget is None else self.budget.to_dict()
        return {**ends, **estimate, "budget": budget, "burn_rates": [one.to_dict() for one in self.burn_rates]}


@frozen(kw_only=True, repr=False)
class Outlook:
    """The outlook of every open line, and a whole statement as of now and for each case; `worst` is None where a line has no worst end."""

    as_of: datetime
    confidence: Quantity
    lines: tuple[LineOutlook, ...]
    now: Statement
    best: Statement | None
    expected: Statement | None
    worst: Statement | None

    def __getitem__(self, objective: str) -> LineOutlook:
        return next(line for line in self.lines if line.now.name == objective)

    @property
    def at_risk(self) -> Money | None:
        """The money at risk: what the worst end costs more than the best; None where it has no bound."""
        worst, best = (None if one is None else one.payable for one in (self.worst, self.best))
        return None if worst is None or best is None else worst - best

    def __repr__(self) -> str:
        risk = "no bound" if self.at_risk is None else self.at_risk.show()
        return in_brackets(self, f"as of {self.as_of.date()}:", f"{len(self.lines):,} open lines, at risk {risk}")

    @property
    def _totals(self) -> list[str]:
        paid = [(case, statement.payable) for case in CASES if (statement := getattr(self, case)) is not None]
        money = [f"payable at the {case} end: {amount.show()}" for case, amount in paid if amount is not None]
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
        amounts = {case: None if (one := getattr(self, case)) is None else one.payable for case in CASES}
        paid = {case: None if amount is None else str(amount) for case, amount in amounts.items()}
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
    at = store.streams.latest if as_of is None else as_instant(as_of)
    if at is None:
        raise UsageError("no record says as of when; write as_of='2026-03-10T09:00Z'")
    selection = OpenPeriods(at=at) if period is None else chosen(period, agreement)
    now = build_statement(store, selection, at)
    forms = {planned.objective.name: planned.objective for planned in plan.objectives}
    open_lines = [line for line in now.lines if not line.verdict.final]
    ends = {line.key: ends_of(forms[line.name], line, at) for line in open_lines}
    last = max((line.period.span.last for line in now.lines), default=at)

    def case(index: int) -> Statement | None:
        given = {line.key: line.measure for line in now.lines} | {key: measure for key, each in ends.items() if (measure := each[index])}
        if any(each[index] is None for each in ends.values()):
            return None
        statement = build_statement(store, selection, max(at, last), None, given)
        more = {key: evolve(one, breaches=(one.breaches or 0) + 10**9) for key, one in given.items() if key in ends}
        counted = index == 2 and build_statement(store, selection, max(at, last), None, given | more).amounts != statement.amounts
        return None if counted else statement  # what each failure costs has no worst end

    best, expected, worst = (case(index) for index in range(3))

    def ended(index: int, line: Line) -> Line | None:
        measure = ends[line.key][index]
        if measure is None:
            return None
        statement = build_statement(store, selection, max(at, last), None, {line.key: measure})
        return next(one for one in statement.lines if one.key == line.key)

    lines = tuple(
        LineOutlook(
            now=line,
            best=ended(0, line),
            expected=ended(1, line),
            worst=ended(2, line),
            estimate=interval_of(forms[line.name], line, at, sure.base),
            budget=budget_of(forms[line.name], line),
            burn_rates=burn_rates(agreement, forms[line.name], line, kept, at),
        )
        for line in open_lines
    )
    return Outlook(as_of=moment(at, agreement.zone), confidence=sure, lines=lines, now=now, best=best, expected=expected, worst=worst)


def _end_of(line: Line, figure: Exact | None) -> str:
    """An end of what has begun, and its outcome."""
    if figure is None:
        return "no bound"
    met = line.target.holds(Fraction(figure) * unit(line.measure.unit).factor)
    return f"{_shown(line, Fraction(figure))}, {Outcome.MET if met else Outcome.MISSED}"


def _end(line: Line | None) -> str:
    if line is None:
        return "no bound"
    figure = _shown(line, Fraction(line.measure.value or 0))
    return f"{figure}, {line.outcome}" + ("" if line.payable is None else f", {line.payable.show()}")


def _shown(line: Line, figure: Fraction) -> str:
    """A figure in the unit of the measure as the target has it."""
    shown = format_figure(figure * unit(line.measure.unit).factor, line.target.shown_in(line.measure.unit), ())
    return shown.removesuffix(f" {ITEMS}")
