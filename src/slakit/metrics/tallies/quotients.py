"""Quotients: a tally of ratios, each of one record, that stays exact however many there are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Self

from attrs import frozen

from slakit.metrics.tallies.ordered_values import OrderedValues
from slakit.metrics.tallies.series import order_of
from slakit.metrics.tallies.sums import sums_by
from slakit.metrics.tallies.tally import State, Tally, sealed_integers

ROOM = 1 << 16  # pairs that may wait to be counted
ADDED = 1 << 26  # numbers that can be added up at once
WIDEST = 1 << 63

Pair = tuple[int, int]  # what stands above the line and what stands below it, which is above zero


@frozen(eq=False)
class PairColumns:
    """Pairs of numbers as two arrays of NumPy: each for itself, or with `counts` each different one, and how often it occurs."""

    firsts: Any
    seconds: Any
    counts: Any = None

    def __len__(self) -> int:
        return len(self.firsts) if self.counts is None else int(self.counts.sum())

    def __iter__(self) -> Iterator[Pair]:
        return zip(self.firsts.tolist(), self.seconds.tolist(), strict=True)

    @property
    def sums(self) -> Iterator[tuple[int, int]]:
        """Each second number of some pairs with the sum of the first ones beside it."""
        for part in range(0, len(self.firsts), ADDED):
            firsts, seconds = (side[part : part + ADDED] for side in (self.firsts, self.seconds))
            yield from _by_second(seconds, firsts if self.counts is None else _products(firsts, self.counts[part : part + ADDED]))


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
            self._make_room()
        else:
            self._pairs.update(values)

    def merge(self, other: Self) -> None:
        self._pairs.update(other._pairs)
        self._chunks += other._chunks
        self._make_room()

    def _make_room(self) -> None:
        """Count equal pairs, where those that came since the last time are many."""
        rows = [len(chunk.firsts) for chunk in self._chunks]
        if sum(rows[1:]) > max([ROOM, *rows[:1]]):
            self._chunks = [_shortest(_joined(self._chunks))]

    def __len__(self) -> int:
        return self._pairs.total() + sum(map(len, self._chunks))

    @property
    def pairs(self) -> Counter[Pair]:
        """The number of times that each pair occurred."""
        for chunk in self._chunks:
            if chunk.counts is None:
                self._pairs.update(chunk)
                continue
            for pair, count in zip(chunk, chunk.counts.tolist(), strict=True):
                self._pairs[pair] += count
        self._chunks = []
        return self._pairs

    @property
    def ordered(self) -> OrderedValues:
        """The ratios in rising order."""
        ratios = sorted((Fraction(above, below), count) for (above, below), count in self.pairs.items())
        return OrderedValues.counted([ratio for ratio, _ in ratios], [count for _, count in ratios])

    @property
    def total(self) -> Fraction:
        """The sum of the ratios."""
        sums: Counter[int] = Counter()
        for (above, below), count in self._pairs.items():
            sums[below] += above * count
        for chunk in self._chunks:
            for below, above in chunk.sums:
                sums[below] += above
        return sum_of_fractions([Fraction(above, below) for below, above in sorted(sums.items())])

    @property
    def _columns(self) -> Sequence[Any]:
        """Each pair above and below the line, in order, and how often it occurred."""
        if self._chunks and not self._pairs:
            self._chunks = [_joined(self._chunks)]
            counted = _counted(self._chunks[0])
            return counted.firsts, counted.seconds, counted.counts
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

    counts = None
    if any(chunk.counts is not None for chunk in chunks):
        counts = np.concatenate([np.ones(len(chunk), np.int64) if chunk.counts is None else chunk.counts for chunk in chunks])
    firsts, seconds = (np.concatenate([getattr(chunk, side) for chunk in chunks]) for side in ("firsts", "seconds"))
    return PairColumns(firsts, seconds, counts)


def _by_second(seconds: Any, firsts: Any) -> Iterator[tuple[int, int]]:
    """Each different second number with the sum of the first ones beside it."""
    import numpy as np

    if firsts.dtype == object:  # wider than 64 bits
        return zip(seconds.tolist(), firsts.tolist(), strict=True)
    order = order_of(seconds)
    ordered = seconds[order]
    new = np.concatenate(([True], ordered[1:] != ordered[:-1]))
    distinct = ordered[new].tolist()
    return zip(distinct, sums_by(np.cumsum(new) - 1, firsts[order], len(distinct)), strict=True)


def _products(numbers: Any, counts: Any) -> Any:
    """Each number as often as it occurs; as Python's integers where these are too wide for an array of others."""
    import numpy as np

    widest = max(-int(numbers.min()), int(numbers.max())) * int(counts.max())
    return numbers * counts if widest < WIDEST else numbers.astype(np.object_) * counts


def _counted(pairs: PairColumns) -> PairColumns:
    """Each different pair, in order, and how often it occurred."""
    import numpy as np

    firsts, seconds = pairs.firsts, pairs.seconds
    order = order_of(seconds)
    order = order[order_of(firsts[order], stable=True)]
    firsts, seconds = firsts[order], seconds[order]
    new = np.flatnonzero(np.concatenate(([True], (firsts[1:] != firsts[:-1]) | (seconds[1:] != seconds[:-1]))))
    counts = np.diff(np.append(new, len(firsts))) if pairs.counts is None else np.add.reduceat(pairs.counts[order], new)
    return PairColumns(firsts[new], seconds[new], counts)


def _shortest(pairs: PairColumns) -> PairColumns:
    """The same pairs, counted where that takes less room: three numbers for each different one against two for each."""
    counted = _counted(pairs)
    return counted if pairs.counts is not None or 3 * len(counted.firsts) <= 2 * len(pairs) else pairs


def sum_of_fractions(values: Sequence[Fraction]) -> Fraction:
    """Return the sum of values, added in halves so that the denominators stay small for long."""
    if len(values) < 2:
        return values[0] if values else Fraction(0)
    half = len(values) // 2
    return sum_of_fractions(values[:half]) + sum_of_fractions(values[half:])
