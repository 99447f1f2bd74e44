"""Details agree with the measure exactly, for every family of metrics: from rows and columns, in any order and batches, and fed again."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st
from read_back import every_field
from test_m1_columns import CASES, OUTAGES, kinds_of, pandas, tables
from test_m1_families import ALL as CHOSEN, KNOWN, SAME, agreement_of, all_streams, law_rows, quiet_rows
from test_m1_order import EXAMPLES, instants_of, records

import slakit as sk
from slakit.metrics.compound.compound_base import Compound
from slakit.metrics.details import BAD, KINDS, PENDING, STATES
from slakit.metrics.measure import TIME
from slakit.metrics.tallies.ordered_values import OrderedValues


def details_of(statement):
    return {line.key: line.details for line in statement.lines}


def without_details(statement):
    """Its plain data, as if nobody had asked for details."""
    data = statement.to_dict()
    return {**data, "lines": [{key: value for key, value in line.items() if key != "details"} for line in data["lines"]]}


def agrees(metric, measure, details):
    """The figures by day and by hour, the values and the spans of one line come to its measure."""
    if isinstance(metric, Compound) or measure.value is None or details.more:
        assert details.reason or details.records or details.time or measure.value is None or not measure.sample
        return
    assert {span.kind for span in details.time} <= set(KINDS)
    assert {record.state for record in details.records} <= set(STATES)
    days, hours = details.by_day, details.by_hour
    for name in ("good", "total", "amount"):
        assert sum(getattr(one, name) or 0 for one in days) == sum(getattr(one, name) or 0 for one in hours)
    total, good = (sum(getattr(one, name) or 0 for one in days) for name in ("total", "good"))
    scale = getattr(metric, "pooled", 1)
    counted = [value for value, count in details.values for _ in range(count)]
    if isinstance(metric, sk.Mean):  # a sum of values, and how many they are or what they weigh
        if metric.weight is None:
            assert (sum(counted), len(counted)) == (measure.part, measure.whole)
    elif measure.whole is not None and not getattr(metric, "length", None):
        assert total * scale == measure.whole
        if not getattr(metric, "whole", None):
            assert good * scale == measure.part
    if measure.lost_in == TIME and not getattr(metric, "length", None):
        assert details.lost * scale == measure.whole - measure.part
    if isinstance(metric, sk.Downtime):
        assert details.lost == measure.value
    if details.time and measure.lost == "lost intervals":
        assert details.lost == measure.whole - measure.part
    if measure.pending or isinstance(metric, sk.Within | sk.OnTime):
        late = sum(record.count for record in details.records if record.state == PENDING)
        late += sum(r.count for r in details.records if r.reason == "still running" and r.state == BAD) * isinstance(metric, sk.Lateness)
        assert late == measure.pending
    if isinstance(metric, sk.Elapsed | sk.Lateness):
        assert len(counted) == measure.sample
        exact = metric.statistic.of_all(OrderedValues(counted)) if counted else None
        assert exact == measure.value or abs(exact - measure.value) <= metric.statistic.within * exact
    if isinstance(metric, sk.Mean) and metric.weight is None:
        assert Fraction(sum(counted), len(counted)) == measure.value
    if isinstance(metric, sk.Total | sk.Count):
        assert sum(counted) == measure.value


@pytest.mark.slow
@pytest.mark.parametrize("name", ["daily", "rolling"])
def test_details_agree_with_the_measure(name):
    """Whole, row by row in another order, and from a monitor that is fed: the same figures, digest, and details."""
    agreed = agreement_of(name, CHOSEN)
    metrics = {objective.name: objective.metric for objective in agreed.objectives}

    @settings(max_examples=max(12, EXAMPLES // 4), deadline=None)
    @given(records(name), quiet_rows(name), st.none() | instants_of(name))
    def law(given, quiet, as_of):
        given = all_streams(name, given, quiet)
        plain = sk.evaluate(agreed, given, as_of=as_of)
        whole = sk.evaluate(agreed, given, as_of=as_of, details=True)
        assert (whole, whole.digest, without_details(whole)) == (plain, plain.digest, plain.to_dict())
        again = sk.Statement.from_json(whole.to_json())
        assert (again, every_field(again)) == (whole, every_field(whole))
        for line in whole.lines:
            agrees(metrics[line.name], line.measure, line.details)
        monitor = sk.Monitor(agreed)
        for stream, rows in given.items():
            rows = list(rows)
            random.Random(7).shuffle(rows)
            monitor.feed(stream, rows[: len(rows) // 2])
            monitor.feed(stream, rows[len(rows) // 2 :])
        asked = monitor.statement(as_of=as_of, details=True)
        assert asked == monitor.statement(as_of=as_of)
        assert asked.digest == plain.digest
        assert details_of(asked) == details_of(whole)

    law()


@pytest.mark.slow
def test_columns_give_the_details_of_rows():
    pytest.importorskip("narwhals")
    pandas(("team",), [{"team": "a"}], {"team": "text"})
    agreed = agreement_of("monthly", CHOSEN)
    timed = {"asked", "replied", "due", "changed", "start", "end"}

    @settings(max_examples=max(12, EXAMPLES // 4), deadline=None)
    @given(tables("monthly", texts=False), quiet_rows("monthly"))
    def law(given, quiet):
        cases, outages = given
        rest = {stream: [KNOWN[stream], *rows] for stream, rows in quiet.items()}
        rows = law_rows(cases)
        kinds = {field: kind for field, name in SAME.items() for kind in kinds_of((name,), timed).values()}
        framed = {"cases": pandas(CASES, cases, kinds_of(CASES, timed)), "outages": pandas(OUTAGES, outages, kinds_of(OUTAGES, timed))}
        framed["rows"] = pandas(tuple(SAME), rows, kinds)
        whole = sk.evaluate(agreed, {"cases": cases, "outages": outages, "rows": rows, **rest}, details=True)
        assert details_of(sk.evaluate(agreed, framed | rest, details=True)) == details_of(whole)

    law()
