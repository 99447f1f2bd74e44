"""The metrics that the laws are tried with, one row each: any order and columns like rows (M1), worse service never pays (P9).

All read the stream "rows", whose records have the fields FIELDS: instants, `kind` a text, `ok` true or false, and the others numbers.
"""

from datetime import UTC, datetime, timedelta

import slakit as sk

START = datetime(2026, 6, 1, tzinfo=UTC)
DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
CLOCK = {"since": "at", "until": "done", "clock": DESK}
DAILY = sk.Recurring("FREQ=DAILY", tz="UTC")

GOOD = {"good": {"ok": True}}
FIELDS = ("at", "start", "end", "done", "due", "kind", "ok", "reach", "seen", "hours")
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


def farther(row):
    """A record that reached far more than any."""
    return {**row, "reach": row["reach"] + 100_000}


def more_failed(row):
    """A record of counts of which all failed."""
    return {**row, "reach": row["seen"]}


def longer(row):
    """An outage of ten more hours."""
    return {**row, "end": row["end"] + timedelta(hours=10)}


METRICS = {  # the metric, its target, and what makes a record of it worse (None: the record is not there)
    "uptime by weight": (sk.Uptime("rows", weights={"a": 1, "b": "50 %"}, weight_by="kind"), "at least 99 %", longer),
    "uptime, least and consecutive": (sk.Uptime("rows", minimum_length="2 hours", consecutive="3 hours"), "at least 99 %", longer),
    "uptime, pooled": (sk.Uptime("rows", units=["a", "b"], unit_by="kind", across="pooled"), "at least 99 %", longer),
    "downtime": (sk.Downtime("rows", weights={"a": 1, "b": "50 %"}, weight_by="kind"), "at most 1 hour", longer),
    "downtime, whole": (
        sk.Downtime("rows", minimum_length="over 2 hours", consecutive="over 3 hours", whole="90 min"),
        "at most 1 hour",
        longer,
    ),
    "checks": (CHECKS, "at least 90 %", bad),
    "checks in a row": (sk.Checks("rows", ok={"ok": True}, in_a_row=2), "at least 90 %", bad),
    "checks by time": (sk.Checks("rows", ok={"ok": True}, count="time", gap="6 hours"), "at least 90 %", bad),
    "slices": (sk.Slices("rows", per="6 hours", **GOOD), "at least 99 %", bad),
    "good slices": (sk.Slices("rows", per="6 hours", threshold="at least 60 %", in_a_row=2, **GOOD), "at least 99 %", bad),
    "slices of counts": (sk.Slices("rows", total="seen", bad="reach", per="6 hours", empty="bad"), "at least 99 %", more_failed),
    "within": (sk.Within("rows", {"a": "4 hours", "b": "1 business day"}, limit_by="kind", **CLOCK), "at least 90 %", late),
    "within less than": (
        sk.Within("rows", {"a": "less than 4 hours", "b": "before the end of the next business day"}, limit_by="kind", **CLOCK),
        "at least 90 %",
        late,
    ),
    "lateness, less than": (sk.Lateness("rows", "less than 4 hours", whole="90 min", **CLOCK), "at most 1 hour", late),
    "on time, less than": (sk.OnTime("rows", due="due", done="done", grace="less than 2 hours"), "at least 90 %", late),
    "elapsed": (sk.Elapsed("rows", statistic="p90", **CLOCK), "at most 2 hours", late),
    "elapsed, within an error": (sk.Elapsed("rows", statistic="p90 within 1 %", **CLOCK), "at most 2 hours", late),
    "elapsed, begun": (sk.Elapsed("rows", statistic="total", whole="90 min", counting="begun", **CLOCK), "at most 2 hours", late),
    "lateness, whole": (sk.Lateness("rows", "4 hours", whole="90 min", **CLOCK), "at most 1 hour", late),
    "elapsed, business days": (sk.Elapsed("rows", unit="business day", **CLOCK), "at most 1 business day", late),
    "lateness": (sk.Lateness("rows", "4 hours", **CLOCK), "at most 1 hour", late),
    "lateness, due": (sk.Lateness("rows", due="due", until="done", whole="90 min"), "at most 1 hour", late),
    "lateness, days due": (sk.Lateness("rows", due="due", until="done", unit="calendar day"), "at most 2 calendar days", late),
    "refusals": (sk.Approved("rows", "1 business day", good={"ok": True}, **CLOCK), "at least 90 %", bad),
    "on time": (sk.OnTime("rows", due="due", done="done"), "at least 90 %", late),
    "on schedule": (sk.OnSchedule("rows", due=DAILY, done="done"), "at least 90 %", None),
    "coverage": (
        sk.Coverage("rows", promised=DESK, end="done", start="at", headcount=2, agent="kind", basis="heads"),
        "at least 90 %",
        None,
    ),
    "trough": (sk.kpis.Trough("rows", field="reach", per="12 hours"), "at least 2 item/hour", less),
    "peak": (sk.Peak("rows", field="reach", per="12 hours"), "at least 2 item/hour", less),
    "rate": (sk.Rate("rows", field="reach", per="1 hour"), "at least 2 item/hour", less),
    "level": (sk.kpis.Gauge("rows", "reach", statistic="time-weighted mean"), "at least 50", less),
    "level, farthest": (sk.kpis.Gauge("rows", "reach", statistic="farthest from 20 to 60"), "between 20 and 60", farther),
    "each ratio": (sk.kpis.MeanRatio("rows", "reach", over="seen"), "at least 40 %", less),
    "mean": (sk.Mean("rows", "reach"), "at least 50", less),
    "mean by weight": (sk.Mean("rows", "reach", weight="hours"), "at least 50", less),
    "product": (SHARE * CHECKS * sk.Uptime("rows"), "at least 90 %", bad),
    "growth": (sk.kpis.Growth(sk.Total("rows", "reach"), against="500"), "at least 5 %", less),
    "worst": (sk.worst(SHARE, CHECKS), "at least 90 %", bad),
    "best": (sk.best(SHARE, sk.Slices("rows", per="6 hours", **GOOD)), "at least 90 %", bad),
    "gated": (sk.kpis.Gated(SHARE, CHECKS, at_least="50 %"), "at least 90 %", bad),
    "share": (SHARE, "at least 90 %", bad),
    "share by two fields": (sk.Share("rows", good="done - at <= 30 hours"), "at least 90 %", late),
    "total of two fields": (sk.Total("rows", "= seen - reach"), "at most 90", less),
    "weighted": (0.5 * SHARE + 0.5 * CHECKS, "at least 90 %", bad),
    "weighted, redistributed": (
        (0.5 * SHARE.where(kind="a") + 0.5 * CHECKS.where(kind="b")).redistributed(),
        "at least 90 %",
        bad,
    ),
    "ratio": (sk.Total("rows", "reach") / sk.Total("rows", "seen"), "at least 40 %", less),
    "count": (sk.Count("rows").where(ok=False), "at most 3", bad),
    "distinct": (sk.kpis.Distinct("rows", "kind").where(ok=False), "at most 1", bad),
    "throughput": (sk.Throughput("rows", done="reach", load="seen", per="12 hours", when="> 50"), "at least 2 item/hour", less),
}
