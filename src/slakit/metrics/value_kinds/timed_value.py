"""TimedValue: the base of the kinds whose records have a deadline, and may still be open."""

from abc import abstractmethod
from collections.abc import Sequence

from slakit.metrics.condition import Filter
from slakit.metrics.measure import TIME, Evidence
from slakit.metrics.tallies.open_timers import Open, OpenRun
from slakit.metrics.tallies.worst import Entry
from slakit.metrics.value_kinds.value_kind import ValueKind


class TimedValue(ValueKind):
    """Each record is done in time or late; one that is not done yet goes among the open timers."""

    __slots__ = ()
    pauses: str | None
    paused_by: str | None
    good: Filter
    needs_key = True

    @property
    def pausing(self) -> str:
        return self.pauses or (f"pauses in {self.paused_by}" if self.paused_by else "")

    @property
    def limited(self) -> bool:
        """True if its records can be late."""
        return True

    def evidence(self, one: Entry) -> Evidence:
        if self.good and not one.rank:
            return Evidence(one.at, one.key, word="not good")  # in time, and it fails the conditions
        return Evidence(one.at, one.key, -one.rank, TIME, word="over" if self.limited else "")

    def overdue(self, timer: Open, as_of: int) -> int | None:
        return self.beyond(timer, as_of) if self.late(timer, as_of) else None

    @abstractmethod
    def late(self, timer: Open, as_of: int) -> bool:
        """True if an open timer is late as of an instant."""

    @abstractmethod
    def over(self, run: OpenRun, as_of: int) -> tuple[Sequence[int], int] | None:
        """By how much each timer of a run is over as of an instant, and the least of it that is late; None if none can be late."""

    @abstractmethod
    def deadline(self, timer: Open, as_of: int) -> int:
        """Return the instant after which an open timer is late; a pause that goes on is taken to end at `as_of`."""

    @abstractmethod
    def beyond(self, timer: Open, as_of: int) -> int:
        """Return the lateness of a late timer, in microseconds."""
