"""Figures of charts: the exact number behind what is written, and a number in its unit with few digits."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from slakit.errors import UsageError
from slakit.reports.charts.texts import SPACE, Texts
from slakit.timeline.instants import HOUR, MINUTE, SECOND
from slakit.values.currencies import DIGITS
from slakit.values.rounding import round_to

Number = int | float | Fraction | Decimal
MOST = 9  # decimals
UNITLESS = ("", "item")


def exact(value: Number) -> Fraction:
    """Return the exact number of an int, a float, a Fraction or a Decimal; raises UsageError for any other, NaN included.

    A float is the decimal number that it is written as, so that 99.9 is the same number as Decimal("99.9").

    >>> exact(99.9)
    Fraction(999, 10)
    """
    if isinstance(value, int | float | Fraction | Decimal) and not isinstance(value, bool):
        try:
            return Fraction(repr(float(value)) if isinstance(value, float) else value)
        except (ValueError, OverflowError):
            pass
    raise UsageError(f"{value!r} is not a number of a chart; write a finite one such as 99.5")


def exact_or_none(value: Number | None) -> Fraction | None:
    """Return the exact number, or None for None."""
    return None if value is None else exact(value)


def shown(texts: Texts, value: Fraction | int, unit: str = "", digits: int | None = None) -> str:
    """Return a number in its unit: percent, money by its currency, or any unit after it; with as many decimals as it needs, up to 3.

    >>> from slakit.reports.charts.texts import ENGLISH
    >>> shown(ENGLISH, Fraction("99.950"), "%").replace("\\N{NO-BREAK SPACE}", " ")
    '99.95 %'
    """
    if unit in DIGITS:
        least = 0 if digits == 0 else DIGITS[unit]
        return texts.money(value, unit, least if digits is None else digits)
    count = decimals_of(value, 3) if digits is None else digits
    if unit == "%":
        return texts.percent(value, count)
    number = texts.number(value, count)
    return number if unit in UNITLESS else f"{number}{SPACE}{unit}"


def length(texts: Texts, microseconds: int) -> str:
    """Return a length of time in hours, minutes and seconds.

    >>> from slakit.reports.charts.texts import ENGLISH
    >>> length(ENGLISH, 3_900_000_000).replace("\\N{NO-BREAK SPACE}", " ")
    '1 h 5 min'
    """
    hours, rest = divmod(microseconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    units = [(Fraction(hours), "h"), (Fraction(minutes), "min"), (Fraction(rest, SECOND), "s")]
    return " ".join(shown(texts, count, unit) for count, unit in units if count) or shown(texts, 0, "min")


def decimals_of(value: Fraction | int, most: int = MOST) -> int:
    """Return how many decimals a number needs, at most so many.

    >>> decimals_of(Fraction("99.950"))
    2
    """
    value = round_to(Fraction(value), Fraction(1, 10**most), "half-even")
    return next(count for count in range(most + 1) if (value * 10**count).denominator == 1)


def digits_apart(values: Iterable[Fraction], edges: Iterable[Fraction] = (), least: int = 0) -> int:
    """Return how many decimals show each value on its own side of every edge (docs/numbers.md V3), 100 among the edges of a share.

    >>> digits_apart([Fraction("99.96")], [Fraction(100)])
    2
    """
    pairs = {(value, edge) for value in values for edge in edges}

    def shows(digits: int) -> bool:
        step = Fraction(1, 10**digits)
        return all(_side(round_to(value, step, "half-even"), edge) == _side(value, edge) for value, edge in pairs)

    return next((digits for digits in range(least, MOST) if shows(digits)), MOST)


def _side(value: Fraction, edge: Fraction) -> int:
    return (value > edge) - (value < edge)
