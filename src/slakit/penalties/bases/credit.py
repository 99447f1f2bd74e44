"""Credit: an amount as contracts write it: "5 %" or "1/30" of a base, "500 GBP", or in kind, "3 days", "5 points"."""

import re
from fractions import Fraction

from slakit.errors import ContractError, UnitError
from slakit.values.comparisons import amount_to_pass
from slakit.values.money import Money, money
from slakit.values.number import exact_text, grouped, no_unit
from slakit.values.quantity import Quantity, quantity

Credit = Money | Quantity

_FRACTION = re.compile(r"\s*(\d+)\s*/\s*([1-9]\d*)\s*")
_SHARE_OF = re.compile(r"\s*(\d[\d.,]*\s*%) of .*\S\s*")
EXAMPLE = "write '5 %', '1/30', '500 GBP', '3 days' or '5 points'"


def credit(value: object) -> Credit:
    """A share of the fee ("5 %", "1/30"), money ("500 GBP"), or an amount in kind ("3 days", "5 points"); passes through what it gave.

    Raises ContractError for anything else, and for a negative amount.
    """
    try:
        part = value if isinstance(value, Money) else _share(value)
    except UnitError:
        try:
            part = money(value)
        except UnitError as error:
            if (amount := amount_to_pass(value)) is not None:
                raise ContractError(
                    f"{value!r} is not one amount; write {amount!r}, or MinimumPayout({value!r}) where only more is paid"
                ) from None
            raise ContractError(_remedy(value, error)) from None
    if isinstance(part, Quantity) and (part.dimension not in ("", "[time]", "[item]") or not (part.unit.text or _is_fraction(value))):
        raise ContractError(f"{str(part)!r} is not a credit{no_unit(part, 'GBP', '%', 'days', 'points') or f'; {EXAMPLE}'}")
    if (isinstance(part, Money) and part.exact < 0) or (isinstance(part, Quantity) and part.base < 0):
        raise ContractError(f"{str(value)!r} is a negative credit; write what is owed as a positive amount")
    return part


def _remedy(value: object, error: UnitError) -> str:
    """The problem of what is neither a share nor money, with one remedy: the nearest that there is."""
    if "did you mean" in str(error):
        return str(error)
    if isinstance(value, str) and (share := _SHARE_OF.fullmatch(value)):
        return f"{value!r} is not an amount alone; write {share[1]!r}, and what it is a share of in its own setting, of"
    return f"{value!r} is not a credit; {EXAMPLE}"


def _is_fraction(value: object) -> bool:
    return isinstance(value, Fraction | Quantity) or (isinstance(value, str) and bool(_FRACTION.fullmatch(value)))


def _share(value: object) -> Quantity:
    """A quantity; a fraction, "1/30", is a share."""
    match = _FRACTION.fullmatch(value) if isinstance(value, str) else None
    return Quantity(Fraction(int(match[1]), int(match[2])), "") if match else quantity(value)


def amounts(*credits: object) -> tuple[Money, ...]:
    """The money among credits."""
    return tuple(part for part in credits if isinstance(part, Money))


def shares(*credits: object) -> bool:
    """True if one of the credits is a share of a base."""
    return any(isinstance(part, Quantity) and not part.dimension for part in credits)


def owed(part: Credit, base: Money | None, times: Fraction | int = 1, name: str = "") -> tuple[Money | Quantity, str]:
    """Return the amount of a credit, `times` over, and its arithmetic; `name` is that of a base other than the fee."""
    if isinstance(part, Money) or part.dimension:
        total = part * times
        return total, part.show() if times == 1 else f"{_times(times)} x {part.show()} = {total.show()}"
    if base is None:
        raise ContractError(f"{str(part)!r} is a share of the fee, and the agreement has none; write fee='1000 GBP'")
    amount = base * part.base * times
    rate = _rate(part) if times == 1 else f"{_times(times)} x {_rate(part)}"
    return amount, f"{rate} of {name and f'{name}, '}{exactly(base)} = {exactly(amount)}"


def _rate(part: Quantity) -> str:
    return str(part) if part.unit.text else f"{part.base.numerator}/{part.base.denominator}"


def _times(times: Fraction | int) -> str:
    """A number of times, exact, so that a reader comes to the same amount: 0.25, 1/3."""
    return grouped(exact_text(Fraction(times)))


def exactly(amount: Money) -> str:
    """Return an amount as text to the cent, with a word if it was rounded for that."""
    return amount.show() if amount.is_whole else f"{amount.rounded().show()} rounded"
