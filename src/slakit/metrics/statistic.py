"""Statistic: one figure of many, exactly (docs/numbers.md M2)."""

import re
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import cast

from attrs import evolve, field, frozen

from slakit.errors import ContractError, near_or
from slakit.metrics.measure import Exact
from slakit.metrics.ranked import Ranked
from slakit.metrics.tallies.ordered_values import OrderedValues
from slakit.values.number import exact_text

LEAST_ERROR, MOST_ERROR = Fraction(1, 10_000), Fraction(1, 10)
WORDS = ("mean", "median", "min", "max", "total")
NO_STATISTIC = " is not a statistic; write 'mean', 'median', 'p95', 'min', 'max' or 'total'"
METHODS = ("inverted_cdf", "averaged_inverted_cdf", "linear", "lower", "higher")


@frozen
class Statistic:
    """A mean, total, or the value at a share of the sorted values, by a method named as NumPy names it.

    The default method, inverted_cdf, gives a value that really occurred; the median is p50 by the same method. With `within`, a share of
    the figure, it may be off by so much: it is then that of values rounded to a few digits, of which there may be any number.
    """

    name: str
    method: str = field(default="inverted_cdf")
    within: Fraction | None = None

    @property
    def share(self) -> Fraction | None:
        """The position of the statistic in the sorted values, from 0 to 1; None for a mean or a total."""
        if self.name.startswith("p"):
            return Fraction(self.name[1:]) / 100
        return {"min": Fraction(0), "median": Fraction(1, 2), "max": Fraction(1)}.get(self.name)

    def of_all(self, ordered: OrderedValues) -> Exact | None:
        """The figure of values."""
        return self.of(len(ordered), ordered.__getitem__, lambda: ordered.total)

    def of(self, count: int, value: Callable[[int], Exact | None], total: Callable[[], Exact | None]) -> Exact | None:
        """The figure of `count` sorted values, of which `value(i)` is the i-th; None if an unbounded value is involved."""
        if self.share is None:
            added = total()
            return added if added is None or self.name == "total" else Fraction(added, count)
        if self.method == "linear" or self.method in ("lower", "higher"):
            position = self.share * (count - 1)
            low, high = floor(position), ceil(position)
            weight = {"linear": position - low, "lower": Fraction(0), "higher": Fraction(1)}[self.method]
        else:
            position = self.share * count
            low = high = min(max(ceil(position) - 1, 0), count - 1)
            weight = Fraction(0)
            if self.method == "averaged_inverted_cdf" and position.denominator == 1 and 0 < position < count:
                high, weight = low + 1, Fraction(1, 2)
        below, above = value(low), value(high)
        if not weight or low == high:
            return below
        if below is None or above is None:
            return None if weight != 1 else above
        return below + weight * (above - below)

    def ranked(self, ordered: OrderedValues, least: OrderedValues, stopped: OrderedValues) -> Ranked | None:
        """Return values with the rank of the figure; None where the figure is not one of them, as a mean is not.

        `least` and `stopped` are those of clocks of which some still run.

        >>> four = OrderedValues([10, 20, 30, 40])
        >>> statistic("p75").ranked(four, four, four)
        Ranked(rank 2 of 4)
        """
        count = len(ordered)
        if self.share is None or self.within or not count or self.method not in ("inverted_cdf", "lower", "higher"):
            return None
        rank = int(cast(int, self.of(count, lambda index: index, lambda: None)))
        return Ranked(ordered, rank, least=least, stopped=stopped)

    @property
    def written(self) -> str:
        """As it is written in a contract."""
        return str(self)

    def __str__(self) -> str:
        exact = self.name if self.method == "inverted_cdf" else f"{self.name} {self.method}"
        return exact if self.within is None else f"{exact} within {exact_text(self.within * 100)} %"


def statistic(value: "str | Statistic") -> Statistic:
    """A statistic from its name: mean, median, min, max, total, or p and a number, with a method after it if need be.

    >>> statistic("p99.9")
    Statistic(name='p99.9', method='inverted_cdf', within=None)
    """
    made = approximate(value)
    if made.within is not None:
        raise ContractError(f"{str(value)!r} states an error, which only the time that clocks ran (Elapsed) may have; write {made.name!r}")
    return made


def approximate(value: "str | Statistic") -> Statistic:
    """A statistic from its name, which may be a percentile with a stated error.

    >>> str(approximate("p95 within 1%"))
    'p95 within 1 %'
    """
    if isinstance(value, Statistic):
        return value
    if not isinstance(value, str):
        raise ContractError(f"{value!r}{NO_STATISTIC}")
    text, stated, error = value.strip().partition(" within ")
    exact = _exact(text)
    return evolve(exact, within=_error(exact, value, error)) if stated else exact


def _error(exact: Statistic, text: str, error: str) -> Fraction:
    """The stated error of a percentile, as a share of it."""
    if not (exact.name.startswith("p") or exact.name == "median"):
        raise ContractError(f"{text!r} is no percentile, and exact over any number of values; write {exact.written!r}")
    match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?) *%", error.strip())
    within = Fraction(match[1]) / 100 if match else None
    if within is None or not LEAST_ERROR <= within <= MOST_ERROR:
        raise ContractError(f"{text!r} is not a percentile within an error from 0.01 % to 10 %; write '{exact.written} within 1 %'")
    return within


def _exact(text: str) -> Statistic:
    name, _, method = text.strip().partition(" ")
    if name not in WORDS and not (re.fullmatch(r"p\d+(\.\d+)?", name) and 0 < Fraction(name[1:]) <= 100):
        raise ContractError(f"{text!r}{NO_STATISTIC}")
    if method and method not in METHODS:
        near = near_or(method, METHODS, "write 'p95 linear'")
        raise ContractError(f"{method!r} is not a percentile method{near}")
    return Statistic(name, method or "inverted_cdf")
