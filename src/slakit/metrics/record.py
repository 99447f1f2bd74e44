"""Values of a user's records as plain data, for saved states and digests."""

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
    """The value of a field that a later row takes back; None would leave the earlier value."""

    CLEARED = "cleared"

    def __repr__(self) -> str:
        return "CLEARED"


CLEARED = Cleared.CLEARED
AMBIGUOUS = "ambiguous time"  # the kind of a local time that a clock change skipped or repeated


@frozen
class Unread:
    """A value that a reader could not read: its text, the kind of its problem, and a sentence on what is wrong with it."""

    text: str
    kind: str
    why: str

    def __str__(self) -> str:
        return self.text


def _sorted_set(value: Any) -> list[Any]:
    return sorted(map(encode, value), key=canonical)


_CODECS: tuple[tuple[type, str, Callable[[Any], Any], Callable[[Any], Any]], ...] = (  # a subclass before what it is made from
    (Day, "day", lambda value: [value.text, value.first, value.end], lambda parts: Day(*parts)),
    (Unread, "unread", lambda value: [value.text, value.kind, value.why], lambda parts: Unread(*parts)),
    (float, "float", float.__repr__, float),
    (datetime, "datetime", lambda value: in_utc(value).isoformat(), datetime.fromisoformat),
    (date, "date", date.isoformat, date.fromisoformat),
    (time, "time", time.isoformat, time.fromisoformat),
    (timedelta, "timedelta", lambda value: value // MICROSECOND, lambda microseconds: timedelta(microseconds=microseconds)),
    (Decimal, "decimal", str, Decimal),
    (Fraction, "fraction", str, Fraction),
    (UUID, "uuid", str, UUID),
    (bytes, "bytes", bytes.hex, bytes.fromhex),
    (Enum, "enum", lambda value: [type(value).__module__, type(value).__qualname__, encode(value.value)], lambda parts: _member(*parts)),
    (list, "list", lambda value: list(map(encode, value)), lambda items: list(map(decode, items))),
    (tuple, "tuple", lambda value: list(map(encode, value)), lambda items: tuple(map(decode, items))),
    (set, "set", _sorted_set, lambda items: set(map(decode, items))),
    (frozenset, "frozenset", _sorted_set, lambda items: frozenset(map(decode, items))),
    (
        Mapping,
        "dict",
        lambda value: sorted(([encode(name), encode(part)] for name, part in value.items()), key=canonical),
        lambda items: {decode(name): decode(value) for name, value in items},
    ),
)
_READERS = {
    "object": lambda items: SimpleNamespace(**{name: decode(value) for name, value in items}),
    **{word: read for _, word, _, read in _CODECS},
}


def own(value: Any) -> Any:
    """A value of NumPy or pandas as one of Python; None for NaT and NA."""
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
    for kind, word, write, _ in _CODECS:
        if isinstance(value, kind):
            return {word: write(value)}
    return {"object": sorted([name, encode(part)] for name, part in _fields(value).items())}


def _fields(value: object) -> Mapping[str, object]:
    slots = {name: getattr(value, name) for name in getattr(value, "__slots__", ()) if hasattr(value, name)}
    fields: Mapping[str, object] = getattr(value, "__dict__", None) or slots
    if not fields or isinstance(value, type):
        kinds = "texts, numbers, times, UUIDs, members of an Enum, bytes, lists, sets, mappings, or objects with plain attributes"
        raise RecordError(f"{value!r} cannot be saved; feed {kinds}")
    return fields


def _member(module: str, name: str, value: Any) -> object:
    """The member of an Enum that is imported; nothing is imported to find it."""
    member: Any = sys.modules.get(module)
    for part in name.split("."):
        member = getattr(member, part, None)
    if not (isinstance(member, type) and issubclass(member, Enum)):
        raise RecordError(f"the Enum {name} of {module} is not imported; import it before the state is restored")
    return member(decode(value))


def decode(data: Any) -> Any:
    """The value that `encode` was given; an object comes back with the same attributes."""
    if not isinstance(data, dict):
        return data
    ((word, value),) = data.items()
    return _READERS[word](value)


def canonical(data: object) -> str:
    """JSON data as one text, the same on every machine."""
    return json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
