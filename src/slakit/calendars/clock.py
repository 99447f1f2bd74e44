"""Clock: a calendar compiled for speed; every figure is in whole microseconds (docs/numbers.md C4, C5).

It knows the openings of the range that was asked for so far, and doubles that range when asked outside; asked a century away from it, it
begins anew.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from slakit.calendars.open_time_index import OpenTimeIndex
from slakit.calendars.pairs import extent, iso_text, turned
from slakit.errors import UsageError
from slakit.timeline.instants import COUNTED_FIRST, COUNTED_LAST, DAY, FIRST, LAST, moment
from slakit.timeline.span import Span
from slakit.timeline.spans import Edges, Spans, union

if TYPE_CHECKING:
    from slakit.calendars.open_time_index import Integers

SEARCH_YEARS = 100
SEARCH = SEARCH_YEARS * 36525 * DAY // 100
MARGIN = 128 * DAY
WIDEST = COUNTED_LAST - COUNTED_FIRST  # so much is counted in a second


class Opens(Protocol):
    """The part of a calendar that a clock is made from."""

    def open(self, span: Span) -> Spans: ...


class Clock:
    """The open time of a calendar, counted."""

    def __init__(self, calendar: Opens) -> None:
        self.calendar = calendar
        self._index: OpenTimeIndex | None = None

    def elapsed(self, a: int, b: int, signed: bool = False) -> int:
        """Open microseconds from a to b; a reversed pair raises UsageError, or is negative when `signed`."""
        if a > b:
            if signed:
                return -self.elapsed(b, a)
            raise turned(a, b)
        index = self.index(a, b)
        return index.open_before(b) - index.open_before(a)

    def elapsed_all(self, starts: Sequence[int], ends: Sequence[int], signed: bool = False) -> list[int]:
        """`elapsed` of every pair; the fast way for lists."""
        low, high = extent(starts, ends, signed)
        if low > high:
            return []
        index = self.index(low, high)
        if (cells := index.cells) is None:
            before = index.open_before
            return [before(b) - before(a) for a, b in zip(starts, ends, strict=True)]
        rows, first, shift = cells.rows, cells.first, cells.shift
        counted = [
            (u + (r if b <= r else b if b < s else s)) - (t + (p if a <= p else a if a < q else q))
            for a, b in zip(starts, ends, strict=True)
            for p, q, t in [rows[(a - first) >> shift]]
            for r, s, u in [rows[(b - first) >> shift]]
        ]
        return [b - a - shut for a, b, shut in zip(starts, ends, counted, strict=True)] if cells.closed else counted

    def elapsed_array(self, starts: "Integers", ends: "Integers", signed: bool = False) -> "Integers":
        """`elapsed` of every pair of two NumPy arrays of int64 microseconds."""
        from slakit.calendars.arrays import elapsed, extremes

        low, high = extremes(starts, ends, signed)
        return elapsed(self.index(low, high), starts, ends) if low <= high else starts[:0]

    def due(self, t: int, d: int) -> int:
        """The first instant reached from t with d open microseconds in between: back in time when d is negative.

        Raises UsageError when the calendar does not open for so long within a hundred years.
        """
        if d == 0:
            return t
        index = self.index(t, t)
        if d > 0:
            while (due := index.earliest(index.open_before(t) + d)) is None:
                index = self._later(index, t, d)
            return due
        while (due := index.latest(index.open_before(t) + d)) is None:
            index = self._earlier(index, t, d)
        return due

    def due_all(self, ts: list[int], lengths: list[int]) -> list[int]:
        """`due` of every start and its length; the fast way for lists."""
        if not ts:
            return []
        index = self.index(min(ts), max(ts))
        before, add, total = index.before, index.add, index.total
        return [
            add[bisect_left(before, due) - 1] + due if d > 0 and due <= total else self.due(t, d)
            for t, d in zip(ts, lengths, strict=True)
            for opened in [index.open_before(t)]
            for due in [opened + d]
        ]

    def due_array(self, ts: "Integers", lengths: "Integers") -> "Integers":
        """`due` of every start and its length, of two NumPy arrays of int64 microseconds."""
        from slakit.calendars.arrays import due

        if not len(ts):
            return ts
        out, rest = due(self.index(int(ts.min()), int(ts.max())), ts, lengths)
        for row in rest:
            out[row] = self.due(int(ts[row]), int(lengths[row]))
        return out

    def due_latest(self, t: int, d: int) -> int:
        """The last instant with d open microseconds in between: a budget used up at closing lasts until the next opening."""
        if d < 0:
            return self.due(t, d)
        index = self.index(t, t)
        while (due := index.latest(index.open_before(t) + d)) is None:
            if d and index.last >= min(t + SEARCH, LAST) and (used := index.earliest(index.open_before(t) + d)) is not None:
                raise self._never(used, 0, "after")
            index = self._later(index, t, d)
        return due

    def last_open(self, t: int) -> int:
        """The instant itself when it is open, otherwise the last closing."""
        index = self.index(t, t)
        while (at := bisect_right(index.starts, t)) == 0:
            index = self._earlier(index, t, 0)
        return min(t, index.ends[at - 1])

    def spans(self, a: int, b: int) -> Spans:
        """Return the open time in [a, b)."""
        return Spans.of_edges(self.index(a, b).edges).cut(a, b) if a < b else Spans()

    def index(self, a: int, b: int) -> OpenTimeIndex:
        """The openings of a range that holds a and b, for a <= b; an index is never changed, so that threads may share a clock."""
        index = self._index
        if index is None or b < index.first - SEARCH or a > index.last + SEARCH:
            return self._grown(None, max(a - MARGIN, FIRST), min(b + MARGIN, LAST), a, b)
        if index.first <= a and b <= index.last:
            return index
        width = index.last - index.first
        first = index.first if a >= index.first else max(min(a, index.first - width), FIRST)
        last = index.last if b <= index.last else min(max(b, index.last + width), LAST)
        return self._grown(index, first, last, a, b)

    def _grown(self, index: OpenTimeIndex | None, first: int, last: int, a: int, b: int) -> OpenTimeIndex:
        for t in (a, b):
            if not FIRST <= t <= LAST:
                raise UsageError(f"{t} microseconds is not an instant of the years 1 to 9999; write '2026-01-31T09:00:00+00:00'")
        if index is None:
            edges = self._open(first, last)
        else:
            parts = (self._open(first, index.first), index.edges, self._open(index.last, last))
            edges = union(pair for part in parts for pair in zip(part[::2], part[1::2], strict=True))
        self._index = grown = OpenTimeIndex(first, last, edges)
        return grown

    def _open(self, first: int, last: int) -> Edges:
        return self.calendar.open(Span(first, last)).cut(first, last).edges if first < last else ()

    def _later(self, index: OpenTimeIndex, t: int, d: int) -> OpenTimeIndex:
        if index.last >= min(t + SEARCH, LAST):
            raise self._never(t, d, "after")
        return self.index(t, index.last + 1)

    def _earlier(self, index: OpenTimeIndex, t: int, d: int) -> OpenTimeIndex:
        if index.first <= max(t - SEARCH, FIRST):
            raise self._never(t, d, "before")
        return self.index(index.first - 1, t)

    def _never(self, t: int, d: int, side: str) -> UsageError:
        wanted = f"is not open for {timedelta(microseconds=abs(d))}" if d else "does not open"
        years = f"in the {SEARCH_YEARS} years {side} {moment(t).isoformat()}"
        return UsageError(f"{self.calendar!r} {wanted} {years}; write hours such as 'mon-fri': '09:00-17:00'")


class EverOpen(Clock):
    """The clock of a calendar that never closes: plain subtraction."""

    def elapsed(self, a: int, b: int, signed: bool = False) -> int:
        if a > b and not signed:
            raise turned(a, b)
        return b - a

    def elapsed_all(self, starts: Sequence[int], ends: Sequence[int], signed: bool = False) -> list[int]:
        extent(starts, ends, signed)
        return [b - a for a, b in zip(starts, ends, strict=True)]

    def elapsed_array(self, starts: "Integers", ends: "Integers", signed: bool = False) -> "Integers":
        from slakit.calendars.arrays import extremes

        extremes(starts, ends, signed)
        return ends - starts

    def due(self, t: int, d: int) -> int:
        if not FIRST <= t + d < LAST:
            raise self._never(t, d, "after" if d > 0 else "before")
        return t + d

    def due_all(self, ts: list[int], lengths: list[int]) -> list[int]:
        return [self.due(t, d) for t, d in zip(ts, lengths, strict=True)]

    def due_array(self, ts: "Integers", lengths: "Integers") -> "Integers":
        due = ts + lengths
        for odd in ((due < FIRST) | (due >= LAST)).nonzero()[0].tolist():
            self.due(int(ts[odd]), int(lengths[odd]))  # raises its error
        return due

    due_latest = due


clock_of = lru_cache(maxsize=256)(Clock)  # equal calendars share one


def refuse_too_wide(clock: Clock, a: int, b: int) -> None:
    """Raise UsageError for a stretch over which no hours are counted, since one of its ends is a date that stands for none."""
    if b - a > WIDEST and not isinstance(clock, EverOpen):
        odd = iso_text(b if b >= COUNTED_LAST else a)
        raise UsageError(f"{odd} is not an instant of the years 1800 to 2299, in which hours are counted; leave it empty")
