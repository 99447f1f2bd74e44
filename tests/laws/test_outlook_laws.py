"""An outlook, a headroom and a least change hold when records are evaluated, for every family of metrics; or nothing is stated."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings, strategies as st
from law_cases import METRICS, hours

import slakit as sk
from slakit.metrics.measure import TIME

OVER = "2026-07-10T00:00Z"
FEW = 6  # examples of each, as each is evaluated several times


def june(name: str) -> sk.Agreement:
    metric, target, _ = METRICS[name]
    return sk.Agreement(
        "Law",
        provider="P",
        customer="C",
        term=("2026-06-01", "2026-07-01"),
        timezone="UTC",
        objectives=[sk.Objective("it", metric, target)],
    )


def row(at=0, length=1, kind="a", ok=True, reach=50):
    """A record that began after so many hours, for so many."""
    start, end = hours(at), hours(at) + timedelta(hours=length)
    fields = {"at": start, "start": start, "end": end, "done": end, "due": hours(at + 24)}
    return fields | {"kind": kind, "ok": ok, "reach": reach, "seen": 100, "hours": 1}


def some_rows(last, most=9):
    kinds, marks, reaches = st.sampled_from(["a", "b"]), st.booleans(), st.integers(0, 100)
    one = st.builds(row, st.integers(0, last), st.integers(1, 60), kinds, marks, reaches)
    return st.lists(one, min_size=1, max_size=most)


def line_of(name, rows, as_of=OVER):
    return sk.evaluate(june(name), {"rows": rows}, as_of=as_of).line("it")


@pytest.mark.parametrize("name", METRICS)
def test_no_end_of_june_lies_outside(name):
    """As of some hour the ends are named; whatever came later, June ended between them."""

    @settings(max_examples=FEW)
    @given(some_rows(700), st.integers(1, 719))
    def law(rows, cut):
        ahead = sk.analyses.outlook(june(name), {"rows": rows}, as_of=hours(cut))
        final = line_of(name, rows)
        for line in ahead.lines:
            value = final.measure.value
            better, worse = (1, -1) if not line.now.target.lower_is_better else (-1, 1)
            if value is not None and line.best is not None:
                assert better * value <= better * line.best.measure.value
            if value is not None and line.worst is not None:
                assert worse * value <= worse * line.worst.measure.value
            if line.expected is not None and line.now.verdict.running and line.now.outcome == "missed":
                assert line.expected.outcome == "missed"

    law()


def outage(number):
    """One outage of so many microseconds, away from all others."""
    first = hours(500)
    return [row() | {"start": first, "end": first + timedelta(microseconds=number)}]


def failing(**fields):
    return lambda number: [row(500 + index // 4, **fields) for index in range(number)]


def slices(number):
    """A failure in as many intervals of six hours."""
    return [row(504 + 6 * index, ok=False) for index in range(number)]


OUTAGES = [name for name, (metric, _, _) in METRICS.items() if isinstance(metric, sk.Uptime | sk.Downtime)]


def late(number):
    """As many records that are done six days later."""
    return [row(500, length=150) for _ in range(number)]


MORE = dict.fromkeys(OUTAGES, outage) | {  # so many more losses, each as headroom has them
    "slices": slices,
    "share": failing(ok=False),
    "checks": failing(ok=False),
    "refusals": failing(ok=False),
    "count": failing(ok=False),
    "distinct": lambda number: [row(500, ok=False, kind=f"more {index}") for index in range(number)],
    "within": late,
    "within less than": late,
    "on time": late,
    "on time, less than": late,
    "share by two fields": late,
}
BY_HAND = ("coverage", "on schedule", "checks by time", "slices of counts")  # in tests/analysis/headrooms, or always missed here


@pytest.mark.parametrize("name", METRICS)
@pytest.mark.parametrize("as_of", [OVER, hours(480)], ids=["over", "open"])
def test_so_much_more_is_met_and_one_more_is_missed(name, as_of):
    """So many more failures, or one more outage of that length, and June is still met; with one smallest step more it is missed."""

    @settings(max_examples=FEW)
    @given(some_rows(400, 40), st.booleans())
    def law(rows, good):
        rows = [one | {"ok": True, "done": one["at"], "end": one["start"] + timedelta(minutes=1)} if good else one for one in rows]
        room = sk.analyses.headroom(june(name), {"rows": rows}, as_of=as_of)["it"]
        if name not in MORE:
            assert room.why or room.until_missed is None or name in BY_HAND
        elif room.until_missed is not None:
            assume(room.unit == TIME or room.until_missed < 200)
            assert line_of(name, [*rows, *MORE[name](room.until_missed)]).outcome == "met"
            assert line_of(name, [*rows, *MORE[name](room.until_missed + 1)]).outcome == "missed"

    law()


@pytest.mark.parametrize("name", OUTAGES)
def test_so_much_less_of_an_outage(name):
    """One outage that is so much shorter, or longer, turns the verdict; one microsecond less does not."""

    @settings(max_examples=FEW)
    @given(st.integers(1, 60))
    def law(length):
        first, micro = hours(100), timedelta(microseconds=1)
        line = line_of(name, [row(100, length)])
        if line.needed is None or line.needed.change is None:
            return
        change = line.needed.change.number
        for off, turned in ((0, True), (1 if change < 0 else -1, False)):
            ended = row(100) | {"end": first + timedelta(hours=length) + (change + off) * micro}
            assert (line_of(name, [ended]).outcome == line.needed.outcome) is turned

    law()


@given(st.integers(1, 30), st.integers(0, 30))
def test_so_many_fewer_failures(good, bad):
    """So many of those that failed as good ones turn the verdict, and one fewer does not."""
    rows = [row(ok=True)] * good + [row(ok=False)] * bad
    line = line_of("share", rows)
    assume(line.needed is not None and line.needed.change is not None)
    for off, turned in ((0, True), (1, False)):
        now_bad = bad + line.needed.change.number + (off if line.needed.change.number < 0 else -off)
        every = [row(ok=True)] * (good + bad - now_bad) + [row(ok=False)] * now_bad
        assert (line_of("share", every).outcome == line.needed.outcome) is turned
    assert Fraction(bad, good + bad) > Fraction(1, 10) or line.outcome == "met"
