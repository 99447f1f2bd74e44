"""Change: one line that an amended statement gives otherwise than a closed one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from slakit.errors import UsageError
from slakit.penalties.penalty import Penalty
from slakit.statements.closed_line import ClosedLine
from slakit.values.money import Money
from slakit.values.quantity import Quantity


@frozen
class Change:
    """One line that an amended statement gives otherwise: as it was closed, and as it is now; one of them is None where it had none."""

    closed: ClosedLine | None
    amended: ClosedLine | None

    @property
    def line(self) -> ClosedLine:
        """The line, as it is now where it still is."""
        line = self.amended or self.closed
        if line is None:
            raise UsageError("a change has a line before or after; write Change(closed, amended)")
        return line

    @property
    def credit(self) -> Money | None:
        """What its credit grows by, before any cap of the settlement."""
        return self._delta("credit")

    @property
    def payable(self) -> Money | None:
        """What is to be posted: what the provider owes more, or less than nothing where it credited too much."""
        return self._delta("payable")

    @property
    def bonus(self) -> Money | None:
        return self._delta("bonus")

    @property
    def returned(self) -> Money | None:
        return self._delta("returned")

    @property
    def units(self) -> tuple[Quantity, ...]:
        """What is owed more, or less, in kind."""
        before, now = (part.in_kind if part else () for part in (self.closed, self.amended))
        return Penalty(None, units=[*now, *(-amount for amount in before)]).units

    @property
    def granted(self) -> tuple[str, ...]:
        """The rights that the customer has now, and had not."""
        before, now = (part.rights if part else () for part in (self.closed, self.amended))
        return tuple(right for right in now if right not in before)

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """The rights that the customer had, and has no more."""
        before, now = (part.rights if part else () for part in (self.closed, self.amended))
        return tuple(right for right in before if right not in now)

    def _delta(self, name: str) -> Money | None:
        """What an amount grows by; a line that is not there has none."""
        before, now = (None if part is None else getattr(part, name) for part in (self.closed, self.amended))
        if before is None or now is None:
            return now if before is None else -before
        grown: Money = now - before
        return grown

    def __str__(self) -> str:
        before, now = (part.found if part else "no line" for part in (self.closed, self.amended))
        amounts = [amount.show() for amount in (self.payable, *self.units) if amount]
        told = f"{before}, now {now}" if before != now else now
        posted = ", ".join([*amounts, *theirs(self.bonus, self.returned)]) or "nothing"
        return "; ".join([f"{self.line.title}: {told}", f"{posted} to post", *rights_told(self.granted, self.withdrawn)])

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        line = self.line
        return {
            "name": line.name,
            "period": line.label,
            "group": list(line.group) if isinstance(line.group, tuple) else line.group,
            "closed": self.closed and self.closed.found,
            "amended": self.amended and self.amended.found,
            "credit": text_of(self.credit),
            "payable": text_of(self.payable),
            "bonus": text_of(self.bonus),
            "returned": text_of(self.returned),
            "units": list(map(str, self.units)),
            "granted": list(self.granted),
            "withdrawn": list(self.withdrawn),
        }


def theirs(bonus: Money | None, returned: Money | None) -> list[str]:
    """What the customer owes more, or less."""
    amounts = (("bonus", bonus), ("earned back", returned))
    return [f"{word} {amount.show()}" for word, amount in amounts if amount]


def rights_told(granted: Sequence[str], withdrawn: Sequence[str]) -> list[str]:
    """Rights that come and go."""
    return [f"right: {right}" for right in granted] + [f"right withdrawn: {right}" for right in withdrawn]


def text_of(value: object) -> str | None:
    return None if value is None else str(value)
