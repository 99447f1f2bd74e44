"""The intervals, held against published values and against sums of exact fractions."""

from fractions import Fraction
from math import comb

import pytest

from slakit.analysis.outlooks.intervals import percentile_ranks, still_to_come, wilson

SURE = Fraction(95, 100)


def test_wilson():
    """Of 9 good in 10 at 95 %: 0.5958 to 0.9821 (the published score interval)."""
    low, high = wilson(9, 10, SURE)
    assert (round(float(low), 4), round(float(high), 4)) == (0.5958, 0.9821)


def at_most(most, count, share):
    """The probability that a binomial number is at most so many, exactly."""
    return sum(comb(count, number) * share**number * (1 - share) ** (count - number) for number in range(most + 1))


@pytest.mark.parametrize("count", [1, 5, 10, 59, 100, 200])
@pytest.mark.parametrize("share", [Fraction(1, 2), Fraction(9, 10), Fraction(95, 100)])
@pytest.mark.parametrize("sure", [SURE, Fraction(80, 100)])
def test_ranks(count, share, sure):
    """Each end leaves out no more than half of the rest, and the next one inwards as much or more."""
    low, high = percentile_ranks(count, share, sure)
    tail = (1 - sure) / 2
    if low is not None:
        assert at_most(low, count, share) <= tail
    assert at_most(0 if low is None else low + 1, count, share) >= tail
    if high is not None:
        assert 1 - at_most(high, count, share) <= tail
    assert 1 - at_most((count if high is None else high) - 1, count, share) >= tail


def test_still_to_come_by_hand():
    """None so far: of y in as long again all y come later with 1 in 2^y, which is over 2.5 % up to y = 5; and none may come."""
    assert still_to_come(0, 1, 1, SURE) == (0, 5)


@pytest.mark.parametrize("count", [0, 1, 10, 40])
@pytest.mark.parametrize(("passed", "left"), [(1, 1), (1, 3), (10, 1), (43_199, 1)])
def test_still_to_come(count, passed, left):
    """Of so many and y more in all, the part that came so far is binomial: y stays in while neither tail is under 2.5 %."""
    share = Fraction(passed, passed + left)
    low, high = still_to_come(count, passed, left, SURE)
    tail = (1 - SURE) / 2
    fits = [more for more in range(high + 3) if at_most(count, count + more, share) > tail]
    fits = [more for more in fits if not count or 1 - at_most(count - 1, count + more, share) > tail]
    assert (fits[0], fits[-1]) == (low, high)


def test_still_to_come_of_many():
    """Of a million near as many again, within 1.96 sqrt(2 n) and a few; no float overflows."""
    low, high = still_to_come(1_000_000, 1, 1, SURE)
    assert abs(low - (1_000_000 - 1.959964 * 2_000_000**0.5)) < 6
    assert abs(high - (1_000_000 + 1.959964 * 2_000_000**0.5)) < 6
