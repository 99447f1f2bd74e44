"""FedStreams: what has been fed of each stream, and whether its records have the fields that metrics name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from attrs import define, field

from slakit.engine.plan.plan import Plan, PlannedStream
from slakit.engine.read.batch import Batch
from slakit.engine.read.ingest import faults_of_log, refusals
from slakit.engine.read.named_things import Seen, add, look
from slakit.engine.tally.account import ReadingAccount
from slakit.engine.tally.log_faults import LogFaults
from slakit.errors import RecordError, close_match

Sets = dict[str, set[str]]


@define
class FedStreams:
    """By stream: how many records were fed, what could not be read, and the fields, number notations and things that they name.

    `latest` is the latest instant at which something happened, `measured` that of the records that metrics read.
    """

    fed: dict[str, int] = field(factory=dict)
    latest: int | None = None
    refused: dict[str, ReadingAccount] = field(factory=dict)
    logs: dict[str, LogFaults] = field(factory=dict)
    fields: Sets = field(factory=dict)
    names: Sets = field(factory=dict)
    signs: Sets = field(factory=dict)
    things: dict[str, Seen] = field(factory=dict)
    measured: int | None = None

    def add(
        self, stream: PlannedStream, batch: Batch, present: set[str], signs: set[str], latest: int | None, measured: int | None
    ) -> None:
        """Note a batch with the fields that its records have, of those that are read, and the number signs in them."""
        name = stream.name
        self.fed[name] += batch.size
        self.fields.setdefault(name, set()).update(present)
        self.signs.setdefault(name, set()).update(signs)
        if stream.single:
            look(batch, self.things.setdefault(name, {}))
        if len(present) < len(stream.fields):
            self.names.setdefault(name, set()).update(batch.names)
        self.latest, self.measured = latest_of([self.latest, latest]), latest_of([self.measured, measured])

    def add_names(self, stream: str, names: set[str]) -> None:
        """Note the fields of records that lack one which is read."""
        if names:
            self.names.setdefault(stream, set()).update(names)

    def judged_at(self, end: int) -> int:
        """The instant as of which a statement is made without one: the later of an end and the latest instant that metrics read.

        Rows of duties, claims, exclusions and bases do not move it: their dates may lie far ahead (docs/numbers.md M5).
        """
        return max(end, self.measured or end)

    def refuse(self, stream: str, records: Any) -> None:
        """Note what the reader of a stream could not read; the problems of an event log count once, however often it is fed."""
        if not getattr(records, "rows", 1):
            self.note_names(stream, getattr(records, "header", None) or ())
        log = faults_of_log(records)
        if log is not None:
            self.logs.setdefault(stream, LogFaults(log[0])).add(log[1])
            return
        account = self.refused.setdefault(stream, ReadingAccount())
        for note in refusals(records):
            account.read += note.count
            account.note(note)

    def note_names(self, stream: str, names: Iterable[str]) -> None:
        """Note the columns of a file or a frame without records: those that are read must be among them too."""
        if named := [*names]:
            self.fields.setdefault(stream, set()).update(named)
            self.names.setdefault(stream, set()).update(named)

    def refused_of(self, stream: str) -> ReadingAccount:
        """The rows of a stream that could not be read, by a reader or as a log was folded."""
        account = ReadingAccount()
        for lost in (self.refused.get(stream), self.logs[stream].lost if stream in self.logs else None):
            if lost is not None:
                account.merge(lost)
        return account

    def check(self, plan: Plan) -> None:
        """Raise RecordError for every field that metrics name and no record of its stream has."""
        problems = []
        for name, stream in plan.streams.items():
            if not self.fed.get(name) and not self.names.get(name):
                continue
            for missing in stream.fields:
                if missing not in self.fields.get(name, set()) | stream.optional:
                    names = self.names.get(name, set())
                    slip = next(iter(get_close_matches(missing, sorted(names.difference(stream.fields, stream.optional)), n=1)), None)
                    either = f", but {slip!r}, which is not read; write {missing!r} in the records, or {slip!r} in the contract"
                    hint = f"{close_match(missing, names)}{_left_open(plan, stream, missing)}" if slip is None else either
                    problems.append(f"stream {name!r}: no record has the field {missing!r}{hint}")
            signs = self.signs.get(name, set())
            problems += [
                f"stream {name!r}: the numbers of {field!r} are written in two ways, as 1.299,99 and as 1.299; say which signs they have, "
                "decimal=',', thousands='.'"
                for field in sorted(stream.numbers)
                if {f"{field} ,", f"{field} ."} <= signs
            ]
        if problems:
            raise RecordError(*problems)

    def merge(self, other: FedStreams) -> None:
        for stream, count in other.fed.items():
            self.fed[stream] = self.fed.get(stream, 0) + count
        for stream, account in other.refused.items():
            self.refused.setdefault(stream, ReadingAccount()).merge(account)
        for stream, faults in other.logs.items():
            self.logs.setdefault(stream, LogFaults(faults.log)).add(faults.faults)
        for stream in {*other.fields, *other.names, *other.signs}:
            self.add_content(other, stream)
        for stream, seen in other.things.items():
            for name, values in seen.items():
                add(self.things.setdefault(stream, {}).setdefault(name, set()), values)
        self.latest, self.measured = latest_of([self.latest, other.latest]), latest_of([self.measured, other.measured])

    def add_content(self, other: FedStreams, stream: str) -> None:
        """Add the names and signs that the records of a stream have elsewhere."""
        for sets, more in ((self.fields, other.fields), (self.names, other.names), (self.signs, other.signs)):
            if stream in more:
                sets.setdefault(stream, set()).update(more[stream])

    def state(self) -> dict[str, Any]:
        return {
            "latest": self.latest,
            "measured": self.measured,
            "fed": dict(sorted(self.fed.items())),
            "refused": {stream: account.state() for stream, account in sorted(self.refused.items())},
            "logs": {stream: faults.state() for stream, faults in sorted(self.logs.items())},
            "fields": _listed(self.fields),
            "signs": _listed(self.signs),
            "things": {stream: _listed(seen, key=repr) for stream, seen in sorted(self.things.items())},
            "names": _listed(self.names),
        }

    @classmethod
    def restore(cls, state: dict[str, Any]) -> FedStreams:
        return cls(
            dict(state["fed"]),
            state["latest"],
            {stream: ReadingAccount.restore(account) for stream, account in state["refused"].items()},
            {stream: LogFaults.restore(faults) for stream, faults in state.get("logs", {}).items()},
            _sets(state["fields"]),
            _sets(state["names"]),
            _sets(state["signs"]),
            {stream: _sets(seen) for stream, seen in state["things"].items()},
            state.get("measured", state["latest"]),
        )


def _left_open(plan: Plan, stream: PlannedStream, name: str) -> str:
    """The remedy where a field says when a record ended: it is empty as long as the record goes on."""
    endings = {plan.readings[index].reading.ending for index in stream.indexes}
    return f"; write {name} = '' in one that is still open" if name in endings else ""


def latest_of(instants: Iterable[int | None]) -> int | None:
    """The latest of some instants; None where there is none."""
    return max((at for at in instants if at is not None), default=None)


def _sets(lists: dict[str, list[Any]]) -> dict[str, set[Any]]:
    return {name: set(values) for name, values in lists.items()}


def _listed(sets: Mapping[str, set[Any]], key: Callable[[Any], str] | None = None) -> dict[str, list[Any]]:
    return {name: sorted(values, key=key) for name, values in sorted(sets.items())}
