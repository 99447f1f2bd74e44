"""Days between two instants: calendar days, or the business days of a calendar (docs/numbers.md T5, C8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import TYPE_CHECKING

from attrs import frozen

from slakit.calendars.due_rules import BusinessDays, days_on, zone_of
from slakit.calendars.paused_clock import moved_due
from slakit.errors import UsageError
from slakit.timeline.instants import LAST, moment
from slakit.timeline.spans import Edges

if TYPE_CHECKING:
    from slakit.calendars.base import Calendar

Parts = tuple[int, int]  # a number of days as a fraction, above and below the line
CALENDAR_DAY, BUSINESS_DAY = "calendar day", "business day"
STEPS = ("exact", "full", "begun")


@frozen
class DayCount:
    """Days of a unit, and how parts of one count: "begun" is the least n with done <= since + n days, "full" the greatest with
    since + n days <= done, "exact" the full ones and the part of the next by its own length.

    Business days are those of the calendar `on`, or else of the clock. Where it has no more of them, no more of them pass.
    """

    unit: str
    steps: str = "exact"
    on: Calendar | None = None

    def between(self, clock: Calendar, since: int, done: int, tz: tzinfo, pauses: Edges = ()) -> Parts:
        """Return the number of days from one instant to a later one, as a numerator and a denominator.

        A pause moves each day by its overlap with the open time of the clock, as it moves a due moment (docs/numbers.md C6).
        """
        later, guess = self._days(clock, since, done, tz)

        def step(n: int) -> int:
            try:
                due = later(n) if n else since
                return moved_due(clock.clock, since, due, pauses, done) if pauses else due
            except UsageError:  # the calendar ends before
                return LAST

        full = max(guess, 0)
        while full and step(full) > done:
            full -= 1
        while step(full + 1) <= done:
            full += 1
        first, last = step(full), step(full + 1)
        if self.steps == "full" or first >= done or last == LAST:
            return full, 1
        if self.steps == "begun":
            return full + 1, 1
        return full * (last - first) + done - first, last - first

    def _days(self, clock: Calendar, since: int, done: int, tz: tzinfo) -> tuple[Callable[[int], int], int]:
        """Return the function that gives the instant n days on, and a guess of how many of them are over."""
        if self.unit == BUSINESS_DAY:
            calendar = self.on or clock
            days = calendar.business_days
            return lambda n: BusinessDays(n).due(calendar, since), days.count(days.day_of(since)[0], days.day_of(done)[0])
        zone = zone_of(clock, tz)
        return lambda n: days_on(since, n, zone), (moment(done, zone).date() - moment(since, zone).date()).days
