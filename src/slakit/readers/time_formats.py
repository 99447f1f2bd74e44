"""FormattedText: times in a format of strptime, read as fast as a look-up."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timezone

from slakit.errors import UsageError, close_match
from slakit.readers.record_problem import UNREADABLE, shortened
from slakit.readers.wall_clock import BadTimeError, WallClock, remember
from slakit.timeline.impossible_days import first_reason, impossible_day

DIGITS = r"\d\d"
SHAPES = dict.fromkeys("mdHIMSy", DIGITS) | dict.fromkeys("ba", "[A-Za-z]{3}") | {"Y": r"\d{4}", "p": "[A-Za-z]{2}", "z": r"[+-]\d{4}"}
WIDTHS = {"Y": 4, "b": 3, "a": 3, "z": 5}  # the others have two letters or digits
PIECES = re.compile(r"%(.)|([^%])", re.DOTALL)
DAY = r"(\d{1,2})(?P<sign>[./-])(\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)"
TIME = r"\s+\d{1,2}:\d\d(?P<seconds>:\d\d)?(?P<half>\s*[AaPp][Mm])?"
WRITTEN = re.compile(rf"\s*{DAY}(?P<time>{TIME})?\s*", re.ASCII)  # a day by its numbers, as offices write it
HOURS = frozenset("HIMSfpzZcX")  # parts of a time of day or a zone
WORDS = ("iso", "epoch", "epoch ms", "epoch us")  # formats that have a name
EXAMPLE = datetime(2026, 1, 31, 9, tzinfo=UTC)

Coarse = tuple[int, int, int, int, timezone]
Time = datetime | date
Read = Callable[[str], Time]


def likely_format(text: str) -> str:
    """Return the format in which a text seems to be written, day before month where it can be either.

    >>> likely_format("31.03.2026 17:05"), likely_format("3/31/26 5:05:00 PM")
    ('%d.%m.%Y %H:%M', '%m/%d/%y %I:%M:%S %p')
    """
    match = WRITTEN.fullmatch(text)
    if match is None:
        return "%d/%m/%Y %H:%M"
    first, second = ("%m", "%d") if int(match[3]) > 12 else ("%d", "%m")
    day = match["sign"].join([first, second, "%Y" if len(match["year"]) == 4 else "%y"])
    hour = f" {'%I' if match['half'] else '%H'}:%M{':%S' if match['seconds'] else ''}" if match["time"] else ""
    half = f"{' ' if match['half'][0].isspace() else ''}%p" if match["half"] else ""
    return day + hour + half


class FormattedText:
    """A format of strptime, in English, as the standard library reads it but for `%Z`.

    A text splits into a coarse part (date, hour, AM or PM, offset) and a fine part (minutes, seconds). Each part is read once, with the
    standard library, and remembered; so is the zone's offset in that local hour, unless a clock change touches the hour. Only a text in
    which every number has its full width is split, because only then do the parts of two texts fit together.
    """

    def __init__(self, time_format: str, clock: WallClock) -> None:
        pieces = check_format(time_format)
        self._format = "".join(f"%{'z' if letter == 'Z' else letter}" if letter else literal for letter, literal in pieces)
        self._names_zone = any(letter == "Z" for letter, _ in pieces)
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
        self.read: Read = self._reader() if any(letter in HOURS for letter, _ in pieces) else self._date

    def _compile(self, pieces: list[tuple[str, str]]) -> None:
        """Set the pattern of a text of full width, and where its minutes and seconds lie; nothing for a format without such a pattern."""
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

    def _reader(self) -> Read:
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
        raise BadTimeError(UNREADABLE, f"{shortened(text)!r} is not {self.wanted}{only}{self._reason(text)}; write {self.example!r}")

    def _reason(self, text: str) -> str:
        """The reason why a text whose numbers stand where the format has them is no time of the calendar."""
        letters = [letter for letter, _ in PIECES.findall(self._format) if letter in tuple("YymdHIMS")]
        numbers = dict(zip(letters, re.findall(r"\d+", text.strip()), strict=False))
        if not {"m", "d"} <= {*numbers} or not {"Y", "y"} & {*numbers}:
            return ""
        year = numbers["Y"] if "Y" in numbers else f"20{numbers['y']}"
        hour = f" {numbers['H']:0>2}:{numbers.get('M', '00'):0>2}" if "H" in numbers else ""
        why = first_reason(impossible_day(f"{year}-{numbers['m']:0>2}-{numbers['d']:0>2}{hour}"))
        return why and f": {why}"

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


def check_format(time_format: str) -> list[tuple[str, str]]:
    """The pieces of a format: letters and what stands between them. UsageError for one that is wrong or has no date."""
    read, pieces = None, []
    if isinstance(time_format, str):
        pieces = PIECES.findall(time_format)
        plain = "".join(f"%{letter}" if letter else literal for letter, literal in pieces if letter != "Z")  # strptime never sees a %Z
        with suppress(ValueError, re.error):
            read = datetime.strptime(EXAMPLE.strftime(plain), plain)  # noqa: DTZ007  # only its date is looked at
    if read is None or read.date() != EXAMPLE.date() or sum(letter in "zZ" for letter, _ in pieces if letter) > 1:
        near = close_match(time_format, WORDS)
        advice = near if near.endswith("?") else "; write time_format='%d/%m/%Y %H:%M'"
        raise UsageError(f"time_format={time_format!r} is not the format of a date or time{advice}")
    return pieces
