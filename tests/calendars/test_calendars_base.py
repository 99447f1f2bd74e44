"""The methods that every calendar has from the base class: elapsed, due, the nearest open instant, the operators."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import define, frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.dates import Dates
from slakit.calendars.due_text import due_rule
from slakit.calendars.weekly import Weekly
from slakit.errors import UsageError
from slakit.timeline.instants import DAY
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

DESK = Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")
FRIDAY, MONDAY = "2026-03-06T16:00Z", "2026-03-09T10:00Z"
STARTS, ENDS = ["2026-03-06T16:00Z", "2026-03-09T09:00Z"], ["2026-03-09T10:00Z", "2026-03-09T09:30Z"]
MINUTES = [120 * 60 * 10**6, 30 * 60 * 10**6]


@frozen
class Even(Calendar):
    """Open every second day since 1970-01-01."""

    def open(self, span):
        first = span.first // (2 * DAY) * 2 * DAY
        return Spans(Span(t, t + DAY) for t in range(first, span.last, 2 * DAY))


# one method makes a calendar


def test_one_method_makes_a_calendar():
    """The operators, the clock and the trace come with `open`."""
    even = Even()
    assert even.elapsed("1970-01-01T12:00Z", "1970-01-03T06:00Z") == timedelta(hours=18)
    assert (DESK & even).elapsed("2026-03-02T00:00Z", "2026-03-16T00:00Z") == timedelta(hours=40)
    (skipped,) = even.trace("1970-01-02T00:00Z", "1970-01-03T00:00Z").steps
    assert (skipped.counted, skipped.why) == (False, "outside Even")


def test_a_calendar_of_no_zone_has_the_days_of_utc():
    """It shows UTC, names no zone of its own, and stays as it is in another."""
    even = Even()
    assert (even.zone, even.has_zone, even.day_zones, even.keeps_shifts) == (UTC, False, (), False)
    assert even.within(ZoneInfo("Europe/London")) is even
    assert DESK.day_zones == (ZoneInfo("Europe/London"),)


def test_shifts_are_the_open_time_of_each_local_day():
    """1 and 3 January 1970 are days 0 and 2."""
    assert Even().shifts(Span(0, 3 * DAY)) == {0: Spans([Span(0, DAY)]), 2: Spans([Span(2 * DAY, 3 * DAY)])}


def test_closed_and_named_make_up_a_span():
    """For the trace: what is open by the name of the class, and the rest as outside of it."""
    span = Span(0, 2 * DAY)
    assert Even().named(span) == [(Spans([Span(0, DAY)]), "Even")]
    assert Even().closed(span) == [(Spans([Span(DAY, 2 * DAY)]), "outside Even")]


def test_equal_calendars_share_what_is_compiled():
    """The clock and the business days are made once for all that are equal."""
    assert Even().clock is Even().clock
    assert Even().business_days is Even().business_days


def test_a_calendar_without_a_hash_is_refused():
    """A calendar that may change is refused, since its clock would go on counting as before."""

    @define
    class Changing(Calendar):
        def open(self, span):
            return Spans([span])

    with pytest.raises(UsageError, match="has no hash; write its class with @attrs"):
        Changing().elapsed(FRIDAY, MONDAY)


@pytest.mark.parametrize("operation", [lambda: DESK | 1, lambda: DESK & "24x7", lambda: DESK - date(2026, 3, 6)])
def test_the_operators_take_calendars_only(operation):
    """Anything else is a TypeError of Python."""
    with pytest.raises(TypeError, match="unsupported operand"):
        operation()


def test_the_operators_are_those_of_sets():
    """From Friday to Monday, 72 hours: 8 of the desk, 24 of Saturday; both, neither, one without the other."""
    saturday, first, last = Dates(["2026-03-07"], tz="Europe/London"), "2026-03-06T00:00Z", "2026-03-09T00:00Z"
    hours = [made.elapsed(first, last) // timedelta(hours=1) for made in (DESK | saturday, DESK & saturday, ALWAYS - DESK)]
    assert hours == [8 + 24, 0, 72 - 8]


# elapsed and due


def test_a_pause_takes_away_open_time_only():
    """Two that overlap take it once; outside the pair they take nothing."""
    overnight, evening = ("2026-03-06T16:30Z", "2026-03-07T09:00Z"), Span("2026-03-06T16:45Z", "2026-03-06T20:00Z")
    pauses = [overnight, evening, ("2026-03-09T09:50Z", "2026-03-10T00:00Z")]
    assert DESK.elapsed(FRIDAY, MONDAY, pauses=pauses) == timedelta(minutes=120 - 30 - 10)
    assert DESK.elapsed(MONDAY, FRIDAY, signed=True, pauses=pauses) == timedelta(minutes=-80)
    with pytest.raises(UsageError, match="is reversed; write its start before its end"):
        DESK.elapsed(FRIDAY, MONDAY, pauses=[(MONDAY, FRIDAY)])


def test_due_is_shown_in_the_zone_of_the_calendar():
    """The same instant, on the clock that the contract means; UTC where a calendar has none."""
    summer = DESK.due("2026-07-06T10:00Z", "1 hour")
    assert (summer.isoformat(), summer.tzinfo) == ("2026-07-06T12:00:00+01:00", ZoneInfo("Europe/London"))
    assert (ALWAYS & DESK - Dates([], tz="UTC")).due("2026-07-06T10:00Z", "1 hour").isoformat() == "2026-07-06T12:00:00+01:00"
    assert ALWAYS.due("2026-07-06T10:00+02:00", "1 hour").isoformat() == "2026-07-06T09:00:00+00:00"
    assert DESK.due("2026-07-06T10:00Z", "end of the next business day").isoformat() == "2026-07-07T17:00:00+01:00"


@pytest.mark.parametrize(
    ("wait", "due"),
    [
        ("2 days", "2026-03-16T17:00"),  # 48 hours of open time: five days of eight hours, and Monday's eight
        ("end of the next business day", "2026-03-10T17:00"),
        (due_rule("end of the next business day"), "2026-03-10T17:00"),
    ],
    ids=str,
)
def test_days_are_open_time_unless_they_are_business_days(wait, due):
    """From Monday 9 March at nine."""
    assert DESK.due("2026-03-09T09:00Z", wait) == datetime.fromisoformat(f"{due}+00:00")


# many at once


@pytest.mark.parametrize("tz", ["UTC", "America/New_York"])
def test_an_aware_series_of_pandas_counts_as_its_instants(tz):
    """In any zone, as a Series and as an index."""
    pandas = pytest.importorskip("pandas")
    starts, ends = (pandas.Series(pandas.to_datetime(values, utc=True)).dt.tz_convert(tz) for values in (STARTS, ENDS))
    assert DESK.elapsed_many(starts, ends).tolist() == MINUTES
    assert DESK.elapsed_many(pandas.DatetimeIndex(starts), pandas.DatetimeIndex(ends)).tolist() == MINUTES


def test_an_aware_series_of_polars_counts_as_its_instants():
    """So does one of polars."""
    polars = pytest.importorskip("polars")
    starts, ends = (polars.Series(values).str.to_datetime(time_zone="UTC", time_unit="us") for values in (STARTS, ENDS))
    assert list(DESK.elapsed_many(starts, ends)) == MINUTES


def test_iterators_are_read_once_in_pairs():
    """From one end to the other; none is no pair."""
    assert DESK.elapsed_many(iter(STARTS), (end for end in ENDS)) == MINUTES
    assert DESK.elapsed_many(iter([]), iter([])) == []


# the nearest open instant


@pytest.mark.parametrize(
    ("t", "forward", "backward"),
    [
        ("2026-03-06T12:00Z", "2026-03-06T12:00", "2026-03-06T12:00"),  # open
        ("2026-03-06T09:00Z", "2026-03-06T09:00", "2026-03-06T09:00"),  # opening
        ("2026-03-06T17:00Z", "2026-03-09T09:00", "2026-03-06T17:00"),  # closing
        ("2026-03-07T12:00Z", "2026-03-09T09:00", "2026-03-06T17:00"),  # Saturday
        ("2026-03-06T08:59:59.999999Z", "2026-03-06T09:00", "2026-03-05T17:00"),
    ],
)
def test_the_nearest_open_instant(t, forward, backward):
    """An open instant is its own; a closed one has the next opening and the last closing."""
    assert DESK.next_open(t).isoformat("T", "minutes") == f"{forward}+00:00"
    assert DESK.last_open(t).isoformat("T", "minutes") == f"{backward}+00:00"


def test_what_never_closes_is_open_now():
    """Forward and backward."""
    assert ALWAYS.next_open("2026-03-07T12:00Z") == ALWAYS.last_open("2026-03-07T12:00Z")
    assert ALWAYS.last_open("2026-03-07T12:00Z").isoformat() == "2026-03-07T12:00:00+00:00"


def test_what_never_opens_has_no_nearest_opening():
    """Neither, within a hundred years."""
    never = Weekly({}, tz="UTC")
    with pytest.raises(UsageError, match=r"does not open in the 100 years after 2026-03-07T12:00:00\+00:00; write hours such as"):
        never.next_open("2026-03-07T12:00Z")
    with pytest.raises(UsageError, match=r"does not open in the 100 years before 2026-03-07T12:00:00\+00:00; write hours such as"):
        never.last_open("2026-03-07T12:00Z")
