"""Rows of a statement's tables, before they are laid out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from slakit.reports.views.line_view import LineView, capitalized
from slakit.reports.views.objective_view import ObjectiveView
from slakit.reports.views.phrases import phrase
from slakit.reports.views.row import Row
from slakit.reports.views.wording import Wording
from slakit.statements.statement import Statement


@frozen
class Table:
    """The objectives of the same periods: the names of the periods, and for each objective and group a row of lines."""

    name: str
    periods: tuple[str, ...]
    rows: tuple[tuple[ObjectiveView, str, tuple[LineView | None, ...]], ...]

    @staticmethod
    def targets(lines: Iterable[LineView | None]) -> list[Row]:
        """The targets of a row of lines; several where amendments or a ratchet changed it."""
        return list(dict.fromkeys(line.target for line in lines if line is not None))


@frozen
class CutRow:
    """One step of the settlement: its period, its word, its text, and the amounts."""

    period: str
    word: str
    text: Row
    before: str
    change: str
    after: str


@frozen
class DutyRow:
    """A duty or a right: who has it, for which line, by when, how it stands and what follows."""

    name: str
    clause: str
    who: str
    matter: str
    last_day: str
    state: str
    late: bool
    follows: tuple[str, ...] = ()


def table_of(labels: Sequence[str], rows: Iterable[tuple[ObjectiveView, str, dict[str, LineView]]]) -> Table:
    """Return the table of the objectives that have the same periods."""
    kept = list(rows)
    names = {label: line.period for _, _, lines in kept for label, line in lines.items()}
    return Table(
        capitalized(" – ".join(dict.fromkeys((names[labels[0]], names[labels[-1]])))),
        tuple(capitalized(names[label]) for label in labels),
        tuple((objective, group, tuple(lines.get(label) for label in labels)) for objective, group, lines in kept),
    )


def cut_rows(statement: Statement, wording: Wording, periods: Mapping[str, str]) -> list[CutRow]:
    """Return the steps of the settlement; `periods` are the names of periods by their labels."""
    rows = []
    for cut in statement.adjustments:
        change = None if cut.before is None or cut.after is None else cut.after - cut.before
        amounts = (wording.money(amount) for amount in (cut.before, change, cut.after))
        rows.append(CutRow(periods.get(cut.period, cut.period), wording.step(cut.word), phrase(cut.text, wording), *amounts))
    return rows
