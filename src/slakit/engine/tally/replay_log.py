"""ReplayLog: the records of a stream, kept so that they can be read again, as of an earlier instant or under other terms."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from attrs import define, field

from slakit.engine.group_keys import key_of
from slakit.engine.plan.plan import PlannedStream
from slakit.engine.read.batch import Batch
from slakit.engine.read.rows import RowBatch
from slakit.metrics.record import decode, encode

CHUNK = 65_536


@define
class ReplayLog:
    """The records of one stream as columns: values as given, but datetimes as their microseconds.

    What came in frames is kept as it came until it must be written or changed.
    """

    stream: PlannedStream
    size: int = 0
    _columns: dict[str, list[Any]] = field(factory=dict)
    _rows: list[Any] = field(factory=list)
    _places: list[str] = field(factory=list)
    _frames: list[Callable[[], Batch]] = field(factory=list, init=False)
    _written: dict[str, list[Any]] = field(factory=dict, init=False, eq=False)  # what `state` gave

    @property
    def columns(self) -> dict[str, list[Any]]:
        """The values of each field."""
        self._unpack()
        return self._columns

    @property
    def rows(self) -> list[Any]:
        """The whole records, where a reading keeps these."""
        self._unpack()
        return self._rows

    @property
    def places(self) -> list[str]:
        """The file and line of each record, or nothing."""
        self._unpack()
        return self._places

    def _unpack(self) -> None:
        frames, self._frames = self._frames, []
        for make in frames:
            self._write(make())

    def write(self, batch: Batch) -> None:
        """Add the records of a batch."""
        self.size += batch.size
        if batch.columnar:
            self._frames.append(batch.kept(None if self.stream.whole else self.stream.fields))
        else:
            self._write(batch)

    def _write(self, batch: Batch) -> None:
        for name in self.stream.fields:
            timed = name in self.stream.instants
            self._columns.setdefault(name, []).extend(batch.as_given(name) if timed else batch.values(name))
        if self.stream.whole:
            self._rows += batch.records()
        located = batch.places_read is not None or batch.lines is not None
        self._places += map(batch.location, range(batch.size)) if located else [""] * batch.size

    def merge(self, other: ReplayLog) -> None:
        for name, values in other._columns.items():
            self._columns.setdefault(name, []).extend(values)
        self._rows += other._rows
        self._places += other._places
        self._frames += other._frames
        self.size += other.size

    def without(self, fields: Iterable[str], key: Hashable) -> ReplayLog:
        """The log without the records that have a key in one of some fields."""
        gone = {row for name in fields for row, value in enumerate(self.columns.get(name, ())) if key_of(value) == key}
        kept = [row for row in range(self.size) if row not in gone]
        columns = {name: [values[row] for row in kept] for name, values in self.columns.items()}
        rows = [self.rows[row] for row in kept] if self.rows else []
        return ReplayLog(self.stream, len(kept), columns, rows, [self.places[row] for row in kept])

    def lacking(self, stream: PlannedStream) -> list[str]:
        """Return the fields that a stream of another plan needs and that were not kept of these records."""
        timed = [name for name in stream.fields if (name in stream.instants) != (name in self.stream.instants)]
        missing = [name for name in stream.fields if name not in self.columns or name in timed]
        return [*missing, *(["the whole record"] if stream.whole and not self.stream.whole else [])]

    def of(self, stream: PlannedStream) -> ReplayLog:
        """The same records for a stream of another plan that lacks nothing."""
        columns = {name: self.columns[name] for name in stream.fields}
        return ReplayLog(stream, self.size, columns, self.rows if stream.whole else [], self.places)

    def batches(self) -> Iterator[Batch]:
        """The records again, in batches."""
        for make in self._frames:
            yield make()
        for first in range(0, len(self._places), CHUNK):
            chunk = slice(first, first + CHUNK)
            columns = {name: values[chunk] for name, values in self._columns.items()}
            instants = {name: columns.pop(name) for name in list(columns) if name in self.stream.instants}
            batch = RowBatch.of_columns(self.stream.name, len(self._places[chunk]), columns, instants, self._places[chunk])
            if self.stream.whole:
                batch.rows = self._rows[chunk]
            yield batch

    def state(self) -> dict[str, Any]:
        return {
            "size": self.size,
            "columns": {name: self._encoded(name, values) for name, values in sorted(self.columns.items())},
            "rows": self._encoded("", self.rows),
            "places": list(self.places),
        }

    def _encoded(self, name: str, values: list[Any]) -> list[Any]:
        """Values as JSON data; what was written before is not written again, since a log only grows."""
        written = self._written.setdefault(name, [])
        written += map(encode, values[len(written) :])
        return list(written)

    @classmethod
    def restore(cls, stream: PlannedStream, state: dict[str, Any]) -> ReplayLog:
        columns = {name: list(map(decode, values)) for name, values in state["columns"].items()}
        return cls(stream, state["size"], columns, list(map(decode, state["rows"])), list(state["places"]))
