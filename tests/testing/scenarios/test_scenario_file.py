"""Scenario files: a contract tested without a line of code."""

import pytest
from scenario_texts import CONTRACT, SCENARIOS, read

import slakit as sk
from slakit import testing as skt

BILL = """
currency = "EUR"
bases = { bill = { is = "recorded amount", stream = "bills", field = "amount" } }
"""


def refused(tmp_path, text, name="hosting.sla.toml"):
    with pytest.raises(sk.errors.UsageError) as error:
        read(tmp_path, text, name)
    return list(error.value.problems)


def test_yaml(tmp_path):
    pytest.importorskip("yaml")
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
    file = read(tmp_path, text, "hosting.sla.yaml")
    assert file.scenarios[0].run()


def test_files_beside_it(tmp_path):
    (tmp_path / "june.csv").write_text("start,end\n2026-06-08T02:00Z,2026-06-08T09:12Z\n", encoding="utf-8")
    text = SCENARIOS.replace('records.outages = [{ start = "2026-06-08 02:00", end = "+7 h 12 min" }]', 'records.outages = "june.csv"')
    assert read(tmp_path, text).scenarios[0].run()


def test_history_from_a_file(tmp_path):
    may = sk.evaluate(read(tmp_path).agreement, {"outages": [], "cases": []}, period="2026-05")
    (tmp_path / "may.json").write_text(may.to_json(), encoding="utf-8")
    assert read(tmp_path, SCENARIOS.replace('clause = "4.1"', 'history = ["may.json"]')).scenarios[0].run()


def test_everything_that_is_wrong_at_once(tmp_path):  # fmt: skip
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
records.cases = [7, { asked = "2026-06-08 09:00", answered = "+2 hourz" }, { answered = "+2 h" }]
expect.deadlines = [{ object = "Replies" }]
"""
    problems = refused(tmp_path, text)
    assert [problem.removeprefix("hosting.sla.toml:").partition(" write ")[0].rstrip(";") for problem in problems] == [
        "3 periods: is not a key here; did you mean 'period'?",
        "7 scenario 'one', records.outage: is not a stream of the contract; did you mean 'outages'?",
        f"8 scenario 'one', records.outages: 'june.csv' is not a file in the folder {str(tmp_path)!r}, which has none of that kind",
        "9 scenario 'one', expect.credits: is nothing that a statement says; did you mean 'credit'?",
        "9 scenario 'one', expect.lines entry 1, outcom: is nothing that a line says; did you mean 'outcome'?",
        "9 scenario 'one', expect.objectives.Uptim: 'Uptim' is not an objective of 'Hosting'; did you mean 'Uptime'?",
        "9 scenario 'one', expect.payable: '5 beans' is not money, 'beans' is not a currency",
        "11 scenario 'one': expects nothing",
        "12 scenario 'one', name: 'one' is the name of an earlier scenario as well",
        "13 scenario 'one', records.cases: 5 is not a list of records, a table or a file",
        "15 scenario 3: has no name",
        "16 scenario 3, records.cases row 1: 7 is not a record",
        "16 scenario 3, records.cases row 2, answered: '+2 hourz' is not a quantity: 'hourz' is not a unit; did you mean 'hour'?",
        "16 scenario 3, records.cases row 3, answered: '+2 h' follows no time, for no other value of the record is one",
        "17 scenario 3, expect.deadlines: asks what is due, and as_of does not say when",
        "17 scenario 3, expect.deadlines entry 1, object: is not a key here; did you mean 'objective'?",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "hosting.sla.toml:1 contract: is missing; write contract = \"hosting.toml\", a path from the folder of this file"),
        ('contract = "other.toml"\n[[scenarios]]\nname = "x"', "other.toml"),
        ("contract = [", "hosting.sla.toml:1 column"),
    ],
)  # fmt: skip
def test_files_that_are_none(tmp_path, text, problem):
    assert any(problem in one for one in refused(tmp_path, text))


def test_a_name_that_is_no_scenario_file(tmp_path):
    with pytest.raises(sk.errors.UsageError, match=r"is not a file of scenarios, whose name ends in \.sla\.toml or \.sla\.yaml"):
        skt.load_scenarios(tmp_path / "hosting.toml")
    with pytest.raises(sk.errors.UsageError, match=r"none\.sla\.toml' is not a file in the folder '.*', which has none of that kind"):
        skt.load_scenarios(tmp_path / "none.sla.toml")


def test_equal_rows_are_numbered(tmp_path):
    """Rows of one key would be one case; with a number in the key they are as many cases: 9 of 10 are 90 %."""
    cases = """records.cases = [
    { rows = 9, of = { id = "{n}", channel = "mail", asked = "2026-06-08 09:00", answered = "+2 h" } },
    { id = "late", channel = "mail", asked = "2026-06-08 09:00", answered = "+3 h" },
]
expect.lines = [{ objective = "Replies", outcome = "met", measure = "90 %", sample = 10 }]"""
    text = f'contract = "hosting.toml"\nperiod = "2026-06"\n[[scenarios]]\nname = "ten"\n{cases}'
    assert str(read(tmp_path, text).scenarios[0].run()).endswith(": passed")
    one_case = read(tmp_path, text.replace("{n}", "n")).scenarios[0].run()
    assert "sample is 2, expected 10" in str(one_case)


def test_what_was_billed_is_as_it_is_written_where_a_measure_is_given(tmp_path):
    """98 % is a twentieth of the bill: of 400 EUR that are written, and of a bill that is made where none is."""
    billed = CONTRACT.replace(', "95 %" = "25 %" } }', ' }, of = "bill" }').replace('fee = "1000 EUR"', BILL)
    (tmp_path / "billed.toml").write_text(billed, encoding="utf-8")
    text = """
