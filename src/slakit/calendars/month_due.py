"""Due rules that name a day of a month, such as 17:00 on the last business day of the month (docs/numbers.md C8)."""

from datetime import date, tzinfo
from typing import TYPE_CHECKING

import attrs
from attrs import field, frozen

from slakit.calendars.due_rules import DueRule, zone_of
from slakit.calendars.hours_text import read_time
from slakit.calendars.month_days import MonthDay, month_day
from slakit.calendars.wall import EPOCH_DAY, day_span, zone_written
from slakit.errors import UsageError
from slakit.timeline.instants import NAIVE_EPOCH, moment
from slakit.timeline.zone import zone
from slakit.values.fields import whole_number
from slakit.values.number import ordinal

if TYPE_CHECKING:
    from slakit.calendars.base import Calendar
    from slakit.calendars.business_days import BusinessDayIndex

MONTHS_SOUGHT = 1_200  # a hundred years


def _month_day(value: object) -> MonthDay:
    return value if isinstance(value, MonthDay) else month_day(str(value))


@frozen(repr=False)
class DayOfMonth(DueRule):
    """A day of the month that something begins in while that is to come, else of the next; with `months`, of the so many-th month after.

    >>> office = Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")
    >>> office.due("2026-03-02T10:00Z", DayOfMonth("17:00 on the last business day of the month")).isoformat()
    '2026-03-31T17:00:00+01:00'

    Without a time a business day is due when it closes, and any other day at its last instant. A month without a business day is passed
    over. Days are those of the calendar's zone; without one, of `tz`, which an agreement sets to its own zone.
    """

    day: MonthDay = field(converter=_month_day)
    months: int = field(default=0, validator=whole_number(0, 1))
    tz: str | tzinfo | None = field(default=None, converter=attrs.converters.optional(zone_written), kw_only=True)

    @property
    def on_business_days(self) -> bool:  # type: ignore[override]  # that of its day
        return self.day.business

    def within(self, tz: tzinfo) -> "DayOfMonth":
        return self if self.tz is not None else attrs.evolve(self, tz=tz)

    def breaks(self, calendar: "Calendar", first: int, last: int) -> list[int] | None:
        if not self.day.business:
            return None
        return calendar.business_days.breaks(first, last, *([read_time(self.day.time) or 0] if self.day.time else ()))

    def due(self, calendar: "Calendar", t: int) -> int:
        own = zone_of(calendar, calendar.zone if self.tz is None else zone(self.tz))
        days = calendar.business_days if self.day.business else None
        first = days.day_of(t)[0] if days else (moment(t, own).replace(tzinfo=None) - NAIVE_EPOCH).days
        begun = date.fromordinal(first + EPOCH_DAY)
        month_begun = begun.year * 12 + begun.month - 1 + self.months
        for month in range(month_begun, month_begun + MONTHS_SOUGHT):
            day = self.day.day(month // 12, month % 12 + 1, days)
            if day is not None and (due := self._on(day, days, own)) > t:
                return due
        raise UsageError(f"{calendar!r} has no {self.day} in a hundred years; write hours such as 'mon-fri': '09:00-17:00'")

    def _on(self, day: int, days: "BusinessDayIndex | None", own: tzinfo) -> int:
        """The instant of the rule on a day."""
        if days is None:
            whole = None if self.day.time else day_span(day, own)
            return whole.last - 1 if whole else self.day.instant(day, own)
        return days.shift(day)[-1] if self.day.time is None else days.on_shift(day, read_time(self.day.time) or 0)

    def __str__(self) -> str:
        return self.day.text({0: "the month", 1: "the next month"}.get(self.months) or f"the {ordinal(self.months)} month after")
