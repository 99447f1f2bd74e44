"""Weekly: hours by the wall clock, dated hours, and what it refuses."""

import pickle
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

LONDON = "Europe/London"


def hours(calendar, start, end):
    return calendar.elapsed(start, end) / timedelta(hours=1)


def test_repeated_hour_counts_twice():
    """01:00 to 02:00 on the night the clocks go back is two hours, on the night they go forward none."""
    night = Weekly({"sun": "01:00-02:00"}, tz=LONDON)
    assert hours(night, "2026-10-25T00:00+01:00", "2026-10-25T12:00Z") == 2
    assert hours(night, "2026-03-29T00:00Z", "2026-03-29T12:00+01:00") == 0


def test_days_of_23_and_25_hours():
    """A whole day is as long as it really was."""
    sunday = Weekly({"sun": "00:00-24:00"}, tz=LONDON)
    assert hours(sunday, "2026-03-28T00:00Z", "2026-03-31T00:00Z") == 23
    assert hours(sunday, "2026-10-24T00:00Z", "2026-10-27T00:00Z") == 25


def test_change_of_half_an_hour():
    """Lord Howe turns its clocks by thirty minutes, and both readings of 01:30 to 02:00 count."""
    sunday = Weekly({"sun": "01:00-03:00"}, tz="Australia/Lord_Howe")
    assert hours(sunday, "2026-04-04T00:00Z", "2026-04-06T00:00Z") == 2.5
    assert hours(sunday, "2026-10-03T00:00Z", "2026-10-05T00:00Z") == 1.5


def test_change_at_midnight():
    """In São Paulo the day began at 01:00 when the clocks went forward at midnight."""
    daily = Weekly({"daily": "00:00-02:00"}, tz="America/Sao_Paulo")
    assert daily.open(Span("2018-11-04T02:00Z", "2018-11-05T02:00Z")) == Spans([Span("2018-11-04T03:00Z", "2018-11-04T04:00Z")])


def test_day_that_never_was():
    """Samoa went from Thursday to Saturday: the Friday has no hours."""
    daily = Weekly({"thu-sat": "09:00-10:00"}, tz="Pacific/Apia")
    assert hours(daily, "2011-12-29T10:00Z", "2011-12-31T10:00Z") == 2


def test_night_belongs_to_the_day_it_starts_on():
    """'fri': '22:00-06:00' is open on Saturday morning, not on Friday morning."""
    night = Weekly({"fri": "22:00-06:00"}, tz="UTC")
    assert night.open(Span("2026-03-05T00:00Z", "2026-03-09T00:00Z")) == Spans([Span("2026-03-06T22:00Z", "2026-03-07T06:00Z")])


def test_whole_day_from_an_hour():
    """'09:00-09:00' is the 24 hours from nine."""
    assert hours(Weekly({"mon": "09:00-09:00"}, tz="UTC"), "2026-03-09T00:00Z", "2026-03-12T00:00Z") == 24


def test_overlaps_merge():
    """What is written twice is open once, within a day and from a night into the next day."""
    assert hours(Weekly({"wed": ["10:00-16:00", "12:00-18:00"]}, tz="UTC"), "2026-03-09T00:00Z", "2026-03-16T00:00Z") == 8
    assert hours(Weekly({"wed": "22:00-03:00", "thu": "01:00-05:00"}, tz="UTC"), "2026-03-09T00:00Z", "2026-03-16T00:00Z") == 7


def test_seconds_are_kept():
    """Hours are exact to the microsecond."""
    odd = Weekly({"mon": "09:00:00.5-09:00:59"}, tz="UTC")
    assert odd.elapsed("2026-03-09T00:00Z", "2026-03-10T00:00Z") == timedelta(seconds=58.5)
    assert repr(odd) == "Weekly({'mon': '09:00:00.500000-09:00:59'}, tz='UTC')"


def test_rule_that_was_changed():
    """Moscow stayed on UTC+4 from 2011 and on UTC+3 from October 2014: noon moved with the law."""
    noon = Weekly({"daily": "12:00-12:01"}, tz="Europe/Moscow")
    assert noon.due("2014-10-25T00:00Z", "1 s") == datetime.fromisoformat("2014-10-25T08:00:01+00:00")
    assert noon.due("2014-10-27T00:00Z", "1 s") == datetime.fromisoformat("2014-10-27T09:00:01+00:00")


