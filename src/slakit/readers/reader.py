"""Reader: what the readers of files share; rows go by in constant memory and problems are kept as data (semantics T1, M10)."""

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import tzinfo
from os import PathLike

from slakit.errors import RecordError, UsageError
from slakit.readers.problem import BROKEN_ROW, UNREADABLE, RecordProblem, shortened
from slakit.readers.source import Progress, Source, Stream
from slakit.readers.times import BadTimeError, NoZoneError, TimeReader

Row = dict[str, object]
Batch = tuple[list[Row], list[int]]


class Reader(ABC):
    """The rows of a file, each time anew: iterate over it for rows, or over `batches()` for lists of rows with their line numbers.

    `rows` counts the rows given and `refused` those left out since the iteration began; `problems` says why, one fault each, with
    file and line. Memory grows with the problems only.
    """

    def __init__(
        self,
        path: "str | PathLike[str]",
        rename: Mapping[str, str] | None,
        timezone: "str | tzinfo | None",
        time_format: str | None,
        times: Iterable[str],
        ambiguous: str | None,
        progress: Progress | None,
    ) -> None:
        self._source = Source(path)
        self._rename = _names(rename)
        self._times = _fields(times)
        self._read_time = TimeReader(time_format, timezone, ambiguous).reading()
        self._progress = progress
        self.name = self._source.name
        self.problems: list[RecordProblem] = []
        self.rows = 0
        self.refused = 0

    def __iter__(self) -> Iterator[Row]:
        for rows, _ in self.batches(1_000):
            yield from rows

    def place(self, line: int) -> str:
        """The name of a line, such as "cases.csv:1234"."""
        return f"{self.name}:{line}"

    def batches(self, size: int = 10_000) -> Iterator[Batch]:
        """Lists of at most `size` rows, each with the list of their line numbers.

        Raises RecordError where the file as a whole cannot be read on; the rows before that place have been given by then.
        """
        if type(size) is not int or size < 1:
            raise UsageError(f"{size!r} is not a number of rows; write batches(10_000)")
        self.problems, self.rows, self.refused = [], 0, 0
        return self._batches(size)

    def _batches(self, size: int) -> Iterator[Batch]:
        rows: list[Row] = []
        lines: list[int] = []
        with self._source.open() as raw, closing(self._read(self._source.unpacked(raw))) as read:
            try:
                for line, row in read:
                    if self._times and not self._tell_times(line, row):
                        continue
                    rows.append(row)
                    lines.append(line)
                    if len(rows) == size:
                        self.rows += size
                        self._report(raw.tell())
                        yield rows, lines
                        rows, lines = [], []
            except RecordError:
                if rows:
                    self.rows += len(rows)
                    yield rows, lines
                raise
            self.rows += len(rows)
            self._report(raw.tell())
            if rows:
                yield rows, lines

    def _report(self, done: int) -> None:
        if self._progress is not None:
            self._progress(done, self._source.size)

    @abstractmethod
    def _read(self, stream: Stream) -> Generator[tuple[int, Row], None, None]:
        """The line number and the row of each good row; the others are refused."""

    def refuse(self, line: int, value: object, text: str) -> None:
        """Leave out a row that is broken as a whole."""
        self.refused += 1
        self.problems.append(RecordProblem(BROKEN_ROW, self.place(line), None, shortened(value), f"{self.place(line)}: {text}"))

    def _tell_times(self, line: int, row: Row) -> bool:
        """Turn the fields of `times` from text to datetimes; False when the row is refused."""
        faults, read = len(self.problems), self._read_time
        for field in self._times:
            if field not in row:
                continue  # so that a field no row has is still found out
            text = row[field]
            if text is None or text == "":
                row[field] = None
            elif type(text) is not str:
                why = f"{shortened(text)} is not the text of a time; write '2026-01-31T09:00:00+00:00'"
                self._blame(UNREADABLE, line, field, text, why)
            else:
                try:
                    row[field] = read(text)
                except BadTimeError as bad:
                    if not text.isspace():
                        self._blame(bad.kind, line, field, text, str(bad))
                    row[field] = None
                except NoZoneError:
                    why = f"{field} {shortened(text)!r} has no zone; tell the reader timezone='Europe/London'"
                    raise RecordError(f"{self.place(line)}: {why}") from None
        good = len(self.problems) == faults
        self.refused += not good
        return good

    def _blame(self, kind: str, line: int, field: str, value: object, text: str) -> None:
        self.problems.append(RecordProblem(kind, self.place(line), field, shortened(value), f"{self.place(line)}: {field} {text}"))


def _names(rename: object) -> dict[str, str]:
    """The field of each column that is renamed."""
    if rename is None:
        return {}
    if not isinstance(rename, Mapping) or not all(isinstance(word, str) for pair in rename.items() for word in pair):
        raise UsageError(f"rename={rename!r} does not say which column is which field; write rename={{'OPEN_DT': 'opened'}}")
    return dict(rename)


def _fields(times: object) -> tuple[str, ...]:
    """The fields that hold times."""
    listed = (times,) if isinstance(times, str) else tuple(times) if isinstance(times, Iterable) else (times,)
    if not all(isinstance(name, str) for name in listed):
        raise UsageError(f"times={times!r} is not a list of fields; write times=['opened', 'closed']")
    return listed
