"""Multiset: a tally of every value that occurred, so that percentiles are exact."""

from array import array
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Self

from slakit.metrics.tallies.ordered_values import OrderedValues, joined
from slakit.metrics.tallies.tally import State, Tally
from slakit.timeline.packed import PACKED, little_endian, packed

ROOM = 1 << 16  # values that may wait to be put in order
BLOCK = 1 << 18  # values that are hashed at once


class Multiset(Tally):
    """Every value that occurred, so that percentiles are exact; values are 64-bit integers.

    Where most occur more than once, as times in whole seconds do, only the different ones are kept, each with its count. Values that have
    come wait until they are many, or until somebody asks.
    """

    kind = "spread"
    __slots__ = ("_new", "_parts")

    def __init__(self, values: Iterable[int] = ()) -> None:
        self._new: array[int] = array(PACKED, values)
        self._parts: list[OrderedValues] = []

    def add_many(self, values: Any) -> None:
        self._new.extend(packed(values))
        self._make_room()

    def merge(self, other: Self) -> None:
        self._parts.append(other.ordered)
        self._make_room()

    def _make_room(self) -> None:
        kept, *waiting = self._parts or [OrderedValues()]
        room = len(kept.values) // (1 if kept.ends is None else 4)
        if len(self._new) + sum(len(part.values) for part in waiting) > max(ROOM, room):
            self._put_in_order()

    def _put_in_order(self) -> None:
        self._parts.append(OrderedValues.of(self._new))
        self._new = array(PACKED)
        self._parts = [joined(self._parts).shortest()]

    @property
    def ordered(self) -> OrderedValues:
        """The values in rising order."""
        if self._new or len(self._parts) != 1:
            self._put_in_order()
        return self._parts[0]

    def __len__(self) -> int:
        return len(self._new) + sum(map(len, self._parts))

    @property
    def total(self) -> int:
        return int(self.ordered.total)

    def state(self) -> State:
        """Return every value, or each different one and its count where that is shorter."""
        ordered = self.ordered
        if ordered.ends is None:
            return {"values": list(map(int, ordered.values))}
        return {"different": list(map(int, ordered.values)), "counts": list(map(int, ordered.counts))}

    def seal(self) -> object:
        """Return the number of values and a hash of all of them, as 64-bit integers, the low byte first."""
        ordered, hashed = self.ordered, sha256()
        for first in range(0, len(ordered), BLOCK):
            hashed.update(little_endian(packed(ordered[first : first + BLOCK].each_alone)))
        return [len(ordered), hashed.hexdigest()]

    @classmethod
    def restore(cls, state: State) -> Self:
        restored = cls()
        restored._restore(state)
        return restored

    def _restore(self, state: State) -> None:
        if "values" in state:
            self._new = array(PACKED, state["values"])
        else:
            self._parts = [OrderedValues.counted(packed(state["different"]), state["counts"]).shortest()]
