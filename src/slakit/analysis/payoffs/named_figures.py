"""Figures by their names, "credit", "points in kind", "may terminate", and the amounts that they are."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from slakit.penalties.amounts import Amounts
from slakit.values.money import Money
from slakit.values.quantity import Quantity

IN_CENTS, OFF = "payable of cents", "cents off"  # figures that are compared, and are no amounts of a payoff
MONEY = ("credit", "payable", "bonus", "returned", "banked")


def figures_of(amounts: Amounts) -> dict[str, Fraction]:
    """Every amount that there is, by its name."""
    figures = {name: amount.exact for name in MONEY if (amount := getattr(amounts, name)) is not None}
    figures |= {f"{amount.unit.text} in kind": amount.magnitude for amount in amounts.units}
    return figures | {f"may {right}": Fraction(1) for right in amounts.rights}


def amounts_of(figures: Mapping[str, Fraction], currency: str | None) -> Amounts:
    """Figures by their names as amounts."""
    money: dict[str, Any] = {
        name: Money(figures.get(name, Fraction(0)), currency)
        for name in MONEY
        if currency is not None and (name in figures or name in ("credit", "payable"))
    }
    units = [Quantity(value, name.removesuffix(" in kind")) for name, value in figures.items() if name.endswith(" in kind")]
    rights = tuple(name.removeprefix("may ") for name, value in figures.items() if name.startswith("may ") and value)
    return Amounts(money.pop("credit", None), **money, units=units, rights=rights)
