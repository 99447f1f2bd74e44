"""ListOfStatements: closed statements as a table, one row each, and what they come to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from slakit.statements.closed_line import ClosedLine
from slakit.statements.stores.stored import StoredStatement
from slakit.statements.table import markdown_table, text_table
from slakit.targets.verdict import Outcome
from slakit.values.money import Money
from slakit.values.plain_markdown import plain_markdown
from slakit.windows.period import range_label

HEAD = ("agreement", "period", "lines", "missed", "credit", "payable", "posted", "seal")
LEFT_OUT = ("seal", "lines", "credit", "posted", "missed")  # on a narrow terminal, in this order
GAP = 2  # spaces between two columns
RIGHT = (2, 3, 4, 5, 6)  # the columns of figures


@frozen
class ListOfStatements:
    """The statements of a store: what each came to, and what each amended one posted; `total` counts every line once, as it stands now."""

    entries: tuple[StoredStatement, ...]

    def to_text(self, width: int | None = None) -> str:
        """The table for the terminal, of at most so many columns: what has no room is left out, the least important first, and named."""
        if not self.entries:
            return "no statement is closed"
        kept, rows = list(HEAD), self._rows
        widest = dict(zip(HEAD, (max(map(len, column)) for column in zip(HEAD, *rows, strict=True)), strict=True))
        for word in LEFT_OUT:
            if width is not None and sum(widest[each] + GAP for each in kept) - GAP > width:
                kept.remove(word)
        cells = [[row[HEAD.index(word)] for word in kept] for row in rows]
        table = text_table(kept, cells, [index for index, word in enumerate(kept) if HEAD.index(word) in RIGHT])
        left = [f"no room for {', '.join(word for word in HEAD if word not in kept)}"] if len(kept) < len(HEAD) else []
        return "\n\n".join([table, *left, *self._totals])

    def to_markdown(self) -> str:
        """The table in Markdown."""
        table = markdown_table(list(HEAD), self._rows, list(RIGHT))
        return "\n\n".join([table, *map(plain_markdown, self._totals)]) + "\n" if self.entries else "no statement is closed\n"

    def __str__(self) -> str:
        return self.to_text()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, one table for each statement."""
        statements = [
            {**dict(zip(HEAD, row, strict=True)), "amendment": entry.amendment, "seal": entry.statement.seal}
            for row, entry in zip(self._rows, self.entries, strict=True)
        ]
        return {"statements": statements, "payable": {name: total.show() for name, total in self.payable.items()}, "gaps": self.gaps}

    @property
    def payable(self) -> dict[str, Money]:
        """The amount that is payable under each agreement, of each line once, as the last statement that holds it has it."""
        lines: dict[tuple[str, object], ClosedLine] = {}
        for entry in self.entries:  # those of a longer period, and amended ones, come later
            lines |= {(entry.statement.agreement, line.key): line for line in entry.lines}
        totals: dict[str, Money] = {}
        for (agreement, _), line in lines.items():
            if line.payable is not None:
                totals[agreement] = totals[agreement] + line.payable if agreement in totals else line.payable
        return totals

    @property
    def gaps(self) -> dict[str, list[str]]:
        """The days between closed statements of which none is closed, under each agreement: "2026-03-01..2026-03-31"."""
        spans: dict[str, set[tuple[datetime, datetime]]] = {}
        for entry in self.entries:
            zone = entry.statement.zone
            periods = {line.period.span for line in entry.lines}
            spans.setdefault(entry.statement.agreement, set()).update(
                (one.start.astimezone(zone), one.end.astimezone(zone)) for one in periods
            )
        gaps: dict[str, list[str]] = {}
        for name, several in spans.items():
            reached: datetime | None = None
            for start, end in sorted(several):
                if reached is not None and start > reached:
                    gaps.setdefault(name, []).append(range_label(reached, start))
                reached = end if reached is None else max(end, reached)
        return gaps

    @property
    def _totals(self) -> list[str]:
        missing = [f"nothing is closed of {', '.join(gaps)} under {name}" for name, gaps in self.gaps.items()]
        return missing + [f"payable under {name}: {total.show()}" for name, total in self.payable.items()]

    @property
    def _rows(self) -> list[list[str]]:
        before: dict[tuple[str, str], Money | None] = {}
        rows = []
        for entry in self.entries:
            closed = entry.statement
            period, payable = (closed.agreement, entry.period), closed.payable
            was = before.get(period)
            posted = payable if was is None or payable is None else payable - was
            before[period] = payable
            shown = ["" if amount is None else amount.show() for amount in (closed.credit, payable, posted)]
            lines = entry.lines
            rows.append([closed.agreement, entry.title, f"{len(lines):,}", f"{_missed(lines):,}", *shown, closed.seal[:12]])
        return rows


def _missed(lines: Sequence[ClosedLine]) -> int:
    return sum(line.outcome is Outcome.MISSED for line in lines)
