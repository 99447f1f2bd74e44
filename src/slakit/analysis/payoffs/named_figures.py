"""Figures by their names, "credit", "points in kind", "points converted", "may terminate", and the amounts that they are."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from slakit.penalties.amounts import Amounts, added_up
from slakit.values.money import Money
from slakit.values.quantity import Quantity

IN_CENTS, OFF = "payable of cents", "cents off"  # figures that are compared, and are no amounts of a payoff
KIND, CONVERTED = " in kind", " converted"  # of what is owed in kind, the part that became money
MONEY = ("credit", "payable", "bonus", "returned", "banked")


def figures_of(amounts: Amounts) -> dict[str, Fraction]:
    """Every amount that there is, by its name."""
    figures = {name: amount.exact for name in MONEY if (amount := getattr(amounts, name)) is not None}
    figures |= {f"{amount.unit.text}{KIND}": amount.magnitude for amount in amounts.units}
    return figures | {f"may {right}": Fraction(1) for right in amounts.rights}


def converted_figures(units: Iterable[Quantity]) -> dict[str, Fraction]:
    """The amounts in kind that became money, by their names."""
    return {f"{amount.unit.text}{CONVERTED}": amount.magnitude for amount in added_up(units)}


def amounts_of(figures: Mapping[str, Fraction], currency: str | None) -> Amounts:
    """Figures by their names as amounts."""
    money: dict[str, Any] = {
        name: Money(figures.get(name, Fraction(0)), currency)
        for name in MONEY
        if currency is not None and (name in figures or name in ("credit", "payable"))
    }
    units, converted = (_in_kind(figures, end) for end in (KIND, CONVERTED))
    rights = tuple(name.removeprefix("may ") for name, value in figures.items() if name.startswith("may ") and value)
    return Amounts(money.pop("credit", None), **money, units=units, converted=converted, rights=rights)


def _in_kind(figures: Mapping[str, Fraction], end: str) -> tuple[Quantity, ...]:
    return added_up(Quantity(value, name.removesuffix(end)) for name, value in figures.items() if name.endswith(end))
