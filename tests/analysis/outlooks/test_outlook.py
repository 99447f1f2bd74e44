"""outlook: ends, budgets and burn rates, by hand and from the Google SRE Workbook; and the law that no continuation leaves the ends."""

import ast
import json
import re
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

import slakit as sk
from slakit.timeline.instants import moment

TERMS = {"provider": "P", "customer": "C", "term": ("2026-04-01", "2026-05-01"), "timezone": "UTC", "fee": "1000 GBP"}
CONTRACT = sk.Agreement(
    "Hosting",
    **TERMS,
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("10 %")),
        sk.Objective("Outages", sk.Count("outages", at="start"), "at most 3"),
        sk.Objective("Good", sk.Share("posts", good={"ok": "yes"}), "at least 90 %", penalty=sk.Flat("5 %")),
    ],
)
FIRST = 1774998000 * 10**6 + 3600 * 10**6  # 2026-04-01T00:00Z in microseconds


def outage(minute: int, length: int) -> dict[str, str]:
    first = FIRST + minute * 60_000_000
    return {"start": moment(first).isoformat(), "end": moment(first + length * 60_000_000).isoformat()}


def test_the_ends_and_their_money():
    """Half of April has passed, with 10 min down: at best 99.977 %, at worst below a half; one outage becomes two at this rate."""
    records = {"outages": [outage(60, 10)], "posts": [{"at": "2026-04-02T00:00Z", "ok": "yes"}]}
    ahead = sk.analyses.outlook(CONTRACT, records, as_of="2026-04-16T00:00Z")
    assert ahead["Uptime"].best.measure.value == 1 - Fraction(10, 43_200)
    assert ahead["Uptime"].expected.measure.value == 1 - Fraction(10, 21_600)
    assert ahead["Uptime"].worst.measure.value == Fraction(21_590, 43_200)
    assert (ahead["Outages"].expected.measure.value, ahead["Outages"].worst) == (2, None)
    assert ahead["Good"].worst.payable == sk.money("50 GBP")
    assert ahead["Uptime"].worst.payable == sk.money("100 GBP")
    assert (ahead.best.payable, ahead.worst, ahead.at_risk) == (sk.money("0 GBP"), None, None)
    assert json.loads(json.dumps(ahead.to_dict()))["payable"] == {"best": "0.00 GBP", "expected": "0.00 GBP", "worst": None}
    assert "\n" not in repr(ahead)
    assert "## Uptime, 2026-04" in ahead.to_markdown()


TIMES = sk.Agreement(
    "Desk",
    **TERMS,
    objectives=[
        sk.Objective("Half", sk.Elapsed("cases", since="opened", until="closed", statistic="median"), "at most 8 h"),
        sk.Objective("Most", sk.Elapsed("cases", since="opened", until="closed", statistic="p95"), "at most 8 h"),
        sk.Objective("Mean", sk.Elapsed("cases", since="opened", until="closed", statistic="mean"), "at most 8 h"),
        sk.Objective("Worst", sk.Elapsed("cases", since="opened", until="closed", statistic="max"), "at most 8 h"),
    ],
)


def test_intervals_of_every_kind():
    """Each states its method, or why there is none; half of April has passed, so that a count doubles."""
    records = {"outages": [outage(60 * day, 10) for day in range(10)], "posts": [{"at": "2026-04-02T00:00Z", "ok": "yes"}]}
    ahead = sk.analyses.outlook(CONTRACT, records, as_of="2026-04-16T00:00Z")
    low, high = ahead["Outages"].interval  # 10 seen: a mean of 4.795 to 18.39 (Garwood), in twice the time twice as many
    assert (round(float(low), 2), round(float(high), 2)) == (9.59, 36.78)
    assert "at this rate the whole period has between 9.59" in ahead["Outages"].to_text()
    assert ahead["Good"].to_dict()["interval_method"] == "Wilson's score interval"
    assert ahead["Uptime"].interval is None
    assert "  no interval: the minutes of one outage are not independent of one another" in ahead["Uptime"].to_text()
    assert ahead["Uptime"].to_dict()["no_interval"].endswith("best and worst are exact")


