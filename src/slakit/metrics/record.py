"""Records as plain data: what a saved state and a digest hold of the values that a user's records bring."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from attrs import frozen

from slakit.errors import RecordError
from slakit.timeline.day import Day
from slakit.timeline.instants import MICROSECOND


class Cleared(Enum):
    """What a later row says of a field whose value it takes back: None, expressly."""

    CLEARED = "cleared"

    def __repr__(self) -> str:
        return "CLEARED"


CLEARED = Cleared.CLEARED
AMBIGUOUS = "ambiguous time"  # the kind of a local time that a clock change skipped or repeated


@frozen
class Unread:
    """A value that a reader could not read: its text, the kind of its problem, and a sentence that says what is wrong with it."""

    text: str
    kind: str
    why: str

    def __str__(self) -> str:
        return self.text


_WRITERS: Mapping[type, tuple[str, Callable[[Any], Any]]] = {  # a subclass before what it is made from
    Day: ("day", lambda value: [value.text, value.first, value.end]),
    Unread: ("unread", lambda value: [value.text, value.kind, value.why]),
    float: ("float", float.__repr__),
    datetime: ("datetime", lambda value: in_utc(value).isoformat()),
    date: ("date", date.isoformat),
    time: ("time", time.isoformat),
    timedelta: ("timedelta", lambda value: value // MICROSECOND),
    Decimal: ("decimal", str),
    Fraction: ("fraction", str),
    UUID: ("uuid", str),
    bytes: ("bytes", bytes.hex),
    Enum: ("enum", lambda value: [type(value).__module__, type(value).__qualname__, encode(value.value)]),
    list: ("list", lambda value: list(map(encode, value))),
    tuple: ("tuple", lambda value: list(map(encode, value))),
    set: ("set", lambda value: sorted(map(encode, value), key=canonical)),
    frozenset: ("frozenset", lambda value: sorted(map(encode, value), key=canonical)),
    Mapping: ("dict", lambda value: sorted(([encode(name), encode(part)] for name, part in value.items()), key=canonical)),
}

_READERS: Mapping[str, Callable[[Any], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda microseconds: timedelta(microseconds=microseconds),
    "float": float,
    "day": lambda parts: Day(*parts),
    "unread": lambda parts: Unread(*parts),
    "decimal": Decimal,
    "fraction": Fraction,
    "uuid": UUID,
    "bytes": bytes.fromhex,
    "enum": lambda parts: _member(*parts),
    "dict": lambda items: {decode(name): decode(value) for name, value in items},
    "list": lambda items: list(map(decode, items)),
    "tuple": lambda items: tuple(map(decode, items)),
    "set": lambda items: set(map(decode, items)),
    "frozenset": lambda items: frozenset(map(decode, items)),
    "object": lambda items: SimpleNamespace(**{name: decode(value) for name, value in items}),
}


def own(value: Any) -> Any:
    """A value as Python's own: NumPy's values and the times of pandas as their like, None for NaT and NA."""
    library = type(value).__module__.partition(".")[0]
    if library == "numpy" and hasattr(value, "dtype"):
        return (value.astype(f"{value.dtype.kind}8[us]") if value.dtype.kind in "mM" else value).tolist()
    if library == "pandas":
        if type(value).__name__ in ("NaTType", "NAType"):
            return None
        if hasattr(value, "to_pydatetime"):
            return value.to_pydatetime(warn=False)
        if hasattr(value, "to_pytimedelta"):
            return value.to_pytimedelta()
    return value


def in_utc(value: datetime) -> datetime:
    """An aware datetime in UTC, if that has a year for it; a naive one as it is."""
    try:
        return value if value.utcoffset() is None else value.astimezone(UTC)
    except OverflowError:  # 9999-12-31T23:59-05:00
        return value


def encode(value: object) -> Any:
    """A value as JSON data that `decode` reads back: the same data on every machine, whatever the order of a set or a mapping.

    Raises RecordError for a value that has no fields to save.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    value = own(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    for kind, (word, write) in _WRITERS.items():
        if isinstance(value, kind):
            return {word: write(value)}
    return {"object": sorted([name, encode(part)] for name, part in _fields(value).items())}


def _fields(value: object) -> Mapping[str, object]:
    slots = {name: getattr(value, name) for name in getattr(value, "__slots__", ()) if hasattr(value, name)}
    fields: Mapping[str, object] = getattr(value, "__dict__", None) or slots
    if not fields or isinstance(value, type):
        raise RecordError(
            f"{value!r} cannot be saved; feed texts, numbers, times, UUIDs, members of an Enum, bytes, lists, sets, mappings, "
            "or objects with plain attributes"
        )
    return fields


def _member(module: str, name: str, value: Any) -> object:
    """The member of an Enum that is imported; nothing is imported to find it."""
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    if not (isinstance(found, type) and issubclass(found, Enum)):
        raise RecordError(f"the Enum {name} of {module} is not imported; import it before the state is restored")
    return found(decode(value))


def decode(data: Any) -> Any:
    """The value that `encode` was given; an object comes back with the same attributes."""
    if not isinstance(data, dict):
        return data
    ((word, value),) = data.items()
    return _READERS[word](value)


def canonical(data: object) -> str:
    """JSON data as one text, the same on every machine."""
    return json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
