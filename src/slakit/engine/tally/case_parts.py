"""CaseParts: what the cases of one key come to, in parts of some cases each, so that a case that changes costs its part alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from attrs import define, field

from slakit.engine.plan.plan import Plan, PlannedReading
from slakit.engine.read.batch import Zones
from slakit.engine.read.extract import extract
from slakit.engine.read.read_context import ALTERED, ExcludedSpans
from slakit.engine.read.selection import Selection
from slakit.engine.tally.changes import Changes, Ticks
from slakit.engine.tally.keyed_records import MIXED, PARTS, Folded, KeyedRecords, RecordsKey, records_key
from slakit.engine.tally.tally_store import Cells, Group, TallyStore
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.tallies.worst import worst
from slakit.metrics.value_kinds.timer_value import CLOSED, ByField
from slakit.metrics.value_kinds.value_kind import ValueKind

PART = 128  # so many cases are read together
JOINED = 32  # so many parts are joined into one
Cell = tuple[int, Group, int]
T = TypeVar("T")


def add_cases(store: TallyStore, index: int, folded: Folded, selection: Selection, excluded: Sequence[ExcludedSpans], as_of: int) -> None:
    """Add what cases contribute to a reading of a store, and what is wrong with their facts."""
    planned, account = store.plan.readings[index], store.accounts[index]
    store.add(index, extract(folded.batch, planned, as_of, selection, tuple(excluded), None, store.detailed))
    for name in (*planned.reading.fields, MIXED):
        if name in folded.conflicts:
            account.conflict(folded.conflicts[name])
        if name in folded.unread:
            account.conflict(folded.unread[name])
            store.unread[index][None, ALTERED, len(planned.schedule.edges)] += folded.unread[name].count


def in_parts(plan: Plan, key: RecordsKey) -> bool:
    """True if each case of a key can be read without any other record: no exclusion leaves it out, and no other stream pauses it."""
    return not any(planned.excluding or planned.reading.value.paused_by for planned in _of_key(plan, key))


def _of_key(plan: Plan, key: RecordsKey) -> list[PlannedReading]:
    return [planned for planned in plan.readings if planned.reading.key is not None and records_key(planned.reading) == key]


def _steady(store: TallyStore, key: RecordsKey) -> bool:
    """True if cases whose facts have all come say the same as of any later instant: none has a due time as its own, pauses or moves."""
    readings = [planned.reading for planned in _of_key(store.plan, key)]
    present = store.streams.fields.get(key[0], set())
    within = {name for reading in readings for name in (CLOSED, *_fields_of_histories(reading.value))}
    return not present & within and all(reading.at in reading.facts for reading in readings)


def _fields_of_histories(value: ValueKind) -> Iterator[str]:
    """The fields of a kind of value that hold several instants, of which some may lie ahead."""
    if value.pausing:
        yield value.pausing
    clock = getattr(value, "clock", None)
    if isinstance(clock, ByField) and clock.moves is not None:
        yield clock.moves


def kept_parts(store: TallyStore, as_of: int) -> Iterator[tuple[RecordsKey, CaseParts]]:
    """The parts that a lasting store keeps of its cases, by their key, for an instant before which nothing lies ahead."""
    latest = store.streams.latest
    if not store.lasting or store.detailed or (latest is not None and as_of < latest):
        return
    for key, records in store.deferred.keyed.items():
        if in_parts(store.plan, key) and not (records.timed and records.revised):
            parts = store.changes.unless(("cases", key), (), partial(CaseParts.of, store.plan, key, store.changes.ticks))
            if not parts.stand(as_of, _steady(store, key)):
                parts.clear()
            yield key, parts


@define
class CaseParts:
    """The parts of the cases of one key, and what they come to when they are joined: a tree whose leaves are parts.

    `as_of` is the instant as of which they were read last.
    """

    plan: Plan
    indexes: tuple[int, ...]  # of the readings of these cases
    changes: Changes
    as_of: int | None = None
    places: dict[Hashable, int] = field(factory=dict)  # the number of each case
    keys: list[Hashable] = field(factory=list)
    levels: list[list[TallyStore]] = field(factory=lambda: [[]])

    @classmethod
    def of(cls, plan: Plan, key: RecordsKey, ticks: Ticks) -> CaseParts:
        """No part yet of the cases of a key."""
        return cls(plan, tuple(map(plan.readings.index, _of_key(plan, key))), Changes([{} for _ in plan.readings], ticks))

    def stand(self, as_of: int, steady: bool) -> bool:
        """True if the parts that were read say the same as of an instant; `steady` if their cases hold nothing that may lie ahead."""
        return steady or self.as_of == as_of

    def clear(self) -> None:
        """Read all parts anew the next time."""
        for index, group, cell in list(self._noted()):
            self.changes.note(index, group, cell)
        self.as_of, self.places, self.keys, self.levels = None, {}, [], [[]]

    def _noted(self) -> Iterator[Cell]:
        for index, groups in enumerate(self.changes.numbers):
            yield from ((index, group, cell) for group, cells in (groups or {}).items() for cell in cells)

    def joined(self, records: KeyedRecords, as_of: int) -> TallyStore:
        """Return what all cases come to; only the parts of those that changed since the last time are read."""
        cases, changed = records.cases, records.take_changed(PARTS)
        try:
            store = self._joined(records, changed if self.keys else cases, as_of)  # a case is never taken out
        except BaseException:
            self.clear()  # some parts are read, and others are not
            raise
        store.changes = self.changes
        return store

    def _joined(self, records: KeyedRecords, changed: Iterable[Hashable], as_of: int) -> TallyStore:
        self.as_of = as_of
        numbers = set()
        for key in changed:
            if key not in self.places:
                self.places[key] = len(self.keys)
                self.keys.append(key)
            numbers.add(self.places[key] // PART)
        dirty = {number: self._read(records, number, as_of) for number in sorted(numbers)}
        depth = 0
        while len(self.levels[depth]) > 1 or depth + 1 < len(self.levels):
            dirty, depth = self._join(depth, dirty), depth + 1
        for index, group, cell in set().union(*dirty.values()):
            self.changes.note(index, group, cell)
        return self.levels[depth][0] if self.levels[depth] else TallyStore(self.plan)

    def _read(self, records: KeyedRecords, number: int, as_of: int) -> set[Cell]:
        """Read a part anew, and return the cells that it changed."""
        parts, store = self.levels[0], TallyStore(self.plan)
        folded = records.batch(as_of, self.keys[number * PART : (number + 1) * PART])
        folded.batch.zones = Zones(shown=self.plan.agreement.zone)
        selection = Selection(folded.batch)
        for index in self.indexes:
            add_cases(store, index, folded, selection, (), as_of)
        if number == len(parts):
            parts.append(store)
            return self._cells([store])
        before, parts[number] = parts[number], store
        return {cell for cell in self._cells([before, store]) if _content(before, cell) != _content(store, cell)}

    def _join(self, depth: int, dirty: dict[int, set[Cell]]) -> dict[int, set[Cell]]:
        """Join the parts that changed with those beside them, and return what that changed, one level up."""
        parts = self.levels[depth]
        if depth + 1 == len(self.levels):
            self.levels.append([])
        above, changed = self.levels[depth + 1], dict[int, set[Cell]]()
        for number in sorted({number // JOINED for number in dirty}):
            below = parts[number * JOINED : (number + 1) * JOINED]
            if number == len(above):
                above.append(TallyStore(self.plan))
                changed[number] = self._cells(below)
            else:
                changed[number] = set().union(*(cells for one, cells in dirty.items() if one // JOINED == number))
            above[number] = self._merged(above[number], below, changed[number])
        return changed

    def _cells(self, stores: Iterable[TallyStore]) -> set[Cell]:
        """The cells of which some stores hold anything."""
        return {
            (index, group, cell)
            for store in stores
            for index in self.indexes
            for cells in (store.tallies[index], store.worst[index])
            for group, held in cells.items()
            for cell in held
        }

    def _merged(self, before: TallyStore, below: Sequence[TallyStore], changed: Iterable[Cell]) -> TallyStore:
        """Some parts as one: tallies of the cells that changed are merged anew, and so is all that has no cell."""
        store = TallyStore(self.plan)
        store.tallies, store.worst = before.tallies, before.worst
        for index, group, cell in changed:
            tallies = [tally for one in below if (tally := one.tallies[index].get(group, {}).get(cell)) is not None]
            entries = [entry for one in below for entry in one.worst[index].get(group, {}).get(cell, ())]
            _put(store.tallies[index], group, cell, _sum(self.plan.readings[index], tallies))
            _put(store.worst[index], group, cell, worst(entries) if entries else None)
        for one in below:
            for index in self.indexes:
                store.accounts[index].merge(one.accounts[index])
                store.unread[index].update(one.unread[index])
                store.slices[index].update(one.slices[index])
        return store


def _sum(planned: PlannedReading, tallies: Sequence[Tally]) -> Tally | None:
    if len(tallies) < 2:
        return tallies[0] if tallies else None
    merged = planned.reading.value.tally()
    for tally in tallies:
        merged.merge(tally)
    return merged


def _put(cells: Cells[T], group: Group, cell: int, value: T | None) -> None:
    """Put a value into a cell; nothing takes it out, and its group once nothing is left of that."""
    if value is not None:
        cells.setdefault(group, {})[cell] = value
    elif group in cells:
        cells[group].pop(cell, None)
        if not cells[group]:
            del cells[group]


def _content(store: TallyStore, cell: Cell) -> object:
    """Return what tells whether two stores hold the same in a cell."""
    index, group, number = cell
    tally = store.tallies[index].get(group, {}).get(number)
    return tally and (tally.kind, tally.state()), store.worst[index].get(group, {}).get(number)
