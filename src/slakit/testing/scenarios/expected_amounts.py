"""Expected amounts: whether an amount of a statement is the one that a scenario expects, and where none is as good as zero."""

from __future__ import annotations

from typing import Any

from slakit.values.money import Money
from slakit.values.number import decimals


def is_amount(actual: Money | None, expected: Any) -> bool:
    """True if an amount is exactly the expected one; one that no decimals write, such as a third, if it is that to the cent."""
    if actual is None or not isinstance(expected, Money):
        return False
    return actual == expected or (decimals(actual.exact) is None and actual.rounded() == expected)


def is_nothing(holder: Any, name: str) -> bool:
    """True if an amount that is not there is as good as zero: of what is settled, and of claims where they are known or nothing is owed."""
    if holder.credit is None:
        return False
    return name in ("bonus", "returned", "banked") or (
        name in ("claimed", "forfeited") and not (holder.claimed is None and holder.entitled)
    )
