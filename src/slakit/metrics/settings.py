"""Validators and converters that metrics share, of calendars and of conditions."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import attrs

from slakit.calendars.base import Calendar
from slakit.calendars.recurring import Recurring
from slakit.errors import ContractError
from slakit.metrics.condition import Filter
from slakit.metrics.plain_values import Plain
from slakit.timeline.span import Span
from slakit.values.fields import one_of

unclear = attrs.validators.optional(one_of("bad", "good", "drop"))  # how a record counts whose conditions cannot be decided

T = TypeVar("T")
Table = tuple[tuple[Plain, T], ...]


def table(value: object, read: Callable[[Any], T], problem: str) -> Table[T]:
    """Convert a mapping, or its pairs, to pairs in one order, each value read; `problem` is the message for anything else."""
    pairs = tuple(value.items()) if isinstance(value, Mapping) else value
    if not isinstance(pairs, tuple | list) or not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in pairs):
        raise ContractError(problem)
    if odd := [name for name, _ in pairs if isinstance(name, list | dict)]:
        raise ContractError(f"{odd[0]!r} is not the value of a field; write 'phone'")
    return tuple(sorted(((name, read(part)) for name, part in pairs), key=lambda pair: str(pair[0])))


def some(instance: object, attribute: "attrs.Attribute[Any]", value: Filter) -> None:
    """Validate a filter that has a condition."""
    if not value:
        raise ContractError(f"{attribute.name}={{}} names no condition; write {attribute.name}={{'up': True}}")


def calendar(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """Validate a calendar, and that it opens at some time (docs/numbers.md C5)."""
    open_calendar(attribute.alias or attribute.name, value)


def open_calendar(name: str, value: object) -> Calendar:
    """Return the calendar that an argument names; raise ContractError for anything else, and for one that never opens."""
    if not isinstance(value, Calendar):
        raise ContractError(f"{name}={value!r} is not a calendar; write {name}=Weekly({{'mon-fri': '09:00-17:30'}}, tz='Europe/London')")
    if never_opens(value):
        raise ContractError(f"{name}={value!r} never opens; write {name}=Weekly({{'mon-fri': '08:00-20:00'}}, tz='Europe/London')")
    return value


LOOKED_AT = (
    Span("2026-01-05T00:00Z", "2026-01-12T00:00Z"),
    Span("2026-01-01T00:00Z", "2027-01-01T00:00Z"),
    Span("1950-01-01T00:00Z", "2100-01-01T00:00Z"),
)


@lru_cache(maxsize=256)
def never_opens(value: Calendar) -> bool:
    """True if a calendar is closed for good; one with a rule that happens many times a day is looked at for a year alone."""
    looked_at = LOOKED_AT[:2] if any(isinstance(part, Recurring) and part.often for part in _calendars(value)) else LOOKED_AT
    return not any(value.open(span) for span in looked_at)


def _calendars(value: object) -> Iterator[object]:
    """Yield a calendar and all calendars that it is made of."""
    if isinstance(value, tuple):
        for part in value:
            yield from _calendars(part)
    elif isinstance(value, Calendar):
        yield value
        kind: type = type(value)
        for part in attrs.fields(kind) if attrs.has(kind) else ():
            yield from _calendars(getattr(value, part.name))


def _in_hours(value: Any, metric: Any) -> Any:
    return value & metric.hours if metric.hours is not None and isinstance(value, Calendar) else value


in_hours = attrs.Converter(_in_hours, takes_self=True)  # what a metric of time counts, less what lies outside its `during`
