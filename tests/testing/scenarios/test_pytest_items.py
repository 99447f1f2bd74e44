"""Scenario files in pytest: the nodes, and what a run shows to those who have only the run to read."""

from functools import partial
from xml.etree import ElementTree

import pytest
from run_pytest import pytest_in
from scenario_texts import CONTRACT, NOTICED, ONE, SCENARIOS

from slakit.testing.scenarios.pytest_items import CoverageItem, Failed, MutantsItem, SlaFile, items_of_suites

WRONG = SCENARIOS.replace('payable = "250 EUR"', 'payable = "125 EUR"')
FORTY = """
hosting.sla.toml:12: 40 hours, a quarter
  payable is 250.00 EUR, expected 125.00 EUR

  Uptime (clause 4.1), 2026-06
    promised: at least 99 %
    measured: 94.444 % = 40,800 min up of 43,200 min; 2,400 min down in 1 outage
    worst:    2026-06-08T03:00:00+01:00 to 2026-06-09T19:00:00+01:00, 40 h
    verdict:  missed, 94.444 % is not at least 99 %
    penalty:  below 95 %: 25 % of 1,000.00 EUR = 250.00 EUR
    credit:   250.00 EUR
"""


@pytest.fixture
def write(tmp_path):
    """Write a file beside the contracts, and give its path."""

    def written(text, name="hosting.sla.toml"):
        (tmp_path / "hosting.toml").write_text(CONTRACT, encoding="utf-8")
        (tmp_path / "one.toml").write_text(ONE, encoding="utf-8")
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def collected(request, write):
    """Collect the scenarios of a text in the session that runs, as pytest does with a file."""

    def collect(*texts):
        files = [SlaFile.from_parent(request.session, path=write(text, f"{number}.sla.toml")) for number, text in enumerate(texts)]
        return [item for file in files for clause in file.collect() for item in clause.collect()]

    return collect


@pytest.fixture
def suite_items(request, monkeypatch, collected):
    """Collect the tests that some files have together, with options."""

    def items(*texts, coverage=None, mutants=False, contract=None):
        for name, value in {"sla_coverage": coverage, "sla_mutants": mutants, "sla_contract": contract}.items():
            monkeypatch.setattr(request.config.option, name, value)
        return list(items_of_suites(request.session, collected(*texts)))

    return items


def outcome(item):
    """The headline and the text of an item that fails; None for one that passes."""
    with pytest.raises(Failed) as failure:
        item.runtest()
    shown = item.repr_failure(failure)
    return shown.reprcrash.message, str(shown)


def test_nodes(collected):
    """A node for each clause, then one for each scenario; it is where it stands in the file."""
    items = collected(SCENARIOS.replace('clause = "4.1"', 'clause = "4.1[a]::1"').replace('"two channels"', '"two::channels [b]"'))
    assert [(item.parent.name, item.name) for item in items] == [
        ("clause 4.1(a):1", "7 h 12 min are 99 %"),
        ("the agreement", "40 hours, a quarter"),
        ("the agreement", "two:channels (b)"),
        ("the agreement", "what is due"),
    ]
    assert [item.reportinfo()[1:] for item in items[:2]] == [(5, "7 h 12 min are 99 % (clause 4.1[a]::1)"), (11, "40 hours, a quarter")]
    for item in items:
        item.runtest()


def test_a_failure_is_a_text(collected):
    headline, text = outcome(collected(WRONG)[1])
    assert headline == "payable is 250.00 EUR, expected 125.00 EUR"
    assert text.strip() == FORTY.strip().replace("hosting.sla", "0.sla")


def test_a_file_that_cannot_be_read(collected):
    with pytest.raises(SlaFile.CollectError) as error:
        collected(WRONG.replace("payable", "payabel").replace("expect.rights", "expect.right"))
    assert str(error.value).splitlines() == [
        "0.sla.toml:18 scenario '40 hours, a quarter', expect.payabel: is nothing that a statement says; did you mean 'payable'?",
        "0.sla.toml:27 scenario 'two channels', expect.right: is nothing that a statement says; did you mean 'rights'?",
    ]


def test_another_version(suite_items, collected, write):
    """A quarter of 1,000 EUR becomes 30 %."""
    suite_items(contract=write(CONTRACT.replace('"95 %" = "25 %"', '"95 %" = "30 %"'), "next.toml"))
    headline, text = outcome(collected(SCENARIOS)[1])
    assert headline == "payable is 300.00 EUR, expected 250.00 EUR"
    assert "penalty:  below 95 %: 30 % of 1,000.00 EUR = 300.00 EUR" in text


def test_coverage(suite_items):
    """All scenarios of a contract count together, whichever their file; a share below the one that is asked for fails."""
    head, *scenarios = NOTICED.split("[[scenarios]]")
    halves = [head + "".join(f"[[scenarios]]{one}" for one in half) for half in (scenarios[:2], scenarios[2:])]
    (both,) = suite_items(*halves, coverage=100)
    assert isinstance(both, CoverageItem)
    assert both.runtest() is None
    assert both.user_properties == [("sla coverage", "Hosting: 7 of 7 terms exercised (100 %), 1 term allowed")]
    (one,) = suite_items(halves[0], coverage=100)
    headline, text = outcome(one)
    assert headline == "85 % of the terms are exercised, and 100 % were asked for"
    assert 'objectives[0].penalty.below."95 %": clause 4.1 Uptime, penalty below 95 %: 25 %' in text
    assert suite_items(halves[0], coverage=85)[0].runtest() is None


