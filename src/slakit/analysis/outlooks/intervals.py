"""Intervals of what only a sample was seen of: a share, a number of events, a percentile.

Their ends are estimates, worked out with floats and rounded outwards: no amount and no verdict goes by them.
"""

from collections.abc import Callable
from fractions import Fraction
from math import exp, isqrt, lgamma, log, log1p
from statistics import NormalDist

PLACES = 10**12
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


def still_to_come(count: int, passed: int, left: int, confidence: Fraction) -> tuple[int, int]:
    """The least and the greatest number of events that are to come in the time left, after so many in the time that has passed.

    A prediction interval for events that come independently at one rate: of so many and those to come together, the number in the time
    passed is binomial, whatever the rate. A number to come stays in while so few and so many in the time passed each have more
    than half of what the confidence leaves (W. Nelson, IEEE Transactions on Reliability R-19, 1970, 42-49).

    >>> from slakit.analysis.outlooks.intervals import still_to_come
    >>> still_to_come(10, 15, 15, Fraction("0.95"))
    (3, 22)
    """
    tail = float(1 - confidence) / 2 * SLACK
    part, rest = float(Fraction(passed, passed + left)), float(Fraction(left, passed + left))
    low = _first(lambda more: not count or _binomial(count + more, more, rest) > tail)  # no fewer than so many have come
    high = _first(lambda more: _binomial(count + more, count, part) <= tail) - 1
    return low, high


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


def _binomial(count: int, most: int, share: float) -> float:
    """The probability that a binomial number is at most so many; summed away from the mean, where terms get less and less."""
    if most >= count:
        return 1.0
    if most > count * share:
        return 1 - _sum(count, count - most - 1, 1 - share)
    return _sum(count, most, share)


def _sum(count: int, most: int, share: float) -> float:
    """The probabilities of a binomial number of at most so many, below its mean."""
    ways = lgamma(count + 1) - lgamma(most + 1) - lgamma(count - most + 1)
    term = total = exp(ways + most * log(share) + (count - most) * log1p(-share)) if 0 < share < 1 else 0.0
    for number in range(most, 0, -1):
        term *= number * (1 - share) / ((count - number + 1) * share)
        total += term
        if term <= total * 1e-17:
            break
    return total


def _first(holds: Callable[[int], bool]) -> int:
    """The first number, from 0, from which on something holds."""
    low, high = -1, 0
    while not holds(high):
        low, high = high, 2 * high + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
