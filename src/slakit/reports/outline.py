"""Outline: the sections of a report below its table, before it is laid out as text or as Markdown."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from slakit.statements.explanation import Step, steps
from slakit.statements.line import Line
from slakit.statements.shared_cuts import SharedCuts
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome

MOST = 12
PROJECTED = "An amount in brackets is projected: its period is not over, and nothing is owed yet."
Point = tuple[str, tuple[Step, ...]]  # a title and its details


@frozen
class Section:
    """A heading, and the points under it: each a title with its details, and last what was left out."""

    heading: str
    points: tuple[Point, ...]
    more: str = ""


def outline(statement: Statement, most: int = MOST) -> list[Section]:
    """The sections of a report that are not empty, each with at most `most` lines."""
    # the lines that may still change; the explanation of a missed line says so itself
    running = [line for line in statement.lines if not line.verdict.final and line.outcome is not Outcome.MISSED]
    shared = SharedCuts.of(statement.lines)
    sections = [
        _lines("What was missed", "missed", *_dearest(statement.missed, most), lambda line: (line.title, tuple(steps(line, shared)))),
        _lines("Still open", "open", running[:most], running[most:], lambda line: (line.title, (("", line.open),))),
        Section("What has to be done", tuple(_duties(statement))),
        Section("Without data", tuple(_silences(statement))),
        Section("Data problems", tuple(data_problems(statement))),
        Section("What became of the records, over the whole term", tuple(_accounts(statement))),
    ]
    return [section for section in sections if section.points]


def beginning(statement: Statement) -> Statement:
    """Return the statement for the table of a report: without data problems, which have a section of their own."""
    return evolve(statement, problems=())


def notes(statement: Statement) -> list[str]:
    """Return the notes that a reader of the table must know."""
    return [PROJECTED] if any(line.projected is not None for line in statement.lines) else []


def _lines(heading: str, kind: str, shown: Sequence[Line], left: Sequence[Line], point: Callable[[Line], Point]) -> Section:
    rest = Counter(line.name for line in left)
    names = ", ".join(f"{name} ({count:,})" for name, count in rest.items())
    one = rest.total() == 1
    cheaper = f", which owe{'s' if one else ''} no more" if any(map(_owed, shown)) else ""
    more = f"and {rest.total():,} more {kind} line{'' if one else 's'}{cheaper}: {names}" if rest else ""
    return Section(heading, tuple(map(point, shown)), more)


def _dearest(lines: Sequence[Line], most: int) -> tuple[list[Line], list[Line]]:
    """The lines that owe most, in their order, and the others."""
    indexes = sorted(sorted(range(len(lines)), key=lambda index: -_owed(lines[index]))[:most])
    return [lines[index] for index in indexes], [line for index, line in enumerate(lines) if index not in indexes]


def _owed(line: Line) -> Fraction:
    """Return the amount that is payable for a line, or is projected to be."""
    owed = line.projected if line.projected is not None else line.payable
    return Fraction(0) if owed is None else owed.exact


def _duties(statement: Statement) -> Iterable[Point]:
    """Yield the duties, the soonest due first."""
    for duty in statement.duties:
        matter = ", ".join(filter(None, [duty.duty, f"{duty.objective}{f' [{duty.group}]' if duty.group else ''}", duty.period]))
        done = f"{duty.state} {duty.done.date().isoformat()}" if duty.done else duty.state
        who = f"{duty.who} ({duty.holder})" if duty.holder else duty.who
        steps = [("who", who), ("what", duty.what), ("clause", duty.clause), ("by", f"{duty.last_day}, {done}")]
        yield matter, tuple(step for step in [*steps, *(("then", one) for one in duty.follows)] if step[1])


def _silences(statement: Statement) -> Iterable[Point]:
    """Yield the reasons for which lines have no data, the periods of one reason together."""
    labels_by_reason: dict[tuple[str, str], list[str]] = {}
    for line in statement.lines:
        if line.outcome is Outcome.NO_DATA:
            labels_by_reason.setdefault((line.promise, line.reason), []).append(line.period.label)
    for (promise, reason), labels in labels_by_reason.items():
        shown = ", ".join(labels) if len(labels) <= MOST else f"{labels[0]} to {labels[-1]}, {len(labels):,} periods"
        yield f"{promise}, {shown}", (("", reason),)


def data_problems(statement: Statement) -> Iterable[Point]:
    """Yield the faults of records; a fault that several objectives met is listed once."""
    objectives_by_problem: dict[tuple[str, str, int, tuple[str, ...]], list[str]] = {}
    for problem in statement.problems:
        objectives = objectives_by_problem.setdefault((problem.stream, problem.kind, problem.count, problem.examples), [])
        objectives += [problem.objective] if problem.objective else []
    for (stream, kind, count, examples), objectives in objectives_by_problem.items():
        where = f"{stream} ({', '.join(objectives)})" if objectives else f"{stream} (left out as it was read)"
        rest = [f"and {count - len(examples):,} more"] if examples and count > len(examples) else []
        yield f"{where}: {count:,} x {kind}", tuple(("", text) for text in (*examples, *rest))


def _accounts(statement: Statement) -> Iterable[Point]:
    """Yield, for each stream, what each objective did with its records."""
    streams: dict[tuple[str, int], dict[Step, None]] = {}
    for account in statement.accounts:
        left = {"pending": account.pending, **account.excluded, **account.problems}
        parts = [f"{account.counted:,} counted", *(f"{count:,} {_reason(reason)}" for reason, count in left.items() if count)]
        streams.setdefault((account.stream, account.read), {})[account.objective, " + ".join(parts)] = None
    for (stream, read), objectives in streams.items():
        yield f"{stream}: {read:,} read", tuple(objectives)


def _reason(text: str) -> str:
    """The reason for which records did not count, in a list of numbers: "left out, as not (kind is storage)" for a condition."""
    return f"left out, as {text}" if text.startswith("not (") else text
