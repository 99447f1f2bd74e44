"""Comma-separated files."""

import csv
import re
from codecs import lookup
from collections.abc import Generator, Iterable, Iterator, Mapping
from datetime import tzinfo
from io import TextIOWrapper
from os import PathLike

from slakit.errors import RecordError, UsageError, close_match
from slakit.readers.problem import shortened
from slakit.readers.reader import Reader, Row
from slakit.readers.source import Lines, Progress, Stream

UNDECODED = re.compile("[\udc80-\udcff]")  # what "surrogateescape" leaves of bytes that are not in the encoding


def read_csv(
    path: "str | PathLike[str]",
    rename: Mapping[str, str] | None = None,
    timezone: "str | tzinfo | None" = None,
    time_format: str | None = None,
    times: Iterable[str] = (),
    ambiguous: str | None = None,
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
    progress: Progress | None = None,
) -> "CsvReader":
    """The rows of a comma-separated file, plain or gzipped, as dicts; an empty cell is None.

    >>> cases = read_csv("cases.csv.gz", rename={"OPEN_DT": "opened"}, times=["opened"],
    ...                  time_format="%m/%d/%Y %I:%M:%S %p", timezone="America/New_York")
    >>> statement = evaluate(agreement, {"cases": cases})

    `rename` maps columns of the file to fields. The fields named in `times` become aware datetimes: of `time_format`, or ISO; an
    offset in the text wins, otherwise the wall clock is that of `timezone`. `ambiguous`, "earlier" or "later", says how to read a time
    that a clock change repeated or skipped; without it such a row is left out. Rows that cannot be read are left out and listed in
    `.problems`. After a quote that is never closed, reading goes on with the next line. `progress` is called with the bytes read and
    all bytes. A file of one column whose header and first row are parted by another sign, as by ";", is refused with that `delimiter`.
    Raises UsageError when slakit was called wrongly, RecordError, as rows are read, when the file as a whole is wrong.
    """
    return CsvReader(path, rename, timezone, time_format, times, ambiguous, progress, delimiter=delimiter, encoding=encoding)


class CsvReader(Reader):
    """The rows of a comma-separated file; `read_csv` makes it."""

    def __init__(self, *options: object, delimiter: str, encoding: str) -> None:
        super().__init__(*options)  # type: ignore[arg-type]  # read_csv says what they are
        delimiter = "\t" if delimiter == "\\t" else delimiter  # as it is written on a command line
        try:
            csv.reader((), delimiter=delimiter)
        except (TypeError, ValueError):
            raise UsageError(f"delimiter={delimiter!r} is not one character; write delimiter=';'") from None
        try:
            lookup(encoding)
        except LookupError:
            raise UsageError(f"encoding={encoding!r} is not an encoding; write encoding='utf-8' or 'cp1252'") from None
        self._delimiter = delimiter
        self._encoding = encoding

    def _read(self, stream: Stream) -> Generator[tuple[int, Row], None, None]:
        text = TextIOWrapper(stream, encoding=self._encoding, errors="surrogateescape", newline="")
        try:
            yield from self._rows(Lines(text, self.name))
        finally:
            text.detach()  # the file is the reader's to close

    def _rows(self, lines: Lines[str]) -> Generator[tuple[int, Row], None, None]:
        cells = csv.reader(lines, delimiter=self._delimiter, strict=True)
        names = self._header(cells, lines)
        width, other = len(names), self._other(names)
        while True:
            line = lines.number + 1
            lines.taken.clear()
            try:
                row = next(cells)
            except StopIteration:
                return
            except csv.Error as error:
                self.refuse(line, lines.taken[0], f"{shortened(lines.taken[0])!r} is not a quoted row ({error}); {QUOTES}")
                lines.give_back()
                continue
            if other and row:  # the first row tells
                if lines.taken[0].count(other) == names[0].count(other):
                    raise RecordError(self._one_column(names[0], other))
                other = None
            if len(row) != width:
                if row:
                    text = f"the row has {len(row):,} cell{'' if len(row) == 1 else 's'}, not the {width:,} of the header; {QUOTES}"
                    self.refuse(line, lines.taken[0], text)
                    lines.give_back()
            elif not (text := "".join(row)).isascii() and UNDECODED.search(text):
                self._refuse_bytes(line, names, row)
            else:
                yield line, dict(zip(names, [cell or None for cell in row], strict=False))

    def _header(self, cells: Iterator[list[str]], lines: Lines[str]) -> list[str]:
        """The names of the fields, renamed."""
        try:
            columns = next(cells, [])
        except csv.Error as error:
            raise RecordError(f"the header of {self.name} is not a row ({error}); write 'id,opened,closed'") from None
        if UNDECODED.search("".join(columns)):
            raise RecordError(f"the header of {self.name} is not {self._text}")
        if not columns:
            what = "has an empty first line" if lines.number else "is empty"
            raise RecordError(f"{self.name} {what}; write the names of its columns first, 'id,opened,closed'")
        other = self._other(columns)
        for column in self._rename:
            if column not in columns:
                if other:
                    raise RecordError(self._one_column(columns[0], other))
                raise RecordError(f"{column!r} is not a column of {self.name}{close_match(column, columns)}")
        names = [self._rename.get(column, column) for column in columns]
        for at, name in enumerate(names):
            if name in names[:at]:
                first = columns[names.index(name)]
                both = f"has two columns {name!r}" if first == columns[at] == name else f"calls both {first!r} and {columns[at]!r} {name!r}"
                raise RecordError(f"{self.name} {both}; give each column a name of its own")
        for field in self._times:
            if field not in names:
                if other:
                    raise RecordError(self._one_column(columns[0], other))
                raise RecordError(f"{field!r} is not a field of {self.name}{close_match(field, names)}")
        return names

    def _other(self, columns: list[str]) -> str | None:
        """The sign that parts the names of a header of one column, if there is one."""
        if len(columns) != 1:
            return None
        return next((sign for sign in SIGNS if sign != self._delimiter and len(columns[0].split(sign)) > 1), None)

    def _one_column(self, column: str, other: str) -> str:
        return f"{self.name} has one column, {shortened(column)!r}, not several; write delimiter={other!r}"

    def _refuse_bytes(self, line: int, names: list[str], row: list[str]) -> None:
        field, cell = next((name, cell) for name, cell in zip(names, row, strict=True) if UNDECODED.search(cell))
        self.refuse(line, cell, f"{field} '{shortened(cell)}' is not {self._text}")

    @property
    def _text(self) -> str:
        return f"{self._encoding.removesuffix('-sig')} text; write its encoding, encoding='cp1252'"


SIGNS = ";\t|,"  # what parts the cells of such files
QUOTES = 'write a cell that holds the delimiter in quotes, and a quote in it twice, "5"" pipe"'
