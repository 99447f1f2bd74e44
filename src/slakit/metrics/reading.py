"""Reading: what to take from each record of a stream, done on rows and on columns alike.

A reading says which records (`where`), which instant owns them and so picks the period (`at`), how they are grouped (`by`), which of
them are facts about one case (`key`), and what each is worth (`value`, one of the kinds below). The engine has two interpreters for
it; metrics have none. A new metric is a new pair of a reading and a tally, not a new loop.
"""

from fractions import Fraction

from attrs import field, frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.day_count import days_late
from slakit.calendars.due_rules import DueRule, zone_of
from slakit.calendars.pauses import moved_due, paused_due, running
from slakit.calendars.receipt import Receipt
from slakit.errors import UsageError
from slakit.metrics.condition import Filter, Plain, equals
from slakit.metrics.tallies.clocks import Clocks, Open
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.holds import Holds
from slakit.metrics.tallies.intervals import Intervals, Per
from slakit.metrics.tallies.kept_rows import KeptRows
from slakit.metrics.tallies.labels import Labels
from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.tallies.quotients import Quotients
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.tallies.timeline import Timeline
from slakit.metrics.tallies.weighted_sums import WeightedSums
from slakit.timeline.day import END, FIRST as DAY_FIRST, LAST as DAY_LAST
from slakit.timeline.instants import COUNTED_LAST
from slakit.timeline.spans import Edges
from slakit.timeline.zone import zone

IN_TIME = -1  # the lateness of what is not late, to tell it from what is late by no open time
CLOSED = "closed_pauses"  # the field of a case with the spans in which it was closed before it was reopened


@frozen
class One:
    """Each record is worth one."""

    instants = ()
    fields = ()

    def tally(self) -> Tally:
        return Sums()


@frozen
class Good:
    """Each record is good (1) or bad (0); one of which it cannot be said is what `unknown` says: "good", "bad", or left out ("drop").

    Without it one that cannot be read is a data problem, and a blank one is not good.
    """

    good: Filter
    unknown: str | None = None
    instants = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return self.good.fields

    def tally(self) -> Tally:
        return Counts()


@frozen
class Number:
    """Each record is worth the number in a field, read at `digits` decimals (docs/numbers.md M1), as a whole number of those."""

    name: str
    digits: int
    instants = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.name,)

    def tally(self) -> Tally:
        return Sums()


@frozen
class State:
    """Each record is good (1), bad (0), or says that nothing is known (-1), by `unknown` or for want of a value.

    `instead` is what the metric makes of an unknown state: where it is "drop", a value that cannot be read leaves it in doubt.
    """

    good: Filter
    unknown: Filter = field(factory=Filter)
    instead: str = "drop"
    instants = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.good.fields, *self.unknown.fields)))


@frozen
class Moment:
    """Each record is worth the instant in a field, in microseconds."""

    name: str
    fields = ()

    @property
    def instants(self) -> tuple[str, ...]:
        return (self.name,)


@frozen
class PerInterval:
    """Each record adds its worth to the interval of its instant; intervals are counted from the edges of the schedule."""

    inner: One | Good | Number
    per: Per
    instants = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return self.inner.fields

    def tally(self) -> Tally:
        return Intervals()


@frozen
class Sampled:
    """Each record is a worth at an instant, kept in the order of time.

    With `lead` a period also has what was sampled before it: "last" the latest, for a state that goes on; "run" those since
    the last instant at which all was good; or "all".
    """

    inner: One | Good | State | Number | Moment
    lead: str = ""

    @property
    def instants(self) -> tuple[str, ...]:
        return self.inner.instants

    @property
    def fields(self) -> tuple[str, ...]:
        return self.inner.fields

    def tally(self) -> Tally:
        return Samples()


@frozen
class Labelled:
    """Each record is worth the value of a field, as a label."""

    name: str
    instants = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.name,)

    def tally(self) -> Tally:
        return Labels()


@frozen
class ByField:
    """A calendar for each value of a field."""

    field: str
    table: tuple[tuple[Plain, Calendar], ...]


@frozen
class Limits:
    """How long a clock may run, in microseconds or by a rule: for all (`of` is None), or by the value of a field.

    Without a table, the field itself holds how long: a length of time, or a number of `unit` microseconds.
    """

    table: tuple[tuple[Plain, int | DueRule], ...]
    field: str | None = None
    unit: int = 1


