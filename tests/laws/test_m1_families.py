"""M1, M10 and A3 for every family of metrics: any order, any batches, any shards, and columns like rows."""

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st
from law_cases import FIELDS, METRICS
from test_m1_columns import CASES, OUTAGES, kinds_of, pandas, polars, tables
from test_m1_order import DESK, EXAMPLES, NIGHT, WINDOWS, fed, however_fed, instants_of, records, same

import slakit as sk

CLOCK = {"since": "asked", "until": "replied"}
CASE = {"at": "asked"}
LIMITS = {"high": "1 hour", "low": "2 business days", 3: "end of the next business day"}


def families():
    """Every family with its main settings, by name."""
    ok = {"ok": {"score": ">= 3"}, **CASE}
    good = {"good": {"score": ">= 3"}, **CASE}
    every = sk.Recurring("FREQ=DAILY", tz="Europe/London")
    made = {
        "uptime weighted": sk.Uptime("outages", weights={"a": 1, "b": "50 %", "c": "1/3"}, weight_by="team"),
        "uptime any": sk.Uptime("outages", units=["a", "b", "c"], unit_by="team", across="any"),
        "uptime pooled": sk.Uptime("outages", units=3, unit_by="team", across="pooled"),
        "uptime all": sk.Uptime("outages", units=3, unit_by="team", across="all"),
        "uptime least": sk.Uptime("outages", minimum_length="more than 3 hours", consecutive="more than 5 hours"),
        "downtime weighted": sk.Downtime("outages", weights={"a": 1, "b": "50 %", "c": "1/3"}, weight_by="team", whole="7 min"),
        "downtime pooled": sk.Downtime("outages", units=3, unit_by="team", across="pooled", clock=DESK),
        "downtime least": sk.Downtime("outages", minimum_length="3 hours", consecutive="5 hours", whole="1 hour", counting="begun"),
        "checks": sk.Checks("cases", **ok),
        "checks in a row": sk.Checks("cases", in_a_row=2, every="6 hours", **ok),
        "checks by time": sk.Checks("cases", count="time", gap="8 hours", unknowns={"type": "other"}, unknown="hold", clock=DESK, **ok),
        "slices": sk.Slices("cases", per="3 hours", **good),
        "slices by threshold": sk.Slices("cases", per=sk.daily(), threshold=">= 50 %", empty="skip", minimum=2, in_a_row=2, **good),
        "slices of counts": sk.Slices("cases", total="id", bad="score", per="3 hours", threshold=">= 50 %", empty="skip", **CASE),
        "clock by field": sk.Within(
            "cases", LIMITS, limit_by="type", clock={"high": DESK, "low": NIGHT, 3: NIGHT}, clock_by="type", **CLOCK
        ),
        "clock by team": sk.Elapsed("cases", clock={"a": DESK, "b": NIGHT}, clock_by="team", statistic="p90", **CLOCK),
        "due rule": sk.Within("cases", "before 12:00 the same day, else 10:00 the next business day", clock=DESK, **CLOCK),
        "calendar days": sk.Within("cases", "2 calendar days", key="id", paused_by="holds", **CLOCK),
        "end of a day": sk.Within(
            "cases", {"high": "end of the next business day", "low": "30 hours"}, limit_by="type", clock=DESK, **CLOCK
        ),
        "days of a month": sk.Within(
            "cases",
            {"high": "17:00 on the last business day of the month", "low": "the 3rd of the next month", 3: "3rd business day of the month"},
            limit_by="type",
            due_on=DESK,
            **CLOCK,
        ),
        "on schedule at a time": sk.OnSchedule("cases", due="12:00 on the 3rd business day of the month", due_on=DESK, done="replied"),
        "less than a limit": sk.Within(
            "cases", {"high": "less than 1 hour", "low": "less than 2 business days", 3: "1 hour"}, limit_by="type", clock=DESK, **CLOCK
        ),
        "less than an hour": sk.Within("cases", "less than 1 hour", key="id", paused_by="holds", **CLOCK),
        "less than a limit of some": sk.Lateness(
            "cases", {"high": "less than 1 hour", "low": "1 hour", 3: "0 h"}, limit_by="type", **CLOCK
        ),
        "before a moment": sk.Lateness(
            "cases", "before the end of the next business day", clock=DESK, unit="calendar day", key="id", paused_by="holds", **CLOCK
        ),
        "with less than a grace": sk.OnTime("cases", due="due", done="replied", early="less than 2 hours", grace="less than 2 hours"),
        "late by a rule": sk.Lateness("cases", "1 business day", clock=DESK, key="id", paused_by="holds", **CLOCK),
        "late by days": sk.Lateness("cases", "4 hours", clock=DESK, unit="calendar day", statistic="mean", **CLOCK),
        "late by business days": sk.Lateness("cases", "4 hours", clock=DESK, unit="business day", key="id", paused_by="holds", **CLOCK),
        "business days": sk.Elapsed("cases", clock=DESK, unit="business day", key="id", paused_by="holds", **CLOCK),
        "begun business days": sk.Elapsed(
            "cases", clock={"a": DESK, "b": NIGHT}, clock_by="team", unit="business day", counting="begun", statistic="p90", **CLOCK
        ),
        "elapsed within an error": sk.Elapsed("cases", clock=DESK, statistic="p90 within 1 %", key="id", paused_by="holds", **CLOCK),
        "elapsed calendar days": sk.Elapsed("cases", unit="calendar day", counting="full", statistic="max", **CLOCK),
        "late by begun days": sk.Lateness("cases", LIMITS, limit_by="type", clock=DESK, unit="calendar day", counting="begun", **CLOCK),
        "received": sk.Within("cases", "3 hours", received=DESK, received_before="15:00", clock=DESK, **CLOCK),
        "received and due": sk.Elapsed("cases", received=NIGHT, statistic="total", **CLOCK),
        "late after its due time": sk.Lateness("cases", due="due", until="replied", clock=DESK, statistic="mean"),
        "late after its due time and paused": sk.Lateness("cases", due="due", until="replied", key="id", paused_by="holds", clock=DESK),
        "late since it was asked": sk.Lateness("cases", due="due", clock={"a": DESK, "b": NIGHT}, clock_by="team", **CLOCK),
        "days after its due time": sk.Lateness("cases", due="due", until="replied", unit="calendar day", statistic="max"),
        "due and paused": sk.OnTime("cases", due="due", done="replied", key="id", paused_by="holds", clock=DESK),
        "uptime during": sk.Uptime("outages").during(DESK),
        "on schedule by days": sk.OnSchedule("cases", due="the 3rd of each month", due_on=DESK, done="replied"),
        "limit of each": sk.Within("cases", allowed="score", allowed_unit="h", clock=DESK, **CLOCK),
        "lateness": sk.Lateness("cases", LIMITS, limit_by="type", clock=DESK, statistic="mean", **CLOCK),
        "during": sk.Within("cases", "3 hours", **CLOCK).during(DESK),
        "count during": sk.Count("cases", **CASE).during(sk.ALWAYS - DESK).by("team"),
        "paused": sk.Elapsed("cases", key="id", paused_by="holds", clock=DESK, statistic="total", **CLOCK),
        "share by two fields": sk.Share("cases", good="replied - asked <= 6 hours", **CASE),
        "share by two numbers": sk.Share("cases", good=["id / score < 1.5", {"team": "a"}], unknown="bad", **CASE),
        "count by two fields": sk.Count("cases", **CASE).where("score - id > 0", "replied - asked >= 1 hour"),
        "count of joined conditions": sk.Count("cases", **CASE).where("score > 2 and (id <= 5 or replied - asked > 6 hours)"),
        "share of joined conditions": sk.Share("cases", good="not score > 3 or id > 4", unknown="drop", **CASE),
        "checks of two fields": sk.Checks("cases", ok="score + id > 3", in_a_row=2, **CASE),
        "total of two fields": sk.Total("cases", "= score * id - 1", **CASE),
        "mean of two fields": sk.Mean("cases", "= (replied - asked) / 1 hour", unit="hour", **CASE),
        "level of two fields": sk.kpis.Gauge("cases", "= score - id", **CASE),
        "peak of two fields": sk.Peak("cases", field="= score + id", per="2 hours", **CASE),
        "ratio of two fields": sk.kpis.MeanRatio("cases", "= score + id", over="= id * 2", **CASE),
        "slices of two fields": sk.Slices("cases", total="= id * 2", bad="= id - score", per="3 hours", **CASE),
        "throughput of two fields": sk.Throughput("cases", done="= score * 1", load="= score * 2", per="4 hours", when="> 2", **CASE),
        "two fields, by key": sk.Share("cases", good="replied - asked <= 6 hours", key="id", **CASE),
        "rate": sk.Rate("cases", field="score", per="1 hour", clock=DESK, **CASE),
        "peak": sk.Peak("cases", field="score", per="2 hours", **CASE),
        "trough": sk.kpis.Trough("cases", per="1 day", **CASE),
        "peak by day": sk.Peak("cases", per=sk.daily(), **CASE).by("team"),
        "throughput": sk.Throughput("cases", done="score", load="score", per="4 hours", when="> 2", statistic="mean", **CASE),
        "distinct": sk.kpis.Distinct("cases", "team", **CASE),
        "level last": sk.kpis.Gauge("cases", "score", **CASE),
        "level over time": sk.kpis.Gauge("cases", "score", statistic="time-weighted mean", clock=NIGHT, **CASE),
        "level p90": sk.kpis.Gauge("cases", "score", statistic="p90", **CASE),
        "level farthest": sk.kpis.Gauge("cases", "score", statistic="farthest from 2 to 3", **CASE),
        "growth": sk.kpis.Growth(sk.Count("cases", **CASE)),
        "growth of a year": sk.kpis.Growth(sk.Total("cases", "score", **CASE), against="last year"),
        "coverage": sk.Coverage("outages", promised=DESK, needs={"team": ["a", "b"]}),
        "coverage by two": sk.Coverage("outages", promised=DESK, headcount=2, agent="team"),
        "coverage by heads": sk.Coverage("outages", promised=NIGHT, headcount=2, agent="team", basis="heads"),
        "on schedule": sk.OnSchedule("cases", due=every, done="replied", within="12 hours"),
        "on schedule by name": sk.OnSchedule("cases", due=every, done="replied", names="due"),
        "as planned": sk.OnTime("cases", due="due", done="replied", early="2 hours", grace="2 hours"),
        "ahead": sk.OnTime("cases", due="due", done="replied", ahead="3 hours", clock=DESK),
        "each ratio": sk.kpis.MeanRatio("cases", "score", over="score", **CASE),
        "mean": sk.Mean("cases", "score", **CASE),
        "mean weighted": sk.Mean("cases", "score", weight="id", digits=3, **CASE),
        "approved": sk.Approved("cases", "1 business day", good={"team": "a"}, clock=DESK, **CLOCK),
        "approved unknown": sk.Approved("cases", "1 business day", good={"team": "> 1"}, unknown="good", clock=DESK, **CLOCK),
        "share unknown": sk.Share("cases", good={"type": "> 2", "team": ["a", "b"]}, unknown="drop", **CASE),
        "share unknown bad": sk.Share("cases", good={"type": "> 2"}, unknown="bad", key="id", **CASE),
        "slices unknown": sk.Slices("cases", per="3 hours", good={"type": "<= 3"}, unknown="good", **CASE),
        "checks unread": sk.Checks("cases", ok={"type": "<= 3", "team": True}, unknown="bad", in_a_row=2, **CASE),
        "checks unread by time": sk.Checks("cases", ok={"type": "<= 3"}, unknowns={"team": "> 1"}, count="time", **CASE),
        "on time unknown": sk.OnTime("cases", due="due", done="replied", good={"type": "> 2"}, unknown="bad"),
    }
    share = sk.Share("cases", **good)
    made |= {
        "worst": sk.worst(share, made["checks"]),
        "best": sk.best(share, made["slices"]).by("team"),
        "gated": sk.kpis.Gated(share, made["due rule"], at_least="50 %"),
        "product": share * made["slices"] * made["each ratio"],
        "product by team": (share * made["mean"]).by("team"),
        "sum of families": made["slices"] * 2 + share,
        "ratio": sk.Total("cases", "score", **CASE) / made["distinct"],
    }
    keyed = {"key": "id", "updated": "changed"}
    made |= {
        "checks keyed": sk.Checks("cases", **ok, **keyed),
        "peak keyed": sk.Peak("cases", field="score", per="2 hours", **CASE, **keyed),
        "level keyed": sk.kpis.Gauge("cases", "score", **CASE, **keyed),
        "mean keyed": sk.Mean("cases", "type", weight="score", **CASE, **keyed),
        "lateness keyed": sk.Lateness("cases", LIMITS, limit_by="type", clock=DESK, **CLOCK, **keyed),
        "uptime by team": made["uptime least"].by("team"),
        "distinct where": made["distinct"].where(score="> 1"),
    }
    return made


