"""Due rules that name a time of a business day: when it opens, or a time of its own such as 16:00 (docs/numbers.md C8)."""

from typing import TYPE_CHECKING

from attrs import field, frozen

from slakit.calendars.due_rules import DueRule, whole_days
from slakit.calendars.hours_text import read_time, time_of_day
from slakit.errors import ContractError
from slakit.values.number import ordinal

if TYPE_CHECKING:
    from slakit.calendars.base import Calendar


def which_day(n: int) -> str:
    """The words for the n-th business day after the one that something begins on: "same", "next", "2nd"."""
    return {0: "same", 1: "next"}.get(n) or ordinal(abs(n))


@frozen(repr=False)
class TimeOfBusinessDay(DueRule):
    """A time of the n-th business day after the day it began on; 0 is the same day while that time is to come, else the next.

    >>> Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London").due("2026-03-27T16:00Z", TimeOfBusinessDay("16:00", 1)).isoformat()
    '2026-03-30T16:00:00+01:00'

    On a shift past midnight a time is that of the shift, as of `CutoffRule`.
    """

    time: str = field(converter=time_of_day)
    n: int = field(default=1, validator=whole_days)

    def breaks(self, calendar: "Calendar", first: int, last: int) -> list[int]:
        return calendar.business_days.breaks(first, last, read_time(self.time) or 0)

    def due(self, calendar: "Calendar", t: int) -> int:
        days, time = calendar.business_days, read_time(self.time) or 0
        day, _ = days.day_of(t)
        if self.n:
            return days.on_shift(days.after(day, self.n), time, *((t,) if self.n > 0 else ()))
        same = days.on_shift(day, time) if days.shift(day) else t
        return same if t < same else days.on_shift(days.after(day, 1), time, t)

    def __str__(self) -> str:
        return f"{self.time} on the {which_day(self.n)} business day{' before' if self.n < 0 else ''}"


@frozen(repr=False)
class StartOfBusinessDay(DueRule):
    """The first opening of the n-th business day after the day it began on.

    >>> Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London").due("2026-03-27T15:00Z", StartOfBusinessDay(1)).isoformat()
    '2026-03-30T09:00:00+01:00'
    """

    n: int = field(default=1, validator=whole_days)

    def __attrs_post_init__(self) -> None:
        if not self.n:
            raise ContractError("the start of the same business day lies before what begins on it; write 'start of the next business day'")

    def breaks(self, calendar: "Calendar", first: int, last: int) -> list[int]:
        return calendar.business_days.breaks(first, last)

    def due(self, calendar: "Calendar", t: int) -> int:
        days = calendar.business_days
        day, _ = days.day_of(t)
        if self.n > 0 and days.shift(following := days.after(day, 1))[0] <= t:  # shifts that overlap: it has begun already
            day = following
        return days.shift(days.after(day, self.n))[0]

    def __str__(self) -> str:
        return f"start of the {which_day(self.n)} business day{' before' if self.n < 0 else ''}"
