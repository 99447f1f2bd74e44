"""Calendars in force one after the other, worked out by hand, and against their definition (docs/numbers.md C10)."""

import pytest
from hypothesis import given, settings, strategies as st

from slakit.calendars.always import ALWAYS
from slakit.calendars.clock import Clock
from slakit.calendars.due_rules import BusinessDays, EndOfBusinessDay
from slakit.calendars.in_force import InForce
from slakit.calendars.weekly import Weekly
from slakit.errors import UsageError
from slakit.timeline.instants import HOUR, MINUTE, instant
from slakit.timeline.span import Span

DESK = Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
NIGHT = Weekly({"daily": "22:00-06:00"}, tz="UTC")
SATURDAY = Weekly({"sat": "10:00-12:00"}, tz="UTC")
BASE = instant("2026-03-02T00:00Z")  # a Monday


def moved(*turns):
    return InForce(tuple((BASE + hour * HOUR, calendar) for hour, calendar in turns))


def test_each_counts_while_it_is_in_force():
    """With the desk on Monday from 15:00 to 17:00, closed until the case moves at 20:00, and then at night: 22:00 to 06:00."""
    calendar = moved((15, DESK), (20, NIGHT))
    assert calendar.clock.elapsed(BASE + 15 * HOUR, BASE + 40 * HOUR) == 2 * HOUR + 8 * HOUR
    assert [(span.first - BASE) // HOUR for span in calendar.open(Span(BASE, BASE + 48 * HOUR))] == [9, 22, 46]
    assert calendar.clock.elapsed(BASE + 40 * HOUR, BASE + 15 * HOUR, signed=True) == -10 * HOUR
    with pytest.raises(UsageError):
        calendar.clock.elapsed(BASE + 1, BASE)


def test_due_times_follow():
    """Two hours of three are used with the desk; the third ends at 23:00, on the calendar of the night."""
    calendar = moved((15, DESK), (20, NIGHT))
    assert calendar.clock.due(BASE + 15 * HOUR, 3 * HOUR) == BASE + 23 * HOUR
    assert calendar.clock.due(BASE + 15 * HOUR, 2 * HOUR) == BASE + 17 * HOUR  # exactly used up is due at closing
    assert calendar.clock.due(BASE + 15 * HOUR, 0) == BASE + 15 * HOUR


def test_business_days_are_those_in_force():
    """Of a week that moves on Friday to a desk that opens on Saturdays alone, Thursday and Saturday follow Wednesday."""
    calendar = moved((0, DESK), (96, SATURDAY))
    asked = BASE + 58 * HOUR  # Wednesday 10:00
    assert BusinessDays(1).due(calendar, asked) == BASE + 82 * HOUR
    assert BusinessDays(2).due(calendar, asked) == BASE + 130 * HOUR
    assert EndOfBusinessDay(2).due(calendar, asked) == BASE + 132 * HOUR  # Saturday noon


def test_zones_of_days():
    """Those of all calendars that have one."""
    calendar = moved((0, ALWAYS), (1, Weekly({"mon": "09:00-10:00"}, tz="Europe/London")))
    assert (str(calendar.zone), calendar.has_zone, len(calendar.day_zones)) == ("Europe/London", True, 1)
    assert not moved((0, ALWAYS)).has_zone


hours = st.integers(0, 21 * 24 * 60)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(hours, st.sampled_from([DESK, NIGHT, SATURDAY, ALWAYS])), min_size=1, max_size=4), hours, hours, st.integers(0, 900)
)
def test_it_is_the_clock_of_its_open_time(turns, start, length, limit):
    """Elapsed and due times that are added up by desks are those of the open time of the whole, compiled."""
    at = sorted(dict(turns).items())
    calendar = InForce(tuple((BASE + minute * MINUTE, part) for minute, part in at))
    first, last = BASE + start * MINUTE, BASE + (start + length) * MINUTE
    compiled = Clock(calendar)
    assert (
        calendar.clock.elapsed(first, last) == compiled.elapsed(first, last) == calendar.open(Span(first, last + 1)).cut(first, last).total
    )
    assert calendar.clock.due(first, limit * MINUTE) == compiled.due(first, limit * MINUTE)
