"""OpenTimeIndex: every opening and closing of a range, and how much was open before each.

    F(t) = open microseconds in [first, t)        elapsed(a, b) = F(b) - F(a)

Between two closings F is a clamp: `before + clamp(t, start, end) - start`. So the cell of an instant, a shift of its number, needs to
know one opening only, as long as no cell holds parts of two. Where one does, a finer grid may still part them; or the closed spans
may fit where the open ones do not ("00:00-23:59" every day), and then what is counted is the time less the closed time; or bisection
answers, which is right for every calendar.
"""

from bisect import bisect_left, bisect_right
from datetime import datetime, tzinfo
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import frozen

from slakit.timeline.spans import Edges

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Before = Callable[[Integers, Integers], None]  # F(t) of the first array, written into the second

SHIFTS = (33, 31, 29, 27)  # cells of 2.4 hours, 36, 9 and 2 minutes
MOST_CELLS = 1 << 20

Row = tuple[int, int, int]  # an opening, its closing, and what to add to the clamp: F(opening) - opening
DayRow = tuple[datetime, datetime, int | None]  # the same, as the clocks of a day would show it; None: no row


@frozen(eq=False)
class Cells:
    """One row for each cell of 2**shift microseconds from `first` on; `closed` says that the rows are of closed time."""

    first: int
    shift: int
    rows: list[Row]
    closed: bool


@frozen(eq=False)
class Days:
    """One row for each local day from `first` on, a number of `toordinal()`."""

    first: int
    rows: list[DayRow]


class OpenTimeIndex:
    """The openings of a calendar in [first, last), summed up; the tables of `datetimes` and `arrays` are kept with them."""

    def __init__(self, first: int, last: int, edges: Edges) -> None:
        self.first = first
        self.last = last
        self.edges = edges
        self.starts = list(edges[::2])
        self.ends = list(edges[1::2])
        self.days: dict[tzinfo, Days | None] = {}  # the table of a zone, once it was asked for
        self.columns: tuple[Before, bool] | None = None  # the table as NumPy arrays, once it was asked for
        *self.before, self.total = accumulate((end - start for start, end in zip(self.starts, self.ends, strict=True)), initial=0)

    def open_before(self, t: int) -> int:
        """F(t) of an instant in [first, last]."""
        i = bisect_right(self.starts, t) - 1
        if i < 0:
            return 0
        end = self.ends[i]
        return self.before[i] + (t if t < end else end) - self.starts[i]

    def earliest(self, total: int) -> int | None:
        """The earliest t with F(t) = total, a positive one."""
        if total > self.total:
            return None
        i = bisect_left(self.before, total) - 1
        return self.starts[i] + total - self.before[i]

    def latest(self, total: int) -> int | None:
        """The latest t with F(t) = total that is followed by open time, if it lies in the range."""
        if total >= self.total or total < 0:
            return None
        i = bisect_right(self.before, total) - 1
        return self.starts[i] + total - self.before[i]

    @cached_property
    def add(self) -> list[int]:
        """For each opening, what makes an instant of the open time before it: t = F(t) + add."""
        return [start - before for start, before in zip(self.starts, self.before, strict=True)]

    @cached_property
    def cells(self) -> Cells | None:
        """The coarsest table that is needed and small enough, if there is one."""
        for shift in SHIFTS:
            count = ((self.last - self.first) >> shift) + 1
            if count > MOST_CELLS:
                return None
            if self.starts and _separate(self.starts, self.ends, self.first, shift):
                return Cells(self.first, shift, _rows(self.starts, self.ends, self.before, self.first, shift, count), closed=False)
            gaps = [gap for gap in zip([self.first, *self.ends], [*self.starts, self.last], strict=True) if gap[0] < gap[1]]
            closings, openings = [start for start, _ in gaps], [end for _, end in gaps]
            if gaps and _separate(closings, openings, self.first, shift):
                before = list(accumulate((end - start for start, end in zip(closings, openings, strict=True)), initial=0))
                return Cells(self.first, shift, _rows(closings, openings, before, self.first, shift, count), closed=True)
        return None


def _separate(starts: list[int], ends: list[int], first: int, shift: int) -> bool:
    """True if no cell holds parts of two spans."""
    return all((end - 1 - first) >> shift < (start - first) >> shift for end, start in zip(ends, starts[1:], strict=False))


def _rows(starts: list[int], ends: list[int], before: list[int], first: int, shift: int, count: int) -> list[Row]:
    """The cells up to the last that a span touches share its row; those after the last span keep the last row."""
    rows: list[Row] = []
    for start, end, opened in zip(starts, ends, before, strict=False):
        row = (start, end, opened - start)
        rows += [row] * (((end - 1 - first) >> shift) + 1 - len(rows))
    return rows + [rows[-1]] * (count - len(rows))
