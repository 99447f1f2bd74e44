"""Receipt: when what comes in closed hours counts as received."""

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.calendars.hours_text import read_time


@frozen
class Receipt:
    """The hours of a desk: what comes while it is closed, or from the time `before` of its day on, is received at its next opening.

    >>> from slakit.timeline.instants import instant, moment
    >>> desk = Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")
    >>> moment(Receipt(desk, before="16:00").at(instant("2026-03-06T16:30Z"))).isoformat()
    '2026-03-09T09:00:00+00:00'
    """

    desk: Calendar
    before: str | None = None

    def at(self, t: int) -> int:
        """The instant at which what came at t is received; raises UsageError when the desk does not open again."""
        opened = self.desk.clock.due_latest(t, 0)
        if self.before is None:
            return opened
        days = self.desk.business_days
        day, _ = days.day_of(opened)
        if opened < days.on_shift(day, read_time(self.before) or 0):
            return opened
        return days.shift(days.after(day, 1))[0]
