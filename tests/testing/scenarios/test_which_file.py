"""A contract where its scenarios are wanted, and the reverse: the error says which file is what."""

import pytest

import slakit as sk
from slakit import testing as skt
from slakit.cli.main import main

CONTRACT = """
name = "Gateway"
provider = "Vendor"
customer = "Us"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
objectives = [{ name = "Uptime", metric = { is = "uptime", stream = "outages" }, target = "at least 99.9 %" }]
"""
SCENARIOS = """
contract = "gateway.toml"
period = "2026-06"
[[scenarios]]
name = "one"
records.outages = []
expect.objectives.Uptime = "met"
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gateway.toml").write_text(CONTRACT, encoding="utf-8")
    (tmp_path / "gateway.sla.toml").write_text(SCENARIOS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "meant"),
    [("gateway.toml", "gateway.sla.toml"), ("contracts/gateway.yaml", "contracts/gateway.sla.yaml"), ("june.csv", "june.sla.toml")],
)
def test_no_file_of_scenarios(file, meant):
    """By its name it is something else; the scenarios of a contract have a file beside it."""
    with pytest.raises(sk.errors.UsageError) as error:
        skt.load_scenarios(file)
    assert str(error.value) == (
        f"{file!r} is not a file of scenarios, whose name ends in .sla.toml or .sla.yaml and which names its contract; write {meant!r}"
    )


@pytest.mark.parametrize(
    "command", [["check"], ["score"], ["diff", "gateway.toml"], ["test", "gateway.sla.toml", "--contract"]], ids=lambda words: words[0]
)
def test_no_contract(files, command, capsys):
    """What tests a contract is not one; it says which it is."""
    assert main([*command, "gateway.sla.toml"]) == 2
    shown = capsys.readouterr().err
    assert "gateway.sla.toml:2: a file of scenarios is not a contract; write 'gateway.toml', the one that it names\n" in shown
    assert "is not a key of an agreement" not in shown


def test_no_contract_that_is_named(files, capsys):
    """A file of scenarios without a contract, or one that names itself."""
    (files / "gateway.sla.toml").write_text(SCENARIOS.replace("gateway.toml", "gateway.sla.toml"), encoding="utf-8")
    assert main(["test", "gateway.sla.toml"]) == 2
    assert "a file of scenarios is not a contract; write the path of a contract\n" in capsys.readouterr().err
