"""Scenario files: a contract tested without a line of code."""

import pytest

import slakit as sk
from slakit import testing as skt

CONTRACT = """
name = "Hosting"
provider = "Provider"
customer = "Customer"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"
fee = "1000 EUR"

[[objectives]]
name = "Uptime"
clause = "4.1"
metric = { is = "uptime", stream = "outages" }
target = "at least 99 %"
penalty = { is = "tiered", below = { "99 %" = "5 %", "95 %" = "25 %" } }

[[objectives]]
name = "Replies"
metric = { is = "within", stream = "cases", since = "asked", until = "answered", limit = "2 hours", by = "channel", key = "id" }
target = "at least 90 %"
penalty = { is = "right", right = "terminate" }
"""
# June has 720 hours: 7.2 h down are 99 %, 40 h are 94.4 %
SCENARIOS = """
contract = "hosting.toml"
period = "2026-06"
records = { outages = [], cases = [] }

[[scenarios]]
name = "7 h 12 min are 99 %"
clause = "4.1"
records.outages = [{ start = "2026-06-08 02:00", end = "+7 h 12 min" }]
expect = { credit = "0 EUR", objectives.Uptime = { outcome = "met", measure = "99.000 %", credit = "0 EUR" } }

[[scenarios]]
name = "40 hours, a quarter"
records.outages = \"\"\"
start                | end
2026-06-08T02:00Z    | 2026-06-09T18:00Z
\"\"\"
expect = { payable = "250 EUR", rights = "none", findings = [], objectives.Uptime = "missed" }

[[scenarios]]
name = "two channels"
records.cases = [
    { id = 1, channel = "mail", asked = "2026-06-08 09:00", answered = "+3 h" },
    { id = 2, channel = "phone", asked = "2026-06-08 09:00", answered = "+2 h" },
    { id = 3, channel = "phone", asked = "2026-06-08 09:00", answered = "+1 min" },
]
expect.rights = "terminate"
expect.lines = [
    { objective = "Replies", group = "mail", outcome = "missed", rights = ["terminate"], breaches = 1 },
    { objective = "Replies", group = "phone", outcome = "met", sample = 2, measure = "100 %" },
]

[[scenarios]]
name = "what is due"
as_of = "2026-06-08 10:00"
records.cases = [{ id = "7", channel = "mail", asked = "2026-06-08 09:30" }]
expect.deadlines = [{ objective = "Replies", key = "7", due = "2026-06-08 11:30", overdue = false }]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "hosting.toml").write_text(CONTRACT, encoding="utf-8")
    return tmp_path


def read(folder, text, name="hosting.sla.toml", **given):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return skt.load_scenarios(path, **given)


def refused(folder, text, name="hosting.sla.toml"):
    with pytest.raises(sk.errors.UsageError) as error:
        read(folder, text, name)
    return list(error.value.problems)


def test_all_pass(folder):
    file = read(folder, SCENARIOS)
    results = [scenario.run() for scenario in file.scenarios]
    assert [str(result) for result in results] == [
        "hosting.sla.toml:6: 7 h 12 min are 99 %: passed",
        "hosting.sla.toml:12: 40 hours, a quarter: passed",
        "hosting.sla.toml:20: two channels: passed",
        "hosting.sla.toml:33: what is due: passed",
    ]
    assert all(results)


def test_a_failure_shows_the_line_and_its_arithmetic(folder):
    text = SCENARIOS.replace('payable = "250 EUR"', 'payable = "50 EUR", units = "1 day"')
    result = read(folder, text).scenarios[1].run()
    assert not result
    assert str(result).splitlines()[:9] == [
        "hosting.sla.toml:12: 40 hours, a quarter",
        "  payable is 250.00 EUR, expected 50.00 EUR",
        "  units is none, expected 1 day",
        "  Uptime (clause 4.1), 2026-06",
        "    promised: at least 99 %",
        "    measured: 94.444 % = 40,800 min up of 43,200 min; 2,400 min down in 1 outage",
        "    worst:    2026-06-08T02:00:00+00:00 to 2026-06-09T18:00:00+00:00, 40 h",
        "    verdict:  missed, 94.444 % is not at least 99 %",
        "    penalty:  below 95 %: 25 % of 1,000.00 EUR = 250.00 EUR",
    ]


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ('credit = "0 EUR", objectives', 'credit = "1 EUR", objectives', "credit is 0.00 EUR, expected 1.00 EUR"),
        ("99.000 %", "98.999 %", "Uptime (clause 4.1), 2026-06: measure is 99.000 %, expected 98.999 %"),
        ("99.000 %", "7 hours", "Uptime (clause 4.1), 2026-06: measure is 99 %, expected 7 hours"),
        ("99.000 %", "none", "Uptime (clause 4.1), 2026-06: measure is 99 %, expected none"),
        ('outcome = "met", measure', 'outcome = "missed", measure', "Uptime (clause 4.1), 2026-06: outcome is met, expected missed"),
        ('objectives.Uptime = {', 'problems = 2, objectives.Uptime = {', "problems is 0, expected 2"),
    ],
)  # fmt: skip
def test_each_expectation_can_fail(folder, old, new, difference):
    result = read(folder, SCENARIOS.replace(old, new)).scenarios[0].run()
    assert [str(one) for one in result.differences] == [difference]


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("sample = 2", "sample = 3", "Replies [phone], 2026-06: sample is 2, expected 3"),
        ('rights = "terminate"', 'rights = "none"', "rights is terminate, expected none"),
        ("breaches = 1", "breaches = 2", "Replies [mail], 2026-06: breaches is 1, expected 2"),
    ],
)
def test_each_expectation_of_a_group_can_fail(folder, old, new, difference):
    result = read(folder, SCENARIOS.replace(old, new)).scenarios[2].run()
    assert [str(one) for one in result.differences] == [difference]


def test_deadlines_and_findings_can_fail(folder):
    due = read(folder, SCENARIOS.replace("11:30", "11:31")).scenarios[3].run()
    assert len(due.differences) == 1
    assert "due: 2026-06-08T11:30:00+01:00" in due.differences[0].actual
    more = read(folder, SCENARIOS.replace("overdue = false }", 'overdue = false }, { objective = "Replies" }')).scenarios[3].run()
    assert len(more.differences) == 1
    none = read(folder, SCENARIOS.replace("findings = []", 'findings = ["target-of-100-percent"]')).scenarios[1].run()
    assert [str(one) for one in none.differences] == ["the list of findings is none, expected target-of-100-percent"]


def test_records_that_cannot_be_read_fail_unless_they_are_expected(folder):
    """An answer before its question is a problem of the records."""
    text = SCENARIOS.replace('answered = "+3 h"', 'answered = "2026-06-08 08:00"').replace(
        'outcome = "missed", rights = ["terminate"], breaches = 1', 'outcome = "no data"'
    )
    text = text.replace('expect.rights = "terminate"\n', "")
    result = read(folder, text).scenarios[2].run()
    assert [one.what for one in result.differences] == ["the number of problems"]
    assert "cases (Replies): 1 x" in str(result)
    assert read(folder, text.replace("expect.lines", "expect.problems = 1\nexpect.lines")).scenarios[2].run()


def test_the_same_scenarios_under_another_version(folder):
    """The zone of the records and the records themselves stay those of the first contract."""
    (folder / "next.toml").write_text(CONTRACT.replace('"95 %" = "25 %"', '"95 %" = "30 %"'), encoding="utf-8")
    file = read(folder, SCENARIOS, contract=folder / "next.toml")
    assert [str(one) for one in file.scenarios[1].run().differences] == ["payable is 300.00 EUR, expected 250.00 EUR"]
    with pytest.raises(AssertionError, match=r"payable is 300\.00 EUR, expected 250\.00 EUR"):
        file.test(sk.load(folder / "next.toml"))


def test_a_contract_that_cannot_be_scored(folder):
    """The error of the library is the failure."""
    text = SCENARIOS.replace('as_of = "2026-06-08 10:00"', 'as_of = "tomorrow"')
    result = read(folder, text).scenarios[3].run()
    assert not result
    assert "tomorrow" in result.error


def test_yaml(folder):
    text = """
