"""Lateness after the due time that each record has (docs/numbers.md C4, T5, C6); figures worked out by hand."""

from fractions import Fraction

import pytest
from metric_cases import evaluated

import slakit as sk

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
HOUR = 3_600_000_000


def measure_of(rows, as_of=None, target="at most 1 hour", streams=None, **settings):
    """The measure of records that are due on Thursday the 8th at noon, or when they say."""
    rows = [{"due": "2026-01-08T12:00Z", **row} for row in rows]
    metric = sk.Lateness("trains", due="due", until="arrived", **settings)
    return evaluated(metric, {"trains": rows, **(streams or {})}, target, as_of=as_of).measure


def arrived(*times):
    return [{"arrived": time and f"2026-01-{time}Z"} for time in times]


def test_early_is_late_by_nothing():
    """An hour early, at the minute, and 15 and 30 minutes late: 45 minutes in all, two late, and no record is a problem."""
    measure = measure_of(arrived("08T11:00", "08T12:00", "08T12:15", "08T12:30"))
    assert (measure.value, measure.sample, measure.breaches) == (45 * HOUR // 60, 4, 2)


def test_columns_are_rows():
    """The same of a frame."""
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"due": ["2026-01-08T12:00Z"] * 2, "arrived": ["2026-01-08T11:00Z", "2026-01-08T12:30Z"]})
    for name in ("due", "arrived"):
        frame[name] = pandas.to_datetime(frame[name], utc=True)
    metric = sk.Lateness("trains", due="due", until="arrived", statistic="mean")
    assert evaluated(metric, {"trains": frame}, "at most 1 hour").measure.value == HOUR // 4  # (0 + 30 min) / 2


def test_what_has_not_come_is_pending_until_due():
    """At the due instant one is pending; ten minutes later it is late by ten minutes so far."""
    at_noon, later = (measure_of(arrived("08T11:00", None), as_of=f"2026-01-08T12:{minute}Z") for minute in ("00", "10"))
    assert (at_noon.value, at_noon.pending, at_noon.breaches) == (0, 1, 0)
    assert (later.value, later.breaches) == (10 * HOUR // 60, 1)


def test_without_a_due_time_it_counts_nowhere():
    """One of two has no due time: it is left out, as by OnTime."""
    assert measure_of([{"due": None, "arrived": "2026-01-08T13:00Z"}, *arrived("08T13:00")]).sample == 1


def test_lateness_is_open_time_of_the_clock():
    """From Thursday noon to Friday 10:00 the desk is open for 5 + 1 hours; on Friday 18:00, in closed time, a due 17:00 is late by 0."""
    assert measure_of(arrived("09T10:00"), clock=DESK).value == 6 * HOUR
    closed = measure_of([{"due": "2026-01-09T17:00Z", "arrived": "2026-01-09T18:00Z"}], clock=DESK)
    assert (closed.value, closed.breaches) == (0, 1)


def test_a_pause_moves_the_due_time():
    """On hold from 10:00 to 11:30, of which it had begun at 10:30 for an hour: due at 13:00, and done at 13:20 it is 20 minutes late."""
    row = {"begun": "2026-01-08T10:30Z", "arrived": "2026-01-08T13:20Z", "holds": [["2026-01-08T10:00Z", "2026-01-08T11:30Z"]]}
    assert measure_of([row], since="begun", pauses="holds").value == 20 * HOUR // 60
    assert measure_of([row], pauses="holds").value == 0  # without a beginning all 90 minutes count: due at 13:30, as by OnTime


def test_done_before_it_began_is_a_problem():
    """Only where the record has a beginning of its own."""
    row = {"begun": "2026-01-08T10:30Z", "arrived": "2026-01-08T10:00Z"}
    assert measure_of([row]).sample == 1
    assert measure_of([row], since="begun").sample == 0


def test_days_after_a_date():
    """Due on the 8th, a date, which is kept until its last instant: the 13th is five dates late, the evening of the 8th none."""
    rows = [{"due": "2026-01-08", "arrived": at} for at in ("2026-01-08T23:00Z", "2026-01-13T17:30Z", "2026-01-08", "2026-01-09")]
    days = {"unit": "calendar day", "counting": "begun", "target": "at most 0 calendar days"}
    assert measure_of(rows, **days).value == 5 + 1
    assert measure_of(rows[1:2], **days).value == 5


def test_days_over_a_clock_change():
    """In London the 29th of March has 23 hours: from the 28th 12:00 to the 30th 12:00 local time are two full days, an hour less not."""
    objective = sk.Objective(
        "O",
        sk.Lateness("trains", due="due", until="arrived", unit="calendar day", counting="full").by("n"),
        "at most 1 calendar day",
        window="whole term",
    )
    agreement = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-03-01", "2026-05-01"), timezone="Europe/London", objectives=[objective]
    )
    rows = [{"n": n, "due": "2026-03-28T12:00Z", "arrived": at} for n, at in enumerate(["2026-03-30T11:00Z", "2026-03-30T10:00Z"])]
    statement = sk.evaluate(agreement, {"trains": rows})
    assert [line.measure.value for line in statement.lines] == [2, 1]


