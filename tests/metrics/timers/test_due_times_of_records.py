"""Due rules name moments: after them it is late, the desk open or not (docs/numbers.md C4, C8)."""

from datetime import timedelta
from fractions import Fraction

import pytest

import slakit as sk
from slakit.calendars.clock import Clock
from slakit.metrics.timers.approved import Approved
from slakit.metrics.timers.lateness import Lateness

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
CLOCK = {"since": "asked", "until": "replied"}
NEXT_DAY = "end of the next business day"
CUTOFF = "before 16:00 the same day, else 10:00 the next business day"


def agreed(metric, target="at least 50 %", **more):
    return sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-03-01", "2026-04-01"),
        timezone="UTC",
        objectives=[sk.Objective("O", metric, target)],
        **more,
    )


def line(metric, rows, target="at least 50 %", as_of=None, **streams):
    return sk.evaluate(agreed(metric, target), {"cases": rows, **streams}, as_of=as_of).line("O")


def case(asked, replied=None, **more):
    return {"id": 1, "asked": f"2026-03-{asked}Z", "replied": None if replied is None else f"2026-03-{replied}Z", **more}


def frames(rows):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(rows)
    for name in ("asked", "replied"):
        frame[name] = pandas.to_datetime(frame[name], utc=True)
    return frame


@pytest.mark.parametrize("made", [list, frames])
@pytest.mark.parametrize(
    ("rule", "asked", "replied", "value"),
    [
        (NEXT_DAY, "05T10:00", "06T17:00", 1),
        (NEXT_DAY, "05T10:00", "06T17:00:00.000001", 0),
        (NEXT_DAY, "05T10:00", "08T23:59", 0),
        (CUTOFF, "06T15:00", "06T17:00", 1),
        (CUTOFF, "06T15:00", "08T22:00", 0),
        ({"a": NEXT_DAY, "b": "8 hours"}, "05T10:00", "08T23:59", 0),
    ],
)
def test_after_the_moment_it_is_late(made, rule, asked, replied, value):
    """What is answered on Sunday is late for Friday 17:00, in rows and in columns."""
    metric = sk.Within("cases", rule, clock=DESK, limit_by="kind" if isinstance(rule, dict) else None, **CLOCK)
    measure = line(metric, made([case(asked, replied, kind="a")])).measure
    assert (measure.value, measure.breaches) == (value, 1 - value)


def test_a_length_is_used_up_at_closing():
    """A limit that is a length stays one of open time: eight hours used up on Friday 17:00 are in time until Monday 09:00 (C4)."""
    metric = sk.Within("cases", "8 hours", clock=DESK, **CLOCK)
    assert line(metric, [case("06T09:00", "09T09:00")]).measure.value == 1
    assert line(metric, [case("06T09:00", "09T09:00:00.000001")]).measure.value == 0


@pytest.mark.parametrize("made", [list, frames])
def test_lateness_is_open_time_and_a_breach_even_of_none(made):
    """Late on Sunday is a breach of no open time; late on Monday 10:00 is one hour of it."""
    metric = Lateness("cases", NEXT_DAY, clock=DESK, **CLOCK)
    rows = [case("05T10:00", "08T23:59"), case("05T10:00", "09T10:00"), case("05T10:00", "06T12:00")]
    measure = line(metric, made(rows), "at most 0 min").measure
    assert measure.quantity == sk.quantity("1 hour")
    assert (measure.sample, measure.breaches) == (3, 2)


def test_approval_after_the_moment_is_no_approval():
    """Approved on Sunday is an answer after the limit, and silence until then was refusal."""
    metric = Approved("cases", NEXT_DAY, clock=DESK, good={"answer": "yes"}, silence="refused", **CLOCK)
    assert line(metric, [case("05T10:00", "08T23:59", answer="yes")]).measure.value == 0
    assert line(metric, [case("05T10:00", "06T16:59", answer="yes")]).measure.value == 1
    silent = Approved("cases", NEXT_DAY, clock=DESK, good={"answer": "yes"}, **CLOCK)
    assert line(silent, [case("05T10:00", answer=None)], as_of="2026-03-07T12:00Z").measure.value == 1


