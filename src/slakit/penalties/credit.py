"""Credit: an amount as contracts write it, "5 %" of the fee or "500 GBP"."""

from fractions import Fraction

from slakit.errors import ContractError, UnitError
from slakit.values.money import Money, money
from slakit.values.quantity import Quantity, quantity

Credit = Money | Quantity


def credit(value: object) -> Credit:
    """A share of the fee ("5 %") or money ("500 GBP"); passes through what it gave.

    Raises ContractError for anything else, and for a negative amount.
    """
    try:
        share = value if isinstance(value, Money) else quantity(value)
    except UnitError:
        try:
            share = money(value)
        except UnitError as error:
            raise ContractError(f"{value!r} is not a credit; write '5 %' or '500 GBP' ({error})") from None
    if isinstance(share, Quantity) and (share.dimension or not share.unit.text):
        raise ContractError(f"{str(share)!r} is not a credit; write '5 %' or '500 GBP'")
    if (isinstance(share, Money) and share.exact < 0) or (isinstance(share, Quantity) and share.base < 0):
        raise ContractError(f"{str(value)!r} is a negative credit; write what is owed as a positive amount")
    return share


def amounts(*credits: object) -> tuple[Money, ...]:
    """The money among credits."""
    return tuple(part for part in credits if isinstance(part, Money))


def shares(*credits: object) -> bool:
    """Whether one of the credits is a share of the fee."""
    return any(isinstance(part, Quantity) for part in credits)


def owed(part: Credit, fee: Money | None, times: Fraction | int = 1) -> tuple[Money, str]:
    """What a credit comes to, some number of times, and its arithmetic."""
    if isinstance(part, Money):
        amount = part * times
        return amount, part.show() if times == 1 else f"{_times(times)} x {part.show()} = {amount.show()}"
    if fee is None:
        raise ContractError(f"{str(part)!r} is a share of the fee, and the agreement has none; write fee='1000 GBP'")
    amount = fee * part.base * times
    rate = str(part) if times == 1 else f"{_times(times)} x {part}"
    return amount, f"{rate} of {_exactly(fee)} = {_exactly(amount)}"


def _times(times: Fraction | int) -> str:
    return f"{Quantity(times, '').show()}" if Fraction(times).denominator != 1 else f"{int(times):,}"


def _exactly(amount: Money) -> str:
    rounded = amount.rounded()
    return rounded.show() if rounded == amount else f"{rounded.show()} rounded"
