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
    assert ahead["Outages"].interval == (13, 32)  # 10 seen, and 3 to 22 to come (test_intervals)
    assert "at this rate the whole period has between 13 and 32, by what is counted so far and" in ahead["Outages"].to_text()
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


def test_a_count_never_gets_less():
    """A minute before the end of April none more are likely: P(no more | rate of 10 in 43,199 min) is 99.98 %. Then there are just 10."""
    records = {"outages": [outage(60 * day, 10) for day in range(10)], "posts": []}
    line = sk.analyses.outlook(CONTRACT, records, as_of="2026-04-30T23:59Z")["Outages"]
    assert line.interval == (10, 10)
    assert "  at this rate the whole period has 10, by what is counted so far and" in line.to_text()


def test_what_is_to_come_at_the_rate_so_far():
    """In half of April 10 counted, 5 h down, and 30 in all: at this rate twice as many, with an exclusion in the contract too."""
    metrics = {"Count": sk.Count("rows"), "Down": sk.Downtime("rows", start="at"), "Sum": sk.Total("rows", "size")}
    objectives = [
        sk.Objective(name, metric, target)
        for (name, metric), target in zip(metrics.items(), ("at most 50", "at most 50 h", "at most 90"), strict=True)
    ]
    objectives.append(sk.Objective("Level", sk.kpis.Gauge("rows", "size", statistic="max"), "at most 10"))
    rows = [{"at": f"2026-04-{day:02}T00:00Z", "end": f"2026-04-{day:02}T00:30Z", "size": 3} for day in range(1, 11)]
    for exclusions in ([], [sk.Exclusion("maintenance", applies_to="rows")]):
        agreement = sk.Agreement("A", **TERMS, objectives=objectives, exclusions=exclusions)
        ahead = sk.analyses.outlook(agreement, {"rows": rows} | ({"maintenance": []} if exclusions else {}), as_of="2026-04-16T00:00Z")
        assert [ahead[name].expected.measure.value for name in ("Count", "Down", "Sum")] == [20, 10 * 3_600_000_000, 60]
        assert ahead["Level"].expected.measure.value == 3  # a level does not grow with time


DAYS_15 = 360 * 3_600_000_000


def test_cases_that_are_still_open():
    """10 cases of 0 to 9 min, and 15 open since the start of April: the 13th of 25 is 360 h, so far; the 8th lowest is 7 min.

    More than 15 quick cases more would bring the median down again, so that nothing bounds the best end before April is over.
    """
    objective = sk.Objective("Half", sk.Elapsed("cases", since="opened", until="closed", statistic="median"), "at most 2 hours")
    agreement = sk.Agreement("Desk", **TERMS, objectives=[objective])
    rows = [{"opened": "2026-04-01T00:00Z", "closed": f"2026-04-01T00:{minute:02}Z"} for minute in range(10)]
    rows += [{"opened": "2026-04-01T00:00Z", "closed": None}] * 15
    line = sk.analyses.outlook(agreement, {"cases": rows}, as_of="2026-04-16T00:00Z")["Half"]
    assert (line.now.outcome, line.expected.outcome, line.expected.measure.value) == ("missed", "missed", DAYS_15)
    assert line.interval == (7 * 60_000_000, None)  # ranks 8 and 18 of 25; the 18th is open
    text = line.to_text()
    assert "  of the 25 so far, 15 of them open: at best 360 hours, missed; at worst no bound" in text
    assert (
        "the median so far lies at 0.117 hours or above, by ranks and the binomial distribution, open ones at their present length" in text
    )
    assert line.best is None
    quick = [{"opened": "2026-04-20T00:00Z", "closed": "2026-04-20T00:01Z"}] * 40
    assert sk.evaluate(agreement, {"cases": rows + quick}, as_of="2026-05-01T00:00Z").line("Half").outcome == "met"
    over = sk.analyses.outlook(agreement, {"cases": rows}, as_of="2026-05-01T00:00Z", period="2026-04")["Half"]
    assert (over.best.outcome, over.best.measure.value, over.expected.outcome) == ("missed", 2 * DAYS_15, "missed")


def test_the_longest_case_only_grows():
    """What is the longest so far stays: at best 360 h, missed."""
    rows = {"cases": [{"opened": "2026-04-01T00:00Z", "closed": None}, {"opened": "2026-04-01T00:00Z", "closed": "2026-04-01T01:00Z"}]}
    ahead = sk.analyses.outlook(TIMES, rows, as_of="2026-04-16T00:00Z", period="2026-04")
    assert (ahead["Worst"].best.outcome, ahead["Worst"].best.measure.value) == ("missed", DAYS_15)
    assert ahead["Mean"].expected.measure.value == (DAYS_15 + 3_600_000_000) / 2


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
