"""The count of steps, for rules and for factors: exactly, the full ones, or the begun ones; the first `free` forgiven."""

from fractions import Fraction
from math import ceil, floor

from slakit.errors import ContractError
from slakit.penalties.target_checks import alike
from slakit.values.fields import one_of
from slakit.values.quantity import Quantity
from slakit.windows.period import Period

way_to_count = one_of("exact", "full", "begun")


def counted(amount: Fraction, per: Quantity, counting: str) -> Fraction:
    """Return how many steps an amount in base units is."""
    exact = amount / per.base
    return exact if counting == "exact" else (floor if counting == "full" else ceil)(exact) * Fraction(1)


def of_period(free: Quantity | None, per: Quantity) -> bool:
    """True if the free part is a share of the period, whose steps are lengths of time."""
    return free is not None and not free.dimension and free.unit.text not in ("", "pp") and per.dimension == "[time]"


def free_of(free: Quantity | None, per: Quantity, period: Period) -> tuple[Fraction, str]:
    """Return the free part of a figure in base units, and its text: "2 hours", or "4.464 min" of the period for "0.01 %"."""
    if free is None:
        return Fraction(0), ""
    if not of_period(free, per):
        return free.base, f"{free} free"
    part = free.base * (period.span.last - period.span.first)
    return part, f"{Quantity.of_base(part, per.unit).show()} free ({free} of the period)"


def free_amount(instance: object, attribute: object, value: Quantity | None) -> None:
    """Validate the part that is free of charge."""
    if value is not None and value.base < 0:
        raise ContractError(f"free={str(value)!r} is less than nothing; write free='2 hours'")


def check_free(free: Quantity | None, per: Quantity) -> None:
    """Raise ContractError for a free part that is neither in the unit of its steps nor a share of the period, up to all of it."""
    if free is None or alike(free, per.dimension) or alike(per, free.dimension):
        return
    if not of_period(free, per):
        share = ", or a share of the period, free='0.01 %'" if per.dimension == "[time]" else ""
        raise ContractError(f"free={str(free)!r} is not in the unit of per={str(per)!r}; write both in one{share}")
    if free.base > 1:
        raise ContractError(f"free={str(free)!r} is more than the whole period; write a share of it, free='0.01 %'")
