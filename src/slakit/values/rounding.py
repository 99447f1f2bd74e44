"""Rounding to a step: the one place where a figure of slakit loses digits (docs/numbers.md V2, P3)."""

from collections.abc import Callable
from fractions import Fraction
from math import floor

from slakit.errors import UsageError, close_match

HALF = Fraction(1, 2)

# mode -> does the value go to the step above, given the step below, what is left over it (0 < rest < 1), and whether it is positive
_RULES: dict[str, Callable[[int, Fraction, bool], bool]] = {
    "half-up": lambda low, rest, positive: rest > HALF or (rest == HALF and positive),
    "half-even": lambda low, rest, positive: rest > HALF or (rest == HALF and low % 2 == 1),
    "up": lambda low, rest, positive: positive,
    "down": lambda low, rest, positive: not positive,
    "ceiling": lambda low, rest, positive: True,
    "floor": lambda low, rest, positive: False,
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
    low = floor(value / step)
    rest = value / step - low
    return (low + int(rest > 0 and _RULES[mode](low, rest, value > 0))) * step