@frozen
class TimerValue:
    """Each record runs a clock from `since` to `until`.

    With limits it is worth 1 or 0 (in time or not), or its `lateness`, without them its elapsed microseconds; one that has not stopped
    goes among the open clocks. The clock is one calendar, or one by the value of a field; what is paused does not count: spans in the
    field `pauses`, or those of the stream `paused_by` that have the key of the record, and without `pauses` those in which its case was
    closed, if it has the field for them. With `good` a clock in time is worth 1 only if its record meets that too; `silent` says that one
    which is late is good. A lateness is open time, or calendar days counted as `days` says ("exact", "full", "begun"). What comes in
    closed hours begins when it is received (`receipt`). `unknown` says what a record is of which `good` cannot be said, as of `Good`.
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
    days: str = ""
    unknown: str | None = None

    @property
    def instants(self) -> tuple[str, ...]:
        return (self.since, self.until)

    @property
    def fields(self) -> tuple[str, ...]:
        named = (
            self.limits.field if self.limits else None,
            self.clock.field if isinstance(self.clock, ByField) else None,
            self.pauses or CLOSED,
        )
        return tuple(dict.fromkeys(filter(None, (*named, *self.good.fields))))

    def tally(self) -> Tally:
        return Clocks(Counts() if self.limits and not self.lateness else Quotients() if self.days else Multiset())

    @property
    def pausing(self) -> str:
        """The field that holds the pauses of a record; "" when nothing pauses it."""
        return _pausing(self.pauses, self.paused_by)

    def calendar(self, lane: object) -> Calendar:
        """The calendar of a record, by its value of the field that names it."""
        if isinstance(self.clock, Calendar):
            return self.clock
        return next(calendar for wanted, calendar in self.clock.table if equals(lane, wanted))

    def elapsed(self, clock: Open, as_of: int) -> int:
        """How long an open clock has run."""
        return running(self.calendar(clock.lane).clock, clock.since, as_of, clock.pauses) if clock.since < as_of else 0

    def late(self, clock: Open, as_of: int) -> bool:
        """Whether a clock still open as of an instant is over its limit, or past its due moment (docs/numbers.md C4, M5)."""
        if clock.due is not None:
            try:
                return as_of > self.deadline(clock, as_of)
            except UsageError:  # a pause moves it beyond the end of the calendar
                return False
        return clock.limit is not None and self.elapsed(clock, as_of) > clock.limit

    def deadline(self, clock: Open, as_of: int) -> int:
        """When an open clock uses up its limit, or is due, if a pause that goes on ends as of an instant."""
        counted = self.calendar(clock.lane).clock
        if clock.due is not None:
            return moved_due(counted, clock.since, clock.due, clock.pauses, as_of)
        return paused_due(counted, clock.since, clock.limit or 0, clock.pauses, as_of)

    def beyond(self, clock: Open, as_of: int) -> int:
        """How far a late clock has run over: the open time beyond its limit, the real time beyond its due moment."""
        return self.elapsed(clock, as_of) - (clock.limit or 0) if clock.due is None else as_of - self.deadline(clock, as_of)

    def how_late(self, clock: Open, as_of: int, tz: str | None) -> Fraction | int:
        """How late an open clock is as of an instant; IN_TIME where it is not."""
        if not self.late(clock, as_of):
            return IN_TIME
        calendar = self.calendar(clock.lane)
        if self.days:
            days = days_late(self.deadline(clock, as_of), as_of, zone_of(calendar, zone(tz or "UTC")), self.days)
            return Fraction(*days)
        return self.beyond(clock, as_of) if clock.due is None else running(calendar.clock, self.deadline(clock, as_of), as_of, clock.pauses)


def _pausing(pauses: str | None, paused_by: str | None) -> str:
    """The field that holds the pauses of a record, as it is or once they are joined to it; "" when nothing pauses it."""
    return pauses or (f"pauses in {paused_by}" if paused_by else "")


@frozen
class Quotient:
    """Each record is worth one of its fields over another, both read at `digits` decimals."""

    above: str
    below: str
    digits: int
    instants = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.above, self.below)

    def tally(self) -> Tally:
        return Quotients()


@frozen
class Weighed:
    """Each record is worth the number in a field, and weighs what another says, both read at `digits` decimals."""

    name: str
    weight: str
    digits: int
    instants = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.name, self.weight)

    def tally(self) -> Tally:
        return WeightedSums()


@frozen
class DeadlineValue:
    """Each record has its own due instant: 1 when done by then, else 0; an undone one goes among the open clocks.

    With `since`, a record that was done before it began is a data problem. On `clock` it may be `grace` microseconds late (less than
    none: it must be done so long before), and no more than `early` before it is due (None: at any time). With `good` it must meet that.
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

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*((self.pauses,) if self.pauses else ()), *self.good.fields)))

    @property
    def pausing(self) -> str:
        """The field that holds the pauses of a record; "" when nothing pauses it."""
        return _pausing(self.pauses, self.paused_by)

    @property
    def instants(self) -> tuple[str, ...]:
        return (self.due, self.done, *((self.since,) if self.since else ()))

    def tally(self) -> Tally:
        return Clocks(Counts())

    def late(self, clock: Open, as_of: int) -> bool:
        """Whether an undone record is past its due time, in real time where it has no grace to count on the clock."""
        due = self.moved(clock.since, clock.pauses, as_of)
        return as_of > due if not self.grace else self.clock.clock.elapsed(due, as_of, signed=True) > self.grace

    def deadline(self, clock: Open, as_of: int) -> int:
        """When an undone record is due."""
        return self.clock.clock.due(self.moved(clock.since, clock.pauses, as_of), self.grace)

    def moved(self, due: int, pauses: Edges, as_of: int) -> int:
        """A due instant moved by pauses; one that goes on is taken to end as of an instant."""
        try:
            return moved_due(self.clock.clock, min(due, pauses[0]), due, pauses, as_of) if pauses else due
        except UsageError:  # the calendar ends before it
            return COUNTED_LAST


