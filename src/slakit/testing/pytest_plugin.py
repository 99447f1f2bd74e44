"""The pytest plugin (docs/testing.md): scenario files as tests, a fixture for contracts, `==` explained by field, and `--sla-update`.

Every suite that has slakit installed loads this file, so that it opens the standard library and pytest alone until something of slakit is
used. Each hook imports what it needs when there is something to do.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentTypeError
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import TracebackType

    from slakit.agreements.agreement import Agreement

UPDATE = "SLAKIT_UPDATE"  # the environment variable that updates snapshots, as testing/snapshots.py has it
NOTHING = "no scenario file was collected, -k, -m or --lf left its test out, or the run ended before"
SCENARIOS = (".sla.toml", ".sla.yaml", ".sla.yml")
COMPARED = frozenset(
    {
        "Line",
        "WrittenLine",
        "ClosedLine",
        "Statement",
        "Agreement",
        "Objective",
        "Measure",
        "Verdict",
        "Amounts",
        "Penalty",
        "Edge",
        "Settlement",
        "Payoff",
    }
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of slakit."""
    add = parser.getgroup("slakit", "tests of contracts (slakit)").addoption
    add("--sla-update", action="store_true", help="write the snapshots of freeze(statement, file) anew, to be reviewed")
    add("--sla-contract", metavar="PATH", help="another version of the contract: scenario files and the fixture sla_contract have this one")
    add("--sla-coverage", metavar="PERCENT", type=_percent, nargs="?", const=0,
        help="say which terms of a contract no scenario exercises, and fail below a share")  # fmt: skip
    add("--sla-mutants", action="store_true",
        help="change one term of a contract at a time, and say which no scenario and no test with sla_contract notices")  # fmt: skip
    parser.addini("sla_contract", "the contract of the fixture sla_contract: a path from the folder of this file", default="")
    parser.addini("sla_vocabulary", "words of metrics and rules of your own, as MODULE:NAME", default="")


def _percent(text: str) -> int:
    if not text.isdecimal() or int(text) > 100:
        raise ArgumentTypeError(f"{text!r} is not a whole number of percent; write --sla-coverage=100, or --sla-coverage after the paths")
    return int(text)


def pytest_configure(config: pytest.Config) -> None:
    """Pass on to `freeze`, which knows no pytest, that snapshots are updated; and see that there is a contract of `--sla-contract`."""
    if config.getoption("sla_update") and UPDATE not in os.environ:
        os.environ[UPDATE] = "1"
        config.add_cleanup(_stop_updating)
    contract = config.getoption("sla_contract")
    if contract is not None and not os.path.isfile(contract):
        from slakit.values.near_files import missing_file

        fault = missing_file(contract, "", (".toml", ".json", ".yaml", ".yml"))
        raise pytest.UsageError(f"--sla-contract {fault or f'{contract!r} is a folder; write the path of a contract, hosting-2027.toml'}")
    if config.getoption("sla_mutants"):
        from slakit.testing.scenarios.pytest_items import MutantRuns

        config.pluginmanager.register(MutantRuns(), "slakit mutants")


def _stop_updating() -> None:
    os.environ.pop(UPDATE, None)


