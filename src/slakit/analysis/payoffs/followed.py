"""FollowedNumber: a number that remembers how it was computed from x, and between which x the same would be computed.

A rule is given one as its measure. It adds, multiplies, compares and rounds it as any other number, and what it comes to is then not an
amount at one measure but a formula, with the stretch of measures over which every comparison would have come out alike.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any

from attrs import define

from slakit.analysis.payoffs.formula import Formula, Stair


class OnEdge(Exception):
    """The sample lies on an edge itself; another one does not."""


class Bent(Exception):
    """The result is neither a line nor stairs, such as the measure times itself."""


@define
class Stretch:
    """The x between which all comparisons so far come out as they do at one of them, `x`; None is no end."""

    x: Fraction
    low: Fraction | None = None
    high: Fraction | None = None

    def end_at(self, x: Fraction) -> None:
        """Let the stretch end at an x where a comparison would come out otherwise."""
        if x == self.x:
            raise OnEdge
        if x < self.x:
            self.low = x if self.low is None else max(self.low, x)
        else:
            self.high = x if self.high is None else min(self.high, x)

    def hold(self, stair: Stair) -> int:
        """Let the stretch end where a stair has another value; return the one it has."""
        level = stair.at(self.x)
        self.sign(stair.of - Formula(Fraction(level)))
        self.sign(stair.of - Formula(Fraction(level + 1)))
        return level

    def held(self, formula: Formula) -> Formula:
        """A formula without stairs, each held at the value it has."""
        level = sum((height * self.hold(stair) for stair, height in formula.stairs), Fraction(0))
        return Formula(formula.constant + level, formula.slope)

    def sign(self, formula: Formula) -> int:
        """The sign of a formula, 1, -1 or 0, and the nearest x at which it changes."""
        if len(formula.stairs) == 1 and not formula.slope:
            stair, height = formula.stairs[0]
            level, zero = stair.at(self.x), -formula.constant / height
            if level != zero:
                self.sign(stair.of - Formula(Fraction(floor(zero) + 1 if level > zero else ceil(zero))))
                return 1 if (level > zero) == (height > 0) else -1
        if formula.stairs:
            formula = self.held(formula)
        if formula.slope:
            self.end_at(-formula.constant / formula.slope)
        value = formula.at(self.x)
        return (value > 0) - (value < 0)


class FollowedNumber(Fraction):
    """The number that a formula gives at the sample of a stretch; what is computed with it has a formula too."""

    __slots__ = ("formula", "stretch")
    formula: Formula
    stretch: Stretch

    @staticmethod
    def of(formula: Formula, stretch: Stretch) -> Fraction:
        """A followed number, or a plain one where the formula does not depend on x."""
        if formula.is_constant:
            return formula.constant
        number = Fraction.__new__(FollowedNumber, formula.at(stretch.x))
        number.formula, number.stretch = formula, stretch
        return number

    def _made(self, formula: Formula) -> Fraction:
        return FollowedNumber.of(formula, self.stretch)

    def _sign(self, other: Fraction | int) -> int:
        return self.stretch.sign(self.formula - formula_of(other))

    def __add__(self, other: Any) -> Any:
        return self._made(self.formula + formula_of(other)) if isinstance(other, Fraction | int) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return self._made(self.formula - formula_of(other)) if isinstance(other, Fraction | int) else NotImplemented

    def __rsub__(self, other: Any) -> Any:
        return self._made(formula_of(other) - self.formula) if isinstance(other, Fraction | int) else NotImplemented

    def __neg__(self) -> Any:
        return self._made(self.formula.times(-1))

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return -self if self < 0 else self

    def __mul__(self, other: Any) -> Any:
        if not isinstance(other, Fraction | int):
            return NotImplemented
        one, two = self.formula, formula_of(other)
        if not one.is_constant and not two.is_constant:  # stairs alone are a number on each of their steps
            one, two = (self.stretch.held(one), two) if not one.slope else (one, two if two.slope else self.stretch.held(two))
        for factor, rest in ((one, two), (two, one)):
            if factor.is_constant:
                return self._made(rest.times(factor.constant))
        raise Bent

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if not isinstance(other, Fraction | int):
            return NotImplemented
        ratio = self.formula.ratio(formula_of(other))
        if ratio is not None:
            return ratio
        by = self._divisor(other)
        return self._made(self.formula.times(1 / by))

    def __rtruediv__(self, other: Any) -> Any:
        return other / self._divisor(self) if isinstance(other, Fraction | int) else NotImplemented

    def _divisor(self, other: Fraction | int) -> Fraction:
        """A number to divide by, held where it is one of stairs."""
        formula = self.stretch.held(formula_of(other))
        if formula.slope:
            raise Bent
        return formula.constant

    def __floor__(self) -> Any:
        """The whole number below, as a formula: whole stairs stay as they are, and a stair is made of the rest."""
        whole = {stair: height for stair, height in self.formula.stairs if height.denominator == 1}
        rest = self.formula - Formula.of(whole)
        if rest.stairs and (rest.slope or len(rest.stairs) > 1):
            rest = self.stretch.held(rest)
        if rest.is_constant:
            return self._made(Formula.of(whole, Fraction(floor(rest.constant))))
        return self._made(Formula.of(whole) + Formula.of({Stair(rest): Fraction(1)}))

    def __ceil__(self) -> Any:
        return -floor(-self)

    def __floordiv__(self, other: Any) -> Any:
        return floor(self / other) if isinstance(other, Fraction | int) else NotImplemented

    def __rfloordiv__(self, other: Any) -> Any:
        return floor(other / self) if isinstance(other, Fraction | int) else NotImplemented

    def __mod__(self, other: Any) -> Any:
        return self - (self // other) * other if isinstance(other, Fraction | int) else NotImplemented

    def __rmod__(self, other: Any) -> Any:
        return other - (other // self) * self if isinstance(other, Fraction | int) else NotImplemented

    def __divmod__(self, other: Any) -> Any:
        return self // other, self % other

    def __pow__(self, other: Any) -> Any:
        if other == 1:
            return self
        raise Bent

    def __eq__(self, other: object) -> bool:
        return self._sign(other) == 0 if isinstance(other, Fraction | int) else NotImplemented

    __hash__ = Fraction.__hash__

    def __lt__(self, other: Any) -> bool:
        return self._sign(other) < 0 if isinstance(other, Fraction | int) else NotImplemented

    def __le__(self, other: Any) -> bool:
        return self._sign(other) <= 0 if isinstance(other, Fraction | int) else NotImplemented

    def __gt__(self, other: Any) -> bool:
        return self._sign(other) > 0 if isinstance(other, Fraction | int) else NotImplemented

    def __ge__(self, other: Any) -> bool:
        return self._sign(other) >= 0 if isinstance(other, Fraction | int) else NotImplemented

    def __bool__(self) -> bool:
        return self._sign(0) != 0


def formula_of(number: Fraction | int) -> Formula:
    """The formula of a number; a plain one is a constant."""
    return number.formula if isinstance(number, FollowedNumber) else Formula(Fraction(number))


def follow(function: Callable[[Fraction], Any], x: Fraction) -> tuple[Any, Stretch]:
    """Return what a function gives for a followed number, and the interval around x in which it computes the same."""
    stretch = Stretch(x)
    return function(FollowedNumber.of(Formula(slope=Fraction(1)), stretch)), stretch
