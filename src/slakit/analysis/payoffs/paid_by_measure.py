"""PaidByMeasure: every amount that is paid as a curve over the figures that can be measured."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, field, frozen

from slakit.analysis.payoffs.curve import Curve
from slakit.analysis.payoffs.formula import Formula
from slakit.analysis.payoffs.piece import Piece
from slakit.values.quantity import Quantity
from slakit.values.units import Unit


@frozen(kw_only=True)
class PaidByMeasure:
    """Amounts by the figure in base units, from `low` to `high`, both among them; None is no end.

    `curves` holds each amount by its name: "credit", "payable", "bonus", "returned", "points in kind", "points converted", "may terminate".
    `falling`: less is worse. `signed`: it is a difference, of which amounts are written with their sign.
    """

    title: str
    period: str
    falling: bool
    shown_in: Unit
    currency: str | None
    low: Fraction | None
    high: Fraction | None
    curves: Mapping[str, Curve] = field(repr=False)
    uncapped: Curve | None = field(default=None, repr=False)
    signed: bool = False

    def quantity(self, x: Fraction) -> Quantity:
        """A figure in base units as it is shown."""
        return Quantity.of_base(x, self.shown_in)

    @property
    def knots(self) -> tuple[Fraction, ...]:
        """The figures in base units at which a piece ends, the lowest first, with the ends of what can be measured."""
        ends = {x for x in (self.low, self.high) if x is not None}
        return tuple(sorted(ends.union(*(curve.knots for curve in self.curves.values()))))

    @property
    def pieces(self) -> list[Piece]:
        """The stretches between two knots, the lowest first, each with the formula of every amount."""
        ends: list[Fraction | None] = [*([] if self.low is not None else [None]), *self.knots, *([] if self.high is not None else [None])]
        return [
            Piece(low, high, {name: curve.formula(low, high) or Formula() for name, curve in self.curves.items()})
            for low, high in pairwise(ends)
        ]

    @property
    def cut(self) -> PaidByMeasure | None:
        """The part of the credit that the caps of the rule take off; None for a rule without caps."""
        if self.uncapped is None or "credit" not in self.curves:
            return None
        return evolve(self, curves={"credit": self.uncapped - self.curves["credit"]}, uncapped=None)

    @property
    def is_zero(self) -> bool:
        """True if nothing is paid at any measure; of a difference, if both pay the same."""
        return all(curve.is_zero for curve in self.curves.values())
