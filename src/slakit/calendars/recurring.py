"""Recurring: what comes back by a rule of RFC 5545, such as a maintenance window or a day on which a report is due."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import takewhile
from typing import Any

from attrs import field, frozen
from dateutil import rrule

from slakit.calendars.durations import Duration, duration
from slakit.calendars.rrule import DAYS, FREQUENCIES, Parts, explicit, most_a_day, needs_start, read_rule, until, write_rule
from slakit.calendars.trace import duration_text
from slakit.calendars.wall import day_of, day_span
from slakit.calendars.zoned import Zoned, read_zone
from slakit.errors import ContractError, UnitError
from slakit.timeline.impossible_days import date_remedy
from slakit.timeline.instants import FIRST, LAST, MICROSECOND, NAIVE_EPOCH, moment
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans, union
from slakit.timeline.zone import wall_instant

START = "2026-01-05"

LENGTHS = {"WEEKLY": timedelta(weeks=1), "DAILY": timedelta(days=1), "HOURLY": timedelta(hours=1), "MINUTELY": timedelta(minutes=1)}
A_DAY = timedelta(days=1)


@frozen(init=False, repr=False)
class Recurring(Zoned):
    """Open for so long from each occurrence of a rule; without `lasting` never open, it then only has occurrences.

    >>> Recurring("FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2", tz="Europe/London", lasting="2 hours")
    Recurring('FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2', tz='Europe/London', lasting='2 h')

    Occurrences are wall times of the zone, at midnight where the rule and the start give no time of day; one that a clock change skips
    is carried over the gap, one that it repeats is its first. `lasting` is real time. A rule that depends on when it started (INTERVAL,
    COUNT, no day) needs `start`. Raises ContractError with every problem at once.
    """

    rule: str
    tz: str | tzinfo
    lasting: str | None
    start: str | None
    _parts: Parts = field(eq=False)
    _begins: datetime | None = field(eq=False)
    _length: int = field(eq=False)

    def __init__(self, rule: str, tz: str | tzinfo, lasting: Duration | None = None, start: str | date | None = None) -> None:
        problems: list[str] = []
        parts = read_rule(rule, problems)
        length = 0 if lasting is None else _length(lasting, problems)
        first = None if start is None else _start(start, problems)
        tz = read_zone(tz, problems)
        if not problems and first is None and needs_start(parts):
            problems.append(f"{rule!r} does not say on which day it starts, and depends on it; give start={START!r}")
        if problems:
            raise ContractError(*problems)
        full = explicit(parts, first or NAIVE_EPOCH)
        shown = None if first is None else first.isoformat(timespec="seconds" if first.second else "minutes").removesuffix("T00:00")
        self.__attrs_init__(
            write_rule(parts), tz, duration_text(length * MICROSECOND) if lasting is not None else None, shown, full, first, length
        )
        try:
            self._rrule(first or NAIVE_EPOCH)
        except ValueError as error:
            raise ContractError(f"{rule!r} is not a rule that ever happens, {error}; write 'FREQ=MONTHLY;BYMONTHDAY=5'") from None

    def occurrences(self, span: Span) -> list[datetime]:
        """Return the instants of the rule in a span, as aware datetimes of the zone."""
        return [moment(t, self.zone) for t in self.instants(span)]

    def instants(self, span: Span) -> list[int]:
        """Return the instants of the rule in a span, as microseconds since the epoch."""
        tz = self.zone
        first, last = (NAIVE_EPOCH + min(t, LAST - 1) * MICROSECOND for t in (span.first, span.last))
        instants = {wall_instant(wall, tz) for wall in self._walls(_moved(first, -2 * A_DAY), _moved(last, 2 * A_DAY))}
        return sorted(t for t in instants if span.first <= t < span.last)

    def duties(self, span: Span) -> list[tuple[int, int]]:
        """Each occurrence in a span and by when its duty has to be done: after `lasting`; otherwise at a time of day that the rule
        gives; otherwise at the end of the local day, so that what is due by the 5th is in time all through the 5th."""
        return [(t, self._due(t)) for t in self.instants(span)]

    def _due(self, t: int) -> int:
        ruled = any(part in self.rule for part in ("BYHOUR", "BYMINUTE", "BYSECOND", "HOURLY", "MINUTELY", "SECONDLY"))
        if self._length or ruled or (self._begins is not None and self._begins.time() != time()):
            return t + self._length
        day = day_span(day_of(moment(t, self.zone).date()), self.zone)
        return day.last if day else t

    def open(self, span: Span) -> Spans:
        if not self._length:
            return Spans()
        starts = self.instants(Span(max(span.first - self._length, FIRST), span.last))
        return Spans.of_edges(union((t, t + self._length) for t in starts)).cut(span.first, span.last)

    @property
    def often(self) -> bool:
        """True if it may happen more than once an hour, so that a century of it is millions of spans."""
        return most_a_day(self._parts) > 24

    @property
    def noun(self) -> str:
        return f"the rule {self.rule}"

    def __repr__(self) -> str:
        more = "".join(f", {name}={value!r}" for name, value in (("lasting", self.lasting), ("start", self.start)) if value is not None)
        return f"Recurring({self.rule!r}, tz={self.tz!r}{more})"

    def _walls(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """The wall times of a range, sought from shortly before it."""
        begin = self._near(first)
        return (wall for wall in takewhile(lambda wall: wall <= last, self._rrule(begin)) if wall >= max(first, self._begins or first))

    def _near(self, first: datetime) -> datetime:
        """The date from which to read the rule: a whole number of its steps after its start, and at least one step before `first`."""
        start = self._begins or NAIVE_EPOCH
        if "COUNT" in self._parts:
            return start
        frequency, interval = self._parts["FREQ"][0], int(self._parts.get("INTERVAL", ("1",))[0])
        if frequency in ("YEARLY", "MONTHLY"):
            size = 12 if frequency == "YEARLY" else 1
            began = start.year * 12 + (start.month - 1 if size == 1 else 0)
            steps = (first.year * 12 + first.month - 1 - began) // (size * interval) - 2
            year, month = divmod(began + steps * size * interval, 12)
            return start if steps <= 0 and self._begins else datetime(max(year, 1), month + 1 if year >= 1 else 1, 1)
        step = LENGTHS.get(frequency, timedelta(seconds=1)) * interval
        steps = (first - start) // step - 2
        return start if steps <= 0 and self._begins else _moved(start, steps * step)

    def _rrule(self, begin: datetime) -> "rrule.rrule":
        """The rule as dateutil reads it, from a date on."""
        listed = [key for key in self._parts if key.startswith("BY") and key != "BYDAY"]
        numbers: dict[str, Any] = {key.lower(): [int(value) for value in self._parts[key]] for key in listed}
        if "BYDAY" in self._parts:
            numbers["byweekday"] = [rrule.weekday(DAYS.index(day[-2:]), int(day[:-2] or 0) or None) for day in self._parts["BYDAY"]]
        numbers |= {key.lower(): int(self._parts[key][0]) for key in ("INTERVAL", "COUNT") if key in self._parts}
        numbers["freq"] = FREQUENCIES.index(self._parts["FREQ"][0])
        week_starts = DAYS.index(self._parts.get("WKST", ("MO",))[0])
        return rrule.rrule(dtstart=begin, wkst=week_starts, until=until(self._parts, self.zone), **numbers)


def _length(lasting: Duration, problems: list[str]) -> int:
    try:
        length = duration(lasting, "hours")
    except UnitError as error:
        problems.append(f"lasting: {error}")
        return 0
    if length <= 0:
        problems.append(f"lasting: {str(lasting)!r} is not a length of time; write '2 hours'")
    return length


def _start(start: object, problems: list[str]) -> datetime:
    """The local wall time of a date, a naive datetime or its text."""
    try:
        value = datetime.fromisoformat(start) if isinstance(start, str) else start
    except ValueError:
        value = None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if not isinstance(value, datetime) or value.tzinfo or value.microsecond:
        remedy = date_remedy(start, f"{START!r} or '{START}T09:00'")
        problems.append(f"start: {str(start)!r} is not a local date or time of whole seconds{remedy}")
        return NAIVE_EPOCH
    return value


def _moved(wall: datetime, by: timedelta) -> datetime:
    """A wall time moved within the years 1 to 9999."""
    try:
        return wall + by
    except OverflowError:
        return datetime(1, 1, 1) if by < timedelta() else datetime(9999, 12, 31, 23, 59, 59)
