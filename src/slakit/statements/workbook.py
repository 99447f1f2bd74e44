"""Workbook: a statement as an Excel file for those who book it: lines, cuts, evidence, duties and problems (docs/outputs.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from fractions import Fraction
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import frozen

from slakit.errors import optional
from slakit.penalties.amounts import Use, names_of
from slakit.statements.duty_state import DutyState
from slakit.statements.line import Line
from slakit.statements.replaced import Replaced
from slakit.statements.tidy_tables import group_text
from slakit.statements.workbook_cells import Cell, count, exact_cell, money_cell, text, time
from slakit.values.money import Money
from slakit.values.one_line import one_line

NARROW, WIDE = 9, 60  # of a column, in characters
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first time that a zip file knows: the same bytes for the same statement
TOTALS = ("projected", *names_of(money=True))
AMOUNTS = ("fee", *TOTALS)
DUTY = ("duty", "who", "holder", "what", "clause", "objective", "group", "period", "last day", "state")


@frozen
class Sheet:
    """A sheet: its name, its head, a row of cells for each thing, and the rows of totals below."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[Cell, ...], ...] = ()


def workbook(statement: Any) -> bytes:
    """The file of a statement, the same bytes for the same statement; raises MissingExtra without openpyxl."""
    openpyxl = optional("openpyxl", "excel")
    book = openpyxl.Workbook()
    book.remove(book.active)
    made = statement.as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.properties.creator, book.properties.title = "slakit", one_line(statement.agreement)
    book.properties.created = made
    for sheet in sheets(statement):
        _fill(book.create_sheet(sheet.name), sheet)
    file = BytesIO()
    book.save(file)
    return _same_bytes(file, made)


def sheets(statement: Any) -> tuple[Sheet, ...]:
    """The sheets, in their order; one without rows has its head alone."""
    zone = statement.lines.zone
    return (
        _about(statement),
        *_changes(statement.replaces),
        _lines(statement, zone),
        _cuts(statement),
        _evidence(statement.lines, zone),
        _duties(statement.duties, zone),
        _problems(statement.problems),
    )


def _about(statement: Any) -> Sheet:
    zone = statement.lines.zone
    facts = [
        ("agreement", text(statement.agreement)),
        ("provider", text(statement.provider)),
        ("customer", text(statement.customer)),
        ("as of", time(statement.as_of, zone)),
        ("times are those of", text(getattr(zone, "key", None) or zone)),
        *((name, money_cell(amount)) for name in names_of(money=True) if (amount := getattr(statement, name)) is not None),
        *(("owed in kind", text(amount.show())) for amount in statement.in_kind),
        *(("right", text(right)) for right in statement.rights),
        *(("unsettled", text(line)) for line in statement.unsettled),
        ("nature", text(statement.nature)),
        ("tax", text(statement.tax)),
        ("digest", text(statement.digest)),
        ("seal of the closed statement", text(statement.seal)),
        *([] if statement.replaces is None else _replaced(statement.replaces)),
    ]
    return Sheet("Statement", ("what", "value"), tuple((text(name), cell) for name, cell in facts if cell.value not in (None, "")))


def _replaced(replaced: Replaced) -> list[tuple[str, Cell]]:
    return [
        ("amendment", count(replaced.amendment)),
        ("reason of the amendment", text(replaced.reason)),
        ("stands for the digest", text(replaced.digest)),
        ("stands for the seal", text(replaced.seal)),
        ("payable before", money_cell(replaced.payable)),
        ("to post", money_cell(replaced.posted)),
    ]


def _changes(replaced: Replaced | None) -> tuple[Sheet, ...]:
    """The lines that an amendment changed, and what is to be posted for each; no sheet for a statement that is not amended."""
    if replaced is None:
        return ()
    amounts = [name for name in names_of(Use.POSTED, money=True) if any(getattr(one, name) is not None for one in replaced.lines)]
    rows = [
        (text(one.name), text(one.group), text(one.period), text(one.was), text(one.result),
         *(money_cell(getattr(one, name)) for name in amounts),
         text("; ".join(amount.show() for amount in one.units)), text("; ".join(one.granted)), text("; ".join(one.withdrawn)))
        for one in replaced.lines
    ]  # fmt: skip
    head = ("objective", "group", "period", "before", "now", *(f"{name} to post" for name in amounts), "in kind", "granted", "withdrawn")
    return (Sheet("Amended", head, tuple(rows)),)


