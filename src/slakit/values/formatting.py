"""Formats: `f"{money:,.2f}"`, `round()`, `float()` and `int()` of an exact number with a unit or a currency (docs/numbers.md V4)."""

import re
from fractions import Fraction

from slakit.errors import UnitError
from slakit.values.number import exact_text, grouped
from slakit.values.rounding import round_to

_SPEC = re.compile(
    r"(?:(?P<fill>.)?(?P<align>[<>^]))?(?P<sign>[-+ ])?(?P<width>[1-9][0-9]*)?(?P<group>[,_])?(?:\.(?P<digits>[0-9]+)(?=[fF]))?[fF]?"
)
MOST = 100  # decimals, and more than anyone reads


def formatted(spec: str, value: Fraction, plain: str, after: str, mode: str) -> str:
    """Return a number in a format, with what stands after it, its unit; `plain` is the text without a format.

    >>> formatted(",.2f", Fraction(1000), "1000.00 EUR", " EUR", "half-up")
    '1,000.00 EUR'

    A width counts the whole text. Raises UnitError, a ValueError, for a format that would lose the unit or the digits.
    """
    parts = _SPEC.fullmatch(spec)
    if parts is None or int(parts["digits"] or 0) > MOST:
        raise UnitError(f"{spec!r} is not a format of {plain!r}; write ',.2f' or '>20,.2f'")
    text = plain
    if parts["digits"] is not None:
        text = decimal_text(value, int(parts["digits"]), mode) + after
    elif spec[-1:] in ("f", "F"):
        raise UnitError(f"{spec!r} is not a format of {plain!r}, it does not say how many decimals; write {f'{spec[:-1]}.2f'!r}")
    number, unit = text.removesuffix(after) if after else text, after
    if parts["group"]:
        number = grouped(number).replace(",", parts["group"])
    if parts["sign"] in ("+", " ") and not number.startswith("-"):
        number = parts["sign"] + number
    width, fill = int(parts["width"] or 0), parts["fill"] or " "
    pad = {"<": str.ljust, "^": str.center}.get(parts["align"] or ">", str.rjust)
    return pad(number + unit, width, fill)


def decimal_text(value: Fraction, digits: int, mode: str) -> str:
    """Return a number with exactly so many decimals, rounded once and never through a float."""
    rounded = round_to(value, Fraction(1, 10**digits), mode)
    return exact_text(rounded, digits)


def rounded_to(value: Fraction, digits: int | None, mode: str) -> Fraction:
    """Return a number rounded to so many decimals, or with a minus to tens, hundreds and so on; to a whole one without."""
    return round_to(value, Fraction(10) ** -(digits or 0), mode)


def as_float(value: Fraction, plain: str) -> float:
    """Return the float that is nearest to a number; raises UnitError where there is none, for one that is too large."""
    try:
        return float(value)
    except OverflowError:
        raise UnitError(f"{plain[:40]!r} is too large for a float; take its exact text") from None


def as_int(value: Fraction, plain: str) -> int:
    """Return a whole number as an int; raises UnitError for any other, which would lose its decimals without a word."""
    if value.denominator != 1:
        raise UnitError(f"{plain!r} is not a whole number; round it first")
    return value.numerator
