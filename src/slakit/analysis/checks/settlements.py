"""Checks of settlements: steps and claims that have nothing to work on, points that lead nowhere, and claims that come too soon."""

from collections.abc import Iterator

from slakit.agreements.agreement import Agreement
from slakit.analysis.checks.contract import Contract, Promise
from slakit.analysis.checks.finding import Witness
from slakit.analysis.checks.flaw import Flaw
from slakit.analysis.checks.paid import payments
from slakit.analysis.checks.witness import at_figure
from slakit.penalties.base import PenaltyRule
from slakit.penalties.rules.right import Right
from slakit.penalties.settlement.bonus_bank import BonusBank
from slakit.penalties.settlement.claims import INCIDENT, ClaimStage, deadline
from slakit.penalties.settlement.convert import Convert, PointsTable
from slakit.penalties.settlement.offsets import EarnBack, Offset
from slakit.penalties.settlement.only_one import OnlyLargest, OnlySmallest
from slakit.penalties.settlement.step import Step
from slakit.penalties.settlement.weighted_pool import WeightedPool
from slakit.penalties.wrappers.earned_back import earned_back
from slakit.penalties.wrappers.grants import Grants
from slakit.statements.line import Line
from slakit.values.quantity import Quantity

WANTED = {"time": "days", "points": "points", "a bonus": "bonuses", "money": "money"}


def step_without_use(contract: Contract) -> Iterator[Flaw]:
    """A step of the settlement works on what no promise ever owes."""
    for path, agreement in contract.terms:
        owed = _kinds(contract, agreement)
        for index, step in enumerate(agreement.settlement.order):
            missing = _missing(step, owed, contract, agreement)
            if missing:
                where = ("settlement", "cap") if agreement.settlement.cap is not None else ("settlement", "steps", index)
                text = f"no promise {missing} that it works on"
                yield Flaw((*path, *where), text, "leave the step out, or write what it is for", clause=step.clause)


def _kinds(contract: Contract, agreement: Agreement) -> set[str]:
    """The kinds of what the promises of an agreement owe; all of them where a rule of one's own does not say."""
    rules = [one.objective.penalty for one in contract.of(agreement) if one.objective.penalty]
    kinds: set[str] = set()
    for rule in rules:
        kinds |= rule.kinds or set(WANTED)
        kinds |= {"a return"} if earned_back(rule) else set()
    if any(isinstance(step, WeightedPool) for step in agreement.settlement.order):
        kinds |= {"money"}
    if any(isinstance(step, EarnBack) for step in agreement.settlement.order):
        kinds |= {"a return"}
    return kinds


def _missing(step: Step, owed: set[str], contract: Contract, agreement: Agreement) -> str:
    """The thing that a step works on and nobody owes, in words."""
    if isinstance(step, WeightedPool):
        return ""
    if isinstance(step, Convert):
        kind = "time" if step.unit.dimension == "[time]" else "points"
        return "" if kind in owed else f"owes the {WANTED[kind]}"
    if isinstance(step, PointsTable):
        return "" if "points" in owed else "owes the points"
    if isinstance(step, BonusBank):
        return "" if "a bonus" in owed or step.opening is not None else "earns the bonus"
    if isinstance(step, Offset):
        return "" if owed & {"a bonus", "a return"} else "earns a bonus, or earns back,"
    if isinstance(step, OnlyLargest | OnlySmallest):
        concerned = [one for one in contract.of(agreement) if not step.objectives or one.objective.name in step.objectives]
        paying = [one for one in concerned if one.objective.penalty]
        return "" if step.between == "line" or len(paying) > 1 else "but one owes anything of the several"
    return "" if owed - {"a right", "a return"} else "owes the money"


def points_without_use(contract: Contract) -> Iterator[Flaw]:
    """Points are owed, and nothing makes money or a right of them."""
    for promise in contract.promises:
        rule = promise.objective.penalty
        steps = promise.agreement.settlement.order
        turned = any(isinstance(step, PointsTable) or (isinstance(step, Convert) and step.unit.dimension == "[item]") for step in steps)
        righted = rule is not None and any(isinstance(part, Grants | Right) for part in rule.walk())
        if rule is None or turned or righted or not _owes_points(rule):
            continue
        owed = next((one for _, one in payments(promise, promise.shortest) if one.penalty.units and one.figure is not None), None)
        witness = None if owed is None or owed.figure is None else at_figure(promise, promise.shortest, owed.figure, _only_points)
        remedy = 'write a step that says what a point is worth: steps = [{ is = "convert", unit = "1 point", into = "0.5 %" }]'
        yield Flaw(promise.at("penalty"), "it owes points, and nothing makes money or a right of them", remedy, witness)


def _owes_points(rule: PenaltyRule) -> bool:
    """True if a rule owes what is called points; other things in kind, such as days or credits of usage, are what the customer gets."""
    owed = [credit for part in rule.walk() if isinstance(part, PenaltyRule) for credit in part.credits]
    return any(isinstance(credit, Quantity) and credit.unit.text.startswith("point") for credit in owed)


def _only_points(line: Line) -> bool:
    return bool(line.units) and not line.payable


def claims_with_nothing_to_claim(contract: Contract) -> Iterator[Flaw]:
    """Claims have a deadline, and no promise owes anything that could be claimed."""
    for path, agreement in contract.terms:
        claims = agreement.settlement.claims
        if claims and not claims.automatic and not _kinds(contract, agreement) - {"a right", "a bonus"}:
            text = "no promise owes anything that could be claimed"
            yield Flaw((*path, "settlement", "claims"), text, "leave claims out, or write what is owed", clause=claims.clause)


def claim_due_before_period_ends(contract: Contract) -> Iterator[Flaw]:
    """A claim is due before the period is over, when nobody knows yet whether anything is owed."""
    for path, agreement in contract.terms:
        claims = agreement.settlement.claims
        paying = [one for one in contract.of(agreement) if one.objective.penalty]
        for stage in claims.order[-1:] if claims else ():  # what comes before the claim itself, such as a notice, may be early
            for promise in paying if stage.after == INCIDENT and stage.within else ():
                span = promise.longest.span
                if _due(stage, span.first, agreement) < span.last:
                    text = f"{stage.within} after an incident at its start, {promise.longest.label} still goes on"
                    remedy = 'write after = "period", or more time'
                    staged = ("stages", len(claims.stages) - 1) if claims and claims.stages else ()
                    where = (*path, "settlement", "claims", *staged, "within")
                    yield Flaw(where, text, remedy, _early(promise), claims.clause if claims else "")
                    break


def _due(stage: ClaimStage, since: int, agreement: Agreement) -> int:
    claims = agreement.settlement.claims
    return deadline(str(stage.within), since, agreement.timezone, claims.on if claims else None, agreement.window).at


def _early(promise: Promise) -> Witness | None:
    """The smallest failure that is owed for, which must be claimed before its period is over."""
    for _, owed in payments(promise, promise.longest)[::-1]:
        if not owed.met and owed.size and owed.figure is not None:
            shown = at_figure(promise, promise.longest, owed.figure, _claimed_early)
            if shown:
                return shown
    return None


def _claimed_early(line: Line) -> bool:
    return line.claim_by is not None and line.claim_by < line.period.span.end