contract = "billed.toml"
period = "2026-06"

[[scenarios]]
name = "written"
measures.Uptime = "98 %"
records = { bills = [{ at = "2026-06-30", amount = 400 }], cases = [] }
expect.payable = "20 EUR"

[[scenarios]]
name = "made"
measures.Uptime = "98 %"
records.cases = []
expect.payable = "50 EUR"
"""
    assert [str(scenario.run()).rpartition(": ")[2] for scenario in read(tmp_path, text).scenarios] == ["passed", "passed"]


MEASURED = """
contract = "hosting.toml"
period = "2026-06"
records.outages = [{ start = "2026-06-08 02:00", end = "+43 min" }]
records.cases = []

[[scenarios]]
name = "a twentieth"
measures.Uptime = "98 %"
expect.objectives.Uptime = { measure = "98.000000 %", credit = "50 EUR" }
"""


def test_a_measure_takes_the_place_of_the_records_for_all(tmp_path):
    """43 min more would be 97.9 %: the records of the file that are for all scenarios are left out."""
    (scenario,) = read(tmp_path, MEASURED).scenarios
    assert scenario.run(), str(scenario.run())


def test_a_measure_beside_records_of_its_stream_is_refused(tmp_path):
    own = 'records.outages = []\nmeasures.Uptime = "98 %"'
    assert refused(tmp_path, MEASURED.replace('measures.Uptime = "98 %"', own)) == [
        "hosting.sla.toml:10 scenario 'a twentieth', measures.Uptime: records.outages are written here, so the measure would be another; "
        "leave one out"
    ]


def test_two_measures_of_one_stream_are_refused_where_they_are_no_longer_met(tmp_path):
    """Both read every outage and begin at the same time, so that what is down for 97 % is down for both."""
    twice = CONTRACT.replace(
        "[[objectives]]",
        '[[objectives]]\nname = "Again"\nmetric = { is = "uptime", stream = "outages" }\ntarget = "at least 99 %"\n\n[[objectives]]',
        1,
    )
    read(tmp_path)
    (tmp_path / "twice.toml").write_text(twice, encoding="utf-8")
    text = MEASURED.replace("hosting.toml", "twice.toml").replace(
        'measures.Uptime = "98 %"', 'measures = { Uptime = "98 %", Again = "97 %" }'
    )
    assert refused(tmp_path, text) == [
        "hosting.sla.toml:9 scenario 'a twentieth', measures.Uptime: the other records of the scenario make the measure another; "
        "leave out the measure or those records"
    ]


def test_a_contract_of_other_objectives(tmp_path):
    """Another contract is not another version; one objective of the same name is enough for one."""
    (tmp_path / "other.toml").write_text(CONTRACT.replace('"Uptime"', '"Downtime"').replace('"Replies"', '"Answers"'), encoding="utf-8")
    (tmp_path / "next.toml").write_text(CONTRACT.replace('"Replies"', '"Answers"'), encoding="utf-8")
    with pytest.raises(sk.errors.UsageError) as refused:
        read(tmp_path, contract=tmp_path / "other.toml")
    assert str(refused.value) == (
        f"hosting.sla.toml:2 contract: {str(tmp_path / 'other.toml')!r} is not a version of 'Hosting': it has none of its objectives; "
        "write one that has Replies, Uptime"
    )
    assert len(read(tmp_path, contract=tmp_path / "next.toml").scenarios) == 4


REGIONS = """
contract = "regions.toml"
period = "2026-06"

[[scenarios]]
name = "two regions"
measures.Uptime = { eu = "98 %", us = "100 %" }
expect.lines = [
    { objective = "Uptime", group = "eu", outcome = "missed", measure = "98 %" },
    { objective = "Uptime", group = "us", outcome = "met", measure = "100 %" },
]
"""


def of_regions(folder, text, metric='{ is = "uptime", stream = "outages", by = "region", groups = ["eu", "us"] }'):
    (folder / "regions.toml").write_text(CONTRACT.replace('{ is = "uptime", stream = "outages" }', metric), encoding="utf-8")
    path = folder / "regions.sla.toml"
    path.write_text(text, encoding="utf-8")
    return skt.load_scenarios(path)


def test_a_measure_of_each_group(tmp_path):
    """A measure is of one group; without its name it would be that of the first one, and nobody sees it."""
    assert all(one.run() for one in of_regions(tmp_path, REGIONS).scenarios)
    with pytest.raises(sk.errors.UsageError) as error:
        of_regions(tmp_path, REGIONS.replace('{ eu = "98 %", us = "100 %" }', '"98 %"'))
    text = """it has the groups 'eu', 'us', and a measure is of one; write measures.Uptime = { eu = "98 %" }"""
    assert [one.partition("measures.Uptime: ")[2] for one in error.value.problems] == [text]
    with pytest.raises(sk.errors.UsageError, match=r"measures\.Uptime\.eu: 98 is not a share, which 'Uptime' measures in %; write '98 %'"):
        of_regions(tmp_path, REGIONS.replace('eu = "98 %"', "eu = 98"))


def test_cases_of_two_groups_have_keys_of_their_own(tmp_path):
    metric = (
        '{ is = "within", stream = "faults", limit = "1 h", since = "a", until = "b", key = "id", by = "region", groups = ["eu", "us"] }'
    )
    assert all(
        one.run()
        for one in of_regions(tmp_path, REGIONS.replace('us = "100 %"', 'us = "99 %"').replace('"100 %"', '"99 %"'), metric).scenarios
    )
