"""Shares of an amount, as contracts write them: "10 %", "1/30", 1.2; exact."""

from fractions import Fraction

from slakit.errors import ContractError, UnitError
from slakit.values.number import number
from slakit.values.quantity import Quantity, quantity


def share_of(value: object) -> Quantity:
    """A converter: a share of an amount, as a percentage or a number, as it was written.

    >>> share_of("10 %"), share_of("1/30"), share_of(1.2).base
    (quantity('10 %'), quantity('1/30'), Fraction(6, 5))

    Raises ContractError for anything else.
    """
    percentage = value if isinstance(value, Quantity) else value if isinstance(value, str) and value.rstrip().endswith("%") else None
    try:
        share = Quantity(number(value), "") if percentage is None else quantity(percentage)
    except UnitError:
        share = None
    if share is None or share.unit.text not in ("", "%"):
        shown = repr(value if isinstance(value, dict | list) else str(value))
        raise ContractError(f"{shown} is not a share; write '10 %', '1/30' or 1.2") from None
    return share


def worth(share: Quantity) -> Fraction:
    """The number that a share multiplies by; two shares of the same worth are equal, however they are written."""
    return share.base
