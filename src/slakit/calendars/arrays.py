"""The clock on NumPy arrays. Only this file of the calendars needs NumPy, and imports it where it is used.

The same table as for lists, as three columns. In chunks of 65,536 pairs, so that what a chunk needs stays in the processor's cache.
"""

from typing import TYPE_CHECKING

from slakit.calendars.open_time_index import Cells, OpenTimeIndex
from slakit.calendars.pairs import turned, uneven
from slakit.errors import UnitError, optional

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from slakit.calendars.open_time_index import Before, Integers

    Column = NDArray[np.int64] | NDArray[np.datetime64]

CHUNK = 65_536


def elapsed(index: OpenTimeIndex, starts: "Integers", ends: "Integers") -> "Integers":
    """F(end) - F(start) of every pair; all lie in the range of the index."""
    np = optional("numpy", "frames")
    index.columns = index.columns or _columns(index)
    before, closed = index.columns
    out: Integers = np.empty(len(starts), dtype=np.int64)
    space = np.empty(min(CHUNK, len(starts)), dtype=np.int64)
    for i in range(0, len(starts), CHUNK):
        since, until, to = starts[i : i + CHUNK], ends[i : i + CHUNK], out[i : i + CHUNK]
        until_before = space[: len(to)]
        before(since, until_before)
        before(until, to)
        to -= until_before
        if closed:
            np.subtract(until, to, out=to)
            to -= since
    return out


def due(index: OpenTimeIndex, starts: "Integers", lengths: "Integers") -> "tuple[Integers, list[int]]":
    """The instant at which so much has elapsed since every start, and the rows that this cannot tell; all lie in the range of the index."""
    np = optional("numpy", "frames")
    opened = elapsed(index, np.full(len(starts), index.first, dtype=np.int64), starts)
    opened += lengths
    odd = (lengths <= 0) | (opened > index.total)  # back in time, at once, or beyond the index
    out: Integers = np.empty(len(starts), dtype=np.int64)
    if index.starts:
        before, add = np.array(index.before, dtype=np.int64), np.array(index.add, dtype=np.int64)
        for i in range(0, len(starts), CHUNK):
            wanted = opened[i : i + CHUNK]
            np.add(wanted, add[np.searchsorted(before, wanted) - 1], out=out[i : i + CHUNK])
    return out, odd.nonzero()[0].tolist()


def _columns(index: OpenTimeIndex) -> "tuple[Before, bool]":
    """F of a chunk, and whether it counts the closed time."""
    return (_searched(index), False) if index.cells is None else (_looked_up(index.cells), index.cells.closed)


def _looked_up(cells: Cells) -> "Before":
    np = optional("numpy", "frames")
    starts, ends, add = (np.array(column, dtype=np.int64) for column in zip(*cells.rows, strict=True))

    def before(t: "Integers", out: "Integers") -> None:
        cell = t - cells.first
        cell >>= cells.shift
        np.minimum(t, ends[cell], out=out)
        np.maximum(out, starts[cell], out=out)
        out += add[cell]

    return before


def _searched(index: OpenTimeIndex) -> "Before":
    np = optional("numpy", "frames")
    starts = np.array([index.first, *index.starts], dtype=np.int64)
    ends = np.array([index.first, *index.ends], dtype=np.int64)
    add = np.array([0, *index.before], dtype=np.int64) - starts

    def before(t: "Integers", out: "Integers") -> None:
        at = np.searchsorted(starts, t, side="right") - 1
        np.minimum(t, ends[at], out=out)
        out += add[at]

    return before


def extremes(starts: "Integers", ends: "Integers", signed: bool) -> tuple[int, int]:
    """The earliest and the latest instant; (0, -1) when there is none. Raises UsageError as `pairs.extent` does."""
    if starts.shape != ends.shape:
        raise uneven(len(starts), len(ends))
    if not len(starts):
        return 0, -1
    if signed:
        return int(min(starts.min(), ends.min())), int(max(starts.max(), ends.max()))
    reversed_pairs = starts > ends
    if reversed_pairs.any():
        first = int(reversed_pairs.argmax())
        raise turned(int(starts[first]), int(ends[first]))
    return int(starts.min()), int(ends.max())


def whole(values: object) -> "Integers":
    """An array of datetime64 (read as UTC) or of whole microseconds, as int64; UnitError for floats, NaT and more than one dimension."""
    np = optional("numpy", "frames")
    zoned = getattr(getattr(values, "dtype", None), "tz", None) is not None  # of pandas, whose aware times NumPy knows as objects
    column = values.to_numpy(dtype="datetime64[us]") if zoned and hasattr(values, "to_numpy") else np.asarray(values)
    kind, wanted = column.dtype, "write an array of datetime64[us] or of int64 microseconds"
    if column.ndim != 1:
        raise UnitError(f"an array of shape {column.shape} is not a column of instants; {wanted}")
    if kind.kind == "M":
        if np.isnat(column).any():
            raise UnitError(f"NaT in row {int(np.isnat(column).argmax()) + 1} is not an instant; leave that row out")
        column = column.astype("datetime64[us]")
    elif kind.kind not in "iu":
        raise UnitError(f"an array of {kind} is not a column of instants; {wanted}")
    counts: Integers = column.astype(np.int64, copy=False)
    return counts
