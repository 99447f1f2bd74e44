"""What metrics measure, with figures worked out by hand; what is pending, and how sure the figure is (M3, M5)."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

import slakit as sk

HOUR = 3_600_000_000


def at(text):
    return datetime.fromisoformat(f"2026-01-{text}").replace(tzinfo=UTC)


def agreement(*metrics, target=None, **settings):
    targets = {"": "at least 80 %", "item": "at most 3", "us": "at most 1 hour"}
    objectives = [sk.Objective(f"{index}", metric, target or targets[metric.unit], **settings) for index, metric in enumerate(metrics)]
    return sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=objectives)


def measured(metric, records, as_of=None, **settings):
    (line,) = sk.evaluate(agreement(metric, **settings), records, as_of=as_of).lines
    return line.measure


CLOCKS = {"since": "asked", "until": "replied"}


def clock(asked, hours=None):
    begun = at(asked)
    return {"asked": begun, "replied": None if hours is None else begun + timedelta(hours=hours)}


def test_within_knows_its_worst_and_its_best():
    """2 of 3 in time, one late though open, two still inside: 2/3 now, from 2/5 to 4/5."""
    rows = [clock("05 08:00", 1), clock("05 08:00", 2), clock("05 08:00"), clock("05 11:30"), clock("05 10:00")]
    measure = measured(sk.Within("cases", "2 hours", **CLOCKS), {"cases": rows}, as_of="2026-01-05T12:00Z")
    assert (measure.value, measure.low, measure.high) == (Fraction(2, 3), Fraction(2, 5), Fraction(4, 5))
    assert (measure.sample, measure.pending, measure.breaches, measure.part, measure.whole) == (3, 2, 1, 2, 3)


def test_exactly_at_the_limit_is_met():
    """2 hours of 2 are in time, one microsecond more is not; open ones turn at the same instant (C4)."""
    metric = sk.Within("cases", "2 hours", **CLOCKS)
    late = clock("05 08:00", 2) | {"replied": at("05 10:00") + timedelta(microseconds=1)}
    assert measured(metric, {"cases": [clock("05 08:00", 2), late]}).value == Fraction(1, 2)
    running = {"cases": [clock("05 08:00")]}
    assert measured(metric, running, as_of="2026-01-05T10:00:00Z").pending == 1
    assert measured(metric, running, as_of="2026-01-05T10:00:00.000001Z").value == 0


def test_every_record_pending_is_no_data():
    """Nothing decided is a measure without a value, and its bounds are 0 and 100 %."""
    measure = measured(sk.Within("cases", "2 hours", **CLOCKS), {"cases": [clock("05 08:00")]}, as_of="2026-01-05T09:00Z")
    assert (measure.value, measure.low, measure.high, measure.pending) == (None, 0, 1, 1)
    assert measure.reason == "every record is pending"


def test_elapsed_bounds():
    """Settled 1 h and 3 h; one runs for 2 h so far: the mean is 2 h, at least 2 h, without upper bound; the minimum is bounded."""
    rows = {"cases": [clock("05 08:00", 1), clock("05 08:00", 3), clock("05 10:00")]}
    mean, least, most, median = (
        measured(sk.Elapsed("cases", statistic=name, **CLOCKS), rows, as_of="2026-01-05T12:00Z")
        for name in ("mean", "min", "max", "median")
    )
    assert (mean.value, mean.low, mean.high, mean.pending) == (2 * HOUR, 2 * HOUR, None, 1)
    assert (least.value, least.low, least.high) == (HOUR, HOUR, HOUR)
    assert (most.value, most.low, most.high) == (3 * HOUR, 3 * HOUR, None)
    assert (median.value, median.low, median.high) == (HOUR, 2 * HOUR, 3 * HOUR)  # the 2nd of 3: 1 h, 3 h, never


def test_on_time():
    """Done exactly when due is on time; undone is pending until due, and late after it."""
    rows = [
        {"due": at("05 10:00"), "done": at("05 10:00")},
        {"due": at("05 10:00"), "done": at("05 11:00")},
        {"due": at("06 10:00"), "done": None},
    ]
    metric = sk.OnTime("reports", due="due", done="done")
    now = measured(metric, {"reports": rows}, as_of="2026-01-06T10:00Z")
    assert (now.value, now.pending, now.low, now.high) == (Fraction(1, 2), 1, Fraction(1, 3), Fraction(2, 3))
    later = measured(metric, {"reports": rows}, as_of="2026-01-06T10:00:01Z")
    assert (later.value, later.pending) == (Fraction(1, 3), 0)


def test_the_period_of_a_clock():
    """A clock belongs to the period in which it began; with attribute="end" to that in which it ended (W4)."""
    rows = {"cases": [{"asked": "2026-01-31T23:30:00Z", "replied": "2026-02-01T00:30:00Z"}]}
    begun, ended = (sk.Within("cases", "2 hours", attribute=edge, **CLOCKS) for edge in ("start", "end"))
    both = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-03-01"),
        timezone="UTC",
        objectives=[sk.Objective("begun", begun, "at least 80 %"), sk.Objective("ended", ended, "at least 80 %")],
    )
    results = {(line.name, line.period.label): line.measure.sample for line in sk.evaluate(both, rows).lines}
    assert results == {("begun", "2026-01"): 1, ("ended", "2026-01"): 0, ("begun", "2026-02"): 0, ("ended", "2026-02"): 1}


def test_overlapping_outages_count_once():
    """1 h and 1 h that share half an hour are 1.5 h down, in one outage; January has 744 h (M8)."""
    rows = [{"start": at("05 10:00"), "end": at("05 11:00")}, {"start": at("05 10:30"), "end": at("05 11:30")}]
    measure = measured(sk.Uptime("outages"), {"outages": rows})
    assert measure.value == Fraction(7_425, 7_440)
    assert measure.breaches == 1


def test_an_outage_is_one_in_every_window():
    """A rolling week counts an outage over midnight once, though its days are kept apart."""
    rows = {"outages": [{"start": at("05 23:00"), "end": at("07 01:00")}]}
    agreed = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-01-11"),
        timezone="UTC",
        objectives=[sk.Objective("U", sk.Uptime("outages"), "at least 99 %", window=sk.rolling("7 days"))],
    )
    line = sk.evaluate(agreed, rows).lines[-1]
    assert (line.measure.value, line.measure.breaches) == (Fraction(7 * 24 - 26, 7 * 24), 1)


def test_an_outage_that_goes_on():
    """As of noon on the 16th, an outage since the 15th at noon is one day of 15.5: 14.5 / 15.5, from 14.5 / 31 to 30 / 31."""
    rows = {"outages": [{"start": at("15 12:00"), "end": None}]}
    measure = measured(sk.Uptime("outages"), rows, as_of="2026-01-16T12:00Z")
    assert (measure.value, measure.low, measure.high) == (Fraction(29, 31), Fraction(29, 62), Fraction(30, 31))


def test_uptime_on_a_clock():
    """Only open hours count: 1 h down inside the desk's 8, none outside. January 2026 has 22 working days of 8 h."""
    desk = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
    rows = [{"start": at("05 16:00"), "end": at("05 20:00")}, {"start": at("10 00:00"), "end": at("11 00:00")}]
    assert measured(sk.Uptime("outages", clock=desk), {"outages": rows}).value == Fraction(22 * 8 - 1, 22 * 8)