FAMILIES = families()


ALL = FAMILIES | {f"{name} of the laws": metric for name, (metric, _, _) in METRICS.items()}
SAME = dict(zip(FIELDS, ("asked", "asked", "replied", "replied", "due", "team", "team", "score", "score", "id"), strict=True))


def law_rows(cases):
    """The records of the metrics of the laws, of the values of cases."""
    return [{field: case[name] for field, name in SAME.items()} for case in cases]


TARGETS = {"": "at least 50 %", "item": "at most 3", "us": "at most 4 hours"}
CURE = sk.duties.Duty("Cure", "provider", within="3 days", misses=(1, 2), grants="terminate")
BY_VALUE = [  # penalties that need the measure of some of the records alone, and a duty that follows
    sk.Objective(f"{name} by value", metric, target, penalty=penalty, duties=[CURE])
    for name, metric, target, penalty in (
        ("count", sk.Count("cases", **CASE), "at most 0", sk.PerBreach({"a": "1 GBP", "b": "2 GBP"}, credit_by="team")),
        (
            "bands",
            sk.Count("cases", **CASE),
            "at most 0",
            sk.rules.Accrual({"few": "1 GBP", "many": "3 GBP"}, per=1, credit_by="score", bands={"few": "up to 2", "many": "over 2"}),
        ),
        ("late", sk.Within("cases", "4 hours", clock=DESK, **CLOCK), "at least 99 %", sk.PerBreach({"a": "1 GBP"}, credit_by="team")),
    )
]
EXCLUSIONS = [
    sk.Exclusion("quiet", applies_to="outages", notice="6 hours", quota="20 hours"),
    sk.Exclusion("quiet", applies_to="cases", mode="forgive", hours=DESK),
]


