"""Formula: a figure as an exact function of one number, x: a line, and stairs on top of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

ZERO = Fraction(0)


@frozen
class Stair:
    """The whole number below a formula: of a line, a stair with even steps of one; or of another stair's multiple, with uneven ones."""

    of: Formula

    @property
    def is_even(self) -> bool:
        """True if it is one of a line."""
        return not self.of.stairs

    @property
    def rises(self) -> bool:
        """True if it goes up with x."""
        return self.of.slope > 0 if self.is_even else all(stair.rises == (height > 0) for stair, height in self.of.stairs)

    def at(self, x: Fraction) -> int:
        return floor(self.of.at(x))

    def above(self, x: Fraction) -> int:
        """Its value just above x."""
        limit = self.of.above(x)
        return floor(limit) if self.of.slope >= 0 else ceil(limit) - 1

    def below(self, x: Fraction) -> int:
        """Its value just below x."""
        limit = self.of.below(x)
        return floor(limit) if self.of.slope <= 0 else ceil(limit) - 1

    def edge(self, value: int) -> Fraction:
        """The x between those at which it is at least a whole number, and those at which it is less."""
        if self.is_even:
            return (value - self.of.constant) / self.of.slope
        ((stair, height),) = self.of.stairs
        level = (value - self.of.constant) / height
        return stair.edge(ceil(level) if height > 0 else floor(level) + 1)

    def levels(self, low: Fraction, high: Fraction) -> range:
        """The whole numbers that it comes to between two x, and those it leaps over, but for the lowest of them."""
        first, last = sorted((self.above(low), self.below(high)))
        return range(first + 1, last + 1)

    def ends(self, low: Fraction | None, high: Fraction | None) -> Iterator[Fraction]:
        """The first and the last x between two others at which it goes up or down; None is no end."""
        steps = [
            *([] if low is None else [self.edge(self.above(low) + self.rises)]),
            *([] if high is None else [self.edge(self.below(high) + (not self.rises))]),
        ]
        yield from (x for x in steps if (low is None or x > low) and (high is None or x < high))


@frozen
class Formula:
    """constant + slope * x + the sum of height * stair.

    >>> halves = Formula.of({Stair(Formula(slope=Fraction(2))): Fraction(5)})
    >>> [int(halves.at(Fraction(x, 4))) for x in range(5)]
    [0, 0, 5, 5, 10]
    """

    constant: Fraction = ZERO
    slope: Fraction = ZERO
    stairs: tuple[tuple[Stair, Fraction], ...] = ()

    @classmethod
    def of(cls, stairs: dict[Stair, Fraction], constant: Fraction = ZERO, slope: Fraction = ZERO) -> Formula:
        """A formula in its normal form: stairs of no height left out, the others in order."""
        kept = [(stair, height) for stair, height in stairs.items() if height]
        return cls(constant, slope, tuple(sorted(kept, key=lambda pair: (pair[0].of.slope, pair[0].of.constant))))

    @property
    def is_constant(self) -> bool:
        return not self.slope and not self.stairs

    def at(self, x: Fraction) -> Fraction:
        return self._with(x, [stair.at(x) for stair, _ in self.stairs])

    def above(self, x: Fraction) -> Fraction:
        """The limit from above as x approaches a number."""
        return self._with(x, [stair.above(x) for stair, _ in self.stairs])

    def below(self, x: Fraction) -> Fraction:
        """The limit from below as x approaches a number."""
        return self._with(x, [stair.below(x) for stair, _ in self.stairs])

    def _with(self, x: Fraction, whole: Iterable[int]) -> Fraction:
        return self.constant + self.slope * x + sum(height * n for (_, height), n in zip(self.stairs, whole, strict=True))

    def __add__(self, other: Formula) -> Formula:
        stairs = dict(self.stairs)
        for stair, height in other.stairs:
            stairs[stair] = stairs.get(stair, ZERO) + height
        return Formula.of(stairs, self.constant + other.constant, self.slope + other.slope)

    def times(self, number: Fraction | int) -> Formula:
        return Formula.of({stair: height * number for stair, height in self.stairs}, self.constant * number, self.slope * number)

    def __sub__(self, other: Formula) -> Formula:
        return self + other.times(-1)

    def ratio(self, other: Formula) -> Fraction | None:
        """The number that the other one must be multiplied by to be this one; None where there is none."""
        first, second = dict(self.stairs), dict(other.stairs)
        pairs = [(self.constant, other.constant), (self.slope, other.slope)]
        pairs += [(first.get(stair, ZERO), second.get(stair, ZERO)) for stair in {**first, **second}]
        number = next((one / two for one, two in pairs if two), None)
        return number if number is not None and all(one == two * number for one, two in pairs) else None

    def within(self, low: Fraction | None, high: Fraction | None) -> Formula:
        """The same between two x, stairs that have one value there as that number."""
        if low is None or high is None:
            return self
        levels = {stair: None if stair.levels(low, high) else stair.above(low) for stair, _ in self.stairs}
        fixed = sum((height * level for stair, height in self.stairs if (level := levels[stair]) is not None), ZERO)
        return Formula.of({stair: height for stair, height in self.stairs if levels[stair] is None}, self.constant + fixed, self.slope)

    def steps(self, low: Fraction, high: Fraction) -> Iterator[Fraction]:
        """The x between two others at which one of its stairs goes up or down."""
        for stair, _ in self.stairs:
            yield from dict.fromkeys(map(stair.edge, stair.levels(low, high)))
