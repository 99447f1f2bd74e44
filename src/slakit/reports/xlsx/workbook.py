"""Xlsx: a statement as an Excel file, in the words of a language."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import field, frozen

from slakit.errors import UsageError, optional
from slakit.reports.locales.locale_texts import Texts, texts_of
from slakit.reports.views.statement_view import StatementView
from slakit.reports.xlsx.sheets import Sheet, Sheets
from slakit.reports.xlsx.workbook_cells import text
from slakit.statements.statement import Statement
from slakit.values.one_line import one_line

NARROW, WIDE = 9, 60  # of a column, in characters
FEW = 6  # columns that are all in sight; of more, the first stays where it is
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first time that a zip file knows: the same bytes for the same statement


@frozen
class Xlsx:
    """The statement as an Excel workbook, for `slakit score --output june.xlsx`; `Statement.to_xlsx` writes it, too.

    `language` and `texts` are as those of `Html`.
    """

    language: str = "en"
    texts: Texts | None = field(default=None, converter=texts_of, kw_only=True)

    def render(self, statement: Statement) -> str:
        raise UsageError("a workbook is no text; write slakit score --format xlsx --output june.xlsx, or statement.to_xlsx('june.xlsx')")

    def to_bytes(self, statement: Statement) -> bytes:
        return workbook(statement, Texts.of(self.language) if self.texts is None else self.texts)


def workbook(statement: Statement, texts: Texts | None = None) -> bytes:
    """The file of a statement in the words of a language, the same bytes for the same statement; raises MissingExtra without openpyxl."""
    openpyxl = optional("openpyxl", "excel")
    book = openpyxl.Workbook()
    book.remove(book.active)
    made = statement.as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.properties.creator, book.properties.title = "slakit", one_line(statement.agreement)
    book.properties.created = made
    for sheet in Sheets(StatementView.of(statement, texts or Texts.of("en"), with_charts=False)).all():
        _fill(book.create_sheet(sheet.name), sheet)
    file = BytesIO()
    book.save(file)
    return _same_bytes(file, made)


def _fill(page: Any, sheet: Sheet) -> None:
    """Write a sheet: a bold head that stays in sight and on each printed page, filters, and columns as wide as what is in them."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

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
    page.freeze_panes = "B2" if len(sheet.head) > FEW else "A2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    page.oddFooter.left.text, page.oddFooter.right.text = "&A", "&P / &N"
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
