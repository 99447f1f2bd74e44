"""P9 for every family of metrics: whatever the provider does worse, no less is owed, by a rule of tiers and by one of steps."""

from datetime import UTC, datetime, timedelta

import pytest
from classes import words_missing
from hypothesis import given, settings, strategies as st

import slakit as sk
from slakit.documents.kinds import METRIC

START = datetime(2026, 6, 1, tzinfo=UTC)
DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
CLOCK = {"since": "at", "until": "done", "clock": DESK}
DAILY = sk.Recurring("FREQ=DAILY", tz="UTC")

GOOD = {"good": {"ok": True}}
SHARE = sk.Share("rows", **GOOD)
CHECKS = sk.Checks("rows", ok={"ok": True})


def hours(n):
    return START + timedelta(hours=n)


def bad(row):
    """A record that failed."""
    return {**row, "ok": False}


def late(row):
    """A record that was done two days later."""
    return {**row, "done": row["done"] + timedelta(days=2)}


def less(row):
    """A record of which half was reached."""
    return {**row, "reach": row["reach"] // 2}


def longer(row):
    """An outage of ten more hours."""
    return {**row, "end": row["end"] + timedelta(hours=10)}


FAMILIES = {  # the metric, its target, and what makes a record of it worse (None: the record is not there)
    "uptime by weight": (sk.Uptime("rows", weights={"a": 1, "b": "50 %"}, weight_by="kind"), "at least 99 %", longer),
    "uptime, least and consecutive": (sk.Uptime("rows", minimum_length="2 hours", consecutive="3 hours"), "at least 99 %", longer),
    "uptime, pooled": (sk.Uptime("rows", units=["a", "b"], unit_by="kind", across="pooled"), "at least 99 %", longer),
    "downtime": (sk.Downtime("rows", weights={"a": 1, "b": "50 %"}, weight_by="kind"), "at most 1 hour", longer),
    "downtime, whole": (sk.Downtime("rows", minimum_length="2 hours", consecutive="3 hours", whole="90 min"), "at most 1 hour", longer),
    "checks": (CHECKS, "at least 90 %", bad),
    "checks in a row": (sk.Checks("rows", ok={"ok": True}, in_a_row=2), "at least 90 %", bad),
    "checks by time": (sk.Checks("rows", ok={"ok": True}, count="time", gap="6 hours"), "at least 90 %", bad),
    "slices": (sk.Slices("rows", per="6 hours", **GOOD), "at least 99 %", bad),
    "good slices": (sk.Slices("rows", per="6 hours", threshold="at least 60 %", in_a_row=2, **GOOD), "at least 99 %", bad),
    "within": (sk.Within("rows", {"a": "4 hours", "b": "1 business day"}, limit_by="kind", **CLOCK), "at least 90 %", late),
    "elapsed": (sk.Elapsed("rows", statistic="p90", **CLOCK), "at most 2 hours", late),
    "lateness": (sk.Lateness("rows", "4 hours", **CLOCK), "at most 1 hour", late),
    "refusals": (sk.Approved("rows", "1 business day", good={"ok": True}, **CLOCK), "at least 90 %", bad),
    "on time": (sk.OnTime("rows", due="due", done="done"), "at least 90 %", late),
    "on schedule": (sk.OnSchedule("rows", due=DAILY, done="done"), "at least 90 %", None),
    "coverage": (
        sk.Coverage("rows", promised=DESK, end="done", start="at", headcount=2, agent="kind", basis="heads"),
        "at least 90 %",
        None,
    ),
    "trough": (sk.Trough("rows", field="reach", per="12 hours"), "at least 2 item/hour", less),
    "peak": (sk.Peak("rows", field="reach", per="12 hours"), "at least 2 item/hour", less),
    "rate": (sk.Rate("rows", field="reach", per="1 hour"), "at least 2 item/hour", less),
    "level": (sk.kpis.Gauge("rows", "reach", statistic="time-weighted mean"), "at least 50", less),
    "each ratio": (sk.kpis.MeanRatio("rows", "reach", over="seen"), "at least 40 %", less),
    "mean": (sk.Mean("rows", "reach"), "at least 50", less),
    "mean by weight": (sk.Mean("rows", "reach", weight="hours"), "at least 50", less),
    "product": (SHARE * CHECKS * sk.Uptime("rows"), "at least 90 %", bad),
    "growth": (sk.kpis.Growth(sk.Total("rows", "reach"), against="500"), "at least 5 %", less),
    "worst": (sk.worst(SHARE, CHECKS), "at least 90 %", bad),
    "best": (sk.best(SHARE, sk.Slices("rows", per="6 hours", **GOOD)), "at least 90 %", bad),
    "gated": (sk.Gated(SHARE, CHECKS, at_least="50 %"), "at least 90 %", bad),
    "share": (SHARE, "at least 90 %", bad),
    "weighted": (0.5 * SHARE + 0.5 * CHECKS, "at least 90 %", bad),
    "ratio": (sk.Total("rows", "reach") / sk.Total("rows", "seen"), "at least 40 %", less),
    "count": (sk.Count("rows").where(ok=False), "at most 3", bad),
    "distinct": (sk.kpis.Distinct("rows", "kind").where(ok=False), "at most 1", bad),
    "throughput": (sk.Throughput("rows", done="reach", load="seen", per="12 hours", when="> 50"), "at least 2 item/hour", less),
}


def test_every_metric_is_listed():
    """Every metric of the standard vocabulary is under the law, so that a new one cannot be forgotten."""
    assert not words_missing(sk.STANDARD, METRIC, [metric for metric, _, _ in FAMILIES.values()])


EDGES = {
    "": {"99 %": "5 %", "50 %": "10 %", "0.1 %": "20 %"},
    "item": {"40": "5 %", "10": "10 %"},
    "us": {"3 hours": "5 %", "9 hours": "10 %"},
}
UPWARD = {"2": "5 %", "5": "10 %"}  # items of which fewer are better


def rules(metric, target):
    """A rule of tiers, and one of steps."""
    edges = (
        UPWARD
        if metric.unit == "item" and target.startswith("at most")
        else EDGES.get(metric.unit, {f"{edge} {metric.unit}": pays for edge, pays in ((1, "5 %"), (0.5, "10 %"))})
    )
    step = {"": "1 pp", "item": "3", "us": "90 min"}.get(metric.unit, f"0.3 {metric.unit}")
    tiers = sk.Tiered(above=edges) if target.startswith("at most") else sk.Tiered(edges)
    return {"tiers": tiers, "steps": sk.Linear("1 %", per=step)}


rows = st.lists(
    st.builds(
        lambda at, length, kind, ok, reach: {
            "at": hours(at),
            "start": hours(at),
            "end": hours(at + length),
            "done": hours(at + length),
            "due": hours(at + 24),
            "kind": kind,
            "ok": ok,
            "reach": reach,
            "seen": 100,
            "hours": length,
        },
        st.integers(0, 600),
        st.integers(1, 60),
        st.sampled_from(["a", "b"]),
        st.booleans(),
        st.integers(0, 100),
    ),
    min_size=1,
    max_size=9,
)


@pytest.mark.parametrize("name", FAMILIES)
def test_worse_service_never_pays_the_provider(name):
    """Some records made worse: by no rule is less owed."""
    metric, target, worsen = FAMILIES[name]
    agreed = sk.Agreement(
        "Law",
        provider="P",
        customer="C",
        term=("2026-06-01", "2026-07-01"),
        timezone="UTC",
        fee="1000 GBP",
        objectives=[sk.Objective(word, metric, target, penalty=rule) for word, rule in rules(metric, target).items()],
    )

    @settings(max_examples=min(25, settings.get_profile(settings.get_current_profile_name()).max_examples))
    @given(rows, st.data())
    def law(some, data):
        chosen = data.draw(st.lists(st.booleans(), min_size=len(some), max_size=len(some)))
        worse = [row if not pick else worsen(row) if worsen else None for row, pick in zip(some, chosen, strict=True)]
        known = dict.fromkeys(some[0])
        owed, then = (sk.evaluate(agreed, {"rows": [known, *filter(None, given)]}, as_of="2026-07-10T00:00Z") for given in (some, worse))
        for before, after in zip(owed.lines, then.lines, strict=True):
            assert before.credit <= after.credit or after.outcome is sk.Outcome.NO_DATA

    law()
