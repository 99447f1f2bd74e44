"""Capped and Floored: no more than so much, and no less where anything is owed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, ClassVar

from attrs import evolve, field, frozen

from slakit.errors import ContractError
from slakit.metrics.reading import Reading
from slakit.penalties.base import Case, PenaltyRule
from slakit.penalties.bases.credit import Credit, amounts, credit, shares
from slakit.penalties.bases.credit_base import CreditBase, FixedAmount, base_of
from slakit.penalties.penalty import Penalty
from slakit.penalties.traversal import inside, own_base
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.values.money import Money
from slakit.values.quantity import Quantity


@frozen(repr=False)
class _Limit(Wrapper):
    """A rule whose pay is held on one side of an amount, a share, or so much in kind.

    A share without `of` is one of what the rule itself pays shares of.
    """

    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    @abstractmethod
    def limit(self) -> Credit:
        """The amount, share or so much in kind."""

    @property
    def base(self) -> CreditBase | None:
        """What a share is a share of; None is the fee."""
        return self.of or own_base(self.rule) if shares(self.limit) else self.of

    def __attrs_post_init__(self) -> None:
        _ = self.base  # so that a share of one of several is refused
        for problem in self.crossed():
            raise ContractError(problem)

    def crossed(self, fee: Money | None = None) -> Iterator[str]:
        """Caps below the floors that they are written with, as far as the contract and the fee of a period can tell."""
        for other in inside(self.rule) if isinstance(self, Capped) else (self.rule, *self.layers):
            cap, floor = (self, other) if isinstance(self, Capped) else (other, self)
            if isinstance(cap, Capped) and isinstance(floor, Floored) and below((cap.most, cap.base), (floor.least, floor.base), fee):
                yield f"the cap {str(cap.most)!r} is below the floor {str(floor.least)!r}; write a cap above it"

    @property
    def amounts(self) -> tuple[Money, ...]:
        return self.rule.amounts + amounts(self.limit) + (self.of.amounts if self.of else ())

    @property
    def needs_fee(self) -> bool:
        return self.rule.needs_fee or (self.base.needs_fee if self.base else shares(self.limit))

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.rule.readings + (self.of.readings if self.of else ())


def crossed(rule: PenaltyRule, fee: Money | None) -> Iterator[str]:
    """What `_Limit.crossed` finds anywhere in a rule, once the fee is known."""
    for part in inside(rule):
        if isinstance(part, _Limit):
            yield from part.crossed(fee)


def below(most: tuple[Credit, CreditBase | None], least: tuple[Credit, CreditBase | None], fee: Money | None = None) -> bool:
    """Whether one amount is less than another, each with its base, where they are known to compare."""
    one, other = (_known(*given, fee) for given in (most, least))
    if isinstance(one, Money) and isinstance(other, Money):
        return one.currency == other.currency and one.exact < other.exact
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        alike = bool(one.dimension) or most[1] == least[1]
        return alike and one.dimension == other.dimension and one.base < other.base
    return False


def _known(part: Credit, of: CreditBase | None, fee: Money | None) -> Credit:
    """A share in money, where its base is known; otherwise as it is."""
    base = fee if of is None else of.money if isinstance(of, FixedAmount) else None
    return part if isinstance(part, Money) or part.dimension or base is None else base * part.base


def _held(penalty: Penalty, limit: Money | Quantity, side: Callable[[Any, Any], Any], told: str) -> Penalty:
    """A penalty whose money and bonus, or whose amounts of one kind together, are held on one side of a limit."""
    if isinstance(limit, Money):
        money, bonus = (side(amount, limit) if amount else amount for amount in (penalty.credit, penalty.bonus))
        held = [*([told] if money != penalty.credit else []), *([f"bonus: {told}"] if bonus != penalty.bonus else [])]
        return evolve(penalty, credit=money, bonus=bonus, steps=(*penalty.steps, *held)) if held else penalty
    alike = [amount for amount in penalty.units if amount.dimension == limit.dimension]
    gross = sum((amount.base for amount in alike), Fraction(0))
    left = side(gross, limit.base)
    if not alike or left == gross:
        return penalty
    units = [amount for amount in penalty.units if amount.dimension != limit.dimension]
    for place, amount in enumerate(alike):  # the first keep theirs, and the last gets what is more
        kept = left if place == len(alike) - 1 else min(amount.base, left)
        units.append(Quantity.of_base(kept, amount.unit))
        left -= kept
    return evolve(penalty, units=tuple(units), steps=(*penalty.steps, told))


@frozen(repr=False)
class Capped(_Limit):
    """A rule that pays no more than a share, an amount, or so much in kind.

    >>> Linear("1 %", per="1 pp").capped("10 %")
    Linear('1 %', per='1 pp').capped('10 %')

    A share without `of` is one of what the rule pays shares of: `Flat("5 %", of=RecordedAmount("charges", "amount")).capped("25 %")` of
    the charges. Days are capped together with hours, points with points. A bonus is capped for itself, at the same amount.
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
        most, arithmetic = case.worth(self.limit, self.base)
        return _held(penalty, most, min, f"capped at {arithmetic}")


@frozen(repr=False)
class Floored(_Limit):
    """A rule that pays at least so much where it pays anything.

    >>> Linear("1 %", per="1 pp").floored("50 GBP")
    Linear('1 %', per='1 pp').floored('50.00 GBP')

    A bonus is lifted too. A cap below the floor is refused where the contract and its fee can tell; otherwise what is written last is
    done last.
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
        least, arithmetic = case.worth(self.limit, self.base)
        return _held(penalty, least, max, f"at least {arithmetic}")
