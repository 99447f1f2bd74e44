"""Contracts with one fault each: what was broken, where it stands, and how."""

import copy
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

Path = tuple[str | int, ...]
WRONG: dict[str, Any] = {  # what stands where it is not wanted
    "number for text": 5,
    "list for table": [5],
    "table for text": {"x": 5},
    "text for table": "zzz",
    "true": True,
}


class Break(NamedTuple):
    """One fault: its kind, the path of what is wrong (of what lacks something, if a key was dropped), and the data with it."""

    kind: str
    path: Path
    data: Any


def parts(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every part of plain data with its path."""
    for step, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, step), part
        yield from parts(part, (*path, step))


def at(data: Any, path: Path) -> Any:
    """The part at a path."""
    for step in path:
        data = data[step]
    return data


def changed(data: Any, path: Path, value: Any, key: str | None = None) -> Any:
    """A copy with another value at a path, or with another key in its place, in the same order."""
    made = copy.deepcopy(data)
    holder = at(made, path[:-1])
    if key is None:
        holder[path[-1]] = value
        return made
    entries = [(key, part) if name == path[-1] else (name, part) for name, part in holder.items()]
    holder.clear()
    holder.update(entries)
    return made


def without(data: Any, path: Path) -> Any:
    """A copy that lacks the part at a path."""
    made = copy.deepcopy(data)
    del at(made, path[:-1])[path[-1]]
    return made


def breaks(data: Any) -> Iterator[Break]:
    """Every fault of these kinds that a contract can have."""
    for path, part in parts(data):
        if isinstance(path[-1], str):
            yield Break("dropped key", path[:-1], without(data, path))
            if path[-1].isidentifier() and path[-1] != "is":
                yield Break("misspelt key", (*path[:-1], f"{path[-1]}zq"), changed(data, path, part, f"{path[-1]}zq"))
        for kind, wrong in WRONG.items():
            if type(wrong) is not type(part):
                yield Break(kind, path, changed(data, path, wrong))
        if path[-1] == "is":
            yield Break("misspelt word", path, changed(data, path, f"{part}zq"))
        elif isinstance(part, str) and re.fullmatch(r"[\d.]+ (?:%|[A-Za-z]+)", part):
            yield Break("bad unit", path, changed(data, path, f"{part}zq"))
