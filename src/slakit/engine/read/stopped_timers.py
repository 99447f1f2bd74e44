"""StoppedTimers: timers that have stopped, judged against their limits and due moments."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from slakit.calendars.day_count import DayCount
from slakit.calendars.paused_clock import paused_due, running
from slakit.engine.read.due_times import Bounds
from slakit.engine.read.lanes import Lane
from slakit.engine.read.pauses import Paused
from slakit.engine.read.read_context import Contributions, ReadContext
from slakit.engine.read.selection import Selection
from slakit.engine.read.vectors import Mask, Vector
from slakit.metrics.value_kinds.timer_value import IN_TIME, TimerValue
from slakit.timeline.zone import zone


@frozen(slots=False)
class StoppedTimers:
    """The timers of a selection: from when to when, how long each ran, what bounds it, and its pauses (none where nothing
    pauses), and the calendars that count them."""

    context: ReadContext
    value: TimerValue
    selection: Selection
    starts: Vector
    ends: Vector
    elapsed: Vector
    bounds: Bounds
    pauses: Paused
    lane: Lane

    def in_time(self) -> Mask:
        """Return a mask of the timers that stopped within their limit, or by their due moment in real time (docs/numbers.md C4)."""
        batch = self.context.batch
        inside = batch.at_most(self._strictly(self.elapsed), self.bounds.lengths)
        if self.bounds.due_times is None:
            return inside
        return batch.both(inside, batch.at_most(self._strictly(self.ends), self.bounds.due_times))

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
        return self._by_bound(self.context.batch.minus(self.ends, self.bounds.due_times))

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
        none = self.context.batch.at_most(self.context.batch.filled(1, selection.size), 0)
        return self.context.contribute(selection, self.context.batch.filled(IN_TIME, selection.size), None, none)

    @cached_property
    def _over_lengths(self) -> Vector:
        batch, lengths = self.context.batch, self.bounds.lengths
        return batch.plus(self.elapsed, -lengths) if isinstance(lengths, int) else batch.minus(self.elapsed, lengths)

    def _over(self) -> Vector:
        """The open time that each ran beyond its limit or its due moment."""
        if self.bounds.due_times is None:
            return self._over_lengths
        batch = self.context.batch
        begins = batch.lesser(self.bounds.due_times, self.ends)
        if not self.pauses:
            return self._by_bound(self.lane.elapsed(self.selection, begins, self.ends))
        calendars = self.lane.calendars(self.selection)
        rows = zip(batch.listed(begins), batch.listed(self.ends), self.pauses, calendars, strict=True)
        return self._by_bound(batch.vector([running(desk.clock, due, end, edges) for due, end, edges, desk in rows]))

    def _by_bound(self, beyond_due: Vector) -> Vector:
        """The time beyond its due moment of each timer that has one, and the open time beyond its limit of each other."""
        batch, dated = self.context.batch, self.bounds.dated
        return beyond_due if dated is None else batch.replaced(self._over_lengths, dated, batch.take(beyond_due, dated))

    def _in_days(self, good: Mask, count: DayCount) -> Contributions:
        tz = zone(self.context.tz or "UTC")
        limits = self.bounds.listed(self.context, self.selection.size)
        calendars = self.lane.calendars(self.selection)
        rows = zip(self._listed(good), self._listed(self.starts), self._listed(self.ends), limits, self._edges, calendars, strict=True)
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