contract: hosting.toml
period: 2026-06
records: {cases: []}
scenarios:
  - name: 7 h 12 min are 99 %
    records:
      outages:
        - {start: 2026-06-08 02:00, end: +7 h 12 min}
    expect: {credit: 0 EUR, outcome: met, objectives: {Uptime: met}}
"""
    text = text.replace("outcome: met, ", "")
    file = read(folder, text, "hosting.sla.yaml")
    assert file.scenarios[0].run()


def test_files_beside_it(folder):
    (folder / "june.csv").write_text("start,end\n2026-06-08T02:00Z,2026-06-08T09:12Z\n", encoding="utf-8")
    text = SCENARIOS.replace('records.outages = [{ start = "2026-06-08 02:00", end = "+7 h 12 min" }]', 'records.outages = "june.csv"')
    assert read(folder, text).scenarios[0].run()


def test_history_from_a_file(folder):
    may = sk.evaluate(sk.load(folder / "hosting.toml"), {"outages": [], "cases": []}, period="2026-05")
    (folder / "may.json").write_text(may.to_json(), encoding="utf-8")
    assert read(folder, SCENARIOS.replace('clause = "4.1"', 'history = ["may.json"]')).scenarios[0].run()


def test_everything_that_is_wrong_at_once(folder):  # fmt: skip
    text = """
