"""LineChange: a line that two versions of a contract make differently of the same records."""

from typing import Any

from attrs import frozen

from slakit.analysis.diffs.amount_changes import amount_changes
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
    def line(self) -> Line:
        """The line as the newer version has it, or else the older."""
        either = self.after or self.before
        assert either is not None  # changed_lines makes none without
        return either

    @property
    def title(self) -> str:
        """The promise and the period, as the newer version names it."""
        return self.line.title

    @property
    def changes(self) -> tuple[str, ...]:
        """The verdict and each amount that differ; nothing where none does."""
        before, after = self.before, self.after
        had, has = ((line.amounts, line.right_states) if line else (None, ()) for line in (before, after))
        texts = amount_changes(had[0], has[0], had[1], has[1])
        unsettled = [_unsettled(line) for line in (before, after)]
        texts += [] if unsettled[0] == unsettled[1] else [" -> ".join(unsettled)]
        outcomes = [str(line.outcome) if line else "no line" for line in (before, after)]
        if outcomes[0] == outcomes[1] and not texts:
            return ()
        return (_verdicts(before, after, outcomes), *texts)

    def __str__(self) -> str:
        return f"{self.title}: {'; '.join(self.changes)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        before, after = self.before, self.after
        plain = {"line": self.title, "before": _result(before), "after": _result(after), "changes": list(self.changes)}
        return plain | {"payable": [None if line is None or line.payable is None else str(line.payable) for line in (before, after)]}


def changed_lines(before: Statement, after: Statement, pairs: list[Pair]) -> list[LineChange]:
    """The lines of two statements whose verdict or amounts differ, those of matched objectives together, in time order."""
    names = {pair.old.name: pair.new.name for pair in pairs if pair.old and pair.new}
    old = {(names.get(line.name, f"{line.name}, no more"), *line.key[1:]): line for line in before.lines}
    new = {(line.name, *line.key[1:]): line for line in after.lines}
    changes = [LineChange(old.get(key), new.get(key)) for key in dict.fromkeys([*new, *old])]
    return sorted((change for change in changes if change.changes), key=lambda change: change.line.period.span.last)


def _verdicts(before: Line | None, after: Line | None, outcomes: list[str]) -> str:
    """Both outcomes, and the figure once where it is one: "met -> missed at 99.93 %"."""
    figures = [f" at {line.judged}" if line and line.verdict.judged is not None else "" for line in (before, after)]
    both = [outcome + figure for outcome, figure in zip(outcomes, figures, strict=True)]
    if both[0] == both[1]:
        return f"{both[1]} as before"
    return f"{outcomes[0]} -> {both[1]}" if figures[0] == figures[1] else " -> ".join(both)


def _unsettled(line: Line | None) -> str:
    return "settled" if line is None or not line.unsettled else f"unsettled ({line.unsettled})"


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
