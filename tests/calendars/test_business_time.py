"""Elapsed and due times that other projects and vendors state, from tests/vectors/business_time.json."""

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from slakit.calendars.dates import Dates
from slakit.calendars.due_text import due_rule
from slakit.calendars.weekly import Weekly
from slakit.errors import UsageError
from slakit.timeline.instants import instant

FILE = json.loads((Path(__file__).parents[1] / "vectors" / "business_time.json").read_text())
CASES = FILE["cases"]


def calendar_of(facts):
    tz = facts["tz"]
    made = Weekly(facts["hours"], tz=tz)
    for date, hours in facts.get("dated", {}).items():
        made = made.on(date, hours)
    if "holidays" in facts:
        made = made - Dates(facts["holidays"], tz=tz)
    return made - Weekly({}, tz=tz, dated=facts["breaks"]) if "breaks" in facts else made


CALENDARS = {name: calendar_of(facts) for name, facts in FILE["calendars"].items()}


def cases(*words):
    chosen = [case for case in CASES if all(word in case for word in words)]
    return pytest.mark.parametrize("case", chosen, ids=[case["id"] for case in chosen])


def wait(case):
    return timedelta(microseconds=int(Decimal(case["seconds"]) * 1_000_000))


@cases("elapsed")
def test_elapsed(case):
    """The open time between two instants is the published one, alone, in a list and, backwards, with its sign."""
    calendar, start, end = CALENDARS[case["calendar"]], case["start"], case["end"]
    expected = timedelta(seconds=case["elapsed"])
    assert calendar.elapsed(start, end, signed="reversed" in case) == expected
    assert calendar.elapsed_many([start], [end], signed="reversed" in case) == [expected // timedelta(microseconds=1)]
    assert calendar.elapsed(end, start, signed=True) == -expected


@cases("reversed")
def test_reversed(case):
    """An end before its start is refused, where others say zero."""
    with pytest.raises(UsageError, match="is not forward in time; write the earlier instant first, or signed=True"):
        CALENDARS[case["calendar"]].elapsed(case["start"], case["end"])


@cases("due")
def test_due(case):
    """The due time is the published one; exactly at closing it is the closing."""
    calendar = CALENDARS[case["calendar"]]
    due = calendar.due(case["start"], wait(case))
    assert instant(due) == instant(case["due"])
    assert calendar.elapsed(case["start"], due, signed=True) == wait(case)


@cases("due_latest")
def test_due_latest(case):
    """Used up at closing, or nothing to wait for: the latest due time is the published next opening."""
    calendar = CALENDARS[case["calendar"]]
    assert instant(calendar.due_latest(case["start"], wait(case))) == instant(case["due_latest"])


@cases("never")
def test_never(case):
    """A calendar that never opens has no due time, where others turn to 24x7."""
    with pytest.raises(UsageError, match="is not open for 1:00:00 in the 100 years after"):
        CALENDARS[case["calendar"]].due(case["start"], wait(case))


@cases("last_open")
def test_last_open(case):
    """Zero seconds backwards is the last open instant."""
    assert instant(CALENDARS[case["calendar"]].last_open(case["start"])) == instant(case["last_open"])


@cases("rule")
def test_business_days(case):
    """What is due in business days is due when it is published to be, alone and in a list (C8)."""
    calendar, start, by = CALENDARS[case["calendar"]], case["start"], instant(case["by"])
    assert instant(calendar.due(start, case["rule"])) == by
    assert due_rule(case["rule"]).due_all(calendar, [instant(start)] * 2) == [by, by]
