"""Rows of one key are facts about one case."""

from fractions import Fraction

import pytest
from engine_cases import agreement, at, only

import slakit as sk

CASES = agreement(
    sk.Objective("In time", sk.Within("cases", "1 hour", since="asked", until="replied", key="id"), "at least 80 %"),
    sk.Objective("High", sk.Count("cases", at="asked", key="id").where(priority="high"), "at most 3"),
)


def test_a_refused_batch_leaves_no_case_behind():
    """A naive due time that only one of two keyed objectives reads is refused before the other has noted its cases."""
    agreed = agreement(
        sk.Count("cases", at="asked", key="id"),
        sk.Objective("Due", sk.OnTime("cases", due="due", done="done", key="number"), "at least 80 %"),
    )
    monitor = sk.Monitor(agreed)
    with pytest.raises(sk.errors.RecordError, match="has no zone"):
        monitor.feed("cases", [{"id": 1, "number": 1, "asked": at("01-05"), "due": "2026-01-05T10:00", "done": None}])
    assert monitor.statement(period="2026-01").line("O0").measure.value == 0


# cases


def test_rows_of_one_key_are_one_case():
    """A known value replaces an unknown one, whichever row comes first (M9)."""
    rows = [
        {"id": 1, "asked": at("01-05 10:00"), "replied": None, "priority": "high"},
        {"id": 1, "asked": at("01-05 10:00"), "replied": at("01-05 10:30"), "priority": None},
        {"id": 2, "asked": at("01-05 10:00"), "replied": at("01-05 12:00"), "priority": "high"},
    ]
    for given in (rows, rows[::-1]):
        statement = sk.evaluate(CASES, {"cases": given}, period="2026-01")
        assert (statement.line("In time").measure.value, statement.line("High").measure.value) == (Fraction(1, 2), 2)
        assert statement.problems == ()
        assert [(account.read, account.counted) for account in statement.accounts] == [(3, 2), (3, 2)]


def test_conflicts_are_told_and_the_earlier_instant_counts():
    """Two replies at 10:50 and 11:30 to one case: 10:50 counts, and the statement says so (M9)."""
    rows = [{"id": 1, "asked": at("01-05 10:00"), "replied": at(f"01-05 {clock}"), "priority": "high"} for clock in ("11:30", "10:50")]
    statement = sk.evaluate(CASES, {"cases": rows}, period="2026-01")
    assert statement.line("In time").measure.value == 1
    (problem,) = statement.problems
    assert (problem.objective, problem.count, problem.examples) == ("In time", 1, ("id=1",))
    assert "two values for replied of one id" in problem.kind
    assert "updated=" in problem.kind


UPDATED = agreement(
    sk.Objective("High", sk.Count("cases", at="asked", key="id", updated="changed").where(priority="high"), "at most 3"),
)


def test_the_later_update_wins():
    """high, then low at a later update: it is low, and no problem; as of an instant between it is still high (M9, M5)."""
    rows = [
        {"id": 1, "asked": at("01-05 10:00"), "priority": "low", "changed": at("01-07 10:00")},
        {"id": 1, "asked": at("01-05 10:00"), "priority": "high", "changed": at("01-05 10:00")},
    ]
    for given in (rows, rows[::-1]):
        assert only(sk.evaluate(UPDATED, {"cases": given}, period="2026-01")).measure.value == 0
        assert only(sk.evaluate(UPDATED, {"cases": given}, period="2026-01", as_of="2026-01-07T09:59Z")).measure.value == 1
        assert only(sk.evaluate(UPDATED, {"cases": given}, period="2026-01", as_of="2026-01-07T10:00Z")).measure.value == 0
        assert sk.evaluate(UPDATED, {"cases": given}).problems == ()


def test_an_update_after_the_period_counts():
    """Without as_of, the latest instant of the records includes that of an update (M5)."""
    rows = [
        {"id": 1, "asked": at("01-31 10:00"), "priority": "high", "changed": at("01-31 10:00")},
        {"id": 1, "asked": at("01-31 10:00"), "priority": "low", "changed": at("02-02 10:00")},
    ]
    assert only(sk.evaluate(UPDATED, {"cases": rows}, period="2026-01")).measure.value == 0


def test_a_case_to_come_is_no_problem():
    """As of an instant before a case was asked it has not happened: no data problem, no pending clock (M5)."""
    rows = [{"id": 1, "asked": at("01-05 10:00"), "replied": None, "priority": "high"}]
    statement = sk.evaluate(CASES, {"cases": rows}, period="2026-01", as_of="2026-01-04T00:00Z")
    assert statement.problems == ()
    assert [(account.read, account.counted, account.pending, dict(account.excluded)) for account in statement.accounts] == [
        (1, 0, 0, {"after as_of": 1})
    ] * 2


def test_a_due_time_to_come_is_pending():
    """A keyed case whose due time lies after as_of is pending, and has a deadline."""
    agreed = agreement(sk.Objective("Due", sk.OnTime("cases", due="due", done="done", since="asked", key="id"), "at least 80 %"))
    rows = [{"id": 1, "asked": at("01-05 10:00"), "due": at("01-09 10:00"), "done": None}]
    assert only(sk.evaluate(agreed, {"cases": rows}, period="2026-01", as_of="2026-01-06T00:00Z")).measure.pending == 1


def test_a_record_without_its_key():
    """It is a data problem, and counted nowhere."""
    rows = [{"id": None, "asked": at("01-05 10:00"), "replied": at("01-05 10:30"), "priority": "high"}]
    statement = sk.evaluate(CASES, {"cases": rows}, period="2026-01")
    assert [dict(account.problems) for account in statement.accounts] == [{"no value for id": 1}] * 2
