"""Dates: whole local days."""

from datetime import date, datetime, timedelta

import pytest

from slakit.calendars.dates import Dates
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans


def test_whole_local_days():
    """A date is open from its local midnight to the next, 23 hours when the clocks go forward."""
    changed = Dates(["2026-03-29"], tz="Europe/London")
    assert changed.open(Span("2026-03-01T00:00Z", "2026-05-01T00:00Z")) == Spans([Span("2026-03-29T00:00Z", "2026-03-29T23:00Z")])


def test_normal_form():
    """Dates are put in order, and days in a row are one range, however they were written."""
    made = Dates([date(2026, 12, 26), "2026-03-17", "2026-12-24..2026-12-25", "2026-03-17"], tz="UTC")
    assert made.dates == ("2026-03-17", "2026-12-24..2026-12-26")
    assert made == Dates(made.dates, tz="UTC") == eval(repr(made))
    assert made.elapsed("2026-01-01T00:00Z", "2027-01-01T00:00Z") == timedelta(days=4)


def test_taken_from_weekly_hours():
    """`- Dates` closes the weekly hours of its days, dated hours included (C3)."""
    desk = Weekly({"daily": "09:00-10:00"}, tz="UTC").on("2026-12-25", "08:00-20:00") - Dates(["2026-12-25"], tz="UTC")
    assert desk.elapsed("2026-12-24T00:00Z", "2026-12-27T00:00Z") == timedelta(hours=2)


def test_problems():
    """Every date that is none is named, with the zone."""
    with pytest.raises(ContractError) as caught:
        Dates(["24.12.2026", "2026-02-30", datetime(2026, 1, 1), "2026-12-26..2026-12-24", "20261224", 7], tz="Mars")
    assert [problem.partition(" is not ")[0] for problem in caught.value.problems] == [
        "'24.12.2026'", "'2026-02-30'", "'2026-01-01 00:00:00'", "'2026-12-26..2026-12-24'", "'20261224'", "'7'", "'Mars'",
    ]  # fmt: skip
    assert caught.value.problems[0].endswith("is not a date; write '2026-12-24' or '2026-12-24..2026-12-26'")
    assert caught.value.problems[3].endswith("is not forward in time; write '2026-12-24..2026-12-26'")
