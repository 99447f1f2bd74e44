"""Outline: what a report tells beside the table, before it is laid out as text or as Markdown."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from slakit.statements.explanation import steps
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome

MOST = 12
PROJECTED = "An amount in brackets is projected: its period is not over, and nothing is owed yet."
Step = tuple[str, str]  # what it is about ("promised"), and what is said of it; a step that goes on has no word
Point = tuple[str, tuple[Step, ...]]  # a title and its details


@frozen
class Section:
    """A heading, and the points under it: each a title with its details, and last what was left out."""

    heading: str
    points: tuple[Point, ...]
    more: str = ""


def outline(statement: Statement, most: int = MOST) -> list[Section]:
    """The sections of a report that have something to tell; no more than `most` lines are told of in each."""
    sections = [
        _lines("What was missed", "missed", statement.missed, most, explained),
        _lines("Still open", "open", _open(statement), most, lambda line: (line_title(line), (("", line.open),))),
        Section("Without data", tuple(_silences(statement))),
        Section("Data problems", tuple(_problems(statement))),
        Section("What became of the records", tuple(_accounts(statement))),
    ]
    return [section for section in sections if section.points]


def notes(statement: Statement) -> list[str]:
    """What a reader of the table must know."""
    return [PROJECTED] if any(line.projected is not None for line in statement.lines) else []


def explained(line: Line) -> Point:
    """The title of a line and the steps that led to it; the arithmetic of a cap stands below the table already."""
    title, *told = steps(line)
    found = [_step(text) for text in told]
    return title, tuple((word, f"{said}, its share of the capped total above" if word == "capped" else said) for word, said in found)


def _step(text: str) -> Step:
    """The word that a step begins with, and the rest; a step that goes on has spaces in its place."""
    word, _, rest = text.strip().partition(":") if text[:4].strip() else ("", "", text)
    return word, rest.strip()


def line_title(line: Line) -> str:
    """The name, group, clause and period of a line."""
    return f"{_promise(line)}, {line.period.label}"


def _promise(line: Line) -> str:
    group = line.group if isinstance(line.group, tuple) else (line.group,)
    named = "" if line.group is None else f" [{', '.join(map(str, group))}]"
    return f"{line.name}{named}" + (f" (clause {line.clause})" if line.clause else "")


def _lines(heading: str, kind: str, lines: Sequence[Line], most: int, point: Callable[[Line], Point]) -> Section:
    rest = Counter(line.name for line in lines[most:])
    names = ", ".join(f"{name} ({count:,})" for name, count in rest.items())
    more = f"and {rest.total():,} more {kind} line{'s' if rest.total() > 1 else ''}: {names}" if rest else ""
    return Section(heading, tuple(point(line) for line in lines[:most]), more)


def _open(statement: Statement) -> list[Line]:
    """The lines that may still change; the explanation of a missed line says so itself."""
    return [line for line in statement.lines if not line.verdict.final and line.outcome is not Outcome.MISSED]


def _silences(statement: Statement) -> Iterable[Point]:
    """Why lines have no data, the periods of one reason together."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in statement.lines:
        if line.outcome is Outcome.NO_DATA:
            found.setdefault((_promise(line), line.reason), []).append(line.period.label)
    for (promise, reason), labels in found.items():
        shown = ", ".join(labels) if len(labels) <= MOST else f"{labels[0]} to {labels[-1]}, {len(labels):,} periods"
        yield f"{promise}, {shown}", (("", reason),)


def _problems(statement: Statement) -> Iterable[Point]:
    """The faults of records; one that several objectives met is told once."""
    found: dict[tuple[str, str, int, tuple[str, ...]], list[str]] = {}
    for problem in statement.problems:
        objectives = found.setdefault((problem.stream, problem.kind, problem.count, problem.examples), [])
        objectives += [problem.objective] if problem.objective else []
    for (stream, kind, count, examples), objectives in found.items():
        where = f"{stream} ({', '.join(objectives)})" if objectives else f"{stream} (left out as it was read)"
        rest = [f"and {count - len(examples):,} more"] if examples and count > len(examples) else []
        yield f"{where}: {count:,} x {kind}", tuple(("", text) for text in (*examples, *rest))


def _accounts(statement: Statement) -> Iterable[Point]:
    """What each objective did with the records of each stream."""
    streams: dict[tuple[str, int], dict[Step, None]] = {}
    for account in statement.accounts:
        left = {"pending": account.pending, **account.excluded, **account.problems}
        parts = [f"{account.counted:,} counted", *(f"{count:,} {reason}" for reason, count in left.items() if count)]
        streams.setdefault((account.stream, account.read), {})[account.objective, " + ".join(parts)] = None
    for (stream, read), told in streams.items():
        yield f"{stream}: {read:,} read", tuple(told)