@pytest.mark.parametrize(
    ("as_of", "late"), [("2026-03-06T17:00Z", False), ("2026-03-06T17:00:00.000001Z", True), ("2026-03-08T12:00Z", True)]
)
def test_open_clocks_are_late_after_the_moment(as_of, late):
    """An unanswered question is pending up to its due moment and late after it, weekend or not; a saved state says the same."""
    agreement = agreed(sk.Within("cases", NEXT_DAY, clock=DESK, key="id", **CLOCK))
    monitor = sk.Monitor(agreement)
    monitor.feed("cases", [case("05T10:00")])
    for one in (monitor, sk.Monitor.restore(agreement, monitor.state())):
        measure = one.statement(as_of=as_of).line("O").measure
        assert (measure.pending, measure.breaches) == (not late, late)
        (deadline,) = one.deadlines(as_of=as_of, overdue=True)
        assert (deadline.due.isoformat(), deadline.overdue) == ("2026-03-06T17:00:00+00:00", late)


def test_evidence_of_a_miss_in_closed_time():
    """A miss on Sunday stands among the evidence, with the real time since it was due."""
    result = line(sk.Within("cases", NEXT_DAY, clock=DESK, key="id", **CLOCK), [case("05T10:00", "08T17:00")]).measure.evidence
    assert [(one.key, one.quantity) for one in result] == [(1, sk.quantity("48 hours"))]


def test_a_pause_moves_the_due_moment_by_its_open_time():
    """Two open hours on hold move Friday 17:00 to Monday 11:00; a hold over the weekend moves nothing."""
    metric = sk.Within("cases", NEXT_DAY, clock=DESK, pauses="held", **CLOCK)

    def value(replied, *held):
        return line(metric, [case("05T10:00", replied, held=[[f"2026-03-{a}Z", f"2026-03-{b}Z"] for a, b in held])]).measure.value

    on_hold = ("06T15:00", "06T17:00")
    assert value("09T11:00", on_hold) == 1
    assert value("09T11:00:00.000001", on_hold) == 0
    assert value("09T09:00", ("07T00:00", "08T00:00")) == 0
    assert value("09T11:30", on_hold, ("09T10:00", "09T10:30")) == 1
    assert value("09T11:31", on_hold, ("09T10:00", "09T10:30")) == 0


def test_a_hold_that_goes_on_moves_the_moment_of_an_open_clock():
    """On hold from Friday 15:00 on, what was due at 17:00 is due two open hours after the hold ends."""
    agreement = agreed(sk.Within("cases", NEXT_DAY, clock=DESK, pauses="held", key="id", **CLOCK))
    monitor = sk.Monitor(agreement)
    monitor.feed("cases", [case("05T10:00", held=[["2026-03-06T15:00Z", None]])])
    (deadline,) = monitor.deadlines(as_of="2026-03-09T12:00Z")
    assert deadline.due.isoformat() == "2026-03-09T14:00:00+00:00"


def test_a_calendar_that_ends_is_a_problem_of_the_record():
    """What is due after the last opening of the calendar has no due time: a data problem with its place, and the others count."""
    ends = DESK & sk.Dates(["2026-03-01..2026-03-12"], tz="UTC")
    rows = [case("05T10:00", "06T10:00"), case("11T10:00", "11T12:00"), case("12T10:00")]
    statement = sk.evaluate(agreed(sk.Within("cases", "1 business day", clock=ends, **CLOCK)), {"cases": rows})
    assert statement.line("O").measure.value == 1
    assert statement.line("O").measure.sample == 2
    (problem,) = statement.problems
    assert problem.kind == "the calendar ends before it is due; write hours that last until then"
    assert "2026-03-12T10:00" in problem.examples[0]
    received = sk.Within("cases", "1 hour", clock=sk.Weekly({"daily": "00:00-24:00"}, tz="UTC"), received=ends, **CLOCK)
    (problem,) = sk.evaluate(agreed(received), {"cases": [case("13T10:00", "13T10:30")]}).problems
    assert problem.kind == "asked lies after the last opening of the desk that receives it"


@pytest.mark.parametrize("made", [list, frames])
def test_deemed_receipt(made):
    """What comes on Saturday is received on Monday 09:00: one business day later is Tuesday 09:00, on the clock alone Monday 10:00."""
    rows = [case("07T10:00", "09T10:30"), case("07T10:00", "10T09:00"), case("07T10:00", "10T09:01"), case("07T10:00", "08T10:00")]
    alone = sk.Within("cases", "1 business day", clock=DESK, **CLOCK)
    deemed = sk.Within("cases", "1 business day", clock=DESK, received=DESK, **CLOCK)
    assert line(alone, made(rows)).measure.part == 1
    assert line(deemed, made(rows)).measure.part == 3


