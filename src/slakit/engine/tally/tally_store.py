"""TallyStore: the tallies of an agreement, by reading, group and slice of the term.

A store is fed batches and merged with other stores, in any order; the statement is read from it. It holds no clock and does no I/O.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from attrs import Factory, define, evolve, field

from slakit.engine.plan.judged_slices import JudgedSlices, judged_slices
from slakit.engine.plan.plan import Plan
from slakit.engine.read.batch import Batch
from slakit.engine.read.extract import extract
from slakit.engine.read.read_context import Contributions, Reach, Slices
from slakit.engine.read.selection import Selection
from slakit.engine.tally.account import ReadingAccount
from slakit.engine.tally.changes import Changes
from slakit.engine.tally.deferred_records import DeferredRecords
from slakit.engine.tally.fed_streams import FedStreams, latest_of
from slakit.engine.tally.keyed_records import records_key
from slakit.errors import UsageError
from slakit.metrics.record import decode, encode
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.kept import Kept
from slakit.metrics.tallies.kept_rows import KeptRows, StatedRows
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.tallies.tally_kinds import KINDS
from slakit.metrics.tallies.worst import Entry, restored, saved, worst

Group = tuple[object, ...]
T = TypeVar("T")
Cells = dict[Group, dict[int, T]]


def by_cell(readings: Iterable[Cells[T]]) -> Iterator[tuple[int, Group, int, T]]:
    """Yield each value with its reading, group and slice, always in the same order."""
    for index, groups in enumerate(readings):
        for group in sorted(groups, key=repr):
            yield from ((index, group, cell, groups[group][cell]) for cell in sorted(groups[group]))


def group_name(group: Group) -> Any:
    """Return the name of a group in a line: None, its one value, or the tuple of its values."""
    return None if not group else group[0] if len(group) == 1 else group


def _of_plan(make: Callable[[Plan], Any]) -> Any:
    return Factory(lambda store: make(store.plan), takes_self=True)


def _each_reading(empty: Callable[[], Any]) -> Any:
    return _of_plan(lambda plan: [empty() for _ in plan.readings])


@define
class TallyStore:
    """The tallies of the records of each reading, with an account of them; nothing after `horizon` has happened.

    The lists have one entry for each of `plan.readings`. `slices` counts records by the slices they count in, where an objective is not
    judged in all slices. A `detailed` store keeps every record by cell, so that lines can have details; it is neither saved nor merged.
    Of a `lasting` one, which is asked again and again, what was worked out is kept as long as it stands.
    """

    plan: Plan
    horizon: int | None = None
    streams: FedStreams = field(factory=FedStreams)
    detailed: bool = False
    lasting: bool = False
    deferred: DeferredRecords = field(init=False, default=_of_plan(DeferredRecords))
    tallies: list[Cells[Tally]] = field(init=False, default=_each_reading(dict))
    unread: list[Counter[Reach]] = field(init=False, default=_each_reading(Counter))
    worst: list[Cells[list[Entry]]] = field(init=False, default=_each_reading(dict))
    kept: list[Cells[list[Kept]]] = field(init=False, default=_each_reading(dict))
    slices: list[Counter[Slices]] = field(init=False, default=_each_reading(Counter))
    accounts: list[ReadingAccount] = field(init=False, default=_each_reading(ReadingAccount))
    changes: Changes = field(init=False, default=Factory(lambda store: Changes.of(store.plan, store.lasting), takes_self=True), eq=False)
    judged: Mapping[int, Mapping[str, JudgedSlices]] = field(init=False, default=_of_plan(judged_slices))

    def declare(self, stream: str) -> None:
        """Note that a stream has been fed, be it without a record."""
        self.plan.check_streams([stream])
        self.streams.fed.setdefault(stream, 0)

    def feed(self, stream: str, batch: Batch) -> None:
        """Add a batch of a stream: all of it, or nothing when it raises RecordError."""
        self.declare(stream)
        if not batch.size:
            self.streams.note_names(stream, batch.names)
            return
        batch.zones = evolve(batch.zones, shown=self.plan.agreement.zone)  # of records that are read again, too
        planned = self.plan.streams[stream]
        for name in planned.instants:
            batch.instants(name)  # so that it raises before anything is added
        updates = self.deferred.updates(stream, batch)
        instants = [batch.latest(planned.facts), *(revisions.latest for revisions in updates.values())]
        present = {name for name in planned.fields if batch.has(name)}
        signs = {f"{name} {sign}" for name in planned.numbers & present for sign in batch.signs(name)}
        everything = Selection(batch)
        read = {
            index: extract(batch, self.plan.readings[index], self.horizon, everything, (), self.worst[index], self.detailed)
            for index in planned.indexes
            if not self.plan.readings[index].deferred
        }
        notes = self.deferred.add(stream, batch, updates)
        for index in planned.indexes:
            self.accounts[index].read += batch.size
            if index in read:
                self.add(index, read[index])
            reading, schedule = self.plan.readings[index].reading, self.plan.readings[index].schedule
            for note in notes[records_key(reading)] if reading.key is not None else ():
                self.accounts[index].note(note)
                self.unread[index][None, 0, len(schedule.edges)] += len(note.rows)
        latest = latest_of(instants)
        measured = latest_of([batch.latest(planned.measured), *instants[1:]]) if planned.measured else None
        self.streams.add(planned, batch, present, signs, latest, measured)

    def add(self, index: int, contributions: Contributions) -> None:
        """Add what a batch contributes to a reading."""
        account = self.accounts[index]
        account.counted += contributions.counted.total()
        account.seen = account.seen or contributions.seen
        if index in self.judged:
            self.slices[index].update(contributions.counted)
        account.open += contributions.open
        for note in contributions.notes:
            account.note(note)
        for note in contributions.in_part:
            account.conflict(note)
        for (group, cell), values in contributions.settled:
            self.tally(index, group, cell).add_many(values)
        for (group, cell), timers in contributions.running:
            tally = self.tally(index, group, cell)
            if isinstance(tally, Clocks):
                tally.add_open(timers)
        for (group, cell), entries in contributions.worst:
            self._keep(index, group, cell, entries)
        for (group, cell), records in contributions.kept:
            self.kept[index].setdefault(group, {}).setdefault(cell, []).extend(records)
        self.unread[index].update(contributions.unread)

    def _keep(self, index: int, group: Group, cell: int, entries: list[Entry]) -> None:
        self.changes.note(index, group, cell)
        cells = self.worst[index].setdefault(group, {})
        cells[cell] = worst([*cells.get(cell, ()), *entries])

    def tally(self, index: int, group: Group, cell: int) -> Tally:
        """The tally of a reading for a group and slice, to which something is added."""
        self.changes.note(index, group, cell)
        cells = self.tallies[index].setdefault(group, {})
        if cell not in cells:
            cells[cell] = self.plan.readings[index].reading.value.tally()
        return cells[cell]

    def share(self, other: TallyStore, indexes: Iterable[int]) -> None:
        """Take the tallies of some readings from another store, as they are; those of all others are made anew."""
        indexes = tuple(indexes)
        for index in indexes:
            for lists in ("tallies", "unread", "worst", "kept", "slices", "accounts"):
                getattr(self, lists)[index] = getattr(other, lists)[index]
        self.changes = other.changes.with_shared(indexes)

    def add_read(self, index: int, other: TallyStore) -> None:
        """Take the tallies of a reading from a store of its own, and add what became of its records."""
        for lists in ("tallies", "worst"):
            getattr(self, lists)[index] = getattr(other, lists)[index]
        self.changes.numbers[index] = other.changes.numbers[index]
        self.accounts[index].merge(other.accounts[index])
        self.unread[index].update(other.unread[index])
        self.slices[index].update(other.slices[index])

    def merge(self, other: TallyStore) -> None:
        """Add all that another store of the same agreement holds."""
        for index, group, cell, tally in by_cell(other.tallies):
            self.tally(index, group, cell).merge(tally)
        for index, group, cell, entries in by_cell(other.worst):
            self._keep(index, group, cell, entries)
        for account, more in zip(self.accounts, other.accounts, strict=True):
            account.merge(more)
        for index, unread in enumerate(other.unread):
            self.unread[index].update(unread)
            self.slices[index].update(other.slices[index])
        self.deferred.merge(other.deferred)
        self.streams.merge(other.streams)

    def last_change(self, index: int, group: Group, cell: int, as_of: int) -> tuple[int, int] | None:
        """Return what tells whether a tally as of an instant has changed; None where that is not known."""
        last = self.changes.last(index, group, (cell,))
        return None if last is None else (as_of, last)

    def groups(self, indexes: Iterable[int]) -> list[Group]:
        """The groups that any of some readings has seen, in order; one without a name when they are not grouped."""
        readings = {index: self.plan.readings[index] for index in indexes}
        if not any(planned.reading.by for planned in readings.values()):
            return [()]
        groups = {group for index in readings for group in self.tallies[index]}
        groups |= {group for index in readings for group, _, _ in self.unread[index] if group}
        groups |= {group for planned in readings.values() for group in planned.named}
        return sorted(groups, key=lambda group: [(type(value).__name__, str(value)) for value in group]) or [()]

    def state(self) -> dict[str, Any]:
        unread = [(index, *pair) for index, reaches in enumerate(self.unread) for pair in sorted(reaches.items(), key=repr)]
        return {
            "tallies": [self._saved(*one) for one in by_cell(self.tallies)],
            "accounts": [account.state() for account in self.accounts],
            "unread": [[index, encode(reach), count] for index, reach, count in unread],
            "worst": [[index, encode(group), cell, saved(entries)] for index, group, cell, entries in by_cell(self.worst)],
            "slices": [[[*pair, count] for pair, count in sorted(slices.items())] for slices in self.slices],
            **self.deferred.state(),
            **self.streams.state(),
        }

    def _saved(self, index: int, group: Group, cell: int, tally: Tally) -> list[Any]:
        what, state = ("state", index, group, cell), self.changes.last(index, group, (cell,))
        return self.changes.unless(what, state, lambda: [index, encode(group), cell, tally.kind, tally.state()])

    @classmethod
    def restore(cls, plan: Plan, state: dict[str, Any], lasting: bool = False) -> TallyStore:
        """The store whose `state` this is."""
        store = cls(plan, None, FedStreams.restore(state), lasting=lasting)
        for index, group, cell, kind, tally in state["tallies"]:
            store.tallies[index].setdefault(decode(group), {})[cell] = _restored(plan, index, kind, tally)
        for index, reach, count in state["unread"]:
            store.unread[index][decode(reach)] = count
        for index, group, cell, entries in state["worst"]:
            store.worst[index].setdefault(decode(group), {})[cell] = restored(entries)
        store.slices = [Counter({(first, last): count for first, last, count in slices}) for slices in state["slices"]]
        store.accounts = [ReadingAccount.restore(account) for account in state["accounts"]]
        store.deferred = DeferredRecords.restore(plan, state)
        return store


def _restored(plan: Plan, index: int, kind: str, state: Any) -> Tally:
    """The tally of a saved state; records of claims and duties that were saved as they came are kept without what they leave blank.

    Raises UsageError for a kind of tally that there is not.
    """
    if kind not in KINDS:
        raise UsageError(f"the state holds a tally of kind {kind!r}, which this version of slakit cannot read; feed the records again")
    tally = KINDS[kind].restore(state)
    if type(tally) is KeptRows and getattr(plan.readings[index].reading.value, "tally_kind", None) is StatedRows:
        stated = StatedRows()
        stated.add_many(tally.dated)
        return stated
    return tally
