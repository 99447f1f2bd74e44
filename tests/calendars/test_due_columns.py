"""Due times on arrays: what each rule says of one start after the other, near clock changes, midnights, openings and closings too."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

import slakit as sk
from slakit.calendars.base import Calendar
from slakit.calendars.business_day_times import StartOfBusinessDay, TimeOfBusinessDay
from slakit.calendars.due_columns import due_array
from slakit.calendars.due_rules import BusinessDays, CalendarDays, CountedOn, CutoffRule, DueRule, EndOfBusinessDay
from slakit.calendars.month_due import DayOfMonth
from slakit.timeline.instants import instant

np = pytest.importorskip("numpy")

OFFICE = sk.Weekly({"mon-fri": ["09:00-12:00", "13:00-17:30"]}, tz="Europe/London")
NIGHTS = sk.Weekly({"mon-fri": "20:00-04:00", "sat": "22:00-23:00"}, tz="America/New_York")
SHORT = OFFICE & sk.Dates(["2026-03-30", "2026-04-02"], tz="Europe/London")  # which ends before most things are due
RULES = [
    *(BusinessDays(n) for n in (0, 1, 2, -3)),
    BusinessDays(2, day="8 hours"),
    *(CalendarDays(n, tz="Europe/London") for n in (1, -2, 200)),
    *(EndOfBusinessDay(n) for n in (0, 1, 2, -1)),
    CutoffRule("16:00", next_day="10:00"),
    CutoffRule("02:00"),
    CutoffRule("26:00", next_day="21:00"),
    *(TimeOfBusinessDay("02:30", n) for n in (0, 1, 2, -1)),
    StartOfBusinessDay(1),
    DayOfMonth("17:00 on the last business day of the month"),
    DayOfMonth("last business day of the month"),
    DayOfMonth("15th", tz="Europe/London"),
    CountedOn(EndOfBusinessDay(2), NIGHTS),
]


def starts(seed: int) -> list[int]:
    """Instants of the weeks around the clock changes of spring, at random, at half hours and a microsecond beside these."""
    draw, first = Random(seed), datetime(2026, 3, 1, tzinfo=UTC)
    halves = [first + timedelta(minutes=30 * draw.randrange(2_200)) for _ in range(400)]
    near = [at + timedelta(microseconds=draw.choice((-1, 0, 1))) for at in halves]
    return [instant(at) for at in (*near, *(first + timedelta(seconds=draw.randrange(4_000_000)) for _ in range(200)))]


@pytest.mark.parametrize("calendar", [OFFICE, NIGHTS, SHORT], ids=["office", "nights", "short"])
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_each_start(rule: DueRule, calendar: Calendar):
    given = starts(len(str(rule)))
    one_by_one = [-1 if due is None else due for due in rule.due_all(calendar, given)]
    assert due_array(rule, calendar, np.array(given), -1).tolist() == one_by_one


def test_a_rule_that_says_it_anew():
    """A subclass with a `due` of its own is asked for each start."""

    class Later(EndOfBusinessDay):
        def due(self, calendar: Calendar, t: int) -> int:
            return t + 7

    given = starts(1)
    assert due_array(Later(1), OFFICE, np.array(given), -1).tolist() == [at + 7 for at in given]


def test_no_start():
    assert due_array(EndOfBusinessDay(1), OFFICE, np.array([], np.int64), -1).tolist() == []
