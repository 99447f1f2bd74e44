"""The fields in which two values of slakit differ, one text each: of lines, statements, contracts and their parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

import attrs

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.analysis.payoffs.payoff import Payoff
from slakit.statements.judged_line import JudgedLine
from slakit.statements.line import Line
from slakit.statements.statement import Statement

MOST = 40  # texts
LAST = frozenset({"accounts", "adjustments", "digest", "exact_credit", "steps", "duties", "evidence", "workings"})


def field_diff(left: object, right: object) -> list[str]:
    """Return one text for each field in which two values differ, by its path: "lines[Uptime 2026-06].credit: 250.00 EUR != 0.00 EUR"."""
    texts = list(_differences(left, right, ""))
    return texts if len(texts) <= MOST else [*texts[:MOST], f"and {len(texts) - MOST} more"]


def _differences(left: Any, right: Any, path: str) -> Iterator[str]:
    if left is right or _same(left, right):
        return
    if isinstance(left, JudgedLine) and isinstance(right, JudgedLine):
        yield from _of_lines(left, right, path)
    elif isinstance(left, Payoff) and isinstance(right, Payoff) and left.title == right.title:
        yield from _of_payoffs(left, right, path)
    elif type(left) is type(right) and attrs.has(type(left)) and _compared(left):
        for name, one, other in _parts(left, right):
            yield from _differences(one, other, _joined(path, name))
    elif isinstance(left, Mapping) and isinstance(right, Mapping):
        yield from _by_key(dict(left), dict(right), path)
    elif _listed(left) and _listed(right):
        names = [[_name(part, index) for index, part in enumerate(parts)] for parts in (left, right)]
        yield from _by_key(dict(zip(names[0], left, strict=True)), dict(zip(names[1], right, strict=True)), path)
    else:
        yield f"{path or 'it'}: {_shown(left)} != {_shown(right)}"


def _of_lines(left: JudgedLine, right: JudgedLine, path: str) -> Iterator[str]:
    """Yield the differences of two lines: what is owed, the outcome and the figure, and then the rest."""
    yield from _differences(left.amounts, right.amounts, path)
    judged = [("outcome", left.outcome, right.outcome), ("measured", _figure(left), _figure(right))]
    for name, one, other in judged:
        if one != other:
            yield f"{_joined(path, name)}: {one} != {other}"
    plain = all(one == other for _, one, other in judged)
    for name, one, other in _parts(left, right):
        if name != "amounts" and (name != "verdict" or plain):
            yield from _differences(one, other, _joined(path, name))


def _of_payoffs(left: Payoff, right: Payoff, path: str) -> Iterator[str]:
    """Yield the differences at each edge of two payoffs; what differs between edges alone is said as a whole."""
    before, after = ({edge.at.show(): edge for edge in paid.edges} for paid in (left, right))
    texts = list(_by_key(before, after, _joined(path, "edges")))
    yield from texts or [f"{path or 'it'}: {_shown(str(left))} != {_shown(str(right))}"]


def _figure(line: JudgedLine) -> str:
    return str(line.judged) if isinstance(line, Line) else line.result


def _parts(left: Any, right: Any) -> list[tuple[str, Any, Any]]:
    """The fields of two values of one class, what follows from all others last."""
    names = sorted((part.name for part in _compared(left)), key=lambda name: name in LAST)
    return [(name, getattr(left, name), getattr(right, name)) for name in names]


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _same(left: object, right: object) -> bool:
    try:
        return bool(left == right)
    except Exception:  # noqa: BLE001  # a quantity refuses to be compared with a text, a user's value with anything
        return False


def _compared(value: Any) -> list[Any]:
    """The fields of a value that equality compares; none of one that has its own."""
    return (
        [part for part in attrs.fields(type(value)) if part.eq and part.repr] if "__str__" not in vars(type(value)) or _whole(value) else []
    )


def _whole(value: object) -> bool:
    """True of what is compared part by part although it has a text of its own."""
    return isinstance(value, Statement | Agreement | Objective | JudgedLine)


def _listed(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _name(part: object, index: int) -> str:
    """The name of a part of a list: a line by its objective and period, an objective by its name, anything else by its number."""
    if isinstance(part, JudgedLine):
        return f"{part.named} {part.period.label}"
    if isinstance(part, Objective):
        return part.name
    if type(part) is tuple and len(part) == 2 and isinstance(part[0], str):
        return part[0]
    return str(index)


def _by_key(left: Mapping[Any, Any], right: Mapping[Any, Any], path: str) -> Iterator[str]:
    for key in dict.fromkeys([*left, *right]):
        named = f"{path}[{key}]"
        if key not in right:
            yield f"{named}: {_shown(left[key])}, and nothing on the right"
        elif key not in left:
            yield f"{named}: nothing on the left, and {_shown(right[key])}"
        else:
            yield from _differences(left[key], right[key], named)


def _shown(value: object) -> str:
    if isinstance(value, StrEnum | Fraction):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if hasattr(value, "show") and not isinstance(value, type):
        return str(value.show())
    return repr(value)


def explained(left: object, right: object) -> Iterable[str]:
    """The lines with which pytest explains `left == right`."""
    texts = field_diff(left, right) or ["they hold the same, and are of two kinds"]
    return [f"{_headline(left)} == {_headline(right)}", *texts]


def _headline(value: object) -> str:
    return f"{type(value).__name__}({value.name!r})" if isinstance(value, Agreement | Objective) else repr(value)
