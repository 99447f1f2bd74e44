"""The line of one period and group (docs/numbers.md P7)."""

from collections.abc import Collection

from attrs import evolve

from slakit.agreements.objective import Objective
from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.statement.foreseen import End
from slakit.engine.statement.measures import measure_of
from slakit.engine.tally.period_tallies import base_of
from slakit.engine.tally.tally_store import Group, TallyStore, group_name
from slakit.engine.user_errors import blamed
from slakit.errors import ContractError
from slakit.metrics.condition import Filter
from slakit.metrics.measure import Measure
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.tally import Tally
from slakit.penalties.amounts import Amounts, Use, names_of
from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.bases.credit_table import UnknownValue
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.prior_line import PriorLine
from slakit.statements.line import Line
from slakit.statements.problem import Problem
from slakit.targets.target import Target
from slakit.targets.verdict import Verdict
from slakit.values.money import Money

NO_AMOUNT = "a value for which the penalty has no amount"


def line_of(
    store: TallyStore,
    planned: PlannedObjective,
    group: Group,
    period_index: int,
    target: Target,
    verdict: Verdict,
    streak: int,
    history: tuple[PriorLine, ...],
    as_of: int,
    measured_at: int,
    end: End | None = None,
    closed: Collection[int] = (),
) -> Line:
    """The line of one period, judged by a target; what its rule reads is as of `measured_at`, carried to an `end` if one is given.

    `closed` are the periods that have a line in the history.
    """
    plan, objective = store.plan, planned.objective
    currency, periods = plan.agreement.pays_in, planned.schedule.periods
    period = periods[period_index]
    line = Line(
        name=objective.name,
        clause=objective.clause,
        period=period,
        group=group_name(group),
        target=target,
        verdict=verdict,
        fee=plan.billing.fee(period),
        version=plan.billing.version_at(period.span.first).name,
        zone=plan.agreement.zone,
        listed=any(group in plan.readings[index].named for index in planned.indexes),
    )
    nothing = None if currency is None else Money(0, currency)
    zero = Amounts(nothing, payable=nothing, entitled=nothing)
    if objective.penalty is None:
        return evolve(line, amounts=zero)

    def measured(wanted: Filter) -> Measure:
        measure = measure_of(store, dict(planned.parts)[wanted], group, period_index, measured_at)
        return measure if end is None else end.of(measure)

    def read(reading: Reading, back: int) -> Tally | None:
        tally = _read(store, planned, group, reading, period_index - back, measured_at, closed)
        return tally if end is None or back else end.fed(tally)

    case = Case(
        verdict=verdict,
        target=target,
        period=period,
        fee=line.fee,
        currency=currency,
        streak=streak,
        history=history,
        group=line.group,
        fees=lambda back: plan.billing.fee(periods[period_index - back]) if 0 <= period_index - back < len(periods) else None,
        billed=lambda billed, back: (
            plan.billing.fee_of_bill(periods[period_index - back], billed) if 0 <= period_index - back < len(periods) else None
        ),
        fields=plan.readings[planned.indexes[0]].reading.by if planned.indexes else (),
        measured=measured,
        read=read,
    )
    try:
        penalty = _assessed(objective, case)
    except UnknownValue as error:
        fault = Problem(objective.metric.parts()[0].stream, objective.name, NO_AMOUNT, error.count, (f"{period.label}: {error}",))
        return evolve(line, edges=objective.penalty.edges, unsettled=f"{period.label}: {error}", faults=(fault,))
    except Missing as error:
        return evolve(line, edges=objective.penalty.edges, unsettled=f"{period.label}: {error}")
    line, given = evolve(line, steps=penalty.steps, edges=objective.penalty.edges), penalty.rounded()
    if as_of < period.span.last:
        return evolve(line, amounts=zero, projected=given.credit)
    parts = {name: getattr(given, name) for name in names_of(Use.RULE)}
    amounts = Amounts(**parts, payable=given.credit, entitled=given.credit)
    return evolve(line, amounts=amounts, exact_credit=penalty.credit)


def _read(
    store: TallyStore, planned: PlannedObjective, group: Group, reading: Reading, period_index: int, as_of: int, closed: Collection[int]
) -> Tally | None:
    """The tally of what a base reads, for a period of the schedule; None outside the term."""
    if not 0 <= period_index < len(planned.schedule.periods):
        return None
    return base_of(store, dict(planned.bases)[reading], group, period_index, as_of, closed=period_index in closed)


def _assessed(objective: Objective, case: Case) -> Penalty:
    """The penalty of the rule of an objective, checked; an error names the objective and the period."""
    where = f"objective {objective.name!r}, {case.period.label}"
    with blamed(f"the penalty of {where}"):
        penalty = objective.penalty.assess(case) if objective.penalty else case.nothing
    for amount in (getattr(penalty, name) for name in names_of(Use.RULE, money=True)):
        if amount is not None and (amount.currency != case.currency or amount.exact < 0):
            wanted = f"what is owed in {case.currency}; write a positive amount"
            raise ContractError(f"{where}: {objective.penalty!r} gave {amount}, not {wanted}")
    return penalty
