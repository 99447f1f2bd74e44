"""Payoff: what is paid for one promise, as an exact function of the measure (docs/comparing.md)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from slakit.analysis.payoffs.curve import Curve
from slakit.analysis.payoffs.edge import Edge
from slakit.analysis.payoffs.formula import Formula
from slakit.analysis.payoffs.named_figures import amounts_of
from slakit.analysis.payoffs.paid_by_measure import PaidByMeasure
from slakit.analysis.payoffs.payoff_data import data_of
from slakit.analysis.payoffs.payoff_plot import plot_of
from slakit.analysis.payoffs.payoff_text import text_of
from slakit.errors import UsageError
from slakit.penalties.amounts import Amounts
from slakit.values.money import Money
from slakit.values.quantity import Quantity, quantity
from slakit.values.source_repr import in_brackets

MOST_STEPS = 100  # of even stairs that are edges, each by itself


@frozen(kw_only=True)
class Payoff(PaidByMeasure):
    """The amounts paid at every measure of an objective in a period, exact, before they are rounded to the cent.

    The credit is what the rule pays, `uncapped` the same without the caps of the rule, and payable what the settlement leaves of it where
    this line alone is owed and nothing was before. The difference of two payoffs is a payoff too: what the first pays more than the second.
    """

    def amounts(self, measure: object) -> Amounts:
        """Everything that is paid at a measure.

        >>> paid = testing.payoff(agreement, "Uptime", period="2026-03").amounts("99.5 %")
        >>> paid.credit, paid.payable
        (money('600.00 GBP'), money('600.00 GBP'))
        """
        x = self._base(measure)
        return self._amounts({name: curve.at(x) for name, curve in self.curves.items()})

    def credit(self, measure: object) -> Money | None:
        """Return the credit at a measure; None in an agreement that pays no money."""
        return self.amounts(measure).credit

    def payable(self, measure: object) -> Money | None:
        """Return the amount payable at a measure."""
        return self.amounts(measure).payable

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Every measure at which what is paid jumps or bends, from the best to the worst.

        A stair of more than a hundred steps has an edge where it begins and where it ends; `str` says how wide and how high its steps are.
        """
        knots = {x for curve in self.curves.values() for x in curve.knots}
        for piece in self.pieces:
            knots |= piece.steps(MOST_STEPS)
        edges = [self._edge(x) for x in sorted(knots, reverse=self.falling)]
        return tuple(edge for edge in edges if edge.jumps or self._bends(edge.at.base))

    def _base(self, measure: object) -> Fraction:
        figure = quantity(measure)
        if figure.dimension != self.shown_in.dimension and not (figure.unit.text == "" and self.shown_in.dimension == "[item]"):
            example = Quantity(figure.magnitude, self.shown_in)
            unit = self.shown_in.text or "numbers"
            raise UsageError(f"{str(figure)!r} is not a measure of {self.title}, which is measured in {unit}; write {str(example)!r}")
        if (self.low is not None and figure.base < self.low) or (self.high is not None and figure.base > self.high):
            ends = " to ".join("any" if end is None else self.quantity(end).show() for end in (self.low, self.high))
            raise UsageError(f"{str(figure)!r} cannot be measured; write a figure of {ends}")
        return figure.base

    def _amounts(self, figures: Mapping[str, Fraction]) -> Amounts:
        return amounts_of(figures, self.currency)

    def _edge(self, x: Fraction) -> Edge:
        inside = (self.low is None or x > self.low, self.high is None or x < self.high)
        below, above = ({name: getattr(curve, side)(x) for name, curve in self.curves.items()} for side in ("below", "above"))
        caps, currency = self.uncapped, self.currency
        uncapped = (None, None, None) if caps is None or currency is None else (
            Money(caps.at(x), currency),
            Money(caps.below(x), currency) if inside[0] else None,
            Money(caps.above(x), currency) if inside[1] else None,
        )  # fmt: skip
        return Edge(
            self.quantity(x),
            self._amounts({name: curve.at(x) for name, curve in self.curves.items()}),
            self._amounts(below) if inside[0] else None,
            self._amounts(above) if inside[1] else None,
            *uncapped,
        )

    def _bends(self, x: Fraction) -> bool:
        """True if an amount goes on at another slope there."""
        return x not in (self.low, self.high) and any(curve.bends(x) for curve in self.curves.values())

    def __sub__(self, other: Payoff) -> Payoff:
        """Return what this payoff pays more than another at every measure; negative where it pays less."""
        if not isinstance(other, Payoff):
            return NotImplemented
        if self.shown_in.dimension != other.shown_in.dimension or self.currency != other.currency:
            one, two = (f"{part.title} ({part.shown_in.text or 'a number'}, {part.currency})" for part in (self, other))
            raise UsageError(f"{one} is not measured and paid as {two} is; compare payoffs of one unit and one currency")
        nothing = Curve((), (), (Formula(),))
        curves = {
            name: self.curves.get(name, nothing) - other.curves.get(name, nothing) for name in dict.fromkeys([*self.curves, *other.curves])
        }
        title = self.title if self.title == other.title else f"{self.title} less {other.title}"
        period = self.period if self.period == other.period else f"{self.period} less {other.period}"
        return evolve(self, title=title, period=period, curves=curves, uncapped=None, signed=True)

    @property
    def of_nothing(self) -> Payoff:
        """A payoff over the same measures at which nothing is paid."""
        return evolve(self, curves={}, uncapped=None)

    def __repr__(self) -> str:
        return in_brackets(self, self.title)

    def __str__(self) -> str:
        return text_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Plain data: the edges, with all amounts exact, and the pieces between them."""
        return data_of(self)

    def to_svg(self, width: int = 640, height: int = 320) -> str:
        """A plot of what is credited and payable by the measure, the worst at the right."""
        return plot_of(self, width, height)

    _repr_svg_ = to_svg  # notebooks show the plot
