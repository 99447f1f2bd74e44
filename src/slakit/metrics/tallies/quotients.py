"""Quotients: a tally of ratios, each of one record, that stays exact however many there are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Self

from slakit.metrics.tallies.tally import State, Tally, sealed

Pair = tuple[int, int]  # what stands above the line and what stands below it, which is above zero


class Quotients(Tally):
    """The number of times that each ratio occurred; a ratio is a pair of numerator and denominator."""

    kind = "quotients"
    __slots__ = ("pairs",)

    def __init__(self, pairs: Mapping[Pair, int] | None = None) -> None:
        self.pairs: Counter[Pair] = Counter(pairs)

    def add_many(self, values: Iterable[Pair]) -> None:
        self.pairs.update(values)

    def merge(self, other: Self) -> None:
        self.pairs.update(other.pairs)

    def __len__(self) -> int:
        return self.pairs.total()

    @property
    def ordered(self) -> list[Fraction]:
        """The ratios in rising order."""
        ratios = sorted((Fraction(above, below), count) for (above, below), count in self.pairs.items())
        return [ratio for ratio, count in ratios for _ in range(count)]

    @property
    def total(self) -> Fraction:
        """The sum of the ratios."""
        sums: Counter[int] = Counter()
        for (above, below), count in self.pairs.items():
            sums[below] += above * count
        return sum_of_fractions([Fraction(above, below) for below, above in sorted(sums.items())])

    def state(self) -> State:
        return {"pairs": [[above, below, count] for (above, below), count in sorted(self.pairs.items())]}

    def seal(self) -> object:
        return sealed(len(self), self.state()["pairs"])

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls({(above, below): count for above, below, count in state["pairs"]})


def sum_of_fractions(values: Sequence[Fraction]) -> Fraction:
    """Return the sum of values, added in halves so that the denominators stay small for long."""
    if len(values) < 2:
        return values[0] if values else Fraction(0)
    half = len(values) // 2
    return sum_of_fractions(values[:half]) + sum_of_fractions(values[half:])
