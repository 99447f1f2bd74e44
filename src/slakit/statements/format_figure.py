"""Format a figure with enough digits to show which side of an edge it is on (docs/numbers.md V3)."""

from collections.abc import Iterable
from fractions import Fraction

from slakit.values.quantity import Quantity
from slakit.values.rounding import round_to
from slakit.values.units import Unit, unit

USUAL, MOST = 3, 30


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
