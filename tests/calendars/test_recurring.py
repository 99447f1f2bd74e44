"""Recurring: rules of RFC 5545, read strictly and from near the span."""

from datetime import date, datetime, timedelta

import pytest

from slakit.calendars.recurring import Recurring
from slakit.errors import ContractError
from slakit.timeline.instants import DAY, instant
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

LONDON = "Europe/London"
YEAR = Span("2026-01-01T00:00Z", "2027-01-01T00:00Z")


def days(rule, span=YEAR, tz=LONDON, **more):
    return [at.date().isoformat() for at in Recurring(rule, tz=tz, **more).occurrences(span)]


def test_day_of_the_month():
    """Due on the fifth of each month at local midnight."""
    fifths = Recurring("FREQ=MONTHLY;BYMONTHDAY=5", tz=LONDON).occurrences(YEAR)
    assert [at.isoformat() for at in fifths[2:4]] == ["2026-03-05T00:00:00+00:00", "2026-04-05T00:00:00+01:00"]
    assert len(fifths) == 12


def test_without_lasting_it_opens_nothing():
    """A rule of due dates is never open."""
    assert Recurring("FREQ=DAILY", tz=LONDON).open(YEAR) == Spans()


def test_lasting():
    """A window is open for so long from each occurrence, one that began before the span included."""
    window = Recurring("FREQ=WEEKLY;BYDAY=SU;BYHOUR=22", tz="UTC", lasting="4 hours")
    assert window.open(Span("2026-03-09T01:00Z", "2026-03-16T00:00Z")) == Spans(
        [Span("2026-03-09T01:00Z", "2026-03-09T02:00Z"), Span("2026-03-15T22:00Z", "2026-03-16T00:00Z")]
    )
    assert window.elapsed("2026-01-01T00:00Z", "2027-01-01T00:00Z") == timedelta(hours=4 * 52)


def test_last_weekday_and_set_positions():
    """The last Friday, and the last working day, of January to March 2026."""
    quarter = Span("2026-01-01T00:00Z", "2026-04-01T00:00Z")
    assert days("FREQ=MONTHLY;BYDAY=-1FR", quarter) == ["2026-01-30", "2026-02-27", "2026-03-27"]
    assert days("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", quarter) == ["2026-01-30", "2026-02-27", "2026-03-31"]


def test_every_second_week_keeps_step():
    """A fortnight counts from its start, however long ago that was: 2 January 2001 and 13 January 2026 are 653 x 14 days apart."""
    assert days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", start="2001-01-02")[:2] == ["2026-01-13", "2026-01-27"]
    assert (date(2026, 1, 13) - date(2001, 1, 2)).days % 14 == 0


def test_every_fifth_month_keeps_step():
    """January 2020, June, November, April 2021 ...: in 2026 April and September."""
    assert days("FREQ=MONTHLY;INTERVAL=5", start="2020-01-15") == ["2026-04-15", "2026-09-15"]


def test_every_fourth_year():
    """29 February comes back every fourth year."""
    eight_years = Span("2025-01-01T00:00Z", "2033-01-01T00:00Z")
    assert days("FREQ=YEARLY;INTERVAL=4", eight_years, start="2020-02-29") == ["2028-02-29", "2032-02-29"]


def test_count_and_until():
    """COUNT counts from the start; UNTIL holds its whole day, or its UTC instant."""
    assert days("FREQ=DAILY;COUNT=2", start="2026-02-01") == ["2026-02-01", "2026-02-02"]
    assert days("FREQ=DAILY;COUNT=2", start="2025-02-01") == []
    assert days("FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9;UNTIL=20260201") == ["2026-01-01", "2026-02-01"]
    assert days("FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9;UNTIL=20260401T075959Z") == ["2026-01-01", "2026-02-01", "2026-03-01"]