def test_counts_and_totals():
    """No record is a count of zero and no total; numbers may be ints, floats, decimals or text, read at their digits."""
    assert measured(sk.Count("posts"), {"posts": []}).value == 0
    assert measured(sk.Total("posts", "n"), {"posts": []}).value is None
    rows = [{"at": at("05 10:00"), "n": n} for n in (1, 0.1, "0.25", "-3", 10**20)]
    assert measured(sk.Total("posts", "n"), {"posts": rows}).value == 10**20 - Fraction(165, 100)
    rows = [{"at": at("05 10:00"), "n": n} for n in (0.5, 1.5, 2.5)]
    assert measured(sk.Total("posts", "n", digits=0), {"posts": rows}).value == 4  # 0 + 2 + 2, half to even


@pytest.mark.parametrize(("above", "below", "value"), [([3, -5], [4], Fraction(-1, 2)), ([3], [-4], Fraction(-3, 4)), ([0], [5], 0)])
def test_a_ratio_may_be_negative(above, below, value):
    """Sums over sums, whatever their signs."""
    rows = [{"at": at("05 10:00"), "a": a, "b": b} for a, b in zip([*above, 0], [*below, 0, 0], strict=False)]
    metric = sk.Total("posts", "a") / sk.Total("posts", "b")
    assert measured(metric, {"posts": rows}).value == value


def test_a_ratio_without_a_below():
    """Nothing below is no data, and the reason says so."""
    rows = [{"at": at("05 10:00"), "a": 1, "b": 0}]
    measure = measured(sk.Total("posts", "a") / sk.Total("posts", "b"), {"posts": rows})
    assert (measure.value, measure.reason) == (None, "divided by zero")


def test_a_ratio_is_of_sums():
    """30 of 1,000 and 1 of 10 are 31 of 1,010, not the mean of 3 % and 10 %."""
    rows = [{"at": at("05 10:00"), "a": 30, "b": 1000}, {"at": at("06 10:00"), "a": 1, "b": 10}]
    assert measured(sk.Total("posts", "a") / sk.Total("posts", "b"), {"posts": rows}).value == Fraction(31, 1010)


