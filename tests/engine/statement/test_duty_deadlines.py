"""Duties among the deadlines of a monitor: by when, who and what, whatever order the records came in."""

import json
from itertools import permutations

import pytest
from test_apply_duties import CURE, NOTICE, REVIEW, agreement, done, missed

import slakit as sk
from slakit.duties import Duty

AGREED = agreement(NOTICE, CURE, agreed=[REVIEW])


def watched(agreed=AGREED, **records):
    monitor = sk.Monitor(agreed)
    for stream, rows in records.items():
        monitor.feed(stream, rows)
    return monitor


def shown(deadlines):
    return [(one.duty, one.who, one.period, one.due.isoformat(), one.overdue) for one in deadlines]


def test_open_duties_with_their_day_and_who_has_them():
    """January was missed: notice by 2 March, 30 days after 31 January, so the time ends with that day. Reviews begin in April."""
    monitor = watched(late=missed(1), duties=[])
    notice = ("Notice", "customer", "2026-01", "2026-03-03T00:00:00+00:00", False)
    assert shown(monitor.deadlines(as_of="2026-02-05T00:00Z")) == [notice]
    assert shown(monitor.deadlines(as_of="2026-01-31T12:00Z")) == []  # the month is not over
    one = monitor.deadlines(as_of="2026-02-05T00:00Z")[0]
    assert (one.objective, one.stream, one.holder, one.key, one.what) == ("Replies", "duties", "Acme", None, "")
    assert json.loads(json.dumps(one.to_dict()))["due"] == "2026-03-03T00:00:00+00:00"


def test_duties_of_the_agreement_itself():
    """The first quarter ends on 31 March, a Tuesday; ten working days on is 14 April, and the duty is of a role that Ana Ruiz has."""
    monitor = watched(late=[], duties=[])
    (review,) = monitor.deadlines(as_of="2026-04-02T00:00Z")
    assert (review.duty, review.who, review.holder, review.what) == ("Review", "account lead", "Ana Ruiz, Brightside", "hold the review")
    assert (review.objective, review.period, review.due.isoformat()) == ("", "2026-Q1", "2026-04-15T00:00:00+01:00")


def test_a_duty_that_was_done_is_no_deadline_and_begins_the_next():
    """Notice was given on 9 February: a cure by 11 March is open, until that day is over."""
    monitor = watched(late=missed(1), duties=[done("2026-02-09T15:00Z", "Notice")])
    assert [one[:3] for one in shown(monitor.deadlines(as_of="2026-03-11T12:00Z"))] == [("Cure", "provider", "2026-01")]
    assert shown(monitor.deadlines(as_of="2026-03-12T00:00Z")) == []
    assert shown(monitor.deadlines(as_of="2026-03-12T00:00Z", overdue=True)) == [
        ("Cure", "provider", "2026-01", "2026-03-12T00:00:00+00:00", True)
    ]


@pytest.mark.parametrize("records", [{"late": missed(1)}, {"late": missed(1), "duties": []}])
def test_what_nobody_did_is_overdue(records):
    """Also where nobody fed whether it was done."""
    monitor = watched(**records)
    assert [(one.duty, one.overdue) for one in monitor.deadlines(as_of="2026-03-03T00:00Z", overdue=True)] == [("Notice", True)]


def test_any_order_of_feeding():
    """Rows of all streams in any order, saved and restored in between: the same deadlines."""
    rows = [("late", missed(1)), ("late", missed(2)), ("duties", [done("2026-02-09T15:00Z", "Notice", period="2026-01")])]
    expected = [("Cure", "2026-01"), ("Notice", "2026-02")]  # by 11 March, and by 30 March
    for order in permutations(rows):
        monitor = sk.Monitor(AGREED)
        for stream, batch in order:
            monitor.feed(stream, batch)
            monitor = sk.Monitor.restore(AGREED, json.loads(json.dumps(monitor.state())))
        assert [(one.duty, one.period) for one in monitor.deadlines(as_of="2026-03-05T00:00Z")] == expected


def test_beside_timers():
    """Both kinds in one list, soonest due first; a timer has no duty."""
    agreed = agreement(Duty("Notice", "customer", within="30 days"), metric=sk.Within("late", "2 hours", since="at", until="end", key="id"))
    rows = [{"at": "2026-01-10T12:00Z", "end": "2026-01-10T15:00Z", "id": 1}, {"at": "2026-02-05T11:00Z", "end": None, "id": 2}]
    agreed = sk.Agreement(
        "Desk", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective("Replies", agreed.objectives[0].metric, "at least 90 %", duties=[NOTICE])],
    )  # fmt: skip
    found = watched(agreed, late=rows, duties=[]).deadlines(as_of="2026-02-05T12:00Z")
    assert [(one.key, one.duty) for one in found] == [(2, ""), (None, "Notice")]
