"""Look up the billing periods that lines are settled in, and how far back a settlement looks (docs/numbers.md P7)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping

from slakit.engine.plan.plan import Plan, PlannedObjective
from slakit.engine.tally.period_tallies import base_of
from slakit.engine.tally.tally_store import TallyStore
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.tally import Tally
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.settlement.settlement import Settlement
from slakit.penalties.settlement.settlement_items import SettlementContext
from slakit.timeline.span import Span
from slakit.windows.period import Period


def needed(plan: Plan, wanted: Mapping[PlannedObjective, set[int]]) -> dict[PlannedObjective, set[int]]:
    """Return the wanted periods of each objective, those of the same billing periods, and those that steps look back to."""
    stretch = _looked_at(plan, wanted)
    if stretch is None:
        return dict(wanted)

    def looked_at(planned: PlannedObjective) -> set[int]:
        periods = planned.schedule.periods
        return {index for index in planned.schedule.judged if stretch.first < periods[index].span.last <= stretch.last}

    return {planned: indexes | looked_at(planned) for planned, indexes in wanted.items()}


def _looked_at(plan: Plan, wanted: Mapping[PlannedObjective, set[int]]) -> Span | None:
    """Return the span from the first instant that a step looks back to, up to the last billing period's end; None without a step."""
    periods = {planned.schedule.periods[index] for planned, indexes in wanted.items() for index in indexes}
    spans = {billing_span(plan, period) for period in periods}
    if not any(settlement_of(plan, span).order for span in spans):
        return None
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    before = min([first, *(since(plan, span) for span in spans)])
    while before < first:  # what it looks back to was settled by looking back too
        first = before
        index = bisect_right(plan.billing.periods, first, key=lambda period: period.span.last)
        before = min([first, *(since(plan, period.span) for period in plan.billing.periods[index : index + 1])])
    return Span(first, last)


def since(plan: Plan, span: Span) -> int:
    """Earliest instant whose settled lines the steps of this billing period need."""
    context = settlement_context(plan, None, span, ())
    return min((max(step.since(context), plan.agreement.span.first) for step in settlement_of(plan, span).order), default=span.first)


def billing_span(plan: Plan, period: Period) -> Span:
    """The span of the billing period in which a period is settled; a period in a gap is settled alone."""
    billed = plan.billing.period_of(period)
    return period.span if billed is None else billed.span


def settlement_of(plan: Plan, span: Span) -> Settlement:
    """The settlement in force when a billing period begins (docs/numbers.md A1)."""
    return plan.billing.version_at(span.first).agreement.settlement


def settlement_context(
    plan: Plan, store: TallyStore | None, span: Span, earlier: tuple[PriorLine, ...], as_of: int = 0, closed: Collection[Span] = ()
) -> SettlementContext:
    """The context of a billing period for its steps; `closed` are the billing periods that have lines from the history."""
    periods = plan.billing.periods
    index = bisect_left(periods, span.last, key=lambda period: period.span.last)
    billed = periods[index] if index < len(periods) and periods[index].span == span else None

    def read(reading: Reading, index: int) -> Tally | None:
        if store is None:
            return None
        return base_of(store, dict(plan.settling)[reading], (), index, as_of, closed=periods[index].span in closed)

    return SettlementContext(
        period=billed,
        span=span,
        term=plan.agreement.span,
        timezone=plan.agreement.timezone,
        currency=plan.agreement.pays_in,
        earlier=earlier,
        periods=periods,
        fees=lambda stretch: plan.billing.fee(Period(stretch, stretch, False, "")),
        read=read,
    )
