"""Build a statement from the tallies of a store."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from attrs import evolve

from slakit.engine.plan.period_selection import PeriodSelection
from slakit.engine.plan.plan import Plan, PlannedObjective
from slakit.engine.read.selection import EXAMPLES, natural
from slakit.engine.statement.apply_claims import claim_problems, claimed, strange_claims
from slakit.engine.statement.apply_duties import Duties
from slakit.engine.statement.apply_settlement import adjustments, in_time, settled
from slakit.engine.statement.billing_lookup import needed
from slakit.engine.statement.duty_problems import duty_problems, late_uses, strange_records
from slakit.engine.statement.foreseen import Foreseen
from slakit.engine.statement.history import ContradictionError, History, contradictions
from slakit.engine.statement.line_details import with_details
from slakit.engine.statement.line_sequence import LineSequence
from slakit.engine.tally.keyed_records import FOLDED
from slakit.engine.tally.log_faults import by_log
from slakit.engine.tally.period_tallies import tally_of
from slakit.engine.tally.read_deferred import with_deferred
from slakit.engine.tally.tally_store import Group, TallyStore, by_cell, group_name
from slakit.errors import ContractError
from slakit.metrics.amounts.share import overdue
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.timed_value import TimedValue
from slakit.penalties.amounts import Amounts
from slakit.statements.digest import Written, digest, listed, written
from slakit.statements.duty_state import DutyState
from slakit.statements.line import Line
from slakit.statements.problem import Account, Problem
from slakit.statements.statement import Statement
from slakit.timeline.instants import moment
from slakit.values.money import Money

CONTRADICTION = "another previous state than that of the change before, which stands until then"


def build_statement(
    store: TallyStore,
    chosen: PeriodSelection,
    as_of: int,
    history: Any = None,
    foreseen: Foreseen | None = None,
    history_stands: bool = False,
) -> Statement:
    """The statement of the chosen periods as of an instant; `history` holds statements of earlier ones (docs/numbers.md P7).

    With `foreseen` measures are those that it says, and not what records come to as of that instant. With `history_stands` the history is
    right whatever the records of its periods come to; otherwise that they contradict it is a ContradictionError.
    """
    plan = store.plan
    store.streams.check(plan)
    store = with_deferred(store, as_of)
    past = History.of(history, plan, history_stands)
    wanted = {planned: chosen.of(planned.schedule) for planned in plan.objectives}
    named = {(planned.objective.name, planned.schedule.periods[index]) for planned, indexes in wanted.items() for index in indexes}
    sequence = LineSequence(store, past, wanted, _needed(plan, wanted), as_of, foreseen)
    duties = Duties(store, as_of)
    lines = duties.of_lines([line for line in _settled(sequence) if (line.name, line.period) in named], sequence.outcomes)
    lines = with_details(store, wanted, lines, as_of)
    terms = plan.billing.version_at(max((line.period.span.first for line in lines), default=as_of)).agreement.settlement
    nothing = None if plan.agreement.pays_in is None else Money(0, plan.agreement.pays_in)
    problems, accounts = _problems(store, past, as_of, lines, duties), _accounts(store, past, as_of, duties)
    return Statement(
        agreement=plan.agreement.name,
        provider=plan.agreement.provider.name,
        customer=plan.agreement.customer.name,
        as_of=moment(as_of, plan.agreement.zone),
        lines=tuple(lines),
        amounts=sum((line.amounts for line in lines), Amounts(nothing, payable=nothing, bonus=nothing)),
        adjustments=adjustments(lines),
        nature=terms.nature,
        tax=terms.tax,
        sole_remedy=terms.sole_remedy,
        duties=_by_day([*duties.of_periods(chosen), *(duty for line in lines for duty in line.duties)]),
        problems=problems,
        accounts=accounts,
        digest=_seal(store, chosen, as_of, problems, accounts, past),
    )


def _needed(plan: Plan, wanted: Mapping[PlannedObjective, set[int]]) -> Mapping[PlannedObjective, set[int]]:
    """Return the periods whose lines are needed: those that the settlement needs, and all earlier ones if a rule looks at them."""
    settled = needed(plan, wanted)
    if not any(planned.objective.penalty and planned.objective.penalty.needs_past for planned in plan.objectives):
        return settled
    reached = max(planned.schedule.periods[period_index].span.last for planned, indexes in wanted.items() for period_index in indexes)

    def until_then(planned: PlannedObjective) -> set[int]:
        return {index for index in planned.schedule.judged if planned.schedule.periods[index].span.last <= reached}

    return {planned: indexes | until_then(planned) for planned, indexes in settled.items()}


def _settled(sequence: LineSequence) -> list[Line]:
    """The lines with what is payable of them: a fixed point of rules and settlement (docs/route.md).

    What a rule pays may depend on what was payable of earlier lines; each round settles at least one more period for good.
    """
    for _ in range(2 + sum(map(len, sequence.needed.values()))):
        before_claims = settled(sequence.store, in_time(sequence.lines()), sequence.as_of, sequence.closed)
        lines = claimed(sequence.store, before_claims, sequence.as_of)
        sequence.settled = {line.key: line.prior for line in lines}
        if all(sequence.seen.get(key, prior) == prior for key, prior in sequence.settled.items()):
            break
    else:
        problem = "the penalties depend on their own settlement and do not converge"
        raise ContractError(f"{problem}; a rule may read earlier billing periods only")
    problems = contradictions(sequence.both, lines)
    if problems:
        raise ContradictionError(*problems)
    return lines


def _read(plan: Plan) -> list[tuple[str, int]]:
    """Every reading that a figure rests on, with the objective that it is read for, "settlement" or "duties"."""
    read = [(planned.objective.name, reading_index) for planned in plan.objectives for reading_index in planned.all_indexes]
    read += [("settlement", reading_index) for _, reading_index in plan.settling]
    return read + [("duties", reading_index) for _, reading_index in plan.done]


def _parts_read(plan: Plan) -> list[tuple[str, int]]:
    """Every reading of some of the records of an objective, which its penalty goes by."""
    return [(planned.objective.name, index) for planned in plan.objectives for _, part in planned.parts for index in part.indexes]


def _by_day(states: list[DutyState]) -> tuple[DutyState, ...]:
    """Duties in the order in which they are due."""
    return tuple(sorted(states, key=lambda state: (state.due, state.duty, state.objective, state.group, state.period)))


def _problems(store: TallyStore, past: History, as_of: int, lines: Sequence[Line], duties: Duties) -> tuple[Problem, ...]:
    problems = claim_problems(store, past, lines)
    problems += [*duty_problems(duties, past), *late_uses(lines, store.plan.agreement)]
    problems += _without_amount(lines)
    for stream, account in (*store.streams.refused.items(), *by_log(store.streams.logs.values()).items()):
        problems += _each_kind(stream, None, account.problems, account.examples)
    for name, reading_index in (*_parts_read(store.plan), *_read(store.plan)):
        account, stream = store.accounts[reading_index], store.plan.readings[reading_index].reading.stream
        problems += _each_kind(stream, name, {**account.problems, **account.conflicts}, account.examples)
    problems += _contradictions(store, as_of)
    by_kind = {(one.stream, one.objective, one.kind): one for one in problems}
    return tuple(sorted(by_kind.values(), key=lambda problem: (problem.stream, problem.objective or "", natural(problem.kind))))


def _without_amount(lines: Sequence[Line]) -> list[Problem]:
    """The records for which a penalty has no amount, added up over the lines of an objective."""
    by_kind: dict[tuple[str, str | None, str], Problem] = {}
    for fault in (fault for line in lines for fault in line.faults):
        key = (fault.stream, fault.objective, fault.kind)
        so_far = by_kind.get(key, evolve(fault, count=0, examples=()))
        by_kind[key] = evolve(so_far, count=so_far.count + fault.count, examples=(*so_far.examples, *fault.examples)[:EXAMPLES])
    return [*by_kind.values()]


def _each_kind(stream: str, name: str | None, kinds: Mapping[str, int], examples: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    return [Problem(stream, name, kind, count, examples.get(kind, ())) for kind, count in kinds.items()]


def _contradictions(store: TallyStore, as_of: int) -> Iterator[Problem]:
    """The changes of each objective that contradict the change before them (docs/numbers.md M11)."""
    by_name: dict[tuple[str, str], set[tuple[str, int]]] = {}
    for planned in store.plan.objectives:
        if not planned.objective.metric.tells_contradictions:
            continue
        last = planned.schedule.periods.index(max(planned.schedule.periods, key=lambda period: period.span.last))
        for group in store.groups(planned.indexes):
            run = (0, planned.schedule.slice_ranges[last][1] + 1)
            tallies = [tally_of(store, reading_index, group, run).as_of(as_of) for reading_index in planned.indexes]
            stream = store.plan.readings[planned.indexes[0]].reading.stream
            name = "" if not group else f"{group_name(group)}: "
            changes = by_name.setdefault((stream, planned.objective.name), set())
            changes.update((name, at) for at in planned.objective.metric.contradictions(tallies))
    for (stream, name), changes in by_name.items():
        if changes:
            examples = [f"{group}{moment(at, store.plan.agreement.zone).isoformat()}" for group, at in sorted(changes)[:EXAMPLES]]
            yield Problem(stream, name, CONTRADICTION, len(changes), tuple(examples))


def _accounts(store: TallyStore, past: History, as_of: int, duties: Duties) -> tuple[Account, ...]:
    accounts, strange = {}, {**strange_claims(store, past), **strange_records(duties, past)}
    for name, reading_index in _read(store.plan):
        account, reading = store.accounts[reading_index], store.plan.readings[reading_index].reading
        refused = store.streams.refused_of(reading.stream)
        late, pending = _open(store, reading_index, as_of)
        left = dict(account.left)
        standing = store.judged.get(reading_index, {}).get(name)
        elsewhere = 0 if standing is None else standing.outside(store.slices[reading_index])
        if standing is not None:
            standing_late, standing_pending = _open(store, reading_index, as_of, standing.slices)
            left[standing.reason] = elsewhere + late + pending - standing_late - standing_pending
            late, pending = standing_late, standing_pending
        problems = dict(account.problems)
        for kind, count in (*refused.problems.items(), *strange.get(reading_index, {}).items()):
            problems[kind] = problems.get(kind, 0) + count
        accounts[name, reading_index] = Account(
            objective=name,
            stream=reading.stream,
            read=account.read + refused.read,
            counted=account.counted - elsewhere + late - sum(strange.get(reading_index, {}).values()),
            pending=pending,
            excluded={reason: count for reason, count in sorted(left.items()) if count or reason in account.left},
            problems=dict(sorted(problems.items())),
            unread=account.unread + (refused.unread if refused else 0),
        )
    return tuple(accounts.values())


def _open(store: TallyStore, reading_index: int, as_of: int, slices: Collection[int] | None = None) -> tuple[int, int]:
    """Return the number of open clocks of a reading that are over their limit, and of those that are not, in some slices or in all."""
    value, changes = store.plan.readings[reading_index].reading.value, store.changes
    if not isinstance(value, TimedValue):
        return 0, 0
    late = pending = 0
    for group, cells in store.tallies[reading_index].items():
        for cell, tally in cells.items():
            if isinstance(tally, Clocks) and (slices is None or cell in slices):
                what, state = ("open", reading_index, group, cell), store.last_change(reading_index, group, cell, as_of)
                over, inside = changes.unless(what, state, partial(overdue, tally, value, as_of))
                late, pending = late + over, pending + inside
    return late, pending


def _seal(
    store: TallyStore, chosen: PeriodSelection, as_of: int, problems: Sequence[Problem], accounts: Sequence[Account], past: History
) -> str:
    """The digest of the agreement, the tallies as of an instant, and what became of the records (docs/numbers.md A3)."""
    tallies, rows = [], {index for _, index in (*store.plan.settling, *store.plan.done)}
    for reading_index, group, cell, tally in by_cell(store.tallies):
        edges = store.plan.readings[reading_index].schedule.edges
        if (not cell or edges[cell - 1] < as_of) and cell <= bisect_left(edges, as_of) + 1:
            what, state = ("seal", reading_index, group, cell), store.last_change(reading_index, group, cell, as_of)
            seal = partial(_sealed, reading_index, group, cell, tally, None if reading_index in rows else as_of)
            tallies.append(store.changes.unless(what, state, seal))
    faults = [(problem.stream, problem.objective, problem.kind, problem.count) for problem in problems]
    history = [past.plain()] if past.closed_lines else []
    agreement = store.changes.unless("agreement", "", partial(written, store.plan.agreement))
    return digest(agreement, as_of, chosen.label, listed(tallies), faults, [_cases_only(account) for account in accounts], *history)


def _sealed(reading_index: int, group: Group, cell: int, tally: Tally, as_of: int | None) -> Written:
    """A tally, as of an instant if one is given, as the text that a digest covers."""
    return written([reading_index, group, cell, (tally if as_of is None else tally.as_of(as_of)).seal()])


def _cases_only(account: Account) -> Account:
    """An account with each case once: a row that was delivered again is folded into its case and changes nothing."""
    folded = account.excluded.get(FOLDED, 0)
    excluded = {reason: count for reason, count in account.excluded.items() if reason != FOLDED}
    return evolve(account, read=account.read - folded, excluded=excluded)