def test_dated_hours_replace():
    """On a date with hours of its own the weekly hours do not count."""
    desk = Weekly({"mon-fri": "08:00-20:00"}, tz=LONDON).on("2026-12-24", "08:00-12:00").on(date(2026, 12, 25), [])
    assert hours(desk, "2026-12-24T00:00Z", "2026-12-25T00:00Z") == 4
    assert hours(desk, "2026-12-25T00:00Z", "2026-12-26T00:00Z") == 0
    assert hours(desk.on("2026-12-25", "10:00-11:00"), "2026-12-25T00:00Z", "2026-12-26T00:00Z") == 1


def test_night_before_a_dated_day_runs_out():
    """Closing a date leaves the tail of the night before, and takes the night that starts on it."""
    night = Weekly({"daily": "22:00-06:00"}, tz="UTC").on("2026-12-25", "closed")
    opened = night.open(Span("2026-12-25T00:00Z", "2026-12-27T00:00Z"))
    assert opened == Spans([Span("2026-12-25T00:00Z", "2026-12-25T06:00Z"), Span("2026-12-26T22:00Z", "2026-12-27T00:00Z")])


def test_days_as_people_write_them():
    """Ranges run over the week's end, lists and full names are read, and equal hours are equal calendars."""
    assert Weekly({"fri-mon": "09:00-10:00"}, tz="UTC") == Weekly({"fri": "09:00-10:00", "Saturday,sun,MON": ["09:00-10:00"]}, tz="UTC")
    assert repr(Weekly({"tue": [], "mon,wed-fri": "09:00-10:00"}, tz="UTC")) == "Weekly({'mon,wed-fri': '09:00-10:00'}, tz='UTC')"


def test_fields_are_plain_data():
    """The fields hold texts in their normal form, and make the calendar again."""
    desk = Weekly({"mon-fri": "08:00-20:00", "sat": ["13:00-16:00", "10:00-12:00"]}, tz=ZoneInfo(LONDON)).on(date(2026, 12, 24), "closed")
    assert desk.hours == (("mon-fri", ("08:00-20:00",)), ("sat", ("10:00-12:00", "13:00-16:00")))
    assert (desk.tz, desk.dated) == (LONDON, (("2026-12-24", ()),))
    assert Weekly(dict(desk.hours), desk.tz, dict(desk.dated)) == desk
    assert pickle.loads(pickle.dumps(desk)) == desk


def test_merged_beyond_a_day():
    """Hours that merge to more than a day keep a normal form that reads back."""
    long = Weekly({"mon": ["10:00-10:00", "09:00-12:00"]}, tz="UTC")
    assert long.hours == (("mon", ("09:00-09:00", "10:00-10:00")),)
    assert Weekly(long.hours, tz="UTC") == long
    assert hours(long, "2026-03-09T00:00Z", "2026-03-12T00:00Z") == 25


def test_equal_calendars_share_a_clock():
    """The table of a calendar is made once, however often the calendar is."""
    assert Weekly({"mon": "09:00-10:00"}, tz="UTC").clock is Weekly({"mon": ["09:00-10:00"]}, tz="UTC").clock


def test_all_problems_at_once():
    """One error names everything that is wrong."""
    with pytest.raises(ContractError) as caught:
        Weekly({"mon-fri": "25:00-26:00", "wed": "09:00-10:00", "satt": 5}, tz="Europe/Londn", dated={"24.12.2026": "x"})
    assert caught.value.problems == (
        "mon-fri: '25:00-26:00' is not opening hours; write '09:00-17:30'",
        "'wed' is given twice, in 'mon-fri' and in 'wed'; write it once, with a list of its hours",
        "satt: 5 is not opening hours; write '09:00-17:30', a list of such, or 'closed'",
        "'satt' is not a day of the week; did you mean 'sat'?",
        "24.12.2026: 'x' is not opening hours; write '09:00-17:30'",
        "'24.12.2026' is not a date; write '2026-12-24'",
        "'Europe/Londn' is not a time zone; did you mean 'Europe/London'?",
    )


def test_what_is_no_hours_at_all():
    """A text, or a list that is no pairs, is not hours by day."""
    with pytest.raises(ContractError, match="'09:00-17:00' is not hours by day of the week; write"):
        Weekly("09:00-17:00", tz="UTC")
    with pytest.raises(ContractError, match="'mon' is not a day with its hours"):
        Weekly(["mon"], tz="UTC")
    with pytest.raises(ContractError, match="5 is not a time zone; write 'Europe/London'"):
        Weekly({}, tz=5)
    with pytest.raises(ContractError, match="'2026-12-24' is given twice"):
        Weekly({}, tz="UTC", dated=[("2026-12-24", []), (date(2026, 12, 24), [])])
