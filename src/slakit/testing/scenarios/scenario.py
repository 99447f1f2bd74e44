"""Scenario: records, and what a contract must make of them (docs/testing.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.engine.evaluate import evaluate
from slakit.engine.monitor import Monitor
from slakit.errors import SlakitError
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.testing.scenarios.expectation import NONE, Difference, Expectation, shown

DEADLINE = ("objective", "key", "group", "due", "overdue")


@frozen(kw_only=True, eq=False)
class Scenario:
    """Records and what is expected of the statement over them; `line` is where it stands in its file.

    `run()` evaluates it under its contract, or under another version of it, and says what is otherwise than expected.
    """

    name: str
    agreement: Agreement = field(repr=False)
    records: Mapping[str, Any] = field(repr=False)
    period: str | None = None
    as_of: str | None = None
    history: Sequence[str] = ()
    expectations: tuple[Expectation, ...] = field(default=(), repr=False)
    deadlines: tuple[Mapping[str, Any], ...] | None = field(default=None, repr=False)
    findings: tuple[str, ...] | None = field(default=None, repr=False)
    clause: str = ""
    file: str = ""
    line: int = 1

    @property
    def title(self) -> str:
        """The name, with the clause that it tests."""
        return f"{self.name} (clause {self.clause})" if self.clause else self.name

    def statement(self, agreement: Agreement | None = None) -> Statement:
        """The statement of the scenario's contract, or of another, over its records."""
        chosen = agreement or self.agreement
        records = {stream: rows for stream, rows in self.records.items() if stream in _streams(chosen)}
        return evaluate(
            chosen, records, period=self.period, as_of=self.as_of, history=list(self.history) or None, timezone=self.agreement.timezone
        )

    def run(self, agreement: Agreement | None = None) -> ScenarioResult:
        """Evaluate the scenario and compare what comes out with what is expected."""
        chosen = agreement or self.agreement
        try:
            statement = self.statement(chosen)
            differences = [*self._differences(statement), *self._due(chosen), *self._in_check(chosen)]
        except SlakitError as error:
            return ScenarioResult(self, None, (), str(error))
        return ScenarioResult(self, statement, tuple(differences))

    def _differences(self, statement: Statement) -> Iterator[Difference]:
        for expectation in self.expectations:
            yield from expectation.differences(statement)
        expected = {expectation.what for expectation in self.expectations}
        if "problems" not in expected and statement.problems:
            yield Difference("the number of problems", NONE, "; ".join(map(str, statement.problems)))
        if "unsettled" not in expected and statement.unsettled:
            yield Difference("what is unsettled", NONE, "; ".join(statement.unsettled))

    def _due(self, agreement: Agreement) -> Iterator[Difference]:
        """Compare the deadlines of open cases, each by the words that are expected of it."""
        if self.deadlines is None:
            return
        monitor = Monitor(agreement)
        for stream, rows in self.records.items():
            monitor.feed(stream, rows, timezone=self.agreement.timezone)
        actual = [deadline.to_dict() for deadline in monitor.deadlines(as_of=str(self.as_of), overdue=True)]
        wanted = [dict(table) for table in self.deadlines]
        for table, one in zip(wanted, actual, strict=False):
            if "due" in table:
                table["due"] = _same_instant(table["due"], one["due"])
        asked = [*wanted, *({"objective": "", "due": ""} for _ in actual[len(wanted) :])]
        compared = [{word: one[word] for word in table} for one, table in zip(actual, asked, strict=False)]
        if shown(wanted) != shown(compared):
            yield Difference("the list of deadlines", shown(wanted), shown(compared))

    def _in_check(self, agreement: Agreement) -> Iterator[Difference]:
        """Compare the codes that `check` finds in the contract."""
        if self.findings is None:
            return
        from slakit.analysis.checks.check import check

        codes = tuple(sorted({finding.code for finding in check(agreement)}))
        if codes != tuple(sorted(self.findings)):
            yield Difference("the list of findings", shown(tuple(sorted(self.findings))), shown(codes))


def _same_instant(expected: object, due: str) -> str:
    """The instant as the monitor has it, if it is the expected one, with or without its offset; otherwise the expected text."""
    try:
        wanted = datetime.fromisoformat(str(expected))
    except ValueError:
        return str(expected)
    at = datetime.fromisoformat(due)
    return due if (at if wanted.tzinfo else at.replace(tzinfo=None)) == wanted else str(expected)


def _streams(agreement: Agreement) -> set[str]:
    return {*agreement.streams, *(name for name, _ in agreement.logs)}


@frozen
class ScenarioResult:
    """The outcome of a scenario: the statement, and what differs; or the error that stopped it."""

    scenario: Scenario
    statement: Statement | None = field(repr=False)
    differences: tuple[Difference, ...] = ()
    error: str = ""

    @property
    def passed(self) -> bool:
        """True if everything is as expected."""
        return not self.differences and not self.error

    def __bool__(self) -> bool:
        return self.passed

    def __str__(self) -> str:
        head = f"{self.scenario.file}:{self.scenario.line}: {self.scenario.name}"
        if self.passed:
            return f"{head}: passed"
        return "\n".join([head, *(f"  {line}" for line in self._lines())])

    def _lines(self) -> Iterator[str]:
        if self.error:
            yield from self.error.splitlines()
        lines: dict[tuple[str, str, str], Line] = {}
        for difference in self.differences:
            yield str(difference)
            for line in self._about(difference):
                lines[line.name, line.period.label, str(line.group)] = line
        for line in lines.values():
            yield from str(self._explained(line)).splitlines()

    def _about(self, difference: Difference) -> tuple[Line, ...]:
        """The lines whose arithmetic shows how a figure came about."""
        if difference.line is not None:
            return (difference.line,)
        lines = self.statement.lines if self.statement else ()
        return (tuple(line for line in lines if line.outcome is not Outcome.NO_DATA) or lines)[:3]

    def _explained(self, line: Line) -> object:
        assert self.statement is not None
        return self.statement.explain(line.name, line.period.label, line.group)
