"""Scenarios: what is evaluated, and how a failure reads."""

import pytest
from scenario_texts import CONTRACT, SCENARIOS, read

import slakit as sk
from slakit import testing as skt


def test_all_pass(tmp_path):
    file = read(tmp_path)
    results = [scenario.run() for scenario in file.scenarios]
    assert [str(result) for result in results] == [
        "hosting.sla.toml:6: 7 h 12 min are 99 % (clause 4.1): passed",
        "hosting.sla.toml:12: 40 hours, a quarter: passed",
        "hosting.sla.toml:20: two channels: passed",
        "hosting.sla.toml:33: what is due: passed",
    ]
    assert all(results)


def test_a_failure_shows_the_line_and_its_arithmetic(tmp_path):
    text = SCENARIOS.replace('payable = "250 EUR"', 'payable = "50 EUR", units = "1 day"')
    result = read(tmp_path, text).scenarios[1].run()
    assert not result
    assert str(result).splitlines()[:10] == [
        "hosting.sla.toml:12: 40 hours, a quarter",
        "  payable is 250.00 EUR, expected 50.00 EUR",
        "  units are none, expected 1 day",
        "",
        "  Uptime (clause 4.1), 2026-06",
        "    promised: at least 99 %",
        "    measured: 94.444 % = 40,800 min up of 43,200 min; 2,400 min down in 1 outage",
        "    worst:    2026-06-08T03:00:00+01:00 to 2026-06-09T19:00:00+01:00, 40 h",
        "    verdict:  missed, 94.444 % is not at least 99 %",
        "    penalty:  below 95 %: 25 % of 1,000.00 EUR = 250.00 EUR",
    ]
    assert "no data" not in str(result)  # a line without data explains no amount


def test_records_that_cannot_be_read_fail_unless_they_are_expected(tmp_path):
    """An answer before its question is a problem of the records."""
    text = SCENARIOS.replace('answered = "+3 h"', 'answered = "2026-06-08 08:00"').replace(
        'outcome = "missed", rights = ["terminate"], breaches = 1', 'outcome = "no data"'
    )
    text = text.replace('expect.rights = "terminate"\n', "")
    result = read(tmp_path, text).scenarios[2].run()
    assert [one.what for one in result.differences] == ["problems"]
    assert "cases (Replies): 1 x" in str(result)
    assert read(tmp_path, text.replace("expect.lines", "expect.problems = 1\nexpect.lines")).scenarios[2].run()


def test_the_same_scenarios_under_another_version(tmp_path):
    """The zone of the records and the records themselves stay those of the first contract."""
    (tmp_path / "next.toml").write_text(CONTRACT.replace('"95 %" = "25 %"', '"95 %" = "30 %"'), encoding="utf-8")
    file = read(tmp_path, SCENARIOS, contract=tmp_path / "next.toml")
    assert [str(one) for one in file.scenarios[1].run().differences] == ["payable is 300.00 EUR, expected 250.00 EUR"]
    with pytest.raises(AssertionError, match=r"payable is 300\.00 EUR, expected 250\.00 EUR"):
        file.test(sk.load(tmp_path / "next.toml"))


def test_a_version_of_another_zone(tmp_path):
    """Times without an offset stay those of the scenario's own contract: 7 h 12 min are 99 % and 09:30 + 2 h is 11:30 in London still."""
    (tmp_path / "next.toml").write_text(CONTRACT.replace("Europe/London", "America/New_York"), encoding="utf-8")
    file = read(tmp_path, SCENARIOS, contract=tmp_path / "next.toml")
    assert [str(one.run()).rpartition(": ")[2] for one in file.scenarios] == ["passed"] * 4


def test_a_version_of_another_term(tmp_path):
    """That of next year is tried as if it were in force this year; one that lasts longer is tried as it is."""
    for name, term in (("later", '["2027-01-01", "2028-01-01"]'), ("longer", '["2025-01-01", "2028-01-01"]')):
        text = CONTRACT.replace('["2026-01-01", "2027-01-01"]', term).replace('"95 %" = "25 %"', '"95 %" = "30 %"')
        assert term in text
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        file = read(tmp_path, SCENARIOS, contract=tmp_path / f"{name}.toml")
        assert [str(one) for one in file.scenarios[1].run().differences] == ["payable is 300.00 EUR, expected 250.00 EUR"]


def test_a_contract_that_cannot_be_scored(tmp_path):
    """The error of the library is the failure."""
    text = SCENARIOS.replace(', end = "+7 h 12 min"', "")
    result = read(tmp_path, text).scenarios[0].run()
    assert not result
    assert result.error == "stream 'outages': no record has the field 'end'; known: start; write end = '' in one that is still open"


