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


def desks(*groups, fields=("desk",)):
    """The samples of a leak, owed 10 GBP, in each group."""
    objective = sk.Objective("Leaks", sk.Count("leaks").by(*fields), "at most 0", penalty=sk.Flat("1 %"))
    terms = {"term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 GBP", "objectives": [objective]}
    rows = [{"at": "2026-06-12T09:00Z"} | dict(zip(fields, group, strict=True)) for group in groups]
    made = sk.evaluate(sk.Agreement("A", provider="P", customer="C", **terms), {"leaks": rows}, period="2026-06")
    return read(Prometheus().render(made))


LIKE = [
    "x y",
    "x\ty",
    "x\ny",
    "x\r\ny",
    "x\x0by",
    r"x\x09y",
    r"x\\x09y",
    "x\\\ty",
    "x\u200by",
    r"x\u200by",
    "x\U000e0041y",
    r"x\U000e0041y",
]


def test_each_group_is_a_series():
    """Groups that look alike are series of their own, so that no credit is lost: 10 GBP for each."""
    samples = desks(*([text] for text in LIKE))
    assert [value for (name, _), value in samples.items() if name == "slakit_credit"] == [10] * len(LIKE)


def test_each_group_of_two_fields_is_a_series():
    """The comma of a name is not the comma between two."""
    groups = [("a, b", "c"), ("a", "b, c"), ("a\\, b", "c"), ("a\\", "b, c"), ("a", "b")]
    samples = desks(*groups, fields=("desk", "team"))
    credits = {dict(labels)["group"]: value for (name, labels), value in samples.items() if name == "slakit_credit"}
    assert [*credits.values()] == [10] * len(groups)
    assert "a, b" in credits


def test_a_label_is_read_back_as_it_was():
    """Ends of lines are escaped as the format has it, and other signs that cannot be seen stand as codes."""
    (group,) = {dict(labels)["group"] for _, labels in desks(["x\ny\tz\\n\\über"]) if "group" in dict(labels)}
    assert group == "x\ny\\x09z\\n\\über"


def test_a_plain_number_is_no_share():
    """A mean mark of 4.5 is not 450 % of anything: it has no unit, and is no ratio; a share against 95 % is one."""
    made = sk.Agreement(
        "Desk", provider="P", customer="C", term=("2026-06-01", "2026-07-01"), timezone="UTC",
        objectives=[
            sk.Objective("Marks", sk.Mean("cases", "mark"), "at least 4.2"),
            sk.Objective("Good", sk.Share("cases", good={"mark": ">= 4"}), "at least 95 %"),
        ],
    )  # fmt: skip
    cases = [{"at": "2026-06-02T09:00Z", "mark": mark} for mark in (4, 5)]
    text = sk.REPORTS["prometheus"].render(sk.evaluate(made, {"cases": cases}, period="2026-06"))
    assert 'slakit_measure{agreement="Desk",objective="Marks",period="2026-06"} 4.5' in text
    assert 'slakit_target{agreement="Desk",objective="Marks",period="2026-06"} 4.2' in text
    assert 'slakit_measure_ratio{agreement="Desk",objective="Good",period="2026-06"} 1.0' in text
