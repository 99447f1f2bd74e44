"""Penalty: what is owed for one line, in money and otherwise, and the arithmetic that led there."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field, frozen

from slakit.values.money import Money
from slakit.values.quantity import Quantity


def _together(units: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Amounts of one unit added up, none of nothing, in the order of their units."""
    sums: dict[str, Quantity] = {}
    for amount in units:
        name = amount.unit.text
        sums[name] = sums[name] + amount if name in sums else amount
    return tuple(amount for _, amount in sorted(sums.items()) if amount.base)


@frozen
class Penalty:
    """An exact amount, not yet rounded to the cent, and one text for each step of its arithmetic (docs/numbers.md P4).

    `owed` is what the provider credits, None in an agreement that pays no money; `bonus` what the customer pays on top; `units` what is
    owed in kind, such as days of service or points; `rights` what the customer may now do; `returned` what of the credits of earlier
    periods this one earns back.
    """

    owed: Money | None
    steps: tuple[str, ...] = ()
    bonus: Money | None = None
    units: tuple[Quantity, ...] = field(default=(), converter=_together)
    rights: tuple[str, ...] = ()
    returned: Money | None = None

    def noted(self, note: str) -> Penalty:
        """The same penalty, a note before each step of its arithmetic."""
        return evolve(self, steps=tuple(f"{note}: {step}" for step in self.steps))

    def __add__(self, other: Penalty) -> Penalty:
        return Penalty(
            _sum(self.owed, other.owed),
            self.steps + other.steps,
            _sum(self.bonus, other.bonus),
            self.units + other.units,
            tuple(dict.fromkeys(self.rights + other.rights)),
            _sum(self.returned, other.returned),
        )

    def __bool__(self) -> bool:
        """Whether anything at all is owed."""
        return bool(self.owed or self.bonus or self.units or self.rights or self.returned)


def _sum(left: Money | None, right: Money | None) -> Money | None:
    return right if left is None else left if right is None else left + right


def left_in_kind(units: tuple[Quantity, ...], converted: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """What is left of amounts in kind when some of them have become money."""
    return Penalty(None, units=[*units, *(-amount for amount in converted)]).units if converted else units
