"""Processes of this machine: each adds up some partitions of the records, and a process that is killed costs a retry."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime, tzinfo
from multiprocessing import get_context
from os import PathLike, cpu_count
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.clusters.partial import FAN_IN, Job, Partial
from slakit.errors import UsageError
from slakit.readers.read import read
from slakit.statements.statement import Statement

ATTEMPTS = 3  # at one partition, before it is given up

Task = tuple[str, int, Any]  # a stream, the number of a partition, and the partition


def evaluate(
    agreement: Agreement,
    records: Mapping[str, Iterable[Any]],
    *,
    period: Any = None,
    as_of: datetime | str | None = None,
    history: Any = None,
    timezone: str | tzinfo | None = None,
    progress: Callable[[str, int], None] | None = None,
    allow_repeated: bool = False,
    processes: int | None = None,
) -> Statement:
    """The statement that `slakit.evaluate` gives, worked out by several processes.

    Each stream has several partitions: paths of files, frames, lists of rows, or functions of no argument that return records where they
    are needed, all of which can be pickled. `progress` is called with the stream and 1 for each partition that is done. `processes` is
    their number, by default one for each core. Raises UsageError for partitions with the same records, unless `allow_repeated`, and for
    one at which processes were killed three times.

    >>> from slakit.clusters import local
    >>> local.evaluate(agreement, {"outages": []}, period="2026-03", processes=1).lines[0].outcome.value
    'met'
    """
    job = Job.of(agreement, records, as_of, timezone, allow_repeated, period)
    tasks: list[Task] = [(stream, number, part) for stream, parts in records.items() for number, part in enumerate(parts)]
    _check_pickled(job)
    partials = _partials(job, tasks, processes or cpu_count() or 1, progress)
    return job.statement(partials, records, history)


def _partials(job: Job, tasks: Sequence[Task], processes: int, progress: Callable[[str, int], None] | None) -> list[Partial]:
    """Return the sums of all partitions, merged as they come."""
    waiting, attempts = dict(enumerate(tasks)), dict.fromkeys(range(len(tasks)), 0)
    done: list[Partial] = []
    while waiting:
        with ProcessPoolExecutor(min(processes, len(waiting)), mp_context=get_context("spawn")) as pool:
            futures: dict[Future[Partial], int] = {pool.submit(_partial, job, *task): index for index, task in waiting.items()}
            try:
                while futures:
                    for future in wait(futures, return_when=FIRST_COMPLETED).done:
                        index = futures.pop(future)
                        done.append(future.result())
                        if len(done) == FAN_IN:
                            done = [job.merged(done)]
                        if progress is not None:
                            progress(waiting[index][0], 1)
                        del waiting[index]
            except BrokenProcessPool:  # every partition that was not done is tried again, for nobody knows which one it was
                for index in waiting:
                    attempts[index] += 1
                _refuse_given_up([waiting[index] for index, tried in attempts.items() if index in waiting and tried >= ATTEMPTS])
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    return done


def _partial(job: Job, stream: str, number: int, part: Any) -> Partial:
    records = read(part) if isinstance(part, str | PathLike) else part() if callable(part) else part
    return job.partial(stream, number, records)


def _check_pickled(job: Job) -> None:
    try:
        pickle.dumps(job)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        problem = f"the agreement cannot be sent to another process ({error})"
        raise UsageError(f"{problem}; write its own metrics and rules at the top of a module") from None


def _refuse_given_up(tasks: Sequence[Task]) -> None:
    if tasks:
        named = ", ".join(f"{number + 1} of {stream!r}" for stream, number, _ in tasks)
        raise UsageError(f"processes were killed {ATTEMPTS} times at partition {named}; write fewer processes=, or smaller partitions")
