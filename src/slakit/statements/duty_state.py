"""DutyState and RightState: how a duty of a party, and a right that may lapse, stand as of an instant."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from slakit.values.source_repr import in_brackets

OPEN, DONE, LATE, OVERDUE = "open", "done", "late", "overdue"
USED, LAPSED, WAITING = "used", "lapsed", "waiting"
NOT_KNOWN = "not known"


@frozen(kw_only=True)
class DutyState:
    """One duty, after one event: who has it (`holder` is the party or the person in the role), by when, and whether it was done.

    `state` is "open", "done", "late" (done, but too late), "overdue", or "not known" where its stream was never fed and its time has
    passed. `last_day` is the last day in time, `due` the instant after which it is too late. `follows` says what followed, because it was
    not done in time. `objective`, `group` and `period` name the line that it follows from; of a duty of the agreement, the period alone.
    """

    duty: str
    who: str
    holder: str = ""
    what: str = ""
    clause: str = ""
    objective: str = ""
    group: str = ""
    period: str = ""
    since: datetime
    last_day: str
    due: datetime
    state: str
    done: datetime | None = None
    follows: tuple[str, ...] = ()

    @property
    def in_time(self) -> bool:
        """True if nothing follows from it: it was done in time, or may still be."""
        return self.state in (OPEN, DONE)

    def __repr__(self) -> str:
        return in_brackets(self, f"{self.duty}, {self.who}: by {self.last_day}, {self.state}")

    def __str__(self) -> str:
        what = f"{self.duty}{f' (clause {self.clause})' if self.clause else ''}, {self.who}{f' ({self.holder})' if self.holder else ''}"
        done = f" {self.done.date().isoformat()}" if self.done else ""
        return "; ".join([f"{what}: by {self.last_day}, {self.state}{done}", *self.follows])


@frozen(kw_only=True)
class RightState:
    """One right that may lapse: since when it runs, the `last_day` on which it may be used, and whether it was.

    `state` is "open", "used", "lapsed", "waiting" for the duty after which its time begins, or "not known" where nobody fed whether it was
    used and its time has passed. A right that lapsed is no more among the rights of the line.
    """

    right: str
    objective: str = ""
    group: str = ""
    period: str = ""
    since: datetime | None = None
    last_day: str = ""
    until: datetime | None = None
    state: str
    used: datetime | None = None
    why: str = ""

    def __repr__(self) -> str:
        return in_brackets(self, self)

    def __str__(self) -> str:
        day = f" {self.used.date().isoformat()}" if self.used else ""
        last = f"until {self.last_day}, " if self.last_day else ""
        return f"{self.right}: {last}{self.state}{day}{f', {self.why}' if self.why else ''}"
