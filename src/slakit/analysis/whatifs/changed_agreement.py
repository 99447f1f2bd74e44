"""changed_agreement: a contract with other terms at the places that paths name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import attrs

from slakit.agreements.agreement import Agreement
from slakit.agreements.paths import path_text
from slakit.errors import SlakitError, UsageError, close_match

STEP = re.compile(r'\.?(?:"((?:[^"\\]|\\.)*)"|\[(\d+)\]|([^."\[\]]+))')


def steps_of(path: str) -> tuple[str | int, ...]:
    """The steps of a path, as `diff` and `check` write it; entries of a list by number or by name.

    >>> from slakit.analysis.whatifs.changed_agreement import steps_of
    >>> steps_of('objectives[0].penalty.below."99.9 %"')
    ('objectives', 0, 'penalty', 'below', '99.9 %')
    """
    steps: list[str | int] = []
    at = 0
    while at < len(path):
        match = STEP.match(path, at)
        if match is None:
            break
        quoted, index, word = match.groups()
        steps.append(int(index) if index else word if quoted is None else json.loads(f'"{quoted}"'))
        at = match.end()
    if not steps or at < len(path):
        raise UsageError(f"{path!r} is not the path of a term; write 'objectives.Uptime.target'")
    return tuple(steps)


def changed_agreement(agreement: Agreement, changes: Mapping[str, object]) -> Agreement:
    """The contract with other values at some paths; raises UsageError with everything that does not fit."""
    problems: list[str] = []
    for path, value in changes.items():
        try:
            agreement = _changed(agreement, steps_of(path), (), value)
        except SlakitError as error:
            problems += [f"{path}: {problem.removeprefix(f'{path}: ')}" for problem in error.problems]
    if problems:
        raise UsageError(*problems)
    return agreement


def entry_of(names: list[str | None], step: str | int, path: tuple[str | int, ...]) -> int:
    """The number of an entry of a list, by its number or its name."""
    if isinstance(step, int) and step < len(names):
        return step
    if step in names:
        return names.index(str(step))
    listed = [name for name in names if name]
    raise UsageError(f"{step!r} is not an entry of {path_text(path)}{close_match(str(step), listed)}")


def _changed(node: Any, steps: tuple[str | int, ...], path: tuple[str | int, ...], value: object) -> Any:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    here = (*path, step)
    if isinstance(node, tuple):
        pairs = bool(node) and all(type(part) is tuple and len(part) == 2 for part in node)
        names = [str(part[0]) if pairs else getattr(part, "name", None) for part in node]
        index = entry_of(names, step, path)
        inner = _changed(node[index][1] if pairs else node[index], rest, here, value)
        return (*node[:index], (node[index][0], inner) if pairs else inner, *node[index + 1 :])
    if not attrs.has(type(node)):
        raise UsageError(f"{path_text(path)} has no parts; write {path_text(path)!r}")
    fields = {field.alias: field.name for field in attrs.fields(type(node)) if field.init and field.alias}
    if step not in fields:
        raise UsageError(f"{step!r} is not a part of {path_text(path)}{close_match(str(step), fields)}")
    return attrs.evolve(node, **{str(step): _changed(getattr(node, fields[str(step)]), rest, here, value)})
