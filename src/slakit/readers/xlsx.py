"""Sheets of Excel workbooks, through openpyxl."""

import re
from collections.abc import Generator, Iterator, Sequence
from datetime import datetime, time
from io import BufferedReader
from itertools import islice
from typing import Any
from warnings import catch_warnings

from slakit.errors import RecordError, close_match, optional
from slakit.readers.options import EXCEL, ReadOptions, takes
from slakit.readers.reader import Reader, ReadTimes, Row
from slakit.readers.record_problem import shortened
from slakit.readers.source import FilePath, Stream
from slakit.readers.time_fields import BadTime

Cells = tuple[Any, ...]
AT_ONCE = 256
LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')  # of the format of a cell, what is shown as it stands
OLD = b"\xd0\xcf\x11\xe0"


@takes(ReadOptions)
def read_xlsx(path: FilePath, **options: Any) -> "XlsxReader":
    """The rows of a sheet of an Excel workbook, as dicts: numbers, dates and times as the cells hold them.

    >>> from openpyxl import Workbook
    >>> book = Workbook()
    >>> for cells in (["Cases of March"], ["Brightside"], ["id", "opened"], [7, datetime(2026, 3, 31, 10)]):
    ...     book.active.append(cells)
    >>> book.save("cases.xlsx")
    >>> cases = read_xlsx("cases.xlsx", sheet="Sheet", skip=2, times=["opened"], timezone="Europe/London")
    >>> [(row["id"], row["opened"].isoformat()) for row in cases]
    [(7, '2026-03-31T10:00:00+01:00')]

    `sheet` is its name, or its number from 1; without it the first. The other options are those of `read_csv`, except those of a text.
    A cell that shows a date without an hour is a date, one with an hour the local time of `timezone`; texts are read as in CSV. A formula
    has the value that was saved with it; an error such as #N/A is its text, and so is a formula that was never computed. `skip` counts the
    rows above the header; empty rows are left out. Raises MissingExtra without openpyxl.
    """
    return XlsxReader(path, options)


