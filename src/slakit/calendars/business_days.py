"""BusinessDayIndex: on which local dates a calendar opens, found and remembered as a clock does with its openings (docs/numbers.md C8).

A shift belongs to the day on which it starts, and a business day is a date on which a shift of it is open at some instant of that date
(docs/numbers.md C9): what is left of a night after a holiday makes no business day of the holiday. A calendar knows its own shifts; of a
set of instants one that runs past midnight for no more than 24 hours is taken as a shift, and a longer one, such as 24x5, is cut at each
midnight.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import timedelta, tzinfo
from functools import lru_cache
from itertools import chain
from typing import Protocol

from slakit.calendars.clock import SEARCH, SEARCH_YEARS
from slakit.errors import UsageError
from slakit.timeline.instants import DAY, FIRST, LAST, MICROSECOND, NAIVE_EPOCH, moment
from slakit.timeline.span import Span
from slakit.timeline.spans import Edges, Spans, union
from slakit.timeline.zone import midnights, offsets, wall_instant

FIRST_DAY, LAST_DAY = FIRST // DAY, LAST // DAY
AT_FIRST = 128
FAR = SEARCH // DAY
MARGIN = 3 * DAY
NEAR = 3  # shifts of days further from each other have nothing in common, wherever their zones are

Zones = tuple[tzinfo, ...]
Shifts = dict[int, Spans]  # by the number of the local day since 1970-01-01


class Opens(Protocol):
    """A calendar whose business days are wanted."""

    @property
    def zone(self) -> tzinfo: ...
    @property
    def day_zones(self) -> Zones: ...
    def shifts(self, span: Span) -> Shifts: ...


class BusinessDayIndex:
    """The business days of a calendar, by number."""

    def __init__(self, calendar: Opens) -> None:
        self.calendar = calendar
        self.zones = calendar.day_zones or (calendar.zone,)
        self.zone = self.zones[0]
        self._table: DayTable | None = None

    def day_of(self, t: int) -> tuple[int, int]:
        """The day that an instant belongs to, and its wall time since the midnight of that day.

        It is the day whose shift is running, even past midnight, and otherwise the local date.
        """
        table = self._around(t // DAY)
        wall = t + table.offset(t)
        day = wall // DAY
        if day - 1 in table.shifts and not table.holds(day, t) and table.holds(day - 1, t):
            day -= 1
        return day, wall - day * DAY

    def after(self, day: int, n: int) -> int:
        """The n-th business day after a day, before it if n is negative, itself for 0; UsageError if a hundred years have not so many."""
        if n == 0:
            return day
        table = self._around(day)
        while True:
            i = bisect_right(table.days, day) + n - 1 if n > 0 else bisect_left(table.days, day) + n
            if 0 <= i < len(table.days):
                return table.days[i]
            table = self._wider(table, day, n)

    def count(self, first: int, last: int) -> int:
        """The number of business days after one day and up to a later one; fewer where these lie centuries from each other."""
        self._around(last)
        table = self._around(first)
        return bisect_right(table.days, last) - bisect_right(table.days, first)

    def breaks(self, first: int, last: int, *times: int) -> list[int]:
        """The instants between which the day that an instant belongs to is one, and its shift runs or does not: those of the changes of
        date and offset, of openings and closings, and of some times of every day."""
        days = range(first // DAY - 3, last // DAY + 4)
        edges = {edge for day in days for edge in self.shift(day)}
        at_times = {self.instant(day, time) for day in days for time in times}
        return sorted({*midnights(offsets(self.zone, first - DAY, last + DAY)), *edges, *at_times})

    def shift(self, day: int) -> Edges:
        """The openings and closings of a day; none when it has none."""
        return self._around(day).shifts.get(day, ())

    def instant(self, day: int, time: int) -> int:
        """The instant of a wall time of a day: the first of a repeated one; a skipped one is carried over the gap."""
        return wall_instant(NAIVE_EPOCH + timedelta(days=day, microseconds=time), self.zone)

    def on_shift(self, day: int, time: int, after: int = FIRST) -> int:
        """The instant of a time of day on the shift of a day: the one of the next morning if the shift begins later and runs until then.

        It is also the one of the next morning if the time would not lie after the instant `after`.
        """
        at, shift = self.instant(day, time), self.shift(day)
        following = self.instant(day, time + DAY) if time < DAY else at
        return following if at <= after or (shift and at < shift[0] and following <= shift[-1]) else at

    def _around(self, day: int) -> "DayTable":
        """A table of days that holds a day and its neighbours."""
        table = self._table
        if table is not None and table.first + 2 <= day < table.last - 2:
            return table
        if table is not None and not table.first - FAR < day < table.last + FAR:
            table = None  # begun anew, the centuries between are not wanted
        width = AT_FIRST if table is None else table.last - table.first
        low, high = (day, day) if table is None else (table.first, table.last)
        return self._grown(day - width if day - 2 < low else low, day + width if day + 2 >= high else high)

    def _wider(self, table: "DayTable", day: int, n: int) -> "DayTable":
        ended = table.last >= min(day + FAR, LAST_DAY) if n > 0 else table.first <= max(day - FAR, FIRST_DAY)
        if ended:
            side, wanted = "after" if n > 0 else "before", "a day" if abs(n) == 1 else f"{abs(n)} days"
            near = moment(min(max(day * DAY, FIRST), LAST - 1)).date().isoformat()
            raise UsageError(
                f"{self.calendar!r} is not open on {wanted} in the {SEARCH_YEARS} years {side} {near}; "
                "write hours such as 'mon-fri': '09:00-17:00'"
            )
        width = table.last - table.first
        return self._grown(table.first, table.last + width) if n > 0 else self._grown(table.first - width, table.last)

    def _grown(self, first: int, last: int) -> "DayTable":
        first, last = max(first, FIRST_DAY), min(last, LAST_DAY)
        span = Span(max(first * DAY - MARGIN, FIRST), min(last * DAY + MARGIN, LAST))
        shifts = {day: spans.edges for day, spans in self.calendar.shifts(span).items() if spans and first <= day < last}
        self._table = table = DayTable(first, last, shifts, offsets(self.zone, span.first, span.last), self.zones[1:])
        return table


class DayTable:
    """The business days of [first, last), and the UTC offsets of that time; never changed, so that threads may share it."""

    def __init__(self, first: int, last: int, shifts: dict[int, Edges], stretches: list[tuple[int, int, int]], zones: Zones) -> None:
        self.first, self.last, self.shifts = first, last, shifts
        self._changes = [at for at, _, _ in stretches]
        self._offsets = [offset for _, _, offset in stretches]
        self.days = sorted(day for day, edges in shifts.items() if self._opens_on(day, edges[0], zones))

    def _opens_on(self, day: int, opening: int, zones: Zones) -> bool:
        """True if the first opening of a day lies on its date, in any of the zones of its days."""
        return (opening + self.offset(opening)) // DAY == day or any(_local_day(opening, tz) == day for tz in zones)

    def offset(self, t: int) -> int:
        """The UTC offset at an instant."""
        return self._offsets[max(bisect_right(self._changes, t) - 1, 0)]

    def holds(self, day: int, t: int) -> bool:
        """True if a shift of the day is running."""
        return bisect_right(self.shifts.get(day, ()), t) % 2 == 1


business_days_of = lru_cache(maxsize=256)(BusinessDayIndex)  # equal calendars share them


def by_day(spans: Spans, tz: tzinfo) -> Shifts:
    """Spans as shifts of local days: one of at most 24 hours belongs to the day it starts on, a longer one is cut at midnights."""
    pairs: dict[int, list[tuple[int, int]]] = {}
    for span in spans:
        day = _local_day(span.first, tz)
        cuts = [span.first]
        if span.last - span.first > DAY:
            last = _local_day(span.last - 1, tz)
            midnights = (wall_instant(NAIVE_EPOCH + timedelta(days=number), tz) for number in range(day + 1, last + 1))
            cuts += [at for at in midnights if span.first < at < span.last]
        for start, end in zip(cuts, [*cuts[1:], span.last], strict=True):
            pairs.setdefault(_local_day(start, tz), []).append((start, end))
    return joined(pairs)


def joined(pairs: "dict[int, list[tuple[int, int]]]") -> Shifts:
    """Pairs of instants by day, as spans."""
    return {day: Spans.of_edges(union(pairs_of_day)) for day, pairs_of_day in sorted(pairs.items())}


def cut_to(shifts: Shifts, opened: Spans) -> Shifts:
    """Return the open part of each shift; a day without one is left out."""
    return {day: left for day, shift in shifts.items() if (left := shift & opened.cut(shift.edges[0], shift.edges[-1]))}


def shared(one: Shifts, other: Shifts) -> Shifts:
    """Return the common time of the shifts of two calendars, by the earlier of their days."""
    pairs_by_day: dict[int, list[tuple[int, int]]] = {}
    for day, shift in one.items():
        for near in range(day - NEAR, day + NEAR + 1):
            if near in other and other[near].edges[0] < shift.edges[-1] and shift.edges[0] < other[near].edges[-1]:
                common = (shift & other[near]).edges
                pairs_by_day.setdefault(min(day, near), []).extend(zip(common[::2], common[1::2], strict=True))
    return joined({day: pairs for day, pairs in pairs_by_day.items() if pairs})


def united(parts: Iterable[Shifts]) -> Shifts:
    """The shifts of several calendars together."""
    together: Shifts = {}
    for day, spans in chain.from_iterable(part.items() for part in parts):
        together[day] = together[day] | spans if day in together else spans
    return together


def _local_day(t: int, tz: tzinfo) -> int:
    return (moment(t, tz).replace(tzinfo=None) - NAIVE_EPOCH) // MICROSECOND // DAY
