"""Apply the settlement: what is payable of the credits of each billing period, step by step, in time order (docs/numbers.md P5, P7)."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import evolve

from slakit.engine.statement.apply_claims import claimed
from slakit.engine.statement.billing_lookup import billing_span, settlement_context, settlement_of, since
from slakit.engine.tally.tally_store import TallyStore
from slakit.engine.user_errors import blamed
from slakit.errors import ContractError
from slakit.penalties.amounts import Amounts, Use, names_of, plus
from slakit.penalties.bases.credit_base import Missing
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
    """Sort lines by the end of their period, shorter periods first; equal ones keep the order of the objectives."""
    return sorted(lines, key=lambda line: (line.period.span.last, -line.period.span.first))


def adjustments(lines: Iterable[Line]) -> tuple[Adjustment, ...]:
    """The adjustments of some lines, each once, with the sums of their amounts before and after."""
    summed: dict[tuple[str, str, str], Adjustment] = {}
    for one in (one for line in lines for one in line.adjustments):
        key = (one.period, one.word, one.text)
        so_far = summed.get(key)
        summed[key] = one if so_far is None else evolve(one, before=plus(so_far.before, one.before), after=plus(so_far.after, one.after))
    return tuple(summed.values())


def settled(store: TallyStore, lines: Sequence[Line], as_of: int, earlier: Iterable[PriorLine] = ()) -> list[Line]:
    """Lines with what is payable of each, before it must be claimed; `earlier` holds lines that are not among them, as they were settled.

    Each billing period goes through the steps of the settlement that is in force at its start.
    """
    plan = store.plan
    before = sorted(earlier, key=_end)
    closed = {billing_span(plan, Period(one.span, one.span, False, one.label)) for one in before}
    by_span: dict[Span, list[int]] = {}
    for index, line in enumerate(lines):
        by_span.setdefault(billing_span(plan, line.period), []).append(index)
    done = list(lines)
    for span in sorted(by_span, key=lambda span: (span.last, -span.first)):
        steps = settlement_of(plan, span).order
        seen = before[bisect_right(before, since(plan, span), key=_end) : bisect_right(before, span.last, key=_end)] if steps else []
        context = settlement_context(plan, store, span, tuple(seen), as_of, closed)
        after = _settled(context, steps, [lines[index] for index in by_span[span]], as_of)
        for index, line in zip(by_span[span], after, strict=True):
            done[index] = line
        for line in claimed(store, [line for line in after if line.period.span.last <= as_of], as_of):
            insort(before, line.prior, key=_end)  # what is forfeited uses up a cap, and was never paid
    return done


def _end(one: PriorLine) -> int:
    return one.span.last


def _settled(context: SettlementContext, steps: Sequence[Step], lines: Sequence[Line], as_of: int) -> list[Line]:
    over = [index for index, line in enumerate(lines) if line.period.span.last <= as_of and not line.unsettled]
    rounds = any(step.rounds for step in steps)
    amounts = [_amount_of(lines[index], context, rounds) for index in over]
    cuts: list[list[Adjustment]] = [[] for _ in over]
    done = list(lines)
    try:
        for step in steps:
            after = _stepped(step, amounts, context)
            for index, old, new, made in zip(over, amounts, after, cuts, strict=True):
                if new.text:
                    before = old.payable + (new.credit - old.credit)  # what became money is credit too
                    moved = (before, new.payable) if before != new.payable else (None, None)
                    made.append(Adjustment(context.label or lines[index].period.label, step.word, new.text, *moved))
            amounts = [evolve(amount, text="") if amount.text else amount for amount in after]
    except Missing as error:  # a base of the settlement is not known
        for index in over:
            if lines[index].credit or lines[index].units:
                unknown = evolve(lines[index].amounts, payable=None, entitled=None)
                done[index] = evolve(lines[index], amounts=unknown, unsettled=f"{context.label}: {error}")
        return done
    for index, amount, made in zip(over, amounts, cuts, strict=True):
        done[index] = evolve(lines[index], amounts=_settled_amounts(lines[index].amounts, amount), adjustments=tuple(made))
    return done


def _stepped(step: Step, lines: Sequence[LineAmount], context: SettlementContext) -> list[LineAmount]:
    """The lines after a step, checked to be the same lines in the same currency."""
    label = context.label or ", ".join(dict.fromkeys(line.name for line in lines))
    with blamed(f"the step {type(step).__name__} of the settlement, {label}"):
        after = list(step.settle(tuple(lines), context))
    if [(line.name, line.group, line.span) for line in after] != [(line.name, line.group, line.span) for line in lines]:
        raise ContractError(f"{step!r} did not return every line in its order; return one for each of {len(lines)} lines")
    for old, new in zip(lines, after, strict=True):
        if new.payable.currency != old.payable.currency or new.payable.exact < 0:
            remedy = f"return an amount in {old.payable.currency} that is not negative"
            raise ContractError(f"{step!r} made {new.payable} of {old.payable}; {remedy}")
    return after


def _amount_of(line: Line, context: SettlementContext, rounds: bool) -> LineAmount:
    exact = line.exact_credit if rounds and line.exact_credit is not None else line.credit
    return LineAmount.of(line.prior, exact or Money(0, context.currency or ANY))


def _settled_amounts(amounts: Amounts, line: LineAmount) -> Amounts:
    units = (*line.units, *line.converted)
    if units != amounts.units or line.converted != amounts.converted:
        amounts = evolve(amounts, units=units, converted=line.converted)
    if amounts.credit is None:
        return amounts
    money = names_of(Use.STEP, money=True)
    changed: dict[str, Any] = {name: new.rounded() for name in money if (new := getattr(line, name)) or getattr(amounts, name)}
    return evolve(amounts, entitled=line.payable.rounded(), **changed)