def test_weighted_sums():
    """A quarter of 1/2 and three quarters of 1: 7/8. Sums commute, equal parts come together."""
    rows = [{"at": at("05 10:00"), "x": 1, "y": 1}, {"at": at("05 10:00"), "x": 0, "y": 1}]
    left, right = sk.Share("posts", good={"x": 1}), sk.Share("posts", good={"y": 1})
    assert measured(0.25 * left + 0.75 * right, {"posts": rows}).value == Fraction(7, 8)
    assert left + right == right + left
    assert left + left == 2 * left
    assert measured(right - left, {"posts": rows}).value == Fraction(1, 2)


def test_like_is_added_to_like():
    """A ratio and a count do not add up; groups stand around the whole."""
    with pytest.raises(sk.errors.ContractError, match="add like to like"):
        _ = sk.Share("posts", good={"x": 1}) + sk.Count("posts")
    with pytest.raises(sk.errors.ContractError, match="around the whole"):
        _ = sk.Count("posts").by("channel") / sk.Count("views")


def test_never_fed_is_not_zero():
    """A stream that was never fed is no data; fed without a record it is none (M3)."""
    (line,) = sk.evaluate(agreement(sk.Count("incidents")), {}).lines
    assert line.outcome is sk.Outcome.NO_DATA
    assert line.reason == "stream 'incidents' was never fed"
    assert measured(sk.Count("incidents"), {"incidents": []}).value == 0
    assert measured(sk.Uptime("outages"), {"outages": []}).value == 1


def test_nothing_failed_is_no_breach():
    """Without a record the breaches are 0."""
    for metric in (sk.Within("cases", "1 hour", **CLOCKS), sk.Lateness("cases", "1 hour", **CLOCKS)):
        assert measured(metric, {"cases": []}).breaches == 0


def test_too_few_are_no_data():
    """Fewer than the minimum is no data, with that reason (M4)."""
    rows = {"posts": [{"at": at("05 10:00"), "ok": False}] * 2}
    metric = sk.Share("posts", good={"ok": True})
    assert measured(metric, rows, minimum=2).value == 0
    few = measured(metric, rows, minimum=3)
    assert (few.value, few.reason) == (None, "2 records, fewer than the 3 that count")


def test_limits_by_value():
    """Each kind has its limit; a kind without one is left out and told."""
    metric = sk.Within("cases", {"high": "1 hour", 2: "2 hours"}, limit_by="type", **CLOCKS)
    rows = [clock("05 08:00", 1.5) | {"type": kind} for kind in ("high", 2, "2", 2.0, "low", None)]
    statement = sk.evaluate(agreement(metric), {"cases": rows})
    assert statement.lines[0].measure.value == Fraction(3, 4)
    assert sum(statement.accounts[0].excluded.values()) == 2


def test_whoever_writes_a_wrong_metric_is_told():
    """Limits without their field, an empty filter, a calendar that is none, a lambda."""
    with pytest.raises(sk.errors.ContractError, match="no field that holds the value"):
        sk.Within("cases", {"a": "1 hour"}, **CLOCKS)
    with pytest.raises(sk.errors.ContractError, match="not a table of limits"):
        sk.Within("cases", "1 hour", limit_by="type", **CLOCKS)
    with pytest.raises(sk.errors.ContractError, match="not a length of time"):
        sk.Within("cases", "99 %", **CLOCKS)
    with pytest.raises(sk.errors.ContractError, match="names no condition"):
        sk.Share("posts", good={})
    with pytest.raises(sk.errors.ContractError, match="not a calendar"):
        sk.Uptime("outages", clock="mon-fri")
    with pytest.raises(sk.errors.ContractError, match="name of its own"):
        sk.metric("surveys")(lambda rows: 1)
    with pytest.raises(sk.errors.ContractError, match=r"write @metric\('surveys'\)"):
        sk.metric(lambda rows: 1)


@sk.metric("surveys", unit="min")
def slowest(rows):
    """A function may give a quantity in any unit of its kind."""
    return sk.quantity("1.5 hours") if len(rows) > 1 else None


@sk.metric("surveys")
def odd(rows):
    """A function that gives no number."""
    return "many"


@sk.metric("surveys")
def order(rows):
    """The records come by instant."""
    return ([row["n"] for row in rows] == [1, 2, 3] and 1) or 0


def test_functions():
    """A quantity is brought to the unit, None is no data, anything else is the contract's fault; records come by instant."""
    rows = [{"at": at("05 10:00"), "n": 2}, {"at": at("06 10:00"), "n": 3}, {"at": at("04 10:00"), "n": 1}]
    assert measured(slowest, {"surveys": rows}, target="at most 2 hours").quantity == sk.quantity("90 min")
    none = measured(slowest, {"surveys": rows[:1]}, target="at most 2 hours")
    assert (none.value, none.sample, none.reason) == (None, 1, "slowest gave no figure")
    assert measured(order, {"surveys": rows}).value == 1
    with pytest.raises(sk.errors.ContractError, match="odd gave 'many'"):
        measured(odd, {"surveys": rows})
