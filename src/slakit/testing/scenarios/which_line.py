"""The line of a statement that an expectation means, and what to write where it means none or several."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from slakit.agreements.paths import Path
from slakit.errors import SlakitError, UsageError
from slakit.statements.line import Line
from slakit.statements.line_table import same_group
from slakit.statements.statement import Statement
from slakit.testing.scenarios.written_place import place_text

WHICH = ("objective", "period", "group")  # the keys that say which line is meant
MOST = 4  # so many names are listed


def line_of(statement: Statement, which: Mapping[str, Any], path: Path) -> Line:
    """The line that is meant by a table at `path` of a scenario file; UsageError, in the words of such a file, when it is not one line."""
    written_at = place_text(path[2:], {})
    names = list(dict.fromkeys(line.name for line in statement.lines))
    name = which.get("objective", names[0] if len(names) == 1 else None)
    if name is None:
        example = lines_text({"objective": next(iter(names), "Uptime")})
        raise UsageError(f"{written_at}: names no objective, and the contract has {len(names)}; write {example}")
    period, group = which.get("period"), which.get("group")
    lines = [line for line in statement.lines if line.name == name and (period is None or line.period.label == period)]
    lines = [line for line in lines if group is None or same_group(line.group, group)]
    if len(lines) > 1:
        raise UsageError(f"{written_at}: {name!r} has {len(lines)} lines, {_which_of(lines, which)}")
    try:
        return statement.line(name, period, group)
    except SlakitError as error:
        raise UsageError(f"{written_at}: {error}") from None


def lines_text(which: Mapping[str, Any]) -> str:
    """An entry of `lines` as it is written in a scenario file.

    >>> lines_text({"objective": "Uptime", "group": "eu"})
    'lines = [{ objective = "Uptime", group = "eu", outcome = "met" }]'
    """
    pairs = (f"{key} = {json.dumps(value, ensure_ascii=False, default=str)}" for key, value in {**which, "outcome": "met"}.items())
    return f"lines = [{{ {', '.join(pairs)} }}]"


def _which_of(lines: list[Line], which: Mapping[str, Any]) -> str:
    """The difference of several lines, and what to write for the first of them."""
    parts = []
    labels = list(dict.fromkeys(line.period.label for line in lines))
    groups = list(dict.fromkeys(line.group for line in lines))
    named = {"objective": lines[0].name, **{word: which[word] for word in WHICH if word in which}}
    if len(labels) > 1:
        parts.append(f'of the periods {labels[0]!r} to {labels[-1]!r}; write period = "{labels[0]}" in the scenario')
    if len(groups) > 1:
        group = list(groups[0]) if isinstance(groups[0], tuple) else groups[0]
        parts.append(f"of the groups {_listed(groups)}; write {lines_text({**named, 'group': group})}")
    return ", and ".join(parts)


def _listed(groups: Iterable[Any]) -> str:
    """The names of groups, or of the first of many."""
    texts = [repr(list(group) if isinstance(group, tuple) else group) for group in groups]
    return f"{', '.join(texts[:-1])} and {texts[-1]}" if len(texts) <= MOST else f"{', '.join(texts[:MOST])} ..."
