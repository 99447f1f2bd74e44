"""Packed edges: the arithmetic of many instants, on arrays of 64-bit integers; NumPy does it where it is loaded already."""

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import accumulate, chain, compress
from operator import gt, sub
from typing import Any

PACKED = "q"  # whole microseconds from the year 1 to 10000 fit
MANY = 256  # numbers, from which on NumPy is faster


def packed(values: Any) -> "array[int]":
    """Whole numbers of any sequence, or of an array of NumPy, as an array."""
    if isinstance(values, array):
        return values
    made = array(PACKED)
    if hasattr(values, "dtype"):
        made.frombytes(values.astype("int64", copy=False).tobytes())
    else:
        made.extend(values)
    return made


def joined_edges(starts: Sequence[Any], ends: Sequence[Any]) -> "array[int]":
    """The edges of the union of spans, none of which is empty; touching ones merge.

    Starts and ends are sorted apart: the union breaks before a start by which as many spans have ended as have begun.
    """
    if not len(starts):
        return array(PACKED)
    if (np := many_numpy(len(starts))) is not None:
        first, last = (_sorted(np, _viewed(np, side)) for side in (starts, ends))
        breaks = first[1:] > last[:-1]
        edges = np.empty(2 * (int(breaks.sum()) + 1), np.int64)
        edges[0], edges[2::2] = first[0], first[1:][breaks]
        edges[1:-1:2], edges[-1] = last[:-1][breaks], last[-1]
        return packed(edges)
    first, last = sorted(starts), sorted(ends)
    breaks = list(map(gt, first[1:], last))
    edges = array(PACKED, [0]) * (2 * breaks.count(True) + 2)
    edges[::2] = array(PACKED, [first[0], *compress(first[1:], breaks)])
    edges[1::2] = array(PACKED, [*compress(last, breaks), last[-1]])
    return edges


def _sorted(np: Any, values: Any) -> Any:
    return values if bool((values[1:] >= values[:-1]).all()) else np.sort(values)


def concatenated(several: Iterable[Any]) -> Any:
    """Whole numbers of some sequences and arrays, one after the other."""
    several = list(several)
    if len(several) == 1:
        return several[0]
    if (np := many_numpy(sum(map(len, several)))) is not None:
        return np.concatenate([_viewed(np, one) for one in several])
    return list(chain.from_iterable(several))


def differences(left: Sequence[int], right: Sequence[int]) -> "array[int]":
    """Each number less the other."""
    if (np := many_numpy(len(left))) is not None:
        return packed(_viewed(np, left) - _viewed(np, right))
    return array(PACKED, map(sub, left, right))


def total(values: Sequence[Any]) -> Any:
    """The sum of lengths of time that do not overlap, so that it fits, or of any exact numbers in a list."""
    np = many_numpy(len(values)) if isinstance(values, array) else None
    return sum(values) if np is None else int(_viewed(np, values).sum())


def many_numpy(count: int) -> Any:
    """NumPy, if somebody has loaded it and there are enough numbers; nothing here is worth loading it."""
    return sys.modules.get("numpy") if count >= MANY else None


def _viewed(np: Any, values: Any) -> Any:
    """A view of an array, or a new one of a sequence."""
    return np.frombuffer(values, np.int64) if isinstance(values, array) and values else np.asarray(values, np.int64)


def absent(values: Sequence[int], among: Sequence[int]) -> list[int]:
    """The indexes of the values that are not among others, which are sorted."""
    if among and (np := many_numpy(len(values))) is not None:
        others, looked = _viewed(np, among), _viewed(np, values)
        near = np.minimum(np.searchsorted(others, looked), len(others) - 1)
        return list(np.flatnonzero(others[near] != looked).tolist())
    there = set(among)
    return [index for index, value in enumerate(values) if value not in there]


def inside(spans: Any, instants: Any) -> Any:
    """A mask of the instants that are in some spans: of an array of NumPy an array, of anything else a list."""
    if not hasattr(instants, "dtype"):
        return [bisect_right(spans.packed, at) % 2 == 1 for at in instants]
    import numpy as np

    return np.searchsorted(_viewed(np, spans.packed), instants, side="right") % 2 == 1


def before(spans: Any, instants: Any) -> Any:
    """The time in some spans before each of some instants: of an array of NumPy an array, of a list a list."""
    edges = spans.packed
    sums = [0, *accumulate(map(sub, edges[1::2], edges[::2]))]
    if not hasattr(instants, "dtype"):
        at_edge = [edge - sums[index // 2] for index, edge in enumerate(edges)]
        reached = [(bisect_right(edges, at), at) for at in instants]
        return [at - at_edge[index - 1] if index % 2 else sums[index // 2] for index, at in reached]
    import numpy as np

    index = np.searchsorted(_viewed(np, edges), instants, side="right")
    done = np.array(sums, np.int64)[index // 2]
    starts = np.append(_viewed(np, edges[::2]), 0)[index // 2]
    return np.where(index % 2 == 1, done + instants - starts, done)


def nonzero(values: Sequence[Any]) -> int:
    """The number of values that are not zero."""
    np = many_numpy(len(values)) if isinstance(values, array) else None
    return len(values) - values.count(0) if np is None else int(np.count_nonzero(_viewed(np, values)))


def largest(values: Sequence[Any], count: int) -> list[int]:
    """The indexes of the largest values, the largest first, and of equal ones the earliest."""
    if isinstance(values, array) and (np := many_numpy(len(values))) is not None:
        looked = _viewed(np, values)
        bar = np.partition(looked, -min(count, len(looked)))[-min(count, len(looked))]
        near = [*np.flatnonzero(looked > bar).tolist(), *np.flatnonzero(looked == bar)[:count].tolist()]
        return sorted(near, key=lambda index: (-values[index], index))[:count]
    least = min(nlargest(count, values), default=0)
    near = [index for index, value in enumerate(values) if value >= least]
    return sorted(near, key=lambda index: (-values[index], index))[:count]


def little_endian(values: "array[int]") -> bytes:
    """Return the numbers as bytes that are the same on every machine, the low byte first."""
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values.tobytes()
