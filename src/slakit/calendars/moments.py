"""Lists of instants to int microseconds and back, fast where all are datetimes of one zone.

The difference of two datetimes of one zone is that of their wall clocks, and costs a tenth of asking the zone. So the UTC offset is
looked up by wall time in cells of 19 hours; only where the clocks change in a cell is the zone asked.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta, timezone, tzinfo
from operator import attrgetter, countOf
from zoneinfo import ZoneInfo

from slakit.timeline.instants import DAY, EPOCH, FIRST, LAST, MICROSECOND, instant, moment
from slakit.timeline.zone import offsets

SHIFT = 36
MOST_CELLS = 1 << 18
FOLLOWING = (ZoneInfo, timezone)  # their offset follows from the wall time; one of pytz may be that of another season

Instants = Sequence[datetime | str | int]


def microseconds(values: Instants) -> list[int]:
    """Int microseconds of datetimes, ISO texts and int microseconds; UnitError for a time without a zone and for anything else."""
    kinds = set(map(type, values))
    if kinds <= {int}:
        return values if isinstance(values, list) else list(values)  # type: ignore[arg-type]
    if kinds == {datetime}:
        tz = values[0].tzinfo  # type: ignore[union-attr]
        if isinstance(tz, FOLLOWING) and countOf(map(attrgetter("tzinfo"), values), tz) == len(values):
            return _of_zone(values, tz)  # type: ignore[arg-type]
        with suppress(TypeError):  # a naive one is named below
            return _whole(values, EPOCH)  # type: ignore[arg-type]
    return [value if type(value) is int else instant(value) for value in values]


def datetimes_of(ts: list[int], tz: tzinfo) -> list[datetime]:
    """The aware datetimes of int microseconds, in a zone: `moment` of each, by the wall clock of their cell where it has one offset."""
    low, high = min(ts, default=0) - DAY, max(ts, default=0) + DAY
    if not isinstance(tz, FOLLOWING) or len(ts) < (high - low) >> SHIFT or low < FIRST + DAY or high > LAST - DAY:
        return [moment(t, tz) for t in ts]
    table: list[datetime | None] = [None] * (((high - low) >> SHIFT) + 1)  # the wall clock at 1970-01-01T00:00Z, by the offset of a cell
    for first, last, offset in offsets(tz, low, high):
        wall = EPOCH.replace(tzinfo=tz) + timedelta(microseconds=offset)
        for cell in range(-(-(first + DAY - low) >> SHIFT), min((last - DAY - low) >> SHIFT, len(table))):  # away from a repeated hour
            table[cell] = wall
    return [moment(t, tz) if (then := table[(t - low) >> SHIFT]) is None else then + timedelta(0, 0, t) for t in ts]


def _whole(values: Sequence[datetime], since: datetime) -> list[int]:
    """The microseconds from an instant on, by the wall clock where the zone is the same."""
    return [(gap.days * 86_400 + gap.seconds) * 1_000_000 + gap.microseconds for value in values for gap in [value - since]]


def _of_zone(values: Sequence[datetime], tz: tzinfo) -> list[int]:
    walls = _whole(values, EPOCH.replace(tzinfo=tz))
    if (fixed := tz.utcoffset(None)) is not None:
        ahead = fixed // MICROSECOND
        return [wall - ahead for wall in walls] if ahead else walls
    low, high = min(walls) - DAY, max(walls) + DAY
    if (high - low) >> SHIFT > MOST_CELLS or len(walls) < (high - low) >> SHIFT:
        return [(value - EPOCH) // MICROSECOND for value in values]
    table = _offsets_by_wall(tz, low, high)
    return [
        wall - offset if (offset := table[(wall - low) >> SHIFT]) is not None else (value - EPOCH) // MICROSECOND
        for wall, value in zip(walls, values, strict=True)
    ]


def _offsets_by_wall(tz: tzinfo, low: int, high: int) -> list[int | None]:
    """The UTC offset of each cell of wall time from `low` on; None near a change of the clocks."""
    table: list[int | None] = [None] * (((high - low) >> SHIFT) + 1)
    for first, last, offset in offsets(tz, max(low - 2 * DAY, FIRST), min(high + 2 * DAY, LAST)):
        begin = -(-(first + offset + DAY - low) >> SHIFT)  # a day's distance from either change
        end = (last + offset - DAY - low) >> SHIFT
        for cell in range(max(begin, 0), min(end, len(table))):
            table[cell] = offset
    return table
