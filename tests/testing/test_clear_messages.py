"""Mistakes that people make who have the documentation alone: each message says the place, the value and what to write."""

import json

import pytest
from message_texts import DESK, load, run
from run_pytest import run_pytest
from tested_contract import CONTRACT, june

import slakit as sk
from slakit import testing
from slakit.cli.main import main

MET = "expect.objectives.Replies = 'met'\n"


@pytest.mark.parametrize(
    ("scenario", "fault"),
    [
        (
            f"history = ['may.json']\n{MET}",
            "'may.json' is not a statement; write the path of what slakit score --json has written",
        ),
        ("expect.rights = 'terminat'\n", "expect.rights: 'terminat' is not a right that 'Desk' gives; it gives none, write \"none\""),
        (f"measures.Replies = '101 %'\n{MET}", "the nearest is 100 %; write measures.Replies = '100 %'"),
        (
            f"records.tickets = {{ file = 't.csv', rename = {{ strat = 'A' }} }}\n{MET}",
            "records.tickets.rename.strat: 'strat' is not a field that the contract reads; did you mean 'start'?",
        ),
        (
            "expect.duties.plan = 'open by 2026-07-32'\n",
            "'2026-07-32' is not a date: July 2026 has 31 days; write '2026-07-31' or '2026-08-01'",
        ),
        (f"period = '2028-01'\n{MET}", "to 2027-01-01T00:00:00+00:00; write period = '2026-01'"),
    ],
    ids=["history", "a right", "a measure", "rename", "a duty", "a period"],
)
def test_in_a_scenario(tmp_path, scenario, fault):
    """It is refused before anything is run, and with nothing else."""
    (tmp_path / "may.json").write_text(json.dumps({"a": 1}), encoding="utf-8")
    (tmp_path / "t.csv").write_text("id,prio,A,end\n1,P1,2026-03-16 10:00,2026-03-16 11:00\n", encoding="utf-8")
    with pytest.raises(sk.errors.SlakitError) as error:
        load(tmp_path, scenario)
    (problem,) = error.value.problems
    assert problem.endswith(fault)


def test_a_right_that_the_contract_gives():
    """Another one is refused with the one that is near."""
    from slakit.testing.scenarios.expected_rights import rights_fault

    penalty = sk.Right("terminate")
    agreement = sk.loads(DESK)
    promises = [sk.Objective("Up", sk.Uptime("outages"), "at least 99 %", penalty=penalty)]
    given = sk.Agreement("A", provider="P", customer="C", term=agreement.term, timezone="UTC", objectives=promises)
    assert rights_fault("terminat", given) == "'terminat' is not a right that 'A' gives; did you mean 'terminate'?"
    assert rights_fault(["terminate"], given) == ""


def test_a_group_of_an_objective_without_groups(tmp_path):
    """No None stands among the groups."""
    records = "records.outages = []\nexpect.lines = [{ objective = 'Uptime', group = 'eu', outcome = 'met' }]\n"
    assert "'Uptime' has no groups, and so none 'eu'; leave the group out" in run(tmp_path, records).details


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda: testing.records(CONTRACT, "Uptime", "99 %", period="2028-06"), "; write period='2026-01'"),
        (
            lambda: testing.records_for(CONTRACT, objectives="Uptime"),
            "='Uptime' is not a list of names; write objectives=['Uptime']",
        ),
        (lambda: testing.laws(CONTRACT, examples=0), "examples=0 is not a number of records, 1 or more; write examples=10"),
        (lambda: testing.freeze(CONTRACT, "june.txt"), "a value of the kind Agreement is not a statement; write freeze(evaluate("),
        (lambda: testing.mutants("hosting.toml"), "'hosting.toml' is not an agreement; write mutants(load('contract.toml'))"),
        (lambda: testing.survivors(CONTRACT, {"outages": []}), "a dict is not a test; write a function of a contract, "),
        (lambda: june().line("Uptime", group="eu"), "'Uptime' has no groups, and so none 'eu'; leave the group out"),
    ],
    ids=["a period", "a name", "no example", "no statement", "a path", "records", "a group"],
)
def test_in_python(call, problem):
    """No value of a page's length is shown, and no error of Python."""
    pytest.importorskip("hypothesis")
    with pytest.raises(sk.errors.UsageError) as error:
        call()
    assert problem in str(error.value)


def test_files(tmp_path, monkeypatch, capsys):
    """A name that is nearly that of a contract, and a file that is not in UTF-8."""
    monkeypatch.chdir(tmp_path)
    load(tmp_path, MET)
    assert main(["test", "desk.sla.toml", "--contract", "desc.toml"]) == 2
    assert f"'desc.toml' is not a file in the folder {str(tmp_path)!r}; did you mean 'desk.toml'?" in capsys.readouterr().err
    (tmp_path / "one.sla.toml").write_bytes("contract = 'desk.toml'\n\n# Störung\n".encode("latin-1"))
    assert main(["test", "one.sla.toml"]) == 2
    assert capsys.readouterr().err == "slakit: one.sla.toml:3 is not UTF-8 text; save the file as UTF-8\n"


def test_a_key_of_a_limit_by_another_name():
    """The key that is meant, and no problem that follows from it."""
    with pytest.raises(sk.errors.ContractError) as error:
        sk.loads(DESK.replace("limit_by =", "by_field ="))
    assert [problem.partition("metric.")[2] for problem in error.value.problems] == [
        "by_field: is not a key of 'within'; write 'limit_by', the field whose value has the limit"
    ]


def test_fixtures(tmp_path):
    """A fixture that is imported, and a setting that names no file, which is said once."""
    (tmp_path / "pytest.ini").write_text("[pytest]\nsla_contract = hostin.toml\n", encoding="utf-8")
    (tmp_path / "hosting.toml").write_text(DESK, encoding="utf-8")
    text = run_pytest(
        tmp_path,
        """
import slakit as sk
from slakit.testing.pytest_plugin import sla_contract as imported

def test_setting(sla_contract):
    pass

def test_fixture():
    sk.evaluate(imported, {}, period="2026-06")
""",
    )
    assert text.count("the setting sla_contract: ") >= 1
    assert "During handling of the above exception" not in text
    assert "did you mean 'hosting.toml'?" in text
    assert "a fixture is an argument of a test and is not imported; write def test_one(sla_contract): ..." in text
