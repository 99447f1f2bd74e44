"""Records that give a figure: each metric comes to it, with conditions, groups, keys, hours and limits of every kind."""

from fractions import Fraction

import pytest
from checked import contract, promise

import slakit as sk
from slakit.analysis.checks.contract import Contract
from slakit.analysis.checks.records import records_of

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")
TIMES = {"since": "asked", "until": "done"}
HOUR = 3_600_000_000


def first_ok(rows):
    return 1 if rows and rows[0]["ok"] else 0


WHERE = {"severity": ["high", "critical"], "score": ">= 4", "open": True, "note": "!= spam", "size": "between 2 and 3"}


@pytest.mark.parametrize(("metric", "target", "figure"), [
    (sk.Uptime("outages"), "at least 99 %", Fraction(999, 1000)),
    (sk.Uptime("outages"), "at least 99 %", Fraction(1)),
    (sk.Uptime("outages", clock=DESK), "at least 99 %", Fraction(99, 100)),
    (sk.Uptime("outages", length="43800 min"), "at least 99 %", Fraction(99, 100)),
    (sk.Uptime("outages", key="id").by("service").where(**WHERE), "at least 99 %", Fraction(1, 2)),
    (sk.Uptime("outages", affected="affected", users="users"), "at least 99 %", Fraction(1, 2)),
    (sk.Uptime("outages", weights={"critical": 1, "degraded": "50 %"}, weight_by="severity"), "at least 99 %", Fraction(3, 4)),
    (sk.Uptime("outages", units=["eu", "us"], unit_by="region", across="all"), "at least 99 %", Fraction(3, 4)),
    (sk.Downtime("outages"), "at most 1 hour", Fraction(2 * HOUR)),
    (sk.Downtime("outages", clock=DESK), "at most 1 hour", Fraction(9 * HOUR)),
    (sk.Share("posts", good={"ok": True, "tone": "approved"}), "at least 99 %", Fraction(2, 3)),
    (sk.Share("posts", good={"status": "< 500"}, key="id").by("team", groups=["care"]), "at least 99 %", Fraction(1, 3)),
    (sk.Share("posts", good={"ok": True}, during=DESK), "at least 99 %", Fraction(2, 3)),
    (sk.Checks("probes", ok={"up": True}), "at least 99 %", Fraction(98, 99)),
    (sk.Checks("probes", ok={"up": True}, every="1 hour"), "at least 99 %", Fraction(670, 672)),
    (sk.Slices("requests", good={"ok": True}, per="1 hour", threshold="at least 99 %"), "at least 99 %", Fraction(670, 672)),
    (sk.Slices("requests", good={"ok": True}, per="daily"), "at least 99 %", Fraction(27, 28)),
    (sk.Within("cases", "4 hours", **TIMES), "at least 99 %", Fraction(1, 2)),
    (sk.Within("cases", "4 hours", clock=DESK, **TIMES), "at least 99 %", Fraction(2, 3)),
    (sk.Within("cases", "2 business days", clock=DESK, **TIMES), "at least 99 %", Fraction(2, 3)),
    (sk.Within("cases", "3 calendar days", **TIMES), "at least 99 %", Fraction(2, 3)),
    (sk.Within("cases", {"a": "1 hour", "b": "2 hours"}, limit_by="kind", **TIMES), "at least 99 %", Fraction(2, 3)),
    (sk.Within("cases", "1 hour", clock={"phone": sk.ALWAYS, "mail": DESK}, clock_by="channel", **TIMES), "at least 99 %", Fraction(2, 3)),
    (sk.Within("cases", allowed="minutes", **TIMES), "at least 99 %", Fraction(2, 3)),
    (sk.Within("cases", "1 hour", attribute="end", **TIMES), "at least 99 %", Fraction(2, 3)),
    (sk.OnTime("reports", due="due", done="sent"), "at least 99 %", Fraction(2, 3)),
    (sk.OnTime("posts", due="planned", done="published", early="30 min", grace="30 min"), "at least 99 %", Fraction(2, 3)),
    (sk.OnTime("cases", due="target", done="closed", since="opened", good={"ok": True}), "at least 99 %", Fraction(2, 3)),
    (sk.Elapsed("cases", statistic="p95", **TIMES), "at most 1 hour", Fraction(3 * HOUR)),
    (sk.Elapsed("cases", clock=DESK, **TIMES), "at most 1 hour", Fraction(9 * HOUR)),
    (sk.Lateness("cases", "1 hour", **TIMES), "at most 1 hour", Fraction(3 * HOUR)),
    (sk.Count("incidents").where(severity="high"), "at most 2", Fraction(3)),
    (sk.Count("incidents"), "at most 2", Fraction(0)),
    (sk.Total("sales", "amount"), "at least 5", Fraction(9, 2)),
    (sk.Mean("scores", "score"), "at least 4", Fraction(7, 2)),
    (sk.kpis.Gauge("backlog", "n", statistic="max"), "at most 4", Fraction(7)),
    (0.5 * sk.Uptime("outages") + 0.4 * sk.Share("posts", good={"ok": True}), "at least 85 %", Fraction(9, 10)),
    (0.5 * sk.Uptime("outages") + 0.4 * sk.Share("posts", good={"ok": True}), "at least 85 %", Fraction(1, 2)),
    (sk.Coverage("shifts", promised=DESK), "at least 99 %", Fraction(1, 2)),
    (sk.Checks("probes", ok={"up": True}, count="time"), "at least 99 %", Fraction(1, 2)),
], ids=repr)  # fmt: skip
def test_figure(metric, target, figure):
    """Evaluated, the records come to the figure, and none of them is a problem."""
    made = Contract(contract(promise(metric, target))).promises[0]
    records = records_of(made, made.shortest, figure)
    statement = sk.evaluate(made.contract.agreement, records, period=made.shortest.label)
    assert statement.problems == ()
    assert Fraction(statement.lines[0].measure.value) == figure


