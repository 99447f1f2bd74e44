"""Lines: measured, judged and assessed, period by period in time order (docs/numbers.md P7)."""

from collections.abc import Collection

from attrs import evolve

from slakit.agreements.objective import Objective
from slakit.engine.plan.plan import Plan, PlannedObjective
from slakit.engine.read.named_things import together
from slakit.engine.statement.evidence import evidence_of
from slakit.engine.tally.period_context import context_of, fed_in, tallies_of, tally_of, unread_of
from slakit.engine.tally.tally_store import Group, TallyStore, group_name
from slakit.engine.user_errors import blamed
from slakit.errors import ContractError
from slakit.metrics.measure import Measure
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.tally import Tally
from slakit.penalties.bases.credit_base import Missing, RecordsMissing
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.prior_line import PriorLine
from slakit.statements.line import Line
from slakit.targets.verdict import Verdict
from slakit.values.money import Money


def measure_of(board: TallyStore, track: PlannedObjective, group: Group, place: int, as_of: int) -> Measure:
    metric = track.objective.metric
    silent = sorted({board.plan.readings[part].reading.stream for part in track.indexes} - set(board.streams.fed))
    if silent:
        return Measure(value=None, unit=metric.unit, reason=f"stream {', '.join(map(repr, silent))} was never fed")
    view = context_of(board, track, group, place, as_of)
    with blamed(f"the metric of {title(track, group, place)}"):
        measure = metric.measured(tallies_of(board, track, group, place, as_of), view)
    named = {known for part in track.indexes for known in board.plan.readings[part].named}
    if named and group not in named:
        measure = evolve(measure, workings="; ".join(filter(None, [measure.workings, f"{group_name(group)!r} is not one of its groups"])))
    measure = evolve(measure, workings="; ".join(filter(None, [measure.workings, *together(metric.single, board.streams.things)])))
    absent = sorted({exclusion.stream for exclusion, _ in track.exclusions} - set(board.streams.fed))
    if absent:
        measure = evolve(
            measure, workings="; ".join(filter(None, [measure.workings, f"{', '.join(absent)} never fed, so nothing is excluded"]))
        )
    unread = sum(unread_of(board, part, (), (0, len(track.schedule.edges) + 1)).count for _, part in track.exclusions)
    if unread:
        whole = metric.is_share and measure.value is not None
        measure = evolve(measure, unread=measure.unread + unread, low=0 if whole else None, high=1 if whole else None)
    if track.exclusions and view.open:  # what is excluded later may take away what is good, too
        measure = evolve(measure, foresees=False)
    return evolve(measure, evidence=(*measure.evidence, *evidence_of(board, track, group, place, as_of)))


def title(track: PlannedObjective, group: Group, place: int) -> str:
    """An objective with its group and period, as a message names it."""
    named = f" of {group_name(group)!r}" if group else ""
    return f"objective {track.objective.name!r}{named}, {track.schedule.periods[place].label}"


def line_of(
    board: TallyStore,
    track: PlannedObjective,
    group: Group,
    place: int,
    verdict: Verdict,
    streak: int,
    history: tuple[PriorLine, ...],
    as_of: int,
    told: Collection[int] = (),
) -> Line:
    """The line of one period; `told` are the periods that a statement tells of."""
    plan, objective = board.plan, track.objective
    currency, period = plan.agreement.pays_in, track.schedule.periods[place]
    line = Line(
        name=objective.name,
        clause=objective.clause,
        period=period,
        group=group_name(group),
        target=objective.target,
        verdict=verdict,
        fee=plan.billing.fee(period),
        version=plan.billing.version_at(period.span.first).name,
    )
    nothing = None if currency is None else Money(0, currency)
    if objective.penalty is None:
        return evolve(line, credit=nothing, payable=nothing)
    case = Case(
        verdict=verdict,
        target=objective.target,
        period=period,
        fee=line.fee,
        currency=currency,
        streak=streak,
        history=history,
        group=line.group,
        fees=lambda back: _fee(plan, track, place - back),
        read=lambda reading, back: _read(board, track, group, reading, place - back, as_of, told),
    )
    try:
        penalty = _assessed(objective, case)
    except Missing as error:
        return evolve(line, edges=objective.penalty.edges, unsettled=f"{period.label}: {error}")
    amount, bonus = (part if part is None else part.rounded() for part in (penalty.owed, penalty.bonus))
    is_open = as_of < period.span.last
    return evolve(
        line,
        credit=nothing if is_open else amount,
        payable=nothing if is_open else amount,
        projected=amount if is_open else None,
        bonus=None if is_open else bonus,
        returned=None if is_open or penalty.returned is None else penalty.returned.rounded(),
        owed=None if is_open else penalty.owed,
        units=() if is_open else penalty.units,
        rights=() if is_open else penalty.rights,
        steps=penalty.steps,
        edges=objective.penalty.edges,
    )


def _fee(plan: Plan, track: PlannedObjective, place: int) -> Money | None:
    """The fee of a period of the schedule; None outside the term."""
    periods = track.schedule.periods
    return plan.billing.fee(periods[place]) if 0 <= place < len(periods) else None


def _read(
    board: TallyStore, track: PlannedObjective, group: Group, reading: Reading, place: int, as_of: int, told: Collection[int]
) -> Tally | None:
    """The tally of what a base reads, for a period of the schedule; None outside the term."""
    if not 0 <= place < len(track.schedule.periods):
        return None
    part = dict(track.bases)[reading]
    if place in told and not fed_in(board, part, track.schedule.slice_ranges[place]):
        raise RecordsMissing.of(reading.stream, track.schedule.periods[place].label)
    return tally_of(board, part, group if reading.by else (), track.schedule.slice_ranges[place]).as_of(as_of)


def _assessed(objective: Objective, case: Case) -> Penalty:
    """What the rule of an objective gives, with the place named when it gives what it may not."""
    place = f"objective {objective.name!r}, {case.period.label}: "
    with blamed(f"the penalty of {place[:-2]}"):
        penalty = objective.penalty.assess(case) if objective.penalty else case.nothing
    for amount in (penalty.owed, penalty.bonus, penalty.returned):
        if amount is not None and (amount.currency != case.currency or amount.exact < 0):
            wanted = f"what is owed in {case.currency}; write a positive amount"
            raise ContractError(f"{place}{objective.penalty!r} gave {amount}, not {wanted}")
    return penalty
