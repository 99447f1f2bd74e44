"""The annex in words for a client: what was wrong with records, how many there were, and what they could change."""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import frozen

from slakit.metrics.record import AMBIGUOUS
from slakit.reports.views.line_view import named
from slakit.reports.views.row import Row
from slakit.reports.views.wording import Wording
from slakit.statements.problem import Problem
from slakit.statements.statement import Statement

FOLDED = "folded into the case of its key"  # as slakit.engine has it

# the engine's word for a fault -> the key of the client's, and its fields; an unlisted fault is shown in the engine's own words
PROBLEMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (rf"{re.escape(AMBIGUOUS)}.*", "ambiguous", ()),
    (r"unreadable", "unreadable", ()),
    (r"broken row", "broken", ()),
    (r"(.+) lies before (.+)", "order", ("until", "since")),
    (r"no value for (.+)", "missing", ("field",)),
    (r"a value for which the penalty has no amount", "amount", ()),
    (r"two values for (.+) of one (.+), the earlier counts; .*", "two_values", ("field", "case")),
    (r".+ is not an instant; write .*", "instant", ()),
    (r".+ is not a number; write .*", "number", ()),
    (r"another previous state than that of the change before.*", "contradiction", ()),
)
LEFT: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"no limit for its (.+)", "limit", ("field",)),
    (r"no clock for its (.+)", "clock", ("field",)),
    (r"no value for (.+)", "blank", ("field",)),
    (r"in other hours", "hours", ()),
    (r"outside the term", "term", ()),
    (FOLDED, "folded", ()),
)
LEFT_AS = ((r"not \((.+)\)", "condition"), (r"excluded by (.+)", "excluded"))


@frozen
class ProblemRow:
    """One fault: of which records, what happened, how many, what it could change, and where if asked for."""

    source: str
    what: Row
    count: str
    effect: str
    places: tuple[str, ...] = ()


@frozen
class AccountRow:
    """The use that one promise made of the records of one source."""

    source: str
    objective: str
    read: str
    counted: str
    pending: str
    left: tuple[tuple[str, Row], ...]
    faulty: str


def problem_rows(statement: Statement, wording: Wording, with_file_names: bool) -> list[ProblemRow]:
    """Return the faults of the records, each once, however many promises met it."""
    objectives: dict[tuple[str, str], dict[str | None, Problem]] = {}
    for problem in statement.problems:
        objectives.setdefault((problem.stream, problem.kind), {})[problem.objective] = problem
    rows = []
    for (stream, kind), by_name in objectives.items():
        examples = dict.fromkeys(named(example) for one in by_name.values() for example in one.examples) if with_file_names else {}
        count = max(one.count for one in by_name.values())
        effect = _effect(statement, wording, list(by_name))
        rows.append(ProblemRow(named(stream), _in_words(kind, wording), wording.texts.number(count), effect, tuple(examples)))
    return rows


def _effect(statement: Statement, wording: Wording, names: list[str | None]) -> str:
    """The changes that the records could make: the lines whose outcome they may turn."""
    doubtful = [line for line in statement.doubtful if line.measure.unread and line.name in names]
    if doubtful:
        lines = "; ".join(f"{named(line.named)}, {wording.period(line.period)}" for line in doubtful[:5]) + ("; …" if doubtful[5:] else "")
        return wording.texts.text("problem.doubt", lines=lines)
    return wording.texts.text("problem.reading" if names == [None] else "problem.certain")


def _in_words(kind: str, wording: Wording) -> Row:
    for shape, key, fields in PROBLEMS:
        match = re.fullmatch(shape, kind)
        if match:
            return Row("", wording.texts.text(f"problem.{key}", **dict(zip(fields, map(named, match.groups()), strict=True))))
    return Row(wording.texts.text("problem.other"), wording.engine(named(kind)), english=True)


def _left(reason: str, wording: Wording) -> Row:
    for shape, key, fields in LEFT:
        match = re.fullmatch(shape, reason)
        if match:
            return Row("", wording.texts.text(f"left.{key}", **dict(zip(fields, map(named, match.groups()), strict=True))))
    text: Callable[..., str] = wording.texts.text
    for shape, key in LEFT_AS:
        match = re.fullmatch(shape, reason)
        if match:
            return Row(text(f"left.{key}"), wording.engine(named(match[1])), english=True)
    return Row(text("left.other"), wording.engine(named(reason)), english=True)


def account_rows(statement: Statement, wording: Wording) -> list[AccountRow]:
    """Return what became of all records: those read are those counted, pending, left out and faulty."""
    number = wording.texts.number
    names = {line.name for line in statement.lines}
    rows = []
    for one in statement.accounts:
        text = wording.texts
        key = f"account.{one.objective}"
        objective = text.text(key) if one.objective not in names and text.has(key) else named(one.objective)
        left = tuple((number(count), _left(reason, wording)) for reason, count in one.excluded.items() if count)
        rows.append(
            AccountRow(
                named(one.stream), objective, number(one.read), number(one.counted), number(one.pending), left,
                number(sum(one.problems.values())),
            )
        )  # fmt: skip
    return list(dict.fromkeys(rows))  # a stream that one promise reads twice is one row
