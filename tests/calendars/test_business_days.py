"""Opening days: which local dates a calendar opens on, against a count of every minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.calendars.business_days import by_day
from slakit.calendars.dates import Dates
from slakit.calendars.recurring import Recurring
from slakit.calendars.wall import day_of
from slakit.calendars.weekly import Weekly
from slakit.errors import UsageError
from slakit.timeline.instants import DAY, instant
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

YEAR = Span("2026-01-01T00:00Z", "2027-01-01T00:00Z")


def test_shifts_of_sets_of_instants():
    """A stretch of up to 24 hours belongs to the day it starts on; a longer one is cut at each midnight."""
    night = Spans([Span("2026-03-09T22:00Z", "2026-03-10T06:00Z")])
    assert by_day(night, UTC) == {day_of("2026-03-09"): night}
    long = by_day(Spans([Span("2026-03-09T22:00Z", "2026-03-11T06:00Z")]), UTC)
    assert long == {
        day_of("2026-03-09"): Spans([Span("2026-03-09T22:00Z", "2026-03-10T00:00Z")]),
        day_of("2026-03-10"): Spans([Span("2026-03-10T00:00Z", "2026-03-11T00:00Z")]),
        day_of("2026-03-11"): Spans([Span("2026-03-11T00:00Z", "2026-03-11T06:00Z")]),
    }


def test_shifts_add_up():
    """The shifts of a calendar together are what it opens."""
    desk = Weekly({"mon-fri": ["08:00-12:00", "22:00-06:00"], "sat": "00:00-24:00"}, tz="Europe/London")
    for calendar in (desk, desk - Dates(["2026-03-28..2026-03-30"], tz="Europe/London"), desk | Recurring("FREQ=DAILY", "UTC", "30 h")):
        whole = Spans(span for spans in calendar.shifts(YEAR).values() for span in spans)
        assert whole == calendar.open(YEAR)


@pytest.mark.parametrize("tz", ["Europe/London", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu"])
def test_every_date(tz):
    """Counted on, each weekday that is no holiday comes up once."""
    desk = Weekly({"mon-fri": "09:00-17:00"}, tz=tz) - Dates(["2011-12-26"], tz=tz)
    dates = [datetime(2011, 1, 3).date() + timedelta(days=n) for n in range(730)]
    closed = {"2011-12-26"} | ({"2011-12-30"} if tz == "Pacific/Apia" else set())
    wanted = [day_of(day) for day in dates if day.weekday() < 5 and str(day) not in closed]
    day, found = wanted[0], [wanted[0]]
    while len(found) < len(wanted):
        day = desk.business_days.after(day, 1)
        found.append(day)
    assert found == wanted
    assert [desk.business_days.after(wanted[0], n) for n in (1, 100, 400)] == [wanted[1], wanted[100], wanted[400]]
    assert desk.business_days.after(wanted[400], -400) == wanted[0]


def test_the_day_of_every_minute():
    """The night shift of London, minute by minute over both changes of the clocks: its own day while it runs, else the local date."""
    night, london = Weekly({"mon-sat": "22:00-06:00"}, tz="Europe/London"), ZoneInfo("Europe/London")
    for start in ("2026-03-27T12:00Z", "2026-10-23T12:00Z"):
        for minute in range(4 * 24 * 60):
            t = instant(start) + minute * 60_000_000
            wall = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=t)).astimezone(london)
            date = wall.date()
            if wall.hour < 6 and (date - timedelta(days=1)).weekday() != 6:
                date -= timedelta(days=1)
            assert night.business_days.day_of(t)[0] == day_of(date), wall


@frozen
class Nightly(Calendar):
    """A calendar of one's own, from 22:00 to 02:00 UTC."""

    def open(self, span):
        days = range(span.first // DAY - 1, span.last // DAY + 1)
        return Spans(Span(day * DAY + DAY // 24 * 22, day * DAY + DAY // 24 * 26) for day in days)


def test_a_calendar_of_ones_own():
    """Opening days come with the one method, and equal calendars share them."""
    assert Nightly().due("2026-03-09T12:00Z", "end of the next business day").isoformat() == "2026-03-11T02:00:00+00:00"
    assert Nightly().business_days is Nightly().business_days


def test_without_a_hash():
    """A calendar that has no hash is told how to get one."""

    class Bare(Calendar):
        __hash__ = None

        def open(self, span):
            return Spans([span])

    with pytest.raises(UsageError, match=r"it has no hash; write its class with @attrs\.frozen"):
        Bare().due("2026-03-09T12:00Z", "1 business day")


def test_the_ends_of_time():
    """The first and last years have opening days too."""
    daily = Weekly({"daily": "09:00-17:00"}, tz="UTC")
    assert daily.due("0001-01-02T10:00Z", "1 business day").isoformat() == "0001-01-03T10:00:00+00:00"
    assert daily.due("9999-12-29T10:00Z", "1 business day").isoformat() == "9999-12-30T10:00:00+00:00"
    with pytest.raises(UsageError, match="is not open on 9 days in the 100 years after 9999-12-29"):
        daily.due("9999-12-29T10:00Z", "9 business days")
