"""Format a figure with enough digits to show which side of an edge it is on (docs/numbers.md V3)."""

from collections.abc import Iterable
from fractions import Fraction

from slakit.values.money import Money
from slakit.values.number import decimals, exact_text, grouped
from slakit.values.quantity import Quantity
from slakit.values.rounding import round_to
from slakit.values.units import Unit, unit

USUAL, MOST = 3, 30
SHOWN = 6  # decimals of an amount that no decimals are enough for


def format_figure(base: Fraction, shown_in: str | Unit, edges: Iterable[Quantity]) -> str:
    """Format a figure in base units in a unit: with three decimals, or as many more as show which side of every edge it is on.

    >>> format_figure(Fraction(999_999, 1_000_000), "%", [quantity("100 %")])
    '99.9999 %'
    """
    shown_in = unit(shown_in)
    limits = [edge.base for edge in edges]
    for digits in range(USUAL, MOST + 1):
        seen = round_to(base / shown_in.factor, Fraction(1, 10**digits), "half-even") * shown_in.factor
        if all((seen > limit) - (seen < limit) == (base > limit) - (base < limit) for limit in limits):
            return Quantity.of_base(base, shown_in).show(digits)
    return str(Quantity.of_base(base, shown_in))


def format_unrounded(amount: Money) -> str:
    """Return an amount with all its decimals, or with so many as show what rounding does: "83.333333... GBP"."""
    if decimals(amount.exact) is not None:
        return amount.show()
    cut = round_to(amount.exact, Fraction(1, 10**SHOWN), "down")
    return f"{grouped(exact_text(cut, SHOWN))}... {amount.currency}"
