"""Deadlines of clocks that are on hold: one step for each pause, never one for each moment that was left."""

import pytest

import slakit as sk
from slakit.calendars.clock import Clock
from slakit.calendars.paused_clock import paused_due, running
from slakit.timeline.instants import HOUR, MINUTE, SECOND, instant

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")


@pytest.fixture
def steps(monkeypatch):
    """How often a clock is asked when something is due."""
    asked = []
    due = Clock.due
    monkeypatch.setattr(Clock, "due", lambda self, t, d: asked.append(t) or due(self, t, d))
    return asked


@pytest.mark.parametrize("left", [1, SECOND // 10, MINUTE])
def test_a_pause_is_passed_in_one_step(steps, left):
    """A clock that is put on hold just before its limit is due that little after the hold ends, however long it was held."""
    start = instant("2026-01-05T09:00Z")
    pauses = (start + 4 * HOUR - left, instant("2026-12-07T09:00Z"))
    assert paused_due(DESK.clock, start, 4 * HOUR, pauses, pauses[-1]) == pauses[-1] + left
    assert len(steps) <= 2


def test_steps_are_as_many_as_pauses(steps):
    """A clock held a hundred times is asked a hundred times and once, and counts what it should."""
    start = instant("2026-01-05T09:00Z")
    pauses = tuple(start + n * HOUR // 4 + edge * 5 * MINUTE for n in range(100) for edge in (0, 1))
    result = paused_due(DESK.clock, start, 16 * HOUR, pauses, pauses[-1])
    assert len(steps) <= 101
    assert running(DESK.clock, start, result, pauses) == 16 * HOUR
    assert running(DESK.clock, start, result - 1, pauses) == 16 * HOUR - 1


def test_ten_thousand_on_hold_since_they_were_made(steps):
    """The deadlines of ten thousand cases on hold from their creation ask the clock a few times each."""
    metric = sk.Within("cases", "4 hours", clock=DESK, key="id", pauses="held", since="asked", until="replied")
    agreement = sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        objectives=[sk.Objective("O", metric, "at least 50 %")],
    )
    monitor = sk.Monitor(agreement)
    asked = "2026-01-05T10:00Z"
    monitor.feed("cases", [{"id": n, "asked": asked, "replied": None, "held": [[asked, None]]} for n in range(10_000)])
    result = monitor.deadlines(as_of="2026-01-20T12:00Z")
    assert len(result) == 10_000
    assert {deadline.due.isoformat() for deadline in result} == {"2026-01-20T16:00:00+00:00"}
    assert len(steps) <= 30_000
