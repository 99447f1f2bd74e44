"""Intervals of what only a sample was seen of: a share, a number of events, a percentile.

Their ends are estimates, worked out with floats and rounded outwards: no amount and no verdict goes by them.
"""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, exp, floor, isqrt, lgamma, log
from statistics import NormalDist

PLACES = 10**12
DIGITS = 10**6  # of an end of garwood
SLACK = 1 - 1e-9  # a tail counts as small enough only if it is so by more than what floats may be off by


def wilson(good: int, total: int, confidence: Fraction) -> tuple[Fraction, Fraction]:
    """The score interval of a share, rounded outwards to 12 places (E. B. Wilson, JASA 22, 1927).

    (p + z^2 / 2n +- z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n), with the quantile z of the normal distribution; Brown, Cai and
    DasGupta (Statistical Science 16, 2001) recommend it for any n. Raises ZeroDivisionError for no record.
    """
    z = Fraction(repr(NormalDist().inv_cdf(float(1 + confidence) / 2)))
    share = Fraction(good, total)
    inside = z * z * (share * (1 - share) / total + z * z / (4 * total * total))
    root = Fraction(isqrt(inside.numerator * PLACES**2 // inside.denominator) + 1, PLACES)
    middle, scale = share + z * z / (2 * total), 1 + z * z / total
    return max((middle - root) / scale, Fraction(0)), min((middle + root) / scale, Fraction(1))


def garwood(count: int, confidence: Fraction) -> tuple[Fraction, Fraction]:
    """The exact interval of the mean of which a number of independent events was seen, rounded outwards to 6 places.

    Of a Poisson distribution: the least mean that gives so many or more, and the greatest that gives so many or fewer, each with half of
    what the confidence leaves (F. Garwood, Biometrika 28, 1936, 437-442).

    >>> from slakit.analysis.outlooks.intervals import garwood
    >>> [round(float(end), 3) for end in garwood(10, Fraction("0.95"))]
    [4.795, 18.39]
    """
    tail = float(1 - confidence) / 2
    low = 0.0 if not count else _root(lambda mean: 1 - _so_many(count - 1, mean) > tail)
    high = _root(lambda mean: _so_many(count, mean) < tail)
    return Fraction(floor(low * DIGITS), DIGITS), Fraction(ceil(high * DIGITS), DIGITS)


def percentile_ranks(count: int, share: Fraction, confidence: Fraction) -> tuple[int | None, int | None]:
    """The ranks, from 0, of the values between which a percentile lies, of so many independent values of whatever distribution.

    As many as B of them lie below it, a binomial number: the first value is above it when B is so small, the second below it when B is so
    great, each with at most half of what the confidence leaves (G. J. Hahn and W. Q. Meeker, Statistical Intervals, 1991, 5.2). None
    where there are too few values for an end.

    >>> from slakit.analysis.outlooks.intervals import percentile_ranks
    >>> percentile_ranks(10, Fraction(1, 2), Fraction("0.95"))
    (1, 8)
    """
    tail = float(1 - confidence) / 2
    below, above = (_fewest(count, float(part), tail) for part in (share, 1 - share))
    return below - 1 if below else None, count - above if above else None


def _fewest(count: int, share: float, tail: float) -> int:
    """The greatest number that a binomial number stays below with no more than so much probability; 0 where there is none."""
    # what lies further below the mean has less than exp(-2 x 25) in all (W. Hoeffding, JASA 58, 1963, theorem 1)
    first = max(int(count * share - 5 * count**0.5), 0) if tail > 1e-12 else 0
    total = 0.0
    for number in range(first, count + 1):
        ways = lgamma(count + 1) - lgamma(number + 1) - lgamma(count - number + 1)
        total += exp(ways + number * log(share) + (count - number) * log(1 - share))
        if total > tail * SLACK:
            return number
    return count


def _so_many(most: int, mean: float) -> float:
    """The probability that a Poisson number is at most so many; summed away from the mean, where each term is less than the one before."""
    if not mean:
        return 1.0
    if mean < most:
        return 1 - _sum(most + 1, mean, 1)
    return _sum(most, mean, -1)


def _sum(number: int, mean: float, step: int) -> float:
    """The probabilities of a number, and of those above or below it."""
    term = exp(number * log(mean) - mean - lgamma(number + 1))
    total = term
    while number > 0 and term > total * 1e-17:
        term *= mean / (number + 1) if step > 0 else number / mean
        number += step
        total += term
    return total


def _root(is_beyond: Callable[[float], bool]) -> float:
    """The number from which on something holds."""
    low, high = 0.0, 1.0
    while not is_beyond(high):
        low, high = high, 2 * high
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (low, middle) if is_beyond(middle) else (middle, high)
    return high
