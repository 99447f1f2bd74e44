"""Records as plain data: what a saved state and a digest hold of the values that a user's records bring."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from slakit.errors import RecordError

_READERS = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "decimal": Decimal,
    "fraction": Fraction,
    "timedelta": lambda microseconds: timedelta(microseconds=microseconds),
    "float": float,
    "tuple": lambda items: tuple(map(decode, items)),
    "list": lambda items: list(map(decode, items)),
    "dict": lambda items: {decode(name): decode(value) for name, value in items},
    "object": lambda items: SimpleNamespace(**{name: decode(value) for name, value in items}),
}


def encode(value: object) -> Any:
    """A value as JSON data that `decode` reads back; equal values give equal data.

    Raises RecordError for a value that has no fields to save.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == ():
        return encode(value.item())  # type: ignore[attr-defined]
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, datetime):
        aware = value.utcoffset() is not None
        return {"datetime": (value.astimezone(UTC) if aware else value).isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal | Fraction):
        return {type(value).__name__.lower(): str(value)}
    if isinstance(value, timedelta):
        return {"timedelta": value // timedelta(microseconds=1)}
    if isinstance(value, Mapping):
        return {"dict": sorted(([encode(name), encode(part)] for name, part in value.items()), key=canonical)}
    if isinstance(value, list | tuple):
        return {type(value).__name__ if type(value) is list else "tuple": [encode(part) for part in value]}
    fields = getattr(value, "__dict__", None) or {
        name: getattr(value, name) for name in getattr(value, "__slots__", ()) if hasattr(value, name)
    }
    if not fields:
        raise RecordError(f"{value!r} cannot be saved; feed mappings or objects with plain attributes")
    return {"object": sorted([name, encode(part)] for name, part in fields.items())}


def decode(data: Any) -> Any:
    """The value that `encode` was given; an object comes back with the same attributes."""
    if not isinstance(data, dict):
        return data
    ((word, value),) = data.items()
    return _READERS[word](value)  # type: ignore[operator]


def canonical(data: object) -> str:
    """JSON data as one text, the same on every machine."""
    return json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
