"""Comma-separated files, and others whose cells a sign separates."""

import csv
import re
from codecs import lookup
from collections.abc import Callable, Generator, Iterator
from io import TextIOWrapper
from typing import Any

from slakit.errors import RecordError, installed
from slakit.readers.blocks import Blocks
from slakit.readers.clean_rows import UNDECODED, Rows, clean_rows
from slakit.readers.options import CSV, ReadOptions, takes
from slakit.readers.reader import Reader, Row, RowsAsColumns
from slakit.readers.record_problem import shortened
from slakit.readers.source import FilePath, Lines, Stream

LINES = 1_024  # that are read at once
LARGE = 1 << 20  # bytes of a file that is worth to load NumPy for
ONE_BYTE = {"utf-8", "utf-8-sig", "ascii", "cp1252", "iso8859-1", "iso8859-15"}  # encodings that write ASCII as it is
AT_ONCE = 32  # lines that are read one by one where one of them is odd


@takes(ReadOptions)
def read_csv(path: FilePath, **options: Any) -> "CsvReader":
    """The rows of a comma-separated file, plain or gzipped, as dicts; an empty cell is None.

    >>> from pathlib import Path
    >>> _ = Path("cases.csv").write_text("id,OPEN_DT\\n7,03/06/2026 03:00:00 PM\\n8,\\n")
    >>> cases = read_csv("cases.csv", rename={"OPEN_DT": "opened"}, times=["opened"],
    ...                  time_format="%m/%d/%Y %I:%M:%S %p", timezone="America/New_York")
    >>> [(row["id"], row["opened"] and row["opened"].isoformat()) for row in cases]
    [('7', '2026-03-06T15:00:00-05:00'), ('8', None)]

    `rename` maps columns of the file to fields. `times` names the fields that hold times, or maps each to the columns of its date and
    hour, `times={"opened": ["Day", "Hour"]}`. They become aware datetimes, and a date without an hour a date. `time_format` is one of
    strptime, "iso", "epoch", "epoch ms" or "epoch us", a list of those that are tried in order, or a mapping with one for each field; an
    offset in the text wins, otherwise the wall clock is that of `timezone`. `ambiguous`, "earlier" or "later", says how to read a time
    that a clock change repeated or skipped; without it such a time is unreadable.

    `decimal=","` and `thousands="."` say how numbers are written, `null=["n/a", "-"]` which cells stand for nothing, `skip` how many
    lines stand above the header; `delimiter` and `encoding` are those of the file. `progress` is called with the bytes read and all bytes.

    A time that cannot be read is an Unread in its row; a row that is broken as a whole is left out. Both are listed in `.problems`.
    After a quote that is never closed, reading goes on with the next line. A file of one column whose header and first row are separated
    by another sign, as by ";", is refused with that `delimiter`. Raises UsageError when slakit was called wrongly, RecordError, as rows
    are read, when the file as a whole is wrong.
    """
    return CsvReader(path, options)


