"""The ways in which a file writes a time, each read on its own: ISO, a format of strptime, seconds since 1970."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from slakit.errors import UsageError, close_match
from slakit.readers.problem import UNREADABLE, shortened
from slakit.readers.wall_clock import BadTimeError, WallClock, remember
from slakit.timeline.instants import EPOCH

DIGITS = r"\d\d"
SHAPES = dict.fromkeys("mdHIMSy", DIGITS) | dict.fromkeys("ba", "[A-Za-z]{3}") | {"Y": r"\d{4}", "p": "[A-Za-z]{2}", "z": r"[+-]\d{4}"}
WIDTHS = {"Y": 4, "b": 3, "a": 3, "z": 5}  # the others have two letters or digits
PIECES = re.compile(r"%(.)|([^%])", re.DOTALL)
HOURS = frozenset("HIMSfpzZcX")  # what says more than the date
EXAMPLE = datetime(2026, 1, 31, 9, tzinfo=UTC)

Coarse = tuple[int, int, int, int, timezone]
Time = datetime | date
Read = Callable[[str], Time]


class TimeText(Protocol):
    """One way to write a time: how it is called, an example, and how it is read."""

    wanted: str
    example: str

    def read(self, text: str) -> Time:
        """The aware datetime of a text, or a date where no hour is written; BadTimeError, or NoZoneError, for a text that is neither."""
        ...

    def reading(self) -> Read:
        """`read` as a function for loops."""
        ...

    def day(self, text: str) -> date:
        """The date alone, where the hour was left out; ValueError for another text."""
        ...


class IsoText:
    """ISO 8601, as Python reads it."""

    wanted = "an ISO time"
    example = EXAMPLE.isoformat()

    def __init__(self, clock: WallClock) -> None:
        self._clock = clock

    def reading(self) -> Read:
        return self.read

    def read(self, text: str) -> Time:
        try:
            wall = datetime.fromisoformat(text)
        except ValueError:
            if text != text.strip():
                return self.read(text.strip())
            what = f"{shortened(text)!r} is not an ISO time; write {self.example!r}, or tell the reader time_format='%d/%m/%Y %H:%M'"
            raise BadTimeError(UNREADABLE, what) from None
        if wall.tzinfo is not None:
            return wall
        if len(text) <= 10:
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
        return self._clock.aware(wall, text[:13])

    def day(self, text: str) -> date:
        return date.fromisoformat(text.strip())


class FormattedText:
    """A format of strptime, in English and apart from `%Z` as the standard library reads it.

    A text splits into a coarse part (date, hour, AM or PM, offset) and a fine part (minutes, seconds). Each part is read once, with the
    standard library, and remembered; so is the zone's offset in that local hour, unless a clock change touches the hour. Only a text in
    which every number has its full width is split, because only then do the parts of two texts fit together.
    """

    def __init__(self, time_format: str, clock: WallClock) -> None:
        pieces = check_format(time_format)
        self._format = "".join(f"%{'z' if letter == 'Z' else letter}" if letter else literal for letter, literal in pieces)
        self._names_zone = any(letter == "Z" for letter, _ in pieces)
        self._is_date = not any(letter in HOURS for letter, _ in pieces)
        self._day = _day_format(self._format)
        self.wanted = f"a time written {time_format!r}"
        self.example = EXAMPLE.strftime(time_format)
        self._clock = clock
        self._dates: dict[str, date] = {}
        self._coarse: dict[str, Coarse] = {}
        self._fine: dict[str, tuple[int, int]] = {}
        self._shape: re.Pattern[str] | None = None
        self._length, self._from, self._to = -1, 0, 0
        self._compile(pieces)

    def _compile(self, pieces: list[tuple[str, str]]) -> None:
        """Where the fine part lies in a text of full width; nothing when the format is not made of such parts."""
        at, pattern, seen, fine = 0, "", "", []
        for letter, literal in pieces:
            if not literal and (letter not in SHAPES or letter in seen):
                return
            width = 1 if literal else WIDTHS.get(letter, 2)
            fine += [at, at + width] if letter in ("M", "S") else []
            pattern, at, seen = pattern + (re.escape(literal) if literal else SHAPES[letter]), at + width, seen + letter
        if len(fine) < 4 or "MS" in seen or "SM" in seen:
            self._shape, self._length = re.compile(pattern, re.ASCII), at
            self._from, self._to = (fine[0], fine[-1]) if fine else (at, at)

    def reading(self) -> Read:
        if self._is_date:
            return self._date
        coarse, fine, length, start, end = self._coarse, self._fine, self._length, self._from, self._to
        learn = self._learn

        def read(text: str) -> datetime:
            if len(text) == length:
                try:
                    year, month, day, hour, offset = coarse[text[:start] + text[end:]]
                    minute, second = fine[text[start:end]]
                except KeyError:
                    return learn(text)
                return datetime(year, month, day, hour, minute, second, 0, offset)
            return learn(text)

        return read

    def read(self, text: str) -> Time:
        return self.reading()(text)

    def day(self, text: str) -> date:
        if self._day is None:
            raise ValueError(text)
        return datetime.strptime(text.strip(), self._day).date()  # noqa: DTZ007  # only its date is looked at

    def _date(self, text: str) -> date:
        if text not in self._dates:
            remember(self._dates, text, self._wall(text).date())
        return self._dates[text]

    def _learn(self, text: str) -> datetime:
        wall = self._wall(text)
        hour = text[: self._from] + text[self._to :] if self._shape is not None and self._shape.fullmatch(text) else None
        aware = wall if wall.tzinfo is not None else self._clock.aware(wall, hour)
        offset = aware.tzinfo
        if hour is not None and isinstance(offset, timezone) and (wall.tzinfo is not None or self._clock.is_steady(hour)):
            remember(self._coarse, hour, (wall.year, wall.month, wall.day, wall.hour, offset))
            remember(self._fine, text[self._from : self._to], (wall.minute, wall.second))
        return aware

    def _wall(self, text: str) -> datetime:
        for spelled in self._spellings(text):
            try:
                return datetime.strptime(spelled, self._format)  # noqa: DTZ007  # the zone follows
            except (ValueError, OverflowError):
                continue
        if text != text.strip():
            return self._wall(text.strip())
        only = ", of zones only UTC, GMT, Z and offsets such as +01:00" if self._names_zone else ""
        raise BadTimeError(UNREADABLE, f"{shortened(text)!r} is not {self.wanted}{only}; write {self.example!r}")

    def _spellings(self, text: str) -> list[str]:
        """The text itself, or where the format has a `%Z` the text with the zone that stands there as an offset."""
        if not self._names_zone:
            return [text]
        zones = reversed(list(ZONE.finditer(text)))
        return [f"{text[: zone.start()]}{_offset(zone)}{text[zone.end() :]}" for zone in zones]


def _day_format(time_format: str) -> str | None:
    """The words of a format that say the date; None where they do not say all of it."""
    words = [word for word in time_format.split() if not HOURS.intersection(letter for letter, _ in PIECES.findall(word))]
    day = " ".join(words)
    if not any(letter in "YyGx" for letter, _ in PIECES.findall(day) if letter):
        return None  # a day of no year is read as one of 1900
    try:
        check_format(day)
    except UsageError:
        return None
    return day


# which other names strptime reads depends on the zone of the machine, and none of them says which offset is meant
OFFSET = r"([+-])(\d{1,2})(?::?(\d\d))?"
ZONE = re.compile(rf"(?<![A-Za-z])(?:(?:UTC|GMT)(?:{OFFSET})?|Z|{OFFSET})(?![A-Za-z0-9])", re.ASCII | re.IGNORECASE)


def _offset(zone: re.Match[str]) -> str:
    """The offset of a zone's text, as strptime reads one."""
    sign, hours, minutes = zone[1] or zone[4] or "+", zone[2] or zone[5] or "0", zone[3] or zone[6] or "00"
    return f"{sign}{hours:0>2}{minutes}"


