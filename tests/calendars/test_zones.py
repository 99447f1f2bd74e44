"""Zones at their worst: every minute asked of the zone itself, and decades by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import slakit as sk
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.timeline.instants import MINUTE, instant
from slakit.timeline.zone import zone

HOURS = {"mon-fri": ["00:00-01:00", "01:30-02:15", "23:30-24:00"], "sat,sun": ["00:15-00:45", "22:00-02:30"]}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def is_open(wall):
    """Whether HOURS are open at a local time, worked out in minutes of the day; a weekend's night runs on into the next morning."""
    at, day = wall.hour * 60 + wall.minute, wall.weekday()
    if day in (6, 0) and at < 150:  # after Saturday and Sunday nights
        return True
    if day < 5:
        return at < 60 or 90 <= at < 135 or at >= 1410
    return 15 <= at < 45 or at >= 1320


@pytest.mark.parametrize(
    ("tz", "around"),
    [
        ("America/Sao_Paulo", "2018-11-04"),  # forward at midnight
        ("America/Sao_Paulo", "2018-02-18"),  # back at midnight
        ("Asia/Beirut", "2022-03-27"),
        ("Asia/Beirut", "2022-10-30"),
        ("Africa/Cairo", "2023-04-28"),
        ("Africa/Cairo", "2023-10-27"),
        ("America/St_Johns", "2009-03-08"),  # at 00:01
        ("America/St_Johns", "2009-11-01"),
        ("Asia/Kathmandu", "1986-01-01"),  # from 5:30 to 5:45
        ("Australia/Lord_Howe", "2026-04-05"),  # by half an hour
        ("Australia/Lord_Howe", "2026-10-04"),
        ("Europe/Lisbon", "1992-09-27"),  # to the time of Berlin, the clocks standing still
        ("Europe/Lisbon", "1996-03-31"),
        ("Pacific/Apia", "2011-12-30"),  # over the date line
        ("Asia/Pyongyang", "2015-08-15"),
        ("Asia/Pyongyang", "2018-05-05"),
        ("Antarctica/Troll", "2026-03-29"),  # by two hours
        ("Asia/Kathmandu", "2026-03-09"),
    ],
)  # fmt: skip
def test_every_minute(tz, around):
    """Four days around a change: open time is the minutes whose wall time is open, from the start to any hour and from it to the end."""
    calendar, zone = Weekly(HOURS, tz=tz), ZoneInfo(tz)
    start = instant(f"{around}T00:00Z") - 2 * 24 * 60 * MINUTE
    minutes = 4 * 24 * 60
    walls = [(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=start + n * MINUTE)).astimezone(zone) for n in range(minutes)]
    flags = [is_open(wall) for wall in walls]
    counts = [0]
    for flag in flags:
        counts.append(counts[-1] + flag)
    edges = list(range(0, minutes + 1, 30))
    ends = [start + n * MINUTE for n in edges]
    assert calendar.elapsed_many([start] * len(ends), ends) == [counts[n] * MINUTE for n in edges]
    assert calendar.trace(str(walls[0]), str(walls[-1])).total == timedelta(minutes=counts[-2])
    for n in range(0, minutes, 97):
        left = counts[-1] - counts[n]
        if left:
            due = instant(calendar.due(str(walls[n]), timedelta(minutes=left)))
            assert due == start + counts.index(counts[-1]) * MINUTE


def test_weekdays_of_decades():
    """1970 to 2037 are 24,837 days from a Thursday on, 3,548 weeks and a Thursday: 17,741 weekdays of 8.5 hours, whatever the clocks do."""
    desk = Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London")
    start, end = "1970-01-01T00:00+01:00", "2038-01-01T00:00+00:00"
    assert desk.elapsed(start, end) == 17_741 * timedelta(hours=8, minutes=30)
    assert desk.business_days.after(-1, 17_741) == 24_836  # the day numbers from 0, a Thursday, to that of 31 December 2037


def test_sundays_of_decades():
    """3,548 Sundays of 24 hours and one hour more: British time began in summer time, which ended on Sunday 31 October 1971, and every
    later summer time began and ended on a Sunday."""
    sundays = Weekly({"sun": "00:00-24:00"}, tz="Europe/London")
    assert sundays.elapsed("1970-01-01T00:00+01:00", "2038-01-01T00:00+00:00") == timedelta(hours=3_548 * 24 + 1)


def test_a_year_of_lord_howe():
    """Round the clock, a year is a year: half an hour lost in October is had back in April."""
    whole = Weekly({"daily": "00:00-24:00"}, tz="Australia/Lord_Howe")
    assert whole.elapsed("2026-01-01T00:00+11:00", "2027-01-01T00:00+11:00") == timedelta(days=365)
    assert whole.elapsed("2026-04-05T00:00+11:00", "2026-04-06T00:00+10:30") == timedelta(hours=24, minutes=30)
    assert whole.elapsed("2026-10-04T00:00+10:30", "2026-10-05T00:00+11:00") == timedelta(hours=23, minutes=30)


def test_two_hours_of_troll():
    """Troll goes forward by two hours, from 01:00 to 03:00: nothing is open between."""
    night = Weekly({"daily": "00:30-03:30"}, tz="Antarctica/Troll")
    assert night.elapsed("2026-03-28T23:00Z", "2026-03-29T22:00Z") == timedelta(hours=1)


@pytest.mark.parametrize(("name", "remedy"), [
    ("EST", "write 'America/New_York', or 'Etc/GMT+5' for five hours behind UTC all year"),
    ("MST", "write 'America/Denver', or 'America/Phoenix' for seven hours behind UTC all year"),
    ("HST", "write 'Pacific/Honolulu'"),
])  # fmt: skip
def test_abbreviations_without_summer_time(name, remedy):
    """An abbreviation whose zone never changes its clocks is refused wherever a zone is named: 'EST' in July is hardly what was meant."""
    problem = f"{name!r} is an abbreviation, and no clock changes with it in summer; {remedy}"
    for made in (
        lambda: zone(name),
        lambda: sk.Weekly({"mon": "09:00-17:00"}, tz=name),
        lambda: sk.Dates(["2026-12-25"], tz=name),
    ):
        with pytest.raises(ContractError) as caught:
            made()
        assert problem in str(caught.value)
