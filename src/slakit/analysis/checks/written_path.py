"""The path of a part of an agreement as its document has it, with its short forms, its lists and its names."""

from collections.abc import Mapping
from typing import Any

from slakit.agreements.paths import Path
from slakit.errors import SlakitError
from slakit.values.quantity import quantity

NAMED = ("calendars", "clocks", "limits", "bases", "factors", "metrics", "penalties")  # tables of what has a name
BESIDE_A_RULE = ("capped", "floored", "only_if", "repeated", "earned_back", "grants")


def written_path(path: Path, document: Mapping[str, Any]) -> Path:
    """The path of a part in a document; a last key that is not there yet stays, since it may be the one to be written.

    >>> document = {"calendars": {"desk": {"hours": "09:00-17:00"}}, "objectives": [{"metric": {"clock": "desk"}}]}
    >>> written_path(("objectives", 0, "metric", "clock", "hours"), document)
    ('calendars', 'desk', 'hours')
    """
    made: Path = ()
    node: Any = document
    for position, step in enumerate(path):
        made, node = _holder(made, node, step, document)
        key = _key(node, step)
        if key is not None:
            made, node = (*made, key), node[key]
        elif not _is_word(node, step) and not any(_key(node, later) is not None for later in path[position + 1 :]):
            is_to_be_written = isinstance(node, Mapping) and position == len(path) - 1 and (not made or made[-1] not in BESIDE_A_RULE)
            return (*made, step) if is_to_be_written else made
    return made


def _holder(path: Path, node: Any, step: str | int, document: Mapping[str, Any]) -> tuple[Path, Any]:
    """The table or list that a step leads into: what a name stands for, the rule that another stands around, an entry of a list."""
    met: set[Path] = set()
    while _key(node, step) is None and path not in met:
        met.add(path)
        within = _within(node, step)
        name = node.get("named") if isinstance(node, Mapping) else node
        if within is not None:
            path, node = (*path, within), node[within]
        elif isinstance(name, str) and (table := _table_of(name, step, document)):
            path, node = (table, name), document[table][name]
        else:
            break
    return path, node


def _within(node: Any, step: str | int) -> str | int | None:
    """The key of a part of a node in which a step may lie."""
    if isinstance(node, Mapping):
        if _is_word(node, step):
            return None
        return "rules" if isinstance(step, int) and "rules" in node else "rule" if "rule" in node else None
    if isinstance(node, list | tuple) and isinstance(step, str):
        return next((index for index, part in enumerate(node) if _key(part, step) is not None), None)
    return None


def _is_word(node: Any, step: str | int) -> bool:
    """True if a table is itself what a key beside a rule stands for: { is = "only if", rule = ... }."""
    return isinstance(node, Mapping) and step in BESIDE_A_RULE and str(node.get("is", "")).replace(" ", "_") == step


def _table_of(name: str, step: str | int, document: Mapping[str, Any]) -> str | None:
    """The table of names that holds a name: of several the one whose part has the step, or may lead to it."""
    tables = {table: names[name] for table in NAMED if isinstance(names := document.get(table), Mapping) and name in names}
    return next((table for table, part in tables.items() if _key(part, step) is not None), None) or next(iter(tables), None)


def _key(node: Any, step: str | int) -> str | int | None:
    """The key by which a node has a step; an amount may be written there in another way."""
    if isinstance(node, Mapping):
        if step in node:
            return step
        return next((key for key in node if isinstance(key, str) and _is_same(key, step)), None) if isinstance(step, str) else None
    return step if isinstance(node, list | tuple) and isinstance(step, int) and step < len(node) else None


def _is_same(one: str, other: str) -> bool:
    """True if two keys are one amount: "99.90 %" and "99.9 %"."""
    if not one[:1].isdigit() or not other[:1].isdigit():
        return False
    try:
        return quantity(one) == quantity(other)
    except SlakitError:
        return False
