"""The count of steps, for rules and for factors: exactly, the full ones, or the begun ones; the first `free` forgiven."""

from fractions import Fraction
from math import ceil, floor

from slakit.errors import ContractError
from slakit.values.fields import one_of
from slakit.values.quantity import Quantity

way_to_count = one_of("exact", "full", "begun")


def counted(amount: Fraction, per: Quantity, counting: str) -> Fraction:
    """Return how many steps an amount in base units is."""
    exact = amount / per.base
    return exact if counting == "exact" else (floor if counting == "full" else ceil)(exact) * Fraction(1)


def free_amount(instance: object, attribute: object, value: Quantity | None) -> None:
    """Validate the part that is free of charge."""
    if value is not None and value.base < 0:
        raise ContractError(f"free={str(value)!r} is less than nothing; write free='2 hours'")
