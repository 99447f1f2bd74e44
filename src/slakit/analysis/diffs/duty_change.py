"""DutyChange: a duty of a party that two versions of a contract make differently of the same records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from slakit.analysis.diffs.match_objectives import Pair
from slakit.statements.duty_state import DutyState
from slakit.statements.statement import Statement


@frozen
class DutyChange:
    """One duty after one event under each version; None where a version has no such duty."""

    before: DutyState | None
    after: DutyState | None

    @property
    def title(self) -> str:
        """The duty, and the line or the period that it follows from."""
        duty = self.after or self.before
        group = f" [{duty.group}]" if duty and duty.group else ""
        return ", ".join(filter(None, (f"duty {duty.duty!r}", f"{duty.objective}{group}", duty.period))) if duty else ""

    def __str__(self) -> str:
        if self.before is None:
            return f"{self.title} added: {_words(self.after)}"
        if self.after is None:
            return f"{self.title} removed: {_words(self.before)}"
        return f"{self.title}: {_words(self.before)} -> {_words(self.after)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        before, after = (None if duty is None else _words(duty) for duty in (self.before, self.after))
        return {"duty": self.title, "before": before, "after": after}


def changed_duties(before: Statement, after: Statement, pairs: list[Pair]) -> list[DutyChange]:
    """The duties of two statements that differ, those of matched objectives together, the soonest due first."""
    names = {pair.old.name: pair.new.name for pair in pairs if pair.old and pair.new}
    old, new = _by_event(before, names), _by_event(after, {})
    changes = [DutyChange(old.get(key), new.get(key)) for key in dict.fromkeys([*new, *old])]
    return [change for change in changes if change.before is None or change.after is None or _words(change.before) != _words(change.after)]


def _by_event(statement: Statement, names: Mapping[str, str]) -> dict[tuple[object, ...], DutyState]:
    return {(duty.duty, names.get(duty.objective, duty.objective), duty.group, duty.period): duty for duty in statement.duties}


def _words(duty: DutyState | None) -> str:
    """The holder, the last day, how it stands, and what followed."""
    return "" if duty is None else str(duty).partition(", ")[2]
