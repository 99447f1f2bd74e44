"""Cap: the most that lines may come to together, in a stretch of time."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from attrs import evolve, field, frozen

from slakit.errors import ContractError
from slakit.penalties.bases.credit import Credit, credit, exactly, owed
from slakit.penalties.bases.credit_base import CreditBase, Missing, base_of
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext, shared, total
from slakit.penalties.settlement.step import Step, each_of, objectives_of, who
from slakit.timeline.instants import DAY
from slakit.timeline.span import Span
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.windows.base import Window
from slakit.windows.window import window


def _per(value: object) -> Window | None:
    return None if value is None else window(value)  # type: ignore[arg-type]  # whatever a contract says


def _each(value: str) -> str:
    if each_of(value) == "line":
        raise ContractError("each='line' is the cap of a rule; write penalty=Flat('5 %').capped('10 %')")
    return value


@frozen(repr=False)
class Cap(Step):
    """The most that lines may come to in a billing period, or in each stretch of a window: a share of its fee, money, days or points.

    >>> Cap("10 %", per="rolling 12 months")
    Cap('10 %', per=rolling('12 months'))

    `per` is a window ("quarterly", "yearly", "rolling 12 months", "whole term"); what was settled in the stretch before uses the cap up,
    in time order, and what ends together shares the cut by largest remainder, to the cent. A share is one of the fee of the stretch, or
    of what another base comes to over it, up to now where records tell it. A rolling stretch ends with the billing period. `only` names
    the objectives it is for; `each` makes it a cap of each "objective" or "group". "15 days" caps what is owed in days, the first lines
    keeping theirs; with `of` it is money, the worth of so many days: `Cap("7 days", of=Fee())`.
    """

    word = "capped"

    most: Credit = field(converter=credit)
    per: Window | None = field(default=None, converter=_per, kw_only=True)
    only: tuple[str, ...] = field(default=(), converter=objectives_of, kw_only=True)
    each: str = field(default="", converter=_each, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def objectives(self) -> tuple[str, ...]:
        return self.only

    @property
    def in_kind(self) -> bool:
        """Whether it caps what is owed in days or points."""
        return isinstance(self.most, Quantity) and bool(self.most.dimension) and self.of is None

    def since(self, bill: SettlementContext) -> int:
        return min(bill.span.first, bill.stretch(self.per, bill.span.first + 1).first, bill.stretch(self.per, bill.span.last).first)

    def settle(self, dues: tuple[LineAmount, ...], bill: SettlementContext) -> Sequence[LineAmount]:
        if bill.period is None and self.per is None:
            return dues  # a line in no billing period has no cap of one
        used: dict[object, list[PriorLine | LineAmount]] = {}
        for one in bill.earlier:
            if self._concerns(one):
                used.setdefault(self._key(one), []).append(one)
        found = dict(enumerate(dues))
        mine = [(place, due) for place, due in found.items() if self._concerns(due)]
        for _, together in groupby(mine, key=lambda pair: pair[1].span.last):
            lots: dict[object, list[tuple[int, LineAmount]]] = {}
            for place, due in together:
                lots.setdefault(self._key(due), []).append((place, due))
            for key, lot in lots.items():
                before = used.setdefault(key, [])
                cut = self._cut([due for _, due in lot], before, bill)
                found |= zip((place for place, _ in lot), cut, strict=True)
                before += cut
        return list(found.values())

    def _concerns(self, one: PriorLine | LineAmount) -> bool:
        return not self.only or one.name in self.only

    def _key(self, one: PriorLine | LineAmount) -> object:
        """What those that share a cap have in common."""
        return {"": None, "objective": one.name, "group": one.group}[self.each]

    def _cut(self, lot: list[LineAmount], before: list[PriorLine | LineAmount], bill: SettlementContext) -> list[LineAmount]:
        """What is left of dues that end together, after what used up their cap before."""
        stretch = bill.stretch(self.per, lot[0].span.last)
        inside = [one for one in before if stretch.first < one.span.last <= stretch.last]
        within = bill.called(self.per, lot[0].span.last)
        if self.in_kind:
            return self._cut_units(lot, [amount for one in inside for amount in one.units], within)
        gross = total((due.amount for due in lot), lot[0].amount.currency)
        if not gross:
            return lot
        used = total((amount for amount in map(_used, inside) if amount), gross.currency)
        most, arithmetic = self._most(bill, stretch)
        left = max(most.rounded() - used, gross * 0)
        if gross <= left:
            return lot
        told = f"{who(lot[0], self.each, self.only)}{gross.show()} capped at {arithmetic}{within}"
        return shared(left, lot, told + (f", of which {used.show()} was used up before" if used else ""))

    def _most(self, bill: SettlementContext, stretch: Span) -> tuple[Money, str]:
        if isinstance(self.most, Money):
            return self.most, self.most.show()
        base = bill.worth(self.of, stretch)
        if self.most.dimension:
            whole = bill.days(stretch) if self.of is None else bill.worth_days(self.of, stretch)
            amount = base * (self.most.base / DAY / whole)
            return amount, f"{self.most.show()} of {Quantity(whole, 'day').show()} at {base.show()} = {exactly(amount)}"
        amount, arithmetic = owed(self.most, base, 1, "" if self.of is None else str(self.of))  # type: ignore[assignment]  # a share
        return amount, arithmetic

    def _cut_units(self, lot: list[LineAmount], before: list[Quantity], within: str) -> list[LineAmount]:
        most: Quantity = self.most  # type: ignore[assignment]  # in kind
        used = sum((amount.base for amount in before if amount.dimension == most.dimension), Fraction(0))
        left, cut = max(most.base - used, Fraction(0)), []
        spent = f", of which {Quantity.of_base(used, most.unit).show()} was used up before" if used else ""
        for due in lot:
            after: list[Quantity] = []
            for amount in due.units:
                kept = min(amount.base, left) if amount.dimension == most.dimension else amount.base
                left -= kept if amount.dimension == most.dimension else 0
                after += [Quantity.of_base(kept, amount.unit)] if kept else []
            owing = " and ".join(amount.show() for amount in due.units)
            told = f"{who(due, self.each, self.only)}{owing} capped at {most.show()}{within}{spent}"
            cut.append(due if tuple(after) == due.units else evolve(due, units=tuple(after), told=told))
        return cut


def _used(one: PriorLine | LineAmount) -> Money | None:
    """What a line that was settled before has used up."""
    if isinstance(one, LineAmount):
        return one.amount
    if one.settled is None and one.credit:
        raise Missing(f"what is payable of {one.name}, {one.label}, is not known, and uses up the same cap")
    return one.settled
