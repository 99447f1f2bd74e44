"""Indicators and the methods of counting, as metrics."""

from itertools import product

import pytest
from openslo_cases import RATIO, TERM, THRESHOLD, TWO_WEEKS, objective, slo

import slakit as sk

RAW = "ratioMetric:\n  rawType: {}\n  raw:\n    metricSource:\n      type: Any"
BAD = RATIO.replace("good:", "bad:")


@pytest.fixture(autouse=True)
def _yaml():
    pytest.importorskip("yaml")


def made(sli, method, **keys):
    """The metric and the target of the one objective, and what is lost at it."""
    read = sk.openslo.read_slos(
        slo(indicator="i", sli=sli, window=TWO_WEEKS, method=method, objectives=[objective("O", **keys)]), term=TERM
    )
    [one] = read.agreement.objectives
    return one.metric, str(one.target), [loss.text for loss in read.losses if "objectives[0]" in loss.location]


SLICED = {"timeSliceWindow": "5m", "target": 0.98}
EMPTY = "a slice without records is good here; OpenSLO does not say what it is"
SIGNS = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


@pytest.mark.parametrize("sli", [RATIO, BAD])
def test_ratios(sli):
    """Good out of total and the rest of bad out of total are one figure: so many events of all are good."""
    assert made(sli, "Occurrences", target=0.98) == (sk.Share("i", good={"good": True}), "at least 98 %", [])
    slices = sk.Slices("i", good={"good": True}, per="5 min", threshold="at least 90 %")
    assert made(sli, "Timeslices", **SLICED, timeSliceTarget=0.9) == (slices, "at least 98 %", [EMPTY])
    assert made(sli, "RatioTimeslices", **SLICED) == (sk.Slices("i", good={"good": True}, per="5 min"), "at least 98 %", [EMPTY])


@pytest.mark.parametrize(("op", "method"), [*product(SIGNS, ("Occurrences", "Timeslices", "RatioTimeslices"))])
def test_thresholds(op, method):
    """An event is good whose value compares as op says, exactly."""
    good = {"value": f"{SIGNS[op]} 0.1"}
    sliced = {"timeSliceTarget": 0.9} if method == "Timeslices" else {}
    metric, target, _ = made(THRESHOLD, method, op=op, value=0.1, **SLICED, **sliced)
    assert target == "at least 98 %"
    if method == "Occurrences":
        assert metric == sk.Share("i", good=good)
    else:
        assert metric == sk.Slices("i", good=good, per="5 min", threshold="at least 90 %" if sliced else None)


def test_ratios_that_are_computed():
    """Their mean is held against the target, of failures against the rest of it; a slice is good whose ratios reach its target."""
    assert made(RAW.format("success"), "Occurrences", target=0.98)[:2] == (sk.Mean("i", "ratio"), "at least 98 %")
    assert made(RAW.format("failure"), "Occurrences", target=0.98)[:2] == (sk.Mean("i", "ratio"), "at most 2 %")
    for kind, good in (("success", ">= 0.9"), ("failure", "<= 0.1")):
        metric, target, lost = made(RAW.format(kind), "Timeslices", **SLICED, timeSliceTarget=0.9)
        assert metric == sk.Slices("i", good={"ratio": good}, per="5 min", threshold="at least 100 %")
        assert target == "at least 98 %"
        assert lost == [EMPTY, "a slice of several records is good when the ratio of each reaches it"]
    metric, target, lost = made(RAW.format("failure"), "RatioTimeslices", **SLICED)
    assert (metric, target) == (sk.Mean("i", "ratio"), "at most 2 %")
    assert lost == [EMPTY, "the ratios of all records count alike; a slice with more records counts more"]


@pytest.mark.parametrize(
    ("written", "per"),
    [("1m", "1 min"), ("90m", "90 min"), (5, "5 min"), ("2h", "2 hours"), ("1d", "1 day"), ("1w", "7 days"), ("1M", "monthly")],
)
def test_slices(written, per):
    """A bare number is minutes; m is minutes and M months, which the calendar has."""
    window = "- duration: 1Y\n  isRolling: false\n  calendar: {startTime: 2022-01-01 00:00:00, timeZone: UTC}"
    text = slo(
        indicator="i", sli=RATIO, window=window, method="RatioTimeslices", objectives=[objective("O", target=0.98, timeSliceWindow=written)]
    )
    [one] = sk.openslo.read_slos(text, term=TERM).agreement.objectives
    assert one.metric == sk.Slices("i", good={"good": True}, per=per)


def test_figures():
    """One event of two under 500 ms is 50 %, whatever the slices; of two slices, one good, half are good."""
    rows = [{"at": "2022-03-01T10:00Z", "value": 499}, {"at": "2022-03-01T11:00Z", "value": 500}, {"at": "2022-03-01T11:01Z", "value": 1}]
    for method, keys, whole, part in (
        ("Occurrences", {}, 3, 2),
        # 14 days of 24 hours are 336 slices; that of 11:00 has one good event of two, 50 %, and misses 60 %; all others are good
        ("Timeslices", {"timeSliceWindow": "1h", "timeSliceTarget": 0.6}, 336, 335),
    ):
        text = slo(
            indicator="i",
            sli=THRESHOLD,
            window=TWO_WEEKS,
            method=method,
            objectives=[objective("O", op="lt", value=500, target=0.98, **keys)],
        )
        agreement = sk.openslo.read_slos(text, term=TERM).agreement
        [line] = sk.evaluate(agreement, {"i": rows}, period="2022-03-05").lines
        assert (line.measure.part, line.measure.whole) == (part, whole)


def test_a_source_of_slakit():
    """A source of the type "slakit" names the stream and its fields, and then nothing is assumed."""
    sli = "thresholdMetric:\n  metricSource:\n    type: slakit\n    spec: {stream: requests, at: begun, field: ms, where: {path: [/a, /b]}}"
    metric, _, lost = made(sli, "Occurrences", op="lte", value=300, target=0.98)
    assert metric == sk.Share("requests", good={"ms": "<= 300"}, at="begun", where={"path": ["/a", "/b"]})
    assert lost == []
    for wrong, problem in (
        ("stream: requests, ", "has no stream; write stream: requests"),
        ("[/a, /b]", "[] is not a value to compare with"),
    ):
        text = sli.replace(wrong, "" if "stream" in wrong else "[[]]")
        with pytest.raises(sk.errors.ContractError, match=problem.replace("[", r"\[").replace("]", r"\]")):
            made(text, "Occurrences", op="lte", value=300, target=0.98)
