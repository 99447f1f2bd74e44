"""Checks of caps and smallest amounts: those that never cut, those that cut everything, and money that rounding takes away."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import TypeVar

from slakit.agreements.agreement import Agreement
from slakit.agreements.paths import Path
from slakit.analysis.checks.contract import Contract, Promise, length
from slakit.analysis.checks.figures import Region, figures
from slakit.analysis.checks.finding import Witness
from slakit.analysis.checks.flaw import Flaw
from slakit.analysis.checks.paid import MISSES, Paid, edges_of, far, fewest_failures, paid, payments, rests_on_records, worst
from slakit.analysis.checks.witness import Shows, all_at_worst, at_figure
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import Credit
from slakit.penalties.bases.credit_base import Fee, FixedAmount
from slakit.penalties.bases.more_than import MoreThan
from slakit.penalties.settlement.cap import Cap
from slakit.penalties.settlement.minimums import MinimumPayout
from slakit.penalties.wrappers.caps import Capped
from slakit.statements.line import Line
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.windows.period import Period

StepKind = TypeVar("StepKind", Cap, MinimumPayout)
HAIR = Fraction(1, 1_000_000_000)


def caps_of(contract: Contract) -> Iterator[tuple[Promise, Path, Capped]]:
    """Every cap of a rule that can be held against what the rule pays, whatever records say."""
    for promise in contract.promises:
        for path, rule in promise.rules():
            read = set() if not isinstance(rule, Capped) or rule.base is None else set(rule.base.readings)
            if isinstance(rule, Capped) and rule.of is None and set(rule.rule.readings) <= read:
                yield promise, path, rule


def cap_never_binds(contract: Contract) -> Iterator[Flaw]:
    """The worst service there is comes to no more than the cap."""
    for promise, path, cap in caps_of(contract):
        held, free = worst(promise, promise.longest, cap), worst(promise, promise.longest, cap.rule)
        if held and len(held) == len(free) and all(one.size == other.size for one, other in zip(held, free, strict=True)):
            most = max(free, key=lambda one: one.size)
            text = f"the worst service comes to {_shown(most)}, and the cap is {cap.most}"
            remedy = "leave capped out, or write a cap below what the worst service comes to"
            yield Flaw(path, text, remedy, _witness(promise, promise.longest, most, _uncapped))
    for path, agreement, index, step in _steps(contract, Cap):
        most_owed, limit = _most(contract, agreement, step), _limit(contract, agreement, step)
        if most_owed is not None and limit is not None and most_owed.exact <= limit.exact:
            text = f"the worst service comes to {most_owed.rounded().show()} in a billing period, and the cap to {limit.rounded().show()}"
            remedy = "leave the cap out, or write one below what the worst service comes to"
            witness = all_at_worst(contract, agreement, lambda credit, payable: credit == payable and bool(credit))
            yield Flaw((*path, *_step_path(agreement, index)), text, remedy, witness, step.clause)


def cap_always_binds(contract: Contract) -> Iterator[Flaw]:
    """The least that is ever owed is more than the cap."""
    for promise, path, cap in caps_of(contract):
        owed = _owed_at_edges(promise, cap.rule)
        held = [paid(promise, promise.shortest, one.figure, cap, fewest_failures(cap.rule)) for one in owed]
        if owed and all(one is not None and one.size < other.size for one, other in zip(held, owed, strict=True)):
            least = min(owed, key=lambda one: one.size)
            text = f"the least that is owed is {_shown(least)}, and the cap is {cap.most}"
            remedy = "write what is paid instead of the cap, or a cap above it"
            yield Flaw(path, text, remedy, _witness(promise, promise.shortest, least, _capped))
    for path, agreement, index, step in _steps(contract, Cap):
        limit = _limit(contract, agreement, step)
        concerned = _paying(contract, agreement, step)
        if limit is None or step.per is not None or not concerned or _looks_elsewhere(step):
            continue
        owed = [one for promise in concerned for one in _owed_at_edges(promise) if not rests_on_records(promise)]
        if owed and min(one.size for one in owed) > limit.exact:
            least = min(owed, key=lambda one: one.size)
            text = f"the least that is owed is {_shown(least)}, and the cap comes to {limit.rounded().show()}"
            promise = next(promise for promise in concerned if least in _owed_at_edges(promise))
            witness = _witness(promise, promise.shortest, least, lambda line: bool(line.payable) and line.payable != line.credit)
            remedy = "write what is paid instead of the cap, or a cap above it"
            yield Flaw((*path, *_step_path(agreement, index)), text, remedy, witness, step.clause)


def minimum_never_reached(contract: Contract) -> Iterator[Flaw]:
    """The worst service comes to less than the smallest amount that is paid, so that nothing is ever paid."""
    for path, agreement, index, step in _steps(contract, MinimumPayout):
        passed = isinstance(step.least, MoreThan)
        least = _worth(contract, agreement, step.least.amount if isinstance(step.least, MoreThan) else step.least, step.of)
        most_owed = _most(contract, agreement, step)
        if most_owed and least is not None and (most_owed.exact < least.exact or (passed and most_owed.exact == least.exact)):
            paid_from = f"{'only more' if passed else 'no less'} than {least.show()}"
            text = f"the worst service comes to {most_owed.rounded().show()} in a billing period, and {paid_from} is paid"
            witness = all_at_worst(contract, agreement, lambda credit, payable: bool(credit) and not payable)
            remedy = "write a smallest amount that bad service reaches"
            yield Flaw((*path, *_step_path(agreement, index)), text, remedy, witness, step.clause)


def money_rounded_away(contract: Contract) -> Iterator[Flaw]:
    """So little is owed that rounding makes nothing of it."""
    for promise in contract.promises:
        if promise.agreement.settlement.rounds or rests_on_records(promise):
            continue
        held = figures(promise, promise.shortest)
        for region, one in payments(promise, promise.shortest):
            ends = [held.pick(Region(region.low, region.high, region.low_in, region.high_in)), *_ends(promise, region)]
            owed = [paid(promise, promise.shortest, end) for end in dict.fromkeys(ends) if end is not None]
            credits = [two.penalty.credit for two in owed if two is not None and two.penalty.credit is not None]
            if one.penalty.credit and all(credit.rounded().exact == 0 for credit in credits):
                exact = Quantity(one.penalty.credit.exact, "").show()
                text = f"{exact} {one.penalty.credit.currency} are owed, which round to {one.penalty.credit.rounded().show()}"
                witness = _witness(promise, promise.shortest, one, lambda line: line.outcome == "missed" and not line.credit)
                yield Flaw(promise.at("penalty"), text, "write an amount of a cent or more, or a smallest amount: floored(...)", witness)
                break


def _ends(promise: Promise, region: Region) -> list[Fraction]:
    """Figures close to the ends of a region, or practically without end where it has none."""
    held, beyond = figures(promise, promise.shortest), far(edges_of(promise), promise.objective.metric.unit)
    low = region.low if region.low is not None else -beyond if held.low is None else held.low
    high = region.high if region.high is not None else beyond if held.high is None else held.high
    hair = (high - low) * HAIR
    return [low + hair, high - hair] if hair else []


def _owed_at_edges(promise: Promise, rule: PenaltyRule | None = None) -> list[Paid]:
    """The payments at each edge and a hair beside it, where there are any, for as few failures as are paid for."""
    rule = rule or promise.objective.penalty
    held = figures(promise, promise.shortest)
    edges = edges_of(promise, rule)
    gap = min((high - low for low, high in pairwise(edges)), default=Fraction(1)) * HAIR
    close: list[Region] = []
    for edge in edges:
        close += [Region(edge - gap, edge, True, False), Region(edge, edge), Region(edge, edge + gap, False)]
    near = [held.pick(part) for part in close]
    fewest = fewest_failures(rule) if rule is not None else 1
    owed = [_least_ever(promise, figure, rule, fewest) for figure in dict.fromkeys(near) if figure is not None]
    return [one for one in owed if one is not None]


def _least_ever(promise: Promise, figure: Fraction, rule: PenaltyRule | None, failures: int) -> Paid | None:
    """The least that is owed at a figure, be it the first miss or one after many; None where nothing is."""
    each = [paid(promise, promise.shortest, figure, rule, failures, misses) for misses in (0, MISSES)]
    return min((one for one in each if one is not None and one.size), key=lambda one: one.size, default=None)


def _steps(contract: Contract, kind: type[StepKind]) -> Iterator[tuple[Path, Agreement, int, StepKind]]:
    """The steps of a kind of the settlements, with the path of what they are a part of."""
    for path, agreement in contract.terms:
        for index, step in enumerate(agreement.settlement.order):
            if isinstance(step, kind):
                yield path, agreement, index, step


def _step_path(agreement: Agreement, index: int) -> Path:
    return ("settlement", "cap") if agreement.settlement.cap is not None else ("settlement", "steps", index)


def _paying(contract: Contract, agreement: Agreement, step: Cap | MinimumPayout) -> list[Promise]:
    paying = [one for one in contract.of(agreement) if one.objective.penalty and one.objective.name not in step.excluding]
    return [one for one in paying if not step.only or one.objective.name in step.only]


def _most(contract: Contract, agreement: Agreement, step: Cap | MinimumPayout) -> Money | None:
    """The most that the lines of a step come to in a billing period; None where that is unknown, or they pay in kind."""
    total: Money | None = None
    others = [one for one in agreement.settlement.order if not isinstance(one, Cap | MinimumPayout)]
    if others or step.each or _looks_elsewhere(step) or not contract.billing.periods or (isinstance(step, Cap) and step.in_kind):
        return None
    for promise in _paying(contract, agreement, step):
        rule = promise.objective.penalty
        grouped = any(reading.by for reading in promise.objective.metric.parts())
        if rule is None or grouped or rests_on_records(promise) or not rule.kinds <= {"money", "a right"}:
            return None
        owed = worst(promise, promise.longest)
        if not owed:
            return None
        most = max((one.penalty.credit for one in owed if one.penalty.credit), default=None, key=lambda credit: credit.exact)
        if most is not None:
            bills = Counter(contract.billing.period_of(period) for period in promise.periods)
            lines = max(bills.values())
            total = most * lines if total is None else total + most * lines
    return total


def _looks_elsewhere(step: Cap | MinimumPayout) -> bool:
    """True if a cap counts what was used before the term, or what is left after bonuses."""
    return isinstance(step, Cap) and (step.net or step.used is not None)


def _limit(contract: Contract, agreement: Agreement, step: Cap) -> Money | None:
    """The least that a cap comes to for one billing period; None where that is unknown."""
    worth = _worth(contract, agreement, step.most, step.of)
    if worth is None or step.per is None or not contract.billing.periods or (isinstance(step.most, Quantity) and not step.most.dimension):
        return worth  # a share of a longer stretch is as many times that of one period
    stretch = max(length(period.span) for period in step.per.within(agreement.timezone).periods(contract.agreement.span))
    return worth / ceil(Fraction(stretch, min(length(period.whole) for period in contract.billing.periods)))


def _worth(contract: Contract, agreement: Agreement, part: Credit, of: object) -> Money | None:
    """The worth of a credit in a billing period, where the contract itself says that."""
    if isinstance(part, Money):
        return part
    base = agreement.fee if of is None or of == Fee() else of.money if isinstance(of, FixedAmount) else None
    return None if base is None or part.dimension else base * part.base


def _witness(promise: Promise, period: Period, owed: Paid, shows: Shows) -> Witness | None:
    return None if owed.figure is None else at_figure(promise, period, owed.figure, shows)


def _uncapped(line: Line) -> bool:
    return bool(line.credit or line.units) and not any("capped" in step for step in line.steps)


def _capped(line: Line) -> bool:
    return any("capped" in step for step in line.steps)


def _shown(owed: Paid) -> str:
    if owed.penalty.credit:
        return owed.penalty.credit.rounded().show()
    return " and ".join(unit.show() for unit in owed.penalty.units) or "nothing"