def test_nothing_before_the_start():
    """A rule with a start has no occurrences before it, and takes its time of day from it."""
    weekly = Recurring("FREQ=WEEKLY", tz=LONDON, start=datetime(2026, 1, 7, 9, 30))
    found = weekly.occurrences(Span("2025-12-01T00:00Z", "2026-01-20T00:00Z"))
    assert [at.isoformat() for at in found] == ["2026-01-07T09:30:00+00:00", "2026-01-14T09:30:00+00:00"]


def test_no_start_needed():
    """A rule that does not depend on its start also has occurrences before 1970."""
    assert days("FREQ=MONTHLY;BYDAY=1MO", Span("1960-01-01T00:00Z", "1960-03-01T00:00Z")) == ["1960-01-04", "1960-02-01"]
    assert len(days("FREQ=DAILY", Span("0001-01-01T00:00Z", "0001-02-01T00:00Z"), tz="UTC")) == 31
    assert days("FREQ=DAILY", Span("9999-12-30T00:00Z", "9999-12-31T12:00Z"), tz="UTC") == ["9999-12-30", "9999-12-31"]


def test_clock_changes():
    """A skipped 01:30 is carried over the gap, a repeated one is its first reading."""
    rule = Recurring("FREQ=DAILY;BYHOUR=1;BYMINUTE=30", tz=LONDON)
    assert [at.isoformat() for at in rule.occurrences(Span("2026-03-29T00:00Z", "2026-03-30T00:00Z"))] == ["2026-03-29T02:30:00+01:00"]
    assert [at.isoformat() for at in rule.occurrences(Span("2026-10-24T23:00Z", "2026-10-25T23:00Z"))] == ["2026-10-25T01:30:00+01:00"]


def test_fine_steps_start_near_the_span():
    """Every quarter of an hour since 1970 is found at once; a year of it would take seconds to reach otherwise."""
    rule = Recurring("FREQ=SECONDLY;INTERVAL=900", tz="UTC", start="1970-01-01")
    assert len(rule.occurrences(Span("2026-03-09T00:00Z", "2026-03-10T00:00Z"))) == 96


def test_normal_form():
    """However a rule is written, equal rules are equal; the fields and the repr make it again."""
    made = Recurring("RRULE:byday=we,MO;freq=weekly;interval=1", tz=LONDON, lasting=timedelta(minutes=90), start=date(2026, 1, 5))
    assert repr(made) == "Recurring('FREQ=WEEKLY;BYDAY=MO,WE', tz='Europe/London', lasting='1 h 30 min', start='2026-01-05')"
    assert made == eval(repr(made)) == Recurring(made.rule, made.tz, made.lasting, made.start)
    assert Recurring("FREQ=DAILY", tz="UTC", start="2026-01-05T09:00:30").start == "2026-01-05T09:00:30"


@pytest.mark.parametrize("rule", [
    "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=3", "FREQ=MONTHLY;BYHOUR=9",
    "FREQ=DAILY;INTERVAL=2", "FREQ=DAILY;COUNT=3",
])  # fmt: skip
def test_depends_on_its_start(rule):
    """A rule that would take its day, or its step, from a start is refused without one."""
    with pytest.raises(ContractError) as caught:
        Recurring(rule, tz=LONDON)
    assert str(caught.value) == f"{rule!r} does not say on which day it starts, and depends on it; give start='2026-01-05'"
    assert Recurring(rule, tz=LONDON, start="2026-01-05").rule == rule


def test_a_rule_that_never_happens_is_refused():
    """Every second hour from midnight is never three o'clock."""
    with pytest.raises(ContractError, match="is not a rule that ever happens"):
        Recurring("FREQ=HOURLY;INTERVAL=2;BYHOUR=3", tz=LONDON, start="2026-01-05")


