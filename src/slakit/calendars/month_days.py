"""Days of a month as a contract writes them: `month_day("5th business day of the month")`."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING

from attrs import converters, field, frozen

from slakit.calendars.hours_text import read_time, time_of_day
from slakit.calendars.wall import EPOCH_DAY, day_of
from slakit.errors import ContractError
from slakit.timeline.impossible_days import date_fault
from slakit.timeline.instants import MICROSECOND, NAIVE_EPOCH
from slakit.timeline.zone import wall_instant
from slakit.values.number import ordinal

if TYPE_CHECKING:
    from slakit.calendars.base import Calendar
    from slakit.calendars.business_days import BusinessDayIndex

EXAMPLES = "'5th business day of the month', '17:00 on the last business day', '5th of the month' or 'the 31st, or the last day'"
EVERY = 28  # every month has so many days
MOST = 15  # every month of an ordinary calendar has so many business days

_OF = r"(?: of (?:the|each|every) month)?"
_AT = r"(?:(?:by |at )?(\d{1,2}:\S+) (?:on |of )?)?"
_NTH = re.compile(rf"{_AT}(?:the )?(\d+)(?:st|nd|rd|th)(?: (business |working )?day)?{_OF}(,? or (?:on )?the last day{_OF})?")
_LAST = re.compile(rf"{_AT}(?:the )?last (business |working )?day{_OF}")


def _checked(instance: "MonthDay", attribute: object, n: int) -> None:
    most = MOST if instance.business else 31
    if not 1 <= n <= most:
        raise ContractError(f"{n} is not a day that every month has, 1 to {most}; write {EXAMPLES}")


@frozen
class MonthDay:
    """The n-th day of each month, or its n-th business day, and a time of it if it has one; None is the last one.

    A shorter month takes its last.
    """

    business: bool
    n: int | None = field(validator=lambda one, name, n: None if n is None else _checked(one, name, n))
    time: str | None = field(default=None, converter=converters.optional(time_of_day))

    def day(self, year: int, month: int, days: "BusinessDayIndex | None") -> int | None:
        """The number of the day in a month; None in a month without a business day."""
        first, length = date(year, month, 1).toordinal() - EPOCH_DAY, monthrange(year, month)[1]
        if not self.business:
            return first + min(self.n or length, length) - 1
        end = first + length
        if days is None or days.after(first - 1, 1) >= end:
            return None
        day = end if self.n is None else days.after(first - 1, self.n)
        return day if day < end else days.after(end, -1)

    def instant(self, day: int, tz: tzinfo) -> int:
        """The instant of its time on a day, by the wall clock of a zone."""
        return wall_instant(NAIVE_EPOCH + timedelta(days=day) + (read_time(self.time) or 0) * MICROSECOND, tz)

    def text(self, month: str) -> str:
        """The day as a contract writes it, of "the month" or "the next month"."""
        kind = " business day" if self.business else ""
        short = ", or the last day" if not self.business and (self.n or 0) > EVERY else ""
        name = f"last{kind or ' day'}" if self.n is None else f"{ordinal(self.n)}{kind}"
        return f"{f'{self.time} on the ' if self.time else ''}{name} of {month}{short}"

    def __str__(self) -> str:
        text = self.text("the month")
        return text.replace(" of the month,", ",")

    def __repr__(self) -> str:
        return repr(str(self))


def month_day(text: str) -> MonthDay:
    """Read a day of the month; raises ContractError for anything else, and for a day that not every month has."""
    plain = " ".join(text.lower().split())
    if match := _LAST.fullmatch(plain):
        return MonthDay(bool(match[2]), None, match[1])
    match = _NTH.fullmatch(plain)
    if not match:
        raise ContractError(f"{text!r} is not a day of the month; write {EXAMPLES}")
    n, business, shorter = int(match[2]), bool(match[3]), bool(match[4])
    if not business and n > EVERY and not shorter:
        raise ContractError(f"{text!r} is not a day that every month has; write 'the {ordinal(n)}, or the last day'")
    return MonthDay(business, n, match[1])


def month_days(rule: MonthDay, first: date, last: date, on: "Calendar | None") -> Iterator[int]:
    """The numbers of the days of a rule in the months from one date to another."""
    days = on.business_days if on else None
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = rule.day(month // 12, month % 12 + 1, days)
        if day is not None:
            yield day


def dates_of(values: object) -> tuple[str, ...]:
    """Return dates in order, each once, as text; raises ContractError for a value that is not a date."""
    problems, dates = [], set()
    for value in values if isinstance(values, tuple | list) else [values]:
        try:
            day_of(value)
            dates.add(str(value))
        except ValueError:
            problems.append(date_fault(value, "'2026-12-24'"))
    if problems or not dates:
        raise ContractError(*(problems or ["[] has no date; write ['2026-03-31', '2026-06-30']"]))
    return tuple(sorted(dates))
