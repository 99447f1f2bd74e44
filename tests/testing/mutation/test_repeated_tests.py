"""Tests in Python that take the contract by the fixture: which contract it is, and that they count among those that notice a change."""

from types import SimpleNamespace

import pytest
from run_pytest import pytest_in
from scenario_texts import NOTICED, ONE

import slakit as sk
from slakit.testing.mutation.repeated_tests import UNDER_TEST, contract_of, named_contract, vocabulary_of
from slakit.testing.pytest_plugin import pytest_configure

FEWER = "[[scenarios]]".join(NOTICED.split("[[scenarios]]")[:3])  # nothing about the tier below 95 %
# a fixture of the session rests on the contract, and one of the test would not stand a second run in the same folder
TESTS = """
import pytest
import slakit as sk
from slakit import testing as skt

@pytest.fixture(scope="session")
def credit(sla_contract):
    return lambda down: sk.evaluate(sla_contract, {"outages": [skt.outage("2026-06-08T02:00Z", down)]}, period="2026-06").credit

def test_edge(credit, tmp_path):
    (tmp_path / "once").mkdir()
    assert credit("36 h") == sk.money("50 EUR")

def test_tier(credit):
    assert credit("36 h 1 s") == sk.money("250 EUR")

def test_another():
    pass
"""
AGAIN = """
RUNS = []

def test_once(sla_contract):
    RUNS.append(sla_contract)
    assert len(RUNS) == 1
"""


@pytest.fixture
def settings(tmp_path):
    """Settings of pytest in a folder that has a contract; `ini` are those of its file."""
    (tmp_path / "one.toml").write_text(ONE, encoding="utf-8")

    def made(path=None, update=False, mutants=False, **ini):
        options = {"sla_contract": path, "sla_update": update, "sla_mutants": mutants}
        written = {"sla_contract": "", "sla_vocabulary": ""} | ini
        return SimpleNamespace(getoption=options.get, getini=written.get, inipath=tmp_path / "pytest.ini", stash=pytest.Stash())

    return made


def test_the_contract_of_the_fixture(settings, tmp_path):
    """The option wins; a path in the settings starts at their folder; while a change is tried it is the changed contract."""
    (tmp_path / "next.toml").write_text(ONE.replace("1000 EUR", "1100 EUR"), encoding="utf-8")
    assert str(contract_of(settings(sla_contract="one.toml")).fee) == "1000.00 EUR"
    config = settings(str(tmp_path / "next.toml"), sla_contract="one.toml")
    assert str(contract_of(config).fee) == "1100.00 EUR"
    config.stash[UNDER_TEST] = sk.load(tmp_path / "one.toml")
    assert str(contract_of(config).fee) == "1000.00 EUR"
    assert named_contract(settings()) is None


def test_no_contract_or_none_that_can_be_read(settings, tmp_path):
    """The test fails with a text that says what to write."""
    with pytest.raises(
        pytest.fail.Exception,
        match=r"the fixture sla_contract has no contract; write pytest --sla-contract hosting\.toml",
    ):
        contract_of(settings())
    with pytest.raises(pytest.fail.Exception, match=r"gone\.toml' is not a file"):
        contract_of(settings(sla_contract="gone.toml"))
    with pytest.raises(pytest.UsageError, match=r"--sla-contract 'gone\.toml' is not a file in the folder"):
        pytest_configure(settings("gone.toml"))


def test_words_of_ones_own(settings, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "own_kpis.py").write_text("import slakit as sk\nWORDS = {'our uptime': sk.Uptime}\n", encoding="utf-8")
    (tmp_path / "one.toml").write_text(ONE.replace('is = "uptime"', 'is = "our uptime"'), encoding="utf-8")
    assert contract_of(settings(sla_contract="one.toml", sla_vocabulary="own_kpis:WORDS")).name == "Hosting"
    for wrong in ("own_kpis:WORD", "own_kpi:WORDS", "own_kpis", "own_kpis:sk"):
        with pytest.raises(sk.errors.UsageError, match=rf"sla_vocabulary '{wrong}' is not a vocabulary \(.*\); write MODULE:NAME"):
            vocabulary_of(settings(sla_vocabulary=wrong))


@pytest.fixture
def run(tmp_path):
    """Run pytest on scenarios and tests of a contract that its settings name."""

    def tested(*arguments, **texts):
        (tmp_path / "one.toml").write_text(ONE, encoding="utf-8")
        (tmp_path / "pytest.ini").write_text("[pytest]\nsla_contract = one.toml\n", encoding="utf-8")
        for name, text in texts.items():
            path = tmp_path / ("one.sla.toml" if name == "scenarios" else f"test_{name}.py")
            path.write_text(text, encoding="utf-8")
        return pytest_in(tmp_path, "-p", "no:cacheprovider", "--sla-mutants", "-rs", *arguments)

    return tested


@pytest.mark.slow
def test_they_notice_changes(run):
    """What the scenarios do not notice they do; each change has its own fixtures, those of the session as well."""
    text = run(scenarios=FEWER)
    assert "4 not noticed" in text
    assert "1 failed, 2 passed" in text
    assert "6 passed" in run(tests=TESTS)


@pytest.mark.slow
def test_in_two_processes(run):
    """With xdist the same tests are added in each process, and the coverage of one is written by the first."""
    pytest.importorskip("xdist")
    text = run("-n", "2", "--sla-coverage=85", scenarios=FEWER, tests=TESTS)
    assert "7 passed" in text
    assert "Hosting: 6 of 7 terms exercised (85 %), 1 term allowed\nno test exercises 1:\n" in text


@pytest.mark.slow
def test_one_that_cannot_be_run_twice(run):
    """Nothing is concluded from it. Without scenarios the tests in Python are all that there is."""
    text = run(once=AGAIN)
    assert "test_once.py::test_once fails for the contract as it is, or when it is run again; mend it so that it can be run twice" in text
    assert "1 passed, 1 skipped" in text
