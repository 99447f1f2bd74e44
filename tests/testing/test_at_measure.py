"""records: those of a contract that give a measure, in every shipped contract and in small ones."""

from fractions import Fraction
from pathlib import Path

import pytest

import slakit as sk
from slakit import testing as skt
from slakit.errors import UsageError
from slakit.values.quantity import Quantity

CONTRACTS = sorted((Path(__file__).parents[2] / "examples" / "contracts").glob("*.toml"))
FAST = ("generic-99.9", "hookpilot-agency", "delay-repay-15", "github-actions-2020", "uk-model-services-agreement")
DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")


def contract(*objectives, **more):
    made = [sk.Objective(f"O{number}", *part) if isinstance(part, tuple) else part for number, part in enumerate(objectives, 1)]
    terms = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "Europe/London", "fee": "1000 GBP"}
    return sk.Agreement("A", objectives=made, **terms | more)


def measured(agreement, records, name="O1", period="2026-06"):
    statement = sk.evaluate(agreement, records, period=period)
    assert statement.problems == ()
    return next(line for line in statement.lines if line.name == name)


def beside(agreement, objective, wanted):
    """The line at a measure, or at each of the nearest that records can give."""
    try:
        return [sk.evaluate(agreement, skt.records(agreement, objective, wanted)).lines]
    except skt.Unreachable as error:
        ends = [end for end in (error.below, error.above) if end is not None]
        return [sk.evaluate(agreement, skt.records(agreement, objective, end)).lines for end in ends]


@pytest.mark.parametrize(
    "path", [pytest.param(path, marks=() if path.stem in FAST else pytest.mark.slow, id=path.stem) for path in CONTRACTS]
)
def test_every_shipped_objective_is_met_and_missed_as_its_target_says(path):
    """At the limit, and a step to either side of it: the outcome is what the target says of the measure that is shown."""
    agreement = sk.load(path)
    for objective in agreement.objectives:
        seen = set()
        for bound in objective.target.bounds:
            limit = bound.limit.base
            step = Fraction(1, 1000) * (1 if objective.metric.unit == "" else max(abs(limit), 1))
            for figure in (limit, limit - step, limit + step):
                for lines in beside(agreement, objective, Quantity.of_base(figure, bound.limit.unit)):
                    for line in (line for line in lines if line.name == objective.name and line.measure.value is not None):
                        holds = objective.target.holds(line.measure.quantity.base)
                        assert (line.outcome == "met") is holds, (objective.name, line.measure.value)
                        seen.add(holds)
        assert seen == {True, False}, objective.name


def test_the_limits_of_tiers():
    """720 hours: 99.9 % is 43.2 minutes down from the start of the period, and London is an hour ahead in June."""
    agreement = contract((sk.Uptime("outages"), "at least 99.9 %"))
    found = skt.records(agreement, "O1", "99.9 %", period="2026-06")
    assert found == {"outages": [{"start": "2026-05-31T23:00:00Z", "end": "2026-05-31T23:43:12Z"}]}
    assert skt.records(agreement, agreement.objectives[0], measure=Fraction(1), period="2026-06") == {"outages": []}
    (january,) = skt.records(agreement, "O1", "99.9 %")["outages"]
    assert january["end"] == "2026-01-01T00:44:38.400000Z"  # 744 hours


@pytest.mark.parametrize(("metric", "measure", "figure"), [
    (sk.Share("posts", good={"ok": True}), "99.5 %", Fraction(995, 1000)),
    (sk.Share("posts", good={"ok": True}), "29/30", Fraction(29, 30)),
    (sk.Count("posts"), 3, 3),
    (sk.Count("posts"), "3", 3),
    (sk.Elapsed("cases", since="asked", until="done", clock=DESK, statistic="p95"), "12 hours", 12 * 3_600_000_000),
    (sk.Total("sales", "amount", unit="GB"), "1.5 TB", 1500),
    (sk.Mean("calls", "ms", unit="ms"), "0.3 s", 300),
])  # fmt: skip
def test_measures_are_written_in_any_unit(metric, measure, figure):
    """In words of the metric's kind, or as bare numbers where that is clear."""
    agreement = contract((metric, {"": "at least 5 %", "us": "at most 1 h"}.get(metric.unit, f"at least 5 {metric.unit}")))
    assert measured(agreement, skt.records(agreement, "O1", measure, period="2026-06")).measure.value == figure


