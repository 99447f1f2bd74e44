"""Plain data: the fields of a record as JSON holds them, and back; how a value is written and read follows from the type of its field."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

import attrs

from slakit.errors import SlakitError, UsageError
from slakit.metrics.measure import Exact, exact
from slakit.timeline.instants import Instant, instant, moment
from slakit.values.money import Money, money
from slakit.values.quantity import Quantity, quantity

T = TypeVar("T")
Pair = tuple[Callable[[Any], Any], Callable[[Any], Any]]  # what writes a value, and what reads it


def plain_name(value: object) -> str | int | float | None:
    """The name of a record, as text where JSON does not know its kind."""
    return value if value is None or isinstance(value, str | int | float) else str(value)


def plain_group(group: object) -> object:
    """The name of a group, of several fields as a list."""
    return list(map(plain_name, group)) if isinstance(group, tuple) else plain_name(group)


PAIRS: dict[object, Pair] = {
    Money: (str, money),
    Quantity: (str, quantity),
    Exact: (str, lambda text: exact(Fraction(text))),
    datetime: (datetime.isoformat, datetime.fromisoformat),
    Instant: (lambda at: moment(at).isoformat(), instant),
    object: (plain_name, lambda value: value),
}


@cache
def _pair(kind: Any) -> Pair:
    """The functions that write and read the values of a type; None stands for itself."""
    kinds = [one for one in get_args(kind) if one is not NoneType]
    if NoneType in get_args(kind):
        return _pair(Exact if len(kinds) > 1 else kinds[0])
    if get_origin(kind) is tuple:
        write, read = _pair(kinds[0])
        return lambda values: list(map(write, values)), lambda values: tuple(map(read, values))
    if get_origin(kind) is Mapping:
        return dict, dict
    if kind in PAIRS:
        return PAIRS[kind]
    return (write_fields, record(kind)) if attrs.has(kind) else ((lambda value: value), lambda value: _of_kind(kind, value))


def _of_kind(kind: type[T], value: object) -> T:
    """Return a value of a type that JSON has; raise TypeError for any other."""
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):  # true is no number
        raise TypeError(f"{value!r} is not a {kind.__name__}")
    return value


def record(kind: type[T]) -> Callable[[Any], T]:
    """A function that reads a record of one kind from a table."""
    return lambda table: kind(**read_fields(kind, _of_kind(dict, table), kind.__name__.lower()))


def _fields(kind: type[Any], skip: Collection[str]) -> list[Any]:
    return [part for part in attrs.fields(attrs.resolve_types(kind)) if part.name not in skip]


def write_fields(record: Any, skip: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields of a record as plain data, in their order: money and figures as exact text, instants as ISO text."""
    values = [(part, getattr(record, part.name)) for part in _fields(type(record), skip)]
    return {part.name: None if value is None else _pair(part.type)[0](value) for part, value in values}


def read_fields(kind: type[T], table: Mapping[str, Any], path: str, skip: Collection[str] = ()) -> dict[str, Any]:
    """Return the arguments of a record that a table has; `path` names the table in errors.

    Raises UsageError for a field that has no default, may not be None, and is not there.
    """
    values = {}
    for part in _fields(kind, skip):
        optional = part.default is not attrs.NOTHING or NoneType in get_args(part.type)
        value = (maybe if optional else required)(table, part.name, _pair(part.type)[1], path)
        if value is not None or part.default is attrs.NOTHING:
            values[part.name] = value
    return values


def required(table: Mapping[str, Any], name: str, read: Callable[[Any], T], path: str) -> T:
    """Read a value that must be there; raises UsageError, with its path, for any other."""
    if table.get(name) is None:
        raise UsageError(f"{path} has no {name!r}; write what to_dict() gave")
    try:
        return read(table[name])
    except (SlakitError, KeyError, TypeError, ValueError) as error:
        reason = f": {error}".removesuffix("; write what to_dict() gave") if isinstance(error, SlakitError) else ""
        raise UsageError(f"{path}.{name}: {table[name]!r} cannot be read{reason}; write what to_dict() gave") from None


def maybe(table: Mapping[str, Any], name: str, read: Callable[[Any], T], path: str) -> T | None:
    """Read a value that may be missing."""
    return None if table.get(name) is None else required(table, name, read, path)
