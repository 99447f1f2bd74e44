"""Feeding: whatever holds records, in batches for the board."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Protocol

from slakit.engine.batch import Batch
from slakit.engine.plan import Stream
from slakit.engine.rows import RowBatch
from slakit.engine.selection import EXAMPLES, Note, natural
from slakit.errors import UsageError
from slakit.timeline.instants import moment

ROWS = 16_384


class Reader(Protocol):
    """A file that is read in batches of rows with the line of each, and collects what it could not read."""

    name: str
    problems: list[Any]

    def batches(self, size: int) -> Iterator[tuple[list[Any], Any]]: ...


def batches(stream: Stream, records: Any) -> Iterator[Batch]:
    """The records of a frame, a reader, or any iterable of rows, in batches."""
    if _is_reader(records):
        reader: Reader = records
        for taken, lines in reader.batches(ROWS):
            yield RowBatch(taken, stream.name, name=reader.name, lines=lines)
        return
    if isinstance(records, str | bytes | Mapping) or not (isinstance(records, Iterable) or _is_frame(records)):
        raise UsageError(
            f"stream {stream.name!r} got {type(records).__name__}, which is not rows; write a list of mappings, a frame or a reader"
        )
    if _is_frame(records):
        from slakit.engine.frames import frame_batches

        yield from frame_batches(stream, records)
        return
    rows, first = iter(records), 0
    while taken := list(islice(rows, ROWS)):
        yield RowBatch(taken, stream.name, first=first)
        first += len(taken)


def as_known(records: Any, horizon: int | None) -> Any:
    """Records as they were known at an instant, where they are made of events and so can say that."""
    return records.as_of(moment(horizon)) if horizon is not None and _is_reader(records) and hasattr(records, "as_of") else records


def known_until(records: Any) -> int | None:
    """The last instant that records made of events know of; None for all other records."""
    until: int | None = getattr(records, "until", None) if _is_reader(records) else None
    return until


def _is_reader(records: Any) -> bool:
    return hasattr(records, "batches") and hasattr(records, "problems")


def _is_frame(records: Any) -> bool:
    """Whether records come as columns: a frame of a known library, or anything that offers Arrow."""
    return hasattr(records, "__arrow_c_stream__") or hasattr(records, "__narwhals_dataframe__") or _library(records) in FRAMES


FRAMES = ("pandas", "polars", "pyarrow", "duckdb", "modin", "cudf", "narwhals", "dask", "ibis", "pyspark", "sqlframe")


def _library(records: Any) -> str:
    return type(records).__module__.partition(".")[0].lstrip("_")


def faults_of_log(records: Any) -> "tuple[str, list[tuple[str, str, bool]]] | None":
    """The log that rows were made of, and its problems: kind, text, and whether it cost a row; None for all other records."""
    if not (_is_reader(records) and hasattr(records, "log")):
        return None
    return records.log, [(problem.kind, problem.text, not getattr(problem, "is_notice", False)) for problem in records.problems]


def refusals(records: Any) -> list[Note]:
    """The rows that a reader could not read, by what was first wrong with each."""
    first: dict[str, Any] = {}
    for problem in getattr(records, "problems", ()):
        if problem.field is not None:  # its row was given, and whoever needs the field reports it
            continue
        first.setdefault(problem.place, problem)
    found: dict[str, list[str]] = {}
    for problem in first.values():
        found.setdefault(problem.kind, []).append(problem.text)
    return [Note(kind, len(texts), True, tuple(sorted(texts, key=natural)[:EXAMPLES]), range(len(texts))) for kind, texts in found.items()]
