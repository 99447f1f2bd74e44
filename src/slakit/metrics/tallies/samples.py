"""Samples: a tally of what was seen at which instant, in the order of time."""

from array import array
from collections.abc import Iterable
from typing import Any, Self

from slakit.metrics.tallies.series import Pair, Series, in_order
from slakit.metrics.tallies.tally import State, Tally, sealed_integers
from slakit.timeline.packed import PACKED, concatenated, many_numpy

Run = tuple[Any, Any]  # the instants and the worths of some samples: two lists, or two arrays of NumPy


class Samples(Tally):
    """Every worth with its instant; `series` has them in order, those of one instant from the least."""

    kind = "samples"
    __slots__ = ("_at", "_chunks", "_series", "_worth")

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._at: array[int] = array(PACKED)  # those that came as lists
        self._worth: array[int] | list[int] = array(PACKED)
        self._chunks: list[Run] = []  # those that came as arrays
        self._series: Series | None = None
        pairs = list(pairs)
        self.add_many([([at for at, _ in pairs], [worth for _, worth in pairs])])

    @classmethod
    def of_series(cls, series: Series) -> Self:
        """Samples that are in order already."""
        made = cls()
        made.add_many([series])
        made._series = series
        return made

    def add_many(self, values: Iterable[Run]) -> None:
        """Add samples as (instants, worths): lists, or arrays of integers."""
        self._series = None
        for instants, worths in values:
            if not hasattr(instants, "dtype"):
                self._extend(instants, worths)
            elif worths.dtype == object:  # wider than 64 bits
                self._extend(instants.tolist(), worths.tolist())
            else:
                self._chunks.append((instants, worths.astype("int64", copy=False)))

    def _extend(self, instants: Iterable[int], worths: Iterable[int]) -> None:
        self._at.extend(instants)
        try:
            more = array(PACKED, worths)
        except OverflowError:  # wider than 64 bits
            self._worth = [*self._worth, *worths]
        else:
            self._worth.extend(more)

    @property
    def series(self) -> Series:
        if self._series is None:
            runs = [(self._at, self._worth), *self._chunks]
            if isinstance(self._worth, list) or many_numpy(len(self)) is None:
                self._series = in_order(*([value for run in runs for value in _plain(run[side])] for side in (0, 1)))
            else:
                runs = sorted((run for run in runs if len(run[0])), key=lambda run: run[0][0])
                self._series = in_order(*(concatenated(run[side] for run in runs) for side in (0, 1)))
                self._at, self._worth, self._chunks = array(PACKED), array(PACKED), [self._series]
        return self._series

    @property
    def pairs(self) -> list[Pair]:
        return self.series.pairs

    def __len__(self) -> int:
        return len(self._at) + sum(len(instants) for instants, _ in self._chunks)

    def latest(self) -> "Samples":
        """Return the samples of the latest instant."""
        return Samples.of_series(self.series.since(self.series.instants[-1])) if len(self) else self

    def since_good(self) -> "Samples | None":
        """Return the samples since the last instant at which every worth was 1, that instant included; None if there is none."""
        first = self.series.of_last_good
        return None if first is None else Samples.of_series(self.series.since(self.series.instants[first]))

    def merge(self, other: Self) -> None:
        self.add_many([*([(other._at, other._worth)] if other._at else ()), *other._chunks])

    def state(self) -> State:
        return {"pairs": [list(pair) for pair in self.pairs]}

    def seal(self) -> object:
        """Return the number of samples and a hash of their instants and worths, 64-bit integers, the low byte first."""
        return sealed_integers(self.series)

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls((at, worth) for at, worth in state["pairs"])


def _plain(values: Any) -> list[int]:
    return values if isinstance(values, list) else list(values.tolist())
