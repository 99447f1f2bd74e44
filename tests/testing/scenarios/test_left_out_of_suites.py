"""Suites leave out scenarios that cannot be evaluated, and changes that are allowed."""

from scenario_texts import SCENARIOS, read

from slakit import testing as skt

FEW = SCENARIOS.partition('[[scenarios]]\nname = "two channels"')[0]
WITHOUT_END = """
[[scenarios]]
name = "an outage without an end"
records.outages = [{ start = "2026-06-08 02:00" }]
expect.payable = "0 EUR"
"""
ALLOWED = """
[allow]
'objectives[0].penalty.below."99 %"' = "a path"
"Replies, target: at least 90 % -> at least 91 %" = "words"
fee = "noticed"
"""


def suite(folder, text=FEW):
    (made,) = skt.suites([read(folder, text)])
    return made


def test_a_scenario_that_cannot_be_evaluated_exercises_nothing(tmp_path):
    """It fails, and what the others exercise is counted all the same."""
    result = read(tmp_path, FEW + WITHOUT_END).scenarios[-1].run()
    assert result.error == "stream 'outages': no record has the field 'end'; known: start; write end = '' in one that is still open"
    assert suite(tmp_path, FEW + WITHOUT_END).coverage == suite(tmp_path).coverage


def test_a_change_is_allowed_by_its_path_or_its_words(tmp_path):
    """It is tried all the same; an allowance for a change that is noticed is not needed."""
    allowed = suite(tmp_path, FEW + ALLOWED)
    tried, unnoticed = list(map(str, allowed.mutants)), list(map(str, allowed.survivors))
    assert "Replies, target: at least 90 % -> at least 89 %" in unnoticed
    for change in ("clause 4.1 Uptime, penalty below 99 %: 5 % -> 6 %", "Replies, target: at least 90 % -> at least 91 %"):
        assert (tried.count(change), unnoticed.count(change)) == (1, 0)
    assert allowed.unused == ("fee",)
    assert allowed.report.endswith("\n  allow: 'fee' is not needed; take it away")
