"""Expectations: each can fail, and says what is otherwise."""

import pytest
from message_texts import DESK, run
from scenario_texts import SCENARIOS, read

import slakit as sk
from slakit.testing.scenarios.expected_amounts import is_amount


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ('credit = "0 EUR", objectives', 'credit = "1 EUR", objectives', "credit is 0.00 EUR, expected 1.00 EUR"),
        ('credit = "0 EUR", objectives', 'credit = "0.0049 EUR", objectives', "credit is 0.00 EUR, expected 0.0049 EUR"),
        ('credit = "0 EUR", objectives', 'payable = "1/300 EUR", objectives', "payable is 0.00 EUR, expected 1/300 EUR"),
        ("99.000 %", "98.999 %", "Uptime (clause 4.1), 2026-06: measure is 99.000 %, expected 98.999 %"),
        ("99.000 %", "none", "Uptime (clause 4.1), 2026-06: measure is 99 %, expected none"),
        ('outcome = "met", measure', 'outcome = "missed", measure', "Uptime (clause 4.1), 2026-06: outcome is met, expected missed"),
        ('objectives.Uptime = {', 'problems = 2, objectives.Uptime = {', "problems are 0, expected 2"),
    ],
)  # fmt: skip
def test_each_expectation_can_fail(tmp_path, old, new, difference):
    result = read(tmp_path, SCENARIOS.replace(old, new)).scenarios[0].run()
    assert [str(one) for one in result.differences] == [difference]


def test_a_measure_that_differs_is_shown_before_and_after_rounding(tmp_path):
    """72 min of 43,200 are 0.1666... %: with no decimals that is 100 %, and what is expected is neither."""
    text = SCENARIOS.replace("+7 h 12 min", "+72 min")
    for expected, actual in (
        ("99 %", "99.833 % (100 % at these decimals)"),
        ("99.832 %", "99.833 %"),
        ("99.9 %", "99.833 % (99.8 % at these decimals)"),
    ):
        (difference,) = read(tmp_path, text.replace("99.000 %", expected)).scenarios[0].run().differences
        assert str(difference) == f"Uptime (clause 4.1), 2026-06: measure is {actual}, expected {expected}"


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("sample = 2", "sample = 3", "Replies [phone], 2026-06: sample is 2, expected 3"),
        ('rights = "terminate"', 'rights = "none"', "rights are terminate, expected none"),
        ("breaches = 1", "breaches = 2", "Replies [mail], 2026-06: breaches are 1, expected 2"),
    ],
)
def test_each_expectation_of_a_group_can_fail(tmp_path, old, new, difference):
    result = read(tmp_path, SCENARIOS.replace(old, new)).scenarios[2].run()
    assert [str(one) for one in result.differences] == [difference]


def test_deadlines_and_findings_can_fail(tmp_path):
    due = read(tmp_path, SCENARIOS.replace("11:30", "11:31")).scenarios[3].run()
    assert len(due.differences) == 1
    assert str(due.differences[0]).splitlines() == [
        "the list of deadlines",
        "  is:       objective: Replies; key: 7; due: 2026-06-08 11:30; overdue: false",
        "  expected: objective: Replies; key: 7; due: 2026-06-08 11:31; overdue: false",
    ]
    assert "Uptime" not in due.details  # no line is about it
    more = read(tmp_path, SCENARIOS.replace("overdue = false }", 'overdue = false }, { objective = "Replies" }')).scenarios[3].run()
    assert len(more.differences) == 1
    none = read(tmp_path, SCENARIOS.replace("findings = []", 'findings = ["target-of-100-percent"]')).scenarios[1].run()
    assert [str(one) for one in none.differences] == ["the list of findings is none, expected target-of-100-percent"]


def test_no_duties(tmp_path):
    """An empty list of them is none, as an empty list of rights is."""
    for key in ("duties", "rights"):
        text = SCENARIOS.replace('credit = "0 EUR", objectives', f"{key} = [], objectives")
        assert read(tmp_path, text).scenarios[0].run().passed


def test_an_amount_without_an_end_is_compared_as_it_is_shown():
    """A third of 100 EUR is 33.33 EUR rounded; a fraction of a cent that can be written is another amount."""
    third, fine = sk.money("100 EUR") / 3, sk.money("33.3349 EUR")
    assert is_amount(third, sk.money("33.33 EUR"))
    assert is_amount(third, sk.money("100/3 EUR"))
    assert not is_amount(third, sk.money("33.34 EUR"))
    assert not is_amount(third, sk.money("33.3333 EUR"))
    assert not is_amount(fine, sk.money("33.33 EUR"))
    assert is_amount(fine, fine)


@pytest.mark.parametrize(
    ("claims", "down", "expect", "passes"),
    [
        ('[{ at = "2026-04-10" }]', True, 'forfeited = "0 EUR"', True),  # all of it was claimed
        ('[{ at = "2026-04-10" }]', True, 'claimed = "0 EUR"', False),
        ("[]", False, 'claimed = "0 EUR"', True),  # nothing is owed
        (None, True, 'forfeited = "0 EUR"', False),  # of claims nothing is known
        (None, True, 'returned = "0 EUR"', True),
        (None, True, 'objectives.Uptime.bonus = "0 EUR"', True),
    ],
)
def test_an_amount_that_is_not_there_is_zero(tmp_path, claims, down, expect, passes):
    contract = DESK.replace('target = "at least 99.9 %"', 'target = "at least 99.9 %"\npenalty = { is = "flat", credit = "5 %" }')
    outages = '[{ start = "2026-03-08 02:00", end = "+3 h" }]' if down else "[]"
    made = f"records = {{ tickets = [], answers = [], outages = {outages}{f', claims = {claims}' if claims else ''} }}\n"
    assert run(tmp_path, f"{made}expect.{expect}", contract).passed is passes
