"""Numbers: read exactly, and written so that they read back (docs/numbers.md M1, T2)."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from numbers import Integral

from slakit.errors import UnitError
from slakit.values.rounding import round_to

# 1/3, or a decimal; exponents stay small because 1e999999999 would fill the memory
NUMBER = r"[+-]?(?:[0-9]+/[0-9]*[1-9][0-9]*|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)"
LARGEST_EXPONENT = 999
LARGEST = 10 ** (LARGEST_EXPONENT + 1)
BARE = int | float | Fraction | Decimal | str  # an amount without its unit or currency, with which none is compared

BARE_NUMBER = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,30})?")

_NUMBER = re.compile(NUMBER)
_GROUPED = re.compile(r"(?<![0-9])[0-9]+(?:[.,_'\s]+[0-9]+)+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def number(value: object) -> Fraction:
    """The exact value of an int, Fraction, Decimal or decimal text; a float means its shortest decimal text.

    >>> number(0.1)
    Fraction(1, 10)

    Raises UnitError for True, nan, inf and whatever else is not a number.
    """
    if type(value) is Fraction:
        return value
    if type(value) is int and -LARGEST < value < LARGEST:
        return Fraction(value)
    if isinstance(value, Integral) and not -LARGEST < value < LARGEST:
        raise UnitError(f"a whole number of more than {LARGEST_EXPONENT + 1:,} digits is not one that is read; write a smaller one")
    exact = None if isinstance(value, bool) else _read(value)
    if exact is not None:
        return exact
    better = plain(value) if isinstance(value, str) else ""
    raise UnitError(f"{value!r} is not a number; write {better!r}" if better else f"{value!r} is not a number; write 3, '99.9' or '1/3'")


def recorded_number(value: object) -> Fraction:
    """Return the exact value of a number in a record, where a text is a decimal one: "1/3" is a fraction in a contract, and no cell.

    >>> recorded_number("0.5")
    Fraction(1, 2)

    Raises UnitError for whatever else is not a number.
    """
    if isinstance(value, str) and "/" in value:
        raise UnitError(f"{value!r} is not a decimal number; write '0.5'")
    return number(value)


def _read(value: object) -> Fraction | None:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, float):
        return _of_text(float.__repr__(value))
    if isinstance(value, str):
        return _of_text(value.strip())
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() and abs(value.adjusted()) <= LARGEST_EXPONENT else None
    return Fraction(int(value)) if isinstance(value, Integral) else None  # NumPy's integers


@lru_cache(maxsize=4096)
def _of_text(text: str) -> Fraction | None:
    return Fraction(text) if len(text) <= 4000 and _NUMBER.fullmatch(text) else None


def multiplier(value: object) -> Fraction | None:
    """Return the exact value of an int, Fraction or Decimal, by which an amount may be multiplied; None for another type.

    Raises UnitError for a float, which has forgotten how it was written, and for True.
    """
    if type(value) is Fraction:
        return value
    if isinstance(value, float):
        text = exact_text(number(value))
        raise UnitError(f"{value!r} is a float, not an exact number; write Decimal({text!r}) or Fraction({text!r})")
    return number(value) if isinstance(value, int | Fraction | Decimal) else None


def plain(text: str) -> str:
    """The text with its first number spelled as slakit reads it, or '' when that changes nothing: '99,9 %' gives '99.9 %'."""
    match = _GROUPED.search(text)
    if match is None:
        return ""
    digits = re.sub(r"[_']|\s(?=[0-9]{3}(?![0-9]))", "", match[0])
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif "," in digits:
        digits = digits.replace(".", "").replace(",", ".")
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    better = text[: match.start()] + digits + text[match.end() :]
    return better if better != text and _NUMBER.fullmatch(digits) else ""


def no_unit(value: object, *units: str) -> str:
    """`, it has no unit; write '30 min'` of a number above zero alone, with each unit that it may have; '' of anything else.

    >>> no_unit("30", "min", "hours")
    ", it has no unit; write '30 min' or '30 hours'"
    """
    text = str(value).strip()
    if not BARE_NUMBER.fullmatch(text) or not Fraction(text):
        return ""
    *first, last = (repr(f"{text} {unit.removesuffix('s') if text == '1' else unit}") for unit in units)
    return f", it has no unit; write {', '.join(first)}{' or ' * bool(first)}{last}"


def decimals(value: Fraction) -> int | None:
    """Return the number of decimals that write the value exactly; None if no number is enough, as for 1/3."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def exact_text(value: Fraction, least: int = 0) -> str:
    """The shortest text that reads back as the value, with at least so many decimals: '99.9', '600.00', '1/3'."""
    digits = decimals(value)
    if digits is None:
        return str(value)
    digits = max(digits, least)
    whole = str(abs(value.numerator) * 10**digits // value.denominator).rjust(digits + 1, "0")
    sign = "-" if value.numerator < 0 else ""
    return f"{sign}{whole[:-digits]}.{whole[-digits:]}" if digits else sign + whole


def grouped(text: str) -> str:
    """A decimal text with its thousands separated: '44,460.5'."""
    return re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+(?![0-9]))", ",", text.partition(".")[0]) + "".join(text.partition(".")[1:])


def shown(value: Fraction, digits: int) -> str:
    """The value rounded half-even to at most so many decimals, thousands separated."""
    return grouped(exact_text(round_to(Fraction(value), Fraction(10) ** -digits, "half-even")))


def ordinal(n: int) -> str:
    """A number in an order: 1st, 2nd, 3rd, 4th, 11th."""
    return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
