"""ICalendar: the events of an .ics file (RFC 5545), by icalendar and recurring-ical-events (extra `ical`)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from hashlib import sha256
from os import PathLike, fspath
from pathlib import Path
from typing import Any, ClassVar

from attrs import field, frozen

from slakit.calendars.wall import day_of, day_span
from slakit.calendars.zoned import Zoned, read_zone
from slakit.errors import ContractError, optional
from slakit.timeline.instants import DAY, EPOCH, MICROSECOND, moment
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans, union
from slakit.timeline.zone import wall_instant

TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
FIRST, LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000 for year in (2, 9999))  # so that no zone leaves the years


@frozen(init=False, repr=False)
class ICalendar(Zoned):
    """Open during the events of an .ics file, which is read once, now.

    An event of whole days is open on those days in `tz`, or in the zone that the file is of (X-WR-TIMEZONE); a time without a zone is
    of the file's zone, otherwise of `tz`. Recurrences, with or without an end, their exceptions and their moved instances count; a
    cancelled event does not, one that is shown as free does, one without length is never open. Files of equal content are equal,
    wherever they lie. Raises ContractError for a file that is no calendar, with every event that cannot be read; MissingExtra without
    the libraries.
    """

    reads_files: ClassVar[bool] = True

    path: str = field(eq=False)
    tz: str | tzinfo
    content: str
    _text: str = field(eq=False)

    def __init__(self, path: str | PathLike[str], tz: str | tzinfo | None = None) -> None:
        name = fspath(path)
        problems: list[str] = []
        given = None if tz is None else read_zone(tz, problems)
        text = _read(name, problems)
        zone = _zone_of(name, text, given, problems) if not problems else given
        if problems:
            raise ContractError(*problems)
        self.__attrs_init__(name, zone or "UTC", sha256(text.encode()).hexdigest(), text)

    def open(self, span: Span) -> Spans:
        return Spans.of_edges(union((first, last) for first, last, _ in self._events(span))).cut(span.first, span.last)

    def named(self, span: Span) -> list[tuple[Spans, str]]:
        return [(Spans.of_edges(union([(first, last)])).cut(span.first, span.last), name) for first, last, name in self._events(span)]

    @property
    def noun(self) -> str:
        return f"the events of {Path(self.path).name}"

    def __repr__(self) -> str:
        return f"ICalendar({self.path!r}, tz={self.tz!r})"

    def _events(self, span: Span) -> Iterator[tuple[int, int, str]]:
        """Yield the first and last instant and the name of each event near a span, with a day on either side because of zones."""
        low, high = (min(max(t, FIRST), LAST) for t in (span.first - 2 * DAY, span.last + 2 * DAY))
        for event in _query(self._text).between(moment(low), moment(high)) if low < high else ():
            if str(event.get("STATUS", "")).upper() != "CANCELLED":
                yield self._instant(event.start), self._instant(event.end), f"the event {event.get('SUMMARY', 'without a name')}"

    def _instant(self, at: date) -> int:
        if not isinstance(at, datetime):
            day = day_span(day_of(at), self.zone)
            return day.first if day else wall_instant(datetime.combine(at, time()), self.zone)
        return wall_instant(at.replace(tzinfo=None), self.zone) if at.tzinfo is None else (at - EPOCH) // MICROSECOND


def _read(path: str, problems: list[str]) -> str:
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        problems.append(f"{path!r} is not a file that can be read, {str(error.strerror).lower()}; write the path of an .ics file")
    except UnicodeDecodeError:
        problems.append(f"{path!r} is not UTF-8 text; write the path of an .ics file")
    return ""


def _zone_of(path: str, text: str, given: str | tzinfo | None, problems: list[str]) -> str | tzinfo | None:
    """Return the zone of days, and of times without a zone; every event that cannot be read is a problem."""
    try:
        optional("recurring_ical_events", "ical")  # refused now rather than when it is asked
        calendar = optional("icalendar", "ical").Calendar.from_ical(text)
        events = list(calendar.walk("VEVENT"))
    except (ValueError, KeyError, IndexError) as error:
        problems.append(f"{path!r} is not a calendar file, {error}; write the path of an .ics file")
        return None
    if not events:
        problems.append(f"{path!r} has no events; write the path of an .ics file with VEVENTs")
    own = calendar.get("X-WR-TIMEZONE")
    zone = given if own is None or given is not None else read_zone(str(own), problems)
    for event in events:
        event_name = f"{path}: {event.get('SUMMARY', event.get('UID', 'an event'))}"
        problems += [f"{event_name}: {problem}" for problem in _problems(event, zoned=own is not None or given is not None)]
    if not problems:
        try:
            _query(text)
        except (ValueError, KeyError) as error:
            problems.append(f"{path!r} is not a calendar file, {error}; write the path of an .ics file")
    return zone


def _problems(event: Any, zoned: bool) -> list[str]:
    wrong = [f"{name} cannot be read, {error}" for name, error in event.errors if name in TIMES]
    if wrong:
        return wrong
    if "DTSTART" not in event:
        return ["it has no DTSTART; give it one"]
    start = event["DTSTART"]
    named = start.params.get("TZID")
    if isinstance(start.dt, datetime) and start.dt.tzinfo is None and named:
        return [f"TZID={str(named)!r} is not a time zone; write 'Europe/London'"]
    if not zoned and (not isinstance(start.dt, datetime) or start.dt.tzinfo is None):
        what = "whole days" if not isinstance(start.dt, datetime) else "a time"
        return [f"{what} without a zone, {start.dt.isoformat()}; give tz='Europe/London'"]
    if "DTEND" in event and not _forward(start.dt, event["DTEND"].dt):
        return [f"it ends before it starts, {event['DTEND'].dt.isoformat()}; write DTEND after DTSTART"]
    if "DURATION" in event and event["DURATION"].dt < timedelta():
        return ["its DURATION is negative; write DURATION:PT1H"]
    return []


def _forward(start: date, end: date) -> bool:
    """True if an event does not end before it starts; an end of another type than the start is left to the library."""
    try:
        return start <= end
    except TypeError:
        return True


@lru_cache(maxsize=64)
def _query(text: str) -> Any:
    return optional("recurring_ical_events", "ical").of(optional("icalendar", "ical").Calendar.from_ical(text))
