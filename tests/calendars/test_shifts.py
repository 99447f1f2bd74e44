"""Shifts past midnight, and the days of calendars made of calendars (docs/numbers.md C9)."""

import pytest
from hypothesis import given, settings, strategies as st

from slakit.calendars import business_days, clock
from slakit.calendars.base import Calendar
from slakit.calendars.dates import Dates
from slakit.calendars.due_rules import BusinessDays, CalendarDays, CutoffRule, EndOfBusinessDay
from slakit.calendars.due_text import due_rule
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError, UsageError
from slakit.timeline.instants import DAY, HOUR, instant
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

EVENING = Weekly({"mon-fri": "18:00-03:00"}, tz="UTC")
NIGHT = Weekly({"mon-fri": "22:00-06:00"}, tz="Europe/London")
CHRISTMAS = Dates(["2026-12-25"], tz="Europe/London")


@pytest.mark.parametrize(
    ("asked", "rule", "due"),
    [
        ("2026-03-09T20:00Z", "before 02:00 the same day, else the next business day", "2026-03-10T03:00Z"),
        ("2026-03-09T20:00Z", "before 26:00 the same day, else the next business day", "2026-03-10T03:00Z"),
        ("2026-03-10T01:59Z", "before 02:00 the same day, else the next business day", "2026-03-10T03:00Z"),
        ("2026-03-10T02:00Z", "before 26:00 the same day, else the next business day", "2026-03-11T03:00Z"),
        ("2026-03-10T02:30Z", "before 22:00 the same day, else 02:00 the next business day", "2026-03-11T02:00Z"),
        ("2026-03-09T21:59Z", "before 22:00 the same day, else 02:00 the next business day", "2026-03-10T03:00Z"),
        ("2026-03-09T22:00Z", "before 22:00 the same day, else 26:00 the next business day", "2026-03-11T02:00Z"),
        ("2026-03-09T17:00Z", "before 02:00 the same day, else the next business day", "2026-03-10T03:00Z"),
    ],
)
def test_cutoffs_past_midnight_are_of_the_shift(asked, rule, due):
    """On a shift from 18:00 to 03:00 a time after midnight is that of the night that began the evening before."""
    assert EVENING.due(asked, rule) == due_at(due)


def due_at(text):
    from datetime import datetime

    return datetime.fromisoformat(text)


def test_a_time_outside_a_short_shift_is_not_before_the_start():
    """Where the next shift ends before midnight, 02:00 of it is that after its evening, and never before the question."""
    desk = EVENING.on("2026-03-10", "18:00-20:00")
    assert desk.due("2026-03-10T02:30Z", "before 22:00 the same day, else 02:00 the next business day") == due_at("2026-03-11T02:00Z")


def test_twenty_four_is_no_time():
    """A time from 00:00 to 47:59 may be written, and 24:00 is the end of a day."""
    assert str(due_rule("before 26:00 the same day, else the next business day")) == (
        "before 26:00 the same day, else the next business day"
    )
    for text in ("24:00", "48:00"):
        with pytest.raises(ContractError, match=f"'{text}' is not a time of day; write '16:00'"):
            CutoffRule(text)


def test_what_is_left_of_a_night_is_no_business_day():
    """A night desk without 25 December opens on no shift of that date: one business day from the 24th is Monday 28th, at the same time."""
    assert (NIGHT - CHRISTMAS).due("2026-12-24T12:00Z", "1 business day") == due_at("2026-12-28T12:00Z")
    assert (NIGHT - CHRISTMAS).due("2026-12-24T12:00Z", "end of the next business day") == due_at("2026-12-29T06:00Z")
    assert (NIGHT - CHRISTMAS).due("2026-12-24T12:00Z", "end of the same business day") == due_at("2026-12-25T00:00Z")


@pytest.mark.parametrize(
    "rule", ["1 business day", "end of the next business day", "before 23:00 the same day, else the next business day"]
)
def test_the_order_of_parts_does_not_matter(rule):
    """A night desk on some dates, and those dates of the night desk, have the same days."""
    dates = Dates(["2026-12-21..2026-12-24", "2026-12-27..2026-12-31"], tz="Europe/London")
    for asked in ("2026-12-22T12:00Z", "2026-12-23T02:00Z", "2026-12-24T12:00Z", "2026-12-25T00:30Z", "2026-12-26T23:00Z"):
        assert (NIGHT & dates).due(asked, rule) == (dates & NIGHT).due(asked, rule)
    assert (NIGHT & dates).due("2026-12-22T12:00Z", "1 business day") == due_at("2026-12-23T12:00Z")


