"""Plain data: the fields of a record as JSON holds them, and back; how a value is written and read follows from the type of its field."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

import attrs

from slakit.errors import SlakitError, UsageError
from slakit.metrics.details import RecordDetail, TimeSpan
from slakit.metrics.loss import Loss
from slakit.metrics.measure import Exact, exact
from slakit.metrics.ranked import Ranked
from slakit.metrics.tallies.ordered_values import OrderedValues
from slakit.statements.details import DayFigures, Edge, HourFigures, LineDetails
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import Instant, instant, moment
from slakit.values.money import Money, money
from slakit.values.number import number
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
    Exact: (str, lambda text: exact(number(text))),
    datetime: (datetime.isoformat, datetime.fromisoformat),
    date: (date.isoformat, date.fromisoformat),
    Outcome: (str, Outcome),
    Ranked: (lambda ranked: {"rank": ranked.rank, "size": ranked.size, "failed": ranked.failed}, lambda table: _ranked(**table)),
    Instant: (lambda at: moment(at).isoformat(), instant),
    object: (plain_name, lambda value: value),
}
SPARSE = (LineDetails, TimeSpan, RecordDetail, DayFigures, HourFigures, Edge, Loss)  # there are many, and most fields are at their default


def _ranked(rank: object, size: object, failed: object = None) -> Ranked:
    """The values behind a percentile as a statement keeps them: how many they are, and how many are beyond the target."""
    return Ranked(OrderedValues(), _of_kind(int, rank), size=_of_kind(int, size), failed=None if failed is None else _of_kind(int, failed))


@cache
def _pair(kind: Any) -> Pair:
    """The functions that write and read the values of a type; None stands for itself."""
    kinds = [one for one in get_args(kind) if one is not NoneType]
    if NoneType in get_args(kind):
        return _pair(Exact if len(kinds) > 1 else kinds[0])
    if get_origin(kind) is tuple and kinds[-1] is not Ellipsis:
        writers, readers = zip(*map(_pair, kinds), strict=True)
        return (
            lambda values: [write(value) for write, value in zip(writers, values, strict=True)],
            lambda values: tuple(read(value) for read, value in zip(readers, _of_kind(list, values), strict=True)),
        )
    if get_origin(kind) is tuple:
        write, read = _pair(kinds[0])
        return lambda values: list(map(write, values)), lambda values: tuple(map(read, values))
    if get_origin(kind) is Mapping:
        write, read = _pair(get_args(kind)[1])
        return (
            lambda table: {name: write(value) for name, value in table.items()},
            lambda table: {name: read(value) for name, value in _of_kind(dict, table).items()},
        )
    if kind in PAIRS:
        return PAIRS[kind]
    if kind in SPARSE:
        return write_sparse, record(kind)
    return (write_fields, record(kind)) if attrs.has(kind) else ((lambda value: value), lambda value: _of_kind(kind, value))


def _of_kind(kind: type[T], value: object) -> T:
    """Return a value of a type that JSON has; raise TypeError for any other."""
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):  # true is no number
        raise TypeError(f"{value!r} is not a {kind.__name__}")
    return value


def record(kind: type[T]) -> Callable[[Any], T]:
    """A function that reads a record of one kind from a table."""
    return lambda table: kind(**read_fields(kind, _of_kind(dict, table), kind.__name__.lower()))


def _fields_of(kind: Any, skip: tuple[str, ...]) -> tuple[tuple[str, Any, Pair, bool], ...]:
    return _fields(kind, skip)


@cache
def _fields(kind: Any, skip: tuple[str, ...] = ()) -> tuple[tuple[str, Any, Pair, bool], ...]:
    """The fields of a kind of record: the name of each, its default, what writes and reads it, and whether it may be left out."""
    parts = [part for part in attrs.fields(attrs.resolve_types(kind)) if part.name not in skip]
    return tuple(
        (part.name, part.default, _pair(part.type), part.default is not attrs.NOTHING or NoneType in get_args(part.type)) for part in parts
    )


def write_fields(record: Any, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields of a record as plain data, in their order: money and figures as exact text, instants as ISO text."""
    values = ((name, getattr(record, name), pair) for name, _, pair, _ in _fields_of(type(record), skip))
    return {name: None if value is None else pair[0](value) for name, value, pair in values}


def write_sparse(record: Any, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields of a record that are not at their default, as plain data."""
    values = ((name, getattr(record, name), default, pair) for name, default, pair, _ in _fields_of(type(record), skip))
    return {name: pair[0](value) for name, value, default, pair in values if value is not default and value != default}


def read_fields(kind: type[T], table: Mapping[str, Any], path: str, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the arguments of a record that a table has; `path` names the table in errors.

    Raises UsageError for a field that has no default, may not be None, and is not there.
    """
    values = {}
    for name, default, (_, read), optional in _fields_of(kind, skip):
        value = (maybe if optional else required)(table, name, read, path)
        if value is not None or default is attrs.NOTHING:
            values[name] = value
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
