"""CreditBase: what a share is a share of, when that is not the fee of the period (docs/numbers.md P2). The door is `amount`.

Tiered({"99 %": "10 %"}, of=RecordedAmount("charges", "amount"))  # of what records say was charged in the period
Flat("2 %", of="80000 GBP")                                       # of an amount that the contract names
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction
from typing import ClassVar, Protocol

import attrs

from slakit.errors import ContractError, UnitError
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.expressions.expression import number_field
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.record_values import Number
from slakit.penalties.bases.shares import share_of, worth
from slakit.penalties.composite import Composite
from slakit.values.fields import field_name, names, number_name, whole_number
from slakit.values.money import Money, money
from slakit.values.old_words import refuses_old_words
from slakit.values.quantity import Quantity
from slakit.windows.period import Period


class Missing(Exception):
    """A base has no amount for a period; the line says so, and nothing is guessed."""


class RecordsMissing(Missing):
    """Records are needed of a period of which only a statement is there."""

    @classmethod
    def of(cls, stream: str, label: str) -> RecordsMissing:
        return cls(f"the records of stream {stream!r} for {label} are wanted, and a statement does not hold them; feed them with history=")


class BeforeTerm(Missing):
    """The period lies before the term, where there are no records."""


class BaseContext(Protocol):
    """The questions that a base may ask of the case of one line, or of the settlement of a billing period."""

    @property
    def currency_code(self) -> str:
        """The currency of the agreement; ContractError when it names none."""

    @property
    def period(self) -> Period | None:
        """The period that is asked about; None for lines that end in no billing period."""

    def fee_of(self, back: int = 0) -> Money | None:
        """The fee of the period, or of one so many periods back; None where there is none."""

    def billed_fee(self, billed: int = 0, back: int = 0) -> Money | None:
        """The fee of the billing period that the period, or one so many periods back, ends in, or of the one `billed` before that."""

    def fed(self, reading: Reading, back: int = 0) -> Tally | None:
        """The tally of what a base reads, of the period or of one so many periods back; None outside the term."""


class RecordedField(Composite):
    """Base class of what reads a number from records: its attributes say of which stream, field, instant, records and groups."""

    stream: str
    field: str
    at: str
    filters: Filter
    groups: tuple[str, ...]
    digits: int

    @property
    def readings(self) -> tuple[Reading, ...]:
        return (Reading(self.stream, self.at, Number(self.field, self.digits), self.filters, self.groups),)

    def recorded(self, case: BaseContext, back: int = 0) -> Fraction:
        """Return what the field adds up to in the period of a case, or in one so many periods earlier; raises Missing without a record."""
        tally = case.fed(self.readings[0], back)
        if tally is None or not (sums := Sums.of(tally)).count:
            kind = BeforeTerm if tally is None and back > 0 else Missing
            raise kind(f"stream {self.stream!r} has no {self.field} for {_named_period(case, back)}")
        return Fraction(sums.total, 10**self.digits)


def _named_period(case: BaseContext, back: int) -> str:
    """The period of a case, or one so many periods earlier, in words: "2026-03", "the period after 2026-12"."""
    label = case.period.label if case.period else "the period"
    if not back:
        return label
    return f"the period {f'{abs(back)} ' if abs(back) > 1 else ''}{'before' if back > 0 else 'after'} {label}"


class CreditBase(Composite, ABC):
    """The amount that a share is a share of."""

    @abstractmethod
    def amount(self, case: BaseContext, back: int = 0) -> Money:
        """Return the amount for the period of a case, or for one so many periods earlier; raises Missing when there is none."""

    called: ClassVar[str] = ""
    """The name that a document gives it in its table of bases, for reports alone; set when it is read."""

    def show(self) -> str:
        """Return the text of a report, which stands before its amount; empty for an amount that needs no name."""
        return repr(self)

    @property
    def title(self) -> str:
        """Its name in the contract, or else the text of a report."""
        return repr(self.called) if self.called else self.show()

    def __mul__(self, share: object) -> CreditBase:
        return Part(self, share_of(share))

    __rmul__ = __mul__

    def __sub__(self, other: CreditBase) -> CreditBase:
        return Less(self, other) if isinstance(other, CreditBase) else NotImplemented


def base_of(value: object) -> CreditBase | None:
    """A base, or money for one that the contract names; None is the fee."""
    if value is None or isinstance(value, CreditBase):
        return value
    try:
        return FixedAmount(money(value))
    except UnitError:
        remedy = "write of='80000 GBP', of=RecordedAmount('charges', 'amount') or of=Fee()"
        raise ContractError(f"of={value!r} is not a base; {remedy}{by_value(value)}") from None


def by_value(text: object) -> str:
    """The remedy for a name that is no base, which may be meant as the field that an amount goes by; empty for what is no name."""
    named = isinstance(text, str) and bool(text.strip()) and not any(sign.isdigit() or sign == "=" for sign in text)
    return f", or credit_by={text!r} for an amount by the value of that field" if named else ""


def not_negative(base: CreditBase, amount: Money) -> Money:
    """Return the amount of a base; raises Missing where it is less than nothing, of which there is no share."""
    if amount.exact < 0:
        raise Missing(f"{base.title or 'the base'} comes to {amount.show()}, less than nothing")
    return amount


@attrs.frozen(repr=False)
class FixedAmount(CreditBase):
    """An amount that the contract names."""

    money: Money = attrs.field(converter=money)

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        return self.money

    def show(self) -> str:
        return ""


@attrs.frozen(repr=False)
class Fee(CreditBase):
    """The fee of the period, or of one so many periods `back`: 1 is the preceding bill, -1 the next.

    Before the first period of the term, and after the last, there is no fee: a line that needs it stays unsettled, and says so.
    """

    back: int = attrs.field(default=0, validator=whole_number(None, 1))

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        fee = case.fee_of(self.back + back)
        if fee is None:
            count, side = abs(self.back + back), "before" if self.back + back > 0 else "after"
            kind = BeforeTerm if side == "before" else Missing
            over = "" if side == "before" else ": the term is over then"
            raise kind(f"there is no period {f'{count} ' if count > 1 else ''}{side} this one, whose fee it is{over}")
        return fee

    needs_fee = True

    def show(self) -> str:
        return {0: "the fee", 1: "the preceding fee", -1: "the next fee"}.get(self.back, f"the fee {self.back} periods before")


@attrs.frozen(repr=False)
class RecordedAmount(RecordedField, CreditBase):
    """The sum of a field of a stream over the records of the period, in the currency of the agreement.

    >>> RecordedAmount("charges", "amount", where={"service": "storage"})
    RecordedAmount('charges', 'amount', where={'service': 'storage'})

    With `by` it is the amount of the line's own group. A period without a record has no amount.
    """

    stream: str = attrs.field(validator=field_name)
    field: str = attrs.field(converter=number_field, validator=number_name)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    back: int = attrs.field(default=0, validator=whole_number(None, 1), kw_only=True)
    filters: Filter = attrs.field(factory=Filter, converter=filter_of, alias="where", kw_only=True)
    groups: tuple[str, ...] = attrs.field(default=(), converter=names, alias="by", kw_only=True)
    digits: int = attrs.field(default=6, kw_only=True)

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        return Money(self.recorded(case, self.back + back), case.currency_code)

    def show(self) -> str:
        return f"{self.field} of {self.stream}"


@refuses_old_words
@attrs.frozen(repr=False)
class Average(CreditBase):
    """The mean of a base over the last `n` periods, this one not among them unless `current`; fewer at the start of the term.

    A period of the term whose amount is not known leaves the line unsettled.
    """

    n: int = attrs.field(validator=whole_number(1, 3))
    of: CreditBase = attrs.field(factory=Fee)
    current: bool = attrs.field(default=False, kw_only=True)

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        amounts = []
        first = 0 if self.current else 1
        for more in range(first, first + self.n):
            try:
                amounts.append(self.of.amount(case, back + more))
            except BeforeTerm:
                continue
        if not amounts:
            raise Missing(f"there is no period of which {self.show()} could be taken")
        return sum(amounts[1:], amounts[0]) / len(amounts)

    def show(self) -> str:
        return f"the average of {self.n} periods of {self.of.title}"


@refuses_old_words
@attrs.frozen(repr=False)
class Part(CreditBase):
    """A share of another base, such as the amount at risk; made by `*`.

    >>> Fee() * "10 %"
    Fee() * '10 %'
    """

    of: CreditBase
    share: Quantity = attrs.field(converter=share_of, eq=worth)

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        return self.of.amount(case, back) * self.share.base

    def show(self) -> str:
        return f"{self.share} of {self.of.title}"

    def __repr__(self) -> str:
        return f"{f'({self.of!r})' if isinstance(self.of, Less) else repr(self.of)} * {str(self.share)!r}"


@refuses_old_words
@attrs.frozen(repr=False)
class Less(CreditBase):
    """A base less another, such as the fee less what is passed through; made by `-`."""

    of: CreditBase
    less: CreditBase

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        left = self.of.amount(case, back) - self.less.amount(case, back)
        return max(left, left * 0)

    def show(self) -> str:
        return f"{self.of.title} less {self.less.title}"

    def __repr__(self) -> str:
        return f"{self.of!r} - {f'({self.less!r})' if isinstance(self.less, Less) else repr(self.less)}"
