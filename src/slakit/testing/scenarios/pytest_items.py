"""Scenario files as tests of pytest: a node for each file, each clause and each scenario; and, when asked for, coverage and mutants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from slakit.errors import SlakitError
from slakit.testing.scenarios.scenario import Scenario
from slakit.testing.scenarios.scenario_file import ScenarioFile, load_scenarios
from slakit.testing.scenarios.suite import Suite, suites

COVERAGE = "sla coverage"  # the property of a report that says what is covered
AT_ALL = "the agreement"  # scenarios that test no clause


class Failed(Exception):
    """A text that is the failure; it is shown as it is."""


class SlaItem(pytest.Item):
    """A test whose failure is a text."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the text; of an error of another kind its traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, Failed) else super().repr_failure(excinfo, style)


class ScenarioItem(SlaItem):
    """One scenario."""

    def __init__(self, *, scenario: Scenario, **given: Any) -> None:
        super().__init__(**given)
        self.scenario = scenario

    def runtest(self) -> None:
        result = self.scenario.run()
        if not result:
            raise Failed(str(result))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.scenario.line - 1, self.scenario.title


class ClauseNode(pytest.Collector):
    """The scenarios of a clause, so that reports have it as the name of the class."""

    def __init__(self, *, scenarios: list[Scenario], **given: Any) -> None:
        super().__init__(**given)
        self.scenarios = scenarios

    def collect(self) -> Iterator[ScenarioItem]:
        for scenario in self.scenarios:
            yield ScenarioItem.from_parent(self, name=scenario.name, scenario=scenario)


class SlaFile(pytest.File):
    """A file of scenarios."""

    read: ScenarioFile | None = None

    def collect(self) -> Iterator[ClauseNode]:
        try:
            self.read = load_scenarios(self.path, self.config.getoption("sla_contract"))
        except SlakitError as error:
            raise self.CollectError(str(error)) from None
        clauses: dict[str, list[Scenario]] = {}
        for scenario in self.read.scenarios:
            clauses.setdefault(f"clause {scenario.clause}" if scenario.clause else AT_ALL, []).append(scenario)
        for name, scenarios in clauses.items():
            yield ClauseNode.from_parent(self, name=name, scenarios=scenarios)


class CoverageItem(SlaItem):
    """Enough terms of a contract are exercised."""

    def __init__(self, *, suite: Suite, least: int, **given: Any) -> None:
        super().__init__(**given)
        self.suite, self.least = suite, least

    def runtest(self) -> None:
        covered = self.suite.coverage
        self.user_properties.append((COVERAGE, str(covered)))
        if covered.percent < self.least:
            raise Failed(f"{covered}\n{covered.percent} % are below the {self.least} % that were asked for")


class MutantsItem(SlaItem):
    """Each change of a contract is noticed by a scenario."""

    def __init__(self, *, suite: Suite, **given: Any) -> None:
        super().__init__(**given)
        self.suite = suite

    def runtest(self) -> None:
        if self.suite.survivors or self.suite.unused:
            raise Failed(self.suite.report)


def items_of_suites(items: list[pytest.Item], config: pytest.Config) -> Iterator[pytest.Item]:
    """The tests of what all scenario files of a contract do together."""
    nodes = dict.fromkeys(node for item in items if isinstance(item, ScenarioItem) and isinstance(node := item.parent.parent, SlaFile))  # type: ignore[union-attr]  # a clause has a file
    files = {node.read: node for node in nodes if node.read is not None}
    for suite in suites(files):
        node, name = files[suite.files[0]], suite.agreement.name
        if config.getoption("sla_coverage") is not None:
            yield CoverageItem.from_parent(node, name=f"coverage of {name}", suite=suite, least=config.getoption("sla_coverage"))
        if config.getoption("sla_mutants"):
            yield MutantsItem.from_parent(node, name=f"mutants of {name}", suite=suite)
