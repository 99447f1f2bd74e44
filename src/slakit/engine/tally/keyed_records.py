"""Cases: rows of one key are facts about one case, and add up whatever their order (docs/numbers.md M9)."""

from __future__ import annotations

from collections.abc import Container, Hashable
from fractions import Fraction
from typing import Any

from attrs import define, field

from slakit.engine.read.batch import Batch
from slakit.engine.read.group_keys import label, literal
from slakit.engine.read.revisions import Revisions, Update, rank, updates_of
from slakit.engine.read.rows import RowBatch
from slakit.engine.read.selection import EXAMPLES, Note, Selection, natural
from slakit.errors import RecordError, UnitError
from slakit.metrics.condition import by_value, plain
from slakit.metrics.reading import CLOSED
from slakit.metrics.record import CLEARED, Unread, canonical, decode, encode
from slakit.timeline.day import Day
from slakit.timeline.instants import instant

FOLDED = "folded into the case of its key"
MIXED = ""  # stands for no field among the conflicts
UNREAD = -(1 << 62)  # stands for an instant that cannot be read
Facts = dict[tuple[Update, Hashable], Any]  # when it was updated and what it says: the value, or the microseconds of an instant


@define
class KeyedRecords:
    """The facts about each case of a stream: by key, and for each field all that was said of it, with the instant of the update."""

    stream: str
    key: str
    updated: str | None
    fields: tuple[str, ...]
    instants: frozenset[str]
    ahead: frozenset[str] = frozenset()  # instants that may lie in the future, such as a due time
    known: dict[Hashable, list[Facts]] = field(factory=dict)
    timed: bool = False  # whether any update is an instant
    revised: bool = False  # whether any is the number of a revision

    def updates(self, batch: Batch) -> Revisions:
        """When the facts of a batch were said; raises RecordError before anything of it is added."""
        return updates_of(batch, self.updated)

    def fold(self, batch: Batch, updates: Revisions) -> tuple[Note, ...]:
        """Add the facts of a batch; what is noted are records without a key, or with an update that cannot be read.

        An instant that cannot be read is a fact too, which says nothing beside one that can be.
        """
        selection = Selection(batch)
        if updates.bad:
            reason = f"{self.updated} is not an instant or the number of a revision; write '2026-01-31T09:00:00+00:00', or 7"
            selection = selection.without(updates.bad, reason, show=(self.key, str(self.updated)))
        self.timed, self.revised = self.timed or updates.instants, self.revised or updates.revisions
        keys = list(map(key_of, batch.values(self.key)))
        if None in keys:
            nameless = [row for row, key in enumerate(keys) if key is None]
            selection = selection.without(nameless, f"no value for {self.key}", show=tuple(name for name in self.fields if name != CLOSED))
        rows = range(batch.size) if selection.mask is None else batch.places(selection.mask)
        columns = [batch.microseconds(name) if name in self.instants else list(map(plain, batch.values(name))) for name in self.fields]
        said = [
            batch.taken_apart(name) if name in self.instants else list(map(_told, column))
            for name, column in zip(self.fields, columns, strict=True)
        ]
        unread = [set(batch.instants(name).bad) if name in self.instants else () for name in self.fields]
        times = updates.values
        cleared = [self._cleared(batch, name) for name in self.fields]
        for row in rows:
            case = self.known.setdefault(keys[row], [{} for _ in self.fields])
            for facts, told, column, bad, gone in zip(case, said, columns, unread, cleared, strict=True):
                if row in gone:
                    facts[times[row], CLEARED] = UNREAD
                elif column[row] is not None:
                    facts[times[row], told[row]] = column[row]
                elif row in bad:
                    facts[times[row], _kept(told[row])] = UNREAD
        return selection.notes

    def _cleared(self, batch: Batch, name: str) -> Container[int]:
        """The records that take back the value of a field; they can say so only where it is known when they were updated."""
        return {row for row, value in enumerate(batch.values(name)) if value is CLEARED} if self.updated else ()

    def merge(self, other: KeyedRecords) -> None:
        self.timed, self.revised = self.timed or other.timed, self.revised or other.revised
        for key, facts in other.known.items():
            case = self.known.setdefault(key, [{} for _ in self.fields])
            for mine, theirs in zip(case, facts, strict=True):
                mine |= theirs

    def batch(self, horizon: int | None) -> tuple[RowBatch, dict[str, Note], dict[str, Note]]:
        """One record for each case known as of an instant; by field the conflicts of its facts, and the facts that were not read."""
        columns: dict[str, list[Any]] = {name: [] for name in self.fields}
        disputed: dict[str, list[str]] = {}
        unread: dict[str, list[str]] = {}
        known = {key: case for key, case in self.known.items() if horizon is None or _is_known(case, horizon)}
        for key, case in known.items():
            for name, facts in zip(self.fields, case, strict=True):
                value, agreed, lost = self._settled(name, facts, horizon)
                columns[name].append(value)
                if not agreed:
                    disputed.setdefault(name, []).append(f"{self.key}={literal(key)}")
                if lost:
                    unread.setdefault(name, []).append(f"{self.key}={literal(key)}")
        instants = {name: columns.pop(name) for name in self.fields if name in self.instants}
        columns[self.key] = list(known)
        remedy = (
            "name the field that says when a row was updated, updated='updated_at'"
            if self.updated is None
            else "give each update an instant or a number of its own"
        )
        conflicts = {
            name: Note(
                f"two values for {name} of one {self.key}, the earlier counts; {remedy}",
                len(keys),
                problem=True,
                examples=tuple(sorted(keys, key=natural)[:EXAMPLES]),
            )
            for name, keys in disputed.items()
        }
        if self.timed and self.revised:
            conflicts[MIXED] = self._mixed()
        missing = {
            name: Note(
                f"{name} cannot be read in a row of its {self.key}; what could be read counts",
                len(keys),
                problem=True,
                examples=tuple(sorted(keys, key=natural)[:EXAMPLES]),
                rows=range(len(keys)),
            )
            for name, keys in unread.items()
        }
        return RowBatch.of_columns(self.stream, len(known), columns, instants), conflicts, missing

    def _mixed(self) -> Note:
        """The cases with revisions, where others have instants."""
        keys = [key for key, case in self.known.items() if any(isinstance(at, Fraction) for said in case for at, _ in said)]
        return Note(
            f"{self.updated} holds instants and the numbers of revisions, which have no order; "
            "instants count, write one of them in all rows",
            len(keys),
            problem=True,
            examples=tuple(sorted((f"{self.key}={literal(key)}" for key in keys), key=natural)[:EXAMPLES]),
        )

    def _settled(self, name: str, facts: Facts, horizon: int | None) -> tuple[Any, bool, bool]:
        """The value that counts (of an instant, what was given), whether the facts leave no doubt of it, and whether one was not read."""
        lost = False
        timed = name in self.instants
        said = [(rank(at), told, value) for (at, told), value in facts.items() if horizon is None or _is_said(at, horizon)]
        if horizon is not None and timed and name not in self.ahead:  # what lies ahead is left to the reading, unless else has happened
            said = [fact for fact in said if fact[2] <= horizon] or said
        if any(told is CLEARED for _, told, _ in said):
            latest = max(at for at, _, _ in said)
            said = [fact for fact in said if fact[0] == latest and fact[1] is not CLEARED]
        if len(said) > 1:
            latest = max(at for at, _, _ in said)
            said = sorted((fact for fact in said if fact[0] == latest), key=_earlier if timed else _by_kind)
            read = [fact for fact in said if not timed or fact[2] != UNREAD]
            lost, said = len(read) < len(said) and bool(read), read or said[:1]
        if not said:
            return None, True, False
        _, told, value = said[0]
        return (told if timed else value), (said[-1][2] == value if timed else len(said) == 1), lost

    def state(self) -> dict[str, Any]:
        """Plain data that `restore` reads."""
        cases = [
            [
                _saved(key),
                [
                    sorted(
                        (
                            [_saved_update(at), encode(told if name in self.instants or told is CLEARED else value)]
                            for (at, told), value in facts.items()
                        ),
                        key=canonical,
                    )
                    for name, facts in zip(self.fields, case, strict=True)
                ],
            ]
            for key, case in self.known.items()
        ]
        return {"cases": sorted(cases, key=canonical), "timed": self.timed, "revised": self.revised}

    def restore(self, state: dict[str, Any]) -> None:
        self.timed, self.revised = state.get("timed", True), state.get("revised", False)
        for key, case in state["cases"]:
            self.known[decode(key)] = [
                dict(_restored(name in self.instants, at, said) for at, said in facts)
                for name, facts in zip(self.fields, case, strict=True)
            ]


