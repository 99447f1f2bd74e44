"""Due rules: when something is due that is not a length of open time (docs/numbers.md C8). The door: write one method, `due`.

A rule names a moment: what is done after it is late, be the calendar open by then or not (docs/numbers.md C4).

Business days are those of the calendar: local dates on which a shift that begins on them is open at some instant of that date. A shift past
midnight belongs to the day it starts on, and so does an instant while that shift runs; any other instant belongs to its local date
(docs/numbers.md C9). The day that something begins on is not counted, whether it is a business day or not: what is asked on a Saturday and
due in one business day is due on Monday. To count from the next opening instead, begin there: `desk.due(desk.next_open(t), "1 business
day")`, or `received=` of a metric.
"""

from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import timedelta, tzinfo
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
from attrs import field, frozen

from slakit.calendars.durations import duration
from slakit.calendars.hours_text import read_time, time_of_day
from slakit.calendars.wall import zone_written
from slakit.errors import ContractError, UnitError, UsageError
from slakit.timeline.instants import DAY, moment
from slakit.timeline.zone import midnights, offsets, wall_instant, zone
from slakit.values.number import ordinal
from slakit.values.quantity import Quantity, quantity
from slakit.values.source_repr import written

if TYPE_CHECKING:
    from slakit.calendars.base import Calendar
    from slakit.calendars.business_days import BusinessDayIndex


class DueRule(ABC):
    """A rule for when something that began at an instant is due; `on_business_days` if it needs a calendar that closes."""

    on_business_days: ClassVar[bool] = True

    @abstractmethod
    def due(self, calendar: "Calendar", t: int) -> int:
        """The due instant, in microseconds, of what began at t."""

    __repr__ = written
    moves: ClassVar[bool] = False  # whether between its breaks what is due moves with what it begins on, and is not one instant

    def breaks(self, calendar: "Calendar", first: int, last: int) -> "list[int] | None":
        """The instants, in order, between which what begins from `first` to `last` is due at one instant; None if there is no such list."""
        return None

    def zone_of_days(self, calendar: "Calendar") -> tzinfo:
        """The zone whose clock changes move what is due, for a rule that `moves`."""
        return calendar.business_days.zone

    def within(self, tz: tzinfo) -> "DueRule":
        """The same rule by the wall clock of a zone, where neither it nor the calendar names one."""
        return self

    def due_all(self, calendar: "Calendar", ts: list[int]) -> list[int | None]:
        """Return the due instants of many starts, each worked out once; None if the calendar ends before that."""
        due: dict[int, int | None] = dict.fromkeys(ts)
        for t in due:
            with suppress(UsageError, OverflowError):
                due[t] = self.due(calendar, t)
        return [due[t] for t in ts]


