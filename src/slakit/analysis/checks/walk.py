"""Walk: every part of an agreement of some kind, each with its path in a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, overload

import attrs

from slakit.agreements.paths import Path

Part = TypeVar("Part")


@overload
def parts_of(value: object, kind: type[Part], path: Path = ()) -> Iterator[tuple[Path, Part]]: ...
@overload
def parts_of(value: object, kind: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]: ...
def parts_of(value: object, kind: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """A value and all that it is made of, as far as it is of a kind, the outermost first."""
    if isinstance(value, kind):
        yield path, value
    if isinstance(value, tuple):
        named = bool(value) and all(type(part) is tuple and len(part) == 2 for part in value)
        for index, part in enumerate(value):
            if named and isinstance(part[0], str):
                yield from parts_of(part[1], kind, (*path, part[0]))
            else:
                yield from parts_of(part, kind, (*path, index))
        return
    made: type = type(value)
    for field in attrs.fields(made) if attrs.has(made) else ():
        if not field.name.startswith("_"):
            yield from parts_of(getattr(value, field.name), kind, (*path, field.alias or field.name))