def agreement_of(name, chosen):
    window, first, last = WINDOWS[name]
    return sk.Agreement(
        "Families",
        provider="P",
        customer="C",
        term=(first, last),
        timezone="Europe/London",
        fee="1000 GBP",
        objectives=[
            sk.Objective(word, metric, TARGETS.get(metric.unit, f"at least 1 {metric.unit}"), window=window, penalty=sk.Flat("1 %"))
            for word, metric in chosen.items()
        ]
        + [evolve(objective, window=window) for objective in BY_VALUE],
        exclusions=EXCLUSIONS,
    )


def quiet_rows(name):
    """Announced quiet time, and holds of cases."""
    when = instants_of(name)
    spans = st.fixed_dictionaries({"start": when, "end": st.none() | when, "announced": st.none() | when})
    holds = st.fixed_dictionaries({"start": when, "end": st.none() | when, "id": st.sampled_from([1, "4", ("a", 1), None])})
    return st.fixed_dictionaries({"quiet": st.lists(spans, max_size=3), "holds": st.lists(holds, max_size=3)})


KNOWN = {"quiet": dict.fromkeys(["start", "end", "announced"]), "holds": dict.fromkeys(["start", "end", "id"])}


def all_streams(name, given, quiet):
    """Every stream that the families read, each with a record in which nothing is known."""
    rows = {"rows": [dict.fromkeys(FIELDS), *law_rows(given["cases"])]}
    return fed(name, given) | rows | {stream: [KNOWN[stream], *some] for stream, some in quiet.items()}


