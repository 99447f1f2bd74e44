"""Quantity: an exact number with a unit; `quantity("99.9 %")` reads one."""

import re
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, total_ordering
from itertools import pairwise
from typing import Any, overload

from attrs import Factory, field, frozen

from slakit.errors import UnitError
from slakit.values.comparisons import lead_and_figure, meant_phrase
from slakit.values.currencies import DIGITS
from slakit.values.formatting import as_float, as_int, formatted, rounded_to
from slakit.values.number import BARE, NUMBER, exact_text, multiplier, number as number, plain, shown
from slakit.values.units import Unit, unit

EXAMPLE = "'99.9 %', '1 hour' or '3'"
ANY = f"a quantity; write {EXAMPLE}"

_PART = re.compile(rf"\s*({NUMBER})\s*([^0-9]*)")


@total_ordering
@frozen(eq=False, order=False, repr=False)
class Quantity:
    """An amount as it was written, and the same amount in base units: microseconds, items, bytes, or a plain ratio.

    >>> quantity("60 min") == quantity("1 hour")
    True

    Equal when base and dimension are; ordered and added only within one dimension, otherwise UnitError. `==` with a number or a text is
    never right, and a UnitError too; of two dimensions it is False: contracts are compared part by part.
    """

    magnitude: Fraction = field(converter=number)
    unit: Unit = field(converter=unit)
    base: Fraction = field(init=False, default=Factory(lambda self: self.magnitude * self.unit.factor, takes_self=True))

    @classmethod
    def of_base(cls, base: Fraction | int, shown_in: str | Unit) -> "Quantity":
        """The quantity whose amount in base units is `base`, shown in a unit.

        >>> Quantity.of_base(5_400_000_000, "min")
        quantity('90 min')
        """
        shown_in = unit(shown_in)
        return cls(number(base) / shown_in.factor, shown_in)

    @property
    def dimension(self) -> str:
        return self.unit.dimension

    def to(self, other: str | Unit) -> "Quantity":
        """The same amount in another unit of its dimension.

        >>> quantity("90 min").to("hour")
        quantity('1.5 hour')
        """
        other = unit(other)
        if other.dimension != self.dimension:
            raise UnitError(f"{str(self)!r} cannot be shown in {other.text!r}; write a unit like {self.unit.text or '%'!r}")
        return Quantity.of_base(self.base, other)

    def show(self, digits: int = 6) -> str:
        """Return the text of a report: rounded half-even to at most so many decimals, thousands separated.

        >>> quantity("44460 min").show()
        '44,460 min'
        """
        return _joined(shown(self.magnitude, digits), self.unit)

    def __str__(self) -> str:
        """Return the exact text that `quantity` reads back, as documents hold it."""
        return _joined(exact_text(self.magnitude), self.unit)

    def __repr__(self) -> str:
        return f"quantity({str(self)!r})"

    def __format__(self, spec: str) -> str:
        """Return the text in a number format, which keeps the unit: `f"{quantity('99.86111 %'):.3f}"` is "99.861 %", half-even."""
        return formatted(spec, self.magnitude, str(self), _joined("", self.unit), "half-even")

    def __round__(self, digits: int | None = None) -> "Quantity":
        """Round half-even to so many decimals in its unit, as Python rounds and reports do; to a whole number without."""
        return Quantity(rounded_to(self.magnitude, digits, "half-even"), self.unit)

    def __float__(self) -> float:
        return as_float(self.magnitude, str(self))

    def __int__(self) -> int:
        return as_int(self.magnitude, str(self))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Quantity):
            return self.base == other.base and self.dimension == other.dimension
        self._refuse_bare(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.base, self.dimension))

    def __lt__(self, other: "Quantity") -> bool:
        self._refuse_bare(other, str)
        return self.base < self._alike(other, "compared with") if isinstance(other, Quantity) else NotImplemented

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity.of_base(self.base + self._alike(other, "added to"), self.unit) if isinstance(other, Quantity) else NotImplemented

    def __sub__(self, other: "Quantity") -> "Quantity":
        return Quantity.of_base(self.base - self._alike(other, "reduced by"), self.unit) if isinstance(other, Quantity) else NotImplemented

    def __neg__(self) -> "Quantity":
        return Quantity(-self.magnitude, self.unit)

    def __mul__(self, other: int | Fraction | Decimal) -> "Quantity":
        times = multiplier(other)
        return NotImplemented if times is None else Quantity(self.magnitude * times, self.unit)

    __rmul__ = __mul__

    @overload
    def __truediv__(self, other: "Quantity") -> Fraction: ...
    @overload
    def __truediv__(self, other: int | Fraction | Decimal) -> "Quantity": ...
    def __truediv__(self, other: "Quantity | int | Fraction | Decimal") -> "Quantity | Fraction":
        by = self._alike(other, "divided by") if isinstance(other, Quantity) else multiplier(other)
        if by is None:
            return NotImplemented
        if not by:
            raise UnitError(f"{str(self)!r} cannot be divided by zero; write a divisor other than {str(other)!r}")
        return self.base / by if isinstance(other, Quantity) else Quantity(self.magnitude / by, self.unit)

    def _refuse_bare(self, other: object, kinds: Any = BARE) -> None:
        """Refuse a text or a number, with the quantity that it means: a bare number is meant in its unit."""
        if not isinstance(other, kinds):
            return
        try:
            meant = quantity(other)
            meant = Quantity(meant.magnitude, self.unit) if not meant.unit.text else meant
        except UnitError:
            meant = self
        raise UnitError(f"{self.show()!r} cannot be compared with {other!r}; write quantity({str(meant)!r})")

    def _alike(self, other: "Quantity", deed: str) -> Fraction:
        if other.dimension != self.dimension:
            raise UnitError(f"{str(self)!r} cannot be {deed} {str(other)!r}; write both in units of one kind")
        return other.base


