"""TimeReader: aware datetimes from text, as fast as a look-up (semantics T1).

A text splits into a coarse part (date, hour, AM or PM, offset) and a fine part (minutes, seconds). Each part is read once, with the
standard library, and remembered; so is the zone's offset in that local hour, unless a clock change touches the hour. Only a text in
which every number has its full width is split, because only then do the parts of two texts fit together.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TypeVar

from slakit.errors import ContractError, UnitError, UsageError, close_match
from slakit.readers.problem import AMBIGUOUS_TIME, UNREADABLE, shortened
from slakit.timeline.instants import MICROSECOND, moment
from slakit.timeline.zone import AMBIGUOUS, exact_instant, zone

DIGITS = r"\d\d"
SHAPES = dict.fromkeys("mdHIMSy", DIGITS) | dict.fromkeys("ba", "[A-Za-z]{3}") | {"Y": r"\d{4}", "p": "[A-Za-z]{2}", "z": r"[+-]\d{4}"}
WIDTHS = {"Y": 4, "b": 3, "a": 3, "z": 5}  # the others have two letters or digits
PIECES = re.compile(r"%(.)|([^%])", re.DOTALL)
REMEMBERED = 65_536
EXAMPLE = datetime(2026, 1, 31, 9, tzinfo=UTC)

Key = TypeVar("Key")
Kept = TypeVar("Kept")
Coarse = tuple[int, int, int, int, timezone]


class BadTimeError(ValueError):
    """A text that is no plain time: the kind of its problem, and what is wrong in words."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


class NoZoneError(Exception):
    """A time without an offset, read without timezone=."""


