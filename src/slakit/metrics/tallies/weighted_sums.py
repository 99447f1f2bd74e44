"""WeightedSums: a tally of values with weights: how many there were, what they weigh, and their weighted sum."""

from collections.abc import Iterable

from slakit.metrics.tallies.quotients import PairColumns
from slakit.metrics.tallies.sums import exact_dot, exact_sum
from slakit.metrics.tallies.tally import SumTally

Pair = tuple[int, int]  # a value and its weight, which is above zero


class WeightedSums(SumTally):
    """The number of values, the sum of their weights, and the sum of each value times its weight."""

    kind = "weighted sums"
    __slots__ = ("count", "total", "weight")

    def __init__(self, count: int = 0, total: int = 0, weight: int = 0) -> None:
        self.count, self.total, self.weight = count, total, weight

    def add_many(self, values: Iterable[Pair]) -> None:
        if isinstance(values, PairColumns):
            self.count += len(values)
            self.total += exact_dot(values.firsts, values.seconds)
            self.weight += exact_sum(values.seconds)
            return
        for value, weight in values:
            self.count += 1
            self.total += value * weight
            self.weight += weight