def _joined(text: str, shown_in: Unit) -> str:
    return text + shown_in.text if shown_in.text[:1] in ("", "/") else f"{text} {shown_in.text}"


def quantity(value: object) -> Quantity:
    """The quantity that a text, a number or a timedelta means; a Quantity is returned as it is.

    >>> quantity("1 h 30 min"), quantity(0.999), quantity("500 message/hour")
    (quantity('90 min'), quantity('0.999'), quantity('500 message/hour'))

    Raises UnitError when it means none.
    """
    return quantity_as(ANY, value)


def quantity_as(wanted: str, value: object) -> Quantity:
    """Read a quantity; `wanted` says, in the error of a value that is none, what kind is wanted and what to write."""
    if isinstance(value, Quantity):
        return value
    if isinstance(value, str):
        return _of_text(wanted, value)
    if isinstance(value, timedelta):
        base = value // timedelta(microseconds=1)
        largest = next(name for name in ("h", "min", "s", "ms", "us") if base % unit(name).factor == 0)  # that needs no fraction
        return Quantity.of_base(base, largest)
    try:
        return Quantity(value, "")
    except UnitError:
        raise UnitError(f"{value!r} is not {wanted}") from None


@lru_cache(maxsize=4096)
def _of_text(wanted: str, text: str) -> Quantity:
    parts = _parts(text)
    if not parts:
        if whole := _with_last_unit(text):
            raise UnitError(f"{text!r} is not a quantity, its last number has no unit; write {whole!r}")
        lead, figure = lead_and_figure(text)
        better = figure if lead and meant_phrase(lead) else plain(text)
        raise UnitError(f"{text!r} is not {f'a quantity; write {better!r}' if better and _parts(better) else wanted}")
    if parts[0][1].upper() in DIGITS:
        raise UnitError(f"{text!r} is not a quantity but money; write money('{parts[0][0]} {parts[0][1].upper()}')")
    try:
        read = [Quantity(digits, name) for digits, name in parts]
    except UnitError as error:
        raise UnitError(f"{text!r} is not a quantity: {error}") from None
    for larger, smaller in pairwise(read):
        if larger.dimension != smaller.dimension or larger.unit.factor <= smaller.unit.factor or larger.base < 0:
            raise UnitError(f"{text!r} is not a quantity, its parts do not go from the largest unit to the smallest; write '1 h 30 min'")
    return Quantity.of_base(sum((part.base for part in read), Fraction(0)), read[-1].unit)


def _with_last_unit(text: str) -> str:
    """A length of time that misses its last unit, with the next smaller one: '21 min 36 s' for '21 min 36'; else nothing."""
    for smaller in ("h", "min", "s", "ms"):
        parts = _parts(whole := f"{text.rstrip()} {smaller}")
        try:
            read = [unit(name) for _, name in parts]
        except UnitError:
            return ""
        if len(read) > 1 and all(one.dimension == "[time]" for one in read) and all(a.factor > b.factor for a, b in pairwise(read)):
            return whole
    return ""


def _parts(text: str) -> list[tuple[str, str]]:
    """Pairs of number and unit that make up the whole text, or none: '1 h 30 min' has two."""
    parts, at = [], 0
    while match := _PART.match(text, at):
        parts.append((match[1], match[2].strip()))
        at = match.end()
    named = len(parts) == 1 or all(name for _, name in parts)
    return parts if at == len(text) and named and not any(set(name) & set(",_;:'.") for _, name in parts) else []
