"""Metrics whose measuring is turned round, and the measures that are asked of each: those of the laws, and more settings of each kind."""

from fractions import Fraction

from hypothesis import strategies as st
from law_cases import METRICS

import slakit as sk

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")
NIGHT = sk.ALWAYS - DESK
TIMES = {"since": "asked", "until": "done"}
OK = {"ok": True}
SPLIT = {"kind": "a"}


def further():
    """More settings of each kind of metric, by name."""
    posts = sk.Count("posts")
    return {
        "uptime in hours, grouped": sk.Uptime("outages", clock=DESK).by("service"),
        "uptime of named groups": sk.Uptime("outages").by("service", groups=["web", "mail"]),
        "uptime during": sk.Uptime("outages", key="id").during(DESK),
        "uptime by users": sk.Uptime("outages", affected="affected", users="users"),
        "uptime by share": sk.Uptime("outages", weight="part"),
        "uptime all of units": sk.Uptime("outages", units=3, unit_by="cell", across="all"),
        "uptime of a length": sk.Uptime("outages", length="43800 min"),
        "downtime begun": sk.Downtime("outages", whole="1 hour", counting="begun"),
        "checks of a rhythm": sk.Checks("probes", ok={"up": True}, every="1 hour"),
        "checks of a rhythm in a row": sk.Checks("probes", ok={"up": True}, every="30 min", in_a_row=3, unknown="bad"),
        "checks confirmed": sk.Checks("probes", ok={"up": True}, in_a_row=3, down_from="confirmed"),
        "checks of a rhythm in hours": sk.Checks("probes", ok={"up": True}, every="1 hour").during(DESK),
        "checks with unknown ones": sk.Checks("probes", ok={"up": True}, unknowns={"why": "maintenance"}, every="6 hours"),
        "a log of changes": sk.Checks("changes", ok={"state": "up"}, count="time", previous="was"),
        "checks by open time": sk.Checks("probes", ok={"up": True}, count="time", every="2 hours", clock=DESK, unknown="hold"),
        "slices by the day": sk.Slices("requests", good={"status": "< 500"}, per=sk.daily()),
        "slices, silence bad": sk.Slices(
            "requests", good={"status": "< 500"}, per="1 day", threshold="at least 90 %", empty="bad", minimum=2
        ),
        "share of two conditions": sk.Share("posts", good={"tone": "kind", "score": ">= 4"}, key="id").where(lang=["en", "de"]),
        "share during": sk.Share("posts", good=OK).during(DESK),
        "within, allowed": sk.Within("cases", allowed="target", **TIMES),
        "within, by clocks": sk.Within("cases", "1 hour", clock={"phone": sk.ALWAYS, "mail": DESK}, clock_by="channel", **TIMES),
        "within, at the end": sk.Within("cases", "2 days", attribute="end", **TIMES),
        "within, received": sk.Within("cases", "3 hours", received=DESK, received_before="15:00", clock=DESK, **TIMES),
        "within, days": sk.Within("cases", "before 12:00 the same day, else 10:00 the next business day", clock=DESK, **TIMES),
        "refused by silence": sk.Approved("posts", "2 days", good={"answer": "yes"}, silence="refused", **TIMES),
        "ahead of time": sk.OnTime("posts", due="due", done="done", ahead="3 hours", clock=DESK),
        "with grace": sk.OnTime("posts", due="due", done="done", since="asked", early="2 hours", grace="30 min", good=OK),
        "duties of days": sk.OnSchedule("reports", due="5th business day of the month", due_on=DESK, done="sent"),
        "duties by name": sk.OnSchedule("reports", due=sk.Recurring("FREQ=DAILY", tz="UTC"), done="sent", names="of"),
        "p95": sk.Elapsed("cases", statistic="p95", clock=DESK, key="id", **TIMES),
        "total": sk.Elapsed("cases", statistic="total", paused_by="holds", key="id", **TIMES),
        "elapsed at the end": sk.Elapsed("cases", attribute="end", clock=DESK, **TIMES),
        "calendar days": sk.Elapsed("cases", unit="calendar day", counting="full", **TIMES),
        "late by days": sk.Lateness("cases", "2 calendar days", unit="calendar day", counting="begun", **TIMES),
        "late at most": sk.Lateness("cases", "1 business day", clock=DESK, statistic="max", **TIMES),
        "coverage": sk.Coverage("shifts", promised=DESK, needs={"level": "expert"}),
        "coverage by two": sk.Coverage("shifts", promised=DESK, headcount=2, agent="name"),
        "count during": posts.where(lang="en").during(DESK),
        "total of money": sk.Total("sales", "amount", unit="item", digits=2),
        "mean of a length": sk.Mean("calls", "= (done - at) / 1 hour", unit="hour"),
        "highest level": sk.kpis.Gauge("backlog", "n", statistic="max"),
        "mean level": sk.kpis.Gauge("backlog", "n", statistic="mean", digits=0),
        "peak of records": sk.Peak("calls", per="1 hour"),
        "rate in hours": sk.Rate("calls", per="1 day", clock=DESK),
        "trough of days": sk.kpis.Trough("calls", field="n", per=sk.daily()),
        "growth": sk.kpis.Growth(posts),
        "growth of a level": sk.kpis.Growth(sk.kpis.Gauge("followers", "n"), difference=True),
        "ratio of counts": posts.where(lang="en") / posts,
        "a score": 0.6 * sk.Share("posts", good=OK) + 0.4 * sk.Uptime("outages"),
        "worst of two": sk.worst(sk.Uptime("feed"), sk.Uptime("desk")),
        "best time": sk.best(sk.Elapsed("calls", **TIMES), sk.Elapsed("letters", **TIMES)),
        "product of two": sk.Share("parts", good=OK) * sk.Uptime("stops"),
        "gated by another": sk.kpis.Gated(sk.Share("posts", good=OK), sk.Uptime("outages"), at_least="99 %"),
    }  # fmt: skip


EVERY = {name: metric for name, (metric, _, _) in METRICS.items()} | further()

HOUR = 3_600_000_000
SHARES = st.builds(Fraction, st.integers(0, 60), st.just(60)) | st.builds(Fraction, st.integers(0, 500), st.just(500))
SHARES |= st.fractions(0, 1, max_denominator=100)
LENGTHS = st.integers(0, 200).map(lambda n: n * HOUR // 4) | st.integers(0, 500 * HOUR)
AMOUNTS = (
    st.integers(0, 40).map(Fraction) | st.integers(0, 40_000).map(lambda n: Fraction(n, 1000)) | st.fractions(0, 20, max_denominator=30)
)


def measures(metric):
    """Measures of a metric, in its unit."""
    return SHARES if metric.is_share else LENGTHS.map(Fraction) if metric.unit == "us" else AMOUNTS