class TimeReader:
    """Reads texts of one format in one zone.

    >>> TimeReader("%m/%d/%Y %I:%M:%S %p", "America/New_York").read("03/08/2015 03:00:00 AM").isoformat()
    '2015-03-08T03:00:00-04:00'

    Without a format the texts are ISO. Raises UsageError for a wrong format, zone or `ambiguous`.
    """

    def __init__(self, time_format: str | None = None, tz: "str | tzinfo | None" = None, ambiguous: str | None = None) -> None:
        if ambiguous is not None and ambiguous not in AMBIGUOUS:
            raise UsageError(f"ambiguous={ambiguous!r} is not a reading of a repeated time{close_match(ambiguous, AMBIGUOUS)}")
        try:
            self._zone = None if tz is None else zone(tz)
        except ContractError as error:
            raise UsageError(str(error)) from None
        self._format = time_format
        self._ambiguous = ambiguous
        self._days: dict[int, timezone | None] = {}
        self._offsets: dict[str, timezone | None] = {}
        self._coarse: dict[str, Coarse] = {}
        self._fine: dict[str, tuple[int, int]] = {}
        self._shape: re.Pattern[str] | None = None
        self._length, self._from, self._to = -1, 0, 0
        if time_format is not None:
            check_format(time_format)
            self._compile(time_format)

    def _compile(self, time_format: str) -> None:
        """Where the fine part lies in a text of full width; nothing when the format is not made of such parts."""
        at, pattern, seen, fine = 0, "", "", []
        for letter, literal in PIECES.findall(time_format):
            if not literal and (letter not in SHAPES or letter in seen):
                return
            width = 1 if literal else WIDTHS.get(letter, 2)
            fine += [at, at + width] if letter in ("M", "S") else []
            pattern, at, seen = pattern + (re.escape(literal) if literal else SHAPES[letter]), at + width, seen + letter
        if len(fine) < 4 or "MS" in seen or "SM" in seen:
            self._shape, self._length = re.compile(pattern, re.ASCII), at
            self._from, self._to = (fine[0], fine[-1]) if fine else (at, at)

    def read(self, text: str) -> datetime:
        """The aware datetime of a text.

        Raises BadTimeError for a text that is no time or that a clock change skipped or repeated, NoZoneError for one without a zone.
        """
        return self.reading()(text)

    def reading(self) -> Callable[[str], datetime]:
        """`read` as a function with its memories at hand, for loops."""
        coarse, fine, length, start, end = self._coarse, self._fine, self._length, self._from, self._to
        slow = self._iso if self._format is None else self._learn

        def read(text: str) -> datetime:
            if len(text) == length:
                try:
                    year, month, day, hour, offset = coarse[text[:start] + text[end:]]
                    minute, second = fine[text[start:end]]
                except KeyError:
                    return slow(text)
                return datetime(year, month, day, hour, minute, second, 0, offset)
            return slow(text)

        return read

    def _iso(self, text: str) -> datetime:
        try:
            wall = datetime.fromisoformat(text)
        except ValueError:
            if text != text.strip():
                return self._iso(text.strip())
            raise BadTimeError(UNREADABLE, self._not_a_time(text)) from None
        return wall if wall.tzinfo is not None else self._aware(wall, text[:13])

    def _learn(self, text: str) -> datetime:
        try:
            wall = datetime.strptime(text, self._format or "")  # noqa: DTZ007  # the zone follows
        except ValueError:
            if text != text.strip():
                return self._learn(text.strip())
            raise BadTimeError(UNREADABLE, self._not_a_time(text)) from None
        hour = text[: self._from] + text[self._to :] if self._shape is not None and self._shape.fullmatch(text) else None
        aware = wall if wall.tzinfo is not None else self._aware(wall, hour)
        offset = aware.tzinfo
        if hour is not None and isinstance(offset, timezone) and (wall.tzinfo is not None or self._offsets.get(hour) is not None):
            remember(self._coarse, hour, (wall.year, wall.month, wall.day, wall.hour, offset))
            remember(self._fine, text[self._from : self._to], (wall.minute, wall.second))
        return aware

    def _aware(self, wall: datetime, hour: str | None) -> datetime:
        """The wall time with its offset; `hour` is a text that stands for its date and hour."""
        if self._zone is None:
            raise NoZoneError
        key = hour or f"={wall:%Y%m%d%H}"  # never the text of an hour
        if key not in self._offsets:
            remember(self._offsets, key, self._offset(wall, self._zone))
        offset = self._offsets[key]
        return wall.replace(tzinfo=offset) if offset is not None else self._exact(wall, self._zone)

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

    def _not_a_time(self, text: str) -> str:
        text = shortened(text)
        if self._format is None:
            return f"{text!r} is not an ISO time; write '{EXAMPLE.isoformat()}', or tell the reader time_format='%d/%m/%Y %H:%M'"
        return f"{text!r} is not a time written {self._format!r}; write '{EXAMPLE.strftime(self._format)}'"


def check_format(time_format: str) -> None:
    """Raise UsageError for a format that is wrong or that does not tell the date."""
    try:
        read = datetime.strptime(EXAMPLE.strftime(time_format), time_format)  # noqa: DTZ007  # only its date is looked at
    except (ValueError, TypeError, re.error):
        read = None
    if read is None or read.date() != EXAMPLE.date():
        raise UsageError(f"time_format={time_format!r} is not the format of a date or time; write time_format='%d/%m/%Y %H:%M'")


def steady_offset(first: datetime, length: timedelta, tz: tzinfo) -> timezone | None:
    """The offset of a stretch of wall time; None when a clock change touches it."""
    edges = (first.replace(tzinfo=tz), (first + (length - MICROSECOND)).replace(tzinfo=tz))
    offsets = {edge.replace(fold=fold).utcoffset() for edge in edges for fold in (0, 1)}
    return timezone(offsets.pop() or timedelta()) if len(offsets) == 1 else None


def remember(memory: "dict[Key, Kept]", key: Key, value: "Kept") -> None:
    """Keep a value, and no more than 65,536 of them."""
    if len(memory) >= REMEMBERED:
        memory.clear()
    memory[key] = value
