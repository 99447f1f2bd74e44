"""LogFaults: what is wrong with the events of a log, each once, however often its streams are fed (docs/numbers.md M10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from attrs import define, field

from slakit.engine.read.selection import EXAMPLES, natural
from slakit.engine.tally.account import ReadingAccount

Fault = tuple[str, str, bool]  # kind, text, whether it cost a row


@define
class LogFaults:
    """The problems of one log, as one of its streams had them."""

    log: str
    faults: set[Fault] = field(factory=set)

    def add(self, faults: Iterable[Fault]) -> None:
        """Add problems; a problem that is there already is not added again."""
        self.faults.update(faults)

    @property
    def lost(self) -> ReadingAccount:
        """The events and cases that have no row."""
        return account_of(fault for fault in self.faults if fault[2])

    def state(self) -> dict[str, Any]:
        return {"log": self.log, "faults": sorted(map(list, self.faults))}

    @classmethod
    def restore(cls, state: dict[str, Any]) -> LogFaults:
        return cls(state["log"], {(kind, text, lost) for kind, text, lost in state["faults"]})


def account_of(faults: Iterable[Fault]) -> ReadingAccount:
    """Problems as an account of records that were read and are not counted."""
    listed = list(faults)
    counts = Counter(kind for kind, _, _ in listed)
    examples = {kind: tuple(sorted((text for one, text, _ in listed if one == kind), key=natural)[:EXAMPLES]) for kind in counts}
    return ReadingAccount(read=len(listed), problems=counts, unread=len(listed), examples=examples)


def by_log(streams: Iterable[LogFaults]) -> dict[str, ReadingAccount]:
    """The problems of each log, each once."""
    by_name: dict[str, set[Fault]] = {}
    for faults in streams:
        by_name.setdefault(faults.log, set()).update(faults.faults)
    return {log: account_of(faults) for log, faults in sorted(by_name.items())}
