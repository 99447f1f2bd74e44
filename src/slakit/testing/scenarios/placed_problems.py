"""Placed problems: what is wrong in a scenario file, each once with its line and its place, also where several scenarios have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slakit.agreements.paths import Path
from slakit.documents.source_map import SourceMap
from slakit.testing.scenarios.written_place import place_text

OF_CONTRACT = "contract: "  # how a problem of the contract of a file begins


def placed_problems(name: str, problems: Iterable[tuple[Path, str]], data: Mapping[str, Any], lines: SourceMap) -> list[str]:
    """The problems of a file in the order of its lines: "hosting.sla.toml:5 in all 7 scenarios, records.faults: ..."."""
    alike: dict[tuple[Path, str], list[Path]] = {}
    for path, problem in problems:
        of_scenario = len(path) > 2 and path[0] == "scenarios"
        paths = alike.setdefault((path[2:] if of_scenario else path, problem), [])
        if path not in paths:
            paths.append(path)
    placed = ((min(map(lines.line, paths)), _place(paths, data), problem) for (_, problem), paths in alike.items())
    return list(dict.fromkeys(f"{name}:{line} {where}: {problem}" for line, where, problem in sorted(placed)))


def _place(paths: Sequence[Path], data: Mapping[str, Any]) -> str:
    first = place_text(paths[0], data)
    if len(paths) == 1 or paths[0][0] != "scenarios":
        return first
    whose, _, inside = first.partition(", ")
    scenarios = data.get("scenarios")
    if isinstance(scenarios, list) and len(paths) == len(scenarios):
        return f"in all {len(paths)} scenarios, {inside}"
    return f"{whose} and {len(paths) - 1} more, {inside}"


def of_several_files(unread: Mapping[str, Sequence[str]]) -> list[str]:
    """The problems of several files, those that all have but for their line once, such as those of the contract that they test."""
    alike: dict[str, list[str]] = {}
    for problem in dict.fromkeys(one for problems in unread.values() for one in problems):
        where, _, text = problem.partition(" ")
        alike.setdefault(text if text.startswith(OF_CONTRACT) else problem, []).append(where)
    return [text if len(places) == 1 and not text.startswith(OF_CONTRACT) else _of_contract(text, places) for text, places in alike.items()]


def _of_contract(text: str, places: Sequence[str]) -> str:
    more = f" and {len(places) - 1} more file{'s' * (len(places) != 2)}," if len(places) > 1 else ""
    return f"{places[0]}{more} {text}"
