"""Sums: a tally of how many values there were, and of what they add up to."""

from operator import mul
from typing import Any

from slakit.metrics.tallies.tally import SumTally

CHUNK = 1 << 18


class Sums(SumTally):
    """The number of values, and their sum."""

    kind = "sums"
    __slots__ = ("count", "total")

    def __init__(self, count: int = 0, total: int = 0) -> None:
        self.count, self.total = count, total

    def add_many(self, values: Any) -> None:
        self.count += len(values)
        self.total += sum(values) if isinstance(values, list) else exact_sum(values)


def exact_sum(values: Any) -> int:
    """The sum of an array of 64-bit integers, which may be wider than 64 bits."""
    return (int((values >> 32).sum()) << 32) + int((values & 0xFFFF_FFFF).sum())


def sums_from(values: Any, first: Any) -> list[int]:
    """The exact sums of the runs of an array that begin at some indexes."""
    import numpy as np

    if values.dtype == bool:
        values = values.astype(np.int64)
    if values.dtype == object:
        return [int(total) for total in np.add.reduceat(values, first)]
    high, low = np.add.reduceat(values >> 32, first), np.add.reduceat(values & 0xFFFF_FFFF, first)
    return [(above << 32) + below for above, below in zip(high.tolist(), low.tolist(), strict=True)]


def exact_dot(left: Any, right: Any) -> int:
    """The sum of the products of two lists, or of two arrays of 64-bit integers; it may be wider than 64 bits."""
    if isinstance(left, list):
        return sum(map(mul, left, right))
    total = 0
    for first in range(0, len(left), CHUNK):  # of which no sum of products of 20 and 23 bits is wider than 63
        sides = [limbs(side[first : first + CHUNK], bits) for side, bits in ((left, 20), (right, 23))]
        total += sum(int((one * other).sum()) << (low + up) for low, one in sides[0] for up, other in sides[1])
    return total


def limbs(values: Any, bits: int) -> list[tuple[int, Any]]:
    """Integers as parts of some bits, each with the number of bits below it; the highest has the sign."""
    parts, low = [], 0
    while low + bits < 64 and bool(((values >> low) >> (bits - 1) != values >> 63).any()):
        parts.append((low, (values >> low) & ((1 << bits) - 1)))
        low += bits
    return [*parts, (low, values >> low)]


def sums_by(codes: Any, values: Any, size: int) -> list[int]:
    """The exact sums of an array of 64-bit integers by codes below a size; at most 2 ** 26 numbers are added."""
    import numpy as np

    totals: list[int] = [0] * size
    for low, limb in limbs(values, 27):  # doubles add up whole numbers of 27 bits exactly
        added = np.bincount(codes, limb, size).astype(np.int64).tolist()
        totals = [total + (more << low) for total, more in zip(totals, added, strict=True)] if low else added
    return totals
