"""Capped and Floored: no more than so much, and no less where anything is owed."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from attrs import evolve, field, frozen

from slakit.errors import ContractError
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import Credit, credit
from slakit.penalties.bases.credit_base import CreditBase, FixedAmount
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.wrappers.wrapper import Limited, Wrapper
from slakit.values.money import Money
from slakit.values.quantity import Quantity


@frozen(repr=False)
class _Limit(Limited):
    """A rule whose pay is held on one side of its limit."""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        for problem in self.crossed():
            raise ContractError(problem)

    def held(self, case: Case, side: Callable[[Any, Any], Any], note: str) -> Penalty:
        """Return the penalty of the rule, held on one side of the amount of the limit."""
        penalty = self.rule.assess(case)
        if not penalty:
            return penalty
        limit, arithmetic = case.worth(self.limit, self.base)
        return _held(penalty, limit, side, f"{note} {arithmetic}")

    def crossed(self, fee: Money | None = None) -> Iterator[str]:
        """Yield caps below the floors of the same rule, as far as the contract and the fee of a period can tell."""
        for other in self.rule.walk() if isinstance(self, Capped) else _wrappers(self.rule):
            cap, floor = (self, other) if isinstance(self, Capped) else (other, self)
            if isinstance(cap, Capped) and isinstance(floor, Floored) and below((cap.most, cap.base), (floor.least, floor.base), fee):
                yield f"the cap {str(cap.most)!r} is below the floor {str(floor.least)!r}; write a cap above it"


def _wrappers(rule: PenaltyRule) -> Iterator[PenaltyRule]:
    """Yield the nested wrappers of a rule, the outermost first."""
    while isinstance(rule, Wrapper):
        yield rule
        rule = rule.rule


def crossed(rule: PenaltyRule, fee: Money | None) -> Iterator[str]:
    """Yield the caps of a rule that lie below its floors, for a known fee."""
    for part in rule.walk():
        if isinstance(part, _Limit):
            yield from part.crossed(fee)


def below(most: tuple[Credit, CreditBase | None], least: tuple[Credit, CreditBase | None], fee: Money | None = None) -> bool:
    """True if one amount is less than another, each with its base, where they can be compared."""
    one, other = (_in_money(*given, fee) for given in (most, least))
    if isinstance(one, Money) and isinstance(other, Money):
        return one.currency == other.currency and one.exact < other.exact
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        alike = bool(one.dimension) or most[1] == least[1]
        return alike and one.dimension == other.dimension and one.base < other.base
    return False


def _in_money(part: Credit, of: CreditBase | None, fee: Money | None) -> Credit:
    """Return a share as money if its base is an amount; otherwise as it is."""
    base = fee if of is None else of.money if isinstance(of, FixedAmount) else None
    return part if isinstance(part, Money) or part.dimension or base is None else base * part.base


def _held(penalty: Penalty, limit: Money | Quantity, side: Callable[[Any, Any], Any], note: str) -> Penalty:
    """A penalty whose money and bonus, or whose amounts of one kind together, are held on one side of a limit."""
    if isinstance(limit, Money):
        money, bonus = (side(amount, limit) if amount else amount for amount in (penalty.credit, penalty.bonus))
        notes = [*([note] if money != penalty.credit else []), *([f"bonus: {note}"] if bonus != penalty.bonus else [])]
        return evolve(penalty, credit=money, bonus=bonus, steps=(*penalty.steps, *notes)) if notes else penalty
    alike = [amount for amount in penalty.units if amount.dimension == limit.dimension]
    gross = sum((amount.base for amount in alike), Fraction(0))
    left = side(gross, limit.base)
    if not alike or left == gross:
        return penalty
    units = [amount for amount in penalty.units if amount.dimension != limit.dimension]
    for index, amount in enumerate(alike):  # the first keep theirs, and the last gets what is more
        kept = left if index == len(alike) - 1 else min(amount.base, left)
        units.append(Quantity.of_base(kept, amount.unit))
        left -= kept
    return evolve(penalty, units=tuple(units), steps=(*penalty.steps, note))


@frozen(repr=False)
class Capped(_Limit):
    """A rule that pays no more than a share, an amount, or so much in kind.

    >>> Linear("1 %", per="1 pp").capped("10 %")
    Linear('1 %', per='1 pp').capped('10 %')

    A share without `of` is one of what the rule pays shares of: `Flat("5 %", of=RecordedAmount("charges", "amount")).capped("25 %")` of
    the charges. Days are capped together with hours, points with points. A bonus is capped for itself, at the same amount.
    """

    most: Credit = field(converter=credit)

    def assess(self, case: Case) -> Penalty:
        return self.held(case, min, "capped at")


@frozen(repr=False)
class Floored(_Limit):
    """A rule that pays at least so much where it pays anything.

    >>> Linear("1 %", per="1 pp").floored("50 GBP")
    Linear('1 %', per='1 pp').floored('50.00 GBP')

    A bonus is lifted too. A cap below the floor is refused where the contract and its fee can tell; otherwise what is written last is
    done last.
    """

    least: Credit = field(converter=credit)

    def assess(self, case: Case) -> Penalty:
        return self.held(case, max, "at least")
