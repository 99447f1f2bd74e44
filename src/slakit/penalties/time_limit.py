"""Time limits of rights and duties: the last day on which something may be done, in whole days after an event (docs/numbers.md T7)."""

from datetime import date, datetime, time, timedelta, tzinfo

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import BusinessDays, EndOfBusinessDay
from slakit.calendars.due_text import due_rule, says_days
from slakit.errors import ContractError, UnitError
from slakit.timeline.instants import moment
from slakit.timeline.local_days import day_wall
from slakit.timeline.zone import wall_instant, zone
from slakit.values.number import no_unit
from slakit.values.quantity import quantity
from slakit.windows.calendar_steps import DAYS, MONTHS, add_months
from slakit.windows.rolling import REAL, length

EXAMPLES = "'60 days', '2 months', '72 hours' or '10 business days'"


def time_limit(value: object) -> str | None:
    """A time limit as text, in hours, days, months or business days; None where there is none."""
    if value is None:
        return None
    text = " ".join(value.lower().split()) if isinstance(value, str) else ""
    try:
        fits = bool(text) and (_business_days(text) > 0 if on_business_days(text) else bool(length(_plain(text))))
    except (ContractError, UnitError):
        fits = False
    if not fits:
        raise ContractError(f"within={value!r} is not a time limit{no_unit(value, 'days') or f'; write {EXAMPLES}'}")
    return text


def _plain(text: str) -> str:
    return text.replace("calendar day", "day")


def on_business_days(text: str) -> bool:
    """True if a time limit counts the days of a calendar."""
    return says_days(text) and "calendar day" not in text


def _business_days(text: str) -> int:
    """The number of whole business days of a time limit."""
    rule = due_rule(text)
    if isinstance(rule, BusinessDays) and rule.day is None:
        return rule.n
    if isinstance(rule, EndOfBusinessDay):
        return rule.n
    raise ContractError(f"{text!r} is not a number of whole business days; write '10 business days'")


@frozen
class Until:
    """The end of a time limit, and its last day; the instant `at` itself is in time only where the limit is in hours."""

    at: int
    day: date
    included: bool = False

    def passed(self, at: int) -> bool:
        """True if it is too late at an instant."""
        return at > self.at or (at == self.at and not self.included)


def until(within: str, since: int, timezone: str, on: Calendar | None = None, ended: bool = False) -> Until:
    """The end of a time limit that runs from an instant, or with `ended` from the end of a period, whose last day is not counted.

    >>> from slakit.timeline.instants import instant
    >>> until("60 days", instant("2026-07-01T15:00Z"), "UTC").day
    datetime.date(2026, 8, 30)
    """
    tz = zone(timezone)
    day = (day_wall(since, tz) - timedelta(microseconds=1 if ended else 0)).date()
    if on_business_days(within):
        due = BusinessDays(_business_days(within)).due(on, since - ended)  # type: ignore[arg-type]  # a limit without a calendar is refused
        return _whole((day_wall(due, tz)).date(), tz)
    count, unit = length(_plain(within))
    if unit in REAL:
        at = since + int(quantity(within).base)
        return Until(at, moment(at, tz).date(), included=True)
    if unit in MONTHS:  # a month after the end of February is the end of March
        first = datetime.combine(day, time.min) + timedelta(days=ended)
        return _whole((add_months(first, count * MONTHS[unit]) - timedelta(days=ended)).date(), tz)
    return _whole(day + timedelta(days=count * DAYS[unit]), tz)


def _whole(day: date, tz: tzinfo) -> Until:
    return Until(wall_instant(datetime.combine(day, time.min) + timedelta(days=1), tz), day)
