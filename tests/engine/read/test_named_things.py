"""A metric of one thing says when it takes records of several together, however they came."""

import json

import pytest

import slakit as sk

AT = {"start": "2026-01-02T00:00Z", "end": "2026-01-03T00:00Z", "at": "2026-01-02T00:00Z", "up": True, "n": 3}
ROWS = [{**AT, "Monitor": f"m{number % 9}"} for number in range(40)]
TOLD = "records of 9 monitors are taken together; write .by('Monitor')"


def agreement(metric):
    objective = sk.Objective(
        "O", metric, "at least 1 item" if metric.unit == "item" else "at most 9 days" if metric.unit else "at least 0 %"
    )
    return sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=[objective])


METRICS = {
    "uptime": sk.Uptime("s"),
    "downtime": sk.Downtime("s"),
    "checks": sk.Checks("s", ok={"up": True}),
    "level": sk.kpis.Gauge("s", "n"),
    "worst": sk.worst(sk.Uptime("s"), sk.Share("s", good={"up": True})),
}


@pytest.mark.parametrize("name", METRICS)
def test_several_monitors_without_by_are_told(name):
    """Nine monitors in forty rows: the workings and the explanation say so, for rows, frames, saved and merged monitors."""
    agreed = agreement(METRICS[name])
    whole = sk.evaluate(agreed, {"s": ROWS})
    assert TOLD in whole.line("O").measure.workings
    assert TOLD in str(whole.explain("O"))
    first, second = sk.Monitor(agreed), sk.Monitor(agreed)
    first.feed("s", ROWS[:5])
    second.feed("s", ROWS[5:])
    first = sk.Monitor.restore(agreed, json.loads(json.dumps(first.state())))
    first.merge(second)
    assert first.statement().to_dict() == whole.to_dict()
    assert TOLD in first.statement(as_of="2026-01-02T12:00Z").line("O").measure.workings
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    pytest.importorskip("narwhals")
    for frame in (polars.DataFrame(ROWS), polars.DataFrame(ROWS).lazy(), pandas.DataFrame(ROWS), iter(ROWS)):
        assert sk.evaluate(agreed, {"s": frame}).to_dict() == whole.to_dict()


QUIET = {
    "grouped": sk.Uptime("s").by("Monitor"),
    "filtered": sk.Checks("s", ok={"up": True}).where(Monitor="m1"),
    "told apart": sk.Uptime("s", units=9, unit_by="Monitor", across="any"),
    "counted": sk.Count("s"),
    "covered": sk.Coverage("s", promised=sk.ALWAYS),
}


@pytest.mark.parametrize("name", QUIET)
def test_a_metric_that_says_what_it_does_with_them_is_quiet(name):
    """It groups by them, names one, tells them apart, or counts records."""
    assert all("taken together" not in line.measure.workings for line in sk.evaluate(agreement(QUIET[name]), {"s": ROWS}).lines)


def test_one_monitor_is_nothing_to_tell():
    """Nor are two spellings of one value, or records without any."""
    rows = [{**AT, "host": host} for host in (7, "7", None, "")]
    assert "taken together" not in sk.evaluate(agreement(sk.Uptime("s")), {"s": rows}).line("O").measure.workings


def test_more_than_are_told_apart():
    """Two thousand hosts are a thousand or more, and the tally of them stays as small."""
    rows = [{**AT, "host": number} for number in range(2000)]
    workings = sk.evaluate(agreement(sk.Uptime("s")), {"s": rows}).line("O").measure.workings
    assert workings.endswith("records of 1,000 or more hosts are taken together; write .by('host')")
