"""Digest: one text that two parties share when they hold the same agreement and the same records (docs/numbers.md A3)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from typing import Any

import attrs

from slakit.metrics.record import canonical
from slakit.values.quantity import Quantity


def plain(value: Any) -> Any:
    """Any part of an agreement as JSON data, equal on any machine for equal parts; a function stands as the name of where it is defined."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Quantity):  # equal however it was written
        return [str(value.base), value.dimension]
    if attrs.has(type(value)):
        parts = [part for part in attrs.fields(type(value)) if _counts(part)]
        held = {part.name: _plain_field(part, getattr(value, part.name)) for part in parts}
        defaults = {part.name: _plain_field(part, default) for part in parts for default in _default(part)}
        written = {name: one for name, one in held.items() if name not in defaults or defaults[name] != one}
        return {"is": type(value).__name__, **written}  # not the defaults, so that a new argument changes no digest
    if isinstance(value, Mapping):
        return [[plain(name), plain(part)] for name, part in sorted(value.items(), key=repr)]
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(part) for part in value), key=repr)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Fraction | Decimal | timedelta | tzinfo):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    return repr(value)


def _counts(part: "attrs.Attribute[Any]") -> bool:
    """True if a field tells two agreements apart whose figures may differ; what is merely noted does not."""
    return bool(part.eq) and part.metadata.get("digest", True) is True


def _plain_field(part: Any, value: Any) -> Any:
    return plain(part.eq_key(value) if part.eq_key else value)  # such as a table in any order


def _default(part: "attrs.Attribute[Any]") -> tuple[Any, ...]:
    """Return what a field holds when nothing is written for it, alone in a tuple; nothing for a field that must be written."""
    factory = part.default if isinstance(part.default, attrs.Factory) else None  # type: ignore[arg-type]
    if part.default is attrs.NOTHING or (factory and factory.takes_self):
        return ()
    default = factory.factory() if factory else part.default
    return (part.converter(default) if part.converter and not isinstance(part.converter, attrs.Converter) else default,)


class Written(str):
    """A part of a digest that has been written already."""

    __slots__ = ()


def written(part: Any) -> Written:
    """A part as the text that a digest covers."""
    return part if isinstance(part, Written) else Written(canonical(plain(part)))


def listed(parts: Iterable[Written]) -> Written:
    """A list of parts as the text that a digest covers."""
    return Written(f"[{','.join(parts)}]")


def digest(*parts: Any) -> str:
    """The SHA-256 of parts, as 64 hexadecimal digits."""
    return sha256(listed(map(written, parts)).encode()).hexdigest()
