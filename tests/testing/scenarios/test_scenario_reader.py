"""What a beginner gets wrong in a scenario file: each message has the scenario, the row, what was written and what to write."""

import pytest
from message_texts import DESK, load, run

import slakit as sk
from slakit.cli.main import main

TICKET = 'records.tickets = [{ id = 1, prio = "P1", start = "2026-03-16 10:00", end = "+2 h" }'
MET = 'expect.objectives.Replies = "met"\n'


def faults(folder, scenario, **given):
    """The faults of a scenario file, each without the name of the file and its line."""
    with pytest.raises(sk.errors.UsageError) as error:
        load(folder, scenario, **given)
    return [one.partition(" ")[2].replace(str(folder), "FOLDER") for one in error.value.problems]


@pytest.mark.parametrize(
    ("scenario", "fault"),
    [
        ("expect.objectives.Uptime.measure = 99.9\n", "expect.objectives.Uptime.measure: 99.9 is not a share, "
            "which 'Uptime' measures in %; write '99.9 %'"),
        ("measures.Uptime = 99.9\nexpect.objectives.Uptime = 'met'\n", "measures.Uptime: 99.9 is not a share, "
            "which 'Uptime' measures in %; write '99.9 %'"),
        (
            "expect.objectives.Uptime.measure = '4 hours'\n",
            "expect.objectives.Uptime.measure: '4 hours' is not a share, which 'Uptime' measures in %; write '4 %'",
        ),
        ("expects = { credit = '5 EUR' }\n", "expects: is not a key here; did you mean 'expect'?"),
        ("expect = '5 EUR'\n", "expect: '5 EUR' is not a table; write expect = { credit = \"125 EUR\" }"),
        ("expect.credit = '200 GBP'\n", "expect.credit: '200 GBP' is not an amount in EUR, in which 'Desk' pays; write '200 EUR'"),
        (
            "expect.credit = '5 %'\n",
            "expect.credit: '5 %' is a share, and an amount is wanted: 5 % of the fee is 300.00 EUR; write '300.00 EUR'",  # of 6,000 EUR
        ),
        ("expect.payable = 600\n", "expect.payable: 600 is not money, it names no currency; write '600 EUR'"),
        (
            "expect.payable = '5 beans'\n",
            "expect.payable: '5 beans' is not money, 'beans' is not a currency; write an ISO 4217 code such as '5 EUR'",
        ),
        (
            f'{TICKET}, {{ id = 2, prio = "P1", strat = "2026-03-16 10:00", end = "2026-03-16 10:30" }}]\n{MET}',
            "records.tickets row 2, strat: the record has 'strat', which is not a field that the contract reads; did you mean 'start'?",
        ),
        (
            f'records.tickets = [{{ rows = 3, of = {{ prio = "P1", id = "{{n}}", start = "2026-03-16 10:00", ende = "+1 h" }} }}]\n{MET}'
            .replace("start =", "strat ="),
            "records.tickets row 1, of.strat: the record has 'strat', which is not a field that the contract reads; did you mean 'start'?",
        ),
        (
            f"records.tickets = 'tickts.csv'\n{MET}",
            "records.tickets: 'tickts.csv' is not a file in the folder 'FOLDER'; did you mean 'tickets.csv'?",
        ),
        (
            f"records.tickets = 'sub/tickets.csv'\n{MET}",
            "records.tickets: 'sub/tickets.csv' is not a file: there is no folder 'FOLDER/sub'; write a path from the folder 'FOLDER'",
        ),
        ("as_of = '2026-13-01'\n" + MET, "as_of: '2026-13-01' is not an instant: a year has 12 months; write '2026-01-13'"),
        ("as_of = 5\n" + MET, 'as_of: 5 is not text; write as_of = "2026-06-08 10:00"'),
        ("period = '2026-13'\n" + MET, "period: '2026-13' is not a period of 'Desk': a year has 12 months; did you mean '2026-12'?"),
        (
            "period = '2031-01'\n" + MET,
            "period: '2031-01' lies outside the term of 'Desk', 2026-01-01T00:00:00+00:00 to 2027-01-01T00:00:00+00:00; "
            "write period = '2026-01'",
        ),
        (
            "expect.lines = [{ objective = 'Replies', period = '2026-14', outcome = 'met' }]\n",
            "expect.lines entry 1, period: '2026-14' is not a period of 'Desk': a year has 12 months; did you mean '2026-12'?",
        ),
        (
            "expect.outcome = 'met'\n",
            "expect.outcome: 'outcome' is of one line, and the contract has 3 objectives; " "write objectives.Replies.outcome",
        ),
        ("expect = {}\n", 'expect: expects nothing; write expect = { credit = "125 EUR" }'),
        ("records.outages = []\n", ': expects nothing; write [scenarios.expect] with what must come out, such as credit = "125 EUR"'),
        ("expect.objectives = {}\n", 'expect.objectives: expects nothing; write objectives = { Replies = "missed" }'),
        ("expect.objectives.Uptime = {}\n", 'expect.objectives.Uptime: expects nothing; write objectives = { Uptime = "missed" }'),
        ("expect.lines = []\n", 'expect.lines: expects nothing; write lines = [{ objective = "Replies", outcome = "met" }]'),
        (
            'expect = { credit = "0 EUR", lines = [{ objective = "Uptime", period = "2026-03" }] }\n',
            'expect.lines entry 1: expects nothing; write lines = [{ objective = "Uptime", period = "2026-03", outcome = "met" }]',
        ),
        ("expect.lines = [{}]\n", 'expect.lines entry 1: expects nothing; write lines = [{ objective = "Replies", outcome = "met" }]'),
        ("expect.duties = {}\n", "expect.duties: expects nothing; write duties = { Notice = 'open' }, or 'none'"),
        ("expect.lines = 5\n", "expect.lines: 5 is not a list of tables; write lines = [{ objective = 'Uptime', outcome = 'missed' }]"),
        ("expect.problems = 'two'\n", "expect.problems: 'two' is not a number of records; write 2"),
        (
            "expect.findings = ['met-yet-payed']\n",
            "expect.findings entry 1: 'met-yet-payed' is not the code of a finding; did you mean 'met-yet-paid'?",
        ),
        ("expect.findings = ['soon']\n", "expect.findings entry 1: 'soon' is not the code of a finding; docs/findings.md lists all codes"),
        (
            "as_of = '2026-03-16'\nexpect.deadlines = [{ due = 'soon' }]\n",
            "expect.deadlines entry 1, due: 'soon' is not an instant or a day; write due = '2026-07-31 10:00', or a day, '2026-07-31'",
        ),
        (
            f"records.tickets = [{{ id = 1, prio = 'P1', start = '16/03/2026 10:00', end = '+1 h' }}]\n{MET}",
            "records.tickets row 1, start: '16/03/2026 10:00' is not a time; "
            "write '2026-06-08 02:00', a time of the zone of the contract, or '2026-06-08T02:00Z'",
        ),
        (
            f"records.tickets = {{ file = 'tickets.csv', delimeter = ';' }}\n{MET}",
            "records.tickets.delimeter: 'delimeter' is not an option of a file; did you mean 'delimiter'?",
        ),
        (
            f"records.tickets = 'tickets.csv'\n{MET}",
            "records.tickets: tickets.csv has one column, 'id;prio;start;end', not several; "
            'write { file = "tickets.csv", delimiter = ";" }',
        ),
        (
            f"records.tickets = 'strat.csv'\n{MET}",
            "records.tickets: strat.csv has the column 'strat', and none 'start'; mend its header, or write "
            'tickets = { file = "strat.csv", rename = { start = "strat" } }',
        ),
        (
            f"records.tickets = 'hrz.csv'\n{MET}",
            "records.tickets: hrz.csv:2 end: '+1 hrz' is not a quantity: 'hrz' is not a unit; did you mean 'hr'?",
        ),
    ],
)  # fmt: skip
def test_a_fault(tmp_path, scenario, fault):
    (tmp_path / "tickets.csv").write_text("id;prio;start;end\n1;P1;2026-03-16 10:00;+2 h\n", encoding="utf-8")
    (tmp_path / "strat.csv").write_text("id,prio,strat,end\n1,P1,2026-03-16 10:00,2026-03-16 11:00\n", encoding="utf-8")
    (tmp_path / "hrz.csv").write_text("id,prio,start,end\n1,P1,2026-03-16 10:00,+1 hrz\n", encoding="utf-8")
    assert faults(tmp_path, scenario) == [f"scenario 'one'{'' if fault.startswith(':') else ', '}{fault}"]


