"""Steps: the place of a wanted figure among those that an ordered row of records gives, or the two figures next to it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from slakit.analysis.inverses.setting import OutOfReach, Setting
from slakit.metrics.measure import Exact

TOO_FAR = "nothing in the period goes so far"

Value = Callable[[int], Exact | None]


def step_of(wanted: Fraction, first: int, last: int, value: Value, why: str = "") -> int:
    """Return the step from `first` to `last` at which a value, which only rises or only falls, is the wanted one.

    Raises OutOfReach with the values next to it. It looks where a straight line has it, and else halves what is left.
    """
    low, high = value(first), value(last)
    if low is None or high is None:
        raise OutOfReach(why or "the period has no data to measure")
    if low == wanted or high == wanted:
        return first if low == wanted else last
    falling = low > high
    if not min(low, high) < wanted < max(low, high):
        end = high if (wanted < min(low, high)) == falling else low
        raise OutOfReach(TOO_FAR, below=end if end < wanted else None, above=end if end > wanted else None)
    turn = 0
    while last - first > 1:
        span = last - first
        share = Fraction(wanted - low) / (high - low) if turn % 3 < 2 else Fraction(1, 2)
        middle = min(max(first + int(share * span), first + 1), last - 1)
        here = value(middle)
        if here is None:
            raise OutOfReach(why or "the period has no data to measure")
        if here == wanted:
            return middle
        if (here < wanted) != falling:
            first, low = middle, here
        else:
            last, high = middle, here
        turn += 1
    raise OutOfReach(why, below=min(low, high), above=max(low, high))


def rising(wanted: Fraction, value: Value, start: int, most: int, why: str = "") -> int:
    """Return the step of a value that rises without an end; `start` is a first guess of how far one has to look."""
    last = max(start, 1)
    while last < most and (reached := value(last)) is not None and reached < wanted:
        last = min(4 * last, most)
    return step_of(wanted, 0, last, value, why)


def parts_of(figure: Fraction, setting: Setting) -> tuple[int, int]:
    """Return numbers of good and of bad records whose share is a figure, no fewer together than the setting wants."""
    return fractions_of(figure, setting.least, setting.most)


def fractions_of(figure: Fraction, least: int, most: int) -> tuple[int, int]:
    """Return numbers of good and of bad records whose share is a figure, no fewer than `least` together."""
    if not 0 <= figure <= 1:
        raise OutOfReach(TOO_FAR, below=Fraction(1) if figure > 1 else None, above=Fraction(0) if figure < 0 else None)
    if figure.denominator > most:
        raise OutOfReach(f"no more than {most:,} records are made", *neighbours(figure, most))
    times = max(1, -(-least // figure.denominator))
    return figure.numerator * times, (figure.denominator - figure.numerator) * times


def neighbours(figure: Fraction, most: int) -> tuple[Fraction, Fraction]:
    """Return the nearest fractions below and above one with denominators no greater than `most`: its neighbours in the Farey sequence.

    >>> neighbours(Fraction(1, 3), 2), neighbours(Fraction(2, 7), 5)
    ((Fraction(0, 1), Fraction(1, 2)), (Fraction(1, 4), Fraction(1, 3)))
    """
    p0, q0, p1, q1 = 0, 1, 1, 0
    n, d = figure.numerator, figure.denominator
    while True:
        whole = n // d
        if q0 + whole * q1 > most:
            break
        p0, q0, p1, q1 = p1, q1, p0 + whole * p1, q0 + whole * q1
        n, d = d, n - whole * d
        if not d:  # the figure itself is among them
            return figure, figure
    k = (most - q0) // q1
    one, other = Fraction(p0 + k * p1, q0 + k * q1), Fraction(p1, q1)
    return min(one, other), max(one, other)


def lost_of(figure: Fraction, count: int, why: str) -> int:
    """Return how many of a fixed number are bad, where each counts by itself."""
    if not 0 <= figure <= 1:
        raise OutOfReach(TOO_FAR, below=Fraction(1) if figure > 1 else None, above=Fraction(0) if figure < 0 else None)
    on_grid(figure, Fraction(1, count), why)
    return int((1 - figure) * count)


def on_grid(figure: Fraction, step: Fraction, why: str) -> None:
    """Raise OutOfReach, with the figures next to it, unless a figure is a whole number of steps."""
    steps = figure / step
    if steps.denominator != 1:
        below = (steps.numerator // steps.denominator) * step
        raise OutOfReach(why, below, below + step)