def test_mutants(suite_items):
    """With each edge on both sides all changes are noticed but the one that is allowed."""
    (item,) = suite_items(NOTICED, mutants=True)
    assert isinstance(item, MutantsItem)
    assert item.runtest() is None
    head, *scenarios = NOTICED.split("[[scenarios]]")
    fewer = "[[scenarios]]".join([head.replace("[allow]", '[allow]\nfee = "none"'), *scenarios[:-2]])
    headline, text = outcome(suite_items(fewer, mutants=True)[0])
    unnoticed = text.count("  objectives[0]")
    assert headline == f"{len(item.suite.mutants)} changes tried, {unnoticed} not noticed, 1 change allowed, 1 allowed without need"
    assert "clause 4.1 Uptime, penalty below 95 %: 25 %" in text
    assert "  allow: 'fee' is not needed; take it away" in text
    assert "or allow it in a scenario file: [allow] '" in text


def test_no_change_is_tried_while_a_scenario_fails(suite_items):
    with pytest.raises(pytest.skip.Exception, match=r"the test fails for the contract as it is: .*; mend the test first"):
        suite_items(NOTICED.replace('credit = "0 EUR"', 'credit = "1 EUR"'), mutants=True)[0].runtest()


@pytest.fixture
def run(tmp_path):
    """Run pytest in the folder of the files."""
    return partial(pytest_in, tmp_path)


@pytest.mark.slow
def test_a_run(run, write, tmp_path):
    """Files of scenarios are collected; what fails is a text and no traceback; the report in XML has the clauses as classes."""
    write(WRONG)
    write(NOTICED, "one.sla.toml")
    write('contract = "hosting.toml"\nperiods = "2026-06"\n', "broken.sla.toml")
    write("answer = 42\n", "other.toml")
    text = run("--continue-on-collection-errors", "--junitxml=report.xml")
    assert FORTY in text
    assert "Traceback" not in text
    assert "broken.sla.toml:1 scenarios: there are none; write " in text
    assert "broken.sla.toml:2 periods: is not a key here; did you mean 'period'?" in text
    assert "FAILED hosting.sla.toml::the agreement::40 hours, a quarter - payable is 250" in text
    assert "1 failed, 7 passed, 1 error" in text
    cases = {case.get("name"): case for case in ElementTree.parse(tmp_path / "report.xml").iter("testcase")}
    assert cases["7 h 12 min are 99 %"].get("classname") == "hosting.sla.toml.clause 4.1"
    assert cases["40 hours, a quarter"].get("classname") == "hosting.sla.toml.the agreement"
    failure = cases["40 hours, a quarter"].find("failure")
    assert failure.get("message") == "payable is 250.00 EUR, expected 125.00 EUR"
    assert FORTY.strip() in failure.text


@pytest.mark.slow
def test_what_is_allowed_and_fits_nothing(run, write):
    """It fails by itself, beside the scenarios, which pass."""
    write(NOTICED.replace("[allow]", '[allow]\ntimezones = "a slip"'))
    text = run()
    assert "is not needed: it is no term of 'Hosting' and no change of one; did you mean 'timezone'?" in text
    assert "::what is allowed is needed - 1 allowed without need" in text
    assert "1 failed, 4 passed" in text


@pytest.mark.slow
@pytest.mark.parametrize("workers", [0, 2])
def test_what_all_files_do_together(run, write, workers):
    """The summary says what is exercised; where a file cannot be read it is not counted, and one sentence says so."""
    if workers:
        pytest.importorskip("xdist")
    given = ["-rs", "--continue-on-collection-errors", *([f"-n{workers}"] if workers else [])]
    write(NOTICED)
    write(SCENARIOS, "two.sla.toml")
    text = run(*given, "--sla-coverage")
    assert "coverage of contracts =" in text
    assert "\nonly scenario files are counted, and no tests in Python; --sla-mutants runs those with sla_contract too\n" in text
    assert "\nHosting: 14 of 14 terms exercised (100 %)\n" in text
    assert "\nHosting: 7 of 7 terms exercised (100 %), 1 term allowed\n" in text
    write('contract = "hosting.toml"\n', "broken.sla.toml")
    text = run(*given, "--sla-coverage=100", "--sla-mutants")
    assert "8 passed, 4 skipped, 1 error" in text
    assert text.count("broken.sla.toml cannot be read, and this counts the scenarios of all files; mend what is wrong there first") == 1
    assert "terms exercised" not in text


@pytest.mark.slow
def test_the_ways_to_choose(run, write):
    """By node id; by -k, also among what is added for a contract as a whole; with --lf what failed when -x stopped."""
    write(WRONG)
    assert "1 passed in" in run("-v", "hosting.sla.toml::clause 4.1::7 h 12 min are 99 %")
    assert "1 passed, 4 deselected" in run("-k", "coverage", "--sla-coverage=100")
    text = run("-k", "min", "--sla-coverage=100")
    assert "1 passed, 4 deselected" in text
    assert (
        "\n--sla-coverage tested nothing: no scenario file was collected, -k, -m or --lf left its test out, or the run ended before\n"
        in text
    )
    assert "1 failed, 1 passed in" in run("-x")
    again = run("--lf")
    assert "1 failed, 3 deselected" in again
    assert FORTY in again
