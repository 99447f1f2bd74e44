"""LineChange: a line that two versions of a contract make differently of the same records."""

from typing import Any

from attrs import frozen

from slakit.analysis.diffs.match_objectives import Pair
from slakit.penalties.amounts import Amounts
from slakit.statements.line import Line
from slakit.statements.statement import Statement


@frozen
class LineChange:
    """One objective in one period, for one group, under each version; None where a version has no such line."""

    before: Line | None
    after: Line | None

    @property
    def title(self) -> str:
        """The promise and the period, as the newer version names it."""
        line = self.after or self.before
        return line.title if line else ""

    def __str__(self) -> str:
        return f"{self.title}: {_result(self.before)} -> {_result(self.after)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"line": self.title, "before": _result(self.before), "after": _result(self.after)}


def changed_lines(before: Statement, after: Statement, pairs: list[Pair]) -> list[LineChange]:
    """The lines of two statements whose verdict or amounts payable differ, those of matched objectives together, in time order."""
    names = {pair.old.name: pair.new.name for pair in pairs if pair.old and pair.new}
    old = {(names.get(line.name, f"{line.name}, no more"), *line.key[1:]): line for line in before.lines}
    new = {(line.name, *line.key[1:]): line for line in after.lines}
    changes = [LineChange(old.get(key), new.get(key)) for key in dict.fromkeys([*new, *old])]
    return [change for change in changes if _result(change.before) != _result(change.after)]


def _result(line: Line | None) -> str:
    """The outcome of a line and what it comes to."""
    if line is None:
        return "no line"
    return ", ".join([str(line.outcome), *shown(line.amounts)])


def shown(amounts: Amounts) -> list[str]:
    """The amount payable, and every other amount that is not zero."""
    money = [("", amounts.payable), ("bonus ", amounts.bonus), ("earned back ", amounts.returned)]
    texts = [f"{word}{amount.show()}" for word, amount in money if amount or (amount is not None and not word)]
    return [*texts, *(unit.show() for unit in amounts.in_kind), *(f"the customer may {right}" for right in amounts.rights)]
