"""Reader: what the readers of files share; rows go by in constant memory and problems are kept as data (docs/numbers.md T1, M10)."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, ClassVar, Protocol

from slakit.engine.read.table import Table
from slakit.errors import RecordError, UsageError
from slakit.metrics.record import Unread
from slakit.readers.column_names import fields_of
from slakit.readers.options import ReadOptions
from slakit.readers.record_problem import BROKEN_ROW, RecordProblem, shortened
from slakit.readers.source import FilePath, Source, Stream
from slakit.readers.time_fields import BadTime, NoZoneField, TimeFields
from slakit.timeline.zone import ZoneMissing
from slakit.values.source_repr import in_brackets

Row = dict[str, Any]
ReadTimes = Callable[[Row], list[BadTime]]
Batch = tuple[list[Row], list[int]]
Wanted = Callable[[Sequence[str]], list[str]]


class RowsAsColumns(Protocol):
    """Rows of a file as columns: a Table of texts and times, or Cells of arrays."""

    @property
    def lines(self) -> Sequence[int]: ...

    def __len__(self) -> int: ...

    def rows(self) -> list[Row]: ...


class Reader(ABC):
    """The rows of a file, each time anew: iterate over it for rows, or over `batches()` for lists of rows with their line numbers.

    `rows` counts the rows given and `refused` those left out since the iteration began; `problems` says why, one fault each, with
    file and line, and `header` has the fields that they have. A time that cannot be read is a problem too; its row is given, with an
    Unread in that field. Memory grows with the problems only. `zone` is that of dates without a time, `numerals` how the numbers are
    written, each None where none was given.
    """

    kind: ClassVar[str]

    def __init__(self, path: FilePath, given: Mapping[str, Any]) -> None:
        self._source = self._opened(path)
        if foreign := [name for name in ReadOptions.foreign(self.kind) if name in given]:
            raise UsageError(*(f"{name}= is not for {self.kind} such as {self._source.path!r}; leave it out" for name in foreign))
        self._options = ReadOptions.of(given)
        self._fields = TimeFields(self._options)
        self.zone = self._fields.zone
        self.numerals = self._options.numerals
        self.name = self._source.name
        self.problems: list[RecordProblem] = []
        self.header = frozenset[str]()
        self.rows = 0
        self._size, self._as_columns = 0, False
        self._wanted: Wanted = list
        self.refused = 0
        self.lost = 0  # rows that had times, of which none could be read

    @staticmethod
    def _opened(path: FilePath) -> Source:
        """Return the file that the rows lie in."""
        return Source(path)

    def __repr__(self) -> str:
        return in_brackets(self, self.name)

    def __iter__(self) -> Iterator[Row]:
        for rows, _ in self.batches(1_000):
            yield from rows

    def location(self, line: int) -> str:
        """The name of a line, such as "cases.csv:1234"."""
        return f"{self.name}:{line}"

    def batches(self, size: int = 10_000) -> Iterator[Batch]:
        """Lists of at most `size` rows, each with the list of their line numbers.

        Raises RecordError where the file as a whole cannot be read on; the rows before that place have been given by then.
        """
        if type(size) is not int or size < 1:
            raise UsageError(f"{size!r} is not a number of rows; write batches(10_000)")
        self._wanted = list
        return _of_size(self._begin(size, False), size)

    def tables(self, size: int = 10_000, wanted: Wanted = list) -> Iterator[RowsAsColumns | Batch]:
        """The same rows in pieces: as columns where the file allows it, else as a batch of rows.

        A piece has at most `size` rows, or more where it is of arrays. `wanted` gives those names of columns that are needed; a file whose
        columns lie apart gives no others.

        >>> from pathlib import Path
        >>> _ = Path("cases.csv").write_text("id,opened\\n7,2026-03-06T15:00Z\\n8,?\\n")
        >>> [table.column("id") for table in read_csv("cases.csv", times=["opened"]).tables()]
        [['7', '8']]
        """
        self._wanted = wanted
        return self._begin(size, True)

    def _begin(self, size: int, as_columns: bool) -> Iterator[RowsAsColumns | Batch]:
        self.problems, self.rows, self.refused, self.lost = [], 0, 0, 0
        self._size, self._as_columns = size, as_columns
        return self._pieces(size)

    def _pieces(self, size: int) -> Iterator[RowsAsColumns | Batch]:
        rows: list[Row] = []
        lines: list[int] = []
        times = self._row_times()
        with self._source.open() as raw, closing(self._read(self._source.unpacked(raw))) as read:
            try:
                for line, row in self._split(read):
                    if not isinstance(row, dict):
                        self.rows += len(rows) + len(row)
                        self._report(raw.tell())
                        if rows:
                            yield rows, lines
                            rows, lines = [], []
                        yield row
                        continue
                    if times is not None and (bad := times(row)):
                        self._report_times(line, row, bad)
                    rows.append(row)
                    lines.append(line)
                    if len(rows) == size:
                        self.rows += size
                        self._report(raw.tell())
                        yield rows, lines
                        rows, lines = [], []
            except (RecordError, NoZoneField) as error:
                if rows:
                    self.rows += len(rows)
                    yield rows, lines
                if isinstance(error, NoZoneField):
                    raise ZoneMissing(f"{self.location(line)}: {error}") from None
                raise
            self.rows += len(rows)
            self._report(raw.tell())
            if rows:
                yield rows, lines

    def _split(self, read: Iterator[tuple[int, Row | RowsAsColumns]]) -> Iterator[tuple[int, Row | RowsAsColumns]]:
        """Tables with their times read, and single rows, also those of a table whose times must be read row by row."""
        for line, row in read:
            if not isinstance(row, Table):  # its times are read already, or will be
                yield line, row
            elif (bad := self._fields.read_table(row)) is None:
                yield from zip(row.lines, row.rows(), strict=True)
            else:
                for number, times in bad:
                    row.set_times(number, self._report_times(row.lines[number], row.row(number), times))
                yield line, row

    def _row_times(self) -> ReadTimes | None:
        """The function that reads the times of a row in place; None if no field holds a time."""
        return self._fields.read if self._fields else None

    def _report(self, done: int) -> None:
        if self._options.progress is not None:
            self._options.progress(done, self._source.size)

    @abstractmethod
    def _read(self, stream: Stream) -> Generator[tuple[int, Row | RowsAsColumns], None, None]:
        """The line number and the row of each good row; the others are refused. Rows may come as a table, with the number of its first."""

    def name_fields(self, columns: Sequence[str]) -> list[str]:
        """The field of each column of a table."""
        names = fields_of(self.name, columns, self._options.rename, self._fields.columns)
        self.header = frozenset((*names, *self._fields.columns))
        return names

    def refuse(self, line: int, value: object, text: str) -> None:
        """Leave out a row that is broken as a whole."""
        self.refused += 1
        self.problems.append(RecordProblem(BROKEN_ROW, self.location(line), None, shortened(value), f"{self.location(line)}: {text}"))

    def _report_times(self, line: int, row: Row, bad: list[BadTime]) -> dict[str, Unread]:
        """Say which times of a row could not be read, here and in the row; return what now stands in their fields."""
        location = self.location(line)
        unread = {}
        for time in bad:
            text = f"{location}: {time.field} {time.text}"
            self.problems.append(RecordProblem(time.kind, location, time.field, shortened(time.value), text))
            row[time.field] = unread[time.field] = Unread(str(time.value), time.kind, text)
        self.lost += self._fields.is_lost(row)
        return unread


def _of_size(pieces: Iterator[RowsAsColumns | Batch], size: int) -> Iterator[Batch]:
    """The rows of the pieces in batches of the size, all but the last."""
    rows: list[Row] = []
    lines: list[int] = []
    try:
        for piece in pieces:
            more, their_lines = piece if isinstance(piece, tuple) else (piece.rows(), piece.lines)
            rows += more
            lines += their_lines
            while len(rows) >= size:
                yield rows[:size], lines[:size]
                del rows[:size], lines[:size]
    except RecordError:
        if rows:
            yield rows, lines
        raise
    if rows:
        yield rows, lines
