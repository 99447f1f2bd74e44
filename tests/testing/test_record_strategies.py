"""records_for: what it draws is well-formed, reaches the edges of a contract, and shrinks to records that a person would write."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from tested_contract import CONTRACT

import slakit as sk
from slakit import testing as skt
from slakit.testing.record_strategies import Frame, text

CONTRACTS = sorted((Path(__file__).parents[2] / "examples" / "contracts").glob("*.toml"))
SEARCH = settings(max_examples=200, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
MICROSECOND = timedelta(microseconds=1)
UNPAID = "a value for which the penalty has no amount"
FEW = settings(max_examples=3, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck))


def second(contract):
    """The label of the second billing period, which has one before it; of the first, where there is one alone."""
    return [period.label for period in contract.window.within(contract.timezone).periods(contract.span)][:2][-1]


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_of_every_shipped_contract(path):
    """Every stream is there, and no record is a data problem, whatever its metrics ask of it."""
    contract = sk.load(path)
    period = second(contract)

    @FEW
    @given(skt.records_for(contract, period=period))
    def law(records):
        assert {*records} <= {*contract.streams}
        kinds = {problem.kind for problem in sk.evaluate(contract, records, period=period).problems}
        assert kinds <= ({UNPAID} if path.stem == "eu261-cancellation" else set())  # whose bands leave gaps between them

    law()


def shortest(contract, holds, **chosen):
    """The smallest records of which something holds; it must not take an evaluation, for many are tried."""
    return find(skt.records_for(contract, period="2026-06", **chosen), holds, settings=SEARCH)


def drawn(contract, count=60, **chosen):
    """Many records, as they come."""
    many = []

    @settings(max_examples=count, phases=[Phase.generate], database=None, deadline=None, derandomize=True)
    @given(skt.records_for(contract, period="2026-06", **chosen))
    def law(records):
        many.append(records)

    law()
    return many


@pytest.mark.slow
def test_whole_hours_come_first():
    """What is shrunk is what a person would write."""
    first = {"start": "2026-06-01T00:00Z", "end": "2026-06-01T01:00Z"}
    assert shortest(CONTRACT, lambda records: records["outages"]) == {"outages": [first], "cases": []}
    case = {"asked": "2026-06-01T00:00Z", "answered": "2026-06-01T01:00Z"}
    assert shortest(CONTRACT, lambda records: len(records["cases"]) == 2) == {"outages": [], "cases": [case, case]}


def test_edges_are_hit():
    """The target and each tier as the length of an outage, the limit of a clock, the ends of the period, and a microsecond beside."""
    frame = Frame.of(CONTRACT, "2026-06", ["Uptime", "Answers", "Incidents"], around=True)
    edges = {timedelta(minutes=43, seconds=12), timedelta(hours=7, minutes=12), timedelta(hours=36), timedelta(hours=4)}
    assert edges <= {length * MICROSECOND for length in frame.lengths}
    assert {text(at) for at in frame.edges} >= {"2026-06-01T00:00Z", "2026-05-31T23:59:59.999999Z", "2026-07-01T00:00Z"}
    many = drawn(CONTRACT)
    rows = [(row["start"], row["end"]) for records in many for row in records["outages"]]
    rows += [(row["asked"], row["answered"]) for records in many for row in records["cases"]]
    near = {edge + off * MICROSECOND for edge in edges for off in (0, 1, -1)}
    assert {sk.Span(start, end).duration for start, end in rows if end} & near
    assert {start for start, _ in rows} & {text(at) for at in frame.edges}
    assert any(end is None for _, end in rows)
    assert {start < "2026-06" for start, _ in rows} == {True, False}


def test_openings_of_calendars():
    """Cases come exactly when the desk opens, or a microsecond before, and are answered after some open hours."""
    desk = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
    clocks = {"since": "asked", "until": "answered", "clock": desk, "key": "id"}
    metric = sk.Within("cases", {"high": "4 hours", "low": "2 days"}, limit_by="severity", **clocks)
    contract = sk.Agreement(
        "Desk", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective("Answers", metric, "at least 90 %")],
    )  # fmt: skip
    edges = {text(at) for at in Frame.of(contract, "2026-06", ["Answers"], around=True).edges}
    assert {"2026-06-01T09:00Z", "2026-06-01T08:59:59.999999Z", "2026-06-01T17:00Z"} <= edges
    rows = [row for records in drawn(contract) for row in records["cases"]]
    assert {row["severity"] for row in rows} == {"high", "low"}
    whole = [desk.elapsed(row["asked"], row["answered"]) % timedelta(hours=1) for row in rows if row["answered"]]
    assert whole.count(timedelta(0)) > len(whole) / 3
    assert shortest(contract, lambda records: records["cases"])["cases"][0]["id"] == "1"


def test_some_objectives_alone():
    """Only their streams."""
    assert {*drawn(CONTRACT, 1, objectives=["Uptime"])[0]} == {"outages"}
    assert {*drawn(CONTRACT, 1, objectives=[CONTRACT.objectives[1]])[0]} == {"cases"}


def test_fields_of_every_kind():
    """Conditions, groups, weights, pauses, numbers and bases: each field has a value that its contract can read."""
    metrics = {
        "A": sk.Share("posts", good={"score": ">= 4", "kind": ["a", "b"]}).where(open=True).by("team"),
        "B": sk.Uptime("outages", weights={"critical": 1, "minor": "50 %"}, weight_by="severity"),
        "C": sk.Elapsed("tickets", since="asked", until="done", key="id", paused_by="holds"),
        "D": sk.kpis.MeanRatio("posts", "likes", over="views"),
        "E": sk.OnTime("reports", due="due", done="done", since="began"),
        "F": sk.Uptime("regions", units=["eu", "us"], unit_by="region", across="pooled"),
    }
    targets = {"C": "at most 4 hours"}
    contract = sk.Agreement(
        "Kinds", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="100 EUR",
        objectives=[sk.Objective(name, metric, targets.get(name, "at least 90 %")) for name, metric in metrics.items()],
        exclusions=[sk.Exclusion("maintenance", applies_to="outages", notice="72 hours")],
    )  # fmt: skip
    seen: dict = {}

    @settings(max_examples=30, phases=[Phase.generate], database=None, deadline=None, derandomize=True)
    @given(skt.records_for(contract, period="2026-06"))
    def law(records):
        assert sk.evaluate(contract, records, period="2026-06").problems == ()
        for rows in records.values():
            for name, value in (pair for row in rows for pair in row.items()):
                seen.setdefault(name, set()).add(str(value))

    law()
    assert {"critical", "minor"} <= seen["severity"]
    assert {"True", "False"} == seen["open"]
    assert {"3", "4", "5"} == seen["score"]
    assert {"eu", "us"} <= seen["region"]
    assert {"due", "done", "began", "announced", "likes", "views", "id"} <= {*seen}


def test_used_wrongly():
    """A name that is none, a period that is none."""
    with pytest.raises(sk.errors.UsageError, match="'Uptme' is not an objective of 'Vendor hosting'; did you mean 'Uptime'"):
        skt.records_for(CONTRACT, objectives=["Uptme"])
    with pytest.raises(sk.errors.UsageError, match="period='2031-01' lies outside the term"):
        skt.records_for(CONTRACT, period="2031-01")
    with pytest.raises(sk.errors.UsageError, match="is not an agreement"):
        skt.records_for("contract.toml")


def test_without_hypothesis(monkeypatch):
    """The error names the extra."""
    monkeypatch.setitem(__import__("sys").modules, "hypothesis.strategies", None)
    with pytest.raises(sk.errors.MissingExtra, match=r"is not installed; write pip install 'slakit\[testing\]'"):
        skt.records_for(CONTRACT)
