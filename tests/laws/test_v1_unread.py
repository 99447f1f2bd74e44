"""V1: the figure of all records lies within the bounds of the figure of those that could be read; what is certain does not change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st
from test_m1_families import families
from test_m1_order import DESK, EXAMPLES

import slakit as sk

START = datetime(2026, 3, 27, tzinfo=UTC)
instants = st.integers(-30, 100).map(lambda hours: START + timedelta(hours=hours))
cases = st.fixed_dictionaries(
    {
        "id": st.integers(1, 9).map(str),
        **dict.fromkeys(("asked", "replied", "due", "changed"), instants),
        "type": st.sampled_from(["high", "low", "3", "other"]),
        "team": st.sampled_from(["a", "b"]),
        "score": st.sampled_from([0, 1, 3, 5, 2.5]),
    }
)
outages = st.fixed_dictionaries({"start": instants, "end": instants, "team": st.sampled_from(["a", "b", "c"])})
FIELDS = {"cases": ("asked", "replied", "due", "score"), "outages": ("start", "end")}
CLOCK = {"since": "asked", "until": "replied"}
NOT_MEASURED = {  # what is measured is the records themselves, or who is there to be asked
    "paused": "its holds are another stream",
}
METRICS = {
    **{name: metric for name, metric in families().items() if name not in NOT_MEASURED},
    "uptime": sk.Uptime("outages"),
    "downtime": sk.Downtime("outages", clock=DESK),
    "share": sk.Share("cases", good={"score": ">= 3"}, at="asked"),
    "within": sk.Within("cases", "3 hours", clock=DESK, **CLOCK),
    "within by end": sk.Within("cases", "3 hours", attribute="end", **CLOCK),
    "elapsed max": sk.Elapsed("cases", statistic="max", **CLOCK),
    "elapsed total": sk.Elapsed("cases", statistic="total", **CLOCK),
    "count": sk.Count("cases", at="asked"),
    "count where": sk.Count("cases", at="asked").where(score=">= 3"),
    "total": sk.Total("cases", "score", at="asked"),
    "mean": sk.Mean("cases", "score", at="asked"),
    "ratio": sk.Count("cases", at="asked").where(score=">= 3") / sk.Count("cases", at="asked"),
    "product": sk.Share("cases", good={"score": ">= 3"}, at="asked") * sk.Uptime("outages"),
}


def lines_of(metric, records):
    agreed = sk.Agreement(
        "Law",
        provider="P",
        customer="C",
        term=("2026-03-27", "2026-03-31"),
        timezone="Europe/London",
        window="daily",
        objectives=[sk.Objective("One", metric, target_of(metric))],
    )
    streams = {stream: rows for stream, rows in records.items() if stream in agreed.streams}
    statement = sk.evaluate(agreed, streams, as_of="2026-04-02T00:00Z")
    return {(line.period.label, line.group): line for line in statement.lines}


def target_of(metric):
    wanted = "at least 60 %" if metric.is_share else f"at most 2 {metric.unit}".strip()
    return wanted.replace("2 us", "2 hours")


@pytest.mark.parametrize("name", METRICS)
def test_the_truth_lies_within_the_bounds(name):
    """Cells of some records are made unreadable: what all records give is no surprise."""
    metric = METRICS[name]

    @settings(max_examples=EXAMPLES)
    @given(st.lists(cases, min_size=1, max_size=6), st.lists(outages, min_size=1, max_size=4), st.data())
    def law(some, others, data):
        records = {"cases": some, "outages": others}
        spoilt = {stream: [dict(row) for row in rows] for stream, rows in records.items()}
        for stream, rows in spoilt.items():
            for place in data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=2)):
                for field in data.draw(st.sets(st.sampled_from(FIELDS[stream]), min_size=1)):
                    rows[place][field] = "?"
        whole = lines_of(metric, records)
        for key, line in lines_of(metric, spoilt).items():
            if key not in whole:  # a group of which all lay outside the term
                continue
            measure, truth = line.measure, whole[key].measure
            if truth.value is None or measure.value is None:
                assert measure.value is not None or not line.verdict.certain or not measure.unread
                continue
            assert measure.low is None or measure.low <= truth.value
            assert measure.high is None or truth.value <= measure.high
            assert not line.verdict.certain or line.outcome is whole[key].outcome

    law()
