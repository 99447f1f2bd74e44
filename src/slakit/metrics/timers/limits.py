"""Limits and clocks as a contract writes them: one for all, or one by the value of a field."""

from collections.abc import Mapping

from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import DueRule
from slakit.calendars.due_text import due_rule, says_days
from slakit.errors import ContractError
from slakit.metrics.settings import Table, open_calendar, table
from slakit.values.fields import length_or_zero, passing
from slakit.values.quantity import Quantity
from slakit.values.units import unit

Limit = Quantity | DueRule

unit_of_time = passing(lambda text: unit(text).dimension == "[time]", "a unit of time", "'min'")


def limit(value: object) -> Limit:
    """A length of time, or a due rule such as "2 business days"."""
    if isinstance(value, Quantity) and value.unit.text.startswith(("calendar day", "business day")):
        value = str(value)
    rule = due_rule(value) if isinstance(value, DueRule) or (isinstance(value, str) and says_days(value)) else None
    if rule is not None and getattr(rule, "n", 0) < 0:
        raise ContractError(f"{str(value)!r} lies before its start; write '2 business days'")
    return length_or_zero(value) if rule is None else rule


def limits(value: object) -> Limit | Table[Limit] | None:
    """A limit for all, or one by value."""
    if not isinstance(value, Mapping | tuple | list):
        return None if value is None else limit(value)
    return table(value or (None,), limit, f"{value!r} is not a table of limits; write {{'complaint': '1 hour', 'question': '4 hours'}}")


def clocks(value: object) -> Calendar | Table[Calendar]:
    """A calendar for all, or one by value."""
    if isinstance(value, Calendar):
        return open_calendar("clock", value)
    one, several = "Weekly({'mon-fri': '09:00-17:30'}, tz='Europe/London')", "{'phone': ALWAYS, 'instagram': desk}, clock_by='channel'"
    problem = f"clock={value!r} is not a calendar, nor a table of calendars; write clock={one}, or clock={several}"
    return table(value or (None,), lambda part: open_calendar("clock", part), problem)