class CsvReader(Reader):
    """The rows of a comma-separated file; `read_csv` makes it."""

    kind = CSV
    _other: str | None = None  # a sign that may separate the cells of a table of one column

    def _read(self, stream: Stream) -> Generator[tuple[int, Row | RowsAsColumns], None, None]:
        if self._pays_arrays():
            blocks = Blocks(stream, self._options.encoding)
            yield from self._rows(Lines(blocks, self.name), blocks)
            return
        text = TextIOWrapper(stream, encoding=self._options.encoding, errors="surrogateescape", newline="")
        try:
            yield from self._rows(Lines(text, self.name))
        finally:
            text.detach()  # the file is the reader's to close

    def _pays_arrays(self) -> bool:
        """True if a file is so large, and so plain, that it pays to load what reads it as arrays, where that is installed."""
        is_plain = self.numerals is None and self._fields.are_plain and lookup(self._options.encoding).name in ONE_BYTE
        return self._as_columns and is_plain and self._source.size >= LARGE and installed("numpy") and installed("narwhals")

    def _rows(self, lines: Lines[str], blocks: Blocks | None = None) -> Generator[tuple[int, Row | RowsAsColumns], None, None]:
        delimiter = self._delimiter(lines)
        cells = csv.reader(lines, delimiter=delimiter, strict=True)
        names = self._header(cells, lines, delimiter)
        self._other = _other(names, delimiter)
        arrays = self._arrays(blocks, names, delimiter)
        rows, most = Rows(names, self._options.null), min(self._size, AT_ONCE)
        try:
            while True:
                if not (lines.waiting or self._other) and (read := arrays(lines.number + 1)):
                    if rows.lines:
                        yield rows.lines[0], rows.taken()
                    lines.number += read[1]
                    yield read[0].lines[0], read[0]
                    continue
                size = min(most, self._size - len(rows.lines))
                taken = lines.take(min(size, blocks.pending or size) if blocks else size)
                if not taken:
                    break
                first = lines.number - len(taken) + 1
                clean = None if self._other else clean_rows(taken, delimiter, len(names))
                lines.put_back(taken if clean is None else taken[clean.used :])
                if clean is not None:
                    rows.add(clean, first)
                    most = min(2 * most, LINES)
                if rows.lines and (clean is None or len(rows.lines) == self._size):
                    yield rows.lines[0], rows.taken()
                if clean is None:  # what is odd is looked at row by row
                    most = min(self._size, AT_ONCE)
                    yield from self._careful(cells, lines, names, first + min(len(taken), most))
        except RecordError:
            if rows.lines:
                yield rows.lines[0], rows.taken()
            raise
        if rows.lines:
            yield rows.lines[0], rows.taken()

    def _arrays(self, blocks: Blocks | None, names: list[str], delimiter: str) -> "Callable[[int], tuple[RowsAsColumns, int] | None]":
        """The function that gives the next rows as arrays, and how many lines they are; None where they are not plain."""
        if blocks is None or not delimiter.isascii():
            return lambda first: None
        from slakit.readers.csv_arrays import CsvArrays  # loads NumPy

        return CsvArrays(blocks, names, delimiter, self._options.encoding, self._options.null, self._fields).next

    def _careful(
        self, cells: Iterator[list[str]], lines: Lines[str], names: list[str], until: int
    ) -> Generator[tuple[int, Row], None, None]:
        """The rows that begin before a line, one by one; those that are broken are refused."""
        width, null = len(names), self._options.null
        while (line := lines.number + 1) < until:
            lines.taken.clear()
            try:
                row = next(cells)
            except StopIteration:
                return
            except csv.Error as error:
                self.refuse(line, lines.taken[0], f"{shortened(lines.taken[0])!r} is not a quoted row ({error}); {QUOTES}")
                lines.give_back()
                continue
            if self._other and row:  # one column only if the first row has no other sign
                if lines.taken[0].count(self._other) == names[0].count(self._other):
                    raise RecordError(self._one_column(names[0], self._other))
                self._other = None
            if len(row) != width:
                if row:
                    remedy = QUOTES if len(row) > width else "write a cell for each column, an empty one for no value"
                    text = f"the row has {len(row):,} cell{'' if len(row) == 1 else 's'}, not the {width:,} of the header; {remedy}"
                    self.refuse(line, lines.taken[0], text)
                    lines.give_back()
            elif not (text := "".join(row)).strip():  # a row of empty cells, as sheets have below their table, is no record
                continue
            elif not text.isascii() and UNDECODED.search(text):
                self._refuse_bytes(line, names, row)
            elif null:
                yield line, dict(zip(names, [cell if cell and cell.strip() not in null else None for cell in row], strict=False))
            else:
                yield line, dict(zip(names, [cell or None for cell in row], strict=False))

    def _delimiter(self, lines: Lines[str]) -> str:
        """The sign between cells; the lines above the header are skipped."""
        written = self._named(lines)
        lines.skip(max(lines.number, self._options.skip))
        written = self._named(lines) or written
        name = self.name.lower().removesuffix(".gz")
        if self._options.delimiter or written:
            return self._options.delimiter or written or ","
        if name.endswith((".tsv", ".tab")):
            return "\t"
        return self._sniffed(lines) if name.endswith(".txt") else ","

    def _named(self, lines: Lines[str]) -> str | None:
        """Return the sign in a line such as "sep=;", as Excel writes it, and skip that line; None for any other line."""
        line = lines.peek() or ""
        named = SEP.fullmatch(line)
        if named:
            next(lines)
        elif lines.number == 0 and line.startswith(MARK):  # of an encoding that does not take it away
            lines.replace(line.removeprefix(MARK))
        return named[1] if named else None

    def _sniffed(self, lines: Lines[str]) -> str:
        """The only sign that can separate the names of the header; raises RecordError when there is a choice."""
        header = lines.peek()
        if header is None:
            return ","
        bare = QUOTED.sub("", header)
        signs = [sign for sign in SIGNS if sign in bare]
        if "\t" in signs or (not signs and len(bare.split()) <= 1):
            return "\t"
        if len(signs) == 1:
            return signs[0]
        shown = f"the header of {self.name}, {shortened(header)!r},"
        if not signs:
            raise RecordError(f"{shown} is not separated by a tab, ';', '|' or ','; write its delimiter=' '")
        both = " and ".join(map(repr, signs))
        raise RecordError(f"{shown} has {both}, not one sign between its names; write delimiter={signs[0]!r}")

    def _header(self, cells: Iterator[list[str]], lines: Lines[str], delimiter: str) -> list[str]:
        above = lines.number
        try:
            columns = next(cells, [])
        except csv.Error as error:
            raise RecordError(f"the header of {self.name} is not a row ({error}); write 'id,opened,closed'") from None
        if UNDECODED.search("".join(columns)):
            raise RecordError(f"the header of {self.name} is not {self._text}")
        if not columns:
            what = "is empty" if not lines.number else "has an empty first line" if not above else f"has no header after line {above:,}"
            raise RecordError(f"{self.name} {what}; write the names of its columns first, 'id,opened,closed'")
        other = _other(columns, delimiter)
        try:
            return self.name_fields(columns)
        except RecordError:
            if other:
                raise RecordError(self._one_column(columns[0], other)) from None
            raise

    def _one_column(self, column: str, other: str) -> str:
        return f"{self.name} has one column, {shortened(column)!r}, not several; write delimiter={other!r}"

    def _refuse_bytes(self, line: int, names: list[str], row: list[str]) -> None:
        field, cell = next((name, cell) for name, cell in zip(names, row, strict=True) if UNDECODED.search(cell))
        self.refuse(line, cell, f"{field} '{shortened(cell)}' is not {self._text}")

    @property
    def _text(self) -> str:
        return f"{self._options.encoding.removesuffix('-sig')} text; write its encoding, encoding='cp1252'"


def _other(columns: list[str], delimiter: str) -> str | None:
    """The sign that separates the names of a header of one column, if there is one."""
    return next((sign for sign in SIGNS if sign != delimiter and sign in columns[0]), None) if len(columns) == 1 else None


SIGNS = ";\t|,"  # what separates the cells of such files
SEP = re.compile(r'"?sep=([^"\r\n])"?[;,\t|]*\r?\n?', re.IGNORECASE)
QUOTED = re.compile('"(?:[^"]|"")*"')
MARK = "\ufeff"
QUOTES = 'write a cell that holds the delimiter in quotes, and a quote in it twice, "5"" pipe"'
