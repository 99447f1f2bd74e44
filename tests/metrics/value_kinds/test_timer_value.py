"""TimerValue: the fields it reads, the calendar of a record, and how long an open timer has run, worked out by hand."""

from fractions import Fraction

import pytest

from slakit.calendars.always import ALWAYS
from slakit.calendars.day_count import DayCount
from slakit.calendars.in_force import InForce
from slakit.calendars.weekly import Weekly
from slakit.metrics.tallies.clocks import Open
from slakit.metrics.value_kinds.timer_value import IN_TIME, ByField, Limits, TimerValue
from slakit.timeline.instants import HOUR, instant

DESK = Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
BY_TEAM = ByField("team", (("first line", DESK), ("second line", ALWAYS)), moves="history")
MONDAY = instant("2026-03-02T00:00Z")


def timer(since, **more):
    return Open(MONDAY + since * HOUR, **more)


def test_the_fields_it_reads():
    """Those of the limit, the clock and its moves, the pauses and the conditions; the numbers are those of a limit of each."""
    value = TimerValue("asked", "done", BY_TEAM, Limits((), "allowed"), pauses="holds")
    assert value.instants == ("asked", "done")
    assert value.fields == ("allowed", "team", "history", "holds")
    assert value.numbers == ("allowed",)
    assert TimerValue("asked", "done", DESK).fields == ("closed_pauses",)


def test_the_calendar_of_a_record():
    """One for all, that of a value, or those of a history."""
    assert TimerValue("asked", "done", DESK).calendar(None) == DESK
    value = TimerValue("asked", "done", BY_TEAM)
    assert value.calendar("second line") == ALWAYS
    history = ((MONDAY, "first line"), (MONDAY + 18 * HOUR, "second line"))
    assert value.calendar(history) == InForce(((MONDAY, DESK), (MONDAY + 18 * HOUR, ALWAYS)))


@pytest.mark.parametrize(
    ("lane", "hours"), [("first line", 2), ("second line", 7), (((0, "first line"), (MONDAY + 18 * HOUR, "second line")), 6)]
)
def test_how_long_an_open_timer_has_run(lane, hours):
    """From Monday 15:00 to 22:00: two hours of the desk, seven of all time, and 15-17 and 18-22 of a case that moved at 18:00."""
    value = TimerValue("asked", "done", BY_TEAM, Limits(((None, 5 * HOUR),)))
    as_of = MONDAY + 22 * HOUR
    assert value.run(timer(15, lane=lane), as_of, "UTC") == value.elapsed(timer(15, lane=lane), as_of) == hours * HOUR
    open_timer = timer(15, lane=lane, limit=5 * HOUR)
    assert value.late(open_timer, as_of) is (hours > 5)
    assert value.how_late(open_timer, as_of, "UTC") == ((hours - 5) * HOUR if hours > 5 else IN_TIME)


def test_days_of_an_open_timer():
    """From Monday 15:00 to Wednesday 03:00 is a business day and a half; one that has not begun has run none."""
    value = TimerValue("asked", "done", DESK, days=DayCount("business day"))
    assert value.run(timer(15), MONDAY + 51 * HOUR, "UTC") == Fraction(3, 2)
    assert value.run(timer(60), MONDAY + 51 * HOUR, "UTC") == 0
