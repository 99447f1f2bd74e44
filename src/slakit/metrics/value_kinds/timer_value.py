"""TimerValue: each record runs a timer on a calendar."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from slakit.calendars.base import Calendar
from slakit.calendars.day_count import DayCount
from slakit.calendars.due_rules import DueRule
from slakit.calendars.in_force import InForce
from slakit.calendars.paused_clock import moved_due, paused_due, running
from slakit.calendars.receipt import Receipt
from slakit.errors import UsageError
from slakit.metrics.condition import Filter
from slakit.metrics.plain_values import Plain, equals
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.tallies.open_timers import Open, OpenRun
from slakit.metrics.tallies.ordered_values import OrderedValues, Values, kept_where, together
from slakit.metrics.tallies.quotients import Quotients
from slakit.metrics.tallies.sketch import Sketch
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.records import Contributions, Records
from slakit.metrics.value_kinds.timed_value import TimedValue
from slakit.timeline.day import END, LAST
from slakit.timeline.number_columns import subtracted_from
from slakit.timeline.packed import differences, packed
from slakit.timeline.zone import zone

IN_TIME = -1  # the lateness of what is not late, to tell it from what is late by no open time
CLOSED = "closed_pauses"  # the field of a case with the spans in which it was closed before it was reopened


History = tuple[tuple[int, Plain], ...]  # from when a case was with which desk


@frozen
class ByField:
    """A calendar for each value of a field; with `moves`, the field that holds a history of such values, each while it is in force."""

    field: str
    table: tuple[tuple[Plain, Calendar], ...]
    moves: str | None = None

    def calendar(self, name: Plain | History) -> Calendar:
        """The calendar of a value, or those of a history one after the other."""
        if isinstance(name, tuple):
            return InForce(tuple((at, self.calendar(desk)) for at, desk in name))
        return next(calendar for wanted, calendar in self.table if equals(name, wanted))


@frozen
class Limits:
    """The longest time that a timer may run, in microseconds or by a rule: for all (`field` is None), or by the value of a field.

    Without a table, the field itself holds how long: a length of time, or a number of `unit` microseconds. With `due` there is no limit:
    the field of that name holds the moment at which each record is due.
    """

    table: tuple[tuple[Plain, int | DueRule], ...]
    field: str | None = None
    unit: int = 1
    due: str | None = None
    strict: tuple[bool, ...] = ()  # for each limit of the table, whether what comes exactly to it is late

    @property
    def some_strict(self) -> bool:
        """True if some limit is late when it is reached."""
        return any(self.strict)


@frozen
class TimerValue(TimedValue):
    """Each record runs a timer from `since` to `until`.

    With limits it is worth 1 or 0 (in time or not), or its `lateness`, without them its elapsed microseconds; one that has not stopped
    goes among the open timers. The clock is one calendar, or one by the value of a field. Paused time does not count: spans in the
    field `pauses`, or those of the stream `paused_by` that have the key of the record, and without `pauses` those in which its case was
    closed, if it has the field for them. With `good` a timer in time is worth 1 only if its record meets that too; with `silent` a
    late one is good. An elapsed time or a lateness is open time, or days counted by `days`. What comes in
    closed hours begins when it is received (`receipt`). `unknown` is that of `Good`. Elapsed times are kept to so many binary `digits`.
    """

    since: str
    until: str
    clock: Calendar | ByField
    limits: Limits | None = None
    pauses: str | None = None
    paused_by: str | None = None
    lateness: bool = False
    good: Filter = field(factory=Filter)
    silent: bool = False
    receipt: Receipt | None = None
    days: DayCount | None = None
    unknown: str | None = None
    digits: int | None = None
    instants_by = ("since", "until", "due")
    filters_by = ("good",)

    @property
    def due(self) -> str | None:
        """The field with the due time of each record, if each has one."""
        return self.limits.due if self.limits else None

    @property
    def from_due(self) -> bool:
        """True if its records have no beginning but their due time, before which they may be done."""
        return self.due == self.since

    @property
    def fields(self) -> tuple[str, ...]:
        limit = self.limits.field if self.limits else None
        clock, moves = (self.clock.field, self.clock.moves) if isinstance(self.clock, ByField) else (None, None)
        return tuple(dict.fromkeys(filter(None, (limit, clock, moves, self.pauses or CLOSED, *self.good.fields))))

    @property
    def numbers(self) -> tuple[str, ...]:
        limit = (self.limits.field,) if self.limits and self.limits.field and not self.limits.table else ()
        return (*super().numbers, *limit)

    def dates(self, at: str) -> Mapping[str, str]:
        return {self.until: END} if self.due is None else {self.due: LAST, self.until: LAST}

    def facts(self, at: str) -> tuple[str, ...]:
        return tuple(name for name in super().facts(at) if name != self.due)

    def ending(self, at: str) -> str | None:
        return self.until

    @property
    def forgivable(self) -> bool:
        return self.limited

    @property
    def limited(self) -> bool:
        return self.limits is not None

    def extract(self, records: Records) -> Contributions:
        return records.add_timers(self)

    def tally(self) -> Tally:
        if self.limits and not self.lateness:
            return Clocks(Counts())
        return Clocks(Quotients() if self.days else Multiset() if self.digits is None else Sketch(self.digits))

    def calendar(self, lane: Plain | History) -> Calendar:
        """The calendar of a record, by its value of the field that names it, or by its history of such values."""
        return self.clock if isinstance(self.clock, Calendar) else self.clock.calendar(lane)

    def elapsed(self, timer: Open, as_of: int) -> int:
        """Return the time that an open timer has run, in microseconds."""
        return running(self.calendar(timer.lane).clock, timer.since, as_of, timer.pauses) if timer.since < as_of else 0

    def run(self, timer: Open, as_of: int, tz: str | None) -> Fraction | int:
        """Return the time that an open timer has run, in microseconds or in days."""
        if self.days is None or timer.since >= as_of:
            return self.elapsed(timer, as_of)
        return Fraction(*self.days.between(self.calendar(timer.lane), timer.since, as_of, zone(tz or "UTC"), timer.pauses))

    def open_lengths(self, clocks: Clocks, as_of: int, tz: str | None, all_of_them: bool = False) -> Values:
        """Return the times that the open timers that have begun, or all, have run, in microseconds or in days."""
        parts: list[Values] = [[self.run(timer, as_of, tz) for timer in clocks.loose.elements() if all_of_them or timer.since <= as_of]]
        for run in clocks.runs:
            begun = run if all_of_them else run.begun(as_of)
            parts.append(self.elapsed_all(begun, as_of) if self.days is None else [self.run(timer, as_of, tz) for timer in begun])
        return self._together(parts)

    def open_lateness(self, clocks: Clocks, as_of: int, tz: str | None) -> OrderedValues:
        """Return the lateness of the open timers in rising order; IN_TIME for one that is not late."""
        parts: list[Values] = [[self.how_late(timer, as_of, tz) for timer in clocks.loose.elements()]]
        for run in clocks.runs:
            judged = None if self.days else self.over(run, as_of)
            if judged is None:
                parts.append([self.how_late(timer, as_of, tz) for timer in run])
                continue
            beyond, (over, least) = judged[0], judged
            if run.alike.bound == "due":
                beyond = run.due_run.elapsed(self.calendar(run.alike.lane).clock, as_of)
            parts.append(kept_where(beyond, over, least, IN_TIME))
        return OrderedValues.of(self._together(parts))

    def _together(self, parts: Sequence[Values]) -> Values:
        return together(parts if self.days else [packed(part) if isinstance(part, list) else part for part in parts if len(part)])

    def late(self, timer: Open, as_of: int) -> bool:
        """True if an open timer is over its limit, or past its due moment (docs/numbers.md C4, M5)."""
        if timer.due is not None:
            try:
                return as_of - self.deadline(timer, as_of) >= (not timer.strict)
            except UsageError:  # a pause moves it beyond the end of the calendar
                return False
        return timer.limit is not None and self.elapsed(timer, as_of) - timer.limit >= (not timer.strict)

    def over(self, run: OpenRun, as_of: int) -> tuple[Sequence[int], int] | None:
        if run.bounds is None:
            return None
        if run.alike.bound == "due":
            return subtracted_from(as_of, run.bounds), int(not run.alike.strict)
        return differences(self.elapsed_all(run, as_of), run.bounds), int(not run.alike.strict)

    def elapsed_all(self, run: OpenRun, as_of: int) -> Sequence[int]:
        """Return the time that each timer of a run has run, in microseconds."""
        return run.elapsed(self.calendar(run.alike.lane).clock, as_of)

    def overdue(self, timer: Open, as_of: int) -> int | None:
        return None if self.silent else super().overdue(timer, as_of)  # silence is good, and no evidence of a miss

    def deadline(self, timer: Open, as_of: int) -> int:
        clock = self.calendar(timer.lane).clock
        if timer.due is not None:
            return moved_due(clock, timer.since, timer.due, timer.pauses, as_of)
        return paused_due(clock, timer.since, timer.limit or 0, timer.pauses, as_of)

    def beyond(self, timer: Open, as_of: int) -> int:
        """Return the time by which a late timer has run over: the open time beyond its limit, or the real time beyond its due moment."""
        return self.elapsed(timer, as_of) - (timer.limit or 0) if timer.due is None else as_of - self.deadline(timer, as_of)

    def how_late(self, timer: Open, as_of: int, tz: str | None) -> Fraction | int:
        """Return the lateness of an open timer as of an instant; IN_TIME if it is not late."""
        if not self.late(timer, as_of):
            return IN_TIME
        calendar = self.calendar(timer.lane)
        if self.days:
            return Fraction(*self.days.between(calendar, self.deadline(timer, as_of), as_of, zone(tz or "UTC")))
        return self.beyond(timer, as_of) if timer.due is None else running(calendar.clock, self.deadline(timer, as_of), as_of, timer.pauses)