def test_all_problems_at_once():
    """The rule, the zone, the length and the start are judged together."""
    with pytest.raises(ContractError) as caught:
        Recurring("FREQ=DAILY;BYHOUR=24;BYMINUTE=60", tz="Mars", lasting="3 %", start="2026-01-05T09:00Z")
    assert [problem.partition(" is not ")[0] for problem in caught.value.problems] == [
        "'BYHOUR=24'", "'BYMINUTE=60'", "lasting: '3 %'", "start: '2026-01-05T09:00Z'", "'Mars'",
    ]  # fmt: skip
    with pytest.raises(ContractError, match="lasting: '0 h' is not a length of time; write '2 hours'"):
        Recurring("FREQ=DAILY", tz=LONDON, lasting="0 h")


def due_by(rule, first, last):
    """The instants of a stretch by which a duty has to be done; one of the two days before may be due in it."""
    span = Span(first, last)
    duties = rule.duties(Span(span.first - 2 * DAY, span.last))
    return [due for _, due in duties if span.first <= due < span.last]


def test_due_by_the_end_of_the_day():
    """Without a time of day a duty is done in time all through its local day: by the 5th of April is until 23:00Z, in summer time."""
    fifths = Recurring("FREQ=MONTHLY;BYMONTHDAY=5", tz=LONDON)
    assert due_by(fifths, "2026-03-01T00:00Z", "2026-05-01T00:00Z") == [instant("2026-03-06T00:00Z"), instant("2026-04-05T23:00Z")]
    assert fifths.duties(Span("2026-04-01T00:00Z", "2026-05-01T00:00Z")) == [(instant("2026-04-04T23:00Z"), instant("2026-04-05T23:00Z"))]


def test_due_at_the_end_of_a_month():
    """What is due by the last day happens in its month and is due at the first instant of the next."""
    last, january = Recurring("FREQ=MONTHLY;BYMONTHDAY=-1", tz="UTC"), Span("2026-01-01T00:00Z", "2026-02-01T00:00Z")
    assert last.duties(january) == [(instant("2026-01-31T00:00Z"), instant("2026-02-01T00:00Z"))]
    assert due_by(last, january.first, january.last) == [instant("2026-01-01T00:00Z")]


@pytest.mark.parametrize(
    ("rule", "more", "due"),
    [
        ("FREQ=DAILY;BYHOUR=9", {}, "2026-03-09T09:00Z"),
        ("FREQ=DAILY;BYHOUR=0", {}, "2026-03-09T00:00Z"),
        ("FREQ=DAILY;BYMINUTE=30", {}, "2026-03-09T00:30Z"),
        ("FREQ=DAILY", {"start": "2026-01-05T07:00"}, "2026-03-09T07:00Z"),
        ("FREQ=DAILY;BYHOUR=9", {"lasting": "2 hours"}, "2026-03-09T11:00Z"),
        ("FREQ=DAILY", {"lasting": "2 hours"}, "2026-03-09T02:00Z"),
        ("FREQ=DAILY", {}, "2026-03-10T00:00Z"),
        ("FREQ=DAILY", {"start": "2026-01-05"}, "2026-03-10T00:00Z"),
    ],
)
def test_due_by_a_time_of_day(rule, more, due):
    """A time of day is by when; `lasting` is how long from then."""
    day = Span("2026-03-09T00:00Z", "2026-03-10T00:00Z")
    assert [by for _, by in Recurring(rule, tz="UTC", **more).duties(day)] == [instant(due)]


def test_due_by_where_midnight_moves():
    """The clocks of Sao Paulo fell back at midnight of 18 February 2018, so the 17th was over at 03:00Z; Apia had no 30 December 2011."""
    daily = Recurring("FREQ=DAILY", tz="America/Sao_Paulo")
    assert due_by(daily, "2018-02-18T00:00Z", "2018-02-18T12:00Z") == [instant("2018-02-18T03:00Z")]
    apia = due_by(Recurring("FREQ=DAILY", tz="Pacific/Apia"), "2011-12-30T00:00Z", "2012-01-02T00:00Z")
    assert apia == [instant("2011-12-30T10:00Z"), instant("2011-12-31T10:00Z"), instant("2012-01-01T10:00Z")]