def test_lines_that_are_too_many(tmp_path):
    """Of the lines that are missed three are explained: 8 h of each month are less than 99 %, so that four months pay 50 EUR each."""
    down = ", ".join(f'{{ start = "2026-0{month}-08 02:00", end = "+8 h" }}' for month in (4, 5, 6, 7))
    text = SCENARIOS.replace('records.outages = [{ start = "2026-06-08 02:00", end = "+7 h 12 min" }]', f"records.outages = [{down}]")
    text = text.replace('clause = "4.1"', 'clause = "4.1"\nperiod = "2026"').replace(
        'expect = { credit = "0 EUR", objectives.Uptime = { outcome = "met", measure = "99.000 %", credit = "0 EUR" } }',
        'expect.credit = "50 EUR"',
    )
    details = read(tmp_path, text).scenarios[0].run().details.splitlines()
    assert details[0] == "credit is 200.00 EUR, expected 50.00 EUR"
    assert [line for line in details if line.startswith("Uptime")] == [f"Uptime (clause 4.1), 2026-0{month}" for month in (4, 5, 6)]
    assert details[-1] == "and 1 more line"


def test_records_that_are_not_written(tmp_path):
    """A stream without a word is no data, and not a month without outages; the failure says what to write."""
    text = SCENARIOS.replace("records = { outages = [], cases = [] }", "records = { outages = [] }")
    text = text.replace(
        'expect = { payable = "250 EUR", rights = "none"', 'expect = { lines = [{ objective = "Replies", outcome = "met" }]'
    )
    assert read(tmp_path, text).scenarios[1].run().details.splitlines()[-1] == (
        "no records of 'cases' are written; if there were none, write records.cases = []"
    )


def test_a_row_needs_no_field_but_those_that_its_scenario_is_about(tmp_path):
    """A field that only other objectives read may be left out, and is no problem; what all are expected to pay needs all."""
    asked = """
[[objectives]]
name = "Words"
target = "at most 100"
metric = { is = "total", stream = "cases", field = "words", at = "asked" }
"""
    case = '{ id = 1, channel = "mail", asked = "2026-06-08 09:00", answered = "+1 h" }'
    text = f"""contract = "hosting.toml"
period = "2026-06"
[[scenarios]]
name = "no words"
records.cases = [{case}]
expect.objectives.Replies = "met"
[[scenarios]]
name = "all of it"
records.cases = [{case}]
expect.payable = "0 EUR"
"""
    read(tmp_path)
    (tmp_path / "hosting.toml").write_text(CONTRACT + asked, encoding="utf-8")
    file = skt.load_scenarios(_written(tmp_path, text))
    assert file.scenarios[0].run(), str(file.scenarios[0].run())
    assert file.scenarios[1].run().error.startswith("stream 'cases': no record has the field 'words'")


def _written(folder, text):
    path = folder / "words.sla.toml"
    path.write_text(text, encoding="utf-8")
    return path


OPEN = """
contract = "hosting.toml"
period = "2026-06"
as_of = "2026-06-20 00:00"
records = { outages = [{ start = "2026-06-08 02:00", end = "+40 h" }], cases = [] }

[[scenarios]]
name = "not over"
"""


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ('expect.credit = "0 EUR"', True),
        ('expect.objectives.Uptime.payable = "0 EUR"', True),
        ('expect.objectives.Uptime = { credit = "0 EUR", projected = "250 EUR" }', False),
        ('expect = { credit = "0 EUR", objectives.Uptime = "missed" }', False),
        ('expect.objectives.Replies.credit = "0 EUR"', False),
    ],
)
def test_a_period_that_is_not_over_owes_nothing_yet(tmp_path, expect, told):
    """Forty hours down would cost a quarter, were it July; that nothing is owed on the twentieth of June says nothing of them."""
    result = read(tmp_path, f"{OPEN}{expect}\n").scenarios[0].run()
    text = (
        "Uptime (clause 4.1), 2026-06: it is not over, so that nothing is owed yet, and 250.00 EUR is projected; "
        'to test that write expect.objectives.Uptime.projected = "250.00 EUR"'
    )
    assert [str(one) for one in result.differences] == ([text] if told else []), str(result)


def test_no_line_at_all(tmp_path):
    """As of the first instant of a period it has no line, and what is owed is nothing whatever happens."""
    early = OPEN.replace("2026-06-20", "2026-06-01").replace('[{ start = "2026-06-08 02:00", end = "+40 h" }]', "[]")
    result = read(tmp_path, f'{early}expect.credit = "0 EUR"\n').scenarios[0].run()
    text = "no line has data, and a stream without records is written as []: there is no line, for no period has begun as of then"
    assert [str(one) for one in result.differences] == [f"{text}; if it is meant so, write expect.no_data = 1"]
    assert read(tmp_path, f'{early}expect = {{ credit = "0 EUR", no_data = 1 }}\n').scenarios[0].run()