@frozen
class SpanValue:
    """Each record is a span of time; one without an end goes on, one shorter than `least` microseconds is left out.

    The spans are told apart by `marks`, the labels of some fields, and by `times`, the instants in others; `amounts` are the marks that
    hold numbers.
    """

    start: str
    end: str
    marks: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    least: int = 0
    amounts: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return self.marks

    @property
    def instants(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.start, self.end, *self.times)))

    def tally(self) -> Tally:
        return Timeline()


@frozen
class PauseSpan:
    """Each record is a span in which the case named by the field `case_field` is on hold; one without an end goes on."""

    start: str
    end: str
    case_field: str

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.case_field,)

    @property
    def instants(self) -> tuple[str, ...]:
        return (self.start, self.end)

    def tally(self) -> Tally:
        return Holds()


@frozen
class RawRecord:
    """Each record is kept as it is, for a function that a user wrote; `dated` says what of its day a date as its instant stands for."""

    dated: str = DAY_FIRST
    instants = ()
    fields = ()

    def tally(self) -> Tally:
        return KeptRows()


Value = (
    One
    | Good
    | Number
    | Quotient
    | Weighed
    | PerInterval
    | Sampled
    | Labelled
    | TimerValue
    | DeadlineValue
    | SpanValue
    | PauseSpan
    | RawRecord
)


@frozen
class Reading:
    """What to take from the records of one stream."""

    stream: str
    at: str
    value: Value
    where: Filter = field(factory=Filter)
    by: tuple[str, ...] = ()
    key: str | None = None
    updated: str | None = None
    during: Calendar | None = None
    named: tuple[tuple[object, ...], ...] = ()  # groups that there are even without a record

    @property
    def days(self) -> dict[str, str]:
        """What of its day a date without a time stands for, in the fields in which that is not the first instant (docs/numbers.md T6)."""
        value = self.value
        if isinstance(value, SpanValue | PauseSpan):
            return {value.end: END}
        if isinstance(value, TimerValue):
            return {value.until: END}
        if isinstance(value, RawRecord) and value.dated != DAY_FIRST:
            return {self.at: value.dated}
        return {value.due: DAY_LAST, value.done: DAY_LAST} if isinstance(value, DeadlineValue) else {}

    @property
    def numbers(self) -> tuple[str, ...]:
        """The fields in which a number is wanted."""
        value = self.value.inner if isinstance(self.value, PerInterval | Sampled) else self.value
        filters = [self.where, *(part for part in (getattr(value, name, None) for name in ("good", "unknown")) if isinstance(part, Filter))]
        limits = value.limits if isinstance(value, TimerValue) else None
        named = (
            *(part.field for found in filters for part in found.conditions if part.numeric),
            *((value.name,) if isinstance(value, Number | Weighed) else ()),
            *((value.weight,) if isinstance(value, Weighed) else ()),
            *((value.above, value.below) if isinstance(value, Quotient) else ()),
            *((limits.field,) if limits and limits.field and not limits.table else ()),
            *(value.amounts if isinstance(value, SpanValue) else ()),
        )
        return tuple(dict.fromkeys(named))

    @property
    def counts_records(self) -> bool:
        """Whether it counts records one by one, and not time or intervals."""
        value = self.value.inner if isinstance(self.value, PerInterval) else self.value
        return not isinstance(value, SpanValue | PauseSpan | Sampled) and not (value is not self.value and isinstance(value, Good))

    @property
    def lead(self) -> str:
        """What a period also has of what was before it: "", "last" or "all"."""
        return self.value.lead if isinstance(self.value, Sampled) else "all" if isinstance(self.value, PauseSpan) else ""

    @property
    def instants(self) -> tuple[str, ...]:
        """The fields that hold instants."""
        return tuple(dict.fromkeys((self.at, *self.value.instants)))

    @property
    def facts(self) -> tuple[str, ...]:
        """The fields that say when something happened: all instants but a due time."""
        if isinstance(self.value, Sampled):
            return (self.at,)
        due = self.value.due if isinstance(self.value, DeadlineValue) else None
        return tuple(name for name in self.instants if name != due)

    @property
    def ending(self) -> str | None:
        """The field that is unknown as long as a record goes on, or has not been done."""
        value = self.value
        if isinstance(value, Sampled):
            return self.at if value.lead == "all" and not isinstance(value.inner, State) else None
        if isinstance(value, SpanValue | PauseSpan):
            return value.end
        return value.until if isinstance(value, TimerValue) else value.done if isinstance(value, DeadlineValue) else None

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field it looks at, the key and the instant of the update left aside."""
        return tuple(dict.fromkeys((*self.instants, *self.value.fields, *self.where.fields, *self.by)))