def test_intervals_of_percentiles():
    """Of ten times of 1 to 10 h the median lies from the 2nd to the 9th (97.9 %); ten are too few for an upper end of the p95."""
    rows = [{"opened": "2026-04-02T00:00Z", "closed": f"2026-04-02T{hours:02}:00Z"} for hours in range(1, 11)]
    ahead = sk.analyses.outlook(TIMES, {"cases": rows}, as_of="2026-04-16T00:00Z", period="2026-04")
    assert [end / 3_600_000_000 for end in ahead["Half"].interval] == [2, 9]
    assert "the median so far lies between 2 h and 9 h, by ranks and the binomial distribution" in ahead["Half"].to_text()
    assert ahead["Most"].interval == (8 * 3_600_000_000, None)
    assert "the p95 so far lies at 8 h or above" in ahead["Most"].to_text()
    assert [ahead[name].interval for name in ("Mean", "Worst")] == [None, None]
    assert "no interval: for a length of time that is no percentile no method is stated" in ahead["Mean"].to_text()
    assert all(json.loads(json.dumps(line.to_dict())) for line in ahead.lines)


@given(st.lists(st.tuples(st.integers(0, 43_000), st.integers(1, 600)), max_size=6), st.integers(1, 43_199))
def test_no_continuation_leaves_the_ends(outages, cut):
    """Whatever comes after an instant, the end lies from the worst to the best that were named then."""
    records = {"outages": [outage(*one) for one in outages], "posts": []}
    ahead = sk.analyses.outlook(CONTRACT, records, as_of=moment(FIRST + cut * 60_000_000))
    final = sk.evaluate(CONTRACT, records, as_of="2026-05-01T00:00Z")
    line = ahead["Uptime"]
    assert line.worst.measure.value <= final.line("Uptime").measure.value <= line.best.measure.value
    assert line.best.payable <= final.line("Uptime").payable <= line.worst.payable
    assert ahead["Outages"].best.measure.value <= final.line("Outages").measure.value


def test_what_is_refused():
    """Records that say no instant, and a confidence that is none."""
    with pytest.raises(sk.errors.UsageError, match="write as_of="):
        sk.analyses.outlook(CONTRACT, {"outages": [], "posts": []})
    with pytest.raises(sk.errors.UsageError, match="write confidence='95 %'"):
        sk.analyses.outlook(CONTRACT, {}, confidence="200 %")


def test_prometheus_rules():
    """Six recorded windows and three alerts; 14.4 x 0.1 % is 0.0144."""
    text = sk.analyses.prometheus_rules(CONTRACT, {"Uptime": "rate(bad[{window}])"})
    assert (text.count("- record:"), text.count("- alert:")) == (6 - 1, 3)  # 6 h is a long and a short window
    assert ">= 0.0144 and " in text
    yaml = pytest.importorskip("yaml")
    assert len(yaml.safe_load(text)["groups"][0]["rules"]) == 8
    with pytest.raises(sk.errors.UsageError, match="'Uptme' is not an objective with an error budget"):
        sk.analyses.prometheus_rules(CONTRACT, {"Uptme": "rate(bad[{window}])"})


@pytest.mark.parametrize("name", ["Up😀", 'Up "x" \\ y', "Up\t\x1b\x85\u2028\ufeff", "Up\U000e0041", "Up\ud800"])
def test_names_in_prometheus_rules(name):
    """The label that is recorded is the one that the alert asks for, whatever signs the name has; half of a sign stands as its code."""
    yaml = pytest.importorskip("yaml")
    terms = {"term": ("2026-01-01", "2027-01-01"), "timezone": "UTC"}
    objective = sk.Objective(name, sk.Uptime("outages"), "at least 99.9 %")
    contract = sk.Agreement(name, provider="P", customer="C", **terms, objectives=[objective])
    text = sk.analyses.prometheus_rules(contract, {name: f'rate(bad{{x="{name}"}}[{{window}}])'})
    assert text.encode()
    (group,) = yaml.safe_load(text)["groups"]
    shown = name.replace("\ud800", r"\ud800")
    assert group["name"] == f"slakit {shown}"
    assert {rule["labels"]["objective"] for rule in group["rules"]} == {shown}
    assert f'rate(bad{{x="{shown}"}}[5m])' in [rule["expr"] for rule in group["rules"]]
    for alert in [rule["expr"] for rule in group["rules"] if "alert" in rule]:
        for quoted in re.findall(r'objective=("(?:[^"\\]|\\.)*")', alert):
            assert "\\ud" not in quoted.replace(r"\\ud800", "")  # no halves: PromQL reads strings as Go does
            assert ast.literal_eval(quoted) == shown
