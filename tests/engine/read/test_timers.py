"""Timers on the calendars of several desks: any order, any batches, saved between, and columns like rows (docs/numbers.md M1, C10)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk

pl = pytest.importorskip("polars")

FIRST = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
SECOND = sk.Weekly({"daily": "00:00-24:00"}, tz="UTC")
DESKS = {"first line": FIRST, "second line": SECOND}
CLOCK = {"clock": DESKS, "clock_by": "team", "moves": "history", "since": "opened", "until": "resolved", "key": "id"}
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


def at(hours):
    return MONDAY + timedelta(hours=hours)


def texts(row):
    """The row as a file has it: a history as one text."""
    moves = row["history"]
    return row | {"history": None if moves is None else "; ".join(f"{when.isoformat()}/{desk}" for when, desk in moves)}


halves = st.integers(0, 200)
histories = st.lists(st.tuples(halves, st.sampled_from(["first line", "second line", "third line"])), max_size=4)
cases = st.lists(st.tuples(halves, st.none() | halves, histories, st.sampled_from(["first line", "other"])), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(cases, st.randoms(use_true_random=False), st.none() | halves)
def test_any_order_rows_and_columns(given_cases, draw, as_of):
    """M1: in any order, in batches, saved between, and as columns of texts, one statement."""
    rows = [
        {
            "id": number,
            "opened": at(start / 2),
            "resolved": None if length is None else at((start + length) / 2),
            "team": team,
            "history": [[at(half / 2), desk] for half, desk in history],
        }
        for number, (start, length, history, team) in enumerate(given_cases)
    ]
    limits = {"first line": "5 hours", "other": "1 business day"}
    agreement = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        objectives=[
            sk.Objective("Elapsed", sk.Elapsed("cases", **CLOCK), "at most 5 hours"),
            sk.Objective("Days", sk.Elapsed("cases", unit="business day", **CLOCK), "at most 1 business day"),
            sk.Objective("Within", sk.Within("cases", limits, limit_by="team", **CLOCK), "at least 90 %"),
            sk.Objective("Late", sk.Lateness("cases", limits, limit_by="team", **CLOCK), "at most 1 hour"),
        ],
    )
    when = None if as_of is None else at(as_of / 2)
    expected = sk.evaluate(agreement, {"cases": rows}, as_of=when).digest
    columns = {name: [texts(row)[name] for row in rows] for name in rows[0]}
    frame = pl.DataFrame(columns, schema_overrides={"resolved": pl.Datetime("us", "UTC"), "history": pl.String})
    assert sk.evaluate(agreement, {"cases": frame}, as_of=when).digest == expected
    shuffled = draw.sample(rows, len(rows))
    monitor = sk.Monitor(agreement)
    for row in shuffled:
        monitor.feed("cases", [row])
        monitor = sk.Monitor.restore(agreement, monitor.state())
    assert monitor.statement(as_of=when).digest == expected
