"""Instants that are no datetimes: dates, local times, texts that cannot be read."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from engine_cases import agreement
from scored_cases import CLOCK, scored

import slakit as sk

MET, MISSED, NO_DATA = sk.Outcome.MET, sk.Outcome.MISSED, sk.Outcome.NO_DATA


def pandas_period():
    pandas = pytest.importorskip("pandas")
    return pandas.Period("2026-03")


def march(metric, target):
    """One objective over March in London, where the clocks go forward on the 29th."""
    return agreement(sk.Objective("O", metric, target), term=("2026-03-01", "2026-04-01"), timezone="Europe/London", fee=None)


def test_a_period_of_pandas_is_no_instant():
    """It is a stretch of time."""
    assert scored(sk.Uptime("rows"), "at least 99.9 %", [{"start": pandas_period(), "end": pandas_period()}]).lines[0].outcome is NO_DATA


def test_dates_stand_for_their_day():
    """Down from the 2nd to the 3rd, both dates: two whole days; and a date is in time for a due date (T6)."""
    rows = [{"start": date(2026, 3, 2), "end": "2026-03-03"}]
    assert scored(sk.Downtime("rows"), "at most 48 hours", rows).lines[0].measure.quantity == sk.quantity("48 hours")
    for done, outcome in ((date(2026, 3, 5), MET), ("2026-03-05T23:59:59Z", MET), ("2026-03-06T00:00Z", MISSED), ("2026-03-06", MISSED)):
        rows = [{"due": "2026-03-05", "done": done}]
        assert scored(sk.OnTime("rows", due="due", done="done"), "at least 100 %", rows).lines[0].outcome is outcome


def test_dates_in_saved_and_keyed_records():
    """A monitor that is saved keeps which end of a day is meant, in keyed records too."""
    metric = sk.Within("rows", "2 days", key="id", **CLOCK)
    agreed = march(metric, "at least 100 %")
    monitor = sk.Monitor(agreed)
    monitor.feed("rows", [{"id": 1, "asked": "2026-03-28", "replied": date(2026, 3, 29)}])  # 47 hours: the clocks go forward
    monitor.feed("rows", [{"id": 2, "asked": date(2026, 3, 28), "replied": "2026-03-30"}])  # three days
    again = sk.Monitor.restore(agreed, monitor.state())
    for one in (monitor, again):
        assert one.statement().lines[0].measure.value == Fraction(1, 2)


def test_times_without_an_offset():
    """They are refused without timezone=, in rows and frames; with it, what a clock change skipped cannot be read."""
    rows = [
        {"start": datetime(2026, 3, 30, 1, 0), "end": "2026-03-30 02:00"},
        {"start": datetime(2026, 3, 29, 1, 30), "end": datetime(2026, 3, 29, 3, 0)},
    ]
    agreed = march(sk.Uptime("rows"), "at least 99 %")
    with pytest.raises(sk.errors.RecordError, match="has no zone"):
        sk.evaluate(agreed, {"rows": rows})
    statement = sk.evaluate(agreed, {"rows": rows}, timezone="Europe/London")
    assert (statement.lines[0].measure.unread, statement.problems[0].count) == (1, 1)
    assert statement.lines[0].measure.workings.endswith("60 min down in 1 outage")
    monitor = sk.Monitor(agreed)
    monitor.feed("rows", rows, timezone="Europe/London")
    assert monitor.statement().digest == statement.digest
    assert sk.Monitor.restore(agreed, monitor.state()).statement().to_dict() == statement.to_dict()
    with pytest.raises(sk.errors.UsageError, match="timezone='Mars': 'Mars' is not a time zone"):
        sk.evaluate(agreed, {"rows": rows}, timezone="Mars")


def test_a_skipped_local_time_in_rows_and_frames():
    """Rows and frames say the same of it, example by example."""
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    rows = [{"start": datetime(2026, 3, hour, 1, 30), "end": datetime(2026, 3, hour, 3, 0)} for hour in (29, 30)]
    agreed = march(sk.Uptime("rows"), "at least 99 %")
    whole = sk.evaluate(agreed, {"rows": rows}, timezone="Europe/London")
    [problem] = whole.problems
    assert problem.kind == "start was skipped or repeated by a clock change; write its offset"
    assert problem.examples == ("start='2026-03-29T01:30:00'",)
    for frame in (pandas.DataFrame(rows), polars.DataFrame(rows)):
        assert sk.evaluate(agreed, {"rows": frame}, timezone="Europe/London").to_dict() == whole.to_dict()
        monitor = sk.Monitor(agreed)
        monitor.feed("rows", frame, timezone="Europe/London")
        assert sk.Monitor.restore(agreed, monitor.state()).statement(as_of="2026-04-01T00:00+01:00").to_dict() == whole.to_dict()
