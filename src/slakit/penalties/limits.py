"""Capped and Floored: no more than so much, and no less where anything is owed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, field, frozen

from slakit.errors import ContractError
from slakit.metrics.reading import Reading
from slakit.penalties.around import Around
from slakit.penalties.base import Case, PenaltyRule
from slakit.penalties.bases import Base, base_of
from slakit.penalties.credit import Credit, amounts, credit, shares
from slakit.penalties.joined import Several
from slakit.penalties.penalty import Penalty
from slakit.values.money import Money
from slakit.values.quantity import Quantity


@frozen(repr=False)
class _Limit(Around):
    """A rule whose pay is held on one side of an amount, a share, or so much in kind."""

    of: Base | None = field(default=None, converter=base_of, kw_only=True)

    @property
    @abstractmethod
    def limit(self) -> Credit:
        """The amount, share or so much in kind."""

    def __attrs_post_init__(self) -> None:
        for other in _inside(self.rule) if isinstance(self, Capped) else (self.rule, *self.layers):
            cap, floor = (self, other) if isinstance(self, Capped) else (other, self)
            if isinstance(cap, Capped) and isinstance(floor, Floored) and cap.of == floor.of and _less(cap.most, floor.least):
                raise ContractError(f"the cap {str(cap.most)!r} is below the floor {str(floor.least)!r}; write a cap above it")

    @property
    def amounts(self) -> tuple[Money, ...]:
        return self.rule.amounts + amounts(self.limit) + (self.of.amounts if self.of else ())

    @property
    def needs_fee(self) -> bool:
        return self.rule.needs_fee or (self.of.needs_fee if self.of else shares(self.limit))

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.rule.readings + (self.of.readings if self.of else ())


def _inside(rule: PenaltyRule) -> Iterator[PenaltyRule]:
    """A rule and all that it is made of."""
    yield rule
    for part in rule.rules if isinstance(rule, Several) else [rule.rule] if isinstance(rule, Around) else []:
        yield from _inside(part)


def _less(one: Credit, other: Credit) -> bool:
    """Whether one is less than the other, where the contract alone can tell."""
    if isinstance(one, Money) and isinstance(other, Money):
        return one.currency == other.currency and one.exact < other.exact
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.dimension == other.dimension and one.base < other.base
    return False


@frozen(repr=False)
class Capped(_Limit):
    """A rule that pays no more than a share, an amount, or so much in kind.

    >>> Linear("1 %", per="1 pp").capped("10 %")
    Linear('1 %', per='1 pp').capped('10 %')
    """

    word: ClassVar[str] = "capped"

    most: Credit = field(converter=credit)

    @property
    def limit(self) -> Credit:
        return self.most

    def assess(self, case: Case) -> Penalty:
        penalty = self.rule.assess(case)
        if not penalty:
            return penalty
        most, arithmetic = case.worth(self.limit, self.of)
        if isinstance(most, Money):
            if not penalty.owed or penalty.owed <= most:
                return penalty
            return evolve(penalty, owed=most, steps=(*penalty.steps, f"capped at {arithmetic}"))
        units = tuple(min(amount, most) if amount.dimension == most.dimension else amount for amount in penalty.units)
        return penalty if units == penalty.units else evolve(penalty, units=units, steps=(*penalty.steps, f"capped at {arithmetic}"))


@frozen(repr=False)
class Floored(_Limit):
    """A rule that pays at least so much where it pays anything.

    >>> Linear("1 %", per="1 pp").floored("50 GBP")
    Linear('1 %', per='1 pp').floored('50.00 GBP')

    A cap below the floor is refused where the contract alone can tell; otherwise what is written last is done last.
    """

    word: ClassVar[str] = "floored"

    least: Credit = field(converter=credit)

    @property
    def limit(self) -> Credit:
        return self.least

    def assess(self, case: Case) -> Penalty:
        penalty = self.rule.assess(case)
        if not penalty:
            return penalty
        least, arithmetic = case.worth(self.limit, self.of)
        if isinstance(least, Money):
            if not penalty.owed or penalty.owed >= least:
                return penalty
            return evolve(penalty, owed=least, steps=(*penalty.steps, f"at least {arithmetic}"))
        units = tuple(max(amount, least) if amount.dimension == least.dimension else amount for amount in penalty.units)
        return penalty if units == penalty.units else evolve(penalty, units=units, steps=(*penalty.steps, f"at least {arithmetic}"))
