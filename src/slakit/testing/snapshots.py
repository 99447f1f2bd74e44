"""freeze: a statement held against a reviewed snapshot, which is readable text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from attrs import frozen

from slakit.errors import UsageError, reason
from slakit.penalties.amounts import Amounts, owed_text
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.testing.subject import short_value

UPDATE = "SLAKIT_UPDATE"  # the environment variable that updates snapshots
TOTAL = "total"
OUTCOME = re.compile(rf": (?:{'|'.join(Outcome)})(?: so far)?; ")


@frozen
class Row:
    """One line of a snapshot: its name, and what it says, by column."""

    name: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}: {'; '.join(self.parts)}"

    @classmethod
    def parse(cls, text: str) -> Row:
        name, _, rest = text.partition(": ")
        if outcome := OUTCOME.search(text):  # of a line, whose name may have a colon
            name, rest = text[: outcome.start()], text[outcome.start() + 2 :]
        return cls(name, tuple(rest.split("; ")))


def freeze(statement: Statement, file: str | os.PathLike[str], *, update: bool | None = None) -> None:
    """Assert that a statement is the one of a snapshot, a text file that was reviewed; the difference is shown line by line.

    >>> testing.freeze(statement, "march.txt", update=True)
    >>> print(Path("march.txt").read_text(), end="")
    Hosting: Brightside to Acme
    <BLANKLINE>
    2026-03
      Uptime: missed; at least 99.9 %, measured 99.865 %; 600.00 GBP
    <BLANKLINE>
    total: 600.00 GBP
    >>> testing.freeze(statement, "march.txt")

    The file is written with `update=True`, by `pytest --sla-update`, or where the environment variable SLAKIT_UPDATE is 1; what changes in
    it shows in a review. Instants and digests stand in no snapshot, so that it stays as it is where no line changes. A relative path
    starts at the working directory. A missing file is an AssertionError that says how to write it.
    """
    __tracebackhide__ = True
    if not isinstance(statement, Statement):
        raise UsageError(f"{short_value(statement)} is not a statement; write freeze(evaluate(contract, records), 'june.txt')")
    path, text = Path(file), snapshot(statement)
    if update if update is not None else os.environ.get(UPDATE, "") not in ("", "0"):
        _write(path, text)
        return
    try:
        frozen_text = _read(path)
    except FileNotFoundError:
        remedy = "run pytest --sla-update, or write freeze(..., update=True) once, and review the file"
        raise AssertionError(f"there is no snapshot {str(path)!r}; {remedy}\n\n{text}") from None
    except OSError as error:
        raise UsageError(f"{str(path)!r} cannot be read ({reason(error)}); write the path of a text file") from None
    if _without_blanks(frozen_text) != _without_blanks(text):
        changes = "\n".join(f"  {change}" for change in changes_of(frozen_text, text))
        raise AssertionError(f"the statement is not the one of {str(path)!r}:\n\n{changes}\n\nIf it is right, run pytest --sla-update.")


def _read(path: Path) -> str:
    """The text of a file; a byte that is no UTF-8 is a sign of its own, which no snapshot has."""
    return path.read_text(encoding="utf-8-sig", errors="replace")


def _without_blanks(text: str) -> list[str]:
    """The lines without what an editor adds or takes away: spaces at their ends, and blank lines."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or _read(path) != text:
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{str(path)!r} cannot be written ({reason(error)}); write the path of a text file") from None


def snapshot(statement: Statement) -> str:
    """The text of a snapshot: by period, one row for each line, and the totals."""
    parts = [f"{statement.agreement}: {statement.provider} to {statement.customer}"]
    for label, lines in groupby(statement.lines, key=lambda line: line.period.label):
        parts.append("\n".join([label, *(f"  {_row(line)}" for line in lines)]))
    totals = [*_amounts(statement.amounts), *map(str, statement.adjustments)]
    rows = [str(Row(TOTAL, (totals[0] if totals else "nothing", *totals[1:])))]
    rows += [f"duty: {duty}" for duty in statement.duties] + [f"data problem: {problem}" for problem in statement.problems]
    return "\n\n".join([*parts, "\n".join(rows)]) + "\n"


def _row(line: Line) -> Row:
    open_ = "" if line.verdict.final else " so far"
    measured = "no data" if line.verdict.judged is None else f"measured {line.judged}"
    amounts = _amounts(line.amounts) if line.projected is None else [f"{line.projected.show()} projected"]
    rights = [str(state) for state in line.right_states]
    unsettled = [f"unsettled: {line.unsettled}"] if line.unsettled else []
    parts = (f"{line.outcome}{open_}", f"{line.target.show()}, {measured}", *amounts, *rights, *unsettled)
    return Row(line.promise, parts)


def _amounts(amounts: Amounts) -> list[str]:
    if amounts.claimed is None:
        return owed_text(amounts)
    claims = [f"{amount.show()} {word}" for word in ("entitled", "claimed", "forfeited") if (amount := getattr(amounts, word)) is not None]
    return [*owed_text(amounts), *claims]


def changes_of(before: str, now: str) -> Iterator[str]:
    """Yield what differs between two snapshots, row by row and part by part."""
    old, new = _rows(before), _rows(now)
    if old == new:
        yield "the rows stand in another order"
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) == new.get(key):
            continue
        if key not in new:
            yield f"{key}: gone, it was {'; '.join(old[key])}"
        elif key not in old:
            yield f"{key}: new, it is {'; '.join(new[key])}"
        else:
            gone = [part for part in old[key] if part not in new[key]]
            come = [part for part in new[key] if part not in old[key]]
            if not gone and not come:  # the same parts, in another order or another number of them
                gone, come = [*old[key]], [*new[key]]
            yield f"{key}: {'; '.join(gone) or 'nothing'} -> {'; '.join(come) or 'nothing'}"


def _rows(text: str) -> dict[str, tuple[str, ...]]:
    """The rows of a snapshot by period and name; of two alike the second has a number."""
    rows: dict[str, tuple[str, ...]] = {}
    period = ""
    for line in text.splitlines():
        if line and not line.startswith(" ") and ": " not in line:
            period = line
        elif line:
            row = Row.parse(line.strip())
            key = f"{period} {row.name}".strip() if line.startswith(" ") else row.name
            name, count = key, 1
            while name in rows:
                count += 1
                name = f"{key} ({count})"
            rows[name] = row.parts
    return rows
