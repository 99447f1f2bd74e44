"""`slakit from-openslo` and `slakit to-openslo`."""

from pathlib import Path

import pytest
from openslo_cases import LOW_TRAFFIC

import slakit as sk
from slakit.cli.main import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    pytest.importorskip("yaml")
    monkeypatch.chdir(tmp_path)
    Path("slos.yaml").write_text(LOW_TRAFFIC)
    return tmp_path


FROM = ("from-openslo", "slos.yaml", "--provider", "Shop", "--customer", "Acme", "--from", "2026-01-01")


def test_there_and_back(folder, capsys):
    """A contract of the SLOs, and SLOs of the contract that are the same; what is lost stands on stderr, and only there."""
    assert main([*FROM, "--output", "contract.toml", "--fee", "100 GBP"]) == 0
    shown = capsys.readouterr()
    assert shown.out == "wrote contract.toml\n"
    assert all(line.startswith(("lost: slos.yaml:", "lost: agreement: ")) for line in shown.err.splitlines())
    agreement = sk.load("contract.toml")
    assert (agreement.term, agreement.timezone, str(agreement.fee)) == (("2026-01-01", "2027-01-01"), "America/New_York", "100.00 GBP")
    assert main(["to-openslo", "contract.toml", "--output", "again.yaml"]) == 0
    assert "lost: agreement.fee: is not said: OpenSLO pays nothing" in capsys.readouterr().err.splitlines()
    assert main(["from-openslo", "again.yaml", *FROM[2:]]) == 0
    assert sk.loads(capsys.readouterr().out).objectives == agreement.objectives


def test_json(folder, capsys):
    """The ending says which form is written."""
    assert main([*FROM, "--output", "contract.json", "--until", "2026-07-01"]) == 0
    assert sk.load("contract.json").term == ("2026-01-01", "2026-07-01")
    assert main(["to-openslo", "contract.json", "--output", "slos.json"]) == 0
    assert Path("slos.json").read_text().startswith("[")
    capsys.readouterr()
    assert main(["to-openslo", "contract.json"]) == 0
    assert capsys.readouterr().out.startswith("apiVersion: openslo/v1\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((*FROM, "--output", "slos.yaml"), "--output 'slos.yaml' is not a .toml or .json file; write --output contract.toml"),
        (("to-openslo", "slos.yaml", "--output", "x.toml"), "--output 'x.toml' is not a .yaml or .json file; write --output slos.yaml"),
        ((*FROM, "--until", "soon"), "--until 'soon' is not a day; write --until 2026-01-01"),
        ((*FROM, "--output", "no/contract.toml"),
         "'no/contract.toml' is not a file that can be written (no such file or directory); write another --output"),
        (("from-openslo", "no.yaml"), "'no.yaml' is not a file that can be read (no such file or directory); write the path of a file"),
        (("from-openslo", "slos.yaml", "bad.yaml"), "bad.yaml:2 kind: 'SLOO' is not a kind of OpenSLO; did you mean 'SLO'?"),
    ],
)  # fmt: skip
def test_refusals(folder, capsys, arguments, expected):
    """Status 2, and what to write."""
    Path("bad.yaml").write_text(LOW_TRAFFIC.replace("kind: SLO", "kind: SLOO"))
    assert main(list(arguments)) == 2
    assert capsys.readouterr().err == f"slakit: {expected}\n"


def test_it_writes_over_nothing(folder, capsys):
    Path("contract.toml").write_text("mine")
    assert main([*FROM, "--output", "contract.toml"]) == 2
    assert Path("contract.toml").read_text() == "mine"
