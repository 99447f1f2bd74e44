"""Elapsed time and lateness in business days, worked out on the calendar of March 2026 (docs/numbers.md C8a)."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk
from slakit.calendars.day_count import DayCount
from slakit.timeline.instants import instant

DESK = sk.Weekly({"mon-thu": "09:00-17:30", "fri": "09:00-14:00"}, tz="Europe/London") - sk.Dates(["2026-04-03"], tz="Europe/London")
CLOCK = {"since": "asked", "until": "done"}
LONDON = ZoneInfo("Europe/London")


def agreed(metric, target="at most 2 business days", **more):
    return sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-03-01", "2026-05-01"),
        timezone="Europe/London",
        window="whole term",
        currency="GBP",
        objectives=[sk.Objective("O", metric, target, **more)],
    )


def line(metric, rows, as_of=None, **more):
    agreement = agreed(metric, **more)
    assert sk.loads(sk.dumps(agreement)) == agreement
    return sk.evaluate(agreement, {"cases": rows}, as_of=as_of).line("O")


@pytest.mark.parametrize(
    ("asked", "done", "begun", "full", "exact"),
    [
        ("2026-03-24T10:00Z", "2026-03-24T10:00Z", 0, 0, 0),  # at once
        ("2026-03-24T10:00Z", "2026-03-24T16:00Z", 1, 0, Fraction(1, 4)),  # six hours of the 24 until Wednesday 10:00
        ("2026-03-24T10:00Z", "2026-03-26T10:00Z", 2, 2, 2),  # Tuesday to Thursday
        ("2026-03-20T15:00Z", "2026-03-23T15:00Z", 1, 1, 1),  # Friday, closed by then, to Monday
        ("2026-03-20T15:00Z", "2026-03-23T09:00Z", 1, 0, Fraction(66, 72)),  # over the weekend: 66 of 72 hours
        ("2026-03-21T12:00Z", "2026-03-23T10:00Z", 1, 0, Fraction(46, 48)),  # Saturday is not counted: Monday noon is one day on
        ("2026-03-27T12:00Z", "2026-03-30T11:00Z", 1, 1, 1),  # the clock goes forward on Sunday: 71 hours
        ("2026-04-02T08:00Z", "2026-04-06T08:00Z", 1, 1, 1),  # Friday, 3 April is no business day: Thursday to Monday
        ("2026-03-23T10:00Z", "2026-04-06T09:00Z", 9, 9, 9),  # two weeks less Good Friday, at one wall time
    ],
)
def test_one_case(asked, done, begun, full, exact):
    """So many business days on at the same wall time, whatever the hours of each day."""
    for steps, days in (("begun", begun), ("full", full), ("exact", exact)):
        metric = sk.Elapsed("cases", clock=DESK, unit="business day", counting=steps, **CLOCK)
        measure = line(metric, [{"asked": asked, "done": done}]).measure
        assert (measure.value, measure.unit) == (days, "business day")


def test_a_target_in_business_days():
    """1 day and 2 days and an hour: 1.5 and a part on average, met; at worst more than two, missed."""
    rows = [
        {"asked": "2026-03-24T10:00Z", "done": "2026-03-25T10:00Z"},
        {"asked": "2026-03-24T10:00Z", "done": "2026-03-26T11:00Z"},  # one of the 24 hours until Friday 10:00
    ]
    mean = line(sk.Elapsed("cases", clock=DESK, unit="business day", **CLOCK), rows)
    assert (mean.measure.value, str(mean.outcome)) == (Fraction(1 + 2 + Fraction(1, 24), 2), "met")
    worst = line(sk.Elapsed("cases", clock=DESK, unit="business day", statistic="max", **CLOCK), rows, target="at most 2 working days")
    assert str(worst.outcome) == "missed"
    assert worst.measure.quantity == sk.quantity(f"{2 + Fraction(1, 24)} business days")


def test_late_by_business_days():
    """Due at the end of Tuesday, done on Friday at 17:30: three business days late, and 10 GBP for each after one that is free."""
    metric = sk.Lateness("cases", "0 min", due_on=DESK, unit="business day", counting="begun", **CLOCK)
    row = {"asked": "2026-03-24T17:30Z", "done": "2026-03-27T17:30Z"}
    penalty = sk.rules.Accrual("10 GBP", per="1 business day", free="1 business day")
    made = line(metric, [row], target="at most 0 business days", penalty=penalty)
    assert (made.measure.value, str(made.credit)) == (3, "20.00 GBP")


def test_a_case_that_still_runs():
    """As of Thursday 10:00 it has run two business days: exactly two are no more than two; an hour later it is over."""
    metric = sk.Elapsed("cases", clock=DESK, unit="business day", statistic="max", **CLOCK)
    rows = [{"asked": "2026-03-24T10:00Z", "done": None}]
    assert line(metric, rows, as_of="2026-03-26T10:00Z").measure.low == 2
    assert line(metric, rows, as_of="2026-03-26T11:00Z").measure.low == 2 + Fraction(1, 24)


def test_a_calendar_that_ends():
    """Where there are no more business days, no more of them pass."""
    ending = sk.Dates(["2026-03-24", "2026-03-25"], tz="Europe/London")
    since, done = instant("2026-03-24T10:00Z"), instant("2026-03-30T10:00Z")
    assert DayCount("business day", "begun").between(ending, since, done, LONDON) == (1, 1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: sk.Elapsed("cases", unit="hour", **CLOCK),
            "unit='hour' is not a unit of days; write unit='calendar day' or 'business day'",
        ),
        (lambda: sk.Elapsed("cases", unit="business day", **CLOCK), "counts business days on no calendar; write clock=Weekly"),
        (lambda: sk.Lateness("cases", "1 hour", unit="business day", **CLOCK), "counts business days on no calendar; write clock=Weekly"),
        (
            lambda: sk.Elapsed("cases", counting="full", **CLOCK),
            "has counting= and no unit that it counts; write unit='business day'",
        ),
    ],
)
def test_what_does_not_fit(call, message):
    """With what to write instead."""
    with pytest.raises(sk.errors.ContractError, match=message):
        call()


minutes = st.integers(0, 30 * 1440)


@settings(max_examples=200, deadline=None)
@given(minutes, minutes, st.lists(st.tuples(minutes, st.integers(1, 4000)), max_size=2), st.integers(0, 6))
def test_a_target_is_kept_where_the_limit_is(start, length, holds, n):
    """At most n business days, begun or exact, where a limit of n business days is kept, whatever is paused (C8a)."""
    base = datetime(2026, 3, 2, tzinfo=UTC)
    at, done = base + timedelta(minutes=start), base + timedelta(minutes=start + length)
    pauses = [[base + timedelta(minutes=first), base + timedelta(minutes=first + lasts)] for first, lasts in holds]
    rows = [{"asked": at, "done": done, "holds": pauses}]
    kept = line(sk.Within("cases", f"{n} business days", clock=DESK, pauses="holds", **CLOCK), rows, target="at least 100 %")
    for steps in ("begun", "exact"):
        metric = sk.Elapsed("cases", clock=DESK, unit="business day", counting=steps, pauses="holds", **CLOCK)
        assert line(metric, rows, target=f"at most {n} business days").outcome is kept.outcome