class XlsxReader(Reader):
    """The rows of a sheet; `read_xlsx` makes it."""

    kind = EXCEL

    def __init__(self, path: FilePath, given: Any) -> None:
        super().__init__(path, given)
        optional("openpyxl", "excel")
        self._title = ""
        self._named = {*self._fields.columns, *(column for columns in self._fields.columns.values() for column in columns)}

    def location(self, line: int) -> str:
        return f"{self.name}:{self._title}!{line}"

    def _read(self, stream: Stream) -> Generator[tuple[int, Row], None, None]:
        if isinstance(stream, BufferedReader) and stream.peek(4)[:4] == OLD:
            raise RecordError(f"{self.name} is an old .xls workbook or has a password, not an .xlsx workbook; save it as .xlsx")
        names: list[str] | None = None
        null = self._options.null
        for line, cells in self._sheet(stream):
            if line <= self._options.skip:
                continue
            values = [self._value(cell, null) for cell in cells]
            while values and values[-1] is None:
                values.pop()
            if not values:
                continue
            if names is None:
                names = self.name_fields(self._header(line, values))
            elif len(values) > len(names):
                text = f"the row has {len(values):,} cells, not the {len(names):,} of the header; write a name above each column"
                self.refuse(line, values[len(names)], text)
            else:
                values += [None] * (len(names) - len(values))
                yield line, dict(zip(names, values, strict=True))
        if names is None:
            above = f" after row {self._options.skip:,}" if self._options.skip else ""
            raise RecordError(f"{self.name}:{self._title} is empty{above}; write the names of its columns first, 'id', 'opened', 'closed'")

    def _row_times(self) -> ReadTimes:
        """Read the times in the named fields, and the local times of other cells."""

        def read(row: Row) -> list[BadTime]:
            others = [name for name, value in row.items() if isinstance(value, datetime) and name not in self._named]
            return self._fields.read_cells(row, others) + self._fields.read(row)

        return read

    def _header(self, line: int, values: Sequence[Any]) -> list[str]:
        names = [value.strip() if isinstance(value, str) else "" if value is None else str(value) for value in values]
        if "" in names:
            column = f"column {names.index('') + 1} of the header"
            raise RecordError(f"{self.location(line)}: {column} has no name; write one, or skip= the rows above the header")
        return names

    @staticmethod
    def _value(cell: Any, null: frozenset[str]) -> Any:
        """Return the value of a cell; a date if it is midnight and the format has no hour."""
        value = cell.value
        if cell.data_type == "f":
            value = str(getattr(value, "text", value))
        if type(value) is str:
            return None if not value or (null and value.strip() in null) else value
        if isinstance(value, datetime):
            midnight = value.time() == time()
            shown = LITERAL.sub("", cell.number_format or "").lower()
            return value.date() if midnight and not ("h" in shown or "s" in shown) else value
        return value

    def _sheet(self, stream: Stream) -> Iterator[tuple[int, Cells]]:
        """The number and the cells of each row."""
        try:
            with catch_warnings(action="ignore"):  # of styles, images and rules that no record needs
                book = optional("openpyxl", "excel").load_workbook(stream, read_only=True, data_only=True)
                titles = [sheet.title for sheet in book.worksheets]
        except Exception as error:  # noqa: BLE001  # whatever a zip, an XML or a workbook can be wrong in
            raise RecordError(f"{self.name} is not an .xlsx workbook ({_detail(error)}); save it as .xlsx") from None
        sheet = book.worksheets[self._chosen(titles)]
        self._title = sheet.title
        sheet.reset_dimensions()  # they are often wrong, and then columns would be missing
        formulas = Formulas(stream, sheet.title)
        rows, number = iter(sheet.rows), 0
        while True:
            try:
                with catch_warnings(action="ignore"):
                    taken = list(islice(rows, AT_ONCE))
                    taken = [formulas.filled(number + at, row) for at, row in enumerate(taken, 1)]
            except Exception as error:  # noqa: BLE001  # as above
                raise RecordError(f"{self.name}:{self._title} cannot be read on after row {number:,} ({_detail(error)})") from None
            if not taken:
                return
            yield from enumerate(taken, number + 1)
            number += len(taken)

    def _chosen(self, titles: Sequence[str]) -> int:
        """Return the index of the chosen sheet, from 0."""
        sheet = self._options.sheet
        if not titles:
            raise RecordError(f"{self.name} has no sheet with cells; save it with one")
        if sheet is None:
            return 0
        if isinstance(sheet, str) and sheet in titles:
            return titles.index(sheet)
        number = int(sheet) if isinstance(sheet, int) or (sheet.isascii() and sheet.isdigit()) else 0  # a command line has only texts
        if 0 < number <= len(titles):
            return number - 1
        raise RecordError(f"{self.name} has no sheet {sheet!r}{close_match(sheet, titles)}")


class Formulas:
    """The formulas of a sheet that were never computed, so that their cells are not taken for empty ones."""

    def __init__(self, stream: Stream, title: str) -> None:
        self._stream, self._title = stream, title
        self._rows: Iterator[Cells] | None = None
        self._number = 0

    def filled(self, number: int, row: Cells) -> Cells:
        """The row, with the text of the formula in a cell that has one and no value. Rows are asked for in order."""
        if not any(cell.value is None and hasattr(cell, "row") for cell in row):
            return row
        if self._rows is None:
            book = optional("openpyxl", "excel").load_workbook(self._stream, read_only=True)
            sheet = next(sheet for sheet in book.worksheets if sheet.title == self._title)
            sheet.reset_dimensions()
            self._rows = iter(sheet.rows)
        written: Cells = ()
        while self._number < number:
            written, self._number = next(self._rows, ()), self._number + 1
        return tuple(
            formula if cell.value is None and formula.data_type == "f" else cell for cell, formula in zip(row, written, strict=False)
        )


def _detail(error: Exception) -> str:
    return shortened(str(error).lower() or type(error).__name__)
