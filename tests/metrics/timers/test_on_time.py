"""OnTime with a tolerance: grace, not too early, so long ahead, on a calendar, and only what is done well; figures worked out by hand."""

from fractions import Fraction

import pytest
from metric_cases import evaluated

import slakit as sk

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")


def measure_of(rows, as_of=None, **settings):
    """The measure of records that are due on Thursday the 8th at noon, or when they say."""
    rows = [{"due": "2026-01-08T12:00Z", "by": "editor", **row} for row in rows]
    return evaluated(sk.OnTime("posts", due="due", done="done", **settings), {"posts": rows}, "at least 50 %", as_of=as_of).measure


def done(*times):
    return [{"done": time and f"2026-01-{time}Z"} for time in times]


def test_grace_ends_on_the_microsecond():
    """30 minutes late is on time, a microsecond more is not: 2 of 3."""
    assert measure_of(done("08T12:00", "08T12:30", "08T12:30:00.000001"), grace="30 min").value == Fraction(2, 3)


def test_too_early_is_a_miss():
    """30 minutes early is on time, a microsecond more is not, and late is late: 1 of 3."""
    assert measure_of(done("08T11:30", "08T11:29:59.999999", "08T12:00:00.000001"), early="30 min").value == Fraction(1, 3)


def test_done_ahead():
    """A day ahead to the microsecond: 2 of 3, of which one is more than two days ahead, which `early` may refuse."""
    rows = done("07T12:00", "07T12:00:00.000001", "06T11:00")
    assert measure_of(rows, ahead="24 hours").value == Fraction(2, 3)
    assert measure_of(rows, ahead="24 hours", early="48 hours").value == Fraction(1, 3)


@pytest.mark.parametrize(
    ("settings", "last", "after"),
    [
        ({}, "08T12:00", "08T12:00:00.000001"),
        ({"grace": "30 min"}, "08T12:30", "08T12:30:00.000001"),
        ({"ahead": "24 hours"}, "07T12:00", "07T12:00:00.000001"),
    ],
)
def test_undone_is_pending_until_its_time_is_over(settings, last, after):
    """With its due time moved by the tolerance: pending at the last instant, a miss at the next (M5)."""
    assert [measure_of(done(None), as_of=f"2026-01-{text}Z", **settings).pending for text in (last, after)] == [1, 0]
    assert measure_of(done(None), as_of=f"2026-01-{after}Z", **settings).value == 0


def test_a_deadline_counts_the_tolerance():
    """A monitor is told of the instant at which the grace ends: Friday 16:00 and 2 desk hours are Monday 10:00."""
    metric = sk.OnTime("posts", due="due", done="done", grace="2 hours", clock=DESK)
    objective = sk.Objective("it", metric, "at least 50 %")
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=[objective])
    monitor = sk.Monitor(agreement)
    monitor.feed("posts", [{"due": "2026-01-09T16:00Z", "done": None}])
    (deadline,) = monitor.deadlines(as_of="2026-01-09T16:30Z")
    assert deadline.due.isoformat() == "2026-01-12T10:00:00+00:00"


def test_tolerance_on_a_calendar():
    """From Friday 16:00 to Monday 10:00 the desk is open for 2 hours: exactly the grace; a second later is too late.

    From Monday 10:00 back to Friday 16:00 the same 2 hours are ahead, and from 16:00:01 one second less.
    """
    friday, monday = "2026-01-09T16:00Z", "2026-01-12T10:00Z"
    late = [{"due": friday, "done": monday}, {"due": friday, "done": "2026-01-12T10:00:01Z"}]
    assert measure_of(late, grace="2 hours", clock=DESK).value == Fraction(1, 2)
    ahead = [{"due": monday, "done": friday}, {"due": monday, "done": "2026-01-09T16:00:01Z"}]
    assert measure_of(ahead, ahead="2 hours", clock=DESK).value == Fraction(1, 2)


