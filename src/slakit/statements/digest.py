"""Digest: one text that two parties share when they hold the same agreement and the same records (docs/numbers.md A3)."""

from collections.abc import Mapping
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
        parts = ((part, getattr(value, part.name)) for part in attrs.fields(type(value)) if _counts(part))
        parts = ((part, one) for part, one in parts if not _is_default(part, one))  # so that a new argument changes no digest
        held = {part.name: plain(part.eq_key(one) if part.eq_key else one) for part, one in parts}  # such as a table in any order
        return {"is": type(value).__name__, **held}
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


def _is_default(part: "attrs.Attribute[Any]", value: object) -> bool:
    """True if a field holds what it holds when nothing is written for it."""
    factory = part.default if isinstance(part.default, attrs.Factory) else None  # type: ignore[arg-type]
    if part.default is attrs.NOTHING or (factory and factory.takes_self):
        return False
    default = factory.factory() if factory else part.default
    held = part.converter(default) if part.converter and not isinstance(part.converter, attrs.Converter) else default
    return bool(plain(value) == plain(held))


def digest(*parts: Any) -> str:
    """The SHA-256 of parts, as 64 hexadecimal digits."""
    return sha256(canonical([plain(part) for part in parts]).encode()).hexdigest()
