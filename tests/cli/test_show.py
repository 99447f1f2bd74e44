"""The output of every command: only text to a terminal, whatever contracts and files are named."""

import hostile
import pytest

import slakit as sk
from slakit.cli.main import main
from slakit.cli.show import write_new
from slakit.documents.load_dump import dump


@pytest.fixture
def contract(tmp_path, monkeypatch):
    """A contract whose names have escapes of terminals, and a second one that has another fee."""
    monkeypatch.chdir(tmp_path)
    for path, fee in (("contract.toml", "100 GBP"), ("other.toml", "200 GBP")):
        objective = sk.Objective(hostile.EVIL, sk.Count("leaks"), "at most 0", clause=hostile.EVIL, penalty=sk.Flat("1 %"))
        terms = {"term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": fee, "objectives": [objective]}
        dump(sk.Agreement(hostile.EVIL, provider=hostile.EVIL, customer="Acme", **terms), path)
    (tmp_path / "leaks.csv").write_text("at\n2026-02-01T00:00Z\n")
    return "contract.toml"


DATA = ("--data", "leaks=leaks.csv", "--period", "2026-02")


@pytest.mark.parametrize("arguments", [
    ["score", "contract.toml", *DATA],
    ["score", "contract.toml", *DATA, "--json"],
    ["score", "contract.toml", *DATA, "--explain", hostile.EVIL],
    ["check", "contract.toml"],
    ["check", "contract.toml", "--format", "json"],
    ["check", "contract.toml", "--format", "markdown"],
    ["diff", "contract.toml", "other.toml", *DATA],
    ["diff", "contract.toml", "other.toml", "--format", "json"],
    ["headroom", "contract.toml", *DATA],
    ["what-if", "contract.toml", *DATA, "--set", "fee=200 GBP"],
    ["close", "contract.toml", *DATA],
    ["score", "\x1b[31m.toml"],
    ["score", "contract.toml", "--data", "\x9bleaks=leaks.csv"],
])  # fmt: skip
def test_hostile_names_are_only_text(contract, capsys, arguments):
    """Each command shows them by their codes, on stdout and on stderr."""
    main(arguments)
    shown = capsys.readouterr()
    text = shown.out + shown.err
    assert not hostile.CONTROLS & {*text}
    assert "x1b[31m" in text.replace("\\[", "[") or "u001b[31m" in text or "x9bleaks" in text


def test_half_of_a_character_is_no_end(tmp_path):
    """A record in JSON may hold half of a surrogate pair, which UTF-8 has no way to write; its code stands in the file."""
    write_new(str(tmp_path / "out.json"), '"\ud800"')
    assert (tmp_path / "out.json").read_text() == '"\\ud800"'
