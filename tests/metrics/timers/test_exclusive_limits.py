"""Limits that exclude themselves: "less than 4 hours" (docs/numbers.md C4); figures worked out by hand."""

from fractions import Fraction

import pytest
from metric_cases import evaluated

import slakit as sk
from slakit.metrics.tallies.clocks import Clocks, Open
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.timers.limits import ExclusiveLimit, limit

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
CLOCK = {"since": "asked", "until": "replied"}
HOUR = 3_600_000_000


def frames(rows):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(rows)
    for name in ("asked", "replied"):
        frame[name] = pandas.to_datetime(frame[name], utc=True, format="ISO8601")
    return frame


def replied(*times, **more):
    """Cases asked on Thursday the 8th at noon."""
    return [{"asked": "2026-01-08T12:00Z", "replied": time and f"2026-01-{time}Z", "kind": "a", **more} for time in times]


def measure_of(metric, rows, as_of=None, target="at least 50 %"):
    return evaluated(metric, {"cases": rows}, target, as_of=as_of).measure


@pytest.mark.parametrize("made", [list, frames])
@pytest.mark.parametrize(
    ("limit", "good"),
    [
        ("4 hours", 2),  # of 15:59:59.999999, 16:00 and 16:00:00.000001, which is late by any of them
        ("at most 4 hours", 2),
        ("within 4 hours", 2),
        ("no later than 4 hours", 2),
        ("less than 4 hours", 1),
        ("Under  4 hours", 1),
        ({"a": "less than 4 hours", "b": "4 hours"}, 1),
        ({"a": "4 hours", "b": "less than 4 hours"}, 2),
        ({"a": "less than 4 hours", "b": "2 business days"}, 1),
        ("before 16:00 on the same business day", 1),
        ("before the end of the same business day", 3),  # it closes at 17:00
    ],
)
def test_exactly_at_the_limit(made, limit, good):
    """Done exactly at a limit is in time, and late where the limit excludes itself, in rows and in columns."""
    rows = replied("08T15:59:59.999999", "08T16:00:00", "08T16:00:00.000001")
    by = {"limit_by": "kind"} if isinstance(limit, dict) else {}
    assert measure_of(sk.Within("cases", limit, clock=DESK, **by, **CLOCK), made(rows)).value == Fraction(good, 3)


def test_days_that_exclude_themselves():
    """Less than two business days from Thursday noon is before Monday noon."""
    rows = replied("12T11:59:59.999999", "12T12:00")
    assert measure_of(sk.Within("cases", "less than 2 business days", clock=DESK, **CLOCK), rows).value == Fraction(1, 2)


