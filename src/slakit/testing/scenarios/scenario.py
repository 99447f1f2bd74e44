"""Scenario: records, and what a contract must make of them (docs/testing.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from textwrap import indent
from typing import Any

from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.paths import path_text
from slakit.engine.asked_instant import as_instant
from slakit.engine.evaluate import evaluate
from slakit.engine.monitor import Monitor
from slakit.engine.statement.lines import NO_AMOUNT
from slakit.errors import SlakitError
from slakit.statements.explanation import step_text, steps
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.testing.given_records import read_by
from slakit.testing.line_causes import line_causes
from slakit.testing.other_groups import is_of
from slakit.testing.record_slips import NO_DATA, OF_RECORDS, record_slips
from slakit.testing.scenarios.amount_causes import by_claims, swapped
from slakit.testing.scenarios.difference import Difference
from slakit.testing.scenarios.expectation import COUNTS, NONE, Expectation, shown
from slakit.testing.scenarios.fields_read import fields_read
from slakit.testing.scenarios.missing_fields import with_remedy
from slakit.testing.scenarios.not_counted import not_counted
from slakit.testing.scenarios.paid_lines import not_over, without_data
from slakit.testing.scenarios.unpaid_values import with_values
from slakit.testing.scenarios.worst_records import worst_records
from slakit.testing.scenarios.written_instant import as_written
from slakit.testing.uncounted_records import Fed
from slakit.timeline.instants import moment

AT_ALL = "the agreement"  # what scenarios test that name no clause
SHOWN = 3  # so many lines of a statement are explained
UNCLAIMED = "no claims were fed"  # what a line says whose claims nobody wrote
DEADLINE = ("objective", "key", "group", "due", "overdue")


@frozen(kw_only=True, eq=False)
class Scenario:
    """Records and what is expected of the statement over them; `line` is where it stands in its file.

    `run()` evaluates it under its contract, or under another version of it, and says what is otherwise than expected. Its times without an
    offset are those of `timezone`, the one of the contract that it was written for, whichever version it is run under. `measured` are the
    objectives whose records are made of a measure.
    """

    name: str
    agreement: Agreement = field(repr=False)
    records: Mapping[str, Any] = field(repr=False)
    timezone: str = field(repr=False)
    period: str | None = None
    as_of: str | None = None
    history: Sequence[str] = ()
    expectations: tuple[Expectation, ...] = field(default=(), repr=False)
    deadlines: tuple[Mapping[str, Any], ...] | None = field(default=None, repr=False)
    findings: tuple[str, ...] | None = field(default=None, repr=False)
    clause: str = ""
    measured: frozenset[str] = frozenset()
    file: str = ""
    line: int = 1

    @property
    def title(self) -> str:
        """The name, with the clause that it tests."""
        return f"{self.name} (clause {self.clause})" if self.clause else self.name

    @property
    def part(self) -> str:
        """The part of the contract that it tests, by which reports group scenarios."""
        return f"clause {self.clause}" if self.clause else AT_ALL

    @cached_property
    def objectives(self) -> frozenset[str]:
        """The names of the objectives of which it expects something."""
        return frozenset(str(one.which["objective"]) for one in self.expectations if one.which and "objective" in one.which)

    @cached_property
    def _of_all(self) -> bool:
        """True if it expects a figure of the statement, which is of all objectives."""
        return any(one.which is None and one.what not in COUNTS for one in self.expectations)

    def unread_fields(self, stream: str) -> set[str]:
        """The fields of a stream that only objectives read of which nothing is expected."""
        if not self.objectives:
            return set()
        return fields_read(self.agreement).get(stream, set()) - fields_read(self.agreement, self.objectives).get(stream, set())

    @cached_property
    def blanks(self) -> Mapping[str, Mapping[str, None]]:
        """By stream, the fields that its records do not have and that only objectives read of which nothing is expected."""
        blanks = {}
        for stream, rows in self.records.items() if self.objectives else ():
            if isinstance(rows, list) and rows and all(isinstance(row, Mapping) for row in rows):
                unused = self.unread_fields(stream) - {name for row in rows for name in row}
                blanks[stream] = dict.fromkeys(sorted(unused))
        return {stream: blank for stream, blank in blanks.items() if blank}

    @cached_property
    def completed(self) -> Mapping[str, Any]:
        """The records with their blanks, so that a row needs no field but those that a clause is about."""
        return {stream: _with_blanks(rows, self.blanks[stream]) if stream in self.blanks else rows for stream, rows in self.records.items()}

    def statement(self, agreement: Agreement | None = None) -> Statement:
        """The statement of the scenario's contract, or of another, over its records."""
        chosen = agreement or self.agreement
        return self._of(chosen, self.completed)

    def fed(self, agreement: Agreement) -> Fed:
        """The records with the contract that reads them."""
        again = partial(self._of, agreement) if self.expectations else None  # what is due is due in any period
        horizon = None if self.as_of is None else as_instant(self.as_of)
        return Fed(agreement, self.completed, self.timezone, horizon, bool(self.history), again)

    def _of(self, chosen: Agreement, rows: Mapping[str, Any], details: bool = False) -> Statement:
        past, tz = list(self.history) or None, self.timezone
        return evaluate(chosen, read_by(chosen, rows), period=self.period, as_of=self.as_of, history=past, timezone=tz, details=details)

    def run(self, agreement: Agreement | None = None) -> ScenarioResult:
        """Evaluate the scenario and compare what comes out with what is expected."""
        chosen = agreement or self.agreement
        try:
            statement = self.statement(chosen)
            faults: dict[str, None] = {}  # of expectations that cannot be compared; the others are all the same
            differences = [*self._differences(statement, chosen, faults), *self._due(chosen), *self._in_check(chosen)]
        except SlakitError as error:
            return ScenarioResult(self, None, (), with_remedy(error))
        return ScenarioResult(self, statement, tuple(differences), "\n".join(faults), agreement=chosen)

    def _means(self, line: Line) -> bool:
        """True if it expects something of a line by its group."""
        which = [one.which for one in self.expectations if one.which and "group" in one.which]
        return any(is_of(line, one.get("objective"), one["group"]) for one in which)

    def _differences(self, statement: Statement, agreement: Agreement, faults: dict[str, None]) -> Iterator[Difference]:
        fed = self.fed(agreement)
        problems = [one for one in statement.problems if one.stream not in self.blanks or one.objective in (None, *self.objectives)]
        problems = [one for one in problems if one.kind != NO_AMOUNT]  # which what is unsettled says below
        slips = record_slips(statement, problems, fed, self._means, () if self._of_all else self.objectives)
        slips += without_data(self.expectations, statement)
        counts = {one.kind: one.count for one in slips if one.kind in (*OF_RECORDS, NO_DATA)}
        for expectation in self.expectations:
            try:
                yield from expectation.differences(statement, counts)
            except SlakitError as error:
                faults[str(error)] = None
        expected = {expectation.what for expectation in self.expectations}
        for one in slips:
            if one.kind not in expected:
                yield Difference(one.kind, NONE, str(one.count), sentence=one.unless(f"expect.{one.kind} = "))
        yield from not_over(self.expectations, statement)
        if "unsettled" not in expected and statement.unsettled:
            unsettled = "; ".join(with_values(one, agreement, self.completed) for one in statement.unsettled)
            yield Difference("what is unsettled", NONE, unsettled)

    def _due(self, agreement: Agreement) -> Iterator[Difference]:
        """Compare the deadlines of open cases, each by the words that are expected of it."""
        if self.deadlines is None:
            return
        monitor = Monitor(agreement)
        for stream, rows in self.completed.items():
            monitor.feed(stream, rows, timezone=self.timezone)
        actual = [deadline.to_dict() for deadline in monitor.deadlines(as_of=str(self.as_of), overdue=True)]
        asked = [*self.deadlines, *({"objective": "", "due": ""} for _ in actual[len(self.deadlines) :])]
        compared = [{word: self._as_asked(word, one[word], table) for word in table} for one, table in zip(actual, asked, strict=False)]
        if shown(self.deadlines) != shown(compared):
            yield Difference("the list of deadlines", shown(self.deadlines), shown(compared), of_contract=True)

    def _as_asked(self, word: str, value: Any, table: Mapping[str, Any]) -> Any:
        """Return what a deadline says under a word, an instant in the form that is expected."""
        try:
            return as_written(datetime.fromisoformat(value), table[word], self.timezone) if word == "due" else value
        except ValueError:  # what is expected is no instant
            return value

    def _in_check(self, agreement: Agreement) -> Iterator[Difference]:
        """Compare the codes that `check` finds in the contract."""
        if self.findings is None:
            return
        from slakit.analysis.checks.check import check

        codes = tuple(sorted({finding.code for finding in check(agreement)}))
        if codes != tuple(sorted(self.findings)):
            yield Difference("the list of findings", shown(tuple(sorted(self.findings))), shown(codes), of_contract=True)


