"""Score: from the tallies of a board to a statement."""

from bisect import bisect_left
from collections.abc import Sequence

from slakit.engine.board import Board
from slakit.engine.lines import lines_of
from slakit.engine.periods import Chosen
from slakit.engine.selection import natural
from slakit.engine.settling import in_time, needed, settled, told
from slakit.metrics.share import overdue
from slakit.metrics.tallies.clocks import Clocks
from slakit.statements.digest import digest
from slakit.statements.problem import Account, Problem
from slakit.statements.statement import Statement
from slakit.timeline.instants import moment
from slakit.values.money import Money


def score(board: Board, chosen: Chosen, as_of: int) -> Statement:
    """The statement of the chosen periods as of an instant."""
    plan = board.plan
    board.check()
    board = board.settled(as_of)
    wanted = {track.objective.name: {track.schedule.periods[place] for place in chosen.of(track.schedule)} for track in plan.tracks}
    found = in_time(line for track in plan.tracks for line in lines_of(board, track, needed(plan, track, chosen), as_of))
    lines = [line for line in settled(plan, found) if line.period in wanted[line.name]]
    currency = plan.agreement.pays_in
    payable, gross = (_total(currency, amounts) for amounts in ([line.payable for line in lines], [line.credit for line in lines]))
    problems, accounts = _problems(board), _accounts(board, as_of)
    return Statement(
        agreement=plan.agreement.name,
        provider=str(plan.agreement.provider),
        customer=str(plan.agreement.customer),
        as_of=moment(as_of, plan.agreement.zone),
        lines=tuple(lines),
        gross_credit=gross,
        credit=payable,
        bonus=_total(currency, [line.bonus for line in lines]),
        cuts=told(plan, lines),
        problems=problems,
        accounts=accounts,
        digest=_seal(board, chosen, as_of, problems, accounts),
    )


def _total(currency: str | None, amounts: Sequence[Money | None]) -> Money | None:
    return None if currency is None else sum((amount for amount in amounts if amount), Money(0, currency))


def _problems(board: Board) -> tuple[Problem, ...]:
    found: dict[tuple[str, str | None, str], Problem] = {}
    for stream, account in board.refused.items():
        for kind, count in account.problems.items():
            found[stream, None, kind] = Problem(stream, None, kind, count, account.examples.get(kind, ()))
    for track in board.plan.tracks:
        for part in track.read:
            account, stream = board.accounts[part], board.plan.parts[part].reading.stream
            for kind, count in (*account.problems.items(), *account.conflicts.items()):
                name = track.objective.name
                found[stream, name, kind] = Problem(stream, name, kind, count, account.examples.get(kind, ()))
    return tuple(sorted(found.values(), key=lambda part: (part.stream, part.objective or "", natural(part.kind))))


def _accounts(board: Board, as_of: int) -> tuple[Account, ...]:
    found = {}
    for track in board.plan.tracks:
        for part in track.read:
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
    value = board.plan.parts[part].reading.value
    clocks = (tally for cells in board.tallies[part].values() for tally in cells.values() if isinstance(tally, Clocks))
    found = [overdue(tally, value, as_of) for tally in clocks]
    return sum(late for late, _ in found), sum(pending for _, pending in found)


def _seal(board: Board, chosen: Chosen, as_of: int, problems: Sequence[Problem], accounts: Sequence[Account]) -> str:
    """The digest of the agreement, the tallies as of an instant, and what became of the records (semantics A3)."""
    tallies = []
    for part, group, cell, tally in board.items():
        edges = board.plan.parts[part].schedule.edges
        if (not cell or edges[cell - 1] < as_of) and cell <= bisect_left(edges, as_of) + 1:
            tallies.append([part, group, cell, tally.as_of(as_of).seal()])
    faults = [(problem.stream, problem.objective, problem.kind, problem.count) for problem in problems]
    return digest(board.plan.agreement, as_of, chosen.label, tallies, faults, accounts)
