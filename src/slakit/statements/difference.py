"""Difference: what an amended statement changes in a closed one, line by line, to be posted to the present period (docs/numbers.md A2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import Factory, field, frozen

from slakit.errors import UsageError
from slakit.penalties.amounts import Amounts, HoldsAmounts, Use, names_of, owed_text
from slakit.statements.change import Change, of_customer, posted_of, rights_text
from slakit.statements.closed_line import ClosedLine
from slakit.statements.judged_line import JudgedLine
from slakit.values.money import Money
from slakit.values.source_repr import in_brackets


@frozen(kw_only=True)
class Difference(HoldsAmounts):
    """The lines that differ between two statements; `seal`, of the one that was closed, and `digest`, of the other, say which they are.

    Its amounts are those of the changes added up; `payable` is what is to be posted in all, None in an agreement that pays no money.
    Without a closed statement `seal` is empty, and nothing is to be posted: the amounts are what the second has more than the first.
    """

    agreement: str
    seal: str
    digest: str
    changes: tuple[Change, ...]
    nothing: Money | None = None
    amounts: Amounts = field(init=False, eq=False, repr=False, default=Factory(lambda self: self._amounts(), takes_self=True))

    @classmethod
    def of_lines(cls, before: Sequence[ClosedLine], now: Sequence[ClosedLine], **statement: Any) -> Difference:
        """The difference of two statements' lines; raises UsageError where one was closed and the other is of other periods."""
        if statement.get("seal"):
            _alike(before, now)
        old, new = ({line.key: line for line in lines} for lines in (before, now))
        keys = dict.fromkeys([*new, *old])
        changes = [Change(old.get(key), new.get(key)) for key in keys if compared(old.get(key)) != compared(new.get(key))]
        ordered = sorted(changes, key=lambda change: (change.line.period.span.last, -change.line.period.span.first))
        return cls(changes=tuple(ordered), **statement)

    def _amounts(self) -> Amounts:
        return sum((change.amounts for change in self.changes), Amounts(self.nothing, payable=self.nothing))

    @property
    def granted(self) -> tuple[str, ...]:
        """The rights that a line grants now, and did not."""
        return tuple(dict.fromkeys(right for change in self.changes for right in change.granted))

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """The rights that a line granted, and grants no more."""
        return tuple(dict.fromkeys(right for change in self.changes for right in change.withdrawn))

    def __repr__(self) -> str:
        count = f"{len(self.changes):,} line{'s' * (len(self.changes) != 1)} changed"
        return in_brackets(self, f"{self.agreement}:", ", ".join([count, *owed_text(self.amounts)]))

    def __str__(self) -> str:
        if not self.changes:
            return "nothing changed"
        kind = [amount.show() for amount in self.units]
        amounts = [*([] if self.payable is None else [self.payable.show()]), *kind, *of_customer(self)]
        word, nothing = ("to post", "no money to post") if self.seal else ("difference", "no difference in money")
        posted = f"{word}: {', '.join(amounts)}" if amounts else nothing
        total = "; ".join([posted, *rights_text(self.granted, self.withdrawn)])
        return "\n".join([*(change.text(bool(self.seal)) for change in self.changes), total])

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "agreement": self.agreement,
            "seal": self.seal,
            "digest": self.digest,
            "changes": [change.to_dict() for change in self.changes],
            **posted_of(self.amounts, self.granted, self.withdrawn),
        }


def _alike(before: Sequence[ClosedLine], now: Sequence[ClosedLine]) -> None:
    """Check that two statements are of the same objectives and periods; groups may come and go with the records."""
    had, has = ({(line.name, line.period.span): line for line in lines} for lines in (before, now))
    problems = [f"{had[key].title} was closed, and the amended statement has no such line" for key in had if key not in has]
    problems += [f"{has[key].title} is in the amended statement, and was not closed" for key in has if key not in had]
    if problems:
        raise UsageError(*(f"{problem}; evaluate the same period again" for problem in problems))


def compared(line: JudgedLine | None) -> tuple[object, ...] | None:
    """The parts of a line by which two are the same."""
    if line is None:
        return None
    measured = (line.outcome, line.measure.value, line.measure.unit, line.verdict.judged, getattr(line, "projected", None))
    return *measured, *(getattr(line, name) for use in (Use.POSTED, Use.COMPARED) for name in names_of(use))