def test_a_date_that_never_was_is_no_business_day():
    """Samoa left out 30 December 2011: a night shift of that date has a morning on the 31st, and is none."""
    apia = Weekly({"daily": "22:00-06:00"}, tz="Pacific/Apia")
    assert apia.due("2011-12-29T12:00-10:00", "1 business day") == due_at("2011-12-31T12:00+14:00")


HOURS = ("09:00-17:00", "18:00-03:00", "22:00-06:00", "00:00-24:00", "13:00-12:00", "closed")
ZONES = ("Europe/London", "America/New_York", "Pacific/Apia", "UTC")
DAYS = [f"2026-03-{day:02}" for day in range(20, 32)] + [f"2026-04-{day:02}" for day in range(1, 13)]


@st.composite
def leaves(draw):
    tz = draw(st.sampled_from(ZONES))
    if draw(st.booleans()):
        return Dates(draw(st.lists(st.sampled_from(DAYS), min_size=3, max_size=20, unique=True)), tz=tz)
    week = draw(st.lists(st.sampled_from(HOURS), min_size=7, max_size=7))
    return Weekly(dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), week, strict=True)), tz=tz)


def calendars():
    pairs = st.sampled_from(("or", "and", "without"))
    return st.recursive(leaves(), lambda inner: st.builds(combined, pairs, inner, inner), max_leaves=4)


def combined(how, one, other):
    return {"or": lambda: one | other, "and": lambda: one & other, "without": lambda: one - other}[how]()


RULES = (
    BusinessDays(1),
    BusinessDays(3),
    EndOfBusinessDay(0),
    EndOfBusinessDay(1),
    EndOfBusinessDay(2),
    CutoffRule("02:00"),
    CutoffRule("12:00", next_day="10:00"),
    CutoffRule("22:00", next_day="02:00"),
    CutoffRule("26:00", next_day="25:00"),
    CalendarDays(2),
    BusinessDays(2, day="8 hours"),
)
START = instant("2026-03-18T00:00Z")


@pytest.fixture(scope="module")
def near_horizon():
    """Calendars of a few dates are searched for some months, not for a century."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "SEARCH", 90 * DAY)
        patch.setattr(business_days, "FAR", 90)
        yield


def due_or_none(rule, calendar: Calendar, t):
    try:
        return rule.due(calendar, t)
    except UsageError:
        return None


@settings(max_examples=100, deadline=None)
@given(calendars(), calendars(), st.integers(0, 20 * 24 * 4), st.sampled_from(RULES))
def test_both_orders_have_the_same_due_times(near_horizon, one, other, quarter, rule):
    """`a & b` and `b & a`, `a | b` and `b | a`, `a - b - c` and `a - c - b` have the same hours, days and due times."""
    t = START + quarter * HOUR // 4
    span = Span(START, START + 20 * DAY)
    for left, right in ((one & other, other & one), (one | other, other | one), (one - other - CHRISTMAS, one - CHRISTMAS - other)):
        assert left.open(span) == right.open(span)
        assert due_or_none(rule, left, t) == due_or_none(rule, right, t)


@settings(max_examples=150, deadline=None)
@given(calendars(), st.integers(0, 20 * 24 * 4), st.sampled_from(RULES))
def test_nothing_is_due_before_its_start(near_horizon, calendar, quarter, rule):
    """No due time lies before what it is the due time of (C9)."""
    t = START + quarter * HOUR // 4
    due = due_or_none(rule, calendar, t)
    assert due is None or due >= t


@settings(max_examples=100, deadline=None)
@given(calendars())
def test_business_days_open_on_their_date(calendar):
    """A business day has a shift that is open at some instant of its date, in a zone that its days are of."""
    span = Span(START, START + 30 * DAY)
    days = calendar.business_days
    found = [day for day in range(START // DAY + 4, START // DAY + 24) if day in set(days._around(day).days)]
    opened = calendar.open(span)
    for day in found:
        shift = Spans.of_edges(days.shift(day))
        assert any(shift & Dates([day_text(day)], tz=tz).open(span) for tz in days.zones)
        assert not shift.cut(span.first, span.last) - opened


def day_text(day):
    from datetime import date, timedelta

    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
