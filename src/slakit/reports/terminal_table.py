"""TerminalTable: a statement for the terminal, one period at a time, in columns that fit and in colours that are not needed to read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from shlex import quote
from typing import TextIO

from attrs import frozen

from slakit.errors import optional
from slakit.penalties.amounts import owed_text
from slakit.reports.fitted_columns import GAP, Column, fitted, width_of, wrapped
from slakit.reports.outline import beginning, data_problems, notes
from slakit.reports.terminal_width import HOLD, terminal_width
from slakit.reports.text import WIDTH
from slakit.statements.line import Line
from slakit.statements.line_table import line_table
from slakit.statements.selection import Lines
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import moment
from slakit.values.one_line import one_line
from slakit.windows.period import Period, range_label

NARROWEST = 30  # a narrower terminal wraps the lines itself
MOST = 5  # kinds of data problems, and objectives to explain, that are named
ORDER = ("outcome", "objective", "clause", "target", "measured", "credit", "payable")
NAMES = ("objective", "clause", "target")
COLOURS = {"missed": "bold red", "met": "green", "no data": "magenta", "pending": "yellow", "strong": "bold", "weak": "dim"}
Part = tuple[str, str]  # a text, and the key of its colour; empty for none


@frozen
class TerminalTable:
    """The statement as a table of each period, what was missed first, in lines of at most `width` cells.

    >>> print(TerminalTable(72).render(statement).split("\\n\\n")[1])
    2026-03: 1 line, 1 missed, 600.00 GBP
    outcome  objective  target           measured      credit
    -------  ---------  ---------------  --------  ----------
    missed   Uptime     at least 99.9 %  99.865 %  600.00 GBP

    Columns that have no room are left out, the least important first, and named below. With `colour` it has the codes of a terminal.
    Raises MissingExtra without rich.
    """

    width: int = WIDTH
    colour: bool = False

    @classmethod
    def on(cls, terminal: TextIO) -> TerminalTable:
        """Return the table that is as wide as a terminal, in colours unless NO_COLOR is set or the terminal has none."""
        console = optional("rich.console", "cli").Console(file=terminal)
        colours = console.color_system not in (None, "windows") and not console.no_color and terminal.isatty()
        return cls(terminal_width(terminal) or WIDTH, colours)

    def render(self, statement: Statement) -> str:
        rich_text, console_of = optional("rich.text", "cli").Text, optional("rich.console", "cli").Console
        file = StringIO()
        console = console_of(
            file=file, width=WIDTH, height=1, force_terminal=self.colour, force_jupyter=False, legacy_windows=False,
            color_system="standard" if self.colour else None, no_color=not self.colour,
        )  # fmt: skip
        for row in _Layout(statement, max(self.width, NARROWEST)).rows():
            text = rich_text(no_wrap=True)
            for part, colour in row:
                text.append(part, COLOURS.get(colour))
            text.rstrip()
            console.print(text, soft_wrap=True)
        return file.getvalue().removesuffix("\n")


class _Layout:
    """The rows of a statement, each of parts with their colours."""

    def __init__(self, statement: Statement, width: int) -> None:
        self.statement, self.width = statement, width
        head, cells, right = line_table(statement.lines, statement)
        by_word = {word: tuple(one_line(row[index]) for row in cells) for index, word in enumerate(head)}
        self.columns = {word: Column(word, by_word[word], word in NAMES) for word in ORDER if word in by_word}
        self.right = {head[index] for index in right}
        owed = "payable" if "payable" in by_word else "credit"
        importance = dict.fromkeys(("outcome", "objective", owed, "measured", "target", "credit", "clause"))
        self.widths = fitted([*self.columns.values()], list(importance), width) if cells else {}

    def rows(self) -> Iterator[Sequence[Part]]:
        """Yield everything from the title to the digest."""
        statement = self.statement
        counted, *totals = beginning(statement).totals
        yield from self._texts(statement.title, "strong")
        yield from self._texts(counted)
        for heading, indexes in self._periods():
            yield ()
            yield from self._texts(heading, "strong")
            yield from self._table(indexes)
        yield ()
        left_out = [word for word in self.columns if word not in self.widths] if self.widths else []
        if left_out:
            yield from self._texts(f"no room at {self.width} columns for {', '.join(left_out)}", "weak")
        for note in notes(statement):
            yield from self._texts(note)
        if statement.payable is not None:
            yield from self._texts(f"payable: {statement.payable.show()}", "strong")
        for total in totals:
            yield from self._texts(total)
        yield from self._problems()
        yield from self._next()
        if statement.digest:
            yield from self._texts(f"digest {statement.digest}", "weak")
        if statement.seal:
            yield from self._texts(f"closed under the seal {statement.seal}", "weak")

    def _texts(self, text: str, colour: str = "", lead: str = "") -> Iterator[Sequence[Part]]:
        """Yield a text in rows, the later ones indented."""
        for row in wrapped(one_line(text), self.width - len(lead), "  "):
            yield [(lead + row, colour)]

    def _periods(self) -> Iterator[tuple[str, list[int]]]:
        """Yield the heading of each period, the first to end first, and the indexes of its lines, what was missed first."""
        lines = self.statement.lines
        by_period: dict[Period, list[int]] = {}
        for index, line in enumerate(lines):
            by_period.setdefault(line.period, []).append(index)
        names = Counter(map(_name, by_period))
        for period in sorted(by_period, key=lambda one: (one.span.last, -one.span.first)):
            indexes, name = by_period[period], _name(period)
            if names[name] > 1:
                name += f", {range_label(moment(period.span.first, lines.zone), moment(period.span.last, lines.zone))}"
            some = Lines((lines[index] for index in indexes), lines.zone)
            projected = [line.projected for line in some if line.projected is not None]
            more = [f"{sum(projected[1:], projected[0]).show()} projected"] if projected else []
            owed = [] if projected and not some.credit else owed_text(some.amounts)
            yield f"{name}: {', '.join([some.counted, *owed, *more])}", sorted(indexes, key=lambda index: _rank(lines[index]))

    def _table(self, indexes: Sequence[int]) -> Iterator[Sequence[Part]]:
        yield self._row({word: word for word in self.widths}, "weak")
        yield self._row({word: "-" * width for word, width in self.widths.items()}, "weak")
        for index in indexes:
            cells = {word: wrapped(self.columns[word].cells[index], width) for word, width in self.widths.items()}
            for number in range(max(map(len, cells.values()))):
                row = {word: texts[number] if number < len(texts) else "" for word, texts in cells.items()}
                yield self._row(row, "", _colour(self.statement.lines[index]))

    def _row(self, cells: dict[str, str], colour: str, of_outcome: str = "") -> Sequence[Part]:
        parts: list[Part] = []
        for word, width in self.widths.items():
            blank = " " * (width - width_of(cells[word]))
            cell = (cells[word], of_outcome or colour if word == "outcome" else colour)
            parts += [(blank, ""), cell] if word in self.right else [cell, (blank, "")]
            parts.append((" " * GAP, ""))
        return parts

    def _problems(self) -> Iterator[Sequence[Part]]:
        """Yield the kinds of faults of records, without the records."""
        titles = [title for title, _ in data_problems(self.statement)]
        if titles:
            yield ()
            yield from self._texts("data problems", "strong")
        for title in titles[:MOST]:
            yield from self._texts(title, lead="  ")
        if len(titles) > MOST:
            yield from self._texts(f"and {len(titles) - MOST:,} more kinds", lead="  ")

    def _next(self) -> Iterator[Sequence[Part]]:
        """Yield the options that say more: of the objectives that were missed, or else of those that are not certain."""
        lines = self.statement.missed or [line for line in self.statement.lines if not line.verdict.certain]
        names = list(dict.fromkeys(line.name for line in lines))
        more = f", and {len(names) - MOST:,} more" if len(names) > MOST else ""
        options = [f"--explain {quote(one_line(name))}".replace(" ", HOLD) for name in names[:MOST]]  # each in one row, to be copied
        yield ()
        if options:
            yield from self._texts(f"why: {', '.join(options)}{more}")
        yield from self._texts("everything: --format text")


def _name(period: Period) -> str:
    return f"{period.label}{' (partial)' if period.partial else ''}"


def _rank(line: Line) -> int:
    """Return 0 for a line that was missed, then come those that may still change, those without data, and those that were met."""
    if line.outcome is Outcome.MISSED:
        return 0
    if not line.verdict.certain:
        return 1
    return 2 if line.outcome is Outcome.NO_DATA else 3


def _colour(line: Line) -> str:
    return str(line.outcome) if line.verdict.certain else "pending"
