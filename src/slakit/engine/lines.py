"""Lines: measured, judged and assessed, period by period in time order (semantics P7)."""

from collections.abc import Collection, Iterator

from attrs import evolve

from slakit.agreements.objective import Objective
from slakit.engine.board import Board, Group, group_name
from slakit.engine.evidence import evidence_of
from slakit.engine.plan import Plan, Track
from slakit.engine.views import tallies_of, view_of
from slakit.errors import ContractError
from slakit.metrics.measure import Measure
from slakit.penalties.base import Case
from slakit.penalties.penalty import Penalty
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.money import Money
from slakit.windows.period import Period


def lines_of(board: Board, track: Track, wanted: Collection[int], as_of: int) -> Iterator[Line]:
    """The lines of one objective in some periods of its schedule, group by group."""
    objective = track.objective
    needs_past = objective.silence == "carry" or (objective.penalty is not None and objective.penalty.needs_past)
    for group in board.groups(track.parts):
        streak = 0
        last: Measure | None = None
        earlier: list[Verdict] = []
        for place, period in enumerate(track.schedule.periods[: max(wanted, default=-1) + 1]):
            if period.span.first >= as_of or not (needs_past or place in wanted):
                continue
            measure = _measure(board, track, group, place, as_of)
            verdict = objective.judge(measure, as_of >= period.span.last, last)
            streak = streak + 1 if verdict.outcome is Outcome.MISSED else 0
            last = verdict.measure if verdict.measure.value is not None else last
            if place in wanted:
                history = tuple(earlier) if needs_past else ()
                yield _line(board.plan, track, group, period, verdict, streak, history, as_of)
            earlier.append(verdict)


def _measure(board: Board, track: Track, group: Group, place: int, as_of: int) -> Measure:
    metric = track.objective.metric
    silent = sorted({board.plan.parts[part].reading.stream for part in track.parts} - set(board.fed))
    if silent:
        return Measure(value=None, unit=metric.unit, reason=f"stream {', '.join(map(repr, silent))} was never fed")
    view = view_of(board, track, group, place, as_of)
    measure = metric.measure(tallies_of(board, track, group, place, as_of), view)
    absent = sorted({exclusion.stream for exclusion, _ in track.exclusions} - set(board.fed))
    if absent:
        measure = evolve(
            measure, workings="; ".join(filter(None, [measure.workings, f"{', '.join(absent)} never fed, so nothing is excluded"]))
        )
    if track.exclusions and view.open:  # what is excluded later may take away what is good, too
        measure = evolve(measure, foresees=False)
    return evolve(measure, evidence=(*measure.evidence, *evidence_of(board, track, group, place, as_of)))


def _line(
    plan: Plan, track: Track, group: Group, period: Period, verdict: Verdict, streak: int, history: tuple[Verdict, ...], as_of: int
) -> Line:
    objective, currency = track.objective, plan.agreement.currency
    fee = plan.billing.fee(period)
    line = Line(
        name=objective.name,
        clause=objective.clause,
        period=period,
        group=group_name(group),
        target=objective.target,
        verdict=verdict,
        fee=fee,
    )
    if currency is None:
        return line
    nothing = Money(0, currency)
    if objective.penalty is None:
        return evolve(line, credit=nothing, payable=nothing)
    case = Case(
        verdict=verdict,
        target=objective.target,
        period=period,
        fee=fee,
        currency=currency,
        streak=streak,
        history=history,
        group=line.group,
    )
    penalty = _assessed(objective, case)
    amount = penalty.owed.rounded()
    is_open = as_of < period.span.last
    return evolve(
        line,
        credit=nothing if is_open else amount,
        payable=nothing if is_open else amount,
        projected=amount if is_open else None,
        steps=penalty.steps,
        edges=objective.penalty.edges,
    )


def _assessed(objective: Objective, case: Case) -> Penalty:
    """What the rule of an objective gives, with the place named when it gives what it may not."""
    place = f"objective {objective.name!r}, {case.period.label}: "
    try:
        penalty = objective.penalty.assess(case) if objective.penalty else case.nothing
    except Exception as error:
        error.add_note(f"in the penalty of {place[:-2]}")
        raise
    if penalty.owed.currency != case.currency or penalty.owed.exact < 0:
        raise ContractError(
            f"{place}{objective.penalty!r} gave {penalty.owed}, not what is owed in {case.currency}; write a positive amount"
        )
    return penalty