contract = "hosting.toml"
periods = "2026-06"

[[scenarios]]
name = "one"
records.outage = []
records.outages = "june.csv"
expect = { credits = "5 EUR", payable = "5 beans", objectives.Uptim = "met", lines = [{ objective = "Uptime", outcom = "met" }] }

[[scenarios]]
name = "one"
records.cases = 5

[[scenarios]]
records.cases = [7, { asked = "2026-06-08 09:00", answered = "+2 beans" }, { answered = "+2 h" }]
expect.deadlines = [{ object = "Replies" }]
"""
    problems = refused(folder, text)
    june = str(folder / "june.csv")
    assert [problem.removeprefix("hosting.sla.toml:").partition(" write ")[0].rstrip(";") for problem in problems] == [
        "3 periods: is not a key here; did you mean 'period'?",
        "7 scenarios[0].records.outage: is not a stream of the contract; did you mean 'outages'?",
        f"8 scenarios[0].records.outages: '{june}' is not a file that can be read (no such file or directory)",
        "9 scenarios[0].expect.credits: is nothing that a statement says; did you mean 'credit'?",
        "9 scenarios[0].expect.lines[0].outcom: is nothing that a line says; did you mean 'outcome'?",
        "9 scenarios[0].expect.objectives.Uptim: 'Uptim' is not an objective of 'Hosting'; did you mean 'Uptime'?",
        "9 scenarios[0].expect.payable: '5 beans' is not money, 'beans' is not a currency",
        "11 scenarios[1]: expects nothing",
        "12 scenarios[1].name: 'one' is the name of an earlier scenario",
        "13 scenarios[1].records.cases: 5 is not a list of records, a table or a file",
        "15 scenarios[2]: has no name",
        "16 scenarios[2].records.cases[0]: 7 is not a record",
        "16 scenarios[2].records.cases[1].answered: '2 beans' is not a quantity: 'beans' is not a unit; did you mean 'leads'?",
        "16 scenarios[2].records.cases[2].answered: '+2 h' is no time after a first time",
        "17 scenarios[2].expect.deadlines: asks what is due, and as_of does not say when",
        "17 scenarios[2].expect.deadlines[0].object: is not a key here; did you mean 'objective'?",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "hosting.sla.toml:1 contract: is missing; write contract = \"hosting.toml\", a path from the folder of this file"),
        ('contract = "other.toml"\n[[scenarios]]\nname = "x"', "other.toml"),
        ("contract = [", "hosting.sla.toml:1 column"),
    ],
)  # fmt: skip
def test_files_that_are_none(folder, text, problem):
    assert any(problem in one for one in refused(folder, text))


def test_a_name_that_is_no_scenario_file(folder):
    with pytest.raises(sk.errors.UsageError, match=r"does not end in \.sla\.toml or \.sla\.yaml; write 'hosting\.sla\.toml'$"):
        skt.load_scenarios(folder / "hosting.toml")
    with pytest.raises(sk.errors.UsageError, match=r"is not a file of text that can be read"):
        skt.load_scenarios(folder / "none.sla.toml")
