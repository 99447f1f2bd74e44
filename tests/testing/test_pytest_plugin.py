"""The plugin in a run of pytest of its own: explanations, --sla-update, and what it costs a suite that does not use it."""

import subprocess
import sys
from functools import partial

import pytest
from run_pytest import PLUGIN, run_pytest
from tested_contract import june

from slakit.testing import snapshots
from slakit.testing.pytest_plugin import (
    SCENARIOS,
    UPDATE,
    pytest_assertrepr_compare,
    pytest_collect_file,
    pytest_collection_modifyitems,
)
from slakit.testing.scenarios import scenario_file


@pytest.fixture
def run(tmp_path):
    """Run pytest on a file of tests, in a folder of its own."""
    return partial(run_pytest, tmp_path)


def test_equality_is_explained_by_field(run):
    """Of a line, a statement, a contract: the path of each field that differs, and both values."""
    text = run(
        """
from attrs import evolve
from tested_contract import CONTRACT, june
import slakit as sk

OTHER = june(outages=[])

def test_lines():
    assert june().line("Uptime") == OTHER.line("Uptime")

def test_statements():
    assert june() == OTHER

def test_contracts():
    first, *others = CONTRACT.objectives
    assert CONTRACT == evolve(CONTRACT, fee="3000 EUR", objectives=[evolve(first, target="at least 99.95 %"), *others])

def test_numbers():
    assert [1] == [2]
""",
        "-vvv",
    )
    explained = [line.removeprefix("E").strip() for line in text.splitlines() if line.startswith("E")]
    line = "AssertionError: assert <Line Uptime 2026-06: 98.611 % missed, 250.00 EUR> == <Line Uptime 2026-06: 100 % met, 0.00 EUR>"
    assert line in explained
    assert explained[1:6] == [
        "credit: 250.00 EUR != 0.00 EUR",
        "payable: 250.00 EUR != 0.00 EUR",
        "entitled: 250.00 EUR != 0.00 EUR",
        "outcome: missed != met",
        "measured: 98.611 % != 100 %",
    ]
    assert "lines[Uptime 2026-06].credit: 250.00 EUR != 0.00 EUR" in explained
    assert "amounts.credit: 850.00 EUR != 600.00 EUR" in explained
    assert "AssertionError: assert Agreement('Vendor hosting') == Agreement('Vendor hosting')" in explained
    assert "fee: 2,500.00 EUR != 3,000.00 EUR" in explained
    assert "objectives[Uptime].target.limit: 99.9 % != 99.95 %" in explained
    assert "assert [1] == [2]" in explained


@pytest.mark.slow
def test_snapshots_are_updated(run, tmp_path):
    """With --sla-update they are written, and hold from then on."""
    test = "from tested_contract import june\nfrom slakit import testing\n\ndef test_june():\n    testing.freeze(june(), 'june.txt')\n"
    assert "there is no snapshot 'june.txt'; run pytest --sla-update" in run(test)
    assert "1 passed" in run(test, "--sla-update")
    assert (tmp_path / "june.txt").read_text(encoding="utf-8").startswith("Vendor hosting: Vendor to Us\n\n2026-06\n")
    assert "1 passed" in run(test)


def test_it_costs_nothing():
    """It opens no part of slakit but its own folder, and no package but pytest, which runs already."""
    code = f"import sys, pytest; before = set(sys.modules); import {PLUGIN}; print(*sorted(set(sys.modules) - before))"
    opened = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in opened if name not in sys.stdlib_module_names] == ["slakit", "slakit.testing", PLUGIN]


@pytest.mark.slow
def test_a_suite_without_scenarios_opens_nothing_else(run):
    """After a whole run, coverage and all, no other part of slakit was opened."""
    text = run(
        """
import sys

def test_opened():
    opened = {name for name in sys.modules if name.partition(".")[0] == "slakit"}
    assert opened == {"slakit", "slakit.testing", "slakit.testing.pytest_plugin"}
"""
    )
    assert "1 passed" in text
    assert "--sla-coverage: 'tests' is not a whole number of percent; write --sla-coverage=100" in run("", "--sla-coverage", "tests")


