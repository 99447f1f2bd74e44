"""Account: what became of every record that was read (docs/numbers.md M10)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from attrs import define, field, fields

from slakit.engine.read.selection import EXAMPLES, Note, natural


@define
class ReadingAccount:
    """Counts of what became of the records of one reading; they add up in any order.

    read = counted + open + left + problems; `unread` of the problems are records that could not be read. Conflicts between facts about
    one case are counted as well, and their records are folded; so are unreadable records that the contract counts.
    """

    read: int = 0
    counted: int = 0
    open: int = 0
    left: Counter[str] = field(factory=Counter)
    problems: Counter[str] = field(factory=Counter)
    conflicts: Counter[str] = field(factory=Counter)
    unread: int = 0
    seen: bool = False
    examples: dict[str, tuple[str, ...]] = field(factory=dict)

    def note(self, note: Note) -> None:
        """Add records that fell out for one reason, or that count although they could not be read."""
        if note.counted:
            self.conflict(note)
            return
        (self.problems if note.problem else self.left)[note.reason] += note.count
        self.unread += len(note.rows)
        if note.examples:
            self._keep(note.reason, note.examples)

    def conflict(self, note: Note) -> None:
        """Add cases whose facts contradict each other, and other records that count although something is wrong with them."""
        self.conflicts[note.reason] += note.count
        self.unread += len(note.rows)
        self._keep(note.reason, note.examples)

    def _keep(self, reason: str, examples: tuple[str, ...]) -> None:
        self.examples[reason] = tuple(sorted((*self.examples.get(reason, ()), *examples), key=natural)[:EXAMPLES])

    def merge(self, other: ReadingAccount) -> None:
        for name in ("read", "counted", "open", "unread"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("left", "problems", "conflicts"):
            if more := getattr(other, name):
                setattr(self, name, getattr(self, name) + more)
        self.seen = self.seen or other.seen
        for reason, examples in other.examples.items():
            self._keep(reason, examples)

    def state(self) -> dict[str, Any]:
        state = {one.name: getattr(self, one.name) for one in fields(ReadingAccount)}
        return {name: dict(sorted(value.items())) if isinstance(value, dict) else value for name, value in state.items()}

    @classmethod
    def restore(cls, state: dict[str, Any]) -> ReadingAccount:
        counters = {name: Counter(state[name]) for name in ("left", "problems", "conflicts")}
        return cls(**{**state, **counters, "examples": {reason: tuple(examples) for reason, examples in state["examples"].items()}})
