"""Bills: the billing periods that lines are settled in, and how far back a settlement looks (docs/numbers.md P7)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection

from slakit.engine.plan.period_selection import PeriodSelection
from slakit.engine.plan.plan import Plan, PlannedObjective
from slakit.engine.tally.period_context import fed_in, tally_of
from slakit.engine.tally.tally_store import TallyStore
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.tally import Tally
from slakit.penalties.bases.credit_base import RecordsMissing
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.settlement.settlement import Settlement
from slakit.penalties.settlement.settlement_items import SettlementContext
from slakit.timeline.span import Span
from slakit.windows.period import Period


def needed(plan: Plan, track: PlannedObjective, chosen: PeriodSelection) -> set[int]:
    """The periods of an objective that are chosen, those of the same billing periods, and those that steps look back to."""
    wanted = chosen.of(track.schedule)
    stretch = _looked_at(plan, chosen)
    if stretch is None:
        return wanted
    periods = track.schedule.periods
    return wanted | {place for place in track.schedule.judged if stretch.first < periods[place].span.last <= stretch.last}


def _looked_at(plan: Plan, chosen: PeriodSelection) -> Span | None:
    """From the first that a step looks back to, up to the end of the last billing period; None where no step asks for more."""
    ends = [track.schedule.periods[place] for track in plan.objectives for place in chosen.of(track.schedule)]
    bills = {bill_of(plan, period) for period in ends}
    if not any(settlement_of(plan, span).order for span in bills):
        return None
    first, last = min(span.first for span in bills), max(span.last for span in bills)
    before = min([first, *(since(plan, span) for span in bills)])
    while before < first:  # what it looks back to was settled by looking back too
        first = before
        place = bisect_right(plan.billing.periods, first, key=lambda period: period.span.last)
        before = min([first, *(since(plan, period.span) for period in plan.billing.periods[place : place + 1])])
    return Span(first, last)


def since(plan: Plan, span: Span) -> int:
    """From when on the steps of a billing period must know what was settled."""
    bill = bill_at(plan, None, span, ())
    return min((max(step.since(bill), plan.agreement.span.first) for step in settlement_of(plan, span).order), default=span.first)


def bill_of(plan: Plan, period: Period) -> Span:
    """The billing period in which a period is settled; a period in a gap is settled alone."""
    billed = plan.billing.period_of(period)
    return period.span if billed is None else billed.span


def settlement_of(plan: Plan, span: Span) -> Settlement:
    """The settlement in force when a billing period begins (docs/numbers.md A1)."""
    return plan.billing.version_at(span.first).agreement.settlement


def bill_at(
    plan: Plan, board: TallyStore | None, span: Span, earlier: tuple[PriorLine, ...], as_of: int = 0, told: Collection[Span] = ()
) -> SettlementContext:
    """What the steps may know of a billing period; `told` are the billing periods of lines that statements tell of."""
    periods = plan.billing.periods
    place = bisect_left(periods, span.last, key=lambda period: period.span.last)
    billed = periods[place] if place < len(periods) and periods[place].span == span else None

    def read(reading: Reading, place: int) -> Tally | None:
        if board is None:
            return None
        part = dict(plan.settling)[reading]
        if periods[place].span in told and not fed_in(board, part, plan.readings[part].schedule.slice_ranges[place]):
            raise RecordsMissing.of(reading.stream, periods[place].label)
        return tally_of(board, part, (), plan.readings[part].schedule.slice_ranges[place]).as_of(as_of)

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
