"""Multiset: a tally of every value that occurred, so that percentiles are exact."""

from array import array
from collections.abc import Iterable, Sequence
from hashlib import sha256
from sys import byteorder
from typing import Any, Self, cast

from slakit.metrics.tallies.sums import exact_sum
from slakit.metrics.tallies.tally import State, Tally


class Multiset(Tally):
    """Every value that occurred, so that percentiles are exact; values are 64-bit integers."""

    kind = "spread"
    __slots__ = ("_chunks", "_sorted")

    def __init__(self, values: Iterable[int] = ()) -> None:
        self._chunks: list[Any] = [array("q", values)]
        self._sorted: Sequence[int] | None = None

    def add_many(self, values: Any) -> None:
        self._sorted = None
        if isinstance(values, list):
            if not isinstance(self._chunks[-1], array):
                self._chunks.append(array("q"))
            self._chunks[-1].extend(values)
        else:
            self._chunks.append(values)

    def merge(self, other: Self) -> None:
        self._sorted = None
        self._chunks += [chunk[:] for chunk in other._chunks]

    @property
    def ordered(self) -> Sequence[int]:
        """The values in rising order."""
        if self._sorted is None:
            self._chunks = [_ordered(self._chunks)]
            self._sorted = self._chunks[0]
        return self._sorted

    def __len__(self) -> int:
        return sum(map(len, self._chunks))

    @property
    def total(self) -> int:
        values = self.ordered
        return sum(values) if isinstance(values, array) else exact_sum(values)

    def state(self) -> State:
        return {"values": list(map(int, self.ordered))}

    def seal(self) -> object:
        values = cast(Any, self.ordered)
        if byteorder == "big":
            values = values[:]
            values.byteswap(*(() if isinstance(values, array) else (True,)))
        return [len(values), sha256(values.tobytes()).hexdigest()]

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls(state["values"])


def _ordered(chunks: list[Any]) -> Any:
    """All values of the chunks in order: an array of the standard library, or of NumPy when any chunk is one."""
    if all(isinstance(chunk, array) for chunk in chunks):
        return array("q", sorted(value for chunk in chunks for value in chunk) if len(chunks) > 1 else sorted(chunks[0]))
    import numpy as np

    values = np.concatenate([np.frombuffer(chunk, dtype=np.int64) if isinstance(chunk, array) else chunk for chunk in chunks])
    values.sort()
    return values
