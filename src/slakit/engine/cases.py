"""Cases: rows of one key are facts about one case, and add up whatever their order (semantics M9)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from attrs import define, field

from slakit.engine.batch import Batch
from slakit.engine.rows import RowBatch
from slakit.engine.selection import EXAMPLES, Note, Selection, natural
from slakit.metrics.condition import plain
from slakit.metrics.record import canonical, decode, encode

FOLDED = "folded into the case of its key"
Fact = tuple[int | None, Any]  # when it was updated, what it says
NEVER = -(1 << 62)


@define
class Cases:
    """The facts about each case of a stream: by key, and for each field all that was said of it, with the instant of the update."""

    stream: str
    key: str
    updated: str | None
    fields: tuple[str, ...]
    instants: frozenset[str]
    ahead: frozenset[str] = frozenset()  # instants that may lie in the future, such as a due time
    known: dict[Hashable, list[set[Fact]]] = field(factory=dict)

    def fold(self, batch: Batch) -> tuple[Note, ...]:
        """Add the facts of a batch; what is noted are records without a key, or with an instant that cannot be read."""
        selection = Selection(batch)
        for name in (*self.fields, *([self.updated] if self.updated else [])):
            if name in self.instants and (bad := batch.instants(name).bad):
                reason = f"{name} is not an instant; write '2026-01-31T09:00:00+00:00'"
                selection = selection.without(bad, reason, show=(self.key, name))
        keys = [plain(value) for value in batch.values(self.key)]
        if None in keys:
            nameless = [row for row, key in enumerate(keys) if key is None]
            selection = selection.without(nameless, f"no value for {self.key}", show=self.fields)
        rows = range(batch.size) if selection.mask is None else batch.places(selection.mask)
        columns = [batch.taken_apart(name) if name in self.instants else list(map(plain, batch.values(name))) for name in self.fields]
        times = batch.taken_apart(self.updated) if self.updated else [None] * batch.size
        for row in rows:
            case = self.known.setdefault(_hashable(keys[row]), [set() for _ in self.fields])
            for facts, column in zip(case, columns, strict=True):
                if column[row] is not None:
                    facts.add((times[row], _hashable(column[row])))
        return selection.notes

    def merge(self, other: Cases) -> None:
        for key, facts in other.known.items():
            case = self.known.setdefault(key, [set() for _ in self.fields])
            for mine, theirs in zip(case, facts, strict=True):
                mine |= theirs

    def batch(self, horizon: int | None) -> tuple[RowBatch, dict[str, Note]]:
        """One record for each case that is known as of an instant, and by field the conflicts between its facts."""
        columns: dict[str, list[Any]] = {name: [] for name in self.fields}
        disputed: dict[str, list[str]] = {}
        known = {key: case for key, case in self.known.items() if horizon is None or _is_known(case, horizon)}
        for key, case in known.items():
            for name, facts in zip(self.fields, case, strict=True):
                value, agreed = self._settled(name, facts, horizon)
                columns[name].append(value)
                if not agreed:
                    disputed.setdefault(name, []).append(f"{self.key}={key!r}")
        instants = {name: columns.pop(name) for name in self.fields if name in self.instants}
        columns[self.key] = list(known)
        remedy = (
            "name the field that says when a row was updated, updated='updated_at'"
            if self.updated is None
            else "give each update its instant"
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
        return RowBatch.of_columns(self.stream, len(known), columns, instants), conflicts

    def _settled(self, name: str, facts: Iterable[Fact], horizon: int | None) -> tuple[Any, bool]:
        """The value that counts, and whether the facts leave no doubt of it."""
        timed = name in self.instants
        if horizon is not None:
            facts = [(at, value) for at, value in facts if at is None or at <= horizon]
            if timed and name not in self.ahead:  # what lies ahead is left to the reading, unless something else has happened
                facts = [(at, value) for at, value in facts if value <= horizon] or facts
        latest = max((at if at is not None else NEVER for at, _ in facts), default=NEVER)
        values = {value for at, value in facts if (at if at is not None else NEVER) == latest}
        if not values:
            return None, True
        return (min(values) if timed else min(values, key=lambda value: (type(value).__name__, str(value)))), len(values) == 1

    def state(self) -> dict[str, Any]:
        """Plain data that `restore` reads."""
        facts = [
            [encode(key), [sorted(([at, encode(value)] for at, value in said), key=canonical) for said in case]]
            for key, case in self.known.items()
        ]
        return {"cases": sorted(facts, key=canonical)}

    def restore(self, state: dict[str, Any]) -> None:
        for key, case in state["cases"]:
            self.known[decode(key)] = [{(at, decode(value)) for at, value in said} for said in case]


def _is_known(case: list[set[Fact]], horizon: int) -> bool:
    """Whether anything had been said of a case by an instant."""
    facts = [at for said in case for at, _ in said]
    return not facts or any(at is None or at <= horizon for at in facts)


def _hashable(value: Any) -> Any:
    try:
        hash(value)
    except TypeError:
        return canonical(encode(value))
    return value
