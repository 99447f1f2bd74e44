"""Money: an exact amount in one currency; `money("12000 GBP")` reads it (docs/numbers.md P3)."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache, total_ordering
from typing import Any, overload

from attrs import field, frozen

from slakit.errors import UnitError
from slakit.values.currencies import DIGITS, SYMBOLS, minor_digits, nearest
from slakit.values.formatting import as_float, as_int, formatted, rounded_to
from slakit.values.number import BARE, NUMBER, decimals, exact_text, grouped, multiplier, number, plain
from slakit.values.rounding import MODES, round_to

_MONEY = re.compile(rf"\s*({NUMBER})\s*([^\W\d_]+)\s*")
_AMOUNT = re.compile(NUMBER)
_GROUPS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")  # as half of the world writes 12,000


def _exact(value: object) -> Fraction:
    exact = multiplier(value)  # refuses a float
    return number(value) if exact is None else exact


def _currency(code: str) -> str:
    minor_digits(code)
    return code


@cache
def _cent(code: str) -> Fraction:
    return Fraction(10) ** -minor_digits(code)


@total_ordering
@frozen(eq=False, order=False, repr=False)
class Money:
    """An exact amount, a fraction of a cent included, until `rounded()` brings it to the currency's minor unit.

    >>> money("100 GBP") / 7 * 7 == money("100.00 GBP")
    True

    Raises UnitError for a float and wherever two currencies would mix, and for `==` with a number or a text, which is never right. Of two
    currencies, or of money and a quantity, `==` is False: contracts are compared part by part.
    """

    def __attrs_pre_init__(self, exact: object, currency: str) -> None:
        if isinstance(exact, str) and _may_be_groups(exact, currency):  # 12 to one reader, 12,000 to another
            text = exact.strip()
            either = f"write '{text.replace('.', '')} {currency}' or '{Money(Fraction(text), currency)}'"
            raise UnitError(f"'{text} {currency}' is not one amount, its '.' may separate thousands or decimals; {either}")

    exact: Fraction = field(converter=_exact)
    currency: str = field(converter=_currency)

    @classmethod
    def of(cls, amount: int | Fraction | Decimal | str, currency: str) -> "Money":
        """Make money from an amount and an ISO 4217 code.

        >>> Money.of(Decimal("0.5"), "GBP")
        money('0.50 GBP')
        """
        return cls(amount, currency)

    @property
    def amount(self) -> Decimal:
        """The amount with the currency's minor digits, or more if it is finer; UnitError if no decimals are enough, as for 1/7."""
        if decimals(self.exact) is None:
            raise UnitError(f"{str(self)!r} is not a decimal amount; write .rounded().amount")
        return Decimal(exact_text(self.exact, minor_digits(self.currency)))

    @property
    def minor(self) -> int:
        """The amount in minor units, such as pence or cents; UnitError when it has a fraction of one."""
        units = self.exact / _cent(self.currency)
        if units.denominator != 1:
            raise UnitError(f"{str(self)!r} is not a whole number of minor units; write .rounded().minor")
        return units.numerator

    @property
    def is_whole(self) -> bool:
        """True if it is a whole number of minor units."""
        return (self.exact / _cent(self.currency)).denominator == 1

    def rounded(self, mode: str = "half-up", to: "Money | int | Fraction | Decimal | str | None" = None) -> "Money":
        """Round to the minor unit, or to multiples of `to`, an amount in the same currency.

        >>> money("10.1250 GBP").rounded(), money("10.13 CHF").rounded(to="0.05")
        (money('10.13 GBP'), money('10.15 CHF'))
        """
        if to is None and mode in MODES and type(self.exact) is Fraction and _cent(self.currency).denominator % self.exact.denominator == 0:
            return self
        step = _cent(self.currency) if to is None else self._alike(to) if isinstance(to, Money) else _exact(to)
        return Money(round_to(self.exact, step, mode), self.currency)

    def show(self) -> str:
        """Return the text of a report: '12,000.00 GBP'; what no decimals are enough for, as for 1/7, to the cent: '0.14 GBP rounded'."""
        if decimals(self.exact) is None:
            return f"{self.rounded().show()} rounded"
        return f"{grouped(self._text)} {self.currency}"

    @property
    def _text(self) -> str:
        text = exact_text(self.exact, minor_digits(self.currency))
        return f"{text}0" if _may_be_groups(text, self.currency) else text  # 10.1250 GBP, so that it reads back

    def __str__(self) -> str:
        """Return the exact text that `money` reads back."""
        return f"{self._text} {self.currency}"

    def __repr__(self) -> str:
        return f"money({str(self)!r})"

    def __format__(self, spec: str) -> str:
        """Return the text in a number format, which keeps the currency: `f"{money('1000 EUR'):,.2f}"` is "1,000.00 EUR", half-up."""
        return formatted(spec, self.exact, str(self), f" {self.currency}", "half-up")

    def __round__(self, digits: int | None = None) -> "Money":
        """Round half-up to so many decimals, as `rounded` does; to a whole amount without."""
        return Money(rounded_to(self.exact, digits, "half-up"), self.currency)

    def __float__(self) -> float:
        return as_float(self.exact, str(self))

    def __int__(self) -> int:
        return as_int(self.exact, str(self))

    def __bool__(self) -> bool:
        return self.exact != 0

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Money):
            return (self.exact, self.currency) == (other.exact, other.currency)
        self._refuse_bare(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.exact, self.currency))

    def __lt__(self, other: "Money") -> bool:
        self._refuse_bare(other, str)
        return self.exact < self._alike(other) if isinstance(other, Money) else NotImplemented

    def __add__(self, other: "Money") -> "Money":
        return Money(self.exact + self._alike(other), self.currency) if isinstance(other, Money) else NotImplemented

    def __radd__(self, other: int) -> "Money":
        return self if type(other) is int and other == 0 else NotImplemented  # where sum() starts

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.exact - self._alike(other), self.currency) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> "Money":
        return Money(-self.exact, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.exact), self.currency)

    def __mul__(self, other: int | Fraction | Decimal) -> "Money":
        times = multiplier(other)
        return NotImplemented if times is None else Money(self.exact * times, self.currency)

    __rmul__ = __mul__

    @overload
    def __truediv__(self, other: "Money") -> Fraction: ...
    @overload
    def __truediv__(self, other: int | Fraction | Decimal) -> "Money": ...
    def __truediv__(self, other: "Money | int | Fraction | Decimal") -> "Money | Fraction":
        by = self._alike(other) if isinstance(other, Money) else multiplier(other)
        if by is None:
            return NotImplemented
        if not by:
            raise UnitError(f"{str(self)!r} cannot be divided by zero; write a divisor other than {str(other)!r}")
        return self.exact / by if isinstance(other, Money) else Money(self.exact / by, self.currency)

    def _refuse_bare(self, other: object, kinds: Any = BARE) -> None:
        """Refuse a text or a number, with the money that it means."""
        if not isinstance(other, kinds):
            return
        try:
            meant = str(money(other if isinstance(other, str) else f"{other} {self.currency}"))
        except UnitError:
            meant = f"12 {self.currency}"
        raise UnitError(f"{str(self)!r} cannot be compared with {other!r}; write money({meant!r}), or compare .amount")

    def _alike(self, other: "Money") -> Fraction:
        if other.currency != self.currency:
            raise UnitError(f"{self.currency} and {other.currency} do not mix; convert one of them first")
        return other.exact


