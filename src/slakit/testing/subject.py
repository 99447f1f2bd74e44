"""Subject: the lines that an assertion is about, of a line, a statement, or a contract with records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.engine.evaluate import evaluate
from slakit.errors import UsageError
from slakit.penalties.amounts import Amounts
from slakit.statements.explanation import Explanation
from slakit.statements.line import Line
from slakit.statements.statement import Statement


@frozen
class Subject:
    """The lines that are meant, what they come to, and the contract and the records, where these were given."""

    title: str
    lines: tuple[Line, ...]
    amounts: Amounts
    contract: Agreement | None = None
    records: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, of: object, given: tuple[Any, ...], wanted: int, objective: str | None, period: Any, group: Any) -> Subject:
        """Return the subject of an assertion, whose arguments before the `wanted` last ones are records; UsageError for any other."""
        if isinstance(of, Agreement):
            if len(given) != 1 + wanted or not isinstance(given[0], Mapping):
                raise UsageError("a contract needs records by stream; write assert_met(contract, {'outages': [...]}, period='2026-06')")
            statement = evaluate(of, given[0], period=period)
            return cls._of_statement(statement, objective, None, group, of, given[0])
        if len(given) != wanted:
            problem = f"{type(of).__name__} was given {len(given)} more value{'s' * (len(given) != 1)}, and {wanted} is wanted"
            raise UsageError(f"{problem}; records go with a contract alone")
        if isinstance(of, Statement):
            return cls._of_statement(of, objective, period, group, None, None)
        if not isinstance(of, Line):
            raise UsageError(f"{of!r} is not a line, a statement or a contract; write assert_met(statement, objective='Uptime')")
        if (objective, period, group) != (None, None, None):
            raise UsageError(f"{of!r} is one line already; leave out objective=, period= and group=")
        return cls(of.title, (of,), of.amounts)

    @classmethod
    def _of_statement(
        cls, statement: Statement, objective: str | None, period: str | None, group: Any, contract: Agreement | None, records: Any
    ) -> Subject:
        if objective is None:
            if period is not None or group is not None:
                raise UsageError("period= and group= choose among the lines of an objective; write objective='Uptime' too")
            return cls(statement.agreement, statement.lines, statement.amounts, contract, records)
        lines = statement.explain(objective, period, group).lines
        title = lines[0].title if len(lines) == 1 else f"{lines[0].name}, {len(lines)} lines"
        return cls(title, lines, sum((line.amounts for line in lines), Amounts()), contract, records)

    def explained(self, lines: tuple[Line, ...] | None = None) -> str:
        """The arithmetic of its lines, or of some of them."""
        return str(Explanation(self.lines if lines is None else lines))
