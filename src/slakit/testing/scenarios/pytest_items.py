"""Scenario files as tests of pytest: a node for each file, each clause and each scenario; and, when asked for, coverage and mutants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest._code.code import ReprExceptionInfo, ReprFileLocation, ReprTracebackNative

from slakit.agreements.agreement import Agreement
from slakit.errors import SlakitError
from slakit.testing.mutation.repeated_tests import RepeatedTest, named_contract, repeated_tests, vocabulary_of
from slakit.testing.scenarios.scenario import Scenario
from slakit.testing.scenarios.scenario_file import ScenarioFile, load_scenarios
from slakit.testing.scenarios.suite import Suite, suites

COVERAGE = "sla coverage"  # the property of a report that says what is covered
UNREAD = pytest.StashKey[list[str]]()  # the names of scenario files of a run that cannot be read
NODE_IDS = str.maketrans({"[": "(", "]": ")"})  # in a node id a bracket begins the parameters, and a double colon parts the nodes


class Failed(Exception):
    """A text that is the failure, shown as it is; `headline` is what the summary at the end says of it."""

    def __init__(self, text: str, headline: str) -> None:
        super().__init__(text)
        self.headline = headline


class SlaItem(pytest.Item):
    """A test whose failure is a text."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the text, without a traceback; of an error of another kind what pytest shows."""
        error = excinfo.value
        if not isinstance(error, Failed):
            return super().repr_failure(excinfo, style)
        path, line, _ = self.reportinfo()
        return ReprExceptionInfo(ReprTracebackNative([f"{error}\n"]), ReprFileLocation(str(path), (line or 0) + 1, error.headline))


