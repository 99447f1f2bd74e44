"""KeyedRecords: rows of one key are facts about one case, and add up whatever their order (docs/numbers.md M9)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from heapq import nsmallest
from typing import Any

from attrs import define, field, frozen

from slakit.engine.group_keys import key_of, literal
from slakit.engine.read.batch import Batch
from slakit.engine.read.revisions import Revisions, Update, rank
from slakit.engine.read.rows import RowBatch
from slakit.engine.read.selection import EXAMPLES, Note, Selection, natural
from slakit.engine.tally.fact_columns import FactColumns, fact_columns
from slakit.engine.tally.saved_cases import UNREAD, Facts, SavedCases, identity_of, restored_case
from slakit.metrics.plain_values import plain
from slakit.metrics.reading import Reading
from slakit.metrics.record import CLEARED, Unread
from slakit.metrics.value_kinds.timer_value import CLOSED

FOLDED = "folded into the case of its key"
MIXED = ""  # stands for no field among the conflicts
RecordsKey = tuple[str, str, str | None]  # the stream, and the fields of its key and of its update
PARTS, SAVED = "parts", "saved"  # what is made of the cases that changed


def records_key(reading: Reading) -> RecordsKey:
    """The key of the records that a reading with a key shares with others."""
    return reading.stream, str(reading.key), reading.updated


@frozen
class Folded:
    """One record for each case, by field the conflicts of its facts and its unread facts, and how many cases there are, begun or not."""

    batch: Batch
    conflicts: Mapping[str, Note]
    unread: Mapping[str, Note]
    cases: int


@define
class KeyedRecords:
    """The facts about each case of a stream: by key, and for each field every value with its update."""

    stream: str
    key: str
    updated: str | None
    fields: tuple[str, ...]
    instants: frozenset[str]
    ahead: frozenset[str] = frozenset()  # instants that may lie in the future, such as a due time
    _cases: dict[Hashable, list[Facts]] = field(factory=dict, init=False)
    _columns: list[FactColumns] = field(factory=list, init=False)
    _sorted: Any = field(default=None, init=False)  # the facts of the columns in order, until more come
    _changed: dict[str, set[Hashable]] = field(factory=dict, init=False, eq=False)  # by use, since `take_changed`
    _saved: SavedCases = field(factory=SavedCases, init=False, eq=False)
    timed: bool = False  # whether any update is an instant
    revised: bool = False  # whether any is the number of a revision

    @classmethod
    def of(cls, key: RecordsKey, readings: Sequence[Reading]) -> KeyedRecords:
        """The records that some readings share, with every field that these look at."""
        names = dict.fromkeys(name for reading in readings for name in reading.fields if name != reading.key)
        instants = frozenset(name for reading in readings for name in reading.instants)
        return cls(*key, tuple(names), instants, instants - {name for reading in readings for name in reading.facts})

    def fold(self, batch: Batch, updates: Revisions) -> tuple[Note, ...]:
        """Add the facts of a batch, and return notes of the records without a key or a readable update.

        An instant that cannot be read is a fact too, which gives way to one that can be.
        """
        selection, self._sorted = Selection(batch), None
        if updates.bad:
            reason = f"{self.updated} is not an instant or the number of a revision; write '2026-01-31T09:00:00+00:00', or 7"
            selection = selection.without(updates.bad, reason, show=(self.key, str(self.updated)))
        self.timed, self.revised = self.timed or updates.instants, self.revised or updates.revisions
        packed = fact_columns(batch, self.key, self.fields, self.instants, updates, self.updated is not None)
        keys = list(map(key_of, batch.values(self.key))) if packed is None else []
        nameless = [row for row, key in enumerate(keys) if key is None] if packed is None else packed.nameless
        if nameless:
            selection = selection.without(nameless, f"no value for {self.key}", show=tuple(name for name in self.fields if name != CLOSED))
        if packed is not None:
            self._columns.append(packed.taken(selection.mask))
            return selection.notes
        columns = [batch.microseconds(name) if name in self.instants else list(map(plain, batch.values(name))) for name in self.fields]
        given = [
            batch.as_given(name) if name in self.instants else list(map(identity_of, column))
            for name, column in zip(self.fields, columns, strict=True)
        ]
        unread = [set(batch.instants(name).bad) if name in self.instants else () for name in self.fields]
        times = updates.values
        for changed in self._changed.values():
            changed.update(map(keys.__getitem__, selection.rows))
        # a value can be taken back only where rows have an update
        cleared = [{row for row, one in enumerate(batch.values(name)) if one is CLEARED} if self.updated else () for name in self.fields]
        for row in selection.rows:
            case = self._cases.setdefault(keys[row], [{} for _ in self.fields])
            for facts, identity, column, bad, gone in zip(case, given, columns, unread, cleared, strict=True):
                if row in gone:
                    facts[times[row], CLEARED] = UNREAD
                elif column[row] is not None:
                    facts[times[row], identity[row]] = column[row]
                elif row in bad:
                    facts[times[row], _hashable(identity[row])] = UNREAD
        return selection.notes

    @property
    def cases(self) -> dict[Hashable, list[Facts]]:
        """The facts about each case, one by one."""
        for columns in self._columns:
            for key, update, values in columns.rows():
                for changed in self._changed.values():
                    changed.add(key)
                case = self._cases.setdefault(key, [{} for _ in self.fields])
                for name, facts, value in zip(self.fields, case, values, strict=True):
                    if value is not None:
                        facts[update, value if name in self.instants else identity_of(value)] = value
        self._columns, self._sorted = [], None
        return self._cases

    def take_changed(self, use: str) -> set[Hashable]:
        """The keys of the cases of which facts came since this was asked last for a use; nobody knows it the first time."""
        changed, self._changed[use] = self._changed.get(use, set()), set()
        return changed

    def merge(self, other: KeyedRecords) -> None:
        for changed in self._changed.values():
            changed.update(other._cases)
        self.timed, self.revised = self.timed or other.timed, self.revised or other.revised
        self._columns += other._columns
        self._sorted = None
        for key, facts in other._cases.items():
            case = self._cases.setdefault(key, [{} for _ in self.fields])
            for own, more in zip(case, facts, strict=True):
                own |= more

    def batch(self, horizon: int | None, keys: Iterable[Hashable] | None = None) -> Folded:
        """One record for each case as of an instant, or for those of some keys; with what is wrong with their facts."""
        if keys is None and self._columns and not self._cases and not (self.timed and self.revised):
            return self._batch_of_columns(horizon)
        columns: dict[str, list[Any]] = {name: [] for name in self.fields}
        disputed: dict[str, list[Hashable]] = {}
        unread: dict[str, list[Hashable]] = {}
        all_cases = self.cases
        chosen = all_cases if keys is None else {key: all_cases[key] for key in keys}
        cases = {key: case for key, case in chosen.items() if horizon is None or _began(case, horizon)}
        for key, case in cases.items():
            for name, facts in zip(self.fields, case, strict=True):
                value, agreed, lost = self._settled(name, facts, horizon)
                columns[name].append(value)
                if not agreed:
                    disputed.setdefault(name, []).append(key)
                if lost:
                    unread.setdefault(name, []).append(key)
        instants = {name: columns.pop(name) for name in self.fields if name in self.instants}
        columns[self.key] = list(cases)
        conflicts = {name: self._conflict(name, keys) for name, keys in disputed.items()}
        if self.timed and self.revised:
            revised = [key for key, case in chosen.items() if any(isinstance(at, Fraction) for facts in case for at, _ in facts)]
            reason = f"{self.updated} holds instants and the numbers of revisions, which have no order; "
            conflicts[MIXED] = self._note(f"{reason}instants count, write one of them in all rows", revised)
        missing = {
            name: self._note(f"{name} cannot be read in a row of its {self.key}; what could be read counts", keys, range(len(keys)))
            for name, keys in unread.items()
        }
        return Folded(RowBatch.of_columns(self.stream, len(cases), columns, instants), conflicts, missing, len(chosen))

    def _batch_of_columns(self, horizon: int | None) -> Folded:
        from slakit.engine.tally.settled_facts import SortedFacts, held_cases

        self._sorted = facts = self._sorted or SortedFacts.of(self._columns, identity_of)
        batch, disputed = held_cases(facts, self.stream, self.key, self.fields, self.instants, self.ahead, horizon)
        conflicts = {name: self._conflict(name, keys) for name, keys in disputed.items()}
        return Folded(batch, conflicts, {}, len(facts.keys))

    def _conflict(self, name: str, keys: Sequence[Hashable]) -> Note:
        named = "give each update an instant or a number of its own"
        remedy = named if self.updated else "name the field that says when a row was updated, updated='updated_at'"
        return self._note(f"two values for {name} of one {self.key}, the earlier counts; {remedy}", keys)

    def _note(self, reason: str, keys: Sequence[Hashable], rows: Sequence[int] = ()) -> Note:
        count = len(keys)
        if set(map(type, keys)) == {int} and min(keys) >= 0:  # type: ignore[type-var, operator]  # as natural order has them
            keys = sorted(keys)[:EXAMPLES]  # type: ignore[type-var]
        examples = tuple(nsmallest(EXAMPLES, (f"{self.key}={literal(key)}" for key in keys), key=natural))
        return Note(reason, count, problem=True, examples=examples, rows=rows)

    def _settled(self, name: str, facts: Facts, horizon: int | None) -> tuple[Any, bool, bool]:
        """The value that counts (of an instant, what was given), whether the facts agree on it, and whether one was not read."""
        lost = False
        timed = name in self.instants
        current = [(rank(at), given, value) for (at, given), value in facts.items() if horizon is None or _recorded(at, horizon)]
        if horizon is not None and timed and name not in self.ahead:  # what lies ahead is left to the reading, unless else has happened
            current = [fact for fact in current if fact[2] <= horizon] or current
        if any(given is CLEARED for _, given, _ in current):
            latest = max(at for at, _, _ in current)
            current = [fact for fact in current if fact[0] == latest and fact[1] is not CLEARED]
        if len(current) > 1:
            latest = max(at for at, _, _ in current)
            current = sorted((fact for fact in current if fact[0] == latest), key=_by_instant if timed else _by_kind)
            read = [fact for fact in current if not timed or fact[2] != UNREAD]
            lost, current = len(read) < len(current) and bool(read), read or current[:1]
        if not current:
            return None, True, False
        _, given, value = current[0]
        return (given if timed else value), (current[-1][2] == value if timed else len(current) == 1), lost

    def state(self) -> dict[str, Any]:
        changed = self._changed.get(SAVED)
        self._saved.write(self.cases, self.cases if changed is None else changed, self._timed)
        self.take_changed(SAVED)
        return {"cases": list(self._saved.cases), "timed": self.timed, "revised": self.revised}

    def restore(self, state: dict[str, Any]) -> None:
        self.timed, self.revised = state.get("timed", True), state.get("revised", False)
        self._cases.update(restored_case(case, self._timed) for case in state["cases"])

    @property
    def _timed(self) -> list[bool]:
        """For each field whether it holds instants."""
        return [name in self.instants for name in self.fields]


def _hashable(value: Any) -> Hashable:
    """Return a value that is no instant in a form that a dict can hold."""
    try:
        hash(value)
    except TypeError:
        return Unread(literal(value), "unreadable", "")
    return value  # type: ignore[no-any-return]


def _began(case: Iterable[Facts], horizon: int) -> bool:
    """True if any fact about a case had been recorded by an instant."""
    updates = [at for facts in case for at, _ in facts]
    return not updates or any(_recorded(at, horizon) for at in updates)


def _recorded(update: Update, horizon: int) -> bool:
    """True if a fact had been recorded by an instant; a revision does not say when it was."""
    return not isinstance(update, int) or update <= horizon


def _by_instant(fact: tuple[Any, Any, int]) -> tuple[int, bool, Any]:
    """Order the facts of a field of instants: by the instant, a text before a datetime."""
    _, given, at = fact
    return at, type(given) is int, given if type(given) is int else str(given)


def _by_kind(fact: tuple[Any, Any, Any]) -> tuple[str, str]:
    """Order the facts of a field that is no instant by type and text."""
    _, given, _ = fact
    return type(given).__name__, str(given)
