"""The files for servers of builds: what they run exists, and passes for a contract that is tested in full."""

import shlex
import tomllib
from pathlib import Path

import pytest
from run_pytest import pytest_in
from scenario_texts import NOTICED, ONE
from shipped import EXAMPLES

from slakit.cli.main import main

yaml = pytest.importorskip("yaml")

FILES = sorted((EXAMPLES / "ci").glob("*.yml"))
JOB = "contracts"


def commands(path):
    """The commands of a file, each as words."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    job = data["jobs"][JOB] if "jobs" in data else data[JOB]
    lines = job["script"] if "script" in job else [step["run"] for step in job["steps"] if "run" in step]
    return [shlex.split(line) for line in lines]


@pytest.fixture
def contracts(tmp_path, monkeypatch):
    """A repository with a contract that is tested in full."""
    monkeypatch.chdir(tmp_path)
    Path("contracts").mkdir()
    Path("contracts/hosting.toml").write_text(ONE, encoding="utf-8")
    Path("contracts/hosting.sla.toml").write_text(NOTICED.replace("one.toml", "hosting.toml"), encoding="utf-8")
    return tmp_path


def test_both_are_there():
    assert [path.name for path in FILES] == ["github-actions.yml", "gitlab-ci.yml"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_they_install_exists(path):
    """The extra is one of slakit's, and nothing but slakit is installed."""
    (words,) = [words for words in commands(path) if words[0] == "pip"]
    project = tomllib.loads((EXAMPLES.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert words[:2] == ["pip", "install"]
    assert words[2:] == ["slakit[testing]"]
    assert "testing" in project["optional-dependencies"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_they_run_passes(path, contracts, capsys):
    """Each command of slakit, as it is written."""
    run = [words[1:] for words in commands(path) if words[0] == "slakit"]
    assert run
    for words in run:
        assert main(words) == 0, capsys.readouterr().out


@pytest.mark.slow
def test_pytest_passes(contracts):
    """The command of pytest, as it is written: four scenarios, coverage and mutants."""
    (words,) = [words[1:] for path in FILES for words in commands(path) if words[0] == "pytest"]
    assert "6 passed" in pytest_in(contracts, *words)
    assert "clause 4.1" in Path("report.xml").read_text(encoding="utf-8")
