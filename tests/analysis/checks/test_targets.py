"""Checks of targets: what can be measured at all, and which side is the good one."""

from fractions import Fraction

import pytest
from checked import codes, only, promise

import slakit as sk

HALF = Fraction(1, 2)
ANSWERED = sk.Elapsed("cases", since="asked", until="answered", statistic="mean")
PROBES = {"ok": {"up": True}}
DAYS = sk.Slices("requests", good={"ok": True}, per="daily", threshold="at least 99 %")


@pytest.mark.parametrize(("every", "target", "wanted"), [
    ("5 min", "at least 99.98 %", []),  # one of 8,940 in October is 99.98881 %
    ("5 min", "at least 99.988 %", ["target-tighter-in-short-periods"]),  # one of 8,064 in February is 99.9876 %
    ("5 min", "at least 99.99 %", ["target-finer-than-sampling"]),
    ("5 min", "more than 99.99 %", ["target-finer-than-sampling"]),
    ("1 min", "at least 99.99 %", []),  # one of 44,700 is 99.9978 %
    ("1 min", "at least 99.999 %", ["target-finer-than-sampling"]),
    ("1 hour", "at least 99.85 %", []),  # 671 of 672 are 99.8512 %
    ("1 hour", "at least 99.86 %", ["target-tighter-in-short-periods"]),  # 744 of 745 are 99.8658 %
    ("1 hour", "at least 99.9 %", ["target-finer-than-sampling"]),
    ("5 min", "at most 1 %", ["target-upside-down"]),
])  # fmt: skip
def test_probes(every, target, wanted):
    """The longest month has 745 hours in London, the shortest 672."""
    assert codes(promise(sk.Checks("probes", every=every, **PROBES), target)) == wanted


def test_probes_without_a_rhythm():
    """Nobody knows how many there will be."""
    assert codes(promise(sk.Checks("probes", **PROBES), "at least 99.999 %")) == []


@pytest.mark.parametrize(("target", "wanted"), [
    ("at least 96.7 %", ["target-tighter-in-short-periods"]),  # 30 of 31 days are 96.77 %, 27 of 28 are 96.43 %
    ("at least 96.8 %", ["target-finer-than-sampling"]),
    ("at least 96.4 %", []),
])  # fmt: skip
def test_days(target, wanted):
    """A promise of good days, by the days of each month."""
    assert codes(promise(DAYS, target)) == wanted


def test_duties():
    """A duty a day is forgiven once in a long month; one duty a month is not looked at, since all of one is all."""
    daily = sk.OnSchedule("reports", due=sk.Recurring("FREQ=DAILY", tz="Europe/London", start="2026-01-01"), done="sent")
    monthly = sk.OnSchedule(
        "reports", due="5th business day of the month", due_on=sk.Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London"), done="sent"
    )
    assert codes(promise(daily, "at least 96.7 %")) == ["target-tighter-in-short-periods"]
    assert codes(promise(monthly, "at least 95 %")) == []


@pytest.mark.parametrize(("metric", "wanted"), [
    (sk.Uptime("outages"), ["target-of-100-percent"]),
    (sk.Share("posts", good={"ok": True}), ["target-of-100-percent"]),
    (sk.Within("inquiries", "1 hour", since="asked", until="replied"), []),  # each case is promised for itself
    (sk.OnTime("reports", due="due", done="sent"), []),
])  # fmt: skip
def test_all(metric, wanted):
    """All of the time or of many requests, and all of some cases."""
    assert codes(promise(metric, "at least 100 %")) == wanted


def test_all_rounded():
    """99.95 % rounds to 100 %: the smallest failure is no miss."""
    assert codes(promise(target="at least 100 % rounded to 0.1 %")) == []


