"""Canonical records: each record as one line of JSON, equal for equal records however they came (docs/two-parties.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from hashlib import sha256
from typing import Any

from attrs import evolve, frozen

from slakit.agreements.agreement import Agreement
from slakit.engine.plan.plan import Plan, PlannedStream
from slakit.engine.read.batch import Batch
from slakit.engine.read.ingest import as_known, batches, faults_of_log, refusals
from slakit.engine.read.named_things import names_a_thing
from slakit.errors import UnitError
from slakit.metrics.expressions.expression import recorded_fields
from slakit.metrics.plain_values import by_value, plain
from slakit.metrics.record import CLEARED, Unread, canonical, decode, encode
from slakit.timeline.day import Day
from slakit.timeline.instants import moment
from slakit.values.number import recorded_number


@frozen
class LostRow:
    """A row that a reader could not read: its kind, a sentence, and whether it cost no row."""

    kind: str
    text: str
    is_notice: bool = False
    field: str | None = None

    @property
    def location(self) -> str:
        """Its text, for its place is written in it."""
        return self.text


@frozen
class CanonicalStream:
    """The records of one stream as sorted lines, and what of them could not be read; the engine reads it as a file.

    `log` is the event log that they were made of.
    """

    name: str
    fields: tuple[str, ...]
    instants: frozenset[str]
    lines: tuple[str, ...]
    lost: tuple[LostRow, ...] = ()
    log: str | None = None

    @cached_property
    def text(self) -> str:
        """Its lines, each with the end of its line."""
        return "".join(f"{line}\n" for line in self.lines)

    @property
    def digest(self) -> str:
        """The SHA-256 of its text."""
        return sha256(self.text.encode()).hexdigest()

    def record(self, line: str) -> dict[str, Any]:
        """The record of a line, with every field that the contract reads."""
        values = {name: self._value(name, value) for name, value in json.loads(line).items()}
        return dict.fromkeys(self.fields) | values

    def _value(self, name: str, value: Any) -> Any:
        if name in self.instants and isinstance(value, str) and value.endswith("Z"):
            with suppress(ValueError):  # a text that is no instant, as it was written
                return datetime.fromisoformat(value)
        return decode(value)

    def reader(self, lines: Iterable[str] | None = None) -> CanonicalReader:
        """The records, or those of some lines, as the engine reads them."""
        return (LogReader if self.log is not None else CanonicalReader)(self, self.lines if lines is None else tuple(lines))


class CanonicalReader:
    """The records of lines, as the engine reads a file."""

    def __init__(self, stream: CanonicalStream, lines: tuple[str, ...]) -> None:
        self._stream, self._lines = stream, lines
        self.name, self.problems = stream.name, list(stream.lost)

    def batches(self, size: int) -> Iterator[tuple[list[dict[str, Any]], list[int]]]:
        """The records in batches, with the numbers of their lines."""
        for first in range(0, len(self._lines), size):
            piece = self._lines[first : first + size]
            yield [self._stream.record(line) for line in piece], list(range(first + 1, first + 1 + len(piece)))


class LogReader(CanonicalReader):
    """The same for records that were made of an event log."""

    @property
    def log(self) -> str | None:
        return self._stream.log


def canonical_stream(
    agreement: Agreement | Plan, stream: str, records: Any, *, horizon: int | None = None, timezone: str | tzinfo | None = None
) -> CanonicalStream:
    """The records of one stream in their canonical form.

    A line is JSON without spaces, its names sorted, of the fields that the contract reads; what is empty is left out. An instant is in UTC
    with a Z, a number that is whole a number, any other value as `by_value` compares it. A stream that a function reads has all fields,
    their values as they are. The lines are sorted, and a record that is there twice has two.

    >>> from slakit.analysis.reconciliations.canonical_records import canonical_stream
    >>> canonical_stream(agreement, "outages", [{"start": "2026-03-10T11:00+01:00", "end": "2026-03-10T11:00Z", "note": "disk"}]).lines
    ('{"end":"2026-03-10T11:00:00Z","start":"2026-03-10T10:00:00Z"}',)
    """
    plan = agreement if isinstance(agreement, Plan) else Plan.of(agreement)
    plan.check_streams({stream: records})
    planned = plan.streams[stream]
    labels = {name for reading in plan.readings if reading.reading.stream == stream for name in (*reading.reading.by, reading.reading.key)}
    at_horizon = as_known(records, horizon)
    fields = tuple(dict.fromkeys(part for name in planned.fields for part in recorded_fields(name)))
    instants = planned.instants | {part for name in planned.fields for part in recorded_fields(name, "instants") if name != part}
    if planned.whole:
        instants = frozenset()  # a function may read a text as a text
    instants -= labels  # a group is named by the instant, or by the text, that its records have
    lines: list[str] = []
    for batch in batches(planned, at_horizon, timezone):
        lines += _lines(batch, planned, fields, instants, labels)
    log = faults_of_log(at_horizon)
    lost = _lost(log[1]) if log else [LostRow(note.reason, f"row {row}") for note in refusals(at_horizon) for row in range(note.count)]
    return CanonicalStream(stream, () if planned.whole else fields, instants, tuple(sorted(lines)), tuple(lost), log[0] if log else None)


def record_digest(line: str) -> str:
    """The SHA-256 of the line of a record."""
    return sha256(line.encode()).hexdigest()


def _lost(faults: list[tuple[str, str, bool]]) -> list[LostRow]:
    return [LostRow(kind, text, not lost) for kind, text, lost in sorted(faults)]


def _lines(batch: Batch, planned: PlannedStream, fields: tuple[str, ...], instants: frozenset[str], labels: set[str | None]) -> list[str]:
    more = batch.all_names if planned.whole else {name for name in batch.all_names if names_a_thing(name)} if planned.single else set()
    columns: dict[str, list[Any]] = {}
    for name in dict.fromkeys([*fields, *sorted(more)]):
        if name in instants:
            columns[name] = _instants(batch, name)
        elif planned.whole:
            columns[name] = [encode(value) for value in batch.values(name)]
        else:
            numeric = name in planned.numbers and name not in labels
            columns[name] = [_value(value, numeric) for value in batch.values(name)]
    return [
        canonical({name: value for name, value in zip(columns, row, strict=True) if value is not None})
        for row in (zip(*columns.values(), strict=True) if columns else [()] * batch.size)
    ]


def _instants(batch: Batch, name: str) -> list[Any]:
    moments, given = batch.microseconds(name), batch.as_given(name)
    return [
        _encoded(value) if isinstance(value, Day) or value is CLEARED or (at is None and isinstance(value, Unread))
        else _value(value, False) if at is None else _text(at)
        for at, value in zip(moments, given, strict=True)
    ]  # fmt: skip


def _text(at: int) -> str:
    return moment(at, UTC).isoformat().replace("+00:00", "Z")


def _value(value: Any, numeric: bool) -> Any:
    """One value as it is compared; of a field of numbers as the number that it writes."""
    if isinstance(value, Unread) or value is CLEARED:
        return _encoded(value)
    form = by_value(value)
    if numeric and isinstance(form, str):
        with suppress(UnitError):
            exact = recorded_number(form)
            return encode(plain(exact))
    return encode(form)


def _encoded(value: Any) -> Any:
    """A value as JSON data; of one that could not be read its text alone, for why is written with the name of its file."""
    return encode(evolve(value, why="") if isinstance(value, Unread) else value)
