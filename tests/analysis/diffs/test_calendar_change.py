"""Calendar changes: the one part in which two calendars differ, and the whole of both where it is more than one."""

import pytest

import slakit as sk
from slakit.analysis.diffs.calendar_change import calendar_change
from slakit.analysis.diffs.words_of_terms import words_of

WEEK = sk.Weekly({"mon-fri": "09:00-17:00", "sat": "10:00-14:00"}, tz="Europe/London")
LATER = sk.Weekly({"mon-fri": "10:00-17:00", "sat": "10:00-14:00"}, tz="Europe/London")
MAY, CHRISTMAS = (sk.Dates(dates, tz="Europe/London") for dates in (["2026-05-01", "2026-12-25"], ["2026-05-11", "2026-12-25"]))
PAY = sk.Recurring("FREQ=MONTHLY;BYMONTHDAY=5", tz="UTC", lasting="2 hours")


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (WEEK, LATER, ("hours", ("hours",), "mon-fri 09:00-17:00", "mon-fri 10:00-17:00")),
        (WEEK - MAY, WEEK - CHRISTMAS, ("dates", ("taken", 0, "dates"), "2026-05-01", "2026-05-11")),
        (WEEK - MAY, LATER - MAY, ("hours", ("kept", "hours"), "mon-fri 09:00-17:00", "mon-fri 10:00-17:00")),
        (WEEK - MAY, LATER - CHRISTMAS, None),
        (WEEK, WEEK - MAY, None),
        (WEEK, WEEK.on("2026-12-24", "closed"), ("dated", ("dated",), None, "2026-12-24 closed")),
        (WEEK, sk.Weekly(WEEK.hours, tz="UTC"), ("tz", ("tz",), "Europe/London", "UTC")),
        (
            WEEK - MAY,
            sk.Weekly(WEEK.hours, tz="UTC") - sk.Dates(MAY.dates, tz="UTC"),
            ("tz", ("tz",), "Europe/London", "UTC"),
        ),
        (WEEK | MAY, LATER | MAY, ("hours", ("parts", 0, "hours"), "mon-fri 09:00-17:00", "mon-fri 10:00-17:00")),
        (PAY, sk.Recurring(PAY.rule, tz="UTC", lasting="3 hours"), ("lasting", ("lasting",), "2 h", "3 h")),
        (PAY, sk.Recurring(PAY.rule, tz="UTC"), ("lasting", ("lasting",), "2 h", None)),
    ],
)
def test_the_part_that_differs(old, new, change):
    assert calendar_change(old, new) == change


def test_many_dates_are_counted():
    """Where all of a calendar is named, a long list is not: its number, with the first and the last."""
    dates = [f"2026-{month:02}-01" for month in range(1, 9, 2)]
    assert words_of(sk.Dates(dates, tz="UTC")) == "4 dates from 2026-01-01 to 2026-07-01 (UTC)"
    assert words_of(sk.Dates(dates[:3], tz="UTC")) == "2026-01-01, 2026-03-01, 2026-05-01 (UTC)"