@pytest.mark.parametrize(("metric", "target", "wanted"), [
    (sk.Downtime("outages"), "less than 0 min", ["target-never-met"]),
    (sk.Downtime("outages"), "at most 0 min", []),
    (sk.Downtime("outages"), "at most 745 hours", ["target-never-missed"]),
    (sk.Downtime("outages"), "at most 744 hours", []),  # October has one more
    (sk.Downtime("outages"), "at least 673 hours", ["target-never-met", "target-upside-down"]),  # February has 672
    (sk.Uptime("outages"), "at least 0 %", ["target-never-missed"]),
    (sk.Uptime("outages"), "more than 100 %", ["target-never-met"]),
    (sk.Count("incidents"), "less than 0", ["target-never-met"]),
    (sk.Count("incidents"), "more than 2 ", []),
    (sk.Count("incidents"), "between 2 and 3", []),
    (sk.Uptime("outages"), "at most 99.9 %", ["target-upside-down"]),
    (sk.Share("posts", good={"bad": True}), "at most 5 %", []),  # a share may be one of bad things
    (ANSWERED, "at least 60 s", ["target-upside-down"]),
    (ANSWERED, "more than 60 s", ["target-upside-down"]),
    (ANSWERED, "at most 60 s", []),
    (ANSWERED, "between 1 s and 60 s", []),
    (sk.worst(sk.Uptime("feed"), sk.Uptime("desk")), "at most 99.9 %", ["target-upside-down"]),
    (sk.best(ANSWERED, ANSWERED.where(kind="a")), "at least 60 s", ["target-upside-down"]),
    (sk.worst(sk.Count("a"), sk.Count("b"), better="high"), "at most 5", ["target-upside-down"]),
    (sk.Uptime("feed") * sk.Uptime("desk"), "at most 99.9 %", ["target-upside-down"]),
    (HALF * sk.Uptime("feed") + HALF * sk.Uptime("desk"), "at most 99.9 %", ["target-upside-down"]),
    (sk.Uptime("feed") - sk.Uptime("desk"), "at most 1 %", []),
    (HALF * sk.Uptime("feed") + HALF * sk.Share("posts", good={"ok": True}), "at most 99.9 %", []),
    (sk.kpis.Gated(sk.Uptime("feed"), sk.Share("posts", good={"ok": True}), at_least="9 %"), "at most 99.9 %", ["target-upside-down"]),
    (sk.kpis.Gauge("requests", "latency", statistic="p95", unit="s"), "at least 60 s", []),  # which may be how long a battery lasts
    (sk.Uptime("outages"), "exactly 99.9 %", ["target-exactly"]),
    (sk.Count("incidents"), "exactly 2", []),
    (sk.Uptime("outages"), "at least 99.95 % rounded to 0.1 %", ["target-off-rounding-step"]),
    (sk.Uptime("outages"), "at least 99.9 % rounded to 0.1 %", []),
])  # fmt: skip
def test_reach(metric, target, wanted):
    """What no figure meets, what each meets, and the side that is the good one."""
    assert codes(promise(metric, target)) == wanted


def test_limit_by_value():
    """Each limit of a table is looked at."""
    limits = sk.Within("faults", {"a": "1 hour", "b": "9000 hours"}, limit_by="kind", since="reported", until="repaired")
    finding = only(promise(limits, "at least 95 %"))
    assert (finding.code, finding.place) == ("limit-longer-than-term", "objectives[0].metric.limit")


def test_remedy_can_be_met():
    """The figure that is proposed forgives the one failure."""
    finding = only(promise(sk.Checks("probes", every="5 min", **PROBES), "at least 99.999 %"))
    assert finding.remedy == 'write target = "at least 100 %", or a target of no more than 99.987 %'
    assert codes(promise(sk.Checks("probes", every="5 min", **PROBES), "at least 99.987 %")) == []


def test_slices_of_counts():
    """Records that are counts make a witness as well: one interval of which all failed."""
    counted = sk.Slices("traffic", total="requests", bad="errors", per="1 hour", threshold="at least 95 %")
    finding = only(promise(counted, "at least 99.9 %"))
    assert finding.code == "target-finer-than-sampling"
    assert [(row["requests"], row["errors"]) for row in finding.witness.records["traffic"]] == [(1, 1)]
    assert "missed" in finding.witness.text
