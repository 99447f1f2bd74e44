"""DeadlineValue: each record has its own due instant."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.paused_clock import moved_due
from slakit.errors import UsageError
from slakit.metrics.condition import Filter
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.open_timers import Open, OpenRun
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.records import Contributions, Records
from slakit.metrics.value_kinds.timed_value import TimedValue
from slakit.timeline.day import LAST as DAY_LAST
from slakit.timeline.instants import COUNTED_LAST
from slakit.timeline.number_columns import subtracted_from
from slakit.timeline.spans import Edges


@frozen
class DeadlineValue(TimedValue):
    """Each record is worth 1 when done by its due instant, else 0; an undone one goes among the open timers.

    With `since`, a record that was done before it began is a data problem. On `clock` it may be `grace` microseconds late (if negative,
    it must be done so long before), and no more than `early` before it is due (None: at any time); if these are strict, exactly so long is
    a miss. With `good` it must meet that.
    A pause moves the due instant by what it overlaps of open time, from `since` on: spans in the field `pauses`, or those of the stream
    `paused_by` that have the key of the record.
    """

    due: str
    done: str
    since: str | None = None
    early: int | None = None
    grace: int = 0
    clock: Calendar = ALWAYS
    good: Filter = field(factory=Filter)
    pauses: str | None = None
    paused_by: str | None = None
    unknown: str | None = None
    strict: bool = False
    strict_early: bool = False
    instants_by = ("due", "done", "since")
    fields_by = ("pauses",)
    filters_by = ("good",)
    forgivable = True

    def dates(self, at: str) -> Mapping[str, str]:
        return {self.due: DAY_LAST, self.done: DAY_LAST}

    def facts(self, at: str) -> tuple[str, ...]:
        return tuple(name for name in super().facts(at) if name != self.due)

    def ending(self, at: str) -> str | None:
        return self.done

    def extract(self, records: Records) -> Contributions:
        return records.add_deadlines(self)

    def tally(self) -> Tally:
        return Clocks(Counts())

    def late(self, timer: Open, as_of: int) -> bool:
        """True if an undone record is late: past its grace on the clock, or without a grace past its due time in real time."""
        due = self.moved(timer.since, timer.pauses, as_of)
        over = as_of - due if not self.grace else self.clock.clock.elapsed(due, as_of, signed=True) - self.grace
        return over >= (not self.strict)

    def over(self, run: OpenRun, as_of: int) -> tuple[Sequence[int], int]:
        if not self.grace:
            return subtracted_from(as_of, run.since), int(not self.strict)
        return run.elapsed(self.clock.clock, as_of, signed=True), self.grace + (not self.strict)

    def deadline(self, timer: Open, as_of: int) -> int:
        return self.clock.clock.due(self.moved(timer.since, timer.pauses, as_of), self.grace)

    def beyond(self, timer: Open, as_of: int) -> int:
        return as_of - self.deadline(timer, as_of)

    def moved(self, due: int, pauses: Edges, as_of: int) -> int:
        """Return a due instant moved by pauses; a pause that goes on is taken to end at `as_of`."""
        try:
            return moved_due(self.clock.clock, min(due, pauses[0]), due, pauses, as_of) if pauses else due
        except UsageError:  # the calendar ends before it
            return COUNTED_LAST