@pytest.mark.parametrize("name", ["daily", "monthly", "rolling"])
def test_any_order_any_batches_any_shards(name):
    """Fed whole, row by row, saved between, and merged from shards: the same statement and digest, and every record is accounted for."""
    agreed = agreement_of(name, ALL)

    @settings(max_examples=-(-EXAMPLES // 3))
    @given(records(name), quiet_rows(name), st.randoms(use_true_random=False), st.none() | instants_of(name))
    def law(given, quiet, draw, as_of):
        given = all_streams(name, given, quiet)
        however_fed(agreed, given, draw, as_of)

    law()


@pytest.mark.parametrize("make", [pandas, polars], ids=lambda make: make.__name__)
def test_a_frame_gives_what_its_rows_give(make):
    """Every family, as of any instant."""
    pytest.importorskip("narwhals")
    make(("team",), [{"team": "a"}], {"team": "text"})
    agreed = agreement_of("monthly", ALL)
    timed = {"asked", "replied", "due", "changed", "start", "end"}

    @settings(max_examples=EXAMPLES // 2)
    @given(tables("monthly", texts=False), quiet_rows("monthly"), st.none() | instants_of("monthly"))
    def law(given, quiet, as_of):
        cases, outages = given
        rest = {stream: [KNOWN[stream], *rows] for stream, rows in quiet.items()}
        rows = law_rows(cases)
        kinds = {field: kind for field, name in SAME.items() for kind in kinds_of((name,), timed).values()}
        framed = {"cases": make(CASES, cases, kinds_of(CASES, timed)), "outages": make(OUTAGES, outages, kinds_of(OUTAGES, timed))}
        framed["rows"] = make(FIELDS, rows, kinds)
        whole = sk.evaluate(agreed, {"cases": cases, "outages": outages, "rows": rows, **rest}, as_of=as_of)
        same(sk.evaluate(agreed, framed | rest, as_of=as_of), whole)

    law()
