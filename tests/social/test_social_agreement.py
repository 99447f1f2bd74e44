"""The sample agreement, scored over its made-up quarter; the uptime and the caps are worked out by hand."""

from fractions import Fraction

import pytest

from slakit.engine.evaluate import evaluate
from slakit.social.hours import clocks, desk
from slakit.social.records import AS_OF, QUARTER, records
from slakit.social.sample import sample
from slakit.targets.verdict import Outcome
from slakit.values.money import money


@pytest.fixture(scope="module")
def statement():
    return evaluate(sample(), records(), period=QUARTER, as_of=AS_OF)


def test_the_whole_of_such_an_agreement_is_there():
    """Response, throughput, support, security, content, engagement, report, training and review, each with its clause."""
    agreement = sample()
    names = [objective.name for objective in agreement.objectives]
    assert names == [
        "Uptime", "Replies in time", "Channel replies", "First reply", "Slowest complaint",
        "Peak throughput", "Throughput under load", "First line on duty", "Expert on duty", "Expert answers",
        "Security incidents", "Incident notice", "Patches", "Controls attested", "Controls passed",
        "Content guidelines", "Approval ahead", "Published as planned", "Engagement rate", "Reach", "Conversion", "Net sentiment",
        "Follower growth", "Monthly report", "Quarterly training", "Half-yearly review", "Satisfaction",
    ]  # fmt: skip
    clauses = [objective.clause for objective in agreement.objectives]
    assert clauses == sorted(clauses)
    assert len(set(clauses)) == len(clauses)
    assert agreement.customer.roles["sign-off"] == "head of brand"
    assert [(exclusion.stream, exclusion.applies_to) for exclusion in agreement.exclusions] == [("maintenance", "outages")]
    assert sample() == agreement


def test_each_channel_has_its_clock():
    """New Year's Day 2026 is a Thursday without hours; the Friday after has twelve, eight and a half, and all of them."""
    hours = {name: clock.elapsed("2026-01-01T00:00Z", "2026-01-02T00:00Z").total_seconds() / 3600 for name, clock in clocks().items()}
    assert hours == {"facebook": 0, "instagram": 0, "linkedin": 0, "phone": 24, "x": 0}
    hours = {name: clock.elapsed("2026-01-02T00:00Z", "2026-01-03T00:00Z").total_seconds() / 3600 for name, clock in clocks().items()}
    assert hours == {"facebook": 12, "instagram": 12, "linkedin": 8.5, "phone": 24, "x": 12}
    assert desk() == clocks()["x"]


@pytest.mark.parametrize(
    ("month", "down", "counted", "told"),
    [
        ("2026-01", 25, 44_640 - 120, "120 min left out"),
        ("2026-02", 295 + 60, 40_320 - 180, "1 h from 2026-02-11T04:00+00:00 is over the quota of 3 hours: it counts"),
        ("2026-03", 30 + 10, 44_580, "was announced 32 h before, less than 72 hours ahead: it counts"),
    ],
)
def test_uptime_drops_announced_maintenance(statement, month, down, counted, told):
    """25 minutes, beside two hours of maintenance; 09:10 to 14:05 in two outages that overlap, and the fourth of four hours of maintenance;
    00:40 to 02:10 in the night that skips an hour, and ten minutes of maintenance that was announced too late."""
    measure = statement.line("Uptime", month).measure
    assert measure.value == Fraction(counted - down, counted)
    assert told in measure.workings


def test_the_demo_shows_each_kind_of_line(statement):
    """Met, missed, pending, without data, and a period that is capped at 15 % of 12,000 GBP; no line without one of them."""
    assert {line.outcome for line in statement.lines} == set(Outcome)
    assert statement.line("Replies in time", "2026-03").measure.pending > 0
    assert statement.line("Satisfaction").reason == "18 records, fewer than the 30 that count"
    assert statement.line("Follower growth", "2026-01").reason == "there is no earlier period"
    assert statement.payable == money("1800 GBP")
    assert len(statement.adjustments) == 1
    assert str(statement.adjustments[0]).endswith("capped at 15 % of 12,000.00 GBP = 1,800.00 GBP")


def test_penalties_of_the_bad_month(statement):
    """5 % of 12,000 below 99.9 %; replies capped at 10 %; 23 messages an hour too few, three steps of ten; three points without an expert;
    one incident; 1 % for the guidelines; the late report: 2,970 GBP together."""
    credits = {line.name: line.credit for line in statement.missed if line.period.label == "2026-02"}
    assert credits == {
        "Uptime": money("600 GBP"),
        "Replies in time": money("1200 GBP"),
        "Slowest complaint": money("150 GBP"),
        "Throughput under load": money("150 GBP"),
        "Expert on duty": money("150 GBP"),
        "Security incidents": money("500 GBP"),
        "Content guidelines": money("120 GBP"),
        "Net sentiment": money("0 GBP"),
        "Follower growth": money("0 GBP"),
        "Monthly report": money("100 GBP"),
    }
    assert statement.credit == money("2970 GBP")


def test_the_other_months_are_met(statement):
    """January and March have no missed line; of the quarter, one channel lacks its experts, and one patch was late."""
    missed = {(line.name, line.group) for line in statement.missed if line.period.label != "2026-02"}
    assert missed == {("Expert answers", "linkedin"), ("Patches", None)}


def test_misses_name_their_evidence(statement):
    """Each missed line says which records or hours it rests on, by their key where they have one."""
    assert all(line.measure.evidence for line in statement.missed)
    assert "INC-1: 2026-02-17T07:40:00+00:00" in str(statement.explain("Security incidents"))
    assert "2026-02-17T08:00:00+00:00 to 2026-02-17T13:50:00+00:00, 5 h 50 min" in str(statement.explain("Expert on duty"))


def test_faults_of_records_are_told(statement):
    """The broken reply is a data problem of each clock that would read it; spam has no limit and is counted nowhere."""
    faults = [(problem.objective, problem.kind, problem.count) for problem in statement.problems]
    assert faults == [(name, "replied lies before asked", 1) for name in ("Channel replies", "First reply", "Replies in time")]
    account = next(account for account in statement.accounts if account.objective == "Replies in time")
    assert set(account.excluded) == {"no limit for its type"}
    assert account.read == account.counted + account.pending + sum(account.excluded.values()) + 1
