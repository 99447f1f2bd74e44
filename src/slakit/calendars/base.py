"""Calendar: which moments count. The door: write one method, `open`.

    from attrs import frozen

    @frozen
    class Forenoons(Calendar):
        def open(self, span: Span) -> Spans:
            return Spans([...])            # what is open in the span; more is cut off

The rest comes with it: `| & -`, elapsed and due times, business days, a trace. A calendar is frozen and has a hash, since equal ones
share a clock.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, overload

from slakit.calendars import datetimes
from slakit.calendars.business_days import BusinessDayIndex, Shifts, business_days_of, by_day
from slakit.calendars.clock import Clock, clock_of, refuse_too_wide
from slakit.calendars.due_rules import DueRule
from slakit.calendars.due_text import rule_if_any
from slakit.calendars.durations import Duration, duration
from slakit.calendars.moments import Instants, microseconds
from slakit.calendars.pairs import extent, turned
from slakit.errors import UsageError
from slakit.timeline.instants import MICROSECOND, instant, moment
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

if TYPE_CHECKING:
    from slakit.calendars.arrays import Column
    from slakit.calendars.due_many import Lengths
    from slakit.calendars.open_time_index import Integers
    from slakit.calendars.trace import Trace

Compiled = TypeVar("Compiled")
Instant = datetime | str
Pause = Span | tuple[Instant, Instant]


class Calendar(ABC):
    """A set of open times, which says which moments count."""

    @abstractmethod
    def open(self, span: Span) -> Spans:
        """Return the open time in a span."""

    @property
    def zone(self) -> tzinfo:
        """The zone that answers are shown in."""
        return UTC

    @property
    def has_zone(self) -> bool:
        """True if it names the zone of its days, UTC included."""
        return self.zone != UTC

    @property
    def day_zones(self) -> tuple[tzinfo, ...]:
        """The zones of its days, first the one that due times are read in; the order in which parts are written does not matter."""
        return (self.zone,) if self.has_zone else ()

    @property
    def keeps_shifts(self) -> bool:
        """True if it defines itself to which day each of its hours belongs."""
        return type(self).shifts is not Calendar.shifts

    def within(self, tz: tzinfo) -> "Calendar":
        """Return the same calendar by the wall clock of a zone, unless it names a zone itself."""
        return self

    @property
    def noun(self) -> str:
        """The name of the calendar in a trace."""
        return type(self).__name__

    def closed(self, span: Span) -> list[tuple[Spans, str]]:
        """Return the closed time in a span with the reasons, for the trace."""
        return [(Spans([span]) - self.open(span), f"outside {self.noun}")]

    def named(self, span: Span) -> list[tuple[Spans, str]]:
        """Return the open time in a span with its names, for a trace that counts it or takes it away from another calendar."""
        return [(self.open(span), self.noun)]

    def shifts(self, span: Span) -> Shifts:
        """Return the open time in a span by the local day that it belongs to, numbered from 1970-01-01 on."""
        return by_day(self.open(span), self.zone)

    @cached_property
    def clock(self) -> Clock:
        """The calendar compiled; equal calendars share it."""
        return self._compiled(clock_of)

    @cached_property
    def business_days(self) -> BusinessDayIndex:
        """The days on which it opens at all, compiled; equal calendars share them."""
        return self._compiled(business_days_of)

    def _compiled(self, compile: "Callable[[Calendar], Compiled]") -> "Compiled":
        try:
            return compile(self)
        except TypeError:
            problem = f"{self!r} is not a calendar that can be compiled, it has no hash"
            raise UsageError(f"{problem}; write its class with @attrs.frozen") from None

    def elapsed(self, a: Instant, b: Instant, signed: bool = False, pauses: Iterable[Pause] = ()) -> timedelta:
        """Open time from a to b, less what the pauses overlap of it (docs/numbers.md C6).

        >>> ALWAYS.elapsed("2026-03-10T09:00Z", "2026-03-10T11:00Z", pauses=[("2026-03-10T10:00Z", "2026-03-10T10:15Z")])
        datetime.timedelta(seconds=6300)

        Raises UsageError for a reversed pair; `signed=True` gives the negative.
        """
        first, last = instant(a), instant(b)
        if first > last:
            if not signed:
                raise turned(first, last)
            return -self.elapsed(b, a, pauses=pauses)
        refuse_too_wide(self.clock, first, last)
        taken = sum(self.clock.elapsed(pause.first, pause.last) for pause in _paused(pauses).cut(first, last))
        return (self.clock.elapsed(first, last) - taken) * MICROSECOND

    def due(self, t: Instant, d: "Duration | DueRule") -> datetime:
        """The earliest instant at which d has elapsed since t: exactly at closing is due at closing (docs/numbers.md C4).

        A negative d looks back; "2 days" is 48 hours of open time, "2 business days" a due rule (docs/numbers.md C8). Raises UsageError
        when the calendar does not open for so long, or on so many days, within a hundred years.
        """
        if (rule := rule_if_any(d)) is not None:
            return moment(rule.due(self, instant(t)), self.zone)
        return moment(self.clock.due(instant(t), duration(d)), self.zone)  # type: ignore[arg-type]

    def due_latest(self, t: Instant, d: Duration) -> datetime:
        """The latest instant at which no more than d has elapsed since t: used up at closing, it is the next opening."""
        return moment(self.clock.due_latest(instant(t), duration(d)), self.zone)

    def next_open(self, t: Instant) -> datetime:
        """The instant itself when it is open, otherwise the next opening."""
        return moment(self.clock.due_latest(instant(t), 0), self.zone)

    def last_open(self, t: Instant) -> datetime:
        """The instant itself when it is open, otherwise the last closing."""
        return moment(self.clock.last_open(instant(t)), self.zone)

    def trace(self, a: Instant, b: Instant, pauses: Iterable[Pause] = ()) -> "Trace":
        """Every span that was counted from a to b and every one that was skipped, and why; open time in a pause is paused."""
        from slakit.calendars.trace import trace

        first, last = instant(a), instant(b)
        if first > last:
            raise turned(first, last)
        refuse_too_wide(self.clock, first, last)
        return trace(self, first, last, _paused(pauses))

    @overload
    def elapsed_many(self, starts: "Column", ends: "Column", signed: bool = False) -> "Integers": ...
    @overload
    def elapsed_many(self, starts: Instants, ends: Instants, signed: bool = False) -> list[int]: ...
    def elapsed_many(self, starts: "Instants | Column", ends: "Instants | Column", signed: bool = False) -> "list[int] | Integers":
        """The open microseconds of each pair: a list of lists, an int64 array of NumPy arrays.

        Lists and iterators hold aware datetimes, ISO text or int microseconds; arrays datetime64 (in UTC) or int64 microseconds, and
        a Series of pandas or polars aware datetimes.
        """
        if hasattr(starts, "dtype") and hasattr(ends, "dtype"):
            from slakit.calendars.arrays import extremes, whole

            since, until = whole(starts), whole(ends)
            refuse_too_wide(self.clock, *extremes(since, until, signed))
            return self.clock.elapsed_array(since, until, signed)
        starts, ends = (values if isinstance(values, Sequence) else list(values) for values in (starts, ends))
        if (counted := datetimes.elapsed(self.clock, starts, ends, signed)) is not None:
            return counted
        since_all, until_all = microseconds(starts), microseconds(ends)
        refuse_too_wide(self.clock, *extent(since_all, until_all, signed))
        return self.clock.elapsed_all(since_all, until_all, signed)

    @overload
    def due_many(self, starts: "Column", d: "Lengths") -> "Column": ...
    @overload
    def due_many(self, starts: Instants, d: "Lengths") -> list[datetime]: ...
    def due_many(self, starts: "Instants | Column", d: "Lengths") -> "list[datetime] | Column":
        """`due` of each start: of lists a list of datetimes in the calendar's zone, of a NumPy array an array of its kind.

        `d` is one length or due rule for all, or a length for each. Lists hold what those of `elapsed_many` hold, arrays of lengths
        timedelta64. A Series of pandas or polars gives datetime64 in UTC.

        >>> [due.hour for due in ALWAYS.due_many(["2026-03-10T09:00Z", "2026-03-10T11:00Z"], "2 hours")]
        [11, 13]
        """
        from slakit.calendars.due_many import due_column, due_list

        if hasattr(starts, "dtype"):
            return due_column(self, starts, d)  # type: ignore[arg-type]
        return due_list(self, starts if isinstance(starts, Sequence) else list(starts), d)

    def __or__(self, other: "Calendar") -> "Calendar":
        from slakit.calendars.combined import AnyOf, joined

        return joined(AnyOf, self, other) if isinstance(other, Calendar) else NotImplemented

    def __and__(self, other: "Calendar") -> "Calendar":
        from slakit.calendars.combined import AllOf, joined

        return joined(AllOf, self, other) if isinstance(other, Calendar) else NotImplemented

    def __sub__(self, other: "Calendar") -> "Calendar":
        from slakit.calendars.combined import without

        return without(self, other) if isinstance(other, Calendar) else NotImplemented


def _paused(pauses: Iterable[Pause]) -> Spans:
    return Spans(pause if isinstance(pause, Span) else Span(*pause) for pause in pauses)
