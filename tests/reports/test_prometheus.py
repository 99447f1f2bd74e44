"""The texts that Prometheus and OpenMetrics read, by a small reader of their grammar."""

import math
import re

import hostile
import pytest

import slakit as sk
from slakit.reports.prometheus import OpenMetrics, Prometheus, budget_left

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = rf'({NAME})="((?:[^"\\\n]|\\\\|\\"|\\n)*)"'
SAMPLE = re.compile(rf"({NAME})\{{({LABEL}(?:,{LABEL})*)\}} (\S+)")
UNESCAPED = {"\\\\": "\\", '\\"': '"', "\\n": "\n"}


def read(text):
    """The samples by metric and labels; each is a gauge that was declared before it, and no series is there twice."""
    samples, declared = {}, []
    assert text.endswith("\n")
    for row in text.removesuffix("\n").split("\n"):
        if row.startswith("# "):
            _, kind, name, rest = row.split(" ", 3)
            assert rest == "gauge" if kind == "TYPE" else kind == "HELP"
            declared += [name] if kind == "TYPE" else []
            continue
        match = SAMPLE.fullmatch(row)
        assert match, row
        labels = {name: re.sub(r"\\.", lambda sign: UNESCAPED[sign[0]], value) for name, value in re.findall(LABEL, match[2])}
        key = (match[1], frozenset(labels.items()))
        assert key not in samples
        assert declared[-1] == match[1]
        samples[key] = float(match[7])
    assert len(declared) == len({*declared})
    return samples


def sample(samples, metric, **labels):
    (value,) = [value for (name, given), value in samples.items() if name == metric and labels.items() <= given]
    return value


@pytest.fixture(scope="module")
def statement():
    agreement = sk.Agreement(
        "Care", provider="Bright", customer="Acme", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="1000 GBP",
        objectives=[
            sk.Objective("Uptime", sk.Uptime("outages"), "at least 99 %", clause="4.1", penalty=sk.Flat("20 %")),
            sk.Objective("Wait", sk.Elapsed("calls", since="at", until="taken"), "at most 2 min"),
            sk.Objective("Posts", sk.Count("posts"), "at least 10"),
        ],
    )  # fmt: skip
    records = {
        "outages": [{"start": "2026-06-10T10:00Z", "end": "2026-06-10T13:36Z"}],
        "calls": [{"at": "2026-06-10T10:00Z", "taken": "2026-06-10T10:01:30Z"}],
        "posts": [{"at": "2026-06-10T10:00Z"}, {"at": "2026-06-11T10:00Z"}],
    }
    return sk.evaluate(agreement, records, period=("2026-06-01", "2026-08-01"), as_of="2026-08-01T00:00Z")


def test_measures_targets_budgets_and_amounts(statement):
    """3.6 of 720 hours are 0.5 %: half of the budget of 1 %; no call in July has no sample."""
    samples = read(Prometheus(at_risk=sk.money("12.50 GBP")).render(statement))
    june = {"agreement": "Care", "period": "2026-06"}
    assert sample(samples, "slakit_measure_ratio", objective="Uptime", clause="4.1", **june) == 0.995
    assert sample(samples, "slakit_target_ratio", objective="Uptime", **june) == 0.99
    assert sample(samples, "slakit_budget_left_ratio", objective="Uptime", **june) == 0.5
    assert sample(samples, "slakit_measure_seconds", objective="Wait", **june) == 90
    assert sample(samples, "slakit_target_seconds", objective="Wait", **june) == 120
    assert sample(samples, "slakit_measure", objective="Posts", **june) == 2
    assert sample(samples, "slakit_target", objective="Posts", **june) == 10
    assert sample(samples, "slakit_outcome", objective="Posts", outcome="missed", **june) == 1
    assert sample(samples, "slakit_payable", objective="Uptime", currency="GBP", **june) == 0
    assert sample(samples, "slakit_statement_at_risk", currency="GBP") == 12.5
    assert sample(samples, "slakit_statement_as_of_timestamp_seconds") == 1785542400  # date -u -d 2026-08-01 +%s
    assert [
        name for name, labels in samples if ("objective", "Wait") in labels and ("period", "2026-07") in labels and "measure" in name
    ] == []
    assert sample(samples, "slakit_outcome", objective="Wait", period="2026-07", outcome="no data") == 1
    assert not [value for value in samples.values() if math.isnan(value)]


def test_a_statement_that_was_read_back_has_the_same_samples(statement):
    assert Prometheus().render(sk.Statement.from_json(statement.to_json())) == Prometheus().render(statement)


def test_openmetrics_is_the_same_with_its_end(statement):
    assert OpenMetrics().render(statement) == f"{Prometheus().render(statement)}# EOF\n"
    assert sk.REPORTS["openmetrics"].render(statement).count("# EOF") == 1
    assert sk.REPORTS["prometheus"].render(statement) == Prometheus().render(statement)


def test_no_budget_of_a_promise_of_everything():
    agreement = sk.Agreement(
        "Care", provider="Bright", customer="Acme", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 100 %")],
    )  # fmt: skip
    assert budget_left(sk.evaluate(agreement, {"outages": []}, period="2026-06").lines[0]) is None


def test_hostile_names():
    """A name ends neither its label nor its line, and is read back as it was shown."""
    text = Prometheus().render(hostile.statement())
    assert not hostile.CONTROLS & {*text}
    names = {dict(labels).get("agreement") for _, labels in read(text)}
    assert len(names) == 1
    assert '" \\ {x="1"}' in names.pop()
