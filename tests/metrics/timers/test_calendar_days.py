"""Calendar days: steps on the wall clock, in limits, lateness, penalties and claims (docs/numbers.md T5)."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk
from slakit.calendars.day_count import DayCount
from slakit.metrics.timers.lateness import Lateness
from slakit.penalties.settlement.claims import deadline
from slakit.timeline.instants import HOUR, MINUTE, instant, moment

CLOCK = {"since": "due", "until": "done"}
LONDON = "Europe/London"


def agreed(metric, target="at most 0 calendar days", timezone=LONDON, **more):
    return sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone=timezone,
        window="yearly",
        currency="GBP",
        objectives=[sk.Objective("O", metric, target, **more)],
    )


def line(metric, rows, as_of=None, **more):
    return sk.evaluate(agreed(metric, **more), {"cases": rows}, as_of=as_of).line("O")


@pytest.mark.parametrize("timezone", [LONDON, "UTC"])
@pytest.mark.parametrize("steps", ["begun", "full", "exact"])
@pytest.mark.parametrize("month", [3, 10])
def test_ten_dates_are_ten_days(month, steps, timezone):
    """From the 20th to the 30th at one wall time are ten calendar days in March and in October, begun, full and exact."""
    zone = ZoneInfo(timezone)
    row = {"due": datetime(2026, month, 20, tzinfo=zone), "done": datetime(2026, month, 30, tzinfo=zone)}
    metric = Lateness("cases", "0 min", unit="calendar day", counting=steps, **CLOCK)
    penalty = sk.rules.Accrual("10 GBP", per="1 calendar day", counting=steps)
    result = line(metric, [row], timezone=timezone, penalty=penalty)
    assert result.measure.quantity == sk.quantity("10 calendar days")
    assert str(result.credit) == "100.00 GBP"


@pytest.mark.parametrize(
    ("done", "begun", "full", "exact"),
    [
        ("2026-10-25T00:00:00.000001+01:00", 6, 5, 5 + Fraction(1, 25 * HOUR)),
        ("2026-10-25T12:00+00:00", 6, 5, 5 + Fraction(13, 25)),
        ("2026-10-26T00:00+00:00", 6, 6, 6),
        ("2026-10-20T00:00+01:00", 0, 0, 0),
        ("2026-10-20T06:00+01:00", 1, 0, Fraction(1, 4)),
    ],
)
def test_parts_of_a_long_day(done, begun, full, exact):
    """Over the night of the 25-hour day in October, by hand."""
    row = {"due": "2026-10-20T00:00+01:00", "done": done}
    for steps, days in (("begun", begun), ("full", full), ("exact", exact)):
        assert line(Lateness("cases", "0 min", unit="calendar day", counting=steps, **CLOCK), [row]).measure.value == days


def test_each_record_counts_its_own_days():
    """Two records that are late by an hour each have begun two days, and together run for a twelfth of one."""
    rows = [{"due": "2026-06-01T12:00Z", "done": "2026-06-01T13:00Z"}, {"due": "2026-06-02T12:00Z", "done": "2026-06-02T13:00Z"}]
    rows.append({"due": "2026-06-02T12:00Z", "done": "2026-06-02T12:00Z"})
    begun = line(Lateness("cases", "0 min", unit="calendar day", counting="begun", **CLOCK), rows).measure
    assert (begun.value, begun.sample, begun.breaches) == (2, 3, 2)
    assert line(Lateness("cases", "0 min", unit="calendar day", **CLOCK), rows).measure.value == Fraction(1, 12)
    worst = Lateness("cases", "0 min", unit="calendar day", counting="begun", statistic="max", **CLOCK)
    assert line(worst, rows).measure.value == 1


def test_rows_and_columns_agree_on_days():
    """A frame gives the days that rows give, and a saved monitor those of the open clock too."""
    pandas = pytest.importorskip("pandas")
    rows = [{"due": f"2026-10-{day}T10:00Z", "done": "2026-10-28T12:00Z"} for day in range(20, 30) if day < 29] + [
        {"due": "2026-10-24T09:00Z", "done": None}
    ]
    frame = pandas.DataFrame({name: pandas.to_datetime([row[name] for row in rows], utc=True) for name in ("due", "done")})
    metric = Lateness("cases", "1 calendar day", unit="calendar day", **CLOCK)
    measure = line(metric, rows, as_of="2026-10-30T12:00Z").measure
    assert line(metric, frame, as_of="2026-10-30T12:00Z").measure == measure
    agreement = agreed(metric)
    monitor = sk.Monitor(agreement)
    monitor.feed("cases", rows)
    assert sk.Monitor.restore(agreement, monitor.state()).statement(as_of="2026-10-30T12:00Z").line("O").measure == measure


@pytest.mark.parametrize(
    ("asked", "done", "late"),
    [
        ("2026-10-24T12:00+01:00", "2026-10-27T12:00+00:00", False),
        ("2026-10-24T12:00+01:00", "2026-10-27T12:00:01+00:00", True),
        ("2026-03-28T12:00+00:00", "2026-03-31T12:00+01:00", False),
        ("2026-03-28T12:00+00:00", "2026-03-31T12:00:01+01:00", True),
    ],
)
def test_a_limit_of_calendar_days_keeps_the_wall_time(asked, done, late):
    """Three calendar days are due at the same wall time, in 73 hours over the change in October and in 71 over that of March."""
    row = {"due": asked, "done": done}
    for metric in (
        sk.Within("cases", "3 calendar days", **CLOCK),
        sk.Within("cases", sk.quantity("3 calendar days"), **CLOCK),
        sk.Within("cases", "3 calendar days", clock=sk.Weekly({"mon-fri": "09:00-17:00"}, tz=LONDON), **CLOCK),
    ):
        assert line(metric, [row], target="at least 50 %").measure.value == (not late)


def test_the_zone_is_that_of_the_clock_or_of_the_agreement():
    """A clock with a zone counts its own dates; 24x7 those of the agreement."""
    row = {"due": "2026-10-24T12:00+01:00", "done": "2026-10-27T12:00+00:00"}
    in_utc = sk.Weekly({"daily": "00:00-24:00"}, tz="UTC")
    target = "at least 50 %"
    assert line(sk.Within("cases", "3 calendar days", **CLOCK), [row], target=target).measure.value == 1
    assert line(sk.Within("cases", "3 calendar days", **CLOCK), [row], target=target, timezone="UTC").measure.value == 0
    assert line(sk.Within("cases", "3 calendar days", clock=in_utc, **CLOCK), [row], target=target).measure.value == 0


def test_free_days():
    """Five calendar days late with two free ones owe three; a day stays 24 hours, and is no calendar day."""
    row = {"due": "2026-10-23T12:00+01:00", "done": "2026-10-28T12:00+00:00"}
    metric = Lateness("cases", "0 min", unit="calendar day", counting="begun", **CLOCK)
    penalty = sk.rules.Accrual("10 GBP", per="1 calendar day", free="2 calendar days", counting="begun")
    assert str(line(metric, [row], penalty=penalty).credit) == "30.00 GBP"
    short = sk.Linear("10 GBP", per="1 calendar day")
    assert str(line(metric, [row], penalty=short).credit) == "50.00 GBP"
    assert line(Lateness("cases", "0 min", **CLOCK), [row], target="at most 0 days").measure.quantity == sk.quantity("121 hours")
    with pytest.raises(
        sk.errors.ContractError, match="per='1 calendar day' cannot count what is measured in us; write unit='calendar day' with"
    ):
        agreed(Lateness("cases", "0 min", **CLOCK), target="at most 0 days", penalty=penalty)


def test_what_is_no_way_to_count_days():
    """A lateness counts open time or calendar days, and says how parts of one count."""
    with pytest.raises(sk.errors.ContractError, match="unit='day' is not a unit of days; write unit='calendar day'"):
        Lateness("cases", "1 hour", unit="day", **CLOCK)
    with pytest.raises(sk.errors.ContractError, match="counting='fulll' is not one of its words; did you mean 'full'"):
        Lateness("cases", "1 hour", unit="calendar day", counting="fulll", **CLOCK)
    with pytest.raises(sk.errors.ContractError, match="no unit that it counts; write unit='business day'"):
        Lateness("cases", "1 hour", counting="full", **CLOCK)


def test_a_document_says_it():
    """The settings go to a document and come back."""
    metric = Lateness("cases", "2 calendar days", unit="calendar day", counting="full", **CLOCK)
    agreement = agreed(metric, penalty=sk.rules.Accrual("10 GBP", per="1 calendar day", counting="full", free="1 calendar day"))
    assert sk.loads(sk.dumps(agreement)) == agreement
    desk = sk.Weekly({"mon-fri": "09:00-17:00"}, tz=LONDON)
    received = agreed(sk.Within("cases", "2 hours", received=desk, received_before="16:00", **CLOCK), target="at least 90 %")
    assert sk.loads(sk.dumps(received)) == received


def test_claims_in_calendar_days():
    """A claim within 30 calendar days is one within 30 days of the wall clock, and needs no calendar."""
    assert sk.Claims("30 calendar days").within == "30 calendar days"
    for text in ("5 calendar days", "5 days"):
        result = deadline(text, instant("2026-10-23T12:00+01:00"), LONDON, None, sk.monthly())
        assert moment(result.at).isoformat() == "2026-10-28T12:00:00+00:00"


ZONES = (LONDON, "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia", "Atlantic/Azores", "UTC")
CHANGES = ("2026-03-28", "2026-10-24", "2026-04-04", "2026-09-05", "2011-12-28", "2026-04-24", "2026-10-29", "2026-10-03")


def slow(due, done, tz):
    """Begun, full and exact days by a walk from date to date."""

    def after(days):
        wall = moment(due, tz)
        return instant((wall.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=tz, fold=wall.fold).astimezone(UTC))

    n = 0
    while after(n) < done:
        n += 1
    full = n if after(n) == done else n - 1
    return n, full, full + Fraction(done - after(full), after(full + 1) - after(full))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(ZONES), st.sampled_from(CHANGES), st.integers(-48 * 60, 48 * 60), st.integers(0, 12 * 24 * 60))
def test_days_as_a_slow_count_of_dates_finds_them(tz, change, minute, later):
    """Begun, full and exact days are those that a walk over the dates finds, on both sides of every change of the clocks."""
    zone = ZoneInfo(tz)
    due = instant(f"{change}T00:00Z") + minute * MINUTE
    done = due + later * MINUTE
    begun, full, exact = slow(due, done, zone)
    for steps, days in (("begun", begun), ("full", full), ("exact", exact)):
        assert Fraction(*DayCount("calendar day", steps).between(sk.ALWAYS, due, done, zone)) == days
