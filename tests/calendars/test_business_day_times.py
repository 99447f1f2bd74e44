"""Times of business days, worked out by hand on a desk that is open from Monday to Friday (docs/numbers.md C8, C9)."""

import pytest
from hypothesis import assume, given, settings, strategies as st
from test_calendar_laws import worlds

from slakit.calendars.business_day_times import StartOfBusinessDay, TimeOfBusinessDay, which_day
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.timeline.instants import MINUTE, instant

DESK = Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London")
NIGHT = Weekly({"mon-fri": "18:00-03:00"}, tz="UTC")


@pytest.mark.parametrize(
    ("calendar", "t", "rule", "due"),
    [
        (DESK, "2026-03-24T10:00Z", TimeOfBusinessDay("16:00"), "2026-03-25T16:00Z"),  # Tuesday, and so Wednesday
        (DESK, "2026-03-27T10:00Z", TimeOfBusinessDay("16:00"), "2026-03-30T15:00Z"),  # Friday: Monday, in summer time by then
        (DESK, "2026-03-28T10:00Z", TimeOfBusinessDay("16:00"), "2026-03-30T15:00Z"),  # a Saturday is not counted
        (DESK, "2026-03-24T10:00Z", TimeOfBusinessDay("16:00", 2), "2026-03-26T16:00Z"),
        (DESK, "2026-03-24T10:00Z", TimeOfBusinessDay("16:00", 0), "2026-03-24T16:00Z"),
        (DESK, "2026-03-24T16:00Z", TimeOfBusinessDay("16:00", 0), "2026-03-25T16:00Z"),  # at four sharp that time is over
        (DESK, "2026-03-28T10:00Z", TimeOfBusinessDay("16:00", 0), "2026-03-30T15:00Z"),
        (DESK, "2026-03-26T10:00Z", TimeOfBusinessDay("12:00", -2), "2026-03-24T12:00Z"),
        (DESK, "2026-03-24T10:00Z", TimeOfBusinessDay("20:00"), "2026-03-25T20:00Z"),  # as written, be the desk open or not
        (NIGHT, "2026-03-24T10:00Z", TimeOfBusinessDay("02:00", 1), "2026-03-26T02:00Z"),  # of the shift of Wednesday (C9)
        (DESK, "2026-03-27T10:00Z", StartOfBusinessDay(), "2026-03-30T08:00Z"),
        (DESK, "2026-03-24T06:00Z", StartOfBusinessDay(), "2026-03-25T09:00Z"),  # the day of the start is not counted
        (DESK, "2026-03-24T06:00Z", StartOfBusinessDay(-1), "2026-03-23T09:00Z"),
    ],
)
def test_due(calendar, t, rule, due):
    """By the calendar of March 2026, whose 27th is a Friday; London goes to summer time on the 29th."""
    assert rule.due(calendar, instant(t)) == instant(due)


def test_how_days_are_named():
    """As the phrases of due rules name them."""
    assert [which_day(n) for n in (0, 1, 2, 3, 11, -2)] == ["same", "next", "2nd", "3rd", "11th", "2nd"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: TimeOfBusinessDay("4 pm"), "'4 pm' is not a time of day; write '16:00'"),
        (lambda: TimeOfBusinessDay("16:00", 1.5), "1.5 is not a whole number of business days; write 2"),
        (
            lambda: StartOfBusinessDay(0),
            "the start of the same business day lies before what begins on it; write 'start of the next business day'",
        ),
    ],
)
def test_what_is_refused(call, message):
    """With what to write instead."""
    with pytest.raises(ContractError) as caught:
        call()
    assert str(caught.value) == message


def test_the_next_day_has_not_begun():
    """Monday's shift ends on Tuesday at 00:02, and Tuesday's began at 00:00: at 00:01 the next to begin is the Monday after."""
    week = Weekly({"mon": "00:02-00:02", "tue": "00:00-00:01"}, tz="UTC")
    at = instant("2000-01-04T00:01Z")
    assert [StartOfBusinessDay(n).due(week, at) for n in (1, 2)] == [instant("2000-01-10T00:02Z"), instant("2000-01-11T00:00Z")]


@settings(max_examples=100, deadline=None)
@given(worlds(), st.integers(-4 * 1440, 4 * 1440), st.integers(0, 5), st.sampled_from(["00:00", "09:30", "16:00", "23:59"]))
def test_a_due_time_comes_after_its_start_and_later_days_later(world, minute, n, time):
    """For any calendar: after what began, and the time of a later day is no earlier, on shifts past midnight too (docs/numbers.md C9)."""
    calendar, week, _, _, at = world
    assume(any(week))
    t = at + minute * MINUTE
    due = [TimeOfBusinessDay(time, days).due(calendar, t) for days in (n, n + 1, n + 2)]
    assert t < due[0] <= due[1] <= due[2]
    assert t < StartOfBusinessDay(n + 1).due(calendar, t) < StartOfBusinessDay(n + 2).due(calendar, t)