def test_its_hooks_leave_others_alone(request, tmp_path):
    """Values of others, other comparisons than == and other files are pytest's own affair; without an option no test is added."""
    items = []
    pytest_collection_modifyitems(request.session, request.config, items)
    assert items == []
    for name in ("hosting.toml", "sla.toml", "hosting.sla.json", "test_hosting.py"):
        assert pytest_collect_file(tmp_path / name, request.session) is None
    for name in ("hosting.sla.toml", "Hosting.SLA.yaml", "hosting.sla.yml"):
        assert pytest_collect_file(tmp_path / name, request.session).path.name == name
    assert (snapshots.UPDATE, tuple(scenario_file.ENDINGS)) == (UPDATE, SCENARIOS)
    line = june().line("Uptime")
    assert pytest_assertrepr_compare("==", [1], [2]) is None
    assert pytest_assertrepr_compare("is", line, line) is None
    assert pytest_assertrepr_compare("==", line, "Uptime") is None
    assert pytest_assertrepr_compare("==", type("Line", (), {})(), line) is None
    assert pytest_assertrepr_compare("==", line, june(outages=[]).line("Uptime"))


@pytest.mark.slow
def test_a_traceback_ends_at_the_line_of_the_test(tmp_path):
    """No source of slakit or Hypothesis is shown: of an error, of an assertion or of a law; --full-trace shows it."""
    text = '''
import slakit as sk
from slakit import testing as skt

ONE = sk.loads("""
name = "Hosting"
provider = "Provider"
customer = "Customer"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "1000 EUR"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "o" }
target = "at least 99.9 %"
penalty = { is = "per breach", credit = "50 EUR" }
""")
test_laws = skt.laws(ONE)


def test_error():
    sk.evaluate(ONE, {"unknown": []})


def test_wrong_use():
    skt.assert_missed(sk.evaluate(ONE, {"o": []}, period="2026-06"), "Uptime")


def test_assertion():
    skt.assert_missed(ONE, {"o": []}, period="2026-06")
'''
    short = run_pytest(tmp_path, text, "-k", "worse or error or use or assertion")
    assert "4 failed" in short
    assert "'unknown' is not a stream of 'Hosting'" in short
    assert "credit 100.00 EUR and then 50.00 EUR" in short
    for other in ("ready_laws.py", "plan.py", "subject.py", "assertions.py", "Explanation", "Draw 1", "data=data"):
        assert other not in short
    assert "plan.py" in run_pytest(tmp_path, text, "-k", "error", "--full-trace")


@pytest.mark.slow
def test_an_error_while_a_file_is_imported(tmp_path):
    """It ends at the line of the file, also where a class of slakit is made; --full-trace shows all of it."""
    text = """
import slakit as sk

PROMISE = sk.Objective("Uptime", sk.Uptime("outages"), "at last 99 %")
"""
    short, full = run_pytest(tmp_path, text), run_pytest(tmp_path, text, "--full-trace")
    assert "'at last 99 %' is not a target; write" in short
    assert 'PROMISE = sk.Objective("Uptime"' in short
    assert "attrs generated" not in short
    assert "phrases.py" not in short
    assert "phrases.py" in full


def test_a_measure_without_data(run):
    """`<` meets None, which Python calls a NoneType: the line that has no data is named, and another TypeError is left alone."""
    text = run(
        """
from tested_contract import june

def test_none():
    line = june(cases=[]).line("Answers")
    assert line.measure.quantity < "95 %"

def test_other():
    assert 3 < "4"
"""
    )
    assert "Answers, 2026-06 has no data, and its measure.quantity is None: " in text
    assert text.partition("short test summary")[0].count("has no data") == 1
