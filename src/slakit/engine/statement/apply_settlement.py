"""Settling: what is payable of the credits of each billing period, step by step, in time order (docs/numbers.md P5, P7)."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from slakit.engine.statement.apply_claims import claimed
from slakit.engine.statement.billing_lookup import bill_at, bill_of, settlement_of, since
from slakit.engine.tally.tally_store import TallyStore
from slakit.engine.user_errors import blamed
from slakit.errors import ContractError
from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.penalty import Penalty
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext
from slakit.penalties.settlement.step import Step
from slakit.statements.adjustment import Adjustment
from slakit.statements.line import Line
from slakit.timeline.span import Span
from slakit.values.money import Money
from slakit.windows.period import Period

ANY = "EUR"  # stands for the currency of an agreement that pays no money, whose steps see nothing but zeros


def in_time(lines: Iterable[Line]) -> list[Line]:
    """Lines by the end of their period, those of shorter periods first; else in the order of the objectives."""
    return sorted(lines, key=lambda line: (line.period.span.last, -line.period.span.first))


def told(lines: Iterable[Line]) -> tuple[Adjustment, ...]:
    """The cuts of some lines, each once, with what they come to together."""
    found: dict[tuple[str, str, str], Adjustment] = {}
    for cut in (cut for line in lines for cut in line.cuts):
        key = (cut.period, cut.word, cut.told)
        known = found.get(key)
        found[key] = cut if known is None else evolve(cut, before=_sum(known.before, cut.before), after=_sum(known.after, cut.after))
    return tuple(found.values())


def _sum(left: Money | None, right: Money | None) -> Money | None:
    return left if right is None else right if left is None else left + right


def settled(board: TallyStore, lines: Sequence[Line], as_of: int, earlier: Iterable[PriorLine] = ()) -> list[Line]:
    """Lines with what is payable of each, before it must be claimed; `earlier` holds lines that are not among them, as they were settled.

    Each billing period goes through the steps of the settlement that is in force at its start.
    """
    plan = board.plan
    before = sorted(earlier, key=_end)
    apart = {bill_of(plan, Period(one.span, one.span, False, one.label)) for one in before}
    bills: dict[Span, list[int]] = {}
    for place, line in enumerate(lines):
        bills.setdefault(bill_of(plan, line.period), []).append(place)
    done = list(lines)
    for span in sorted(bills, key=lambda span: (span.last, -span.first)):
        steps = settlement_of(plan, span).order
        known = before[bisect_right(before, since(plan, span), key=_end) : bisect_right(before, span.last, key=_end)] if steps else []
        found = _settled(bill_at(plan, board, span, tuple(known), as_of, apart), steps, [lines[place] for place in bills[span]], as_of)
        for place, line in zip(bills[span], found, strict=True):
            done[place] = line
        over = [line for line in found if line.period.span.last <= as_of]
        for line, paid in zip(over, claimed(board, over, as_of), strict=True):
            insort(before, evolve(_earlier(line), payable=paid.payable), key=_end)  # what is forfeited uses up a cap, and was never paid
    return done


def _end(one: PriorLine) -> int:
    return one.span.last


def _settled(bill: SettlementContext, steps: Sequence[Step], lines: Sequence[Line], as_of: int) -> list[Line]:
    """The lines of one billing period after all steps."""
    over = [place for place, line in enumerate(lines) if line.period.span.last <= as_of and not line.unsettled]
    rounds = any(step.rounds for step in steps)
    dues = [_due(lines[place], bill, rounds) for place in over]
    cuts: list[list[Adjustment]] = [[] for _ in over]
    try:
        for step in steps:
            given = _stepped(step, dues, bill)
            for place, (old, new) in enumerate(zip(dues, given, strict=True)):
                if new.told:
                    label = bill.period.label if bill.period else lines[over[place]].period.label
                    before = old.amount + (new.gross - old.gross)  # what became money is gross too
                    moved = (before, new.amount) if before != new.amount else (None, None)
                    cuts[place].append(Adjustment(label, step.word, new.told, *moved))
            dues = [evolve(due, told="") for due in given]
    except Missing as error:
        return list(_missing(lines, over, f"{bill.period.label if bill.period else ''}: {error}"))
    done = list(lines)
    for place, due, told in zip(over, dues, cuts, strict=True):
        done[place] = _paid(lines[place], due, tuple(told))
    return [line if line.credit is None or line.entitled is not None else evolve(line, entitled=line.payable) for line in done]


def _missing(lines: Sequence[Line], over: Sequence[int], why: str) -> Iterator[Line]:
    """Lines of which it cannot be said what is payable, because a base of the settlement is not known."""
    for place, line in enumerate(lines):
        owing = place in over and (line.credit or line.units)
        yield evolve(line, payable=None, entitled=None, unsettled=why) if owing else evolve(line, entitled=line.payable)


def _stepped(step: Step, dues: Sequence[LineAmount], bill: SettlementContext) -> list[LineAmount]:
    """What a step gives, once it is known to be as many dues in the same money."""
    label = bill.period.label if bill.period else ", ".join(dict.fromkeys(due.name for due in dues))
    with blamed(f"the step {type(step).__name__} of the settlement, {label}"):
        given = list(step.settle(tuple(dues), bill))
    named = [(due.name, due.group, due.span) for due in dues]
    if [(due.name, due.group, due.span) for due in given] != named:
        raise ContractError(f"{step!r} did not give back every due in its order; return one for each of {len(dues)}")
    for old, new in zip(dues, given, strict=True):
        if new.amount.currency != old.amount.currency or new.amount.exact < 0:
            raise ContractError(
                f"{step!r} made {new.amount} of {old.amount}; return an amount in {old.amount.currency} that is not negative"
            )
    return given


def _due(line: Line, bill: SettlementContext, rounds: bool) -> LineAmount:
    nothing = Money(0, bill.currency or ANY)
    exact = line.owed if rounds and line.owed is not None else line.credit
    return LineAmount(
        name=line.name,
        group=line.group,
        label=line.period.label,
        span=line.period.span,
        outcome=line.outcome,
        amount=exact or nothing,
        bonus=line.bonus or nothing,
        returned=line.returned or nothing,
        banked=nothing,
        units=line.units,
    )


def _paid(line: Line, due: LineAmount, cuts: tuple[Adjustment, ...]) -> Line:
    """A line with what its due came to."""
    units = Penalty(None, units=[*due.units, *due.converted]).units if due.converted else due.units
    if line.credit is None:
        return evolve(line, units=units, converted=due.converted, cuts=cuts)
    amount = due.amount.rounded()
    return evolve(
        line,
        credit=due.gross.rounded(),
        payable=amount,
        entitled=amount,
        bonus=line.bonus if due.bonus == line.bonus or (line.bonus is None and not due.bonus) else due.bonus.rounded(),
        returned=due.returned.rounded() if due.returned or line.returned else line.returned,
        banked=due.banked.rounded() if due.banked else None,
        units=units,
        converted=due.converted,
        cuts=cuts,
    )


def _earlier(line: Line) -> PriorLine:
    """What the settlement of later billing periods sees of a line."""
    return PriorLine(
        name=line.name,
        group=line.group,
        label=line.period.label,
        span=line.period.span,
        outcome=line.outcome,
        judged=line.verdict.judged,
        credit=line.credit,
        payable=line.payable,
        entitled=line.entitled,
        bonus=line.bonus,
        returned=line.returned,
        banked=line.banked,
        units=line.units,
        rights=line.rights,
    )
