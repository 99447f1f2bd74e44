"""Shared calendars: one wrong date, and a wrong zone, are each one mutant, in whatever terms the calendar stands."""

from datetime import date

import slakit as sk
from slakit import testing as skt
from slakit.testing.mutation.shared_calendars import MANY, shared_changes

DOCUMENT = """
name = "Support"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"

[calendars]
week = {{ is = "weekly", hours = {{ mon-fri = "09:00-17:00" }}, tz = "Europe/London" }}
desk = {{ is = "without", kept = "week", taken = ["holidays"] }}

[calendars.holidays]
is = "dates"
dates = {dates}
tz = "Europe/London"

[[objectives]]
name = "Replies"
metric = {{ is = "within", stream = "cases", limit = "2 hours", since = "asked", until = "answered", clock = "desk" }}
target = "at least 90 %"
"""
AGAIN = """
[[objectives]]
name = "Repairs"
metric = {{ is = "within", stream = "cases", limit = "2 business days", since = "asked", until = "done", clock = "desk" }}
target = "at least 90 %"
"""


def texts(dates, text=DOCUMENT):
    terms = sk.loads(text.format(dates=dates))
    return [str(one) for one in skt.mutants(terms) if "dates" in str(one) or "tz" in str(one)]


def test_each_date_and_the_zone():
    """Three dates, none of them at the cost of another; and the zone of hours and dates together."""
    assert texts(["2026-05-01", "2026-12-25"]) == [
        "Replies, metric clock dates removed: 2026-05-01",
        "Replies, metric clock dates removed: 2026-12-25",
        "Replies, metric clock tz: Europe/London -> UTC",
    ]


def test_a_range_is_a_day_shorter_on_either_side():
    assert texts(["2026-12-24..2026-12-28"]) == [
        "Replies, metric clock dates: 2026-12-24..2026-12-28 -> 2026-12-25..2026-12-28",
        "Replies, metric clock dates: 2026-12-24..2026-12-28 -> 2026-12-24..2026-12-27",
        "Replies, metric clock tz: Europe/London -> UTC",
    ]


def test_a_calendar_of_two_terms():
    """It is changed in both at once, and called by its place in the document."""
    assert texts(["2026-05-01", "2026-12-25"], DOCUMENT + AGAIN) == [
        "calendars.holidays.dates removed: 2026-05-01",
        "calendars.holidays.dates removed: 2026-12-25",
        "calendars.desk.tz: Europe/London -> UTC",
    ]


def test_many_dates():
    """Of more than three dozen those of some days alone are tried, or all where none are named."""
    dates = [date(2026, 1, 1).fromordinal(date(2026, 1, 1).toordinal() + 2 * number).isoformat() for number in range(MANY + 1)]
    terms = sk.loads(DOCUMENT.format(dates=dates))
    assert len([*shared_changes(terms)]) == MANY + 2
    held = [*shared_changes(terms, lambda: [(date(2026, 1, 3), date(2026, 1, 6))])]
    assert len(held) == 3  # 3 and 5 January, and the zone


def test_hours_of_a_date():
    """Hours that hold on one date are those of its weekday without it."""
    desk = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC").on("2026-12-24", "09:00-12:00")
    metric = sk.Within("cases", "2 hours", since="asked", until="answered", clock=desk)
    terms = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective("Replies", metric, "at least 90 %")],
    )  # fmt: skip
    changed = [str(one) for one in skt.mutants(terms) if one.keys[-1] == "clock"][-2:]
    assert changed == ["Replies, metric clock dated removed: 2026-12-24 09:00-12:00", "Replies, metric clock tz: UTC -> America/New_York"]
