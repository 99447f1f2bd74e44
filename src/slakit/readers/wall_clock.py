"""WallClock: aware datetimes of the local times of one zone, as fast as a look-up (docs/numbers.md T1)."""

from datetime import datetime, timedelta, timezone, tzinfo
from typing import TypeVar

from slakit.errors import ContractError, UnitError, UsageError, close_match
from slakit.readers.record_problem import AMBIGUOUS_TIME
from slakit.timeline.instants import MICROSECOND, moment
from slakit.timeline.zone import AMBIGUOUS, exact_instant, zone

REMEMBERED = 65_536

Key = TypeVar("Key")
Kept = TypeVar("Kept")


class BadTimeError(ValueError):
    """A text that is no plain time: the kind of its problem, and what is wrong in words."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


class NoZoneError(Exception):
    """A time without an offset, read without timezone=."""


class WallClock:
    """The local time of one zone; `ambiguous`, "earlier" or "later", says how to read a time that a clock change repeated or skipped.

    >>> WallClock("America/New_York").aware(datetime(2015, 3, 8, 3)).isoformat()
    '2015-03-08T03:00:00-04:00'

    Raises UsageError for a wrong zone or `ambiguous`.
    """

    def __init__(self, tz: "str | tzinfo | None" = None, ambiguous: str | None = None) -> None:
        if ambiguous is not None and ambiguous not in AMBIGUOUS:
            raise UsageError(f"ambiguous={ambiguous!r} is not a reading of a repeated time{close_match(ambiguous, AMBIGUOUS)}")
        try:
            self.zone = None if tz is None else zone(tz)
        except ContractError as error:
            raise UsageError(str(error)) from None
        self._ambiguous = ambiguous
        self._days: dict[int, timezone | None] = {}
        self._offsets: dict[str, timezone | None] = {}

    def aware(self, wall: datetime, hour: str | None = None) -> datetime:
        """The wall time with its offset; `hour` is a text that stands for its date and hour.

        Raises BadTimeError for a time that a clock change repeated or skipped, NoZoneError without a zone.
        """
        if self.zone is None:
            raise NoZoneError
        key = hour or f"={wall:%Y%m%d%H}"  # never the text of an hour
        if key not in self._offsets:
            remember(self._offsets, key, self._offset(wall, self.zone))
        offset = self._offsets[key]
        return wall.replace(tzinfo=offset) if offset is not None else self._exact(wall, self.zone)

    def is_steady(self, hour: str) -> bool:
        """True if that hour was read before and no clock change touches it."""
        return self._offsets.get(hour) is not None

    def _offset(self, wall: datetime, tz: tzinfo) -> timezone | None:
        """The offset of the day when it is steady, otherwise of the hour."""
        day = wall.toordinal()
        if day not in self._days:
            remember(self._days, day, steady_offset(datetime(wall.year, wall.month, wall.day), timedelta(days=1), tz))
        return self._days[day] or steady_offset(wall.replace(minute=0, second=0, microsecond=0), timedelta(hours=1), tz)

    def _exact(self, wall: datetime, tz: tzinfo) -> datetime:
        try:
            at = exact_instant(wall, tz, self._ambiguous)
        except UnitError as error:
            raise BadTimeError(AMBIGUOUS_TIME, str(error)) from None
        return moment(at, timezone(moment(at, tz).utcoffset() or timedelta()))


def steady_offset(first: datetime, length: timedelta, tz: tzinfo) -> timezone | None:
    """The offset of a stretch of wall time; None when a clock change touches it."""
    edges = (first.replace(tzinfo=tz), (first + (length - MICROSECOND)).replace(tzinfo=tz))
    offsets = {edge.replace(fold=fold).utcoffset() for edge in edges for fold in (0, 1)}
    return timezone(offsets.pop() or timedelta()) if len(offsets) == 1 else None


def remember(memory: "dict[Key, Kept]", key: Key, value: "Kept") -> None:
    """Keep a value in a memory of at most 65,536 values."""
    if len(memory) >= REMEMBERED:
        memory.clear()
    memory[key] = value