def test_the_same_in_yaml(tmp_path):
    """Place and remedy are those of TOML."""
    pytest.importorskip("yaml")
    (tmp_path / "desk.toml").write_text(DESK, encoding="utf-8")
    text = "contract: desk.toml\nscenarios:\n  - name: one\n    expect: {credit: 200 GBP, objectives: {Uptime: {measure: 99.9}}}\n"
    (tmp_path / "desk.sla.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(sk.errors.UsageError) as error:
        sk.testing.load_scenarios(tmp_path / "desk.sla.yaml")
    assert list(error.value.problems) == [
        "desk.sla.yaml:4 scenario 'one', expect.credit: '200 GBP' is not an amount in EUR, in which 'Desk' pays; write '200 EUR'",
        "desk.sla.yaml:4 scenario 'one', expect.objectives.Uptime.measure: 99.9 is not a share, "
        "which 'Uptime' measures in %; write '99.9 %'",
    ]


def test_a_contract_that_is_not_there(tmp_path):
    head = 'contract = "dsk.toml"\n'
    assert faults(tmp_path, MET, head=head) == ["contract: 'dsk.toml' is not a file in the folder 'FOLDER'; did you mean 'desk.toml'?"]


def test_scenarios_in_one_table(tmp_path):
    (tmp_path / "desk.toml").write_text(DESK, encoding="utf-8")
    path = tmp_path / "desk.sla.toml"
    path.write_text('contract = "desk.toml"\n[scenarios]\nname = "one"\n', encoding="utf-8")
    with pytest.raises(sk.errors.UsageError) as error:
        sk.testing.load_scenarios(path)
    assert list(error.value.problems) == [
        "desk.sla.toml:2 scenarios: [scenarios] is not a list of scenarios; write [[scenarios]] before each of them"
    ]


def test_local_times_are_those_of_the_contract(tmp_path):
    """With seconds and without, in rows, as_of and deadlines: P1 has one open hour from 09:00 on in London, in August an hour from UTC."""
    text = """period = "2026-08"
as_of = "2026-08-20 09:30:00"
records.tickets = [{ id = 1, prio = "P1", start = "2026-08-20 00:00:00" }]
expect.deadlines = [{ objective = "Replies", due = "2026-08-20 10:00:00", overdue = false }]
"""
    assert run(tmp_path, text), str(run(tmp_path, text))


def test_without_a_path(tmp_path, monkeypatch, capsys):
    """The files below the folder; where there are none, status 2 and what to write."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert main(["test"]) == 2
    assert "have no file of scenarios, such as hosting.sla.toml; write slakit test PATH" in capsys.readouterr().err
    load(tmp_path, 'records.outages = []\nexpect.objectives.Uptime = "met"\n')
    monkeypatch.chdir(tmp_path)
    assert main(["test"]) == 0
    assert "1 scenario, 1 passed, 0 failed" in capsys.readouterr().out


def test_a_column_that_is_not_there_has_the_remedy_of_the_file(tmp_path, capsys):
    """A scenario file has no option --rename."""
    (tmp_path / "desk.toml").write_text(DESK, encoding="utf-8")
    (tmp_path / "o.csv").write_text("start,Out\n2026-03-08 02:00,+1 h\n", encoding="utf-8")
    path = tmp_path / "desk.sla.toml"
    outages = 'records.outages = { file = "o.csv", rename = { Out = "end" } }\n'
    path.write_text(f'contract = "desk.toml"\n[[scenarios]]\nname = "one"\n{outages}{MET}', encoding="utf-8")
    assert main(["test", str(path)]) == 2
    written = capsys.readouterr().err
    assert written.strip().endswith('; write rename = { end = "Out" } if the pair is the other way round')
    assert "--rename" not in written


@pytest.mark.parametrize("wrong", ["period = 'June'\n", "as_of = 'June'\n"])
def test_a_wrong_scenario_is_no_failed_one(tmp_path, wrong, capsys):
    (tmp_path / "desk.toml").write_text(DESK, encoding="utf-8")
    path = tmp_path / "desk.sla.toml"
    path.write_text(f'contract = "desk.toml"\n[[scenarios]]\nname = "one"\n{wrong}{MET}', encoding="utf-8")
    assert main(["test", str(path)]) == 2
    assert "desk.sla.toml:4 scenario 'one', " in capsys.readouterr().err
