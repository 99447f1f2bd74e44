"""Group keys: the name of a value of a record, in a group, in a message, and among the limits and clocks of a metric."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from slakit.errors import UnitError
from slakit.metrics.plain_values import Plain, by_value, equals, plain
from slakit.metrics.record import Unread
from slakit.timeline.instants import LAST, MICROSECOND, instant, moment
from slakit.values.number import exact_text, recorded_number
from slakit.values.quantity import quantity

NONE = "(none)"
_NUMBER = re.compile(r"\s*[-+.0-9]+\s*")
SCALARS = frozenset({str, bool, int, float, type(None), Decimal, Fraction, date, datetime})
LONE = frozenset({str, type(None)})


def label(value: object) -> str | int | float:
    """The value of a field as the name of a group: equal values have one name, and what is unknown has one too (docs/numbers.md R1)."""
    value = by_value(value)
    if value is None:
        return NONE
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int) or (isinstance(value, float) and isfinite(value)):
        return value
    return literal(value)


def key_of(value: object) -> Hashable:
    """Return a value as the key of a case: equal values are one key (docs/numbers.md R1); True and lists become their text."""
    value = by_value(value)
    if value is None or type(value) in (str, int, float):
        return value
    try:
        hash(value)
    except TypeError:
        return label(value)
    return label(value) if value is True or value is False else value


def literal(value: object) -> str:
    """Return a value as Python writes it, but with times as ISO text, and with the parts of a set or mapping in order."""
    value = plain(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, Unread):
        return repr(value.text)
    if isinstance(value, Mapping):
        return f"{{{', '.join(sorted(f'{literal(name)}: {literal(part)}' for name, part in value.items()))}}}"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(literal, value)))}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))})"
    return repr(value) if value is None or isinstance(value, str | bytes | int | float) else str(value)


def shown_text(value: object, tz: tzinfo = UTC) -> str:
    """A value of a record as it stands in a message; an instant in a zone, however it came."""
    value = plain(value)
    try:
        return repr(moment(instant(value), tz).isoformat())
    except (UnitError, OverflowError):
        return repr(value.isoformat()) if isinstance(value, datetime) else literal(value)


def chooser(wanted: Sequence[Plain]) -> Callable[[object], int | None]:
    """Return a function that gives the index of a value among those wanted; None when it is none of them."""

    def choose(value: object) -> int | None:
        value = plain(value)
        return next((index for index, one in enumerate(wanted) if equals(value, one)), None)

    return choose


def length_of(value: object, unit: int) -> int | None:
    """The microseconds of a length of time: of a text or a timedelta, or of a number of units; None for anything else."""
    value = plain(value)
    try:
        if isinstance(value, timedelta):
            result = Fraction(value // MICROSECOND)
        elif isinstance(value, str) and not _NUMBER.fullmatch(value):
            length = quantity(value)
            result = length.base if length.dimension == "[time]" else Fraction(-1)
        else:
            result = recorded_number(value) * unit
    except UnitError:
        return None
    return round(result) if 0 <= result < LAST else None  # half-even: 20/60 of an hour is no whole number of microseconds


def each(values: list[Any], function: Callable[[Any], Any]) -> list[Any]:
    """Return the result of a function for every value, called once for each distinct value."""
    kinds = set(map(type, values))
    if not kinds <= SCALARS:
        return list(map(function, values))
    mixed = len(kinds - LONE) > 1  # True, 1 and 1.0 are one key of a dict
    try:
        keys = list(zip(map(type, values), values, strict=True)) if mixed else values
        results = {key: function(key[1] if mixed else key) for key in set(keys)}
        return [results[key] for key in keys]
    except TypeError:  # a signalling NaN has no hash
        return list(map(function, values))