@pytest.mark.parametrize(("metric", "target", "figure"), [
    (sk.metric("posts")(first_ok), "at least 99 %", Fraction(1, 2)),
    (sk.Count("incidents"), "at most 2", Fraction(1, 2)),
    (sk.Total("sales", "amount"), "at least 5", Fraction(1, 3)),
    (sk.Share("posts", good={"ok": True}), "at least 99 %", Fraction(1, 99_991)),
], ids=repr)  # fmt: skip
def test_no_way(metric, target, figure):
    """A metric that is a function, a figure that it cannot have, and more rows than anybody reads."""
    made = Contract(contract(promise(metric, target))).promises[0]
    assert records_of(made, made.shortest, figure) is None


def test_amounts():
    """What a base reads stands in the period, in the one before and in the one after, with the group of the line."""
    charges = sk.bases.RecordedAmount("charges", "amount", where={"service": "storage"}, by="instance")
    rule = sk.Tiered({"99 %": "10 %"}, of=charges)
    made = Contract(contract(promise(sk.Uptime("outages").by("instance"), "at least 99 %", rule))).promises[0]
    rows = records_of(made, made.shortest, Fraction(0))["charges"]
    assert [row["at"][:7] for row in rows] == ["2026-02", "2026-03", "2026-01"]
    assert {(row["amount"], row["service"], row["instance"]) for row in rows} == {(1000, "storage", "one")}


def test_nothing_is_there_too():
    """Streams without a record are named, those of exclusions too, so that nothing is missing."""
    excluded = sk.Exclusion("maintenance", applies_to="outages")
    made = Contract(contract(promise(), exclusions=[excluded])).promises[0]
    assert records_of(made, made.shortest, Fraction(1)) == {"outages": [], "maintenance": []}


def test_fields_of_other_promises():
    """Where another promise reads the same stream, its fields are there and empty."""
    replies = promise(sk.Within("cases", "4 hours", **TIMES), "at least 95 %")
    tone = promise(sk.Share("cases", good={"tone": "kind"}, at="asked"), "at least 95 %", name="Tone")
    first, second = Contract(contract(replies, tone)).promises
    assert {tuple(row) for row in records_of(first, first.shortest, Fraction(1, 2))["cases"]} == {("asked", "done", "tone")}
    rows = records_of(second, second.shortest, Fraction(1, 2))["cases"]
    assert [(row["tone"], row["done"]) for row in rows] == [("other", None), ("kind", None)]


def test_enough_records():
    """Fewer than the promise counts are no data, and so there are as many."""
    share = promise(sk.Share("posts", good={"ok": True}), "at least 99 %", minimum=30)
    made = Contract(contract(share)).promises[0]
    assert len(records_of(made, made.shortest, Fraction(2, 3))["posts"]) == 30
    slow = Contract(contract(promise(sk.Elapsed("cases", key="id", **TIMES), "at most 1 hour", minimum=3))).promises[0]
    rows = records_of(slow, slow.shortest, Fraction(HOUR))["cases"]
    assert [row["id"] for row in rows] == ["1", "2", "3"]
