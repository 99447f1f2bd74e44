"""DeferredRecords: records that are read only when a statement is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from slakit.engine.plan.plan import Plan
from slakit.engine.read.batch import Batch
from slakit.engine.read.revisions import Revisions, updates_of
from slakit.engine.read.selection import Note
from slakit.engine.tally.keyed_records import KeyedRecords, RecordsKey, records_key
from slakit.engine.tally.replay_log import ReplayLog


@define
class DeferredRecords:
    """The facts about cases by their key, and the records that exclusions may leave out by stream; both add up in any order."""

    plan: Plan
    keyed: dict[RecordsKey, KeyedRecords] = field(init=False)
    logs: dict[str, ReplayLog] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        readings = [planned.reading for planned in self.plan.readings if planned.reading.key is not None]
        keys = dict.fromkeys(map(records_key, readings))
        self.keyed = {key: KeyedRecords.of(key, [reading for reading in readings if records_key(reading) == key]) for key in keys}

    def updates(self, stream: str, batch: Batch) -> dict[RecordsKey, Revisions]:
        """Return when the facts of a batch were recorded; raises RecordError before any record of the batch is added."""
        return {key: updates_of(batch, records.updated) for key, records in self.keyed.items() if records.stream == stream}

    def add(self, stream: str, batch: Batch, updates: Mapping[RecordsKey, Revisions]) -> dict[RecordsKey, tuple[Note, ...]]:
        """Add a batch, and return the notes of the records that could not be folded into a case."""
        notes = {key: self.keyed[key].fold(batch, revisions) for key, revisions in updates.items()}
        planned = self.plan.streams[stream]
        readings = [self.plan.readings[index] for index in planned.indexes]
        if any(one.deferred and one.reading.key is None for one in readings):
            self.logs.setdefault(stream, ReplayLog(planned)).write(batch)
        return notes

    def merge(self, other: DeferredRecords) -> None:
        for stream, log in other.logs.items():
            self.logs.setdefault(stream, ReplayLog(log.stream)).merge(log)
        for key, records in other.keyed.items():
            self.keyed[key].merge(records)

    def state(self) -> dict[str, Any]:
        return {
            "cases": [records.state() for records in self.keyed.values()],
            "replay": {stream: log.state() for stream, log in sorted(self.logs.items())},
        }

    @classmethod
    def restore(cls, plan: Plan, state: dict[str, Any]) -> DeferredRecords:
        deferred = cls(plan, {stream: ReplayLog.restore(plan.streams[stream], log) for stream, log in state["replay"].items()})
        for records, facts in zip(deferred.keyed.values(), state["cases"], strict=True):
            records.restore(facts)
        return deferred
