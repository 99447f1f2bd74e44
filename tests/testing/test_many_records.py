"""month, requests and checks: how many records, when, and how many of them failed."""

import pytest

import slakit as sk
from slakit import testing as skt
from slakit.errors import UsageError

PARTIES = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC"}


def measure_of(metric, records, period="2026-06"):
    agreement = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        objectives=[sk.Objective("O", metric, "at least 9 %")],
    )
    statement = sk.evaluate(agreement, {metric.stream: records}, period=period)
    assert statement.problems == ()
    return statement.lines[0].measure


def test_periods_of_the_calendar():
    """By the wall clock of a zone: March in London has an hour less than 31 days."""
    march = skt.month("2026-03", tz="Europe/London")
    assert (march.span.duration.total_seconds() / 3600, march.label, march.partial) == (743, "2026-03", False)
    hours = [skt.month(label).span.duration.total_seconds() / 3600 for label in ("2026", "2026-Q2", "2026-W23", "2026-06-05")]
    assert hours == [8760, 2184, 168, 24]


def test_it_is_a_period_of_evaluate():
    """And of the other builders."""
    june = skt.month("2026-06")
    metric = sk.Share("requests", good={"ok": True})
    assert measure_of(metric, skt.requests(june, total=1000, failed=12), june).value * 1000 == 988
    assert skt.checks(june.span, every="1 day") == skt.checks("2026-06", every="1 day")


def test_requests():
    """10,000 of June, 12 of which failed: 99.88 %; all lie in the month, evenly."""
    rows = skt.requests("2026-06", total=10_000, failed=12, service="web")
    assert measure_of(sk.Share("requests", good={"ok": True}), rows).value * 10_000 == 9_988
    assert (rows[0]["at"], rows[-1]["at"], rows[5000]["at"]) == (
        "2026-06-01T00:00:00Z",
        "2026-06-30T23:55:40.800000Z",
        "2026-06-16T00:00:00Z",
    )
    assert {row["service"] for row in rows} == {"web"}
    assert [row["ok"] for row in skt.requests("2026-06", total=4, failed="25 %")] == [False, True, True, True]


def test_a_metric_names_the_fields():
    """Of single requests, and of counts: 288 in a day of 24 hours, 20 of which failed in the first two."""
    share = sk.Share("requests", good={"status": "< 500"}, at="seen").where(zone="eu").by("service")
    row = skt.requests("2026-06", total=2, failed=1, metric=share, service="web")[0]
    assert row == {"seen": "2026-06-01T00:00:00Z", "service": "web", "zone": "eu", "status": 500}
    counts = sk.Slices("traffic", total="n", bad="errors", per="1 hour")
    rows = skt.requests("2026-06-08", total=288, failed=20, metric=counts)
    assert [(row["n"], row["errors"]) for row in rows[:3]] == [(12, 12), (12, 8), (12, 0)]
    assert sum(row["n"] for row in rows) == 288


def test_checks():
    """Every five minutes of June are 8,640; 8 failed are 8632/8640."""
    metric = sk.Checks("probes", ok={"up": True}, every="5 min")
    rows = skt.checks("2026-06", every="5 min", failed=8, metric=metric)
    assert (len(rows), measure_of(metric, rows).value * 8640) == (8640, 8632)
    assert sum(row["ok"] for row in skt.checks("2026-06", every="3 hours", ok="97.5 %")) == 234  # of 240
    assert len(skt.checks("2026-03", every="1 hour", tz="Europe/London")) == 743


@pytest.mark.parametrize(("make", "problem"), [
    (lambda: skt.month("june"), "'june' is not a period of the calendar; write '2026-06'"),
    (lambda: skt.month(202606), "202606 is not a period of the calendar"),
    (lambda: skt.checks("2026-06", every="5 min", ok="99.9 %"), "no whole number of 8,640; the nearest are 99.895833 % and 99.907407 %"),
    (lambda: skt.checks("2026-06", every="5 min", ok="99 %", failed=3), "ok= and failed= say the same in two ways; write one of them"),
    (lambda: skt.checks("2026-06", every="5 GB"), "every: '5 GB' is not a duration"),
    (lambda: skt.checks("2026-06", every="60 days"), "every='60 days' is not the time from one check to the next of 2026-06"),
    (lambda: skt.checks("2026-06", every="1 h", ok="often"), "ok='often' is neither a number nor a share; write ok=3 or ok='99.5 %'"),
    (lambda: skt.requests("2026-06", total=0), "total=0 is not a number of records; write total=10_000"),
    (lambda: skt.requests("2026-06", total=True), "total=True is not a number of records"),
    (lambda: skt.requests("2026-06", total=3, failed=4), "failed=4 is not a number of the 3 there are; write failed=3"),
    (lambda: skt.requests("2026-06", total=3, failed="5 h"), "failed='5 h' is neither a number nor a share"),
    (lambda: skt.requests("2026-06", total=3, metric=sk.Count("x")), r"metric=Count\('x'\) does not say which records are good"),
])  # fmt: skip
def test_what_is_refused_of_many_records(make, problem):
    """With what to write."""
    with pytest.raises(UsageError, match=problem):
        make()


def test_a_rhythm_that_does_not_divide_the_period():
    """720 hours have checks after 0, 7, ... 714 hours, which are 103; March has 743 hours in London, and 372 checks every two hours."""
    last = skt.checks("2026-06", every="7 h")[-1]
    assert (len(skt.checks("2026-06", every="7 h")), last["at"]) == (103, "2026-06-30T18:00:00Z")
    assert len(skt.checks("2026-03", every="2 h", tz="Europe/London")) == 372
    with pytest.raises(UsageError, match=r"every='2 days' is not the time from one check to the next of 2026-06-08"):
        skt.checks("2026-06-08", every="2 days")
