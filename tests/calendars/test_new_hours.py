"""Hours that change from a date on, and a trace that names which counted."""

import pytest

from slakit.calendars.dates import Dates
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError

LONDON = "Europe/London"
OLD, NEW = Weekly({"mon-fri": "09:00-17:00"}, tz=LONDON), Weekly({"mon-fri": "08:00-20:00"}, tz=LONDON)
UNTIL, SINCE = Dates(["..2021-12-31"], tz=LONDON), Dates(["2022-01-01.."], tz=LONDON)
DESK = (OLD & UNTIL) | (NEW & SINCE)


def test_hours_from_a_date_on():
    """Friday 31 December has the old hours, Monday 3 January the new ones."""
    assert DESK.elapsed("2021-12-31T00:00Z", "2022-01-01T00:00Z").seconds == 8 * 3600
    assert DESK.elapsed("2022-01-03T00:00Z", "2022-01-04T00:00Z").seconds == 12 * 3600
    assert DESK.due("2021-12-31T10:00Z", "end of the next business day").isoformat() == "2022-01-03T20:00:00+00:00"
    assert DESK.elapsed("1999-06-07T00:00Z", "1999-06-08T00:00Z").seconds == 8 * 3600
    assert DESK.elapsed("2050-06-06T00:00Z", "2050-06-07T00:00Z").seconds == 12 * 3600


def test_the_trace_names_which_hours_counted():
    """Each counted span is told with the hours and the dates that it is of."""
    counted = [step.why for step in DESK.trace("2021-12-31T08:00Z", "2022-01-03T12:00Z").steps if step.counted]
    assert counted == ["the weekly hours and the dates ..2021-12-31", "the weekly hours and the dates 2022-01-01.."]


def test_open_ended_dates_are_written_as_they_are():
    """The normal form keeps the open end, also where dates join it; two dots alone are no date."""
    assert repr(SINCE) == "Dates(['2022-01-01..'], tz='Europe/London')"
    assert Dates(["2022-01-01..", "2022-01-05", "2021-12-31"], tz=LONDON).dates == ("2021-12-31..",)
    assert Dates(list(UNTIL.dates), tz=LONDON) == UNTIL
    with pytest.raises(ContractError, match=r"'\.\.' is not a date"):
        Dates([".."], tz=LONDON)


def test_a_day_that_ends_at_23_59_gets_a_hint():
    """The minute that is left out is told with what to write for the end of the day."""
    trace = Weekly({"daily": "00:00-23:59"}, tz="UTC").trace("2026-01-01T00:00Z", "2026-01-02T12:00Z")
    assert [step.why for step in trace.steps if not step.counted] == [
        "outside the weekly hours, which end before midnight; write 24:00 for the end of the day"
    ]