def _lines(statement: Any, zone: tzinfo) -> Sheet:
    lines = statement.lines
    paid = [name for name in AMOUNTS if any(getattr(line, name) is not None for line in lines)]
    columns: dict[str, Callable[[Line], Cell]] = {
        "objective": lambda line: text(line.name),
        "group": lambda line: text(group_text(line.group)),
        "clause": lambda line: text(line.clause),
        "period": lambda line: text(line.period.label + " (partial)" * line.period.partial),
        "from": lambda line: time(line.period.span.start, zone),
        "until": lambda line: time(line.period.span.end, zone),
        "target": lambda line: text(line.target.show()),
        "measured": lambda line: text(line.shown),
        "outcome": lambda line: text(f"{line.outcome}{'' if line.verdict.final else ', open'}"),
        **{name: _amount_of(name) for name in paid},
        "in kind": lambda line: text("; ".join(amount.show() for amount in line.in_kind)),
        "rights": lambda line: text("; ".join(line.rights)),
        "claim by": lambda line: time(line.claim_by, zone),
        "claim": lambda line: text(line.claim),
        "unsettled": lambda line: text(line.unsettled),
        "reason": lambda line: text(line.reason),
    }
    rows = tuple(tuple(cell(line) for cell in columns.values()) for line in lines)
    totals = tuple(
        text("total") if name == "objective" else money_cell(_sum(lines, name)) if name in TOTALS else text("") for name in columns
    )
    return Sheet("Lines", tuple(columns), rows, (totals,) if set(paid) & {*TOTALS} else ())


def _amount_of(name: str) -> Callable[[Line], Cell]:
    return lambda line: money_cell(getattr(line, name))


def _sum(lines: Iterable[Line], name: str) -> Money | None:
    amounts = [amount for line in lines if (amount := getattr(line, name)) is not None]
    return sum(amounts[1:], amounts[0]) if amounts else None


def _cuts(statement: Any) -> Sheet:
    rows = [
        (text(cut.period), text(cut.word), money_cell(cut.before), money_cell(cut.after), money_cell(cut.amount), text(cut.text))
        for cut in statement.adjustments
    ]
    return Sheet("Cuts", ("period", "step", "before", "after", "taken off", "text"), tuple(rows))


def _evidence(lines: Sequence[Line], zone: tzinfo) -> Sheet:
    rows = []
    for line in lines:
        for one in line.measure.evidence:
            figure = one.quantity
            number = exact_cell(None if figure is None else Fraction(figure.magnitude))
            cells = (text(one.key), time(one.start, zone), time(one.end, zone), number, text(figure and figure.unit.text), text(one.word))
            rows.append((text(line.name), text(group_text(line.group)), text(line.period.label), *cells))
    return Sheet("Evidence", ("objective", "group", "period", "record", "from", "until", "figure", "unit", "word"), tuple(rows))


def _duties(duties: Iterable[DutyState], zone: tzinfo) -> Sheet:
    rows = [
        (*(text(getattr(one, name.replace(" ", "_"))) for name in DUTY), time(one.done, zone), text("; ".join(one.follows)))
        for one in duties
    ]
    return Sheet("Duties", (*DUTY, "done", "then"), tuple(rows))


def _problems(problems: Iterable[Any]) -> Sheet:
    rows = [(text(one.stream), text(one.objective), count(one.count), text(one.kind), text("; ".join(one.examples))) for one in problems]
    return Sheet("Problems", ("stream", "objective", "records", "problem", "examples"), tuple(rows))


def _fill(page: Any, sheet: Sheet) -> None:
    """Write a sheet: a bold head that stays in sight, filters, and columns as wide as what is in them."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    rows = [tuple(map(text, sheet.head)), *sheet.rows, *sheet.totals]
    bold = Font(bold=True)
    first_total = len(rows) - len(sheet.totals) + 1
    for row_number, row in enumerate(rows, 1):
        for column_number, cell in enumerate(row, 1):
            if cell.value is None or cell.value == "":
                continue
            made = page.cell(row_number, column_number, cell.value)
            if cell.is_text:
                made.data_type, made.quotePrefix = "s", cell.starts_like_formula
            elif cell.format:
                made.number_format = cell.format
            if row_number == 1 or row_number >= first_total:
                made.font = bold
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.head))}{1 + len(sheet.rows)}"
    for index in range(len(sheet.head)):
        width = max(len(row[index].shown) for row in rows)
        page.column_dimensions[get_column_letter(index + 1)].width = min(max(width + 2, NARROW), WIDE)


def _same_bytes(file: BytesIO, made: datetime) -> bytes:
    """The file with no time of its own in it: neither of when it was written, nor in the entries of the zip file."""
    stamp = rb"\g<1>" + made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    written = BytesIO()
    with ZipFile(file) as old, ZipFile(written, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name, LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, MODIFIED.sub(stamp, old.read(name)) if name == "docProps/core.xml" else old.read(name))
    return written.getvalue()
