"""Ingest: whatever holds records, in batches for the tally store."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from functools import partial
from itertools import groupby, islice
from typing import Any, Protocol

from attrs import evolve

from slakit.engine.plan.plan import PlannedStream
from slakit.engine.read.batch import Batch, Zones
from slakit.engine.read.cursors import cursor_batches, is_cursor
from slakit.engine.read.needed_names import wanted
from slakit.engine.read.rows import RowBatch
from slakit.engine.read.selection import EXAMPLES, Note, natural
from slakit.errors import ContractError, UsageError
from slakit.metrics.record import Unread
from slakit.timeline.instants import moment
from slakit.timeline.zone import ZoneMissing, zone
from slakit.values.numerals import Numerals

ROWS = 16_384
# a number, and its unit
_AMOUNT = re.compile(r"\s*([-+\u2212]?[0-9.,][0-9.,'\u2019\s]*?(?:[eE][-+]?[0-9]+)?)(\s*(?:[^\s0-9.,].*)?)", re.DOTALL)


class RecordReader(Protocol):
    """A file that is read in batches of rows with the line of each, and collects what it could not read."""

    name: str
    problems: list[Any]

    def batches(self, size: int) -> Iterator[tuple[list[Any], Any]]: ...


def batches(stream: PlannedStream, records: Any, timezone: "str | tzinfo | None" = None) -> Iterator[Batch]:
    """The records of a frame, a reader, or any iterable of rows, in batches.

    `timezone` is that of times without an offset, which are refused without it, and of dates, which are otherwise in the zone of the
    agreement.
    """
    zones = _zones(stream, timezone)
    if _is_reader(records):
        reader: RecordReader = records
        if (tz := getattr(reader, "zone", None)) is not None:
            zones = evolve(zones, days=tz)
        numerals = getattr(reader, "numerals", None)
        spelled = dict.fromkeys(stream.numbers, partial(spelling, numerals)) if numerals else {}
        try:
            for piece in reader.tables(ROWS, partial(wanted, stream)) if hasattr(reader, "tables") else reader.batches(ROWS):
                if isinstance(piece, tuple):
                    rows, lines = piece
                    yield RowBatch(rows, stream.name, name=reader.name, lines=lines, zones=zones, spelled=spelled)
                else:
                    yield piece.batch(stream.name, reader.name, zones, spelled)
        except ZoneMissing as error:
            raise error.suggest(zones.days) from None
        return
    if is_cursor(records):
        yield from cursor_batches(stream, records, zones)
        return
    if isinstance(records, str | bytes | Mapping) or not (isinstance(records, Iterable) or _is_frame(records)):
        problem = "which is not rows; write a list of mappings, a frame or a reader"
        raise UsageError(f"stream {stream.name!r} got {type(records).__name__}, {problem}")
    if _is_frame(records):
        from slakit.engine.read.frames import frame_batches

        yield from frame_batches(stream, records, zones)
        return
    first = 0
    for piece in _pieces(records):
        if isinstance(piece, list):
            yield RowBatch(piece, stream.name, first=first, zones=zones)
            first += len(piece)
        elif _is_reader(piece):
            remedy = f"feed them one by one, monitor.feed({stream.name!r}, read('a.csv'))"
            raise UsageError(f"stream {stream.name!r} got several readers in one; {remedy}")
        else:
            for batch in batches(stream, piece, timezone):
                yield batch
                first += batch.size


def _pieces(records: Iterable[Any]) -> Iterator[Any]:
    """The rows of an iterable in lists, and the frames and readers among them one by one."""
    source = iter(records)
    for record in source:
        if _is_source(type(record)):
            yield record
            continue
        chunk = [record, *islice(source, ROWS - 1)]
        if not any(map(_is_source, set(map(type, chunk)))):
            yield chunk
            continue
        for alone, rows in groupby(chunk, lambda one: _is_source(type(one))):
            if alone:
                yield from rows
            else:
                yield list(rows)


def _is_source(kind: type) -> bool:
    """True if things of a type are frames or readers, and no rows."""
    if issubclass(kind, Mapping | tuple):
        return False
    offers = hasattr(kind, "__arrow_c_stream__") or hasattr(kind, "__arrow_c_array__") or hasattr(kind, "__narwhals_dataframe__")
    named = any(hasattr(kind, name) for name in ("columns", "column_names", "schema"))
    return (named and (offers or _library(kind) in FRAMES)) or hasattr(kind, "batches")


def _zones(stream: PlannedStream, timezone: "str | tzinfo | None") -> Zones:
    if timezone is None:
        return Zones(days=stream.zone, shown=stream.zone)
    try:
        tz = zone(timezone)
    except ContractError as error:
        raise UsageError(f"timezone={timezone!r}: {error}") from None
    return Zones(tz, tz, stream.zone)


def spelling(numerals: Numerals, value: Any) -> Any:
    """Return a value with its number as slakit reads it, or Unread for a number in another notation than that of its file."""
    if type(value) is not str:
        return value
    match = _AMOUNT.fullmatch(value)
    if match is None:
        return value
    number = numerals.plain(match[1])
    if number is None:
        written = f"decimal={numerals.decimal!r}" + (f", thousands={numerals.thousands!r}" if numerals.thousands else "")
        return Unread(value, "unreadable", f"{value!r} is not a number written with {written}")
    return f"{number}{match[2]}"


def as_known(records: Any, horizon: int | None) -> Any:
    """Return records that were made of events as they were at an instant; other records as they are."""
    return records.as_of(moment(horizon)) if horizon is not None and _is_reader(records) and hasattr(records, "as_of") else records


def known_until(records: Any) -> int | None:
    """The instant of the last event that records were made of; None for records that are not made of events."""
    until: int | None = getattr(records, "until", None) if _is_reader(records) else None
    return until


def _is_reader(records: Any) -> bool:
    return hasattr(records, "batches") and hasattr(records, "problems")


def _is_frame(records: Any) -> bool:
    """True if records come as columns: a frame of a supported library, or anything that offers Arrow."""
    return hasattr(records, "__arrow_c_stream__") or hasattr(records, "__narwhals_dataframe__") or _library(type(records)) in FRAMES


FRAMES = ("pandas", "polars", "pyarrow", "duckdb", "modin", "cudf", "narwhals", "dask", "ibis", "pyspark", "sqlframe")


def _library(kind: type) -> str:
    return kind.__module__.partition(".")[0].lstrip("_")


def faults_of_log(records: Any) -> "tuple[str, list[tuple[str, str, bool]]] | None":
    """The log that rows were made of, and its problems: kind, text, and whether it cost a row; None for all other records."""
    if not (_is_reader(records) and hasattr(records, "log")):
        return None
    return records.log, [(problem.kind, problem.text, not getattr(problem, "is_notice", False)) for problem in records.problems]


def refusals(records: Any) -> list[Note]:
    """Return notes of the rows that a reader could not read, by the first problem of each."""
    first: dict[str, Any] = {}
    for problem in getattr(records, "problems", ()):
        if problem.field is None:  # otherwise its row was given, and whoever needs the field reports it
            first.setdefault(problem.location, problem)
    texts: dict[str, list[str]] = {}
    for problem in first.values():
        texts.setdefault(problem.kind, []).append(problem.text)
    examples = {kind: tuple(sorted(held, key=natural)[:EXAMPLES]) for kind, held in texts.items()}
    return [Note(kind, len(held), True, examples[kind], range(len(held))) for kind, held in texts.items()]
