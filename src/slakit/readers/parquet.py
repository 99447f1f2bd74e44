"""Parquet files, through pyarrow: columns as they lie in the file, in batches."""

from collections.abc import Generator
from typing import Any

from slakit.engine.read.frame_rows import FrameRows
from slakit.errors import RecordError, optional, reason
from slakit.readers.options import PARQUET, ReadOptions, takes
from slakit.readers.reader import Reader, Row, RowsAsColumns
from slakit.readers.source import FilePath, Stream

ROWS = 131_072


@takes(ReadOptions)
def read_parquet(path: FilePath, **options: Any) -> "ParquetReader":
    """The rows of a Parquet file, with the values that it holds; the line of a row is its number, from 1.

    >>> import pyarrow as pa, pyarrow.parquet
    >>> from datetime import UTC, datetime
    >>> table = pa.table({"id": [7], "opened": [datetime(2026, 3, 31, 10, tzinfo=UTC)]})
    >>> pa.parquet.write_table(table, "cases.parquet")
    >>> [(row["id"], row["opened"].isoformat()) for row in read_parquet("cases.parquet", times=["opened"])]
    [(7, '2026-03-31T10:00:00+00:00')]

    A time without an offset is the local time of `timezone`; texts and numbers in fields of times are read as in CSV. The other options are
    those of `read_csv`, except those of a text. Raises MissingExtra without pyarrow.
    """
    return ParquetReader(path, options)


class ParquetReader(Reader):
    """The rows of a Parquet file; `read_parquet` makes it."""

    kind = PARQUET

    def __init__(self, path: FilePath, given: Any) -> None:
        super().__init__(path, given)
        optional("pyarrow.parquet", "arrow")

    def _read(self, stream: Stream) -> Generator[tuple[int, Row | RowsAsColumns], None, None]:
        pq = optional("pyarrow.parquet", "arrow")
        first = 1
        try:
            file = pq.ParquetFile(self._source.path, pre_buffer=False)
            columns = list(file.schema_arrow.names)
            fields = dict(zip(columns, self.name_fields(columns), strict=True))
            needed = {
                *self._wanted(list(fields.values())),
                *self._fields.columns,
                *(one for part in self._fields.columns.values() for one in part),
            }
            chosen = [column for column, name in fields.items() if name in needed] if self._as_columns else columns
            names = [fields[column] for column in chosen]
            for batch in file.iter_batches(batch_size=ROWS if self._as_columns else min(self._size, ROWS), columns=chosen):
                rows = FrameRows(batch.rename_columns(names), range(first, first + len(batch)))
                if self._as_columns and self._keeps(batch.schema, dict(zip(names, chosen, strict=True))):
                    yield first, rows
                else:
                    yield from zip(rows.lines, self._plain(rows.rows()), strict=True)
                first += len(batch)
        except (OSError, optional("pyarrow", "arrow").ArrowException) as error:
            raise RecordError(
                f"{self.name} cannot be read on after row {first - 1:,} ({reason(error)}); write it again as Parquet"
            ) from None

    def _keeps(self, schema: Any, columns: dict[str, str]) -> bool:
        """True if the columns can stay as they are: no text stands for nothing, and each time is an instant with a zone."""
        types = optional("pyarrow", "arrow").types
        kinds = [schema.field(columns[name]).type for name in self._fields.columns if name in columns]
        return (
            not self._options.null
            and self.numerals is None
            and not self._fields.are_joined
            and all(types.is_timestamp(kind) and kind.tz is not None and kind.unit != "ns" for kind in kinds)
        )

    def _plain(self, rows: list[Row]) -> list[Row]:
        null = self._options.null
        if not null:
            return rows
        return [{name: None if isinstance(value, str) and value.strip() in null else value for name, value in row.items()} for row in rows]
