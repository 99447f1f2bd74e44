"""Amounts: what one line, or several, come to in money, in kind and in rights."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import cache
from typing import Any, Generic, Self, TypeVar, overload

from attrs import evolve, field, fields, frozen, resolve_types

from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.source_repr import in_brackets

T = TypeVar("T")


def added_up(units: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Add up amounts of one unit, and leave out those that come to nothing; in the order of their units."""
    sums: dict[str, Quantity] = {}
    for amount in units:
        name = amount.unit.text
        sums[name] = sums[name] + amount if name in sums else amount
    return tuple(amount for _, amount in sorted(sums.items()) if amount.base) if sums else ()


def _each_once(rights: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rights))


class Use(Enum):
    """The uses of an amount; each field of `Amounts` says its own, and everything else follows from them."""

    RULE = "given by the rule of a penalty"
    STEP = "changed by the steps of a settlement"
    TOTAL = "added up in the JSON of a statement"
    POSTED = "posted where an amended statement differs from the closed one"
    COMPARED = "compared, with those that are posted, to find the lines that differ"
    DIGESTED = "covered by the digest of a history"


def _for(*uses: Use, digested: int | None = None) -> dict[Use, int]:
    """Return the metadata of an amount; `digested` is its position in the digest, which is not that of its field and may never change."""
    return dict.fromkeys(uses, 0) | ({} if digested is None else {Use.DIGESTED: digested})


@frozen
class Amounts:
    """The amounts of a line, from its verdict to what is payable; None is money that is unknown, or that the agreement does not pay.

    `credit` is what the penalty comes to, with what a step of the settlement made money of, and `payable` what the settlement leaves of
    it. Where it must be claimed, `entitled` is what was payable before, `claimed` what of it was claimed in time and `forfeited` what was
    not; `entitled_units` and `forfeited_units` say the same of what is owed in kind. `bonus` is what the customer pays on top, `returned`
    what of earlier credits goes back to the provider, `banked` what went into a bank of bonuses, or came out of it with a minus. `units`
    came to be owed in kind, such as days of service or points, of which `converted` became money. `rights` is what the customer may now do.
    """

    credit: Money | None = field(default=None, metadata=_for(Use.RULE, Use.STEP, Use.TOTAL, Use.POSTED, digested=0))
    payable: Money | None = field(default=None, kw_only=True, metadata=_for(Use.STEP, Use.TOTAL, Use.POSTED, digested=1))
    bonus: Money | None = field(default=None, kw_only=True, metadata=_for(Use.RULE, Use.STEP, Use.TOTAL, Use.POSTED, digested=3))
    entitled: Money | None = field(default=None, kw_only=True, metadata=_for(Use.TOTAL, digested=2))
    claimed: Money | None = field(default=None, kw_only=True, metadata=_for(Use.TOTAL))
    forfeited: Money | None = field(default=None, kw_only=True, metadata=_for(Use.TOTAL))
    returned: Money | None = field(default=None, kw_only=True, metadata=_for(Use.RULE, Use.STEP, Use.TOTAL, Use.POSTED))
    banked: Money | None = field(default=None, kw_only=True, metadata=_for(Use.STEP))
    units: tuple[Quantity, ...] = field(
        default=(), converter=added_up, kw_only=True, metadata=_for(Use.RULE, Use.STEP, Use.POSTED, digested=4)
    )
    converted: tuple[Quantity, ...] = field(default=(), kw_only=True, metadata=_for(Use.STEP, Use.COMPARED))
    entitled_units: tuple[Quantity, ...] = field(default=(), kw_only=True, metadata=_for(digested=5))
    forfeited_units: tuple[Quantity, ...] = field(default=(), kw_only=True)
    rights: tuple[str, ...] = field(default=(), converter=_each_once, kw_only=True, metadata=_for(Use.RULE, Use.COMPARED, digested=6))

    @property
    def in_kind(self) -> tuple[Quantity, ...]:
        """The amounts in kind that have not become money."""
        return added_up([*self.units, *(-amount for amount in self.converted)]) if self.converted else self.units

    @property
    def settled(self) -> Money | None:
        """The amount after settlement, whether or not it was claimed; this uses up a cap."""
        return self.payable if self.entitled is None else self.entitled

    @property
    def for_later(self) -> Amounts:
        """The amounts as rules and settlements of later periods see them: in kind, whether or not they were claimed."""
        if self.claimed is self.forfeited is None and not (self.converted or self.entitled_units or self.forfeited_units):
            return self
        units = (*self.entitled_units, *self.converted) if self.entitled_units else self.units
        return evolve(self, units=units, converted=(), claimed=None, forfeited=None, entitled_units=(), forfeited_units=())

    def rounded(self) -> Self:
        """Round money to the cent."""
        money = [(name, value) for name, value in _values(self) if isinstance(value, Money)]
        cents: dict[str, Any] = {name: cent for name, value in money if (cent := value.rounded()) is not value}
        return evolve(self, **cents) if cents else self

    def __repr__(self) -> str:
        return in_brackets(self, ", ".join(owed_text(self)) or "nothing")

    def __add__(self, other: Self) -> Self:
        return evolve(self, **{name: plus(value, getattr(other, name)) for name, value in _values(self)})

    def __bool__(self) -> bool:
        """True if anything at all is owed."""
        return any(getattr(self, part.name) for part in fields(Amounts))