def test_calendars_exclusions_and_minimums_hold():
    """Hours of a desk, an exclusion that takes nothing, 40 records at least, and the one that a second objective reads as well."""
    share = sk.Objective("O1", sk.Share("cases", good={"tone": "kind"}, at="asked").during(DESK), "at least 90 %", minimum=40)
    reply = (sk.Within("cases", "4 hours", since="asked", until="done", clock=DESK), "at least 90 %")
    agreement = contract(share, reply, exclusions=[sk.Exclusion("holidays", applies_to="cases")])
    found = skt.records(agreement, "O1", "95 %", period="2026-06")
    assert found["holidays"] == []
    assert len(found["cases"]) == 40
    assert {tuple(sorted(row)) for row in found["cases"]} == {("asked", "done", "tone")}
    line = next(line for line in sk.evaluate(agreement, found, period="2026-06").lines if line.name == "O1")
    assert (line.measure.value, line.measure.sample) == (Fraction(19, 20), 40)


def test_groups():
    """One that is named, one of several fields; where several are listed one must be, and what is no group is refused."""
    named = contract((sk.Uptime("outages").by("service", groups=["web", "mail"]), "at least 99 %"))
    with pytest.raises(UsageError) as error:
        skt.records(named, "O1", "98 %", period="2026-06")
    assert str(error.value) == "'O1' has the groups 'web', 'mail', and a measure is of one; write group='web'"
    one = contract((sk.Uptime("outages").by("service", groups=["web"]), "at least 99 %"))
    assert skt.records(one, "O1", "98 %", period="2026-06")["outages"][0]["service"] == "web"
    for group, service in (("web", "web"), ("mail", "mail")):
        found = skt.records(named, "O1", "98 %", period="2026-06", group=group)
        assert [row["service"] for row in found["outages"]] == [service]
        assert sk.evaluate(named, found, period="2026-06").line("O1", group=service).measure.value == Fraction(98, 100)
    both = contract((sk.Count("posts").by("team", "lang"), "at most 3"))
    found = skt.records(both, "O1", 2, period="2026-06", group=("care", "en"))
    assert [(row["team"], row["lang"]) for row in found["posts"]] == [("care", "en")] * 2
    with pytest.raises(
        UsageError, match=r"group='x' is not a group of a metric that is grouped by team, lang; write group=\('eu', 'gold'\)"
    ):
        skt.records(both, "O1", 2, group="x")


def test_bases_read_the_same_records():
    """A percentage of what the late records were worth: each has its number, and the measure is as wanted."""
    fares = sk.bases.RecordedAmount("journeys", "fare", at="due")
    metric = sk.OnTime("journeys", due="due", done="arrived")
    agreement = contract(sk.Objective("O1", metric, "at least 99 %", penalty=sk.Tiered({"99 %": "10 %"}, of=fares)))
    found = skt.records(agreement, "O1", "75 %", period="2026-06")
    assert [row["fare"] for row in found["journeys"]] == [1000] * 4
    assert measured(agreement, found).credit == sk.money("400 GBP")


def test_an_amendment_changes_the_metric():
    """The records are those of the form that judges the period."""
    agreed = contract((sk.Uptime("outages"), "at least 99.9 %"))
    later = sk.Objective("O1", sk.Uptime("outages", minimum_length="1 hour"), "at least 99.9 %")
    agreed = agreed.amend(effective="2026-07-01", objectives=[later])
    assert measured(agreed, skt.records(agreed, "O1", "99.9 %", period="2026-06")).outcome == "met"
    with pytest.raises(skt.Unreachable) as refused:
        skt.records(agreed, "O1", "99.9 %", period="2026-08")
    assert refused.value.below.base == 1 - Fraction(1, 744)  # the shortest outage that counts is an hour of 744
    assert str(refused.value.above) == "100 %"