def _saved_update(at: Update) -> int | str | None:
    return str(at) if isinstance(at, Fraction) else at


def _restored(timed: bool, saved: int | str | None, said: Any) -> tuple[tuple[Update, Hashable], Any]:
    at: Update = Fraction(saved) if isinstance(saved, str) else saved
    if timed:
        told = decode(said)
        return (at, told), _microseconds(told)
    value = decode(said)
    return ((at, CLEARED), UNREAD) if value is CLEARED else ((at, _told(value)), value)


def _microseconds(told: Any) -> int:
    """The microseconds of an instant as it was given."""
    if isinstance(told, Day):
        return told.first
    if type(told) is int:
        return told
    try:
        return instant(told)
    except UnitError:
        return UNREAD


def _kept(value: Any) -> Hashable:
    """What cannot be read as an instant, in a form that a dict can hold."""
    try:
        hash(value)
    except TypeError:
        return Unread(literal(value), "unreadable", "")
    return value  # type: ignore[no-any-return]


def _is_known(case: list[Facts], horizon: int) -> bool:
    """Whether anything had been said of a case by an instant."""
    facts = [at for said in case for at, _ in said]
    return not facts or any(_is_said(at, horizon) for at in facts)


def _is_said(update: Update, horizon: int) -> bool:
    """Whether a fact had been said by an instant; a revision does not say when it was."""
    return not isinstance(update, int) or update <= horizon


def _earlier(fact: tuple[Any, Any, int]) -> tuple[int, bool, Any]:
    """Orders the facts of an instant: by when it was, a text of it before a datetime."""
    _, told, at = fact
    return at, type(told) is int, told if type(told) is int else str(told)


def _by_kind(fact: tuple[Any, Any, Any]) -> tuple[str, str]:
    """Orders the facts of an instant by what they say, in whatever form it came."""
    _, told, _ = fact
    return type(told).__name__, str(told)


def _told(value: Any) -> Hashable:
    """What tells a value from others: itself, or its kind and text when a dict cannot hold it or takes it for another, as True for 1."""
    value = by_value(value)
    return value if value is None or type(value) in (str, int, float) else (type(value).__name__, literal(value))


def key_of(value: object) -> Hashable:
    """A value as the key of a case: equal values are one key (docs/numbers.md R1), True is the text of it and so is a list."""
    value = by_value(value)
    if value is None or type(value) in (str, int, float):
        return value
    try:
        hash(value)
    except TypeError:
        return label(value)
    return label(value) if value is True or value is False else value


def _saved(key: Hashable) -> Any:
    """A key as JSON data; RecordError when it would not come back as it is."""
    data = encode(key)
    if data is not key and decode(data) != key:
        raise RecordError(f"the key {key!r} cannot be saved; write a text, a number, a UUID or a tuple of such")
    return data