@cache
def names_of(use: Use | None = None, *, money: bool = False) -> tuple[str, ...]:
    """The names of the amounts that have a use, in its order, or of all of them; with `money` of those alone that are money."""
    parts = [part for part in fields(resolve_types(Amounts)) if use is None or use in part.metadata]
    ordered = parts if use is None else sorted(parts, key=lambda part: int(part.metadata[use]))
    return tuple(part.name for part in ordered if not money or part.type == Money | None)


def _values(amounts: Amounts) -> list[tuple[str, Any]]:
    made: Any = type(amounts)
    return [(name, getattr(amounts, name)) for name in _all_names(made)]


@cache
def _all_names(made: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(made))


def plus(left: Any, right: Any) -> Any:
    """Return the sum of two amounts; None stands for a missing amount."""
    if left is None or right is None:
        return right if left is None else left
    both = left + right
    return added_up(both) if isinstance(both, tuple) and both and isinstance(both[0], Quantity) else both


def owed_text(amounts: Amounts) -> list[str]:
    """Everything that amounts come to, in a few words each: the credit, and what of it is payable where that differs."""
    credit, payable = amounts.credit, amounts.payable
    money = [] if credit is None else [credit.show()]
    money += [] if payable is None or payable == credit else [f"{payable.show()} payable"]
    more = [f"{word} {amount.show()}" for word, amount in (("bonus", amounts.bonus), ("earned back", amounts.returned)) if amount]
    return [*money, *more, *(amount.show() for amount in amounts.in_kind), *amounts.rights]


class _AmountOf(Generic[T]):
    """An attribute that reads the attribute of the same name of `amounts`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, holder: None, owner: type) -> Self: ...
    @overload
    def __get__(self, holder: HoldsAmounts, owner: type) -> T: ...
    def __get__(self, holder: HoldsAmounts | None, owner: type) -> Self | T:
        if holder is None:
            return self
        value: T = getattr(holder.amounts, self.name)
        return value


class HoldsAmounts:
    """Base class of what has `amounts`; each of them is an attribute, too: `line.payable` is `line.amounts.payable`."""

    __slots__ = ()

    amounts: Amounts

    credit = _AmountOf[Money | None]()
    payable = _AmountOf[Money | None]()
    bonus = _AmountOf[Money | None]()
    entitled = _AmountOf[Money | None]()
    claimed = _AmountOf[Money | None]()
    forfeited = _AmountOf[Money | None]()
    returned = _AmountOf[Money | None]()
    banked = _AmountOf[Money | None]()
    units = _AmountOf[tuple[Quantity, ...]]()
    converted = _AmountOf[tuple[Quantity, ...]]()
    entitled_units = _AmountOf[tuple[Quantity, ...]]()
    forfeited_units = _AmountOf[tuple[Quantity, ...]]()
    rights = _AmountOf[tuple[str, ...]]()
    in_kind = _AmountOf[tuple[Quantity, ...]]()
    settled = _AmountOf[Money | None]()
