"""Laws of due rules, against a walk through the dates."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings, strategies as st
from test_calendar_laws import worlds

from slakit.calendars.due_rules import BusinessDays, CutoffRule, EndOfBusinessDay
from slakit.timeline.instants import DAY, MINUTE, NAIVE_EPOCH


def starts(day, hours, tz):
    """Whether hours of a date happen on it: some minute of theirs before its midnight is shown by the wall clock (C9)."""
    midnight = NAIVE_EPOCH + timedelta(days=day)
    for start, end in hours:
        for minute in range(start, end if end > start else 1440):
            wall = (midnight + timedelta(minutes=minute)).replace(tzinfo=ZoneInfo(tz))
            if wall.astimezone(UTC).astimezone(ZoneInfo(tz)).replace(tzinfo=None) == wall.replace(tzinfo=None):
                return True
    return False


def business_days(week, dated, tz, first, last):
    """The opening days of [first, last) by number."""
    dates = ((day, date(1970, 1, 1) + timedelta(days=day)) for day in range(first, last))
    return [day for day, at in dates if starts(day, dated.get(at, week[at.weekday()]), tz)]


@settings(max_examples=150, deadline=None)
@given(worlds(), st.integers(-3, 3), st.integers(1, 12))
def test_opening_days_as_the_dates_say(world, ahead, n):
    """The n-th opening day on is the n-th date whose hours happen, and counting back comes to where one was."""
    calendar, week, dated, tz, at = world
    assume(any(week))
    day = at // DAY + ahead
    walked = business_days(week, dated, tz, day - 100, day + 100)
    after = [other for other in walked if other > day]
    before = [other for other in walked if other < day]
    days = calendar.business_days
    assert days.after(day, n) == after[n - 1]
    assert days.after(day, -n) == before[-n]
    assert days.after(days.after(after[0], n), -n) == after[0]


@settings(max_examples=150, deadline=None)
@given(worlds(), st.integers(-4 * 1440, 4 * 1440), st.integers(1, 5))
def test_ends_are_closings(world, minute, n):
    """The end of a business day comes after what began before it, and is a closing: open until then, and that of a later day later on."""
    calendar, week, _, _, at = world
    assume(any(week))
    t = at + minute * MINUTE
    first, later = EndOfBusinessDay(0).due(calendar, t), EndOfBusinessDay(n).due(calendar, t)
    assert t < first
    for end in (first, later):
        assert calendar.clock.elapsed(end - 1, end) == 1
    day, _ = calendar.business_days.day_of(t)
    assert calendar.business_days.shift(calendar.business_days.after(day, n))[-1] == later
    assert CutoffRule("23:59").due(calendar, t) in (first, EndOfBusinessDay(1).due(calendar, t))


@settings(max_examples=100, deadline=None)
@given(worlds(), st.lists(st.integers(-4 * 1440, 4 * 1440), max_size=8), st.integers(1, 5))
def test_many_are_each(world, minutes, n):
    """A list is due as each of it is, in any order."""
    calendar, week, _, _, at = world
    assume(any(week))
    ts = [at + minute * MINUTE for minute in minutes]
    for rule in (BusinessDays(n), EndOfBusinessDay(n), CutoffRule("12:00", next_day="09:00")):
        assert rule.due_all(calendar, ts) == [rule.due(calendar, t) for t in ts]
        assert rule.due_all(calendar, ts[::-1]) == rule.due_all(calendar, ts)[::-1]


@settings(max_examples=100, deadline=None)
@given(worlds(), st.integers(-4 * 1440, 4 * 1440))
def test_the_nearest_open_instants(world, minute):
    """No open time lies between the last open instant and the next."""
    calendar, week, _, _, at = world
    assume(any(week))
    t = at + minute * MINUTE
    before, after = calendar.clock.last_open(t), calendar.clock.due_latest(t, 0)
    assert before <= t <= after
    assert calendar.clock.elapsed(before, after) == 0
    assert calendar.clock.elapsed(after, after + 1) == 1