def _with_blanks(rows: list[dict[str, Any]], blank: Mapping[str, None]) -> list[dict[str, Any]]:
    """Rows with some fields that they leave empty; what is one row several times stays so."""
    made = {id(row): {**blank, **row} for row in rows}
    return [made[id(row)] for row in rows]


@frozen
class ScenarioResult:
    """The outcome of a scenario: the statement, what differs, and the error that stopped it or one of its comparisons."""

    scenario: Scenario
    statement: Statement | None = field(repr=False)
    differences: tuple[Difference, ...] = ()
    error: str = ""
    agreement: Agreement | None = field(default=None, repr=False)  # the version that it was run under

    @property
    def passed(self) -> bool:
        """True if everything is as expected."""
        return not self.differences and not self.error

    def __bool__(self) -> bool:
        return self.passed

    @property
    def headline(self) -> str:
        """The outcome in one line: the first thing that is otherwise, and how many more there are."""
        if self.error or not self.differences:
            return self.error.partition("\n")[0] or "passed"
        more = f" (and {len(self.differences) - 1} more)" if len(self.differences) > 1 else ""
        first = self.differences[0]
        return f"{first.text}{f', in {first.line.title}' if first.line else ''}{more}"

    @property
    def details(self) -> str:
        """Everything that is otherwise than expected, and the arithmetic of the lines that it is about."""
        lines = self._lines()
        parts = ["\n".join(filter(None, [self.error, *map(str, self.differences)])), *(self._arithmetic(line) for line in lines)]
        of_statement = any(difference.line is None and not difference.of_contract for difference in self.differences)
        rest = len(self._of_statement) - SHOWN if of_statement else 0
        more = f"and {rest} more line{'s' * (rest != 1)}" if rest > 0 else ""
        return "\n\n".join(filter(None, [*parts, more, *self._missing(lines), self._not_counted]))

    def __str__(self) -> str:
        head = f"{self.scenario.file}:{self.scenario.line}: {self.scenario.title}"
        return f"{head}: passed" if self.passed else f"{head}\n{indent(self.details, '  ')}"

    def _lines(self) -> list[Line]:
        """The lines whose arithmetic shows how the figures came about."""
        lines: dict[tuple[str, str, str], Line] = {}
        for difference in self.differences:
            if not difference.of_contract:
                about = (difference.line,) if difference.line else self._of_statement[:SHOWN]
                lines |= {(line.name, line.period.label, str(line.group)): line for line in about}
        return list(lines.values())

    @property
    def _of_statement(self) -> tuple[Line, ...]:
        """The lines that a figure of the whole statement is about: of its objectives those that are missed, or else all."""
        lines = self.statement.lines if self.statement else ()
        own = tuple(line for line in lines if line.name in self.scenario.objectives) or lines
        return tuple(line for line in own if line.outcome is Outcome.MISSED) or own

    def _arithmetic(self, line: Line) -> str:
        tested = self.agreement or self.scenario.agreement
        records = worst_records(line, tested, self.scenario.completed, self.scenario.timezone) if line.outcome is not Outcome.MET else ()
        text = [line.title]
        for step in steps(line):
            text.append(step_text(step))
            if step[0] == "worst":
                text += [step_text(("", one)) for one in dict.fromkeys(records)]
        slips = {difference.what for difference in self.differences}
        return "\n".join([*text, *line_causes(line, self.scenario.fed(tested), slips)]).rstrip()

    @property
    def _not_counted(self) -> str:
        """The records that the figures leave out."""
        if self.statement is None or all(difference.of_contract for difference in self.differences):
            return ""
        return "\n".join(not_counted(self.statement, self.scenario.records, self.scenario.timezone))

    def _missing(self, lines: list[Line]) -> Iterator[str]:
        """Name the streams of which the scenario writes no records, where that may be why it fails."""
        agreement, records = self.agreement or self.scenario.agreement, self.scenario.records
        if not any(log in records for log, _ in agreement.logs):
            fields = fields_read(agreement, {line.name for line in lines if line.measure.value is None})
            for stream in agreement.streams:
                if stream in fields and stream not in records:
                    yield f"no records of {stream!r} are written; if there were none, write {path_text(('records', stream))} = []"
        unclaimed = [line for line in lines if UNCLAIMED in line.claim]
        if unclaimed and any(by_claims(difference, self._paid(difference)) for difference in self.differences):
            first = unclaimed[0]
            claims = {version.agreement.settlement.claims for version in agreement.versions} - {None}
            for stream in dict.fromkeys(one.stream for one in claims if one is not None and one.stream not in records):
                claim = f"{{ at = {moment(first.period.span.last, first.zone).date().isoformat()!r}, objective = {first.name!r} }}"
                written = f"{path_text(('records', stream))} = "
                yield f"no claims are written; write {written}[{claim}] for one that is made, or {written}[] for none".replace("'", '"')

        if self.statement is not None:
            yield from filter(None, (swapped(difference, self.statement) for difference in self.differences))

    def _paid(self, difference: Difference) -> tuple[Line, ...]:
        """The lines that a difference is about."""
        return (difference.line,) if difference.line else self.statement.lines if self.statement else ()