def whole_days(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """Check that a setting is a whole number of days."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 100_000:
        raise ContractError(f"{value!r} is not a whole number of business days; write 2")


def _day(value: object) -> Quantity | None:
    if value is None:
        return None
    try:
        if duration(value, "hours") <= 0:  # type: ignore[arg-type]  # refused if it is none
            raise UnitError(f"{str(value)!r} is not a length of time; write '8 hours'")
    except UnitError as error:
        raise ContractError(f"day: {error}") from None
    return quantity(value)


@frozen(repr=False)
class BusinessDays(DueRule):
    """A number of business days later, at the same wall time; with `day`, that number of times the open time of a day.

    >>> Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London").due("2026-03-27T15:00Z", BusinessDays(2)).isoformat()
    '2026-03-31T15:00:00+01:00'

    The wall time is kept even where it lies outside that day's hours, and a clock change moves it as `Recurring` says. A negative
    number looks back; none is due at once.
    """

    moves = True

    n: int = field(validator=whole_days)
    day: Quantity | None = field(default=None, converter=_day)

    def breaks(self, calendar: "Calendar", first: int, last: int) -> "list[int] | None":
        return None if self.day is not None else calendar.business_days.breaks(first, last)

    def due(self, calendar: "Calendar", t: int) -> int:
        if self.day is not None:
            return calendar.clock.due(t, self.n * duration(self.day))
        if not self.n:
            return t
        days = calendar.business_days
        day, time = days.day_of(t)
        return days.instant(days.after(day, self.n), time)

    def __str__(self) -> str:
        count = f"{self.n} business day{'' if abs(self.n) == 1 else 's'}"
        return count if self.day is None else f"{count} of {self.day}"


@frozen(repr=False)
class CalendarDays(DueRule):
    """A number of dates later, at the same wall time: a day on which the clocks change is one day, of 23 or 25 hours (docs/numbers.md T5).

    >>> Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London").due("2026-03-27T15:00Z", CalendarDays(3)).isoformat()
    '2026-03-30T15:00:00+01:00'

    Days are those of the calendar's zone; without one, of `tz`, which an agreement sets to its own zone. A negative number looks back.
    """

    on_business_days = False
    moves = True

    n: int = field(validator=whole_days)
    tz: str | tzinfo | None = field(default=None, converter=attrs.converters.optional(zone_written), kw_only=True)

    def within(self, tz: tzinfo) -> "CalendarDays":
        return self if self.tz is not None else attrs.evolve(self, tz=tz)

    def breaks(self, calendar: "Calendar", first: int, last: int) -> "list[int] | None":
        return midnights(offsets(self.zone_of_days(calendar), first - DAY, last + DAY))

    def zone_of_days(self, calendar: "Calendar") -> tzinfo:
        return zone_of(calendar, calendar.zone if self.tz is None else zone(self.tz))

    def due(self, calendar: "Calendar", t: int) -> int:
        return days_on(t, self.n, self.zone_of_days(calendar))

    def __str__(self) -> str:
        return f"{self.n} calendar day{'' if abs(self.n) == 1 else 's'}"


@frozen(repr=False)
class EndOfBusinessDay(DueRule):
    """The last closing of the n-th business day after the day it began on; 0 is the same day while it has not closed, else the next.

    >>> Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London").due("2026-03-27T15:00Z", EndOfBusinessDay(1)).isoformat()
    '2026-03-30T17:00:00+01:00'
    """

    n: int = field(validator=whole_days)

    def breaks(self, calendar: "Calendar", first: int, last: int) -> "list[int] | None":
        return calendar.business_days.breaks(first, last)

    def due(self, calendar: "Calendar", t: int) -> int:
        days = calendar.business_days
        day, _ = days.day_of(t)
        if self.n:
            return days.shift(days.after(day, self.n))[-1]
        return _closing(days, day, t) or days.shift(days.after(day, 1))[-1]

    def __str__(self) -> str:
        which = {0: "", 1: "next "}.get(self.n) or (f"{ordinal(abs(self.n))} " if self.n else "")
        return f"end of the {which}business day{' before' if self.n < 0 else ''}"


@frozen(repr=False)
class CutoffRule(DueRule):
    """Begun before a time of a business day: due when that day closes; later: at a time of the next business day, or when that closes.

    >>> Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London").due("2026-03-27T16:00Z", CutoffRule("16:00", next_day="10:00")).isoformat()
    '2026-03-30T10:00:00+01:00'

    Exactly at the time, after closing, or on a day that does not open is later. On a shift past midnight a time is that of the shift:
    from 18:00 to 03:00 "02:00", which may be written "26:00", is two hours after the midnight within (docs/numbers.md C9).
    """

    before: str = field(converter=time_of_day)
    next_day: str | None = field(default=None, converter=attrs.converters.optional(time_of_day))

    def breaks(self, calendar: "Calendar", first: int, last: int) -> "list[int] | None":
        times = [read_time(time) or 0 for time in (self.before, self.next_day) if time is not None]
        return calendar.business_days.breaks(first, last, *times)

    def due(self, calendar: "Calendar", t: int) -> int:
        days = calendar.business_days
        day, _ = days.day_of(t)
        closing = _closing(days, day, t)
        if closing is not None and t < days.on_shift(day, read_time(self.before) or 0):
            return closing
        after = days.after(day, 1)
        return days.shift(after)[-1] if self.next_day is None else days.on_shift(after, read_time(self.next_day) or 0, after=t)

    def __str__(self) -> str:
        return f"before {self.before} the same day, else {f'{self.next_day} ' if self.next_day else ''}the next business day"


@frozen(repr=False)
class CountedOn(DueRule):
    """A rule whose business days are those of a calendar of its own, whatever clock runs until then."""

    rule: DueRule
    calendar: "Calendar"

    @property
    def on_business_days(self) -> bool:  # type: ignore[override]  # that of its rule
        return self.rule.on_business_days

    def within(self, tz: tzinfo) -> "CountedOn":
        return attrs.evolve(self, rule=self.rule.within(tz))

    @property
    def moves(self) -> bool:  # type: ignore[override]  # that of its rule
        return self.rule.moves

    def breaks(self, calendar: "Calendar", first: int, last: int) -> "list[int] | None":
        return self.rule.breaks(self.calendar, first, last)

    def zone_of_days(self, calendar: "Calendar") -> tzinfo:
        return self.rule.zone_of_days(self.calendar)

    def due(self, calendar: "Calendar", t: int) -> int:
        return self.rule.due(self.calendar, t)

    def __str__(self) -> str:
        return str(self.rule)


def days_on(t: int, n: int, tz: tzinfo) -> int:
    """The instant n dates after another at the same wall time; a repeated hour keeps which of the two it is (docs/numbers.md T5)."""
    wall = moment(t, tz)
    later = (wall.replace(tzinfo=None) + timedelta(days=n)).replace(fold=wall.fold)
    return wall_instant(later, tz)


def zone_of(calendar: "Calendar", other: tzinfo) -> tzinfo:
    """The zone of a calendar's days; another where it names none."""
    return next(iter(calendar.day_zones), other)


def _closing(days: "BusinessDayIndex", day: int, t: int) -> int | None:
    """Return the instant at which a day closes; None if it is not after t."""
    shift = days.shift(day)
    return shift[-1] if shift and t < shift[-1] else None
