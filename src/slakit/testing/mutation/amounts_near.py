"""amounts_near: other amounts in the place of an amount, a digit away."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from slakit.values.number import exact_text
from slakit.values.quantity import Quantity


def amounts_near(value: Any, *, one: bool = False) -> Iterator[Any]:
    """The amount with its last digit one higher, and one lower: 99.9 % is 100 % or 99.8 %; of money and fractions a tenth more or less.

    Where one lower would be nothing it is half, as 0.5 % of 1 %. `one` leaves out the lower one, but for such a half.
    """
    if isinstance(value, Quantity):
        step = last_digit(value.magnitude)
        ways = (value.magnitude + step, value.magnitude - step if value.magnitude > step else value.magnitude / 2)
        others: list[Any] = [Quantity(magnitude, value.unit) for magnitude in ways]
        one = one and value.magnitude > step
    elif isinstance(value, int):
        others = [value + 1, value - 1]
    else:
        others = [value * Fraction(11, 10), value * Fraction(9, 10)]
    yield from others[:1] if one else others


def last_digit(magnitude: Fraction) -> Fraction:
    """One in the last digit that is written: 0.1 of 99.9, 1 of 30, and a tenth of a fraction that no decimals say."""
    _, _, decimals = exact_text(abs(magnitude)).partition(".")
    return Fraction(1, 10 ** len(decimals)) if "/" not in exact_text(magnitude) else abs(magnitude) / 10
