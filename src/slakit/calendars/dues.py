"""Due rules: when something is due that is not a length of open time (semantics C8). The door: write one method, `due`.

Opening days are those of the calendar: local dates of its zone on which it opens at all. A shift past midnight belongs to the day it
starts on, and so does an instant while that shift runs; any other instant belongs to its local date. The day that something begins on
is not counted, whether it is an opening day or not: what is asked on a Saturday and due in one business day is due on Monday. To count
from the next opening instead, begin there: `desk.due(desk.next_open(t), "1 business day")`.
"""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen

from slakit.calendars.durations import duration
from slakit.calendars.hours import read_time, write_time
from slakit.errors import ContractError, UnitError
from slakit.values.quantity import Quantity, quantity
from slakit.values.written import written

if TYPE_CHECKING:
    from slakit.calendars.base import Calendar
    from slakit.calendars.opening_days import OpeningDays


class DueRule(ABC):
    """Says when what began at an instant is due."""

    @abstractmethod
    def due(self, calendar: "Calendar", t: int) -> int:
        """The due instant, in microseconds, of what began at t."""

    def due_all(self, calendar: "Calendar", ts: list[int]) -> list[int]:
        """The due instants of many, each asked once."""
        known = dict.fromkeys(ts, 0)
        for t in known:
            known[t] = self.due(calendar, t)
        return [known[t] for t in ts]


def _whole(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 100_000:
        raise ContractError(f"{value!r} is not a whole number of business days; write 2")


def _hours(value: object) -> Quantity | None:
    """The open time of one business day."""
    if value is None:
        return None
    try:
        if duration(value) <= 0:  # type: ignore[arg-type]  # refused if it is none
            raise UnitError(f"{str(value)!r} is not a length of time; write '8 hours'")
    except UnitError as error:
        raise ContractError(f"of: {error}") from None
    return quantity(value)


def _time(value: object) -> str | None:
    """A time of day in its normal form: '16:00'."""
    if value is None:
        return None
    at = read_time(value)
    if at is None:
        raise ContractError(f"{value!r} is not a time of day; write '16:00'")
    return write_time(at)


@frozen(repr=False)
class BusinessDays(DueRule):
    """So many opening days on, at the same wall time; with `of`, that many times a day's hours of open time.

    >>> Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London").due("2026-03-27T15:00Z", BusinessDays(2)).isoformat()
    '2026-03-31T15:00:00+01:00'

    The wall time is kept even where it lies outside that day's hours, and a clock change moves it as `Recurring` says. A negative
    number looks back; none is due at once.
    """

    n: int = field(validator=_whole)
    of: Quantity | None = field(default=None, converter=_hours)

    def due(self, calendar: "Calendar", t: int) -> int:
        if self.of is not None:
            return calendar.clock.due(t, self.n * duration(self.of))
        if not self.n:
            return t
        days = calendar.opening_days
        day, time = days.day_of(t)
        return days.instant(days.after(day, self.n), time)

    def __str__(self) -> str:
        count = f"{self.n} business day{'' if abs(self.n) == 1 else 's'}"
        return count if self.of is None else f"{count} of {self.of}"

    def __repr__(self) -> str:
        return written(self)


@frozen(repr=False)
class EndOfBusinessDay(DueRule):
    """The last closing of the n-th opening day after the day it began on; 0 is the same day while it has not closed, else the next.

    >>> Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London").due("2026-03-27T15:00Z", EndOfBusinessDay(1)).isoformat()
    '2026-03-30T17:00:00+01:00'
    """

    n: int = field(validator=_whole)

    def due(self, calendar: "Calendar", t: int) -> int:
        days = calendar.opening_days
        day, _ = days.day_of(t)
        if self.n:
            return days.shift(days.after(day, self.n))[-1]
        return _closing(days, day, t) or days.shift(days.after(day, 1))[-1]

    def __str__(self) -> str:
        which = {0: "", 1: "next "}.get(self.n) or (f"{_ordinal(abs(self.n))} " if self.n else "")
        return f"end of the {which}business day{' before' if self.n < 0 else ''}"

    def __repr__(self) -> str:
        return written(self)


@frozen(repr=False)
class Cutoff(DueRule):
    """Begun before a time of an opening day: due when that day closes; later: at a time of the next opening day, or when that closes.

    >>> Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London").due("2026-03-27T16:00Z", Cutoff("16:00", next_day="10:00")).isoformat()
    '2026-03-30T10:00:00+01:00'

    Exactly at the time, after closing, or on a day that does not open is later.
    """

    before: str = field(converter=_time)
    next_day: str | None = field(default=None, converter=_time)

    def due(self, calendar: "Calendar", t: int) -> int:
        days = calendar.opening_days
        day, time = days.day_of(t)
        closing = _closing(days, day, t)
        if closing is not None and time < (read_time(self.before) or 0):
            return closing
        after = days.after(day, 1)
        return days.shift(after)[-1] if self.next_day is None else days.instant(after, read_time(self.next_day) or 0)

    def __str__(self) -> str:
        return f"before {self.before} the same day, else {f'{self.next_day} ' if self.next_day else ''}the next business day"

    def __repr__(self) -> str:
        return written(self)


@frozen(repr=False)
class CountedOn(DueRule):
    """A rule whose business days are those of a calendar of its own, whatever clock runs until then."""

    rule: DueRule
    calendar: "Calendar"

    def due(self, calendar: "Calendar", t: int) -> int:
        return self.rule.due(self.calendar, t)

    def __str__(self) -> str:
        return str(self.rule)

    def __repr__(self) -> str:
        return written(self)


def _closing(days: "OpeningDays", day: int, t: int) -> int | None:
    """When a day closes, if that is still to come."""
    shift = days.shift(day)
    return shift[-1] if shift and t < shift[-1] else None


def _ordinal(n: int) -> str:
    return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
