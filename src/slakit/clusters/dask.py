"""Dask: each partition of a dataframe is added up where it is, and the sums are merged in a tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.clusters.partial import FAN_IN, Job
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
    """The statement that `slakit.evaluate` gives, over dataframes or bags of Dask by stream; only tallies are collected.

    It runs on the scheduler that is set, such as that of a `distributed.Client`, which runs again what a worker that is gone had done.
    `progress` is called with the stream and the number of its partitions when all is done. Raises UsageError for partitions with the
    same records, unless `allow_repeated`, and MissingExtra without dask.
    """
    dask = optional("dask", "dask")
    job = Job.of(agreement, records, as_of, timezone, allow_repeated, period)
    shared = dask.delayed(job)
    partials, counts = [], {}
    for stream, frame in records.items():
        if not hasattr(frame, "to_delayed"):
            raise UsageError(f"stream {stream!r} got {type(frame).__name__}, no dataframe of Dask; write dask.dataframe.from_pandas(frame)")
        parts = frame.to_delayed()
        parts = parts.ravel().tolist() if hasattr(parts, "ravel") else list(parts)
        counts[stream] = len(parts)
        partials += [dask.delayed(Job.partial)(shared, stream, number, part) for number, part in enumerate(parts)]
    while len(partials) > FAN_IN:
        partials = [dask.delayed(Job.merged)(shared, partials[first : first + FAN_IN]) for first in range(0, len(partials), FAN_IN)]
    (made,) = dask.compute(partials)
    if progress is not None:
        for stream, count in counts.items():
            progress(stream, count)
    return job.statement(made, records, history)
