"""Grants: a right on top of what a rule owes, once that comes to so much."""

from attrs import evolve, field, frozen, validators

from slakit.errors import ContractError
from slakit.penalties.bases.credit import Credit, credit
from slakit.penalties.bases.credit_base import CreditBase, Missing, base_of
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.wrappers.wrapper import Limited
from slakit.values.fields import named_text, whole_number
from slakit.values.money import Money
from slakit.values.quantity import Quantity


def _opening(value: object) -> Credit | tuple[Credit, ...] | None:
    if isinstance(value, list | tuple):
        return tuple(map(credit, value))
    return None if value is None else credit(value)


def _listed(value: Credit | tuple[Credit, ...] | None) -> tuple[Credit, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _alike(amount: Credit, owing: Credit) -> bool:
    """True if an amount can be added up against what is owed: money against money or a share of it, days against days."""
    if isinstance(amount, Money):
        return isinstance(owing, Money) or not owing.dimension
    return isinstance(owing, Quantity) and amount.dimension == owing.dimension != ""


@frozen(repr=False)
class Grants(Limited):
    """A rule that gives a right on top, once what it owes comes to so much: points, days, money, or a share of a base.

    >>> Flat("5 points").grants("terminate", owing="20 points", within=6)
    Flat('5 points').grants('terminate', owing='20 points', within=6)

    The lines of all earlier periods are added up, or of those `within` so many, this one among them; so it is written after all else. The
    right stands in every such period in which the rule owes anything. `opening` is what was owed before the term: "8 points" in all, or
    with `within` a list, of the periods just before the term, the latest last: ["5 points", "0 points"].
    """

    last = True
    looks_back = True

    right: str = field(validator=named_text("terminate"))
    owing: Credit = field(converter=credit, kw_only=True)
    within: int | None = field(default=None, validator=validators.optional(whole_number(2, 6)), kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)
    opening: Credit | tuple[Credit, ...] | None = field(default=None, converter=_opening, kw_only=True)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.within is not None and self.opening is not None and not isinstance(self.opening, tuple):
            problem = f"opening={str(self.opening)!r} does not say in which of the periods before the term it came to be owed"
            raise ContractError(f"{problem}; write a list, the latest last: opening=[{str(self.opening)!r}]")
        if strange := [amount for amount in _listed(self.opening) if not _alike(amount, self.owing)]:
            raise ContractError(f"opening={str(strange[0])!r} is not in the unit of owing={str(self.owing)!r}; write both in one")

    @property
    def limit(self) -> Credit:
        return self.owing

    @property
    def credits(self) -> tuple[Credit, ...]:
        return (self.owing,)

    def _opened(self, case: Case) -> tuple[Credit, ...]:
        """The amounts owed before the term that still count."""
        amounts = _listed(self.opening)
        if self.within is None:
            return amounts
        before = self.within - 1 - len(case.history)
        return amounts[-before:] if before > 0 else ()

    @property
    def kinds(self) -> set[str]:
        return self.rule.kinds | {"a right"}

    def assess(self, case: Case) -> Penalty:
        penalty = self.rule.assess(case)
        if not penalty:
            return penalty
        wanted, arithmetic = case.worth(self.owing, self.base)
        past = case.history if self.within is None else case.history[-(self.within - 1) :]
        total = _total(penalty, past, wanted)
        opened = self._opened(case)
        if opened:
            total = sum(opened, total) if total is not None else sum(opened[1:], opened[0])
        if total is None or total < wanted:  # type: ignore[operator]  # both are of one kind
            return penalty
        note = f"{total.show()} in all, at least {arithmetic}: the customer may {self.right}"
        return evolve(penalty, rights=tuple(dict.fromkeys((*penalty.rights, self.right))), steps=(*penalty.steps, note))


def _total(penalty: Penalty, past: tuple[PriorLine, ...], wanted: Credit) -> Credit | None:
    """Return the sum of a penalty and earlier lines, in money or in the unit of `wanted`; None if there is none."""
    if isinstance(wanted, Money):
        if missing := [one.label for one in past if one.credit is None]:
            raise Missing(f"what was credited for {missing[0]} is not known")
        return None if penalty.credit is None else sum((one.credit for one in past if one.credit), penalty.credit)
    every = [*penalty.units, *(unit for one in past for unit in one.units)]
    alike = [unit for unit in every if unit.dimension == wanted.dimension]
    return sum(alike[1:], alike[0]) if alike else None
