"""Figures for the eye that do not lie: a figure is shown with enough digits to stand on its own side of an edge (docs/numbers.md V3)."""

from collections.abc import Iterable
from fractions import Fraction

from slakit.values.quantity import Quantity
from slakit.values.rounding import round_to
from slakit.values.units import Unit, unit

USUAL, MOST = 3, 30


def beside(base: Fraction, shown_in: str | Unit, edges: Iterable[Quantity]) -> str:
    """A figure in base units, shown in a unit: at least three decimals, and as many more as tell it from every edge.

    >>> beside(Fraction(999_999, 1_000_000), "%", [quantity("100 %")])
    '99.9999 %'
    """
    shown_in = unit(shown_in)
    limits = [edge.base for edge in edges]
    for digits in range(USUAL, MOST + 1):
        seen = round_to(base / shown_in.factor, Fraction(1, 10**digits), "half-even") * shown_in.factor
        if all((seen > limit) - (seen < limit) == (base > limit) - (base < limit) for limit in limits):
            return Quantity.of_base(base, shown_in).show(digits)
    return str(Quantity.of_base(base, shown_in))
