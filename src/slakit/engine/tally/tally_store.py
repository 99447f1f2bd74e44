"""Board: the tallies of an agreement, by part, group and slice of the term.

A board is fed batches and merged with other boards, in any order; the statement is read from it. It holds no clock and does no I/O.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field

from slakit.engine.plan.judged_slices import JudgedSlices, standing_of
from slakit.engine.plan.plan import Plan, PlannedReading
from slakit.engine.read.batch import Batch
from slakit.engine.read.extract import extract
from slakit.engine.read.ingest import faults_of_log, refusals
from slakit.engine.read.log_faults import LogFaults
from slakit.engine.read.read_context import ALTERED, Contributions, ExcludedSpans, Reach, Slices
from slakit.engine.read.revisions import Revisions
from slakit.engine.read.selection import LATER, Selection
from slakit.engine.tally.account import Account
from slakit.engine.tally.apply_exclusions import excuses_of, pause, stray_pauses
from slakit.engine.tally.keyed_records import FOLDED, MIXED, KeyedRecords
from slakit.engine.tally.named_things import Seen, add, look
from slakit.engine.tally.replay_log import ReplayLog
from slakit.errors import RecordError, UsageError, close_match
from slakit.metrics.record import decode, encode
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.kinds import KINDS
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.tallies.worst import Entry, restored, saved, worst

Group = tuple[object, ...]
Cells = dict[Group, dict[int, Tally]]
Entries = dict[Group, dict[int, list[Entry]]]


def _latest(updates: Revisions) -> int | None:
    """The latest of some updates that are instants."""
    return max((at for at in updates.values if isinstance(at, int)), default=None) if updates.instants else None


def group_name(group: Group) -> Any:
    """What a line calls a group: nothing, the one value, or all of them."""
    return None if not group else group[0] if len(group) == 1 else group


@define
class TallyStore:
    """All that has been read, added up; nothing after `horizon` has happened."""

    plan: Plan
    horizon: int | None = None
    tallies: list[Cells] = field(init=False)
    unread: list[Counter[Reach]] = field(init=False)
    worst: list[Entries] = field(init=False)
    standing: Mapping[int, Mapping[str, JudgedSlices]] = field(init=False)
    slices: list[Counter[Slices]] = field(
        init=False
    )  # how many records were counted in which slices, where an objective does not stand in all
    accounts: list[Account] = field(init=False)
    cases: dict[tuple[str, str, str | None], KeyedRecords] = field(init=False)
    latest: int | None = None
    fed: dict[str, int] = field(factory=dict)
    refused: dict[str, Account] = field(factory=dict)
    fields: dict[str, set[str]] = field(factory=dict)
    names: dict[str, set[str]] = field(factory=dict)
    signs: dict[str, set[str]] = field(factory=dict)
    things: dict[str, Seen] = field(factory=dict)
    pages: dict[str, ReplayLog] = field(factory=dict)
    logs: dict[str, LogFaults] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.tallies = [{} for _ in self.plan.parts]
        self.unread = [Counter() for _ in self.plan.parts]
        self.worst = [{} for _ in self.plan.parts]
        self.standing = standing_of(self.plan)
        self.slices = [Counter() for _ in self.plan.parts]
        self.accounts = [Account() for _ in self.plan.parts]
        self.cases = {}
        for part in self.plan.parts:
            reading = part.reading
            if reading.key is not None:
                self._keyed(part)

    def _keyed(self, part: PlannedReading) -> KeyedRecords:
        """The cases that a part with a key is read from; parts of one stream and key share them."""
        reading = part.reading
        place = (reading.stream, str(reading.key), reading.updated)
        if place not in self.cases:
            sharing = [
                other.reading for other in self.plan.parts if (other.reading.stream, other.reading.key, other.reading.updated) == place
            ]
            names = dict.fromkeys(name for other in sharing for name in other.fields if name != reading.key)
            instants = frozenset(name for other in sharing for name in other.instants)
            facts = {name for other in sharing for name in other.facts}
            self.cases[place] = KeyedRecords(*place, tuple(names), instants, instants - facts)
        return self.cases[place]

    def declare(self, stream: str) -> None:
        """Note that a stream has been fed, be it without a record."""
        if stream not in self.plan.streams:
            raise UsageError(f"{stream!r} is not a stream of {self.plan.agreement.name!r}{close_match(stream, self.plan.streams)}")
        self.fed.setdefault(stream, 0)

    def feed(self, stream: str, batch: Batch) -> None:
        """Add a batch of a stream: all of it, or nothing when it raises RecordError."""
        self.declare(stream)
        if not batch.size:
            return
        needs = self.plan.streams[stream]
        for name in needs.instants:
            batch.instants(name)  # so that it raises before anything is added
        updates = [cases.updates(batch) if cases.stream == stream else None for cases in self.cases.values()]
        said = [batch.latest(needs.facts)] + [_latest(known) for known in updates if known is not None]
        latest = max((at for at in said if at is not None), default=None)
        present = {name for name in needs.fields if batch.has(name)}
        signs = {f"{name} {sign}" for name in needs.numbers & present for sign in batch.signs(name)}
        everything = Selection(batch)
        read_parts = [(place, self._read(batch, place, everything)) for place in needs.parts]
        folded = [() if known is None else cases.fold(batch, known) for cases, known in zip(self.cases.values(), updates, strict=True)]
        for place, emission in read_parts:
            self.accounts[place].read += batch.size
            if emission is not None:
                self._add(place, emission)
        for cases, notes in zip(self.cases.values(), folded, strict=True):
            for place in needs.parts:
                if self.plan.parts[place].reading.key is not None and self._keyed(self.plan.parts[place]) is cases:
                    for note in notes:
                        self.accounts[place].note(note)
                        self.unread[place][None, 0, len(self.plan.parts[place].schedule.edges)] += len(note.rows)
        if any(self.plan.parts[place].late and self.plan.parts[place].reading.key is None for place in needs.parts):
            self.pages.setdefault(stream, ReplayLog(needs)).write(batch)
        self.fed[stream] += batch.size
        self.fields.setdefault(stream, set()).update(present)
        self.signs.setdefault(stream, set()).update(signs)
        if needs.single:
            look(batch, self.things.setdefault(stream, {}))
        if len(present) < len(needs.fields):
            self.names.setdefault(stream, set()).update(batch.names)
        if latest is not None and (self.latest is None or latest > self.latest):
            self.latest = latest

    def _read(self, batch: Batch, place: int, everything: Selection) -> Contributions | None:
        part = self.plan.parts[place]
        return None if part.late else extract(batch, part, self.horizon, everything, known=self.worst[place])

    def _add(self, place: int, emission: Contributions) -> None:
        account = self.accounts[place]
        account.counted += emission.counted.total()
        account.seen = account.seen or emission.seen
        if place in self.standing:
            self.slices[place].update(emission.counted)
        account.open += emission.open
        for note in emission.notes:
            account.note(note)
        for note in emission.in_part:
            account.conflict(note)
        for (group, cell), values in emission.settled:
            self.tally(place, group, cell).add_many(values)
        for (group, cell), entries in emission.running:
            clocks = self.tally(place, group, cell)
            if isinstance(clocks, Clocks):
                clocks.add_open(entries)
        for (group, cell), found in emission.worst:
            self._keep(place, group, cell, found)
        self.unread[place].update(emission.unread)

    def _keep(self, place: int, group: Group, cell: int, found: list[Entry]) -> None:
        cells = self.worst[place].setdefault(group, {})
        cells[cell] = worst([*cells.get(cell, ()), *found])

    def tally(self, place: int, group: Group, cell: int) -> Tally:
        """The tally of a part for a group and slice."""
        cells = self.tallies[place].setdefault(group, {})
        if cell not in cells:
            cells[cell] = self.plan.parts[place].reading.value.tally()
        return cells[cell]

    def refuse(self, stream: str, records: Any) -> None:
        """Note what the reader of a stream could not read; the problems of an event log count once, however often it is fed."""
        log = faults_of_log(records)
        if log is not None:
            self.logs.setdefault(stream, LogFaults(log[0])).add(log[1])
            return
        account = self.refused.setdefault(stream, Account())
        for note in refusals(records):
            account.read += note.count
            account.note(note)

    def refused_of(self, stream: str) -> Account:
        """The rows of a stream that could not be read, by a reader or as a log was folded."""
        account = Account()
        for known in (self.refused.get(stream), self.logs[stream].lost if stream in self.logs else None):
            if known is not None:
                account.merge(known)
        return account

    def lost_of(self, stream: str) -> int:
        """How many rows of a stream could not be read, by a reader or as a log was folded."""
        refused, log = self.refused.get(stream), self.logs.get(stream)
        return (refused.unread if refused else 0) + (log.lost.unread if log else 0)

    def merge(self, other: TallyStore) -> None:
        """Add all that another board of the same agreement holds."""
        for place, groups in enumerate(other.tallies):
            for group, cells in groups.items():
                for cell, tally in cells.items():
                    self.tally(place, group, cell).merge(tally)
        for place, known in enumerate(other.worst):
            for group, kept in known.items():
                for cell, entries in kept.items():
                    self._keep(place, group, cell, entries)
        for mine, theirs in zip(self.accounts, other.accounts, strict=True):
            mine.merge(theirs)
        for ours, others in zip(self.unread, other.unread, strict=True):
            ours.update(others)
        for counted, more in zip(self.slices, other.slices, strict=True):
            counted.update(more)
        for stream, page in other.pages.items():
            self.pages.setdefault(stream, ReplayLog(page.stream)).merge(page)
        for place_of, cases in other.cases.items():
            self.cases[place_of].merge(cases)
        for stream, count in other.fed.items():
            self.fed[stream] = self.fed.get(stream, 0) + count
        for stream, account in other.refused.items():
            self.refused.setdefault(stream, Account()).merge(account)
        for stream, faults in other.logs.items():
            self.logs.setdefault(stream, LogFaults(faults.log)).merge(faults)
        for mine_of, theirs_of in ((self.fields, other.fields), (self.names, other.names), (self.signs, other.signs)):
            for stream, names in theirs_of.items():
                mine_of.setdefault(stream, set()).update(names)
        for stream, seen in other.things.items():
            for name, values in seen.items():
                add(self.things.setdefault(stream, {}).setdefault(name, set()), values)
        self.latest = max((at for at in (self.latest, other.latest) if at is not None), default=None)

    def settled(self, as_of: int) -> TallyStore:
        """The board with its cases, and what exclusions may leave out, read as of an instant; the rest is shared."""
        late = [place for place, part in enumerate(self.plan.parts) if part.late]
        if not late:
            return self
        board = TallyStore(
            self.plan, self.horizon, self.latest, self.fed, self.refused, self.fields, self.names, things=self.things, logs=self.logs
        )
        for place in range(len(self.plan.parts)):
            if place not in late:
                board.tallies[place], board.worst[place], board.accounts[place], board.unread[place], board.slices[place] = (
                    self.tallies[place],
                    self.worst[place],
                    self.accounts[place],
                    self.unread[place],
                    self.slices[place],
                )
        read_from = {key: cases.batch(as_of) for key, cases in self.cases.items()}
        everything = {key: Selection(batch) for key, (batch, _, _) in read_from.items()}
        known: dict[object, tuple[ExcludedSpans, ...]] = {}
        for place in late:
            part, account = self.plan.parts[place], board.accounts[place]
            account.merge(self.accounts[place])
            board.unread[place].update(self.unread[place])
            apart = (part.exclusions, part.window)
            if apart not in known:
                known[apart] = excuses_of(self, part, as_of)
            excuses = known[apart]
            if part.reading.key is None:
                page = self.pages.get(part.reading.stream)
                for batch in page.batches() if page else ():
                    board._add(place, extract(batch, part, self.horizon, Selection(batch), excuses))
                continue
            key = (part.reading.stream, str(part.reading.key), part.reading.updated)
            cases, conflicts, lost = read_from[key]
            unheard = len(self.cases[key].known) - cases.size
            folded = account.read - sum(account.problems.values()) - cases.size - unheard
            account.left += Counter({FOLDED: folded, LATER: unheard})
            pause(self, part, cases)
            board._add(place, extract(cases, part, as_of, everything[key], excuses))
            for name in (*part.reading.fields, MIXED):
                if name in conflicts:
                    account.conflict(conflicts[name])
                if name in lost:
                    account.conflict(lost[name])
                    board.unread[place][None, ALTERED, len(part.schedule.edges)] += lost[name].count
        for place, note in stray_pauses(self, {key: cases for key, (cases, _, _) in read_from.items()}):
            account = Account()
            account.merge(board.accounts[place])
            account.counted -= note.count
            account.note(note)
            board.accounts[place] = account
        return board

    def check(self) -> None:
        """Raise RecordError for every field that metrics name and no record of its stream has."""
        problems = []
        for name, stream in self.plan.streams.items():
            if not self.fed.get(name):
                continue
            for missing in stream.fields:
                if missing not in self.fields.get(name, set()) | stream.optional:
                    known = close_match(missing, self.names.get(name, set()))
                    problems.append(f"stream {name!r}: no record has the field {missing!r}{known}")
            signs = self.signs.get(name, set())
            problems += [
                f"stream {name!r}: the numbers of {field!r} are written in two ways, as 1.299,99 and as 1.299; say which signs they have, "
                "decimal=',', thousands='.'"
                for field in sorted(stream.numbers)
                if {f"{field} ,", f"{field} ."} <= signs
            ]
        if problems:
            raise RecordError(*problems)

    def groups(self, places: tuple[int, ...]) -> list[Group]:
        """The groups that any of some parts has seen, in order; one without a name when they are not grouped."""
        if not any(self.plan.parts[place].reading.by for place in places):
            return [()]
        found = {group for place in places for group in self.tallies[place]}
        found |= {group for place in places for group, _, _ in self.unread[place] if group}
        found |= {group for place in places for group in self.plan.parts[place].named}
        return sorted(found, key=lambda group: [(type(value).__name__, str(value)) for value in group]) or [()]

    def items(self) -> Iterator[tuple[int, Group, int, Tally]]:
        """Every tally with its part, group and slice, in one order."""
        for place, groups in enumerate(self.tallies):
            for group in sorted(groups, key=repr):
                for cell in sorted(groups[group]):
                    yield place, group, cell, groups[group][cell]

    def _kept(self) -> Iterator[tuple[int, Group, int, list[Entry]]]:
        for place, groups in enumerate(self.worst):
            for group in sorted(groups, key=repr):
                yield from ((place, group, cell, found) for cell, found in sorted(groups[group].items()))

    def state(self) -> dict[str, Any]:
        """Plain data that `restore` reads."""
        return {
            "tallies": [[place, encode(group), cell, tally.kind, tally.state()] for place, group, cell, tally in self.items()],
            "accounts": [account.state() for account in self.accounts],
            "cases": [cases.state() for cases in self.cases.values()],
            "unread": [
                [place, encode(reach), count] for place, found in enumerate(self.unread) for reach, count in sorted(found.items(), key=repr)
            ],
            "worst": [[place, encode(group), cell, saved(found)] for place, group, cell, found in self._kept()],
            "slices": [[[*pair, count] for pair, count in sorted(found.items())] for found in self.slices],
            "pages": {stream: page.state() for stream, page in sorted(self.pages.items())},
            "latest": self.latest,
            "fed": dict(sorted(self.fed.items())),
            "refused": {stream: account.state() for stream, account in sorted(self.refused.items())},
            "logs": {stream: faults.state() for stream, faults in sorted(self.logs.items())},
            "fields": {stream: sorted(names) for stream, names in sorted(self.fields.items())},
            "signs": {stream: sorted(signs) for stream, signs in sorted(self.signs.items())},
            "things": {
                stream: {name: sorted(values, key=repr) for name, values in sorted(seen.items())}
                for stream, seen in sorted(self.things.items())
            },
            "names": {stream: sorted(names) for stream, names in sorted(self.names.items())},
        }

    @classmethod
    def restore(cls, plan: Plan, state: dict[str, Any]) -> TallyStore:
        """The board whose `state` this is."""
        board = cls(plan, None, state["latest"], dict(state["fed"]))
        for place, group, cell, kind, tally in state["tallies"]:
            board.tallies[place].setdefault(decode(group), {})[cell] = KINDS[kind].restore(tally)
        for place, reach, count in state["unread"]:
            board.unread[place][decode(reach)] = count
        for place, group, cell, found in state["worst"]:
            board.worst[place].setdefault(decode(group), {})[cell] = restored(found)
        board.slices = [Counter({(first, last): count for first, last, count in found}) for found in state["slices"]]
        board.pages = {stream: ReplayLog.restore(plan.streams[stream], page) for stream, page in state["pages"].items()}
        board.accounts = [Account.restore(account) for account in state["accounts"]]
        for cases, facts in zip(board.cases.values(), state["cases"], strict=True):
            cases.restore(facts)
        board.refused = {stream: Account.restore(account) for stream, account in state["refused"].items()}
        board.logs = {stream: LogFaults.restore(faults) for stream, faults in state.get("logs", {}).items()}
        board.fields = {stream: set(names) for stream, names in state["fields"].items()}
        board.names = {stream: set(names) for stream, names in state["names"].items()}
        board.things = {stream: {name: set(values) for name, values in seen.items()} for stream, seen in state["things"].items()}
        board.signs = {stream: set(signs) for stream, signs in state["signs"].items()}
        return board