class ScenarioItem(SlaItem):
    """One scenario."""

    def __init__(self, *, scenario: Scenario, **given: Any) -> None:
        super().__init__(**given)
        self.scenario = scenario

    def runtest(self) -> None:
        """Run the scenario; raises Failed."""
        result = self.scenario.run()
        if not result:
            raise Failed(str(result), result.headline)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The line of the scenario, and its title."""
        return self.path, self.scenario.line - 1, self.scenario.title


class ClauseNode(pytest.Collector):
    """The scenarios of a clause, so that reports have it as the name of the class."""

    def __init__(self, *, scenarios: list[Scenario], **given: Any) -> None:
        super().__init__(**given)
        self.scenarios = scenarios

    def collect(self) -> Iterator[ScenarioItem]:
        """One test for each scenario."""
        for scenario in self.scenarios:
            yield ScenarioItem.from_parent(self, name=_node_name(scenario.name), scenario=scenario)


class AllowItem(SlaItem):
    """The allowances of a file each fit something of its contract."""

    def __init__(self, *, read: ScenarioFile, **given: Any) -> None:
        super().__init__(**given)
        self.read = read

    def runtest(self) -> None:
        """Raise Failed for what fits nothing."""
        raise Failed("\n".join(self.read.not_needed.values()), f"{len(self.read.not_needed)} allowed without need")

    def reportinfo(self) -> tuple[Path, None, str]:
        """The file, and what is tested."""
        return self.path, None, self.name


class SlaFile(pytest.File):
    """A file of scenarios."""

    read: ScenarioFile | None = None

    def collect(self) -> Iterator[ClauseNode | AllowItem]:
        """One node for each clause, and one for allowances that fit nothing; raises CollectError with all that is wrong."""
        try:
            self.read = load_scenarios(self.path, self.config.getoption("sla_contract"), vocabulary_of(self.config))
        except SlakitError as error:
            self.config.stash.setdefault(UNREAD, []).append(self.name)
            raise self.CollectError(str(error)) from None
        clauses: dict[str, list[Scenario]] = {}
        for scenario in self.read.scenarios:
            clauses.setdefault(scenario.part, []).append(scenario)
        for name, scenarios in clauses.items():
            yield ClauseNode.from_parent(self, name=_node_name(name), scenarios=scenarios)
        if self.read.not_needed:
            yield AllowItem.from_parent(self, name="what is allowed is needed", read=self.read)


def _node_name(text: str) -> str:
    return text.translate(NODE_IDS).replace("::", ":")


class SuiteItem(SlaItem):
    """A test of what all scenarios of a contract do together."""

    def __init__(self, *, suite: Suite, **given: Any) -> None:
        super().__init__(**given)
        self.suite = suite

    @property
    def unread(self) -> str:
        """The sentence that says why nothing can be said of all scenarios; "" where all files are read."""
        unread: list[str] = self.config.stash.get(UNREAD, [])
        names = ", ".join(unread)
        return f"{names} cannot be read, and this counts the scenarios of all files; mend what is wrong there first" if names else ""

    def setup(self) -> None:
        """Skip where a file of scenarios cannot be read."""
        if self.unread:
            pytest.skip(self.unread)

    def reportinfo(self) -> tuple[Path, None, str]:
        """The file, and what is tested."""
        return self.path, None, self.name


class CoverageItem(SuiteItem):
    """Enough terms of a contract are exercised."""

    def __init__(self, *, least: int, **given: Any) -> None:
        super().__init__(**given)
        self.least = least

    def runtest(self) -> None:
        """Work out the coverage, and add it to the report; raises Failed below the share that was asked for."""
        covered = self.suite.coverage
        self.user_properties.append((COVERAGE, str(covered)))
        if covered.percent < self.least:
            below = f"{covered.percent} % of the terms are exercised, and {self.least} % were asked for"
            raise Failed(f"{covered}\n{below}", below)


class MutantsItem(SuiteItem):
    """Each change of a contract is noticed by a scenario, or by a test in Python."""

    def __init__(self, *, tests: list[RepeatedTest], **given: Any) -> None:
        super().__init__(**given)
        self.tests = tests
        self.failing = ""

    def prepare(self) -> None:
        """Try all changes; the tests must pass before and afterwards, for otherwise it is not the changes that they notice."""
        self.suite.also = [*self.tests]
        try:
            self._pass()
            _ = self.suite.survivors
            self._pass()
        except SlakitError as error:
            self.failing = error.problems[0]
        except AssertionError as error:
            self.failing = f"{error} fails for the contract as it is, or when it is run again; mend it so that it can be run twice"

    def _pass(self) -> None:
        """Run the tests with the contract as it is; AssertionError when one fails."""
        for test in self.tests:
            test(self.suite.agreement)

    def runtest(self) -> None:
        """Raise Failed for changes that are not noticed, and for allowances that are not needed."""
        if not self.tests:
            self.prepare()
        if self.failing:
            pytest.skip(self.failing)
        if self.suite.survivors or self.suite.unused:
            raise Failed(self.suite.report, self.suite.headline)


class MutantRuns:
    """The hook that tries changes on tests in Python, before the test that reports them is set up: two tests are never set up at once."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        """Try the changes of a contract that tests in Python test."""
        if isinstance(item, MutantsItem) and item.tests and not item.unread:
            item.session._setupstate.teardown_exact(None)  # what is still set up for the next test
            item.prepare()


def items_of_suites(session: pytest.Session, items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """The tests of what all scenario files of a contract, and all tests of it in Python, do together."""
    config = session.config
    nodes = {item.parent.parent: None for item in items if isinstance(item, ScenarioItem) and item.parent is not None}
    files = {node.read: node for node in nodes if isinstance(node, SlaFile) and node.read is not None}
    tested = suites(files)
    least, mutants = config.getoption("sla_coverage"), config.getoption("sla_mutants")
    tests = repeated_tests(items) if mutants else []
    own = _contract(config) if tests else None
    if own is not None and all(suite.agreement != own for suite in tested):
        tested.append(Suite(own))
    for suite in tested:
        node, name = files[suite.files[0]] if suite.files else session, _node_name(suite.agreement.name)
        if least is not None and suite.files:
            yield CoverageItem.from_parent(node, name=f"coverage of {name}", suite=suite, least=least)
        if mutants:
            yield MutantsItem.from_parent(node, name=f"mutants of {name}", suite=suite, tests=tests if suite.agreement == own else [])


def _contract(config: pytest.Config) -> Agreement | None:
    """The contract of the tests in Python; None where none is named, or it cannot be read, which these tests say themselves."""
    try:
        return named_contract(config)
    except SlakitError:
        return None
