"""Limits and clocks as a contract writes them: one for all, or one by the value of a field."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import DueRule
from slakit.calendars.due_text import due_rule, says_days
from slakit.calendars.hours import read_time, write_time
from slakit.errors import ContractError, UnitError
from slakit.metrics.base import never_opens
from slakit.metrics.condition import Plain
from slakit.metrics.value_kinds.timer_value import ByField
from slakit.values.quantity import Quantity, quantity

T = TypeVar("T")
Limit = Quantity | DueRule
Table = tuple[tuple[Plain, T], ...]


def duration(value: object) -> Quantity:
    """A length of time; raises ContractError for anything else."""
    try:
        length = quantity(value)
    except UnitError as error:
        raise ContractError(str(error)) from None
    if length.dimension != "[time]" or length.base < 0 or length.base.denominator != 1:
        raise ContractError(f"{str(value)!r} is not a length of time; write '1 hour'")
    return length


def limit(value: object) -> Limit:
    """A length of time, or a due rule such as "2 business days"."""
    if isinstance(value, Quantity) and value.unit.text.startswith("calendar day"):
        value = str(value)
    rule = due_rule(value) if isinstance(value, DueRule) or (isinstance(value, str) and says_days(value)) else None
    if rule is not None and getattr(rule, "n", 0) < 0:
        raise ContractError(f"{str(value)!r} lies before its start; write '2 business days'")
    return duration(value) if rule is None else rule


def limits(value: object) -> Limit | Table[Limit] | None:
    """A limit for all, or one by value."""
    if not isinstance(value, Mapping | tuple | list):
        return None if value is None else limit(value)
    return _table(value, limit, f"{value!r} is not a table of limits; write {{'complaint': '1 hour', 'question': '4 hours'}}")


def clocks(value: object) -> Calendar | Table[Calendar]:
    """A calendar for all, or one by value."""
    problem = f"clock={value!r} is not a calendar, nor one by value; write clock={{'phone': ALWAYS, 'instagram': desk}}, clock_by='channel'"

    def open_one(part: object) -> Calendar:
        if not isinstance(part, Calendar):
            raise ContractError(problem)
        if never_opens(part):
            raise ContractError(f"clock={part!r} never opens; write Weekly({{'mon-fri': '08:00-20:00'}}, tz='Europe/London')")
        return part

    return open_one(value) if isinstance(value, Calendar) else _table(value, open_one, problem)


def receiving(value: object) -> Calendar | None:
    """The desk that receives, or none."""
    if value is None:
        return None
    if not isinstance(value, Calendar):
        raise ContractError(
            f"received={value!r} is not a calendar; write received=Weekly({{'mon-fri': '09:00-17:00'}}, tz='Europe/London')"
        )
    if never_opens(value):
        raise ContractError(f"received={value!r} never opens; write Weekly({{'mon-fri': '09:00-17:00'}}, tz='Europe/London')")
    return value


def cutoff_time(value: object) -> str | None:
    """A time of day in its normal form, or none."""
    if value is None:
        return None
    at = read_time(value)
    if at is None:
        raise ContractError(f"received_before={value!r} is not a time of day; write '16:00'")
    return write_time(at)


def reading_clock(clock: Calendar | Table[Calendar], clock_by: str | None) -> Calendar | ByField:
    """A clock as a reading wants it."""
    return clock if isinstance(clock, Calendar) else ByField(str(clock_by), clock)


def _table(value: object, read: Callable[[Any], T], problem: str) -> Table[T]:
    """The pairs of a table that has some, in one order."""
    pairs = list(value.items() if isinstance(value, Mapping) else value) if isinstance(value, Mapping | tuple | list) else []
    if not pairs or not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in pairs):
        raise ContractError(problem)
    return tuple(sorted(((name, read(part)) for name, part in pairs), key=lambda pair: str(pair[0])))
