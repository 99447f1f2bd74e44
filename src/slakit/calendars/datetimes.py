"""The clock on lists of datetimes of one zone, without turning them into numbers first.

`toordinal()` finds the local day of a datetime, and a day has one row: an opening and its closing as the clocks of that day would show
them, and what to add. The difference of two datetimes of one zone is that of their wall clocks, so it costs no question to the zone.
A day on which the clocks change, or that two openings touch, has no row; pairs that touch it are counted one by one.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from operator import attrgetter, countOf, gt
from typing import TYPE_CHECKING

from slakit.calendars.moments import FOLLOWING
from slakit.calendars.open_time_index import DayRow, Days, OpenTimeIndex
from slakit.timeline.instants import DAY, FIRST, LAST, NAIVE_EPOCH, instant
from slakit.timeline.zone import offsets

if TYPE_CHECKING:
    from slakit.calendars.clock import Clock

MOST_DAYS = 1 << 17
EPOCH_DAY = NAIVE_EPOCH.toordinal()


def elapsed(clock: "Clock", starts: Sequence[object], ends: Sequence[object], signed: bool) -> list[int] | None:
    """`Clock.elapsed` of every pair of datetimes.

    None where this is not the way: for anything but datetimes of one zone, for few of them, for a reversed pair, for a calendar that
    opens several times a day.
    """
    tz = _one_zone(starts, ends)
    if tz is None or (days := _days(clock, starts, ends, tz, signed)) is None:  # type: ignore[arg-type]
        return None
    rows, first = days.rows, days.first
    return [
        (gap.days * 86_400 + gap.seconds) * 1_000_000 + gap.microseconds + v - u
        if u is not None and v is not None
        else clock.elapsed(instant(a), instant(b), signed)
        for a, b in zip(starts, ends, strict=True)
        for p, q, u in [rows[a.toordinal() - first]]  # type: ignore[attr-defined]
        for r, s, v in [rows[b.toordinal() - first]]  # type: ignore[attr-defined]
        for gap in [(r if b <= r else b if b < s else s) - (p if a <= p else a if a < q else q)]  # type: ignore[operator]
    ]


def _one_zone(starts: Sequence[object], ends: Sequence[object]) -> tzinfo | None:
    """The zone of all, if they are datetimes of one whose offset follows from the wall time."""
    if len(starts) != len(ends) or not len(starts):
        return None
    tz = getattr(next(iter(starts)), "tzinfo", None)
    if not isinstance(tz, FOLLOWING):
        return None
    for values in (starts, ends):
        if countOf(map(type, values), datetime) < len(values) or countOf(map(attrgetter("tzinfo"), values), tz) < len(values):
            return None
    return tz


def _days(clock: "Clock", starts: Sequence[datetime], ends: Sequence[datetime], tz: tzinfo, signed: bool) -> Days | None:
    """The table for these pairs; None if none can be made, or if it would cost more than it saves."""
    low, high = (min(min(starts), min(ends)), max(max(starts), max(ends))) if signed else (min(starts), max(ends))
    if not signed and any(map(gt, starts, ends)) and any(a > b and instant(a) > instant(b) for a, b in zip(starts, ends, strict=True)):
        return None
    first, last = instant(low) - 2 * DAY, instant(high) + 2 * DAY
    if len(starts) < (last - first) // DAY or first < FIRST or last > LAST:
        return None
    index = clock.index(first, last)
    if index.first < FIRST + DAY or index.last > LAST - DAY:  # a wall clock would leave the years 1 to 9999
        return None
    if tz not in index.days and (index.last - index.first) // DAY <= min(len(starts), MOST_DAYS):
        index.days[tz] = _table(index, tz)
    return index.days.get(tz)


def _table(index: OpenTimeIndex, tz: tzinfo) -> Days | None:
    """Return a row for each local day of the index; None if more than one day in eight has no row."""
    rows = {day: row for first, last, offset in _plain(index, tz) for day in range(first, last) if (row := _row(index, day, offset, tz))}
    first, last = index.first // DAY - 1, index.last // DAY + 2  # no offset reaches a day
    if len(rows) * 8 < (last - first) * 7:
        return None
    none: DayRow = (NAIVE_EPOCH.replace(tzinfo=tz), NAIVE_EPOCH.replace(tzinfo=tz), None)
    return Days(first + EPOCH_DAY, [rows.get(day, none) for day in range(first, last)])


def _plain(index: OpenTimeIndex, tz: tzinfo) -> Iterator[tuple[int, int, int]]:
    """The stretches of local days without a change of the clocks, counted from 1970-01-01, with their UTC offsets."""
    stretches = offsets(tz, max(index.first, FIRST + 2 * DAY), min(index.last, LAST - 2 * DAY))
    before = [offset for *_, offset in stretches[:1] + stretches[:-1]]
    after = [offset for *_, offset in stretches[1:] + stretches[-1:]]
    for (first, last, offset), earlier, later in zip(stretches, before, after, strict=True):
        yield -(-(first + max(offset, earlier)) // DAY), (last + min(offset, later)) // DAY, offset


def _row(index: OpenTimeIndex, day: int, offset: int, tz: tzinfo) -> DayRow | None:
    """The row of a day with one opening at most; None for any other day."""
    midnight = day * DAY - offset
    i = max(bisect_left(index.starts, midnight + DAY) - 1, 0)
    if not index.starts or (i and index.ends[i - 1] > midnight):
        return None
    start, end = (NAIVE_EPOCH.replace(tzinfo=tz) + timedelta(microseconds=t + offset) for t in (index.starts[i], index.ends[i]))
    return start, end, index.before[i] - index.starts[i] - offset
