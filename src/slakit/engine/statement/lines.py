"""The measure and the line of one period and group (docs/numbers.md P7)."""

from collections.abc import Collection, Hashable, Sequence

from attrs import evolve

from slakit.agreements.objective import Objective
from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.read.named_things import together
from slakit.engine.statement.evidence import evidence_of
from slakit.engine.tally.period_tallies import base_of, period_context, tallies_of, unread_of
from slakit.engine.tally.tally_store import Group, TallyStore, group_name
from slakit.engine.user_errors import blamed
from slakit.errors import ContractError
from slakit.metrics.measure import Measure
from slakit.metrics.period_context import PeriodContext
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

UNLISTED = "is not one of its groups"  # what the workings of a line say whose group is not named, where others are
NO_AMOUNT = "a value for which the penalty has no amount"


def measure_of(store: TallyStore, planned: PlannedObjective, group: Group, period_index: int, as_of: int) -> Measure:
    """Return the measure of a period and group, with its evidence and how much of it could not be read."""
    metric = planned.objective.metric
    silent = sorted({store.plan.readings[reading_index].reading.stream for reading_index in planned.indexes} - set(store.streams.fed))
    if silent:
        return Measure(value=None, unit=metric.unit, reason=f"stream {', '.join(map(repr, silent))} was never fed")
    what, state = ("measure", planned, group, period_index), _rests_on(store, planned, group, period_index, as_of)
    return store.changes.unless(what, state, lambda: _measured(store, planned, group, period_index, as_of))


def _rests_on(store: TallyStore, planned: PlannedObjective, group: Group, period_index: int, as_of: int) -> Hashable:
    """Return what tells whether a measure has changed: the numbers of all that may change it, each of which only grows.

    It is None where that is not known: exclusions, metrics that look at earlier periods, and tallies that are made anew each time.
    """
    if planned.exclusions or store.changes.looks_back(planned):
        return None
    streams, slices = store.streams, planned.schedule.slice_ranges[period_index]
    state = []
    for index in planned.indexes:
        reading = store.plan.readings[index].reading
        count = store.changes.count(index, group, None if reading.value.lead else range(*slices))
        if count is None:
            return None
        lost = streams.refused_of(reading.stream).unread
        state.append((count, lost, store.accounts[index].read if lost or store.unread[index] else 0))
    things = [len(values) for seen in streams.things.values() for values in seen.values()] if planned.objective.metric.single else []
    return as_of, len(streams.fed), tuple(things), tuple(state)


def _measured(store: TallyStore, planned: PlannedObjective, group: Group, period_index: int, as_of: int) -> Measure:
    metric = planned.objective.metric
    context = period_context(store, planned, group, period_index, as_of)

    def past(which: str) -> tuple[Sequence[Tally], PeriodContext] | None:
        store.changes.note_looking_back(planned)
        return context.past(which)

    with blamed(f"the metric of {title(planned, group, period_index)}"):
        measure = metric.measured(tallies_of(store, planned, group, period_index, as_of), evolve(context, past=past))
    groups = {named for reading_index in planned.indexes for named in store.plan.readings[reading_index].named}
    absent = sorted({exclusion.stream for exclusion, _ in planned.exclusions} - set(store.streams.fed))
    notes = [f"{group_name(group)!r} {UNLISTED}"] if groups and group not in groups else []
    notes += together(metric.single, store.streams.things)
    notes += [f"{', '.join(absent)} never fed, so nothing is excluded"] if absent else []
    if notes:
        measure = evolve(measure, workings="; ".join(filter(None, [measure.workings, *notes])))
    unread = sum(unread_of(store, reading_index, (), (0, len(planned.schedule.edges) + 1)).count for _, reading_index in planned.exclusions)
    if unread:
        whole = metric.is_share and measure.value is not None
        measure = evolve(measure, unread=measure.unread + unread, low=0 if whole else None, high=1 if whole else None)
    if planned.exclusions and context.open:  # what is excluded later may take away what is good, too
        measure = evolve(measure, foresees=False)
    evidence = evidence_of(store, planned, group, period_index, as_of)
    return evolve(measure, evidence=(*measure.evidence, *evidence)) if evidence else measure


def title(planned: PlannedObjective, group: Group, period_index: int) -> str:
    """An objective with its group and period, as a message names it."""
    named = f" of {group_name(group)!r}" if group else ""
    return f"objective {planned.objective.name!r}{named}, {planned.schedule.periods[period_index].label}"


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
    closed: Collection[int] = (),
) -> Line:
    """The line of one period, judged by a target; `closed` are the periods that have a line in the history."""
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
    )
    nothing = None if currency is None else Money(0, currency)
    zero = Amounts(nothing, payable=nothing, entitled=nothing)
    if objective.penalty is None:
        return evolve(line, amounts=zero)
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
        measured=lambda wanted: measure_of(store, dict(planned.parts)[wanted], group, period_index, as_of),
        read=lambda reading, back: _read(store, planned, group, reading, period_index - back, as_of, closed),
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
