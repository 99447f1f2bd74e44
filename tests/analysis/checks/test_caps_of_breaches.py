"""A cap on what each failure costs is not always reached, whatever the figure is made of."""

import pytest

import slakit as sk

AGREEMENT = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 GBP"}
METRICS = [
    (sk.Within("cases", "1 hour", since="asked", until="replied"), "at least 90 %"),
    (sk.Share("posts", good={"ok": True}), "at least 90 %"),
    (sk.Uptime("outages"), "at least 99.9 %"),
    (sk.Count("incidents"), "at most 0"),
]


def codes(metric, target, rule):
    """What is found of one objective with a rule."""
    return [found.code for found in sk.check(sk.Agreement("A", **AGREEMENT, objectives=[sk.Objective("O", metric, target, penalty=rule)]))]


@pytest.mark.parametrize(("metric", "target"), METRICS)
def test_one_failure_costs_less_than_the_cap(metric, target):
    assert codes(metric, target, sk.PerBreach("5 %").capped("20 %")) == []  # one costs 5 %, and five of them 20 % and not 25 %
    assert codes(metric, target, sk.PerBreach("20 %", free=3).capped("20 %")) == []  # three cost nothing


@pytest.mark.parametrize(("metric", "target"), METRICS[:3])  # of a count the figure itself says how many failed
def test_one_failure_costs_more_than_the_cap(metric, target):
    assert codes(metric, target, sk.PerBreach("50 %").capped("20 %")) == ["cap-always-binds"]
    assert codes(metric, target, sk.PerBreach("50 %", free=3).capped("20 %")) == ["cap-always-binds"]  # the fourth
