"""Frames: whatever holds records as columns, in batches."""

from collections.abc import Iterator
from typing import Any

from slakit.engine.plan.plan import PlannedStream
from slakit.engine.read.batch import Batch, Zones
from slakit.engine.read.needed_names import wanted
from slakit.errors import MissingExtra, UsageError, optional

ROWS = 262_144


def frame_batches(stream: PlannedStream, records: Any, zones: Zones) -> Iterator[Batch]:
    """The batches of a frame that narwhals knows, or of anything that offers Arrow.

    A lazy frame is asked for the fields that are read and for no others. Raises MissingExtra without narwhals and NumPy.
    """
    try:
        import narwhals.stable.v2 as nw
        import numpy as np  # noqa: F401  # what the batches are made of
    except ImportError:
        raise MissingExtra("narwhals", "frames") from None
    from slakit.engine.read.columns import ColumnBatch

    if hasattr(records, "__arrow_c_array__") and not hasattr(records, "__arrow_c_stream__"):
        records = next(_tables(records))
    if hasattr(records, "to_batches") and hasattr(records, "scanner"):  # a dataset of pyarrow: files that are read piece by piece
        yield from _of_dataset(stream, records, zones)
        return
    try:
        frame = nw.from_native(records, pass_through=True, allow_series=True)
    except nw.exceptions.DuplicateError:
        raise UsageError(_twice(stream, records)) from None
    if isinstance(frame, nw.Series):
        raise UsageError(f"stream {stream.name!r} got a {type(records).__name__}, which is one column; write a frame with a column a field")
    if isinstance(frame, nw.LazyFrame) and not hasattr(records, "__arrow_c_stream__"):
        whole, frame = frame, frame.select(wanted(stream, frame.collect_schema().names()))
        native = frame.to_native()
        if hasattr(native, "collect_batches"):  # polars, which then never holds all rows
            some = False
            for part in native.collect_batches(chunk_size=ROWS, maintain_order=True):
                some = some or bool(len(part))
                yield ColumnBatch(nw.from_native(part, eager_only=True), stream.name, zones)
            if not some:  # its columns are looked at all the same
                yield ColumnBatch(whole.head(0).collect(), stream.name, zones)
            return
        frame = frame.collect()
    if isinstance(frame, nw.DataFrame):
        for first in range(0, max(len(frame), min(1, len(frame.columns))), ROWS):  # without a row its columns are looked at all the same
            yield ColumnBatch(frame[first : first + ROWS], stream.name, zones)
        return
    if not hasattr(records, "__arrow_c_stream__"):
        problem = "which is no frame that narwhals knows; write rows or an Arrow table"
        raise UsageError(f"stream {stream.name!r} got {type(records).__name__}, {problem}")
    for table in _tables(records):
        yield from frame_batches(stream, table, zones)


def _of_dataset(stream: PlannedStream, records: Any, zones: Zones) -> Iterator[Batch]:
    """The batches of a dataset, of which only those columns are read that are needed."""
    pa = optional("pyarrow", "arrow")
    for batch in records.to_batches(columns=wanted(stream, records.schema.names), batch_size=ROWS):
        if len(batch):
            yield from frame_batches(stream, pa.Table.from_batches([batch]), zones)


def _twice(stream: PlannedStream, records: Any) -> str:
    columns = list(map(str, getattr(records, "columns", ())))
    repeated = ", ".join(repr(name) for name in dict.fromkeys(columns) if columns.count(name) > 1) or "columns"
    return f"stream {stream.name!r} has {repeated} more than once; give each column a name of its own"


def _tables(records: Any) -> Iterator[Any]:
    """An Arrow record batch, or those of an Arrow stream, as tables."""
    pa = optional("pyarrow", "arrow")
    streamed = hasattr(records, "__arrow_c_stream__")
    for batch in pa.RecordBatchReader.from_stream(records) if streamed else [pa.record_batch(records)]:
        yield pa.Table.from_batches([batch])
