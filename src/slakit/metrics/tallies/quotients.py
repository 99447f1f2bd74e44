"""Quotients: a tally of ratios, each of one record, that stays exact however many there are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Self

from attrs import frozen

from slakit.metrics.tallies.series import order_of
from slakit.metrics.tallies.sums import sums_by
from slakit.metrics.tallies.tally import State, Tally, sealed_integers

Pair = tuple[int, int]  # what stands above the line and what stands below it, which is above zero


@frozen(eq=False)
class PairColumns:
    """Pairs of numbers as two arrays of NumPy."""

    firsts: Any
    seconds: Any

    def __len__(self) -> int:
        return len(self.firsts)

    def __iter__(self) -> Iterator[Pair]:
        return zip(self.firsts.tolist(), self.seconds.tolist(), strict=True)


class Quotients(Tally):
    """The number of times that each ratio occurred; a ratio is a pair of numerator and denominator."""

    kind = "quotients"
    __slots__ = ("_chunks", "_pairs")

    def __init__(self, pairs: Mapping[Pair, int] | None = None) -> None:
        self._pairs: Counter[Pair] = Counter(pairs)
        self._chunks: list[PairColumns] = []  # those that are not among the pairs

    def add_many(self, values: Iterable[Pair]) -> None:
        if isinstance(values, PairColumns):
            self._chunks += [values] if len(values) else []
        else:
            self._pairs.update(values)

    def merge(self, other: Self) -> None:
        self._pairs.update(other._pairs)
        self._chunks += other._chunks

    def __len__(self) -> int:
        return self._pairs.total() + sum(map(len, self._chunks))

    @property
    def pairs(self) -> Counter[Pair]:
        """The number of times that each pair occurred."""
        for chunk in self._chunks:
            self._pairs.update(chunk)
        self._chunks.clear()
        return self._pairs

    @property
    def ordered(self) -> list[Fraction]:
        """The ratios in rising order."""
        ratios = sorted((Fraction(above, below), count) for (above, below), count in self.pairs.items())
        return [ratio for ratio, count in ratios for _ in range(count)]

    @property
    def total(self) -> Fraction:
        """The sum of the ratios."""
        sums: Counter[int] = Counter()
        for (above, below), count in self._pairs.items():
            sums[below] += above * count
        for chunk in self._chunks:
            for below, above in _by_second(chunk):
                sums[below] += above
        return sum_of_fractions([Fraction(above, below) for below, above in sorted(sums.items())])

    @property
    def _columns(self) -> Sequence[Any]:
        """Each pair above and below the line, in order, and how often it occurred."""
        if self._chunks and not self._pairs:
            self._chunks = [_joined(self._chunks)]
            return _counted(self._chunks[0])
        keys = sorted(self.pairs)
        return [above for above, _ in keys], [below for _, below in keys], list(map(self._pairs.__getitem__, keys))

    def state(self) -> State:
        return {"pairs": [[above, below, count] for (above, below), count in sorted(self.pairs.items())]}

    def seal(self) -> object:
        """Return the number of ratios and a hash of the pairs and how often each occurred."""
        return [len(self), sealed_integers(self._columns)]

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls({(above, below): count for above, below, count in state["pairs"]})


def _joined(chunks: Sequence[PairColumns]) -> PairColumns:
    import numpy as np

    return PairColumns(*(np.concatenate([getattr(chunk, side) for chunk in chunks]) for side in ("firsts", "seconds")))


def _by_second(pairs: PairColumns) -> Iterator[tuple[int, int]]:
    """Each second number with the sum of the first ones beside it."""
    import numpy as np

    order = order_of(pairs.seconds)
    seconds = pairs.seconds[order]
    new = np.concatenate(([True], seconds[1:] != seconds[:-1]))
    distinct = seconds[new].tolist()
    return zip(distinct, sums_by(np.cumsum(new) - 1, pairs.firsts[order], len(distinct)), strict=True)


def _counted(pairs: PairColumns) -> tuple[Any, Any, Any]:
    """Each different pair, in order, and how often it occurred."""
    import numpy as np

    firsts, seconds = pairs.firsts, pairs.seconds
    order = order_of(seconds)
    order = order[order_of(firsts[order], stable=True)]
    firsts, seconds = firsts[order], seconds[order]
    new = np.flatnonzero(np.concatenate(([True], (firsts[1:] != firsts[:-1]) | (seconds[1:] != seconds[:-1]))))
    return firsts[new], seconds[new], np.diff(np.append(new, len(firsts)))


def sum_of_fractions(values: Sequence[Fraction]) -> Fraction:
    """Return the sum of values, added in halves so that the denominators stay small for long."""
    if len(values) < 2:
        return values[0] if values else Fraction(0)
    half = len(values) // 2
    return sum_of_fractions(values[:half]) + sum_of_fractions(values[half:])
