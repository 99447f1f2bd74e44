"""StoppedTimers: timers that have stopped, judged against their limits and due moments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.calendars.day_count import DayCount
from slakit.calendars.paused_clock import paused_due, running
from slakit.engine.read.due_times import Bounds
from slakit.engine.read.pauses import Paused
from slakit.engine.read.read_context import Contributions, ReadContext
from slakit.engine.read.selection import Selection
from slakit.engine.read.vectors import Mask, Vector
from slakit.metrics.value_kinds.timer_value import IN_TIME, TimerValue
from slakit.timeline.instants import LAST
from slakit.timeline.zone import zone


@frozen(slots=False)
class StoppedTimers:
    """The timers of a selection: from when to when, how long each ran, what bounds it, and its pauses (none where nothing
    pauses), and the calendar that counts it."""

    context: ReadContext
    value: TimerValue
    selection: Selection
    starts: Vector
    ends: Vector
    elapsed: Vector
    bounds: Bounds
    pauses: Paused
    calendars: Sequence[Calendar]

    def in_time(self) -> Mask:
        """Return a mask of the timers that stopped within their limit, or by their due moment in real time (docs/numbers.md C4)."""
        batch = self.context.batch
        inside = batch.at_most(self._strictly(self.elapsed), self.bounds.lengths)
        if self.bounds.due_times is None:
            return inside
        due_times = batch.vector([LAST if due is None else due for due in self.bounds.due_times])
        return batch.both(inside, batch.at_most(self._strictly(self.ends), due_times))

    def _strictly(self, values: Vector) -> Vector:
        """Elapsed times or ends as they are held against limits: one that may not come to its limit counts a microsecond more."""
        strict = self.bounds.strict
        return values if isinstance(strict, int) and not strict else self.context.batch.plus(values, strict)

    def badness(self, good: Mask | None = None) -> tuple[Vector, None, int]:
        """The time by which each ran over, and the least of it that is late: 0 where one that comes to its limit may be, else 1."""
        if isinstance(self.bounds.strict, int) and not self.bounds.strict and good is None:
            return self.beyond(), None, 1
        batch, fine = self.context.batch, self.in_time() if good is None else good
        return batch.minus(batch.scaled(self.beyond(), batch.invert(fine)), fine), None, 0

    def beyond(self) -> Vector:
        """Return the time by which each ran over: the open time beyond its limit, or the real time beyond its due moment."""
        if self.bounds.due_times is None:
            return self._over_lengths
        over = zip(self._listed(self._over_lengths), self.bounds.due_times, self._listed(self.ends), strict=True)
        return self.context.batch.vector([length if due is None else end - due for length, due, end in over])

    def lateness(self, good: Mask) -> Contributions:
        """Return the lateness of each timer, on the clock or in days; IN_TIME for one that is not late."""
        batch, late = self.context.batch, self.context.batch.invert(good)
        if self.value.days:
            return self._in_days(good, self.value.days)
        over = batch.scaled(self._over(), late)
        return self.context.contribute(self.selection, batch.minus(over, good), *self.badness(good))

    def none_late(self, selection: Selection) -> Contributions:
        """The values of records that are not late."""
        if self.value.days:
            return self.context.gather(selection, [(IN_TIME, 1)] * selection.size)
        batch = self.context.batch
        return self.context.contribute(selection, batch.vector([IN_TIME] * selection.size), None, batch.vector([False] * selection.size))

    @cached_property
    def _over_lengths(self) -> Vector:
        batch, lengths = self.context.batch, self.bounds.lengths
        return batch.plus(self.elapsed, -lengths) if isinstance(lengths, int) else batch.minus(self.elapsed, lengths)

    def _over(self) -> Vector:
        """The open time that each ran beyond its limit or its due moment."""
        if self.bounds.due_times is None:
            return self._over_lengths
        ends = self._listed(self.ends)
        rows = zip(self._listed(self._over_lengths), self.bounds.due_times, ends, self._edges, self.calendars, strict=True)
        over = [
            length if due is None else running(desk.clock, due, end, edges) if due < end else 0 for length, due, end, edges, desk in rows
        ]
        return self.context.batch.vector(over)

    def _in_days(self, good: Mask, count: DayCount) -> Contributions:
        tz = zone(self.context.tz or "UTC")
        limits = self.bounds.listed(self.context, self.selection.size)
        rows = zip(self._listed(good), self._listed(self.starts), self._listed(self.ends), limits, self._edges, self.calendars, strict=True)
        days = [
            (IN_TIME, 1)
            if fine
            else count.between(calendar, paused_due(calendar.clock, start, length or 0, edges, end) if due is None else due, end, tz)
            for fine, start, end, (length, due, _), edges, calendar in rows
        ]
        return self.context.gather(self.selection, days, self.context.worst(self.selection, *self.badness(good)))

    @property
    def _edges(self) -> Paused:
        return self.pauses or [()] * self.selection.size

    def _listed(self, values: Vector | Mask) -> list[int]:
        return self.context.batch.listed(values)
