"""Cursors: the rows of a query of a database, fetched some thousand at a time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slakit.engine.plan.plan import PlannedStream
from slakit.engine.read.batch import Batch, Zones
from slakit.engine.read.table import TableBatch, ValueTable
from slakit.errors import UsageError, installed

ROWS = 16_384
ARROW = "fetch_record_batch"  # how cursors of ADBC give an Arrow stream


def is_cursor(records: Any) -> bool:
    """True if records are a DB-API cursor or a result of SQLAlchemy."""
    has_names = hasattr(records, "description") or callable(getattr(records, "keys", None))
    return callable(getattr(records, "fetchmany", None)) and has_names and not hasattr(records, "__arrow_c_stream__")


def cursor_batches(stream: PlannedStream, records: Any, zones: Zones) -> Iterator[Batch]:
    """The rows that a cursor has not given yet, in batches; UsageError for one that has none to give."""
    names = column_names(records)
    if names is None:
        raise UsageError(f"stream {stream.name!r} got a cursor without rows; execute a query first, cursor.execute('SELECT ...')")
    if repeated := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        remedy = "give each column a name of its own, 'SELECT a.id AS id'"
        raise UsageError(f"stream {stream.name!r} has {repeated[0]!r} more than once; {remedy}")
    if callable(getattr(records, ARROW, None)) and installed("pyarrow") and installed("narwhals"):
        from slakit.engine.read.frames import frame_batches

        yield from frame_batches(stream, getattr(records, ARROW)(), zones)
        return
    while rows := records.fetchmany(ROWS):
        yield TableBatch(ValueTable(names, columns_of(rows, names), range(len(rows)), frozenset()), stream.name, zones=zones)


def columns_of(rows: Sequence[Any], names: Sequence[str]) -> list[Sequence[Any]]:
    """The columns of some rows, be they tuples or mappings."""
    if isinstance(rows[0], Mapping):
        return [[row[name] for row in rows] for name in names]
    return list(zip(*rows, strict=True))


def column_names(records: Any) -> list[str] | None:
    """The names of the columns of a cursor or result; None where it has no rows to give."""
    if callable(getattr(records, "keys", None)):
        return list(map(str, records.keys())) if getattr(records, "returns_rows", True) else None
    return None if records.description is None else [str(column[0]) for column in records.description]
