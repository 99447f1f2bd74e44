"""Units of days: what a metric of timers may be counted in, other than open time."""

from collections.abc import Iterator

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.day_count import BUSINESS_DAY, CALENDAR_DAY, DayCount
from slakit.errors import ContractError, UnitError
from slakit.values.quantity import Quantity
from slakit.values.units import unit


def day_unit(value: object) -> str | None:
    """The name of a unit of days, in which a metric of timers is counted; None for open time."""
    if value is None:
        return None
    try:
        text = unit(value).text.removesuffix("s")  # type: ignore[arg-type]  # whatever a contract says
    except UnitError:
        text = ""
    if text not in (CALENDAR_DAY, BUSINESS_DAY):
        raise ContractError(
            f"unit={value!r} is not a unit of days; write unit='calendar day' or 'business day', or leave it out for open time"
        )
    return text


def day_count(counted_in: str | None, counting: str | None, on: Calendar | None = None) -> DayCount | None:
    """The way in which a metric counts days; None where it counts open time."""
    return None if counted_in is None else DayCount(counted_in, counting or "exact", on if counted_in == BUSINESS_DAY else None)


def day_conflicts(counted_in: str | None, counting: str | None, clock: object, whole: Quantity | None) -> Iterator[str]:
    """Yield what does not go together in the units that a metric counts; `clock` is the calendar whose business days they are."""
    if counting is not None and counted_in is None and whole is None:
        yield "has counting= and no unit that it counts; write unit='business day' or whole='1 hour', or leave out counting="
    if whole is not None and (counted_in is not None or counting == "exact"):
        yield "counts whole units of open time; write whole='1 hour' with counting='full' or 'begun', and no unit= of days"
    if counted_in == BUSINESS_DAY and clock == ALWAYS:
        yield "counts business days on no calendar; write clock=Weekly({'mon-fri': '09:00-17:30'}, tz='Europe/London')"
