"""Limits and clocks as a contract writes them: one for all, or one by the value of a field."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import BusinessDays, CalendarDays, DueRule
from slakit.calendars.due_text import rule_if_any
from slakit.errors import ContractError, SlakitError
from slakit.metrics.settings import Table, open_calendar, table
from slakit.values.comparisons import SIGNS, lead_and_figure, meant_phrase
from slakit.values.fields import length, length_or_zero, passing
from slakit.values.quantity import Quantity
from slakit.values.units import unit


@frozen(repr=False)
class ExclusiveLimit:
    """A limit that is not kept by what comes exactly to it: "less than 4 hours", "before 16:00 on the next business day"."""

    limit: Quantity | DueRule
    above: bool = False  # what is more than it keeps it

    @property
    def on_business_days(self) -> bool:
        """True if it needs a calendar that closes."""
        return isinstance(self.limit, DueRule) and self.limit.on_business_days

    def __str__(self) -> str:
        if self.above:
            return f"more than {self.limit}"
        return f"{'less than' if isinstance(self.limit, Quantity | BusinessDays | CalendarDays) else 'before'} {self.limit}"

    def __repr__(self) -> str:
        return repr(str(self))


Bounded = TypeVar("Bounded", Quantity, Quantity | DueRule)
Limit = Quantity | DueRule | ExclusiveLimit
Tolerance = Quantity | ExclusiveLimit

PHRASES = {**SIGNS, "before": "<", "fewer than": "<", "no later than": "<="}
_PHRASE = re.compile(rf"({'|'.join(sorted(PHRASES, key=len, reverse=True))})\b(.*)")

unit_of_time = passing(lambda text: unit(text).dimension == "[time]", "a unit of time", "'min'")


def limit(value: object) -> Limit:
    """A length of time, or a due rule such as "2 business days"; with "less than" or "before" it excludes itself."""
    return value if isinstance(value, ExclusiveLimit) else _upper(value, _plain_limit, "a lower bound and no limit")


def tolerance(value: object) -> Tolerance | None:
    """A length of time up to which something is tolerated; with "less than" it excludes itself."""
    return value if value is None or isinstance(value, ExclusiveLimit) else _upper(value, length_or_zero, "a lower bound")


def ahead(value: object) -> Tolerance | None:
    """A length of time that must lie between; with "more than" it excludes itself."""
    return value if value is None or isinstance(value, ExclusiveLimit) else _lower(value, length_or_zero)


def least_length(value: object) -> Tolerance | None:
    """A length of time above zero from which something counts; with "more than" it excludes itself."""
    return value if value is None or isinstance(value, ExclusiveLimit) else _lower(value, length)


def base_of(value: Tolerance) -> int:
    """The microseconds of a length, whether it excludes itself or not."""
    amount = value.limit if isinstance(value, ExclusiveLimit) else value
    return int(amount.base)  # type: ignore[union-attr]  # no due rule is a tolerance


def least_of(value: Tolerance | None) -> int:
    """The microseconds from which something counts: one more than a length that excludes itself, and 0 where there is none.

    >>> least_of(least_length("1 ms")), least_of(least_length("more than 1 ms"))
    (1000, 1001)
    """
    return 0 if value is None else base_of(value) + isinstance(value, ExclusiveLimit)


def _upper(value: object, read: Callable[[object], Bounded], otherwise: str) -> Bounded | ExclusiveLimit:
    """Read an upper bound, which excludes itself with "less than"; `otherwise` is what the error calls a lower one."""
    sign, text = _signed(value, read)
    if sign in (">", ">="):
        raise ContractError(f"{value!r} is {otherwise}; write 'at most {text}'")
    bound = read(text)
    if sign == "<" and isinstance(bound, Quantity) and not bound.base:
        raise ContractError(f"{value!r} is never kept; write 'less than 1 hour'")
    return ExclusiveLimit(bound) if sign == "<" else bound


def _lower(value: object, read: Callable[[object], Quantity]) -> Tolerance:
    """Read a lower bound, which excludes itself with "more than"."""
    sign, text = _signed(value, read)
    if sign in ("<", "<="):
        raise ContractError(f"{value!r} is an upper bound; write 'at least {text}'")
    return ExclusiveLimit(read(text), above=True) if sign == ">" else read(text)


def _signed(value: object, read: Callable[[object], object]) -> tuple[str, object]:
    """Return the sign of the phrase that a text begins with, none where it has none or is read as it is, and the rest of it."""
    match = _PHRASE.fullmatch(" ".join(value.lower().split())) if isinstance(value, str) else None
    if match is None and isinstance(value, str) and not _reads(read, value):
        lead, figure = lead_and_figure(value)
        if (phrase := meant_phrase(lead)) and _reads(read, figure):
            raise ContractError(f"{value!r} is not a limit; write '{phrase} {figure}'")
    if match is None or (match[1] == "before" and _reads(read, value)):
        return "", value
    return PHRASES[match[1]], match[2].strip()


def _reads(read: Callable[[object], object], value: object) -> bool:
    try:
        read(value)
    except SlakitError:
        return False
    return True


def _plain_limit(value: object) -> Quantity | DueRule:
    """A length of time, or a due rule."""
    if isinstance(value, Quantity) and value.unit.text.startswith(("calendar day", "business day")):
        value = str(value)
    rule = rule_if_any(value)
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
