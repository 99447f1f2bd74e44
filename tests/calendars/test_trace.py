"""Trace: the steps of an elapsed time as a person reads them."""

from datetime import timedelta

import pytest

from slakit.calendars.always import ALWAYS
from slakit.calendars.dates import Dates
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.errors import UsageError
from slakit.timeline.span import Span

DESK = Weekly({"mon-fri": "08:00-20:00"}, tz="Europe/London")


def test_counted_and_skipped():
    """Each span is told with its local times, its length and its reason, and the sum below."""
    trace = DESK.trace("2026-03-06T19:00Z", "2026-03-09T09:30Z")
    assert str(trace) == (
        "Fri 2026-03-06 19:00 to 20:00                 counted 1 h         the weekly hours\n"
        "Fri 2026-03-06 20:00 to Mon 2026-03-09 08:00  skipped 60 h        outside the weekly hours\n"
        "Mon 2026-03-09 08:00 to 09:30                 counted 1 h 30 min  the weekly hours\n"
        "counted 2 h 30 min of 62 h 30 min, times of Europe/London"
    )
    assert trace.total == timedelta(hours=2, minutes=30)
    assert [(step.counted, step.duration // timedelta(minutes=1)) for step in trace.steps] == [(True, 60), (False, 3600), (True, 90)]
    assert repr(trace) == "Trace(3 steps, total=datetime.timedelta(seconds=9000))"


def test_why():
    """Dated hours, what was taken away, and the week itself are told apart; a holiday comes first."""
    desk = DESK.on("2026-12-24", "08:00-12:00") - Dates(["2026-12-25", "2026-12-26"], tz="Europe/London")
    trace = desk.trace("2026-12-24T10:00Z", "2026-12-28T09:00Z")
    assert [(step.span.start.day, step.counted, step.why) for step in trace.steps] == [
        (24, True, "the weekly hours"),
        (24, False, "outside the hours of 2026-12-24"),
        (25, False, "taken away by the dates"),
        (27, False, "outside the weekly hours"),
        (28, True, "the weekly hours"),
    ]


def test_why_of_combined_calendars():
    """Where all must be open the one that was closed is named, where any may be, the first."""
    window = Recurring("FREQ=DAILY;BYHOUR=10", tz="Europe/London", lasting="1 h")
    both, either = DESK & window, DESK | window
    assert [step.why for step in both.trace("2026-03-09T07:00Z", "2026-03-09T10:30Z").steps] == [
        "outside the weekly hours",
        "outside the rule FREQ=DAILY;BYHOUR=10",
        "the weekly hours and the rule FREQ=DAILY;BYHOUR=10",
    ]
    assert [step.why for step in either.trace("2026-03-08T10:00Z", "2026-03-08T12:00Z").steps] == [
        "the weekly hours or the rule FREQ=DAILY;BYHOUR=10",
        "outside the weekly hours",
    ]


def test_offsets_where_they_change():
    """Across a change of the clocks every time carries its offset."""
    text = str(ALWAYS.trace("2026-03-28T00:00Z", "2026-03-30T00:00Z"))
    assert text == "Sat 2026-03-28 00:00 to Mon 2026-03-30 00:00  counted 48 h  24x7\ncounted 48 h of 48 h, times of UTC"
    night = Weekly({"daily": "00:00-24:00"}, tz="Europe/London").trace("2026-03-28T00:00Z", "2026-03-29T23:00:00.5Z")
    assert str(night).startswith("Sat 2026-03-28 00:00+00:00 to Mon 2026-03-30 00:00:00.500000+01:00  counted 47 h 0.5 s")


def test_nothing():
    """No time at all has no steps."""
    trace = DESK.trace("2026-03-09T09:30Z", "2026-03-09T09:30Z")
    assert (trace.steps, str(trace)) == ((), "counted 0 min of 0 min, times of Europe/London")


def test_paused():
    """Open time in a pause is skipped as paused, once where pauses overlap; closed time stays what it is."""
    pauses = [("2026-03-06T19:30Z", "2026-03-09T08:30Z"), Span("2026-03-09T08:15Z", "2026-03-09T08:45Z")]
    trace = DESK.trace("2026-03-06T19:00Z", "2026-03-09T09:30Z", pauses=pauses)
    assert str(trace) == (
        "Fri 2026-03-06 19:00 to 19:30                 counted 30 min  the weekly hours\n"
        "Fri 2026-03-06 19:30 to 20:00                 skipped 30 min  paused\n"
        "Fri 2026-03-06 20:00 to Mon 2026-03-09 08:00  skipped 60 h    outside the weekly hours\n"
        "Mon 2026-03-09 08:00 to 08:45                 skipped 45 min  paused\n"
        "Mon 2026-03-09 08:45 to 09:30                 counted 45 min  the weekly hours\n"
        "counted 1 h 15 min of 62 h 30 min, times of Europe/London"
    )
    assert trace.total == DESK.elapsed("2026-03-06T19:00Z", "2026-03-09T09:30Z", pauses=pauses) == timedelta(minutes=75)


def test_paused_outside():
    """A pause of closed time, or before and after, changes nothing."""
    pauses = [("2026-03-07T00:00Z", "2026-03-08T00:00Z"), ("2026-03-05T00:00Z", "2026-03-06T19:00Z")]
    assert DESK.trace("2026-03-06T19:00Z", "2026-03-09T09:30Z", pauses) == DESK.trace("2026-03-06T19:00Z", "2026-03-09T09:30Z")


def test_reversed():
    """A trace goes forward in time."""
    with pytest.raises(UsageError, match="is not forward in time; write the earlier instant first"):
        DESK.trace("2026-03-09T09:30Z", "2026-03-06T19:00Z")
