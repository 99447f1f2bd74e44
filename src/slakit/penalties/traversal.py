"""What a rule is made of: the rules within it, the kinds of what it pays, and of what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import fields, has

from slakit.errors import ContractError
from slakit.penalties.base import PenaltyRule, settings
from slakit.penalties.bases.credit import Credit, shares
from slakit.penalties.bases.credit_base import CreditBase, Fee
from slakit.penalties.bases.factors import Failures, LookupNumber
from slakit.penalties.rules.bonus import Bonus
from slakit.penalties.rules.flat import PerBreach
from slakit.penalties.rules.product import Product
from slakit.penalties.rules.rights import Grants, Right
from slakit.penalties.tables.by_level import ByLevel
from slakit.penalties.tables.payout_table import PayoutTable
from slakit.penalties.wrappers.combinators import Several
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.values.money import Money
from slakit.values.quantity import Quantity

KINDS = {"": "money", "[time]": "time", "[item]": "points"}


def inside(rule: PenaltyRule) -> Iterator[PenaltyRule]:
    """A rule and all that it is made of: what it stands around, what it joins, what its tiers pay."""
    yield rule
    made: Any = type(rule)
    for one in fields(made) if has(made) else ():
        for part in _rules(getattr(rule, one.name)):
            yield from inside(part)


def _rules(value: object) -> Iterator[PenaltyRule]:
    if isinstance(value, PenaltyRule):
        yield value
    for one in value if isinstance(value, tuple) else ():
        yield from _rules(one)


def counts_failures(rule: PenaltyRule) -> bool:
    """Whether it pays by how often a period failed, which is kept for no earlier period."""
    factors = (factor for one in inside(rule) if isinstance(one, Product) for _, factor in one.factors)
    return any(isinstance(one, PerBreach) for one in inside(rule)) or any(map(_failures, factors))


def _failures(factor: object) -> bool:
    return isinstance(factor, Failures) or (isinstance(factor, LookupNumber) and _failures(factor.factor))


def kinds(rule: PenaltyRule) -> set[str]:
    """What it pays: "money", "time", "points", "a bonus", "a right"; none where the contract alone cannot tell."""
    if isinstance(rule, Right):
        return {"a right"}
    if isinstance(rule, Wrapper):
        return kinds(rule.rule) | ({"a right"} if isinstance(rule, Grants) else set())
    if isinstance(rule, Bonus):
        found = kinds(rule.earned) if isinstance(rule.earned, PenaltyRule) else {_kind(earns) for _, earns in rule.earned}
        return {"a bonus" if kind == "money" else kind for kind in found}
    if isinstance(rule, Several):
        return {kind for one in rule.rules for kind in kinds(one)}
    if isinstance(rule, PayoutTable | ByLevel):
        return {_kind(one) for one in rule.credits} | {kind for one in rule.rules for kind in kinds(one)}
    found = {_kind(one) for one in settings(rule) if isinstance(one, Money | Quantity)}
    return found or ({"money"} if rule.pays_money else set())


def _kind(one: Credit) -> str:
    return "money" if isinstance(one, Money) else KINDS.get(one.dimension, one.dimension)


def own_base(rule: PenaltyRule) -> CreditBase | None:
    """What the shares that a rule pays are shares of, so that a limit on it is a share of the same; None is the fee.

    Raises ContractError where they are shares of several.
    """
    found: dict[CreditBase | None, None] = {None if base == Fee() else base: None for one in inside(rule) for base in _bases(one)}
    if len(found) > 1:
        told = " and of ".join("the fee" if base is None else repr(base) for base in found)
        raise ContractError(f"{rule!r} pays shares of {told}, and it is not said of which a limit on them is a share; write of=Fee()")
    return next(iter(found), None)


def _bases(one: PenaltyRule) -> Iterator[CreditBase | None]:
    """The bases of one rule itself, those within it left aside."""
    if isinstance(one, Wrapper | Several):
        return
    base = getattr(one, "of", None)
    if isinstance(base, CreditBase):
        yield base
    elif shares(*one.credits) if isinstance(one, PayoutTable | ByLevel) else one.needs_fee and not _turns(one):
        yield None


def _turns(one: PenaltyRule) -> bool:
    return isinstance(one, Bonus) and isinstance(one.earned, PenaltyRule)
