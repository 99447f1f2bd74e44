"""The intervals, held against published values and against sums of exact fractions."""

from fractions import Fraction
from math import comb

import pytest

from slakit.analysis.outlooks.intervals import garwood, percentile_ranks, wilson

SURE = Fraction(95, 100)


def test_wilson():
    """Of 9 good in 10 at 95 %: 0.5958 to 0.9821 (the published score interval)."""
    low, high = wilson(9, 10, SURE)
    assert (round(float(low), 4), round(float(high), 4)) == (0.5958, 0.9821)


@pytest.mark.parametrize(
    ("count", "low", "high"),  # Garwood's table of 1936
    [
        (0, 0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.242, 7.225),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (50, 37.11, 65.92),
    ],
)
def test_garwood(count, low, high):
    ends = garwood(count, SURE)
    assert float(ends[0]) == pytest.approx(low, abs=0.006)
    assert float(ends[1]) == pytest.approx(high, abs=0.006)


def test_garwood_of_many():
    """Of many events it is near n +- 1.96 sqrt(n), within 1 + z^2 / 3; and no float overflows."""
    for count in (10_000, 1_000_000):
        low, high = garwood(count, SURE)
        assert abs(float(low) - (count - 1.959964 * count**0.5)) < 3
        assert abs(float(high) - (count + 1.959964 * count**0.5)) < 3


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