def test_only_what_is_done_well():
    """At noon two are in time, one was done by the trainee, one is still to come and one undone: 2 of 3, two pending; later 2 of 5."""
    rows = [*done("08T11:00", "08T12:00", "08T13:00"), {"done": "2026-01-08T10:00Z", "by": "trainee"}, *done(None)]
    measure = measure_of(rows, good={"by": "editor"}, as_of="2026-01-08T12:00Z")
    assert (measure.value, measure.pending) == (Fraction(2, 3), 2)  # what is done at 13:00 has not happened yet at noon
    over = measure_of(rows, good={"by": "editor"})
    assert (over.value, over.breaches, over.workings) == (Fraction(2, 5), 3, "2 of 5 on time with by is editor")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"ahead": "1 day", "grace": "1 hour"}, "exclude each other; write one of them"),
        ({"ahead": "2 days", "early": "1 day"}, "so nothing is on time"),
        ({"early": "soon"}, "'soon' is not a length of time"),
        ({"grace": "-1 hour"}, "'-1 hour' is not a length of time"),
        ({"clock": "desk"}, "is not a calendar"),
    ],
)
def test_what_is_refused(settings, message):
    """Settings that contradict each other, and what is no length of time or no calendar."""
    with pytest.raises(sk.errors.ContractError, match=message):
        sk.OnTime("posts", due="due", done="done", **settings)


def test_a_due_time_without_grace_is_a_moment():
    """Due on Friday 17:00, done on Sunday: late on a desk that is closed by then, and so is what is still undone."""
    due = "2026-01-09T17:00Z"
    rows = [{"due": due, "done": "2026-01-09T17:00Z"}, {"due": due, "done": "2026-01-11T12:00Z"}]
    assert measure_of(rows, clock=DESK).value == Fraction(1, 2)
    assert measure_of([{"due": due, "done": None}], clock=DESK, as_of="2026-01-10T12:00Z").value == 0
    assert measure_of([{"due": due, "done": None}], clock=DESK, as_of="2026-01-09T17:00Z").pending == 1


def test_a_pause_moves_a_due_time():
    """Two desk hours on hold move Friday 16:00 to Monday 10:00; a hold before it began moves nothing."""
    held = [["2026-01-09T10:00Z", "2026-01-09T12:00Z"]]
    row = {"from": "2026-01-08T09:00Z", "due": "2026-01-09T16:00Z", "held": held}
    rows = [{**row, "done": "2026-01-12T10:00Z"}, {**row, "done": "2026-01-12T10:01Z"}]
    assert measure_of(rows, clock=DESK, pauses="held").value == Fraction(1, 2)
    early = [{**row, "held": [["2026-01-07T10:00Z", "2026-01-07T12:00Z"]], "done": "2026-01-09T16:01Z"}]
    assert measure_of(early, clock=DESK, pauses="held", since="from").value == 0
    assert measure_of(early, clock=DESK, pauses="held").value == 1
    undone = [{**row, "held": [["2026-01-09T10:00Z", None]], "done": None}]
    assert measure_of(undone, clock=DESK, pauses="held", as_of="2026-01-20T10:00Z").pending == 1


def test_a_stream_of_pauses_moves_due_times():
    """What is on hold by another stream is due later by its key; a pause wants a key, and one source."""
    metric = sk.OnTime("posts", due="due", done="done", key="id", paused_by="holds", clock=DESK)
    rows = [{"id": n, "due": "2026-01-08T12:00Z", "done": "2026-01-08T14:00Z"} for n in (1, 2)]
    holds = [{"id": 1, "start": "2026-01-08T09:00Z", "end": "2026-01-08T11:00Z"}]
    assert evaluated(metric, {"posts": rows, "holds": holds}, "at least 50 %").measure.value == Fraction(1, 2)
    assert sk.loads(sk.dumps(agreement_of(metric))) == agreement_of(metric)
    with pytest.raises(sk.errors.ContractError, match="the due time of 'posts' is paused by a stream and has no key"):
        sk.OnTime("posts", due="due", done="done", paused_by="holds")


def agreement_of(metric):
    objective = sk.Objective("it", metric, "at least 50 %")
    return sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=[objective])


def test_evidence_of_what_must_be_on_time_and_good():
    """An hour late, ten minutes earlier than the 30 that are allowed, and on time but not approved; what is both is none."""
    rows = [{"state": "ok", **row} for row in done("08T13:00", "08T11:20", "08T12:00", "08T12:00")]
    rows[2]["state"] = "bad"
    measure = measure_of(rows, early="30 min", good={"state": "ok"})
    assert [(one.quantity and one.quantity.show(), one.word) for one in measure.evidence] == [
        ("1 h", "over"), ("10 min", "over"), (None, "not good"),
    ]  # fmt: skip
