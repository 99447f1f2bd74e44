"""What is wrong is said once, however many scenarios or files have it."""

import pytest
from message_texts import DESK

import slakit as sk
from slakit import testing
from slakit.cli.main import main

HEAD = 'contract = "desk.toml"\nperiod = "2026-03"\n'


def faults(folder, scenarios):
    """What is wrong in a file of such scenarios."""
    (folder / "desk.toml").write_text(DESK, encoding="utf-8")
    (folder / "t.csv").write_text("id,prio,strat,end\n1,P1,2026-03-16 10:00,2026-03-16 11:00\n", encoding="utf-8")
    path = folder / "desk.sla.toml"
    path.write_text(HEAD + "".join(f'[[scenarios]]\nname = "s{number}"\n{one}' for number, one in enumerate(scenarios)), encoding="utf-8")
    with pytest.raises(sk.errors.SlakitError) as error:
        testing.load_scenarios(path)
    return list(error.value.problems)


BAD, GOOD = 'records.tickets = "t.csv"\nexpect.objectives.Replies = "met"\n', 'expect.objectives.Replies = "met"\n'


def test_a_problem_of_all_scenarios(tmp_path):
    """It stands at the first, with their number."""
    (fault,) = faults(tmp_path, [BAD] * 7)
    assert fault.startswith("desk.sla.toml:5 in all 7 scenarios, records.tickets: t.csv has the column 'strat', and none 'start'; ")


def test_a_problem_of_some_scenarios(tmp_path):
    """The first is named, and the others counted; another problem stands by itself."""
    first, second = faults(tmp_path, [GOOD, BAD, GOOD, BAD, BAD, "expect.credits = '3 EUR'\n"])
    assert first.startswith("desk.sla.toml:8 scenario 's1' and 2 more, records.tickets: t.csv has the column 'strat'")
    assert second.startswith("desk.sla.toml:23 scenario 's5', expect.credits: ")


def test_a_problem_of_the_contract_of_several_files(tmp_path, monkeypatch, capsys):
    """Three files test a contract with a slip: it is said once."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "desk.toml").write_text(DESK.replace("timezone", "timezon"), encoding="utf-8")
    for name in "abc":
        (tmp_path / f"{name}.sla.toml").write_text(f'{HEAD}[[scenarios]]\nname = "one"\n{GOOD}', encoding="utf-8")
    assert main(["test"]) == 2
    problems = [line for line in capsys.readouterr().err.splitlines() if "timezon" in line]
    assert len(problems) == 1
    assert problems[0].startswith("slakit: a.sla.toml:1 and 2 more files, contract: desk.toml:6 timezon: ")
