"""Score: from the tallies of a board to the lines of a statement, period by period in time order (semantics P7)."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve, frozen

from slakit.engine.board import Board, Group
from slakit.engine.periods import Chosen
from slakit.engine.plan import Plan, Track
from slakit.engine.selection import natural
from slakit.metrics.base import View
from slakit.metrics.clocks import Clocks
from slakit.metrics.measure import Measure
from slakit.metrics.tally import Tally
from slakit.penalties.base import Case
from slakit.penalties.penalty import Penalty
from slakit.statements.digest import digest
from slakit.statements.line import Line
from slakit.statements.problem import Account, Problem
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome, Verdict
from slakit.timeline.instants import moment
from slakit.values.money import Money
from slakit.windows.period import Period


def score(board: Board, chosen: Chosen, as_of: int) -> Statement:
    """The statement of the chosen periods as of an instant."""
    plan = board.plan
    board.check()
    settled = board.settled(as_of)
    found = [line for track in plan.tracks for line in _lines(settled, track, chosen, as_of)]
    lines, cuts = _settled(plan, sorted(found, key=lambda line: (line.period.span.last, -line.period.span.first)))
    currency = plan.agreement.currency
    payable, gross = (_total(currency, amounts) for amounts in ([line.payable for line in lines], [line.credit for line in lines]))
    problems, accounts = _problems(settled), _accounts(settled, as_of)
    return Statement(
        agreement=plan.agreement.name,
        provider=str(plan.agreement.provider),
        customer=str(plan.agreement.customer),
        as_of=moment(as_of, plan.agreement.zone),
        lines=tuple(lines),
        gross_credit=gross,
        credit=payable,
        cuts=cuts,
        problems=problems,
        accounts=accounts,
        digest=_seal(settled, chosen, as_of, problems, accounts),
    )


@frozen
class _Past:
    """What earlier periods leave to later ones."""

    streak: int = 0
    history: tuple[Verdict, ...] = ()
    last: Measure | None = None

    def then(self, verdict: Verdict) -> "_Past":
        missed = verdict.outcome is Outcome.MISSED
        last = verdict.measure if verdict.measure.value is not None else self.last
        return _Past(self.streak + 1 if missed else 0, (*self.history, verdict), last)


def _lines(board: Board, track: Track, chosen: Chosen, as_of: int) -> Iterator[Line]:
    """The lines of one objective, group by group."""
    objective = track.objective
    wanted = chosen.of(track.schedule)
    for group in board.groups(track.parts):
        past = _Past()
        needs_past = objective.penalty is not None or objective.silence == "carry"
        for place, period in enumerate(track.schedule.periods[: max(wanted, default=-1) + 1]):
            if period.span.first >= as_of or not (needs_past or place in wanted):
                continue
            measure = _measure(board, track, group, place, View(period.span, as_of))
            verdict = objective.judge(measure, as_of >= period.span.last, past.last)
            before, past = past, past.then(verdict)
            if place in wanted:
                yield _line(board.plan, track, group, period, verdict, evolve(before, streak=past.streak), as_of)


def _measure(board: Board, track: Track, group: Group, place: int, view: View) -> Measure:
    metric = track.objective.metric
    silent = sorted({board.plan.parts[part].reading.stream for part in track.parts} - set(board.fed))
    if silent:
        return Measure(value=None, unit=metric.unit, reason=f"stream {', '.join(map(repr, silent))} was never fed")
    tallies = [_tally(board, part, group, track.schedule.runs[place]).as_of(view.as_of) for part in track.parts]
    return metric.measure(tallies, view)


def _tally(board: Board, part: int, group: Group, run: tuple[int, int]) -> Tally:
    """The tally of a run of slices."""
    cells = board.tallies[part].get(group, {})
    found = [cells[cell] for cell in range(*run) if cell in cells]
    if len(found) == 1:
        return found[0]
    merged = board.plan.parts[part].reading.value.tally()
    for tally in found:
        merged.merge(tally)
    return merged


def _line(plan: Plan, track: Track, group: Group, period: Period, verdict: Verdict, past: _Past, as_of: int) -> Line:
    objective, currency = track.objective, plan.agreement.currency
    fee = plan.billing.fee(period)
    named: Any = None if not group else group[0] if len(group) == 1 else group
    line = Line(name=objective.name, clause=objective.clause, period=period, group=named, target=objective.target, verdict=verdict, fee=fee)
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
        streak=past.streak,
        history=past.history,
        group=named,
    )
    penalty: Penalty = objective.penalty.assess(case)
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


def _settled(plan: Plan, lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """The lines after the cap of their billing period, and what was cut."""
    if plan.agreement.currency is None:
        return list(lines), ()
    settled, cuts = list(lines), []
    billed: dict[Period | None, list[int]] = {}
    for place, line in enumerate(lines):
        billed.setdefault(plan.billing.period_of(line.period), []).append(place)
    for period, places in billed.items():
        fee = plan.billing.fee(period) if period else None
        credits = [credit for place in places if (credit := lines[place].credit) is not None]
        payable, cut = plan.agreement.settlement.settle(credits, fee)
        if cut and period:
            cuts.append(f"{period.label}: {cut}")
        for place, amount in zip(places, payable, strict=True):
            settled[place] = evolve(lines[place], payable=amount, cut=cut)
    return settled, tuple(cuts)


def _total(currency: str | None, amounts: Sequence[Money | None]) -> Money | None:
    return None if currency is None else sum((amount for amount in amounts if amount), Money(0, currency))


def _problems(board: Board) -> tuple[Problem, ...]:
    found: dict[tuple[str, str | None, str], Problem] = {}
    for stream, account in board.refused.items():
        for kind, count in account.problems.items():
            found[stream, None, kind] = Problem(stream, None, kind, count, account.examples.get(kind, ()))
    for track in board.plan.tracks:
        for part in track.parts:
            account, stream = board.accounts[part], board.plan.parts[part].reading.stream
            for kind, count in (*account.problems.items(), *account.conflicts.items()):
                name = track.objective.name
                found[stream, name, kind] = Problem(stream, name, kind, count, account.examples.get(kind, ()))
    return tuple(sorted(found.values(), key=lambda part: (part.stream, part.objective or "", natural(part.kind))))


def _accounts(board: Board, as_of: int) -> tuple[Account, ...]:
    found = {}
    for track in board.plan.tracks:
        for part in track.parts:
            account, reading = board.accounts[part], board.plan.parts[part].reading
            refused = board.refused.get(reading.stream)
            late, pending = _open(board, part, as_of)
            problems = dict(account.problems)
            for kind, count in (refused.problems if refused else {}).items():
                problems[kind] = problems.get(kind, 0) + count
            found[track.objective.name, part] = Account(
                objective=track.objective.name,
                stream=reading.stream,
                read=account.read + (refused.read if refused else 0),
                counted=account.counted + late,
                pending=pending,
                excluded=dict(sorted(account.left.items())),
                problems=dict(sorted(problems.items())),
            )
    return tuple(found.values())


def _open(board: Board, part: int, as_of: int) -> tuple[int, int]:
    """The open clocks of a part that are over their limit, and those that are not."""
    value: Any = board.plan.parts[part].reading.value
    clocks = [tally for cells in board.tallies[part].values() for tally in cells.values() if isinstance(tally, Clocks)]
    entries = [(since, limit, count) for tally in clocks for (since, limit, _), count in tally.open.items()]
    late = sum(count for since, limit, count in entries if value.late(since, limit, as_of))
    return late, sum(count for _, _, count in entries) - late


def _seal(board: Board, chosen: Chosen, as_of: int, problems: Sequence[Problem], accounts: Sequence[Account]) -> str:
    """The digest of the agreement, the tallies as of an instant, and what became of the records (semantics A3)."""
    tallies = []
    for part, group, cell, tally in board.items():
        edges = board.plan.parts[part].schedule.edges
        if edges[cell - 1] < as_of and cell <= bisect_left(edges, as_of) + 1:
            tallies.append([part, group, cell, tally.as_of(as_of).seal()])
    return digest(board.plan.agreement, as_of, chosen.label, tallies, problems, accounts)