@pytest.mark.parametrize("made", [list, frames])
def test_lateness_counts_from_the_limit(made):
    """Exactly at the limit is a breach that is late by nothing; half an hour later by half an hour, and not by a microsecond more."""
    metric = sk.Lateness("cases", "less than 4 hours", **CLOCK)
    measure = measure_of(metric, made(replied("08T15:00:00", "08T16:00:00", "08T16:30:00")), target="at most 1 hour")
    assert (measure.value, measure.breaches) == (HOUR // 2, 2)
    assert [one.figure for one in measure.evidence] == [HOUR // 2, 0]
    inclusive = measure_of(sk.Lateness("cases", "4 hours", **CLOCK), made(replied("08T16:00:00", "08T16:30:00")), target="at most 1 hour")
    assert (inclusive.value, inclusive.breaches, len(inclusive.evidence)) == (HOUR // 2, 1, 1)


def test_whole_days_late():
    """Less than a business day: exactly a day later is a breach of no days, two later of one."""
    metric = sk.Lateness("cases", "less than 1 business day", clock=DESK, unit="business day", **CLOCK)
    measure = measure_of(metric, replied("09T12:00", "12T12:00"), target="at most 1 business day")
    assert (measure.value, measure.breaches) == (1, 2)


def test_the_evidence_of_a_share():
    """What was done exactly at the limit is named among the worst, over by nothing."""
    measure = measure_of(sk.Within("cases", "less than 4 hours", **CLOCK), replied("08T15:00", "08T16:00", "08T17:00"))
    assert [one.figure for one in measure.evidence] == [HOUR, 0]


@pytest.mark.parametrize(("limit", "pending"), [("4 hours", 1), ("less than 4 hours", 0), ("before 16:00 on the same business day", 0)])
def test_undone_at_the_limit(limit, pending):
    """At the instant of the limit what is undone may still be in time, or is late already; and a monitor says the same once saved."""
    metric = sk.Within("cases", limit, clock=DESK, key="id", **CLOCK)
    rows = [{**row, "id": 1} for row in replied(None)]
    assert measure_of(metric, rows, as_of="2026-01-08T16:00Z").pending == pending
    assert measure_of(metric, rows, as_of="2026-01-08T15:59:59.999999Z").pending == 1
    objective = sk.Objective("O", metric, "at least 50 %")
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=[objective])
    monitor = sk.Monitor(agreement)
    monitor.feed("cases", rows)
    for one in (monitor, sk.Monitor.restore(agreement, monitor.state())):
        assert one.statement(as_of="2026-01-08T16:00Z").line("O").measure.pending == pending
        (deadline,) = one.deadlines(as_of="2026-01-08T16:00Z", overdue=True)
        assert (deadline.due.isoformat(), deadline.overdue) == ("2026-01-08T16:00:00+00:00", pending == 0)


@pytest.mark.parametrize(
    ("settings", "done", "good"),
    [
        ({"grace": "30 min"}, "08T12:30", 1),
        ({"grace": "less than 30 min"}, "08T12:30", 0),
        ({"grace": "less than 30 min"}, "08T12:29:59.999999", 1),
        ({"early": "less than 30 min"}, "08T11:30", 0),
        ({"early": "at most 30 min"}, "08T11:30", 1),
        ({"ahead": "24 hours"}, "07T12:00", 1),
        ({"ahead": "at least 24 hours"}, "07T12:00", 1),
        ({"ahead": "more than 24 hours"}, "07T12:00", 0),
        ({"ahead": "more than 24 hours"}, "07T11:59:59.999999", 1),
        ({"ahead": "more than 0 min"}, "08T12:00", 0),
    ],
)
def test_due_times(settings, done, good):
    """Due on the 8th at noon, with a tolerance that includes its end or not."""
    metric = sk.OnTime("cases", due="asked", done="replied", **settings)
    measure = measure_of(metric, replied(done))
    assert measure.value == good
    assert len(measure.evidence) == 1 - good
    assert eval(repr(metric), {"OnTime": sk.OnTime}) == metric


def test_undone_at_the_end_of_its_grace():
    """At 12:30 what is undone is late by a grace of less than half an hour, and pending by one of half an hour."""
    for grace, pending in (("less than 30 min", 0), ("30 min", 1)):
        metric = sk.OnTime("cases", due="asked", done="replied", grace=grace)
        assert measure_of(metric, replied(None), as_of="2026-01-08T12:30Z").pending == pending


def test_in_documents():
    """As text, alone, by value, and by name; what includes itself is the plain limit."""
    agreement = sk.loads("""
name = "Desk"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"

[limits]
urgent = "less than 1 hour"

[[objectives]]
name = "Answers"
metric = { is = "within", stream = "c", limit = { a = "urgent", b = "no more than 4 hours" }, limit_by = "k", since = "s", until = "u" }
target = "at least 90 %"

[[objectives]]
name = "Delay"
metric = { is = "lateness", stream = "c", limit = "less than 3 calendar days", since = "s", until = "u" }
target = "at most 1 hour"

[[objectives]]
name = "Posts"
metric = { is = "on time", stream = "c", due = "s", done = "u", grace = "less than 5 min" }
target = "at least 90 %"
""")
    metric = agreement.objectives[0].metric
    assert metric == sk.Within("c", {"a": "less than 1 hour", "b": "4 hours"}, limit_by="k", since="s", until="u")
    assert sk.loads(sk.dumps(agreement)) == agreement
    assert 'urgent = "less than 1 hour"' in sk.dumps(agreement)
    assert 'limit = "less than 3 calendar days"' in sk.dumps(agreement)


def test_text_and_object():
    """A limit is written as a contract has it, and read back."""
    for text in ("less than 4 hours", "less than 2 business days", "before 16:00 on the next business day"):
        assert isinstance(limit(text), ExclusiveLimit)
        assert (str(limit(text)), limit(str(limit(text))), limit(limit(text))) == (text, limit(text), limit(text))
    assert limit("before 16:00 the same day, else the next business day") == limit("Before 16:00 the same day, else the next business day")
    assert not isinstance(limit("before 16:00 the same day, else the next business day"), ExclusiveLimit)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("less than 0 min", "'less than 0 min' is never kept; write 'less than 1 hour'"),
        ("at least 4 hours", "'at least 4 hours' is a lower bound and no limit; write 'at most 4 hours'"),
        ("more than 4 hours", "'more than 4 hours' is a lower bound and no limit; write 'at most 4 hours'"),
        ("less than soon", "'soon' is not a length of time"),
        ("less than", "is not a length of time"),
    ],
)
def test_refused(text, problem):
    """With what to write."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.Within("cases", text, **CLOCK)
    assert problem in str(caught.value)


def test_a_saved_tally_keeps_what_is_strict():
    """An open timer that may not come to its limit is so once it is read back, and one that may is written as before."""
    strict, plain = Open(0, 4 * HOUR, "a", strict=True), Open(0, 4 * HOUR, "b")
    tally = Clocks(Counts(), {strict: 1, plain: 2})
    assert Clocks.restore(tally.state()).open == tally.open
    assert sorted(map(len, tally.state()["open"])) == [7, 8]
