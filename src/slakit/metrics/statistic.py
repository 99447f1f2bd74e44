"""Statistic: one figure of many, exactly (docs/numbers.md M2)."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import cast

from attrs import field, frozen

from slakit.errors import ContractError, near_or
from slakit.metrics.measure import Exact
from slakit.metrics.ranked import Ranked

WORDS = ("mean", "median", "min", "max", "total")
METHODS = ("inverted_cdf", "averaged_inverted_cdf", "linear", "lower", "higher")


@frozen
class Statistic:
    """A mean, total, or the value at a share of the sorted values, by a method named as NumPy names it.

    The default method, inverted_cdf, gives a value that really occurred; the median is p50 by the same method.
    """

    name: str
    method: str = field(default="inverted_cdf")

    @property
    def share(self) -> Fraction | None:
        """The position of the statistic in the sorted values, from 0 to 1; None for a mean or a total."""
        if self.name.startswith("p"):
            return Fraction(self.name[1:]) / 100
        return {"min": Fraction(0), "median": Fraction(1, 2), "max": Fraction(1)}.get(self.name)

    def of_all(self, ordered: Sequence[Exact]) -> Exact | None:
        """The figure of sorted values."""
        return self.of(len(ordered), ordered.__getitem__, lambda: sum(ordered))

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

    def ranked(self, ordered: Sequence[Exact], least: Sequence[Exact] = (), stopped: Sequence[Exact] | None = None) -> Ranked | None:
        """Return sorted values with the rank of the figure; None where the figure is not one of them, as a mean is not.

        `least` and `stopped` are those of clocks of which some still run.

        >>> statistic("p75").ranked([10, 20, 30, 40])
        Ranked(rank 2 of 4)
        """
        count = len(ordered)
        if self.share is None or not count or self.method not in ("inverted_cdf", "lower", "higher"):
            return None
        rank, kept = int(cast(int, self.of(count, lambda index: index, lambda: None))), ordered[:]
        return Ranked(kept, rank, least=least if len(least) else kept, stopped=kept if stopped is None else stopped)

    @property
    def written(self) -> str:
        """As it is written in a contract."""
        return str(self)

    def __str__(self) -> str:
        return self.name if self.method == "inverted_cdf" else f"{self.name} {self.method}"


def statistic(value: "str | Statistic") -> Statistic:
    """A statistic from its name: mean, median, min, max, total, or p and a number, with a method after it if need be.

    >>> statistic("p99.9")
    Statistic(name='p99.9', method='inverted_cdf')
    """
    if isinstance(value, Statistic):
        return value
    name, _, method = str(value).strip().partition(" ")
    if name not in WORDS and not (re.fullmatch(r"p\d+(\.\d+)?", name) and 0 < Fraction(name[1:]) <= 100):
        raise ContractError(f"{value!r} is not a statistic; write 'mean', 'median', 'p95', 'min', 'max' or 'total'")
    if method and method not in METHODS:
        near = near_or(method, METHODS, "write 'p95 linear'")
        raise ContractError(f"{method!r} is not a percentile method{near}")
    return Statistic(name, method or "inverted_cdf")
