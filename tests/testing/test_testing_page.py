"""docs/testing.md: its files in TOML are tested as the page says, with what the page shows; and it explains every key."""

import re
from pathlib import Path

import pytest

from slakit.cli.main import main
from slakit.readers.options import ReadOptions
from slakit.testing.scenarios.expectation import KEYS, OF_LINE
from slakit.testing.scenarios.scenario import DEADLINE
from slakit.testing.scenarios.scenario_file import load_scenarios
from slakit.testing.scenarios.scenario_reader import OF_FILE, OF_SCENARIO

PAGE = (Path(__file__).parents[2] / "docs" / "testing.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in PAGE.split("\n## ")[1:]}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = FENCE.findall(SECTIONS["Scenarios"])
CONTRACT, SCENARIOS, OPTIONS = (text for language, text in SHOWN if language == "toml")
(CSV,) = (text for language, text in SHOWN if language == "csv")
PASSES, FAILS, SLIP = (text for language, text in SHOWN if not language)
SUBJECTS = FENCE.findall(SECTIONS["Scenarios by subject"])
MUTANTS = FENCE.findall(SECTIONS["Mutants"])
(UNNOTICED,) = (text for language, text in MUTANTS if not language)
EDGE, ALLOW = (text for language, text in MUTANTS if language == "toml")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run `slakit test` in a folder with the files of the page; gives the status and the output."""
    monkeypatch.chdir(tmp_path)

    def tested(*arguments, scenarios=SCENARIOS):
        later = CONTRACT.replace('"99.9 %" = "5 %"', '"99.9 %" = "4 %"')
        for name, text in {"hosting.toml": CONTRACT, "hosting-2027.toml": later, "hosting.sla.toml": scenarios}.items():
            Path(name).write_text(text, encoding="utf-8")
        status = main(["test", "hosting.sla.toml", *arguments])
        shown = capsys.readouterr()
        return status, shown.out or shown.err

    return tested


def test_what_the_page_shows(run):
    assert run() == (0, PASSES)
    assert run("--contract", "hosting-2027.toml") == (1, FAILS)


def test_a_slip(run):
    first, name, rest = SCENARIOS.partition('name = "a second too long"')
    assert run(scenarios=first + name + rest.replace("start", "strat", 1)) == (2, SLIP)


def test_a_file_with_options(tmp_path):
    """10:00 in New York is 14:00 UTC in June: outages of 7 h 13 min, and of the last minute of June in UTC, from a file of its own."""
    (tmp_path / "hosting.toml").write_text(CONTRACT, encoding="utf-8")
    (tmp_path / "june.csv").write_text(CSV, encoding="utf-8")
    scenario = f'contract = "hosting.toml"\nperiod = "2026-06"\n[[scenarios]]\nname = "one"\nexpect.credit = "250 EUR"\n{OPTIONS}'
    (tmp_path / "hosting.sla.toml").write_text(scenario.replace("tickets", "outages"), encoding="utf-8")
    result = load_scenarios(tmp_path / "hosting.sla.toml").scenarios[0].run()
    assert result, str(result)
    assert result.statement.lines[0].measure.evidence[0].start.isoformat() == "2026-06-08T14:00:00+00:00"


def test_every_option_of_a_file_is_explained():
    """The table of options has each of them, and none that there is not."""
    table = SECTIONS["Scenarios"].partition("| option | for example")[2].partition("\n\n")[0]
    named = {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert named == set(ReadOptions.flags())


def test_scenarios_by_subject(tmp_path, monkeypatch, capsys):
    """Groups, claims, business days and zones: the contract is sound, and its scenarios come out as the page shows."""
    monkeypatch.chdir(tmp_path)
    contract, *scenarios = (text for language, text in SUBJECTS if language == "toml")
    Path("support.toml").write_text(contract, encoding="utf-8")
    Path("support.sla.toml").write_text("\n".join(scenarios), encoding="utf-8")
    assert main(["check", "support.toml"]) == 0
    _ = capsys.readouterr()
    assert main(["test", "support.sla.toml"]) == 0
    assert [capsys.readouterr().out] == [text for language, text in SUBJECTS if not language]


def test_the_change_that_is_not_noticed(run):
    """Every term is exercised, and one change is not noticed; it is with the scenario on the edge, and can be allowed in its place."""
    status, out = run("--coverage", "100", "--mutants")
    assert (status, out) == (1, f"{PASSES}Hosting: 9 of 9 terms exercised (100 %)\n{UNNOTICED}")
    status, out = run("--mutants", scenarios=f"{SCENARIOS}\n{EDGE}")
    assert (status, out.splitlines()[-1]) == (0, "Hosting: 20 changes tried, 0 not noticed")
    assert run("--mutants", scenarios=f"{SCENARIOS}\n{ALLOW}")[0] == 0


@pytest.mark.parametrize("key", dict.fromkeys([*OF_FILE, *OF_SCENARIO, *DEADLINE, *KEYS, *OF_LINE]))
def test_every_key_is_explained(key):
    rows = [line for line in SECTIONS["Scenarios"].splitlines() if line.startswith("| ")]
    assert any(f"`{key}`" in row for row in rows)