def test_the_period_is_that_of_the_due_time_or_of_the_end():
    """Due in January and done in February: it belongs to January, with attribute="end" to February."""
    row = {"due": "2026-01-31T12:00Z", "arrived": "2026-02-02T12:00Z"}
    for attribute, sample in (("start", 1), ("due", 1), ("end", 0)):
        assert measure_of([row], attribute=attribute).sample == sample


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"due": "due", "limit": "1 hour", "until": "done"}, "has a due time and a limit; write due='due' or limit='1 hour'"),
        ({"until": "done"}, "needs one limit"),
        ({"limit": "1 hour", "until": "done"}, "has no beginning; write since='asked', or due='due' for the field with its due time"),
        ({"due": "done", "until": "done"}, "is due by the field that says when it was done; write due='due', until='replied'"),
        ({"due": "due", "until": "done", "received": DESK}, "begins when it is received, and is due at a time of its own"),
        ({"due": "due", "until": "done", "due_on": DESK}, "has a calendar to count business days on, and no limit in business days"),
    ],
)
def test_what_does_not_go_together(settings, problem):
    """Each is refused with what to write."""
    with pytest.raises(sk.errors.ContractError, match=problem):
        sk.Lateness("trains", **settings)


def test_the_worst_is_named_with_what_it_is_over():
    """The latest is the evidence: 30 minutes over."""
    worst, _ = measure_of(arrived("08T11:00", "08T12:15", "08T12:30")).evidence
    assert worst.figure == HOUR // 2


def test_a_desk_of_each_channel():
    """By phone at all hours Thursday noon to Friday 10:00 are 22 hours, by mail, at the desk, 6."""
    rows = [{"arrived": "2026-01-09T10:00Z", "by": channel} for channel in ("phone", "mail")]
    assert measure_of(rows, clock={"phone": sk.ALWAYS, "mail": DESK}, clock_by="by").value == 28 * HOUR


def test_forgiven_is_not_late():
    """A record of excused time is late by nothing."""
    exclusion = sk.Exclusion("strikes", applies_to="trains", mode="forgive")
    agreement = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        objectives=[sk.Objective("O", sk.Lateness("trains", due="due", until="arrived", statistic="mean"), "at most 0 min")],
        exclusions=[exclusion],
    )
    rows = [{"due": f"2026-01-{day}T12:00Z", "arrived": f"2026-01-{day}T13:00Z"} for day in ("08", "09")]
    strikes = [{"start": "2026-01-08T00:00Z", "end": "2026-01-09T00:00Z"}]
    assert sk.evaluate(agreement, {"trains": rows, "strikes": strikes}).line("O").measure.value == Fraction(HOUR, 2)
