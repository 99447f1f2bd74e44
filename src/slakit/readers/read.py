"""read: the reader that a file's name asks for."""

from os import PathLike, fspath
from typing import Any

from slakit.errors import UsageError
from slakit.readers.csv import CsvReader
from slakit.readers.database import DatabaseReader, is_address
from slakit.readers.jsonl import JsonlReader
from slakit.readers.options import ReadOptions, takes
from slakit.readers.parquet import ParquetReader
from slakit.readers.reader import Reader
from slakit.readers.source import FilePath, Source
from slakit.readers.xlsx import XlsxReader

TEXTS: dict[tuple[str, ...], type[Reader]] = {(".csv", ".tsv", ".tab", ".txt"): CsvReader, (".jsonl", ".ndjson", ".json"): JsonlReader}
SHEETS = (".xlsx", ".xlsm")


@takes(ReadOptions)
def read(path: FilePath, **options: Any) -> Reader:
    """The rows of a file after the ending of its name: text with or without .gz, JSON, or a sheet of an Excel workbook.

    >>> import gzip
    >>> with gzip.open("cases.csv.gz", "wt") as file:
    ...     print("id,opened", "7,2026-03-31 10:00", sep="\\n", file=file)
    >>> cases = read("cases.csv.gz", times=["opened"], timezone="Europe/London")
    >>> [(row["id"], row["opened"].isoformat()) for row in cases]
    [('7', '2026-03-31T10:00:00+01:00')]

    The cells of .csv are separated by commas, of .tsv by tabs, of .txt by the one sign that its header has, unless `delimiter` says
    otherwise. .jsonl, .ndjson and .json hold an object a line or an array of objects. Of .xlsx it is the first sheet, or the `sheet` of
    that name or number. A .parquet file holds columns. An address such as "sqlite:///cases.db?query=SELECT * FROM cases" asks a database
    (`sk.files.read_database`). The options are those of `read_csv`. Raises UsageError for another ending.
    """
    if isinstance(path, str | PathLike) and isinstance(fspath(path), str):
        if is_address(fspath(path)):
            return DatabaseReader(fspath(path), options)
        name = fspath(path).lower()
        if name.endswith(SHEETS):
            return XlsxReader(path, options)
        if name.endswith(".parquet"):
            return ParquetReader(path, options)
        for endings, reader in TEXTS.items():
            if name.removesuffix(".gz").endswith(endings):
                return reader(path, options)
    Source(path)  # a folder, or nothing at all, is refused first
    listed = ".csv, .tsv, .txt, .jsonl, .ndjson or .json, with or without .gz, or in .xlsx or .parquet"
    raise UsageError(f"{fspath(path)!r} does not end in {listed}; save it as one of them")