def test_the_nearest_are_named_in_words():
    """Both can be written as they are named, and are given."""
    agreement = contract((sk.Checks("probes", ok={"up": True}, every="1 day"), "at least 99 %"))
    problem = (
        r"'O1' in 2026-06 cannot measure 99.97 %: 30 checks come in 2026-06; "
        r"the nearest are 290/3 % \(96.666667 %\) and 100 %; write measure='290/3 %'"
    )
    with pytest.raises(skt.Unreachable, match=problem) as refused:
        skt.records(agreement, "O1", "99.97 %", period="2026-06")
    for one, failed in ((refused.value.below, 1), (refused.value.above, 0)):
        rows = skt.records(agreement, "O1", str(one), period="2026-06")["probes"]
        assert [row["up"] for row in rows] == [False] * failed + [True] * (30 - failed)


@sk.metric("posts")
def evenness(rows):
    return len(rows) % 2


@pytest.mark.parametrize(("arguments", "problem"), [
    (("O9", "99 %"), "'O9' is not an objective of 'A'; known: O1, O2, O3"),
    (("O1", "often"), "measure='often': 'often' is not a quantity"),
    (("O1", "99.9"), "measure='99.9' is not a share, which 'O1' measures in %; write measure='99.9 %'"),
    (("O1", 99.9), "measure=99.9 is not a share, which 'O1' measures in %; write measure='99.9 %'"),
    (("O1", "3 hours"), "measure='3 hours' is not a share, which 'O1' measures in %; write measure='3 %'"),
    (("O1", "101 %"), "cannot measure 101 %: nothing in the period goes so far; the nearest is 100 %; write measure='100 %'"),
    (("O2", 3), r"'O2' in 2026-01: .* is a function over records, whose records cannot be worked out; write them yourself"),
    (("O3", "no data"), "measure='no data'"),
])  # fmt: skip
def test_what_is_refused(arguments, problem):
    """What was written, why, and what to write."""
    agreement = contract((sk.Uptime("outages"), "at least 99 %"), (evenness, "at most 3"), (sk.Count("cases"), "at most 3"))
    with pytest.raises(UsageError, match=problem):
        skt.records(agreement, *arguments)


def test_a_rule_that_pays_by_the_value_of_a_field():
    """3 of 500 fail, and each costs the 40 EUR of the first value: a record without one would leave the line unsettled."""
    terms = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 EUR"}
    rule = sk.PerBreach({"crate": "40 EUR", "keg": "120 EUR"}, credit_by="pack")
    damage = sk.Objective("Damage", sk.Share("deliveries", good={"damaged": False}), "at least 99.5 %", penalty=rule)
    agreement = sk.Agreement("A", **terms, objectives=[damage])
    records = skt.records(agreement, "Damage", "99.4 %", period="2026-05")
    assert {row["pack"] for row in records["deliveries"]} == {"crate"}
    skt.assert_credit(agreement, records, "120 EUR", period="2026-05")


@pytest.mark.parametrize(("name", "objective", "measure"), [
    ("vita-schedule-3.12", "Incidents resolved", "50 %"),  # 25 % of a tenth of the fees less what is excluded, two numbers of one stream
    ("pfi-fire-police", "Areas available", 1),  # half where an area is used, by the value of a field of the stream that is measured
])  # fmt: skip
def test_what_bases_and_factors_read_is_there(name, objective, measure):
    """No record lacks a number that a base reads, nor a value that a factor looks up."""
    agreement = sk.load(CONTRACTS[0].with_name(f"{name}.toml"))
    statement = sk.evaluate(agreement, skt.records(agreement, objective, measure))
    line = next(line for line in statement.lines if line.name == objective and line.measure.value is not None)
    assert [problem for problem in statement.problems if problem.objective == objective] == []
    assert (line.outcome, line.unsettled, line.credit.exact > 0) == ("missed", "", True)
