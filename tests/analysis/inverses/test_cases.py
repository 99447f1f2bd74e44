"""Cases that give a figure: when their clocks begin and stop, by the calendars and limits of the metric."""

from fractions import Fraction

import pytest
from inverse_cases import DESK, TIMES
from test_inverse import setting_of

import slakit as sk
from slakit.analysis.inverses.inverse import exact

HOUR = 3_600_000_000


def pairs(metric, figure, since="asked", until="done"):
    """The start and the end of each case, without the year and the seconds."""
    rows = exact(metric, Fraction(figure), setting_of(metric)[1])["cases"]
    return [tuple(row[name][5:16] for name in (since, until)) for row in rows]


@pytest.mark.parametrize(("limit", "in_time", "late"), [
    ("4 hours", "06-01T12:00", "06-01T13:00"),  # Monday 09:00 in London is 08:00 UTC
    ("12 hours", "06-02T12:00", "06-02T13:00"),  # 8 hours of Monday and 4 of Tuesday
    ("1 business day", "06-02T08:00", "06-02T09:00"),  # the same time on Tuesday
    ("end of the next business day", "06-02T16:00", "06-02T17:00"),  # the close of Tuesday, and an hour after that
])  # fmt: skip
def test_cases_in_time_and_late(limit, in_time, late):
    """One of two is done at the last moment, the other an hour later."""
    assert pairs(sk.Within("cases", limit, clock=DESK, **TIMES), "1/2") == [("06-01T08:00", late), ("06-01T08:00", in_time)]


def test_cases_that_count_by_their_end():
    """Two days before the month begins, so that both ends lie in it; London is an hour ahead."""
    metric = sk.Within("cases", "2 days", attribute="end", **TIMES)
    assert pairs(metric, "1/2") == [("05-29T23:00", "06-01T00:00"), ("05-29T23:00", "05-31T23:00")]


def test_lengths_of_open_time():
    """12 hours of a desk of eight; a mean of two that differ by a microsecond; a total of one."""
    assert pairs(sk.Elapsed("cases", clock=DESK, statistic="p95", **TIMES), 12 * HOUR) == [("06-01T08:00", "06-02T12:00")]
    mean = sk.Elapsed("cases", **TIMES)
    ends = [row["done"][-13:] for row in exact(mean, Fraction(3, 2), setting_of(mean)[1])["cases"]]
    assert ends == ["00:00.000002Z", "00:00.000001Z"]
    total = sk.Elapsed("cases", statistic="total", **TIMES)
    lengths = [row["done"][11:16] for row in exact(total, Fraction(HOUR), setting_of(total, least=3)[1])["cases"]]
    assert lengths == ["00:00", "23:00", "23:00"]


def test_lateness_beyond_the_due_time():
    """An hour beyond 4 hours of the desk, and two calendar days begun beyond the second."""
    assert pairs(sk.Lateness("cases", "4 hours", clock=DESK, **TIMES), HOUR) == [("06-01T08:00", "06-01T13:00")]
    days = sk.Lateness("cases", "2 calendar days", unit="calendar day", counting="begun", **TIMES)
    ((since, until),) = pairs(days, 2)
    assert since == "05-31T23:00"
    assert "06-04T22:59" < until <= "06-05T23:00"  # the second day after the 3rd in London


def test_records_with_a_due_time():
    """Three open hours ahead are due three hours later; with grace, one is late beyond it."""
    ahead = sk.OnTime("cases", due="due", done="done", ahead="3 hours", clock=DESK)
    times = pairs(ahead, "1/2", since="due")
    assert [due for due, _ in times] == ["06-01T11:00"] * 2
    grace = sk.OnTime("cases", due="due", done="done", grace="30 min")
    assert pairs(grace, "1/2", since="due") == [("05-31T23:00", "06-01T00:30"), ("05-31T23:00", "05-31T23:00")]


def test_duties_are_done_at_the_last_moment():
    """Three Fridays of the four in June 2026, without the first, the 5th; the day ends in London an hour before it does in UTC."""
    metric = sk.OnSchedule("cases", due=sk.Recurring("FREQ=WEEKLY;BYDAY=FR", tz="Europe/London"), done="done")
    rows = exact(metric, Fraction(3, 4), setting_of(metric)[1])["cases"]
    assert [row["done"] for row in rows] == [f"2026-06-{day}T22:59:59.999999Z" for day in (12, 19, 26)]
