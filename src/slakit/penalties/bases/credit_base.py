"""Base: what a share is a share of, when that is not the fee of the period (docs/numbers.md P2). The door: `amount`, and what it reads.

Tiered({"99 %": "10 %"}, of=RecordedAmount("charges", "amount"))       # of what records say was charged in the period
Flat("2 %", of="80000 GBP")                                 # of an amount that the contract names
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction
from typing import Any, Protocol, cast

import attrs
from attrs import field, frozen

from slakit.errors import ContractError, UnitError
from slakit.metrics.base import names, text
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.reading import Number, Reading
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.tally import Tally
from slakit.values.money import Money, money
from slakit.values.number import number
from slakit.values.source_repr import written


class Missing(Exception):
    """No amount of a base is known for a period; the line says so, and nothing is guessed."""


class RecordsMissing(Missing):
    """Records of a period that only a statement tells of are wanted."""

    @classmethod
    def of(cls, stream: str, label: str) -> RecordsMissing:
        return cls(f"the records of stream {stream!r} for {label} are wanted, and a statement does not hold them; feed them with history=")


class BeforeTerm(Missing):
    """The period lies before the term, where nothing can be known of it."""


class BaseContext(Protocol):
    """What a base may ask, of the case of one line or of the settlement of a billing period."""

    @property
    def currency_code(self) -> str:
        """The currency of the agreement; ContractError when it names none."""

    def fee_of(self, back: int = 0) -> Money | None:
        """The fee of the period, or of one so many periods back; None where there is none."""

    def fed(self, reading: Reading, back: int = 0) -> Tally | None:
        """The tally of what a base reads, of the period or of one so many periods back; None outside the term."""


class CreditBase(ABC):
    """What a share is a share of."""

    @abstractmethod
    def amount(self, case: BaseContext, back: int = 0) -> Money:
        """The amount for the period of a case, or for one so many periods earlier; raises Missing when it is not known."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What it reads from records."""
        return ()

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The money it names."""
        return ()

    @property
    def needs_fee(self) -> bool:
        """Whether it rests on the fee of the agreement."""
        return False

    def __mul__(self, share: object) -> CreditBase:
        return Part(self, number(share))

    __rmul__ = __mul__

    def __sub__(self, other: CreditBase) -> CreditBase:
        return Less(self, other) if isinstance(other, CreditBase) else NotImplemented

    def __repr__(self) -> str:
        return written(self)


def base_of(value: object) -> CreditBase | None:
    """A base, or money for one that the contract names; None is the fee."""
    if value is None or isinstance(value, CreditBase):
        return value
    try:
        return FixedAmount(money(value))
    except UnitError:
        raise ContractError(
            f"of={value!r} is not a base; write of='80000 GBP', of=RecordedAmount('charges', 'amount') or of=Fee()"
        ) from None


def known(base: CreditBase, amount: Money) -> Money:
    """What a base comes to, once it is used; raises Missing where it is less than nothing, of which there is no share."""
    if amount.exact < 0:
        raise Missing(f"{str(base) or 'the base'} comes to {amount.show()}, less than nothing")
    return amount


def _back(instance: object, attribute: object, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ContractError(f"back={value!r} is not a number of periods; write back=1 for the preceding one")


@frozen(repr=False)
class FixedAmount(CreditBase):
    """An amount that the contract names."""

    money: Money = field(converter=money)

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        return self.money

    @property
    def amounts(self) -> tuple[Money, ...]:
        return (self.money,)

    def __str__(self) -> str:
        return ""


@frozen(repr=False)
class Fee(CreditBase):
    """The fee of the period, or of one so many periods `back`: 1 is the preceding bill, -1 the next."""

    back: int = field(default=0, validator=_back)

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        fee = case.fee_of(self.back + back)
        if fee is None:
            count, side = abs(self.back + back), "before" if self.back + back > 0 else "after"
            kind = BeforeTerm if side == "before" else Missing
            raise kind(f"there is no period {f'{count} ' if count > 1 else ''}{side} this one, whose fee it is")
        return fee

    @property
    def needs_fee(self) -> bool:
        return True

    def __str__(self) -> str:
        return {0: "the fee", 1: "the preceding fee", -1: "the next fee"}.get(self.back, f"the fee {self.back} periods before")


@frozen(repr=False)
class RecordedAmount(CreditBase):
    """What a field of a stream adds up to over the records of the period, in the currency of the agreement.

    >>> RecordedAmount("charges", "amount", where={"service": "storage"})
    RecordedAmount('charges', 'amount', where={'service': 'storage'})

    With `by` it is the amount of the line's own group. No record in a period is an amount that is not known.
    """

    stream: str = field(validator=text)
    field: str = attrs.field(validator=text)
    at: str = attrs.field(default="at", validator=text, kw_only=True)
    back: int = attrs.field(default=0, validator=_back, kw_only=True)
    filters: Filter = attrs.field(factory=Filter, converter=filter_of, alias="where", kw_only=True)
    groups: tuple[str, ...] = attrs.field(default=(), converter=names, alias="by", kw_only=True)
    digits: int = attrs.field(default=6, kw_only=True)

    @property
    def readings(self) -> tuple[Reading, ...]:
        return (Reading(self.stream, self.at, Number(self.field, self.digits), self.filters, self.groups),)

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        tally = case.fed(self.readings[0], self.back + back)
        sums = cast(Sums, tally)
        if tally is None or not sums.count:
            kind = BeforeTerm if tally is None and self.back + back > 0 else Missing
            raise kind(f"stream {self.stream!r} has no {self.field} for the period")
        return Money(Fraction(sums.total, 10**self.digits), case.currency_code)

    def __str__(self) -> str:
        return f"{self.field} of {self.stream}"


@frozen(repr=False)
class _Made(CreditBase):
    """A base made of others: it reads and names what they do."""

    @property
    def inner(self) -> tuple[CreditBase, ...]:
        """The bases it is made of."""
        return (self.base,)  # type: ignore[attr-defined]  # what most are made of

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(reading for base in self.inner for reading in base.readings)

    @property
    def amounts(self) -> tuple[Money, ...]:
        return tuple(amount for base in self.inner for amount in base.amounts)

    @property
    def needs_fee(self) -> bool:
        return any(base.needs_fee for base in self.inner)


@frozen(repr=False)
class Average(_Made):
    """The mean of a base over the last `n` periods, this one not among them unless `current`; fewer at the start of the term.

    A period of the term whose amount is not known leaves the line unsettled.
    """

    n: int = field()
    base: CreditBase = field(factory=Fee)
    current: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if type(self.n) is not int or self.n < 1:
            raise ContractError(f"n={self.n!r} is not a number of periods; write Average(3)")

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        found = []
        for place in range(0 if self.current else 1, self.n + (0 if self.current else 1)):
            try:
                found.append(self.base.amount(case, back + place))
            except BeforeTerm:
                continue
        if not found:
            raise Missing(f"there is no period of which {self} could be taken")
        return sum(found[1:], found[0]) / len(found)

    def __str__(self) -> str:
        return f"the average of {self.n} periods of {self.base}"


@frozen(repr=False)
class Part(_Made):
    """A share of another base, such as the amount at risk; made by `*`."""

    base: CreditBase
    share: Fraction = field(converter=number)

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        return self.base.amount(case, back) * self.share

    def __str__(self) -> str:
        return f"{self.share} of {self.base}"

    def __repr__(self) -> str:
        return f"{f'({self.base!r})' if isinstance(self.base, Less) else repr(self.base)} * {str(self.share)!r}"


@frozen(repr=False)
class Less(_Made):
    """A base less another, such as the fee less what is passed through; made by `-`."""

    base: CreditBase
    less: CreditBase

    @property
    def inner(self) -> tuple[CreditBase, ...]:
        return (self.base, self.less)

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        left = self.base.amount(case, back) - self.less.amount(case, back)
        return max(left, left * 0)

    def __str__(self) -> str:
        return f"{self.base} less {self.less}"

    def __repr__(self) -> str:
        return f"{self.base!r} - {f'({self.less!r})' if isinstance(self.less, Less) else repr(self.less)}"
