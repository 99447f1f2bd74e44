"""Sheets: a statement as tables of cells for those who book it: lines, cuts, evidence, duties and problems (docs/outputs.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time as clock
from fractions import Fraction

from attrs import frozen

from slakit.penalties.amounts import Use, names_of
from slakit.reports.views.amended_view import AmendedView
from slakit.reports.views.line_view import LineView
from slakit.reports.views.statement_view import StatementView
from slakit.reports.views.wording import Wording
from slakit.reports.xlsx.workbook_cells import Cell, count, exact_cell, money_cell, text, time
from slakit.statements.line import Line
from slakit.statements.replaced import ReplacedLine
from slakit.statements.statement import Statement
from slakit.statements.tidy_tables import group_text
from slakit.values.money import Money
from slakit.values.units import unit

TOTALS = ("projected", *names_of(money=True))
AMOUNTS = ("fee", *TOTALS)


@frozen
class Sheet:
    """A sheet: its name, its head, a row of cells for each thing, and the rows of totals below."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[Cell, ...], ...] = ()


@frozen
class Sheets:
    """The sheets of a statement; one without rows has its head alone."""

    view: StatementView

    def all(self) -> tuple[Sheet, ...]:
        """Return the sheets in their order."""
        return self._about(), *self._amended(), self._lines(), self._cuts(), self._evidence(), self._duties(), self._problems()

    @property
    def _statement(self) -> Statement:
        return self.view.statement

    @property
    def _wording(self) -> Wording:
        return self.view.wording

    def _word(self, key: str, **fields: object) -> str:
        return self._wording.texts.text(f"sheet.{key}", **fields)

    def _sheet(self, name: str, head: Iterable[str], rows: Iterable[tuple[Cell, ...]], totals: tuple[tuple[Cell, ...], ...] = ()) -> Sheet:
        return Sheet(self._word(name), tuple(map(self._word, head)), tuple(rows), totals)

    def _time(self, at: datetime | None) -> Cell:
        return time(at, self._wording.zone, self._wording.texts.forms["sheet_date"])

    def _engine(self, written: str) -> Cell:
        return text(self._wording.engine(written))

    def _about(self) -> Sheet:
        one, money = self._statement, names_of(money=True)
        facts = [
            ("agreement", text(one.agreement)),
            ("provider", text(one.provider)),
            ("customer", text(one.customer)),
            ("as of", self._time(one.as_of)),
            ("times are those of", text(self.view.zone)),
            *((name, money_cell(amount)) for name in money if (amount := getattr(one, name)) is not None),
            *(("payment", text(sentence)) for sentence in self.view.payments),
            *(("owed in kind", text(self._wording.quantity(amount))) for amount in one.in_kind),
            *(("right", text(right)) for right in one.rights),
            *(("unsettled", text(line)) for line in one.unsettled),
            ("nature", text(one.nature)),
            ("tax", text(one.tax)),
            ("digest", text(one.digest)),
            ("seal", text(one.seal)),
        ]
        rows = [(self._word(name), cell) for name, cell in facts] + self._replaced()
        filled = ((text(name), cell) for name, cell in rows if cell.value not in (None, ""))
        return self._sheet("statement", ("what", "value"), filled)

    def _replaced(self) -> list[tuple[str, Cell]]:
        """The closed statement that an amended one stands for, and the amount to post."""
        replaced, word = self._statement.replaces, self._wording.texts.text
        if replaced is None:
            return []
        facts = [
            ("reason", text(replaced.reason)),
            ("digest", text(replaced.digest)),
            ("seal", text(replaced.seal)),
            ("payable", money_cell(replaced.payable)),
            ("posted", money_cell(replaced.posted)),
        ]
        number = word("amended.number", number=self._wording.texts.number(replaced.amendment))
        return [(word("amended.head"), text(number)), *((word(f"amended.{key}"), cell) for key, cell in facts)]

    def _amended(self) -> tuple[Sheet, ...]:
        """The lines that an amendment changed, and what is to be posted for each; no sheet for a statement that is not amended."""
        replaced = self._statement.replaces
        if replaced is None:
            return ()
        amounts = [name for name in names_of(Use.POSTED, money=True) if any(getattr(one, name) is not None for one in replaced.lines)]
        word = self._wording.texts.text
        view = AmendedView(replaced, self._wording, {})
        columns: dict[str, Callable[[ReplacedLine], Cell]] = {
            self._word("objective"): lambda one: text(one.name),
            self._word("group"): lambda one: text(one.group),
            self._word("period"): lambda one: text(one.period),
            self._word("before"): lambda one: text(view.result(one.before, one.before_judged)),
            word("amended.now"): lambda one: text(view.result(one.now, one.now_judged)),
            **{f"{word('amended.posted')}: {self._word(name)}": _amount_of(name) for name in amounts},
            self._word("in kind"): lambda one: text("; ".join(map(self._wording.quantity, one.units))),
            self._word("granted"): lambda one: text("; ".join(one.granted)),
            self._word("withdrawn"): lambda one: text("; ".join(one.withdrawn)),
        }
        rows = tuple(tuple(cell(one) for cell in columns.values()) for one in replaced.lines)
        return (Sheet(word("amended.head"), tuple(columns), rows),)

    def _lines(self) -> Sheet:
        views = [line for objective in self.view.objectives for line in objective.lines]
        order = {line.key: index for index, line in enumerate(self._statement.lines)}
        views.sort(key=lambda view: order[view.line.key])
        paid = [name for name in AMOUNTS if any(getattr(view.line, name) is not None for view in views)]
        columns: dict[str, Callable[[LineView], Cell]] = {
            "objective": lambda view: text(view.line.name),
            "group": lambda view: text(group_text(view.line.group)),
            "clause": lambda view: text(view.line.clause),
            "period": lambda view: text(self._period(view.line)),
            "from": lambda view: self._time(view.line.period.span.start),
            "until": lambda view: self._time(view.line.period.span.end),
            "target": lambda view: text(view.target.text),
            "limit": lambda view: _limit(view.line),
            "measured": lambda view: _measured(view.line),
            "unit": lambda view: text(self._wording.unit(view.line.unit)),
            "outcome": lambda view: text(self._outcome(view.line)),
            **{name: _amount_of(name) for name in paid},
            "in kind": lambda view: text("; ".join(map(self._wording.quantity, view.line.in_kind))),
            "rights": lambda view: text("; ".join(view.line.rights)),
            "claim by": lambda view: self._time(view.line.claim_by),
            "claim": lambda view: self._engine(view.line.claim),
            "unsettled": lambda view: self._engine(view.line.unsettled),
            "reason": lambda view: self._engine(view.line.reason),
        }
        rows = [tuple(cell(view) for cell in columns.values()) for view in views]
        totals = tuple(
            text(self._word("total"))
            if name == "objective"
            else money_cell(_sum(self._statement.lines, name))
            if name in TOTALS
            else text("")
            for name in columns
        )
        return self._sheet("lines", columns, rows, (totals,) if set(paid) & {*TOTALS} else ())

    def _period(self, line: Line) -> str:
        return self._word("partial", period=line.period.label) if line.period.partial else line.period.label

    def _outcome(self, line: Line) -> str:
        word = self._wording.texts.text(str(line.outcome).replace(" ", "_"))
        return word if line.verdict.final else self._word("open", outcome=word)

    def _cuts(self) -> Sheet:
        rows = [
            (text(cut.period), text(self._wording.step(cut.word)), money_cell(cut.before), money_cell(cut.after), money_cell(cut.amount),
             self._engine(cut.text))
            for cut in self._statement.adjustments
        ]  # fmt: skip
        return self._sheet("cuts", ("period", "step", "before", "after", "taken off", "text"), rows)

    def _evidence(self) -> Sheet:
        rows = []
        for line in self._statement.lines:
            for one in line.measure.evidence:
                figure = one.quantity
                number = exact_cell(None if figure is None else Fraction(figure.magnitude))
                unit = text("" if figure is None else self._wording.unit(figure.unit.text))
                word = text(self._wording.texts.text("evidence.over") if one.word == "over" else one.word)
                about = (text(line.name), text(group_text(line.group)), text(line.period.label), text(one.key))
                rows.append((*about, self._time(one.start), self._time(one.end), number, unit, word))
        return self._sheet("evidence", ("objective", "group", "period", "record", "from", "until", "figure", "unit", "word"), rows)

    def _duties(self) -> Sheet:
        rows = []
        for one in self._statement.duties:
            who = self._wording.texts.text(f"who.{one.who}") if self._wording.texts.has(f"who.{one.who}") else one.who
            names = map(text, (one.duty, who, one.holder, one.what, one.clause, one.objective, one.group, one.period))
            state = text(self._wording.texts.text(f"state.{one.state}"))
            follows = self._engine("; ".join(one.follows))
            rows.append((*names, self._day(one.last_day), state, self._time(one.done), follows))
        head = ("duty", "who", "holder", "what", "clause", "objective", "group", "period", "last day", "state", "done", "then")
        return self._sheet("duties", head, rows)

    def _day(self, written: str) -> Cell:
        """A date of Excel; what is none stays a text."""
        try:
            return self._time(datetime.combine(date.fromisoformat(written), clock(), self._wording.zone))
        except ValueError:
            return text(written)

    def _problems(self) -> Sheet:
        rows = [
            (text(one.stream), text(one.objective), count(one.count), self._engine(one.kind), text("; ".join(one.examples)))
            for one in self._statement.problems
        ]
        return self._sheet("problems", ("stream", "objective", "records", "problem", "examples"), rows)


def _amount_of(name: str) -> Callable[[LineView | ReplacedLine], Cell]:
    return lambda one: money_cell(getattr(one.line if isinstance(one, LineView) else one, name))


def _sum(lines: Iterable[Line], name: str) -> Money | None:
    amounts = [amount for line in lines if (amount := getattr(line, name)) is not None]
    return sum(amounts[1:], amounts[0]) if amounts else None


def _measured(line: Line) -> Cell:
    """The measure as a number in the unit of the line, shown with the decimals that the statement shows."""
    value = line.figure
    if value is None:
        return Cell(None)
    written = line.shown.partition(" ")[0].partition(".")[2]
    exact = Fraction(value) * unit(line.measure.unit).factor / unit(line.unit).factor
    return exact_cell(exact, len(written))


def _limit(line: Line) -> Cell:
    """The first limit of the target as a number in the unit of the line; nothing where it has none."""
    limit = next(iter(line.limits), None)
    return Cell(None) if limit is None else exact_cell(Fraction(limit.base) / unit(line.unit).factor)
