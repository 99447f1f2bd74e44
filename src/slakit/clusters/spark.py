"""Spark: each partition of a DataFrame is added up where it is, in Arrow batches, and the sums are merged in a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.clusters.partial import Job, Partial
from slakit.errors import UsageError, optional
from slakit.statements.statement import Statement


def evaluate(
    agreement: Agreement,
    records: Mapping[str, Any],
    *,
    period: Any = None,
    as_of: datetime | str | None = None,
    history: Any = None,
    timezone: str | tzinfo | None = None,
    progress: Callable[[str, int], None] | None = None,
    allow_repeated: bool = False,
) -> Statement:
    """The statement that `slakit.evaluate` gives, over DataFrames of Spark by stream; only tallies are collected.

    Instants of Spark have a zone, that of its session, so that `timezone` is needed for what it calls TIMESTAMP_NTZ alone. `progress` is
    called with the stream and the number of its partitions when it is done. Raises UsageError for partitions with the same records,
    unless `allow_repeated`, and MissingExtra without pyspark. The workers need slakit[arrow].
    """
    optional("pyspark", "spark")
    job = Job.of(agreement, records, as_of, timezone, allow_repeated, period)
    made = []
    for stream, frame in records.items():
        if not hasattr(frame, "mapInArrow"):
            raise UsageError(f"stream {stream!r} got {type(frame).__name__}, no DataFrame of Spark; write spark.createDataFrame(...)")
        sums = frame.mapInArrow(_adder(job, stream), "state binary, number int, digest string").rdd.map(
            lambda row, stream=stream: Partial(bytes(row.state), ((stream, row.number, row.digest),) if row.digest else ())
        )
        count = sums.getNumPartitions()
        if count:
            made.append(sums.treeReduce(lambda left, right: job.merged([left, right])))
        if progress is not None:
            progress(stream, count)
    return job.statement(made, records, history)


def _adder(job: Job, stream: str) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """The function that Spark runs on the Arrow batches of each partition."""

    def added(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow
        from pyspark import TaskContext

        context = TaskContext.get()
        number = 0 if context is None else context.partitionId()
        partial = job.partial(stream, number, (pyarrow.Table.from_batches([batch]) for batch in batches))
        digest = partial.seen[0][2] if partial.seen else ""
        yield pyarrow.RecordBatch.from_pydict({"state": [partial.state], "number": pyarrow.array([number], "int32"), "digest": [digest]})

    return added
