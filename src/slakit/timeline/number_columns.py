"""Columns of whole numbers: sorted together, compared and joined, on arrays of NumPy where there are many and it is loaded already."""

from array import array
from typing import Any

from slakit.timeline.packed import many_numpy, packed


def _viewed(np: Any, values: Any) -> Any:
    return np.frombuffer(values, np.int64) if isinstance(values, array) and values else np.asarray(values, np.int64)


def arrayed(values: Any) -> Any:
    """Many whole numbers as an array of NumPy, where that is loaded; None otherwise."""
    return None if (np := many_numpy(len(values))) is None else _viewed(np, values)


def sorted_together(first: Any, second: Any = None) -> tuple[Any, Any]:
    """Two columns in the order of the first, then of the second, which may be None."""
    if (np := many_numpy(len(first))) is not None:
        first = _viewed(np, first)
        if second is None:
            return np.sort(first), None
        second = _viewed(np, second)
        if len(second) and second.min() == second.max():
            return np.sort(first), second
        order = np.lexsort((second, first))
        return first[order], second[order]
    if second is None:
        return packed(sorted(map(int, first))), None
    rows = sorted(zip(map(int, first), map(int, second), strict=True))
    return packed([row[0] for row in rows]), packed([row[1] for row in rows])


def subtracted_from(number: int, values: Any) -> Any:
    """A number less each of some others."""
    array_of = arrayed(values)
    return [number - value for value in values] if array_of is None else number - array_of


def common(one: "array[int]", other: "array[int]", *, less: bool = False) -> "array[int] | None":
    """The edges of what two sets of spans have in common, or of the one `less` the other; None where these are few, or without NumPy.

    A start of the one is a start of the result if it lies in the other, and the reverse; so are ends. What is less is in common with all
    that lies outside, whose starts are ends.
    """
    if (np := many_numpy(len(other) if less else min(len(one), len(other)))) is None:
        return None
    left, right = _viewed(np, one), _viewed(np, other)
    (begins, ends), (others_begin, others_end) = (left[::2], left[1::2]), (right[int(less) :: 2], right[1 - less :: 2])
    odd = int(not less)  # where an odd number of the edges of the other lie before what is in it
    starts_in = begins[np.searchsorted(right, begins, side="right") % 2 == odd]
    ends_in = ends[np.searchsorted(right, ends, side="left") % 2 == odd]
    other_starts = others_begin[np.searchsorted(left, others_begin, side="right") % 2 == 1]
    other_ends = others_end[np.searchsorted(left, others_end, side="left") % 2 == 1]
    starts, finishes = (np.sort(np.concatenate(sides)) for sides in ((starts_in, other_starts), (ends_in, other_ends)))
    starts, finishes = (side[np.append(True, side[1:] > side[:-1])[: len(side)]] for side in (starts, finishes))
    edges = np.empty(2 * len(starts), np.int64)
    edges[::2], edges[1::2] = starts, finishes
    return packed(edges)


def at_least(values: Any, bar: int) -> list[int]:
    """The indexes of the values that are at least so much."""
    many = arrayed(values)
    if many is None:
        return [index for index, value in enumerate(values) if value >= bar]
    return list((many >= bar).nonzero()[0].tolist())
