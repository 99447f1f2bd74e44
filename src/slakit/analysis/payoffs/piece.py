"""Piece: the measures between two edges, and the formula of every amount there."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from slakit.analysis.payoffs.formula import Formula


@frozen
class Piece:
    """The figures between two others, which are not among them; None is no end."""

    low: Fraction | None
    high: Fraction | None
    formulas: Mapping[str, Formula]

    def steps(self, most: int) -> set[Fraction]:
        """The measures at which the stairs of its amounts go up or down; none if there are more steps than that, or no end of them."""
        low, high = self.low, self.high
        if low is None or high is None:
            return set()
        count = sum(len(stair.levels(low, high)) for formula in self.formulas.values() for stair, _ in formula.stairs)
        return {x for formula in self.formulas.values() for x in formula.steps(low, high)} if count <= most else set()
