"""replay: a contract over years of records, as a table with a row for each year, quarter, month or version (docs/analysis.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.engine.evaluate import evaluate_so_far
from slakit.errors import UsageError, close_match
from slakit.penalties.amounts import Amounts, HoldsAmounts
from slakit.statements.line import Line
from slakit.statements.notebook import html_table
from slakit.statements.statement import Statement
from slakit.statements.table import markdown_table, text_table
from slakit.targets.verdict import Outcome
from slakit.values.money import Money
from slakit.values.source_repr import in_brackets

HEAD = ("", "lines", "met", "missed", "no data", "open", "gross", "payable", "bonus")
BY: Mapping[str, Callable[[Line], str]] = {
    "year": lambda line: f"{_begins(line).year}",
    "quarter": lambda line: f"{_begins(line).year}-Q{(_begins(line).month + 2) // 3}",
    "month": lambda line: f"{_begins(line):%Y-%m}",
    "version": lambda line: line.version or "original",
    "objective": lambda line: line.name,
}


@frozen(kw_only=True, repr=False)
class ReplayRow(HoldsAmounts):
    """The lines of one year, or of whatever the table goes by, and what they come to; `open` of the met and missed are not final."""

    label: str
    lines: int
    met: int
    missed: int
    no_data: int
    open: int
    amounts: Amounts

    def __repr__(self) -> str:
        return in_brackets(self, f"{self.label}:", f"{self.lines:,} lines, {self.missed:,} missed")

    @property
    def cells(self) -> list[str]:
        """The row as texts."""
        counts = [f"{count:,}" for count in (self.lines, self.met, self.missed, self.no_data, self.open)]
        return [self.label, *counts, *("" if amount is None else amount.show() for amount in (self.credit, self.payable, self.bonus))]

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        counts = {name: getattr(self, name) for name in ("label", "lines", "met", "missed", "no_data", "open")}
        return counts | {name: _text(getattr(self, name)) for name in ("credit", "payable", "bonus")}


@frozen(repr=False)
class Replay:
    """A contract over all records, row by row; the rows add up to `total`, and `statement` holds every line."""

    by: str
    rows: tuple[ReplayRow, ...]
    total: ReplayRow
    statement: Statement

    def __repr__(self) -> str:
        return in_brackets(self, f"{self.statement.agreement} by {self.by}:", f"{self.total.lines:,} lines, {self.total.missed:,} missed")

    def _table(self) -> tuple[list[str], list[list[str]], list[int]]:
        rows = [[*row.cells] for row in (*self.rows, self.total)]
        kept = [index for index in range(len(HEAD)) if index < 6 or any(row[index] for row in rows)]
        head = [HEAD[index] or self.by for index in kept]
        return head, [[row[index] for index in kept] for row in rows], [*range(1, len(kept))]

    def to_text(self) -> str:
        """The table for the terminal."""
        return text_table(*self._table())

    __str__ = to_text

    def _repr_html_(self) -> str:
        return html_table(self.statement.agreement, *self._table())

    def to_markdown(self) -> str:
        """The table as Markdown."""
        return markdown_table(*self._table())

    def to_dict(self) -> dict[str, Any]:
        """Plain data; amounts are exact texts."""
        named = {"agreement": self.statement.agreement, "as_of": self.statement.as_of.isoformat(), "by": self.by}
        return {**named, "rows": [row.to_dict() for row in self.rows], "total": self.total.to_dict()}


def replay(agreement: Agreement, records: Mapping[str, Any], by: str = "year", *, as_of: Any = None) -> Replay:
    """Play a contract over all its records, and add its lines up by "year", "quarter", "month", "version" or "objective".

    >>> outages = {"outages": [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]}
    >>> print(analyses.replay(agreement, outages, as_of="2027-01-01T00:00Z"))
    year   lines  met  missed  no data  open       gross     payable     bonus
    -----  -----  ---  ------  -------  ----  ----------  ----------  --------
    2026      12   11       1        0     0  600.00 GBP  600.00 GBP  0.00 GBP
    total     12   11       1        0     0  600.00 GBP  600.00 GBP  0.00 GBP

    A line belongs to the year in which its period begins, in the agreement's zone. Each period is judged by the version in force at its
    start. Without `as_of` it is the latest instant in the records: what has not come yet is no period that was met. Memory holds tallies,
    never the records. Raises UsageError.
    """
    if by not in BY:
        raise UsageError(f"by={by!r} is not a way to add lines up{close_match(by, BY)}; write by='year'")
    statement = evaluate_so_far(agreement, records, as_of=as_of)
    groups: dict[str, list[Line]] = {}
    for line in statement.lines:
        groups.setdefault(BY[by](line), []).append(line)
    labels = groups if by in ("version", "objective") else sorted(groups)
    zero = None if statement.payable is None else statement.payable * 0
    rows = tuple(_row(label, groups[label], zero) for label in labels)
    return Replay(by, rows, _row("total", [*statement.lines], zero), statement)


def _row(label: str, lines: list[Line], zero: Money | None) -> ReplayRow:
    counts = {outcome: sum(line.outcome is outcome for line in lines) for outcome in Outcome}
    return ReplayRow(
        label=label,
        lines=len(lines),
        met=counts[Outcome.MET],
        missed=counts[Outcome.MISSED],
        no_data=counts[Outcome.NO_DATA],
        open=sum(not line.verdict.final for line in lines),
        amounts=sum((line.amounts for line in lines), Amounts(zero, payable=zero, bonus=zero)),
    )


def _begins(line: Line) -> Any:
    return line.period.span.start.astimezone(line.zone)


def _text(amount: Money | None) -> str | None:
    return None if amount is None else str(amount)