def money(value: object) -> Money:
    """The money that a text means, an amount and then a currency; Money is returned as it is.

    >>> money("12000 GBP")
    money('12000.00 GBP')

    Three decimals in a currency that has none or two are refused where they may be thousands: "12.000 EUR" is '12000 EUR' or '12.00 EUR',
    and '1.1250 EUR' an amount with a fraction of a cent. Raises UnitError for any other spelling, with the one to write.
    """
    if isinstance(value, Money):
        return value
    match = _MONEY.fullmatch(value) if isinstance(value, str) else None
    if match is None or match[2] not in DIGITS:
        raise UnitError(_remedy(value))
    return Money(match[1], match[2])


def _may_be_groups(amount: str, currency: str) -> bool:
    """True if the sign in an amount may separate thousands: three decimals in a currency that has others."""
    return DIGITS.get(currency) in (0, 2) and _GROUPS.fullmatch(amount.strip()) is not None


def _remedy(value: object) -> str:
    """Return the problem of a spelling of money, and how to write it."""
    text = plain(value) or value if isinstance(value, str) else str(value)
    amount = _AMOUNT.search(text)
    word = (text[: amount.start()] + text[amount.end() :]).strip() if amount else ""
    code = SYMBOLS.get(word, word.upper())
    if amount and not word:
        return f"{value!r} is not money, it names no currency; write '{amount[0]} GBP'"
    if amount and code in DIGITS:
        return f"{value!r} is not money; write '{amount[0]} {code}'"
    if amount and code.isalpha() and isinstance(value, str):
        return f"{value!r} is not money, {word!r} is not a currency{nearest(code, f'{amount[0]} GBP')}"
    return f"{value!r} is not money; write '12000 GBP'"


def split(total: Money, weights: Sequence[Fraction | int | Decimal]) -> tuple[Money, ...]:
    """Share money in proportion to weights, to the minor unit, by largest remainder; a tie goes to the earlier (docs/numbers.md P5).

    >>> split(money("100 GBP"), [1, 1, 1])
    (money('33.34 GBP'), money('33.33 GBP'), money('33.33 GBP'))

    The shares sum to the total. Raises UnitError when the total has a fraction of a minor unit, or no weight is positive.
    """
    parts = [_exact(weight) for weight in weights]
    if not any(parts) or min(parts) < 0:
        raise UnitError(f"{list(weights)!r} is not a list of weights, none negative and one positive; write [1, 2]")
    units = abs(total.minor)
    quotas = [units * part / sum(parts) for part in parts]
    shares = [int(quota) for quota in quotas]
    first = sorted(range(len(parts)), key=lambda index: shares[index] - quotas[index])  # stable: a tie stays in order
    for index in first[: units - sum(shares)]:
        shares[index] += 1
    sign = -1 if total.minor < 0 else 1
    return tuple(Money(sign * share * _cent(total.currency), total.currency) for share in shares)
