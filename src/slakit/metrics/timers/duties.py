"""Duties: when what comes back is due, by a rule, by days of the month, or on dates; rolled to the next business day where asked."""

from datetime import timedelta, tzinfo
from functools import lru_cache

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.calendars.durations import duration as microseconds
from slakit.calendars.month_days import MonthDay, month_days
from slakit.calendars.recurring import Recurring
from slakit.calendars.wall import day_of, day_span
from slakit.timeline.instants import DAY, FIRST, LAST, NAIVE_EPOCH, moment
from slakit.timeline.span import Span
from slakit.timeline.zone import wall_instant, zone

LOOKS = (2, 32, 366, 3_000, 36_525)  # days in which the duty before or after is sought
ROLLS = 40 * DAY  # so far a duty may be rolled
DueDays = Recurring | MonthDay | tuple[str, ...]


@frozen
class Duty:
    """One duty: the local day it is for, when it is due, and the last instant at which it is done in time.

    A duty that is due by the end of a day is in time as long as that day lasts, not at the midnight after it.
    """

    day: str
    due: int
    by: int


@frozen
class Duties:
    """The duties of a rule; `on` counts its business days, and moves what is due on any other day to the next of them."""

    rule: DueDays
    tz: str
    on: Calendar | None = None

    @property
    def zone(self) -> tzinfo:
        if isinstance(self.rule, Recurring):
            return self.rule.zone
        return next(iter(self.on.day_zones), zone(self.tz)) if self.on else zone(self.tz)

    @property
    def reach(self) -> int:
        """A length that is longer than the time from any occurrence to its due time."""
        lasting = self.rule.lasting if isinstance(self.rule, Recurring) else None
        return 2 * DAY + (microseconds(lasting) if lasting else 0) + (ROLLS if self.on else 0)

    def within(self, span: Span) -> tuple[Duty, ...]:
        """The duties of a span, in the order in which they are due."""
        return duties_of(self, span)

    def before(self, duty: Duty) -> Duty | None:
        """The last duty due before one, if there is any."""
        spans = (Span(max(duty.by - days * DAY, FIRST), duty.by) for days in LOOKS)
        return next((duties[-1] for span in spans if (duties := self.within(span))), None)

    def after(self, duty: Duty) -> Duty | None:
        """The first duty due after one, if there is any."""
        spans = (Span(duty.by + 1, min(duty.by + days * DAY, LAST)) for days in LOOKS if duty.by + 1 < LAST)
        return next((duties[0] for span in spans if (duties := self.within(span))), None)

    def named(self, at: int) -> Duty | None:
        """The duty that is due at an instant, or else the only one of its local day."""
        day = moment(at, self.zone).date().isoformat()
        around = self.within(Span(max(at - 2 * DAY, FIRST), at + self.reach))
        at_once = [duty for duty in around if duty.by == at]
        matches = at_once or [duty for duty in around if duty.day == day]
        return matches[0] if len(matches) == 1 else None

    def occurrences(self, span: Span) -> list[tuple[int, int, bool]]:
        """Return, for each duty near a span, its day, its due time, and True if that is the end of a day."""
        if isinstance(self.rule, Recurring):
            return [self._rolled(at, due, ends=due > at and self.rule.lasting is None) for at, due in self.rule.duties(span)]
        first, last = (moment(min(max(at, FIRST + DAY), LAST - 2 * DAY), self.zone).date() for at in (span.first - DAY, span.last + DAY))
        if isinstance(self.rule, MonthDay):
            days = list(month_days(self.rule, first, last, self.on))
            if self.rule.time:
                return [(self.rule.instant(day, self.zone), self.rule.instant(self._open(day), self.zone), False) for day in days]
        else:
            days = [day_of(text) for text in self.rule if first.isoformat() <= text <= last.isoformat()]
        whole = (day_span(day, self.zone) for day in days)
        return [self._rolled(day.first, day.last, ends=True) for day in whole if day]

    def _rolled(self, at: int, due: int, ends: bool) -> tuple[int, int, bool]:
        """Return a duty, moved to be due on the next business day if its own day is not one."""
        if self.on is None:
            return at, due, ends
        wall = moment(at, self.zone).replace(tzinfo=None)
        day = (wall.date() - NAIVE_EPOCH.date()).days
        open_day = self._open(day)
        if open_day == day:
            return at, due, ends
        if ends:
            whole = day_span(open_day, self.zone)
            return at, whole.last if whole else due, ends
        return at, wall_instant(wall + timedelta(days=open_day - day), self.zone) + due - at, ends

    def _open(self, day: int) -> int:
        """The next business day from a day on, itself if it is one or where none are counted."""
        return day if self.on is None else self.on.business_days.after(day - 1, 1)


@lru_cache(maxsize=1024)
def duties_of(duties: Duties, span: Span) -> tuple[Duty, ...]:
    """The duties of a span, in the order in which they are due."""
    result = {}
    for at, due, ends in duties.occurrences(Span(max(span.first - duties.reach, FIRST), span.last)):
        by = due - 1 if ends else due
        result[by] = Duty(moment(at, duties.zone).date().isoformat(), due, by)
    return tuple(result[by] for by in sorted(result) if by in span)
