"""Rounding to a step: the one place where a figure of slakit loses digits (docs/numbers.md V2, P3)."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from slakit.errors import UsageError, close_match

HALF = Fraction(1, 2)


def _half_up(steps: Fraction) -> int:
    if type(steps) is not Fraction:  # such as a number that is followed through a rule
        return floor(steps + HALF) if steps >= 0 else ceil(steps - HALF)
    above, below = steps.numerator, 2 * steps.denominator
    nearest = (2 * abs(above) + steps.denominator) // below
    return nearest if above >= 0 else -nearest


def _half_even(steps: Fraction) -> int:
    above = floor(steps + HALF)
    return above - above % 2 if above == steps + HALF else above


# mode -> the whole number of steps that a number of them becomes; what is not half-even is a floor or a ceiling and nothing else
_RULES: dict[str, Callable[[Fraction], int]] = {
    "half-up": _half_up,
    "half-even": _half_even,
    "up": lambda steps: ceil(steps) if steps >= 0 else floor(steps),
    "down": lambda steps: floor(steps) if steps >= 0 else ceil(steps),
    "ceiling": ceil,
    "floor": floor,
}
MODES = tuple(_RULES)


def round_to(value: Fraction, step: Fraction, mode: str) -> Fraction:
    """The multiple of `step` that `mode` picks for `value`; half-up and up go away from zero, down goes towards it.

    >>> round_to(Fraction("99.8611"), Fraction("0.1"), "half-up")
    Fraction(999, 10)

    Raises UsageError for an unknown mode or a step that is not positive.
    """
    if mode not in _RULES:
        raise UsageError(f"{mode!r} is not a way of rounding{close_match(mode, MODES)}")
    if step <= 0:
        raise UsageError(f"{step} is not a step to round to; write a positive one such as Fraction(1, 100)")
    return _RULES[mode](value / step) * step
