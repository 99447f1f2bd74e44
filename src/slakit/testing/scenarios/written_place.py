"""Written places: where in a scenario file a fault stands, by the names that people gave."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from slakit.agreements.paths import Path, key_text, path_text
from slakit.readers.options import ReadOptions

SWAPPED = re.compile(r"; is the pair the other way round, column '([^']*)' and field '([^']*)'\?$")
ROW, ENTRY = "row", "entry"  # records are rows; anything else of a list is an entry; both count from 1


def place_text(path: Path, data: Mapping[str, Any]) -> str:
    """The place of a path of a scenario file, its scenario by name.

    >>> place_text(("scenarios", 0, "records", "tickets", 1, "start"), {"scenarios": [{"name": "late"}]})
    "scenario 'late', records.tickets row 2, start"
    """
    parts: list[str] = []
    if len(path) > 1 and path[0] == "scenarios" and isinstance(path[1], int):
        parts.append(_scenario(data.get("scenarios"), path[1]))
        path = path[2:]
    word = ROW if path[:1] == ("records",) else ENTRY
    run: list[str | int] = []
    for key in path:
        if isinstance(key, int):
            parts.append(f"{path_text(tuple(run))} {word} {key + 1}".lstrip())
            run = []
        else:
            run.append(key)
    if run:
        parts.append(path_text(tuple(run)))
    return ", ".join(parts)


def _scenario(scenarios: Any, number: int) -> str:
    """A scenario by its name, or by its number where it has none."""
    table = scenarios[number] if isinstance(scenarios, list) and number < len(scenarios) else None
    name = table.get("name") if isinstance(table, Mapping) else None
    return f"scenario {name!r}" if isinstance(name, str) and name.strip() else f"scenario {number + 1}"


def in_words_of_file(problem: str, name: str) -> str:
    """Return what a reader says, with its options as a scenario file writes them."""
    words = "|".join(ReadOptions.flags())
    if swapped := SWAPPED.search(problem):
        pair = f"{key_text(swapped[2])} = {json.dumps(swapped[1], ensure_ascii=False)}"
        return f"{problem[: swapped.start()]}; write rename = {{ {pair} }} if the pair is the other way round"
    if "is not a column of" in problem and "did you mean" not in problem:
        return f'{problem}; write rename = {{ FIELD = "COLUMN" }}'
    text = re.sub(rf"\bwrite (?:its )?(?:\w+, )?({words})='([^']*)'", rf'write {{ file = "{name}", \1 = "\2" }}', problem)
    return re.sub(rf"\b({words})=(?=['\"0-9\[])", r"\1 = ", text)
