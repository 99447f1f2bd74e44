"""Right and Grants: what the customer may do, such as terminate, step in, ask for a corrective plan, or audit."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import evolve, field, frozen

from slakit.errors import ContractError
from slakit.metrics.reading import Reading
from slakit.penalties.base import Case, PenaltyRule
from slakit.penalties.bases.credit import Credit, amounts, credit, shares
from slakit.penalties.bases.credit_base import CreditBase, Missing, base_of
from slakit.penalties.penalty import Penalty
from slakit.penalties.wrappers.repeated import periods
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.values.money import Money
from slakit.values.quantity import Quantity


def _named(instance: object, attribute: object, value: Any) -> None:
    if not isinstance(value, str) or not value.strip():
        raise ContractError(f"right={value!r} is not the name of a right; write Right('terminate')")


@frozen(repr=False)
class Right(PenaltyRule):
    """The customer has a right after a missed period, a period that had to report and did not among them.

    >>> Right("terminate").only_if(in_a_row=3)
    Right('terminate').only_if(in_a_row=3)
    """

    needs_past = False

    right: str = field(validator=_named)

    @property
    def pays_money(self) -> bool:
        return False

    def assess(self, case: Case) -> Penalty:
        if not case.missed:
            return case.nothing
        return Penalty(case.nothing.credit, (f"the customer may {self.right}",), rights=(self.right,))


@frozen(repr=False)
class Grants(Wrapper):
    """A rule that gives a right on top, once what it owes comes to so much: points, days, money, or a share of a base.

    >>> Flat("5 points").grants("terminate", owing="20 points", within=6)
    Flat('5 points').grants('terminate', owing='20 points', within=6)

    The lines of all earlier periods are added up, or of those `within` so many, this one among them; so it is written after all else. The
    right stands in every such period in which the rule owes anything.
    """

    word: ClassVar[str] = "grants"
    last: ClassVar[bool] = True

    right: str = field(validator=_named)
    owing: Credit = field(converter=credit, kw_only=True)
    within: int | None = field(default=None, validator=periods, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _ = self.base  # so that a share of one of several is refused

    @property
    def amounts(self) -> tuple[Money, ...]:
        return self.rule.amounts + amounts(self.owing) + (self.of.amounts if self.of else ())

    @property
    def needs_fee(self) -> bool:
        return self.rule.needs_fee or (self.base.needs_fee if self.base else shares(self.owing))

    @property
    def base(self) -> CreditBase | None:
        """What a share is a share of: where it is not said, what the rule itself pays shares of; None is the fee."""
        from slakit.penalties.traversal import own_base

        return self.of or own_base(self.rule) if shares(self.owing) else self.of

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.rule.readings + (self.of.readings if self.of else ())

    @property
    def needs_past(self) -> bool:
        return True

    def assess(self, case: Case) -> Penalty:
        penalty = self.rule.assess(case)
        if not penalty:
            return penalty
        wanted, arithmetic = case.worth(self.owing, self.base)
        found = self._money(case, penalty) if isinstance(wanted, Money) else self._kind(case, penalty, wanted)
        if found is None or not _reached(found, wanted):
            return penalty
        told = f"{found.show()} in all, at least {arithmetic}: the customer may {self.right}"
        return evolve(penalty, rights=tuple(dict.fromkeys((*penalty.rights, self.right))), steps=(*penalty.steps, told))

    def _money(self, case: Case, penalty: Penalty) -> Money | None:
        past = case.history if self.within is None else case.history[-(self.within - 1) :]
        unknown = [one.label for one in past if one.credit is None]
        if unknown:
            raise Missing(f"what was credited for {unknown[0]} is not known")
        return None if penalty.credit is None else sum((one.credit for one in past if one.credit), penalty.credit)

    def _kind(self, case: Case, penalty: Penalty, wanted: Quantity) -> Quantity | None:
        past = case.history if self.within is None else case.history[-(self.within - 1) :]
        every = [*penalty.units, *(unit for one in past for unit in one.units)]
        alike = [unit for unit in every if unit.dimension == wanted.dimension]
        return sum(alike[1:], alike[0]) if alike else None


def _reached(found: Money | Quantity, wanted: Money | Quantity) -> bool:
    if isinstance(found, Money) and isinstance(wanted, Money):
        return found >= wanted
    return isinstance(found, Quantity) and isinstance(wanted, Quantity) and found >= wanted
