"""compared: a statement as it was written and as it was recomputed, line by line and figure by figure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from slakit.bundles.verification import Check
from slakit.metrics.record import canonical
from slakit.statements.formats import in_format
from slakit.statements.parse import FIRST

NOTHING, ABSENT = "nothing", object()  # a key that is not there is not one that is null
REPLACES = "replaces"  # of an amended statement, which no records come to
WHERE_READ = "examples"  # of problems: the files and rows in which they were, which canonical records do not keep


def compared(written: Mapping[str, Any], recomputed: Mapping[str, Any]) -> Iterator[Check]:
    """Yield a check of each line, objective, period and group, of each part of the rest, and one for each figure that differs.

    >>> data = statement.to_dict()
    >>> [str(check) for check in compared({**data, "payable": "60.00 GBP"}, data) if not check.holds]
    ['statement: payable: written 60.00 GBP, recomputed 600.00 GBP']
    """
    recomputed = in_format(recomputed, str(written.get("format", FIRST))) if "format" in recomputed else recomputed
    written, recomputed = (json.loads(json.dumps(one)) for one in (written, recomputed))  # as both are written, without tuples
    yield from _replaced(written)
    lines, others = _by_title(written.get("lines")), _by_title(recomputed["lines"])
    for title in dict.fromkeys([*others, *lines]):
        yield from _parts(title, lines.get(title), others.get(title))
    differs = [*lines] != [*others]
    yield Check("statement", "order of lines", not differs, "; ".join(lines) if differs else "", "; ".join(others) if differs else "")
    for name in dict.fromkeys([*recomputed, *written]):
        if name in ("lines", REPLACES):
            continue
        differing = [*_differing(written.get(name, ABSENT), recomputed.get(name, ABSENT), name)]
        yield from differing or [Check("statement", name)]


def _replaced(written: Mapping[str, Any]) -> Iterator[Check]:
    """Check what an amended statement says of its lines now; what the one that it stands for came to is not in the bundle."""
    replaces = written.get(REPLACES)
    if replaces is None:
        return
    lines = {_title(line): line for line in written.get("lines", ()) if isinstance(line, dict)}
    for one in replaces.get("lines", ()) if isinstance(replaces, dict) else ():
        title = f"{one.get('name')}{f' [{group}]' if (group := one.get('group')) else ''}, {one.get('period')}"
        line = lines.get(title, {})
        for part, key in (("now", "outcome"), ("now_judged", "judged")):
            if one.get(part) != line.get(key):
                yield Check(title, f"{REPLACES}: {part}", False, _shown(one.get(part)), _shown(line.get(key)))


def _parts(title: str, written: object, recomputed: object) -> Iterator[Check]:
    if written is None or recomputed is None:
        yield Check(title, "", False, "no line" if written is None else "a line", "no line" if recomputed is None else "a line")
        return
    differing = [Check(title, one.part, False, one.written, one.recomputed) for one in _differing(written, recomputed, "")]
    yield from differing or [Check(title)]


def _by_title(lines: object) -> dict[str, object]:
    """The lines by objective, group and period; those that share one, and what is no line, by their number."""
    titled: dict[str, object] = {}
    for number, line in enumerate(lines if isinstance(lines, list) else [lines], 1):
        title = _title(line) if isinstance(line, dict) else f"line {number}"
        while title in titled:
            title = f"{title}, line {number}"
        titled[title] = line
    return titled


def _title(line: Mapping[str, Any]) -> str:
    group = line.get("group")
    shown = "" if group is None else f" [{', '.join(map(str, group)) if isinstance(group, list) else group}]"
    return f"{line.get('name')}{shown}, {line.get('period')}"


def _differing(written: Any, recomputed: Any, part: str) -> Iterator[Check]:
    """Yield each value that differs, at its path; lists of other lengths as a whole."""
    if isinstance(written, dict) and isinstance(recomputed, dict):
        for name in dict.fromkeys([*recomputed, *written]):
            one, other, path = written.get(name, ABSENT), recomputed.get(name, ABSENT), f"{part}.{name}" if part else name
            if not (name == WHERE_READ and part.startswith("problems[") and _are_texts(one) and _are_texts(other)):
                yield from _differing(one, other, path)
    elif isinstance(written, list) and isinstance(recomputed, list) and len(written) == len(recomputed):
        for index, pair in enumerate(zip(written, recomputed, strict=True)):
            yield from _differing(*pair, f"{part}[{index}]")
    elif type(written) is not type(recomputed) or canonical(written) != canonical(recomputed):
        yield Check("statement", part, False, _shown(written), _shown(recomputed))


def _are_texts(examples: object) -> bool:
    return isinstance(examples, list) and all(isinstance(one, str) for one in examples)


def _shown(value: object) -> str:
    return NOTHING if value is ABSENT else value if isinstance(value, str) else canonical(value)