class EpochText:
    """Seconds, milliseconds or microseconds since 1970-01-01T00:00Z, whole or decimal; what is finer than a microsecond is cut off (T2)."""

    def __init__(self, word: str) -> None:
        self._scale = EPOCHS[word]
        self.wanted = f"{WORDS[word]} since 1970"
        self.example = f"{int(EXAMPLE.timestamp()) * 10 ** (6 - self._scale)}"

    def reading(self) -> Read:
        return self.read

    def read(self, text: str) -> datetime:
        at = self.number(Decimal(text.strip())) if NUMBER.fullmatch(text.strip()) else None
        if at is None:
            raise BadTimeError(UNREADABLE, f"{shortened(text)!r} is not {self.wanted}; write {self.example!r}")
        return at

    def number(self, value: Decimal) -> datetime | None:
        """The instant of a number; None for one that lies before year 1 or after year 9999."""
        if not value.is_finite() or value.adjusted() > 18:
            return None
        exact = Fraction(value) if value.adjusted() > -30 else Fraction()  # 1e-999999999 would fill the memory
        try:
            return EPOCH + timedelta(microseconds=exact * 10**self._scale // 1)
        except OverflowError:
            return None

    def day(self, text: str) -> date:
        raise ValueError(text)


EPOCHS = {"epoch": 6, "epoch ms": 3, "epoch us": 0}
WORDS = {"epoch": "seconds", "epoch ms": "milliseconds", "epoch us": "microseconds"}
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")
ISO = "iso"


def time_text(word: str | None, clock: WallClock) -> "IsoText | FormattedText | EpochText":
    """The way that a format, "iso" or "epoch", "epoch ms", "epoch us" names; None is ISO.

    Raises UsageError for anything else.
    """
    if word is None or word == ISO:
        return IsoText(clock)
    return EpochText(word) if isinstance(word, str) and word in EPOCHS else FormattedText(word, clock)


def check_format(time_format: str) -> list[tuple[str, str]]:
    """The pieces of a format: letters and what stands between them. UsageError for one that is wrong or does not tell the date."""
    read = None
    pieces: list[tuple[str, str]] = []
    if isinstance(time_format, str):
        pieces = PIECES.findall(time_format)
        plain = "".join(f"%{letter}" if letter else literal for letter, literal in pieces if letter != "Z")  # strptime never sees a %Z
        try:
            read = datetime.strptime(EXAMPLE.strftime(plain), plain)  # noqa: DTZ007  # only its date is looked at
        except (ValueError, re.error):
            read = None
    if read is None or read.date() != EXAMPLE.date() or sum(letter in "zZ" for letter, _ in pieces if letter) > 1:
        near = close_match(time_format, (ISO, *EPOCHS))
        advice = near if near.endswith("?") else "; write time_format='%d/%m/%Y %H:%M'"
        raise UsageError(f"time_format={time_format!r} is not the format of a date or time{advice}")
    return pieces
