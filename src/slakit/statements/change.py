"""Change: a line that differs between two statements, such as a closed and an amended one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from attrs import Factory, field, frozen

from slakit.errors import UsageError
from slakit.penalties.amounts import Amounts, HoldsAmounts, Use, names_of
from slakit.statements.closed_line import ClosedLine
from slakit.statements.judged_line import NO_LINE
from slakit.statements.plain_data import write_fields
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.source_repr import in_brackets


@frozen
class Change(HoldsAmounts):
    """A line that differs between a closed and an amended statement: as it was closed, and as it is now; None where it had none.

    Its amounts are what those of the line grow by: `credit` before any cap, `payable` what is to be posted, less than zero where the
    provider credited too much, `units` what is owed more, or less, in kind.
    """

    closed: ClosedLine | None
    amended: ClosedLine | None
    amounts: Amounts = field(init=False, eq=False, repr=False, default=Factory(lambda self: self._amounts(), takes_self=True))

    @property
    def line(self) -> ClosedLine:
        """The line as it is now, or as it was closed if it is gone."""
        line = self.amended or self.closed
        if line is None:
            raise UsageError("a change has a line before or after; write Change(closed, amended)")
        return line

    @property
    def projected(self) -> Money | None:
        """The growth of what is projected, for a period that is not over."""
        return _grown(*(None if line is None else line.projected for line in (self.closed, self.amended)))

    @property
    def granted(self) -> tuple[str, ...]:
        """The rights that the customer has now, and had not."""
        return _only(self.amended, self.closed)

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """The rights that the customer had, and has no more."""
        return _only(self.closed, self.amended)

    def _amounts(self) -> Amounts:
        return growth(*(Amounts() if line is None else line.amounts for line in (self.closed, self.amended)))

    def __repr__(self) -> str:
        return in_brackets(self, self)

    def __str__(self) -> str:
        return self.text()

    def text(self, to_post: bool = True) -> str:
        """The line, its two results, and what is to be posted; or, of two statements of which none was closed, what differs."""
        results = [line.result if line else NO_LINE for line in (self.closed, self.amended)]
        return change_text(self.line.title, results, self, [f"{self.projected.show()} projected"] if self.projected else [], to_post)

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        line = self.line
        return {
            "name": line.name,
            "period": line.period.label,
            "group": list(line.group) if isinstance(line.group, tuple) else line.group,
            "closed": self.closed and self.closed.result,
            "amended": self.amended and self.amended.result,
            **posted_of(self.amounts, self.granted, self.withdrawn),
        }


def _only(line: ClosedLine | None, other: ClosedLine | None) -> tuple[str, ...]:
    return tuple(right for right in (line.rights if line else ()) if other is None or right not in other.rights)


def growth(before: Amounts, now: Amounts) -> Amounts:
    """The amounts that are posted, as what they grow by."""
    grown: dict[str, Any] = {name: _grown(getattr(before, name), getattr(now, name)) for name in names_of(Use.POSTED, money=True)}
    return Amounts(units=[*now.in_kind, *(-amount for amount in before.in_kind)], **grown)


def _grown(before: Money | None, now: Money | None) -> Money | None:
    """The growth of an amount; a missing line has none."""
    return now if before is None else -before if now is None else now - before


class Posted(Protocol):
    """The amounts and rights to be posted, of a line or of all."""

    @property
    def payable(self) -> Money | None: ...
    @property
    def bonus(self) -> Money | None: ...
    @property
    def returned(self) -> Money | None: ...
    @property
    def units(self) -> tuple[Quantity, ...]: ...
    @property
    def granted(self) -> tuple[str, ...]: ...
    @property
    def withdrawn(self) -> tuple[str, ...]: ...


def change_text(title: str, results: Sequence[str], posted: Posted, projected: Sequence[str] = (), to_post: bool = True) -> str:
    """A line, its results before and now, and what is to be posted or differs."""
    before, now = results
    amounts = [amount.show() for amount in (posted.payable, *posted.units) if amount]
    texts = ", ".join([*amounts, *of_customer(posted), *projected]) or "nothing"
    result = f"{before}, now {now}" if before != now else now
    difference = f"{texts} to post" if to_post else f"difference: {texts}"
    return "; ".join([f"{title}: {result}", difference, *rights_text(posted.granted, posted.withdrawn)])


def of_customer(part: Any) -> list[str]:
    """The amounts that the customer owes more, or less."""
    return [f"{word} {amount.show()}" for word, amount in (("bonus", part.bonus), ("earned back", part.returned)) if amount]


def rights_text(granted: Sequence[str], withdrawn: Sequence[str]) -> list[str]:
    """Return the texts of rights that are granted or withdrawn."""
    return [f"right: {right}" for right in granted] + [f"right withdrawn: {right}" for right in withdrawn]


def posted_of(amounts: Amounts, granted: Sequence[str], withdrawn: Sequence[str]) -> dict[str, Any]:
    """The amounts and rights to be posted, as plain data."""
    values = write_fields(amounts)
    posted = {key: values[key] for key in names_of(Use.POSTED)}
    return {**posted, "granted": list(granted), "withdrawn": list(withdrawn)}
