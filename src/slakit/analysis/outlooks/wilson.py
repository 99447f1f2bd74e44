"""wilson: the interval of a share of which only a sample was seen."""

from fractions import Fraction
from math import isqrt
from statistics import NormalDist

PLACES = 10**12


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
