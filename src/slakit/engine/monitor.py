"""Monitor: an agreement that is fed records as things happen, and gives a statement at any time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from threading import RLock
from typing import Any

from attrs import evolve

from slakit.agreements.agreement import Agreement
from slakit.engine.asked_instant import as_instant
from slakit.engine.group_keys import key_of
from slakit.engine.held_rows import FEW, MOST, HeldRows
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.engine.plan.required_keys import check_keys
from slakit.engine.read.batch import Batch
from slakit.engine.read.ingest import batches, known_until
from slakit.engine.statement.build_statement import build_statement
from slakit.engine.statement.deadlines_of import deadlines_of
from slakit.engine.tally.fed_streams import FedStreams
from slakit.engine.tally.replay_log import ReplayLog
from slakit.engine.tally.tally_store import TallyStore
from slakit.errors import UsageError
from slakit.statements.deadline import Deadline
from slakit.statements.digest import digest
from slakit.statements.statement import Statement
from slakit.timeline.instants import moment

VERSION = 4


class Monitor:
    """The tallies of an agreement: feed it records as they come, and ask it for a statement at any time.

    Rows may come in any order and any batches; rows of one `key=` replace each other's unknowns. The monitor remembers the fields it
    needs of each record, so that it can say how things stood at an earlier instant; with `keep_records=False` it keeps tallies only, and
    such a question raises UsageError. `wanted` names what an amendment asks of records that was not kept.

    A timer that is fed open and again once it has stopped is one case only if its metric has a `key=`: without one both rows count.
    `require_keys=True` refuses an agreement with such a metric.

    Threads may share a monitor: each batch is added as a whole, and what is asked is answered from whole batches. What a thread feeds is
    its own: an iterator, a generator, a reader or a frame that two threads read at once is not made safe, nor are the parts of
    a statement that another thread changes, and `progress` is called outside the lock.
    """

    def __init__(self, agreement: Agreement, *, keep_records: bool = True, require_keys: bool = False) -> None:
        self.agreement = agreement
        if require_keys:
            check_keys(Plan.of(agreement))
        self._lock = RLock()  # held for each batch and each answer, and never while the records of a user are read
        self._plan = Plan.of(agreement)
        self._store = TallyStore(self._plan, lasting=True)
        self._logs: dict[str, ReplayLog] | None = {} if keep_records else None
        self._until: dict[str, int] = {}  # the last event that the rows of an event log know of, by stream
        self._held: dict[str, HeldRows | None] = {}  # rows that wait to be read, by stream
        self.wanted: tuple[str, ...] = ()

    def feed(self, stream: str, rows: Any, *, timezone: str | tzinfo | None = None, progress: Callable[[int], None] | None = None) -> None:
        """Add records of a stream: an iterable of mappings or objects, a frame, or a reader; an empty one means that there were none.

        `timezone` is that of times without an offset, and of dates. Raises RecordError for such a time without it; the batch that holds it
        is then not added. Other faults are counted, and stand in the statement's `problems`.
        """
        if timezone is None and type(rows) is list and 0 < len(rows) <= FEW and self._hold(stream, rows):
            if progress is not None:
                progress(len(rows))
            return
        with self._lock:
            self._store.declare(stream)
            self._read_held(stream)
        for batch in batches(self._plan.streams[stream], rows, timezone):
            with self._lock:
                self._add(stream, batch)
            if progress is not None:
                progress(batch.size)
        until = known_until(rows)
        with self._lock:
            self._store.streams.refuse(stream, rows)
            if until is not None:
                self._until[stream] = max(until, self._until.get(stream, until))

    def _add(self, stream: str, batch: Batch) -> None:
        self._store.feed(stream, batch)
        if self._logs is not None:
            self._logs.setdefault(stream, ReplayLog(self._plan.streams[stream])).write(batch)

    def _hold(self, stream: str, rows: list[Any]) -> bool:
        """Let rows wait until somebody asks, or enough of them wait; False if they are to be read now."""
        with self._lock:
            if stream not in self._held:
                self._store.declare(stream)
                self._held[stream] = HeldRows.of(self._plan, stream)
            held = self._held[stream]
            if held is None or not held.take(rows):
                return False
            if len(held.rows) >= MOST:
                self._read_held(stream)
            return True

    def _read_held(self, *streams: str) -> None:
        """Read the rows of some streams that wait, or of all."""
        for stream in streams or self._held:
            held = self._held.get(stream)
            if held is not None and held.rows:
                rows = held.release()
                for batch in batches(held.stream, rows):
                    self._add(stream, batch)
                self._store.streams.refuse(stream, rows)
                self._store.streams.add_names(stream, held.names(rows))

    def statement(
        self, *, period: Any = None, as_of: datetime | str | None = None, history: Any = None, details: bool = False
    ) -> Statement:
        """The statement of a period ("2026-03"; the whole term without one), as of an instant.

        Without `as_of` it is the later of the end of the last period and the latest instant that metrics read; what lies after an explicit
        `as_of` has not happened yet. `history` holds statements of earlier periods whose records it was not fed (docs/numbers.md M5, P7).
        For `details`, as `evaluate` has them, the kept records are read again; raises UsageError where none are kept.
        """
        selection = chosen(period, self.agreement)
        end = max(selection.ends(self._plan))
        with self._lock:
            self._read_held()
            at = self._store.streams.judged_at(end) if as_of is None else self._asked(as_of)
            until = None if as_of is None else at
            store = self._read_until(until, self._logs_for("give details"), detailed=True) if details else self._as_of(until)
            return build_statement(store, selection, at, history)

    def remove(self, stream: str, key: Any) -> int:
        """Take back every record of a key, as if it had never been fed, and return how many they were.

        All records are read again. Raises UsageError where the stream has no key, no record has this one, or no record is kept.
        """
        self._plan.check_streams([stream])
        readings = (self._plan.readings[index].reading for index in self._plan.streams[stream].indexes)
        fields = tuple(dict.fromkeys(reading.key for reading in readings if reading.key is not None))
        if not fields:
            raise UsageError(f"no metric of stream {stream!r} says what its key is; write key='id' on the metric")
        with self._lock:
            self._read_held()
            logs = self._logs_for("remove")
            before = logs.get(stream, ReplayLog(self._plan.streams[stream]))
            after = before.without(fields, key_of(key))
            if after.size == before.size:
                raise UsageError(f"no record of {stream!r} has {' or '.join(fields)} = {key!r}")
            self._read_again({**logs, stream: after})
        return before.size - after.size

    def amend(self, agreement: Agreement) -> tuple[str, ...]:
        """Go on under an amended agreement, and return the streams that must be fed again, with the fields that were not kept.

        The records of those are dropped, and are to be fed again; all others are read anew. Raises UsageError where no record is kept.
        """
        with self._lock:
            self._read_held()
            logs, plan = self._logs_for("amend"), Plan.of(agreement)
            lacking = {name: log.lacking(plan.streams[name]) for name, log in logs.items() if name in plan.streams}
            self.agreement, self._plan = agreement, plan
            self._read_again({name: logs[name].of(plan.streams[name]) for name, missing in lacking.items() if not missing})
            self.wanted = (
                *(f"stream {name!r} again, with {', '.join(missing)}" for name, missing in lacking.items() if missing),
                *(f"stream {name!r}, which is new" for name in plan.streams if name not in self._store.streams.fed and name not in lacking),
            )
        return self.wanted

    def _logs_for(self, action: str) -> dict[str, ReplayLog]:
        if self._logs is None:
            raise UsageError(f"a monitor that keeps no records cannot {action}; write Monitor(agreement, keep_records=True)")
        return self._logs

    def _read_again(self, logs: dict[str, ReplayLog]) -> None:
        """Read the records of replay logs, and nothing else, into a new store."""
        old = self._store.streams
        kept = [name for name in old.fed if name in self._plan.streams and (name in logs or name not in (self._logs or {}))]
        refused = {name: account for name, account in old.refused.items() if name in kept}
        store = TallyStore(self._plan, streams=FedStreams(refused=refused, logs=old.logs), lasting=True)
        for stream in kept:
            store.declare(stream)
        for stream, log in logs.items():
            for batch in log.batches():
                store.feed(stream, batch)
            store.streams.add_content(old, stream)
            if stream in old.things:
                store.streams.things[stream] = old.things[stream]
        self._store, self._logs, self._held = store, dict(logs), {}

    def deadlines(self, *, as_of: datetime | str, overdue: bool = False, history: Any = None, coming: bool = False) -> list[Deadline]:
        """The timers that run and the duties that are open as of an instant, soonest due first: those in time, or with `overdue` all.

        A duty of which nobody fed whether it was done is overdue once its time has passed. Duties that count missed periods look at the
        earlier ones in `history`, as a statement does. With `coming` those that the periods to come will bring are there too: reviews.
        """
        with self._lock:
            self._read_held()
            at = self._asked(as_of)
            return deadlines_of(self._as_of(at), at, overdue, history, coming)

    def state(self) -> dict[str, Any]:
        """All that the monitor holds, as JSON data. What did not change is shared with the state before: change a copy of it only."""
        with self._lock:
            self._read_held()
            logs = None if self._logs is None else {stream: log.state() for stream, log in sorted(self._logs.items())}
            return {
                "slakit": VERSION,
                "agreement": self._store.changes.unless("state of", (), lambda: digest(self.agreement)),
                "tallies": self._store.state(),
                "log": logs,
                "until": dict(sorted(self._until.items())),
            }

    @classmethod
    def restore(cls, agreement: Agreement, state: dict[str, Any]) -> Monitor:
        """Restore a monitor from a saved `state`, of this agreement or of one before its last amendments.

        `wanted` names the records that these amendments need. Raises UsageError when it was saved under another agreement.
        """
        if not isinstance(state, dict) or state.get("slakit") != VERSION:
            raise UsageError(f"this is not a state that Monitor.state() gave (version {VERSION})")
        if state["agreement"] != digest(agreement):
            for count in reversed(range(len(agreement.amendments))):
                earlier = evolve(agreement, amendments=agreement.amendments[:count])
                if state["agreement"] == digest(earlier):
                    resumed = cls.restore(earlier, state)
                    resumed.amend(agreement)
                    return resumed
            problem = f"the state was saved under another agreement than {agreement.name!r} as it stands now"
            raise UsageError(f"{problem}; restore it with that one")
        monitor = cls(agreement, keep_records=state["log"] is not None)
        monitor._store = TallyStore.restore(monitor._plan, state["tallies"], lasting=True)
        monitor._until = dict(state.get("until", {}))
        if state["log"] is not None:
            streams = monitor._plan.streams
            monitor._logs = {stream: ReplayLog.restore(streams[stream], log) for stream, log in state["log"].items()}
        return monitor

    def merge(self, other: Monitor) -> None:
        """Add all that another monitor of the same agreement was fed."""
        if other is self or not isinstance(other, Monitor):
            problem = "a monitor cannot be merged into itself" if other is self else f"{type(other).__name__} is not a monitor"
            raise UsageError(f"{problem}; merge another one, Monitor.restore(agreement, state) of a saved state")
        if digest(self.agreement) != digest(other.agreement):
            raise UsageError(f"a monitor of {other.agreement.name!r} cannot be merged into one of {self.agreement.name!r}, they differ")
        first, second = sorted((self, other), key=id)  # one order for all, so that two that merge each other do not wait for each other
        with first._lock, second._lock:
            self._read_held()
            other._read_held()
            self._store.merge(other._store)
            for stream, until in other._until.items():
                self._until[stream] = max(until, self._until.get(stream, until))
            if self._logs is None or other._logs is None:
                self._logs = None
                return
            for stream, log in other._logs.items():
                self._logs.setdefault(stream, ReplayLog(log.stream)).merge(log)

    def __getstate__(self) -> dict[str, Any]:
        with self._lock:
            self._read_held()
            return {name: value for name, value in self.__dict__.items() if name != "_lock"}  # a lock is not copied

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _lock=RLock())

    def _asked(self, as_of: datetime | str) -> int:
        """Return the instant of `as_of`; UsageError if rows of an event log were made with later events, and so may differ."""
        at = as_instant(as_of)
        later = {stream: until for stream, until in self._until.items() if until > at}
        if later:
            shown, last = (moment(one, self.agreement.zone).isoformat() for one in (at, max(later.values())))
            raise UsageError(
                f"as_of={shown}: the rows of {', '.join(map(repr, sorted(later)))} are of an event log that goes on until {last}, "
                f"and may have been others then; write evaluate(..., as_of=...), or feed read_events(..., as_of=...)"
            )
        return at

    def _as_of(self, at: int | None) -> TallyStore:
        streams = self._store.streams
        if at is None or streams.latest is None or at >= streams.latest:
            return self._store
        if self._logs is None:
            asked, latest = (moment(one, self.agreement.zone).isoformat() for one in (at, streams.latest))
            raise UsageError(f"as_of={asked} lies before the latest record, {latest}; use Monitor(keep_records=True)")
        return self._read_until(at, self._logs)

    def _read_until(self, at: int | None, logs: dict[str, ReplayLog], detailed: bool = False) -> TallyStore:
        """The records of replay logs that had happened at an instant, or all of them, in a store of their own."""
        streams = self._store.streams
        cut = at is not None and streams.latest is not None and at < streams.latest
        store = TallyStore(self._plan, at if cut else None, detailed=detailed)
        for stream in streams.fed:
            store.declare(stream)
        for stream, log in logs.items():
            for batch in log.batches():
                store.feed(stream, batch)
        store.streams = evolve(streams, fed=store.streams.fed, latest=store.streams.latest, measured=store.streams.measured)
        return store