@pytest.fixture(scope="session")
def sla_contract(pytestconfig: pytest.Config) -> Agreement:
    """The contract of --sla-contract, or of `sla_contract` in the settings of pytest."""
    from slakit.testing.mutation.repeated_tests import contract_of

    return contract_of(pytestconfig)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the scenarios of a file whose name says that it has some."""
    if not file_path.name.lower().endswith(SCENARIOS):
        return None
    from slakit.testing.scenarios.pytest_items import SlaFile

    return SlaFile.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the tests of coverage and mutants that were asked for, before -k and -m choose."""
    if config.getoption("sla_coverage") is None and not config.getoption("sla_mutants"):
        return
    from slakit.testing.scenarios.pytest_items import items_of_suites

    items += list(items_of_suites(session, items))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write what the scenarios exercise, where too little fails by itself, and that what was asked for was not tested at all."""
    for option, name, asked in (
        ("--sla-coverage", "coverage of ", terminalreporter.config.getoption("sla_coverage") is not None),
        ("--sla-mutants", "mutants of ", terminalreporter.config.getoption("sla_mutants")),
    ):
        if asked and not terminalreporter.config.option.collectonly and not _was_run(terminalreporter, name):
            terminalreporter.write_line(
                f"{option} tested nothing: no scenario file was collected, -k, -m or --lf left its test out, or the run ended before"
            )
    if terminalreporter.config.getoption("sla_coverage") is None:
        return
    from slakit.testing.scenarios.pytest_items import COVERAGE

    passed = terminalreporter.stats.get("passed", ())
    texts = [text for report in passed for key, text in report.user_properties if key == COVERAGE]
    if texts:
        terminalreporter.section("coverage of contracts")
        for text in texts:
            terminalreporter.write_line(text)
        terminalreporter.write_line(
            "only scenario files are counted, and no tests in Python; --sla-mutants runs those with sla_contract too"
        )


def _was_run(terminalreporter: pytest.TerminalReporter, name: str) -> bool:
    """True if some report is of a test whose name begins so."""
    reports = (report for some in terminalreporter.stats.values() for report in some if isinstance(report, pytest.TestReport))
    return any(report.nodeid.rpartition("::")[2].startswith(name) for report in reports)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """End the traceback of an error of slakit at the line that called it; `--full-trace` shows all of it.

    Where None stands for the measure of a line without data, say which lines have none.
    """
    if call.excinfo is None:
        return
    if "slakit.statements.line" in sys.modules and type(call.excinfo.value) is TypeError and "NoneType" in str(call.excinfo.value):
        from slakit.testing.lines_without_data import without_data

        for text in without_data(call.excinfo.value):
            call.excinfo.value.add_note(text)
    if str(call.excinfo.value).startswith("<pytest_fixture") and _end_at_caller(call.excinfo.value):
        call.excinfo.value.add_note("a fixture is an argument of a test and is not imported; write def test_one(sla_contract): ...")
    if not item.config.option.fulltrace:
        _end_at_caller(call.excinfo.value)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """End the traceback of an error of slakit in a file of tests that is imported at the line of that file, as that of a test."""
    report = yield
    call = getattr(report, "call", None)
    error = call.excinfo.value if report.failed and call is not None and call.excinfo is not None else None
    if error is not None and not collector.config.option.fulltrace and _end_at_caller(error):
        shown = collector.repr_failure(pytest.ExceptionInfo.from_exception(error))
        report.longrepr = shown if not isinstance(shown, str) else report.longrepr
    return report


def _end_at_caller(error: BaseException) -> bool:
    """Cut the traceback of an error of slakit after the last line that is not of slakit; False for any other error."""
    errors = sys.modules.get("slakit.errors")
    if errors is None or not isinstance(error, errors.SlakitError):
        return False
    inside = (os.path.join(os.path.dirname(errors.__file__ or ""), ""), "<attrs generated methods slakit.")
    step: TracebackType | None = error.__traceback__
    last = None
    while step is not None:
        if not step.tb_frame.f_code.co_filename.startswith(inside):
            last = step
        step = step.tb_next
    if last is None or "_pytest" in last.tb_frame.f_globals.get("__name__", ""):  # where a test itself is of slakit
        return False
    last.tb_next = None
    return True


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Explain `==` of two results or contracts by the fields in which they differ; None leaves it to pytest."""
    kind = type(left)
    if op != "==" or kind.__name__ not in COMPARED or "slakit" not in sys.modules or type(right).__module__.partition(".")[0] != "slakit":
        return None
    if kind.__module__.partition(".")[0] != "slakit":
        return None
    from slakit.testing.field_diff import explained

    return list(explained(left, right))
