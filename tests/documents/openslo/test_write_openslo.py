"""OpenSLO out: what is written, and what is said of all else."""

import json

import pytest
from openslo_cases import TERM

import slakit as sk

SHARE = sk.Share("requests", good={"status": "< 500"})


def agreement(*objectives, **terms):
    given = {"provider": "Shop", "customer": "Acme", "term": TERM, "timezone": "Europe/London"} | terms
    return sk.Agreement("Web shop", objectives=objectives, **given)


def written(*objectives, **terms):
    """The SLOs of an agreement as data, and what is lost beyond the parties and the term."""
    made = sk.openslo.write_slos(agreement(*objectives, **terms), "json")
    service, *slos = json.loads(made.text)
    assert service == {
        "apiVersion": "openslo/v1", "kind": "Service", "metadata": {"name": "web-shop", "displayName": "Web shop"}, "spec": {}
    }  # fmt: skip
    return slos, [str(loss) for loss in made.losses if loss.location not in ("agreement.provider", "agreement.customer", "agreement.term")]


def test_a_threshold():
    """Good on one side of one figure is a threshold with op and value; the source names stream and field."""
    [slo], lost = written(sk.Objective("Availability", SHARE.where(path="/a"), "at least 99.95 %", clause="avail"))
    assert slo == {
        "apiVersion": "openslo/v1", "kind": "SLO", "metadata": {"name": "avail", "displayName": "Availability"},
        "spec": {
            "service": "web-shop",
            "indicator": {"metadata": {"name": "requests"}, "spec": {"thresholdMetric": {"metricSource": {
                "type": "slakit", "spec": {"stream": "requests", "at": "at", "where": {"path": "/a"}, "field": "status"}}}}},
            "timeWindow": [{"duration": "1M", "isRolling": False,
                            "calendar": {"startTime": "2000-01-01 00:00:00", "timeZone": "Europe/London"}}],
            "budgetingMethod": "Occurrences",
            "objectives": [{"op": "lt", "value": 500, "target": 0.9995}],
        },
    }  # fmt: skip
    assert lost == []


def test_a_ratio_of_slices():
    """Any other good is counted against all; a threshold of slices is their target."""
    metric = sk.Slices("probes", good={"up": True}, per="90 s", threshold="at least 95 %")
    slos, lost = written(sk.Objective("Up", metric, "at least 99 %"))
    assert slos == []
    assert lost == [
        "objectives[0].metric.per: the objective 'Up' is left out: 90 s is not whole minutes, as a timeSliceWindow of OpenSLO is",
        "agreement.timezone: is not said: no window here is of a calendar",
    ]
    metric = sk.Slices("probes", good={"up": True}, per="90 min", threshold="more than 95 %", minimum=3, empty="bad")
    [slo], lost = written(sk.Objective("Up", metric, "at least 99 %", window=sk.rolling("28 days", step=sk.weekly())))
    ratio = slo["spec"]["indicator"]["spec"]["ratioMetric"]
    assert ratio["good"] == {"metricSource": {"type": "slakit", "spec": {"stream": "probes", "at": "at", "good": {"up": True}}}}
    assert ratio["total"] == {"metricSource": {"type": "slakit", "spec": {"stream": "probes", "at": "at"}}}
    assert slo["spec"]["timeWindow"] == [{"duration": "28d", "isRolling": True}]
    assert slo["spec"]["objectives"] == [{"timeSliceTarget": 0.95, "timeSliceWindow": "90m", "target": 0.99}]
    assert lost == [
        "objectives[0].window: is judged weekly; OpenSLO does not say how often a window is",
        "objectives[0].metric: threshold: 'more than' is not said: a slice of OpenSLO is good when it reaches its target",
        "objectives[0].metric.minimum: is not said: OpenSLO has no word for it",
        "objectives[0].metric.empty: is not said: OpenSLO has no word for it",
        "agreement.timezone: is not said: no window here is of a calendar",
    ]


def test_objectives_of_one_slo():
    """What has a clause and a window in common, and the first part of its name, is one SLO."""
    mean = sk.Slices("probes", good={"up": True}, per="5 min")
    slos, _ = written(
        sk.Objective("Up: internal", mean, "at least 99.9 %", clause="up"),
        sk.Objective("Up: promised", mean, "at least 99 %", clause="up"),
        sk.Objective("Up: yearly", mean, "at least 99 %", clause="up", window="yearly"),
        sk.Objective("Up", mean, "at least 98 %"),
    )
    assert [(slo["metadata"]["name"], [one.get("displayName") for one in slo["spec"]["objectives"]]) for slo in slos] == [
        ("up", ["internal", "promised"]), ("up-2", ["yearly"]), ("up-3", [None]),
    ]  # fmt: skip
    assert {slo["spec"]["budgetingMethod"] for slo in slos} == {"RatioTimeslices"}


NO_SHARE = "is not a decimal from 0 to below 1, as a target of OpenSLO is"
LEFT_OUT = [
    (sk.Uptime("outages"), "at least 99 %", {}, "metric", "Uptime counts time, and OpenSLO events or slices of time"),
    (sk.Count("posts"), "at least 3", {}, "target", f"3 {NO_SHARE}"),
    (SHARE, "at most 99 %", {}, "target", "'at most 99 %' is not a least share"),
    (SHARE, "at least 100 %", {}, "target", f"100 % {NO_SHARE}"),
    (SHARE, "at least 99 %", {"window": "whole term"}, "window",
     "whole term has no duration; OpenSLO judges what rolls or what the calendar repeats"),
]  # fmt: skip


@pytest.mark.parametrize(("metric", "target", "terms", "part", "why"), LEFT_OUT)
def test_objectives_that_are_left_out(metric, target, terms, part, why):
    """An objective that would mean something else is no SLO, and is named."""
    slos, lost = written(sk.Objective("O", metric, target, **terms))
    assert slos == []
    assert lost[0] == f"objectives[0].{part}: the objective 'O' is left out: {why}"


def test_what_is_not_said():
    """Every argument that was given and has no word in OpenSLO is listed, of the agreement, its objectives and metrics."""
    objective = sk.Objective(
        "O", sk.Share("requests", good={"status": "< 500"}, unknown="bad", key="id").by("region"), "more than 99 % rounded to 0.1 %",
        penalty=sk.Flat("5 %"), silence="missed", minimum=3, clause="4 (a)", window=sk.monthly(anchor=31, month_end="last"),
    )  # fmt: skip
    terms = {"settlement": sk.Settlement(cap="5 %"), "exclusions": [sk.Exclusion("works", applies_to="requests")]}
    made = agreement(objective, fee="10 GBP", **terms).amend(effective="2022-07-01", fee="11 GBP")
    assert {loss.location for loss in sk.openslo.write_slos(made).losses} == {
        *(f"agreement.{name}" for name in ("provider", "customer", "term", "fee", "settlement", "exclusions", "amendments")),
        *(f"objectives[0].{name}" for name in ("penalty", "silence", "minimum", "target", "clause", "window")),
        *(f"objectives[0].metric.{name}" for name in ("unknown", "key", "by")),
    }


def test_wrong_use():
    with pytest.raises(sk.errors.UsageError, match=r"'contract\.toml' is not an agreement"):
        sk.openslo.write_slos("contract.toml")
    with pytest.raises(sk.errors.UsageError, match="format='toml' is not a format; known: json, yaml"):
        sk.openslo.write_slos(agreement(sk.Objective("O", SHARE, "at least 99 %")), "toml")