def test_deemed_receipt_with_a_cutoff():
    """From 16:00 on it is the next opening: received Monday 09:00, so on a clock that never stops two hours run until 11:00."""
    metric = sk.Within("cases", "2 hours", received=DESK, received_before="16:00", **CLOCK)
    rows = [case("06T15:59", "06T17:59"), case("06T15:59", "06T18:00"), case("06T16:00", "09T11:00"), case("06T16:00", "09T11:01")]
    assert line(metric, rows).measure.value == Fraction(1, 2)
    elapsed = sk.Elapsed("cases", received=DESK, received_before="16:00", statistic="max", **CLOCK)
    assert line(elapsed, rows[:3], "at most 3 hours").measure.quantity == sk.quantity("121 min")
    late = Lateness("cases", "2 hours", received=DESK, received_before="16:00", **CLOCK)
    assert line(late, rows, "at most 0 min").measure.quantity == sk.quantity("2 min")
    done_before = [case("07T10:00", "08T10:00")]
    assert line(elapsed, done_before, "at most 3 hours").measure.value == 0


def test_deemed_receipt_of_open_clocks():
    """An open clock begins when it is received; before that it has run for nothing."""
    monitor = sk.Monitor(agreed(sk.Within("cases", "2 hours", clock=DESK, received=DESK, received_before="16:00", key="id", **CLOCK)))
    monitor.feed("cases", [case("06T16:30")])
    assert [one.due.isoformat() for one in monitor.deadlines(as_of="2026-03-07T00:00Z")] == ["2026-03-09T11:00:00+00:00"]
    elapsed = sk.Elapsed("cases", received=DESK, **CLOCK)
    measure = line(elapsed, [case("07T10:00")], "at most 3 hours", as_of="2026-03-08T00:00Z").measure
    assert (measure.pending, measure.low) == (1, 0)


def test_receipt_that_is_none():
    """A receipt wants a calendar that opens, and a time of day."""
    with pytest.raises(sk.errors.ContractError, match="received='desk' is not a calendar; write received=Weekly"):
        sk.Within("cases", "2 hours", received="desk", **CLOCK)
    with pytest.raises(sk.errors.ContractError, match="'25 h' is not a time of day; write '16:00'"):
        sk.Within("cases", "2 hours", received=DESK, received_before="25 h", **CLOCK)
    with pytest.raises(sk.errors.ContractError, match="has a time to be received before and no desk that receives"):
        sk.Within("cases", "2 hours", received_before="16:00", **CLOCK)


@pytest.mark.parametrize("sentinel", ["9999-12-30T00:00:00Z", "0001-01-02T00:00:00Z"])
@pytest.mark.parametrize("metric", [sk.Elapsed("cases", clock=DESK, **CLOCK), sk.Within("cases", "1 hour", clock=DESK, **CLOCK)])
def test_a_date_that_stands_for_none(sentinel, metric, monkeypatch):
    """A sentinel date is a data problem with its place; it costs no century of hours, and does not make the open clocks late."""
    widest = []
    grown = Clock._grown
    monkeypatch.setattr(
        Clock, "_grown", lambda self, known, first, last, a, b: widest.append(last - first) or grown(self, known, first, last, a, b)
    )
    field = "replied" if sentinel.startswith("9") else "asked"
    rows = [case("05T10:00", "05T10:30"), case("31T16:30"), case("05T10:00", "05T10:30") | {field: sentinel}]
    statement = sk.evaluate(agreed(metric, "at most 3 hours" if metric.unit else "at least 50 %"), {"cases": rows})
    assert (statement.line("O").measure.sample, statement.line("O").measure.pending) == (1, 1)
    (problem,) = statement.problems
    assert problem.kind.startswith(f"{field} is not an instant of the years 1800 to 2299")
    assert max(widest, default=0) < 500 * 366 * 86_400 * 10**6


def test_elapsed_of_a_date_that_stands_for_none():
    """No hours are counted up to the year 9999, one by one or many at once; a clock that never stops subtracts."""
    for refused in (
        lambda: DESK.elapsed("2026-01-05T09:00Z", "9999-12-30T00:00Z"),
        lambda: DESK.elapsed("0001-01-05T09:00Z", "2026-01-05T09:00Z"),
        lambda: DESK.elapsed_many(["2026-01-05T09:00Z"], ["9999-12-30T00:00Z"]),
        lambda: DESK.trace("2026-01-05T09:00Z", "9999-12-30T00:00Z"),
    ):
        with pytest.raises(
            sk.errors.UsageError, match="is not an instant of the years 1800 to 2299, in which hours are counted; leave it empty"
        ):
            refused()
    assert sk.ALWAYS.elapsed("2026-01-05T09:00Z", "9999-12-30T09:00Z") > timedelta(days=7000 * 365)
    assert DESK.due("9999-12-20T09:00Z", "8 hours").isoformat() == "9999-12-20T17:00:00+00:00"
