"""Curve: a figure as an exact function of x in pieces, each with its formula, and with a value of its own at each end of a piece."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, frozen

from slakit.analysis.payoffs.formula import ZERO, Formula


@frozen
class Curve:
    """The values at some x, `knots`, in their order, and the formulas between them; the first and the last hold below and above all knots.

    `None` for the first or last formula: the curve begins, or ends, at that knot.
    """

    knots: tuple[Fraction, ...]
    values: tuple[Fraction, ...]
    formulas: tuple[Formula | None, ...]

    def at(self, x: Fraction) -> Fraction:
        """Its value at an x; zero where there is none."""
        index = bisect_left(self.knots, x)
        if index < len(self.knots) and self.knots[index] == x:
            return self.values[index]
        formula = self.formulas[index]
        return ZERO if formula is None else formula.at(x)

    def below(self, x: Fraction) -> Fraction:
        """Its value just below an x."""
        formula = self.formulas[bisect_left(self.knots, x)]
        return ZERO if formula is None else formula.below(x)

    def above(self, x: Fraction) -> Fraction:
        """Its value just above an x."""
        index = bisect_left(self.knots, x)
        formula = self.formulas[index + (index < len(self.knots) and self.knots[index] == x)]
        return ZERO if formula is None else formula.above(x)

    def bends(self, x: Fraction) -> bool:
        """True if it goes on at another slope from an x on."""
        index = bisect_left(self.knots, x)
        left, right = self.formulas[index], self.formulas[index + (index < len(self.knots) and self.knots[index] == x)]
        return left is not None and right is not None and left.slope != right.slope

    def formula(self, low: Fraction | None, high: Fraction | None) -> Formula | None:
        """The formula between two x that no knot lies between; None is no end."""
        if low is not None:
            index = bisect_left(self.knots, low)
            return self.formulas[index + (index < len(self.knots) and self.knots[index] == low)]
        return self.formulas[0 if high is None else bisect_left(self.knots, high)]

    def over(self, knots: Sequence[Fraction]) -> Curve:
        """The same curve with other knots, which hold all that it needs."""
        ends = (None, *knots, None)
        return Curve(tuple(knots), tuple(map(self.at, knots)), tuple(self.formula(low, high) for low, high in pairwise(ends)))

    def __sub__(self, other: Curve) -> Curve:
        knots = sorted({*self.knots, *other.knots})
        first, second = self.over(knots), other.over(knots)
        formulas = tuple(None if a is None or b is None else a - b for a, b in zip(first.formulas, second.formulas, strict=True))
        return Curve(tuple(knots), tuple(a - b for a, b in zip(first.values, second.values, strict=True)), formulas).simplified()

    def but(self, other: Curve, off: Curve) -> Curve:
        """This curve, but another one wherever a third is not zero."""
        knots = sorted({*self.knots, *other.knots, *off.knots})
        own, others, tested = (curve.over(knots) for curve in (self, other, off))
        values = (b if no_zero else a for a, b, no_zero in zip(own.values, others.values, tested.values, strict=True))
        pieces = zip(own.formulas, others.formulas, tested.formulas, strict=True)
        formulas = (a if test in (None, Formula()) else b for a, b, test in pieces)
        return Curve(tuple(knots), tuple(values), tuple(formulas)).simplified()

    @property
    def is_zero(self) -> bool:
        return not any(self.values) and all(formula in (None, Formula()) for formula in self.formulas)

    def simplified(self) -> Curve:
        """The same without knots at which nothing changes, and without stairs that stay on one step."""
        merged = self._merged()
        ends = (None, *merged.knots, None)
        folded = (formula and formula.within(low, high) for formula, (low, high) in zip(merged.formulas, pairwise(ends), strict=True))
        return evolve(merged, formulas=tuple(folded))._trimmed()._merged()

    def _trimmed(self) -> Curve:
        """The same with the end of each stair at its last step, where the next piece is level with that."""
        knots, values = [*self.knots], [*self.values]
        for index, x in enumerate(self.knots):
            left, right = self.formulas[index], self.formulas[index + 1]
            if left is None or right is None or not left.below(x) == values[index] == right.above(x) or left.slope or right.slope:
                continue
            low, high = knots[index - 1] if index else None, self.knots[index + 1] if index + 1 < len(self.knots) else None
            if left.stairs and not right.stairs:
                knots[index] = max((step for stair, _ in left.stairs for step in stair.ends(low, x)), default=x)
                values[index] = left.at(knots[index])
            elif right.stairs and not left.stairs:
                knots[index] = min((step for stair, _ in right.stairs for step in stair.ends(x, high)), default=x)
                values[index] = right.at(knots[index])
        return Curve(tuple(knots), tuple(values), self.formulas)

    def _merged(self) -> Curve:
        """The same without knots through which one formula goes."""
        knots, values, formulas = [], [], [self.formulas[0]]
        for x, value, right in zip(self.knots, self.values, self.formulas[1:], strict=True):
            left = formulas[-1]
            if left is None or left != right or left.at(x) != value:
                knots.append(x)
                values.append(value)
                formulas.append(right)
        return Curve(tuple(knots), tuple(values), tuple(formulas))
