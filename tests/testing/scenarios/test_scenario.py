"""Scenarios: what is evaluated, and how a failure reads."""

import pytest
from scenario_texts import CONTRACT, SCENARIOS, read

import slakit as sk


def test_all_pass(tmp_path):
    file = read(tmp_path)
    results = [scenario.run() for scenario in file.scenarios]
    assert [str(result) for result in results] == [
        "hosting.sla.toml:6: 7 h 12 min are 99 %: passed",
        "hosting.sla.toml:12: 40 hours, a quarter: passed",
        "hosting.sla.toml:20: two channels: passed",
        "hosting.sla.toml:33: what is due: passed",
    ]
    assert all(results)


def test_a_failure_shows_the_line_and_its_arithmetic(tmp_path):
    text = SCENARIOS.replace('payable = "250 EUR"', 'payable = "50 EUR", units = "1 day"')
    result = read(tmp_path, text).scenarios[1].run()
    assert not result
    assert str(result).splitlines()[:9] == [
        "hosting.sla.toml:12: 40 hours, a quarter",
        "  payable is 250.00 EUR, expected 50.00 EUR",
        "  units is none, expected 1 day",
        "  Uptime (clause 4.1), 2026-06",
        "    promised: at least 99 %",
        "    measured: 94.444 % = 40,800 min up of 43,200 min; 2,400 min down in 1 outage",
        "    worst:    2026-06-08T03:00:00+01:00 to 2026-06-09T19:00:00+01:00, 40 h",
        "    verdict:  missed, 94.444 % is not at least 99 %",
        "    penalty:  below 95 %: 25 % of 1,000.00 EUR = 250.00 EUR",
    ]


def test_records_that_cannot_be_read_fail_unless_they_are_expected(tmp_path):
    """An answer before its question is a problem of the records."""
    text = SCENARIOS.replace('answered = "+3 h"', 'answered = "2026-06-08 08:00"').replace(
        'outcome = "missed", rights = ["terminate"], breaches = 1', 'outcome = "no data"'
    )
    text = text.replace('expect.rights = "terminate"\n', "")
    result = read(tmp_path, text).scenarios[2].run()
    assert [one.what for one in result.differences] == ["the number of problems"]
    assert "cases (Replies): 1 x" in str(result)
    assert read(tmp_path, text.replace("expect.lines", "expect.problems = 1\nexpect.lines")).scenarios[2].run()


def test_the_same_scenarios_under_another_version(tmp_path):
    """The zone of the records and the records themselves stay those of the first contract."""
    (tmp_path / "next.toml").write_text(CONTRACT.replace('"95 %" = "25 %"', '"95 %" = "30 %"'), encoding="utf-8")
    file = read(tmp_path, SCENARIOS, contract=tmp_path / "next.toml")
    assert [str(one) for one in file.scenarios[1].run().differences] == ["payable is 300.00 EUR, expected 250.00 EUR"]
    with pytest.raises(AssertionError, match=r"payable is 300\.00 EUR, expected 250\.00 EUR"):
        file.test(sk.load(tmp_path / "next.toml"))


def test_a_contract_that_cannot_be_scored(tmp_path):
    """The error of the library is the failure."""
    text = SCENARIOS.replace('as_of = "2026-06-08 10:00"', 'as_of = "tomorrow"')
    result = read(tmp_path, text).scenarios[3].run()
    assert not result
    assert "tomorrow" in result.error
