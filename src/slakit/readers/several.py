"""read_files: the rows of several files that are alike, such as those of the months of a year."""

from collections.abc import Iterator, Sequence
from glob import glob, has_magic
from os import fspath
from os.path import exists
from typing import Any

from slakit.errors import UsageError
from slakit.readers.database import is_address
from slakit.readers.options import ReadOptions, takes
from slakit.readers.read import read
from slakit.readers.reader import Batch, Reader, Row, RowsAsColumns, Wanted
from slakit.readers.record_problem import RecordProblem
from slakit.readers.source import FilePath
from slakit.values.source_repr import in_brackets


@takes(ReadOptions)
def read_files(path: FilePath, **options: Any) -> "Files":
    """The rows of all files whose names fit a pattern, one file after the other in the order of their names; the options are of `read`.

    >>> from pathlib import Path
    >>> for month in ("2026-01", "2026-02"):
    ...     _ = Path(f"{month}.csv").write_text(f"id,month\\n7,{month}\\n")
    >>> [row["month"] for row in read_files("2026-*.csv")]
    ['2026-01', '2026-02']
    """
    paths = matching(fspath(path))
    return Files([read(one, **options) for one in paths], paths)


def matching(path: str) -> list[str]:
    """The files that a pattern such as "year/*.csv" fits, by name; the path itself where it is none. UsageError where it fits no file."""
    if is_address(path) or not has_magic(path) or exists(path):
        return [path]
    if paths := sorted(glob(path, recursive=True)):
        return paths
    raise UsageError(f"{path!r} fits no file; write the path of a file, or a pattern such as 'year/*.csv'")


class Files:
    """The files of one stream, read one after the other; `read_files` makes it."""

    def __init__(self, readers: Sequence[Reader], paths: Sequence[str]) -> None:
        names = [reader.name for reader in readers]
        for reader, path in zip(readers, paths, strict=True):
            reader.name = path if names.count(reader.name) > 1 else reader.name  # so that a place names one file
        self._readers = readers
        self.name = readers[0].name
        self.zone, self.numerals = readers[0].zone, readers[0].numerals  # the files of a stream are read alike

    def __repr__(self) -> str:
        return in_brackets(self, ", ".join(reader.name for reader in self._readers))

    def __iter__(self) -> Iterator[Row]:
        for reader in self._readers:
            yield from reader

    @property
    def problems(self) -> list[RecordProblem]:
        """The problems of all files."""
        return [problem for reader in self._readers for problem in reader.problems]

    def unread(self) -> list[str]:
        """Return the files of which no row, or no time, could be read, which is probably a mistake."""
        return [
            f"no row of {reader.name} can be read, of {reader.refused + reader.rows:,}: {reader.problems[0].text}"
            for reader in self._readers
            if reader.problems and reader.lost == reader.rows
        ]

    def batches(self, size: int) -> Iterator[Batch]:
        """The rows of the files, in batches; `name` is that of the file they come from."""
        for reader in self._readers:
            self.name = reader.name
            yield from reader.batches(size)

    def tables(self, size: int, wanted: Wanted = list) -> Iterator[RowsAsColumns | Batch]:
        """The same rows, as tables of columns where a file allows it."""
        for reader in self._readers:
            self.name = reader.name
            yield from reader.tables(size, wanted)
