"""The sample agreement, scored over its made-up quarter; the uptime and the caps are worked out by hand."""

from fractions import Fraction

import pytest

from slakit.engine.evaluate import evaluate
from slakit.social.agreement import desk, sample
from slakit.social.records import AS_OF, QUARTER, records
from slakit.targets.verdict import Outcome
from slakit.values.money import money


@pytest.fixture(scope="module")
def statement():
    return evaluate(sample(), records(), period=QUARTER, as_of=AS_OF)


def test_the_whole_of_such_an_agreement_is_there():
    """Uptime, replies, throughput, security, support, guidelines, engagement, report, training and review, each with its clause."""
    agreement = sample()
    names = [objective.name for objective in agreement.objectives]
    assert names == [
        "Uptime", "Replies in time", "Slowest complaint", "Throughput at peak", "Specialist support", "Security incidents",
        "Incident notice", "Content guidelines", "Engagement rate", "Reach", "Conversion", "Monthly report",
        "Quarterly training", "Review signed off", "Satisfaction",
    ]  # fmt: skip
    clauses = [objective.clause for objective in agreement.objectives]
    assert clauses == sorted(clauses)
    assert len(set(clauses)) == len(clauses)
    assert agreement.customer.roles["sign-off"] == "head of brand"
    assert sample() == agreement


def test_the_desk_is_closed_on_bank_holidays():
    """New Year's Day 2026 is a Thursday without hours; the Friday after has twelve."""
    assert desk().elapsed("2026-01-01T00:00Z", "2026-01-02T00:00Z").total_seconds() == 0
    assert desk().elapsed("2026-01-02T00:00Z", "2026-01-03T00:00Z").total_seconds() == 12 * 3600


@pytest.mark.parametrize(("month", "down", "minutes"), [("2026-01", 25, 44_640), ("2026-02", 295, 40_320), ("2026-03", 30, 44_580)])
def test_uptime(statement, month, down, minutes):
    """25 minutes; 09:10 to 14:05 in two outages that overlap; 00:40 to 02:10 in the night that skips an hour, 30 minutes."""
    assert statement.line("Uptime", month).measure.value == Fraction(minutes - down, minutes)


def test_the_demo_shows_each_kind_of_line(statement):
    """Met, missed, pending, without data, and a period that is capped at 15 % of 12,000 GBP."""
    assert {line.outcome for line in statement.lines} == set(Outcome)
    assert statement.line("Replies in time", "2026-03").measure.pending > 0
    assert statement.line("Monthly report", "2026-03").verdict.final is False
    assert statement.line("Satisfaction").reason == "18 records, fewer than the 30 that count"
    assert statement.credit == money("1800 GBP")
    assert len(statement.cuts) == 1
    assert statement.cuts[0].endswith("capped at 15 % of 12,000.00 GBP = 1,800.00 GBP")


def test_penalties_of_the_bad_month(statement):
    """5 % of 12,000 below 99.9 %; replies capped at 10 %; one incident; 1 % for the guidelines; the late report."""
    credits = {line.name: line.credit for line in statement.missed if line.period.label == "2026-02"}
    assert credits["Uptime"] == money("600 GBP")
    assert credits["Replies in time"] == money("1200 GBP")
    assert credits["Slowest complaint"] == money("150 GBP")
    assert credits["Security incidents"] == money("500 GBP")
    assert credits["Content guidelines"] == money("120 GBP")
    assert credits["Monthly report"] == money("100 GBP")


def test_the_other_months_are_met(statement):
    """January and March have no missed line; of the quarter, support on one channel lacks its experts."""
    missed = {(line.name, line.group) for line in statement.missed if line.period.label != "2026-02"}
    assert missed == {("Specialist support", "linkedin")}


def test_faults_of_records_are_told(statement):
    """The broken reply is a data problem; spam has no limit and is counted nowhere."""
    assert [(problem.objective, problem.kind, problem.count) for problem in statement.problems] == [
        ("Replies in time", "replied lies before asked", 1)
    ]
    account = next(account for account in statement.accounts if account.objective == "Replies in time")
    assert set(account.excluded) == {"no limit for its type"}
    assert account.read == account.counted + account.pending + sum(account.excluded.values()) + 1
