"""Calendar: which moments count. The door: write one method, `open`.

    from attrs import frozen

    @frozen
    class Forenoons(Calendar):
        def open(self, span: Span) -> Spans:
            return Spans([...])            # what is open in the span; more is cut off

The rest comes with it: `| & -`, elapsed and due times, a trace. A calendar is frozen and has a hash, since equal ones share a clock.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, overload

from slakit.calendars.clock import Clock, clock_of, turned
from slakit.calendars.durations import Duration, duration
from slakit.calendars.moments import Instants, microseconds
from slakit.errors import UsageError
from slakit.timeline.instants import MICROSECOND, instant, moment
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

if TYPE_CHECKING:
    from slakit.calendars.arrays import Column, Integers
    from slakit.calendars.trace import Trace

Instant = datetime | str
Pause = Span | tuple[Instant, Instant]


class Calendar(ABC):
    """Says which moments count."""

    @abstractmethod
    def open(self, span: Span) -> Spans:
        """What is open in a span."""

    @property
    def zone(self) -> tzinfo:
        """The zone that answers are shown in."""
        return UTC

    @property
    def noun(self) -> str:
        """What a trace calls the calendar."""
        return type(self).__name__

    def closed(self, span: Span) -> list[tuple[Spans, str]]:
        """What is closed in a span, and why; for the trace."""
        return [(Spans([span]) - self.open(span), f"outside {self.noun}")]

    @cached_property
    def clock(self) -> Clock:
        """The calendar compiled; equal calendars share it."""
        try:
            return clock_of(self)
        except TypeError:
            problem = f"{self!r} is not a calendar that can be compiled, it has no hash; write its class with @attrs.frozen"
            raise UsageError(problem) from None

    def elapsed(self, a: Instant, b: Instant, signed: bool = False, pauses: Iterable[Pause] = ()) -> timedelta:
        """Open time from a to b, less what the pauses overlap of it (C4, C6).

        >>> ALWAYS.elapsed("2026-03-10T09:00Z", "2026-03-10T11:00Z", pauses=[("2026-03-10T10:00Z", "2026-03-10T10:15Z")])
        datetime.timedelta(seconds=6300)

        Raises UsageError for a reversed pair; `signed=True` gives the negative (C5).
        """
        first, last = instant(a), instant(b)
        if first > last:
            if not signed:
                raise turned(first, last)
            return -self.elapsed(b, a, pauses=pauses)
        paused = Spans(pause if isinstance(pause, Span) else Span(*pause) for pause in pauses).cut(first, last)
        taken = sum(self.clock.elapsed(pause.first, pause.last) for pause in paused)
        return (self.clock.elapsed(first, last) - taken) * MICROSECOND

    def due(self, t: Instant, d: Duration) -> datetime:
        """The earliest instant at which d has elapsed since t: exactly at closing is due at closing (C4).

        A negative d looks back. Raises UsageError when the calendar does not open for so long within a hundred years (C5).
        """
        return moment(self.clock.due(instant(t), duration(d)), self.zone)

    def due_latest(self, t: Instant, d: Duration) -> datetime:
        """The latest instant at which no more than d has elapsed since t: used up at closing, it is the next opening (C4)."""
        return moment(self.clock.due_latest(instant(t), duration(d)), self.zone)

    def trace(self, a: Instant, b: Instant) -> "Trace":
        """Every span that was counted from a to b and every one that was skipped, and why (C7)."""
        from slakit.calendars.trace import trace

        first, last = instant(a), instant(b)
        if first > last:
            raise turned(first, last)
        return trace(self, first, last)

    @overload
    def elapsed_many(self, starts: "Column", ends: "Column", signed: bool = False) -> "Integers": ...
    @overload
    def elapsed_many(self, starts: Instants, ends: Instants, signed: bool = False) -> list[int]: ...
    def elapsed_many(self, starts: "Instants | Column", ends: "Instants | Column", signed: bool = False) -> "list[int] | Integers":
        """The open microseconds of each pair: a list of lists, an int64 array of NumPy arrays.

        Lists hold aware datetimes, ISO text or int microseconds; arrays datetime64 (in UTC) or int64 microseconds.
        """
        if hasattr(starts, "dtype") and hasattr(ends, "dtype"):
            from slakit.calendars.arrays import whole

            return self.clock.elapsed_array(whole(starts), whole(ends), signed)
        return self.clock.elapsed_all(microseconds(starts), microseconds(ends), signed)  # type: ignore[arg-type]

    def __or__(self, other: "Calendar") -> "Calendar":
        from slakit.calendars.combined import AnyOf, joined

        return joined(AnyOf, self, other) if isinstance(other, Calendar) else NotImplemented

    def __and__(self, other: "Calendar") -> "Calendar":
        from slakit.calendars.combined import AllOf, joined

        return joined(AllOf, self, other) if isinstance(other, Calendar) else NotImplemented

    def __sub__(self, other: "Calendar") -> "Calendar":
        from slakit.calendars.combined import without

        return without(self, other) if isinstance(other, Calendar) else NotImplemented
