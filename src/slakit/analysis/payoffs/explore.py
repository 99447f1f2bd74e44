"""Explore a function of one number: every stretch of it followed once, every edge between two stretches computed by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from fractions import Fraction

from slakit.analysis.payoffs.curve import Curve
from slakit.analysis.payoffs.followed import OnEdge, Stretch, follow, formula_of
from slakit.analysis.payoffs.formula import Formula
from slakit.errors import UsageError

Figures = Mapping[str, Fraction]  # by name; one that is not there is zero
Function = Callable[[Fraction], Figures]
Piece = tuple[Fraction | None, Fraction | None, dict[str, Formula]]

MOST = 2_000
SAMPLES = [Fraction(numerator, 100_003) for numerator in (41_843, 58_997, 29_989, 73_009, 7_919)]  # of a stretch, none on a round figure
CHECKS = [Fraction(1, 7), Fraction(12, 17)]


def explored(function: Function, low: Fraction | None, high: Fraction | None) -> dict[str, Curve]:
    """The figures that a function gives between two numbers, both among them, as curves; None is no end.

    Raises UsageError where a figure is not what its formula says, for then the function does more than add, multiply, compare and round,
    and where it has too many pieces.
    """
    pieces = sorted(_pieces(function, low, high), key=lambda piece: (piece[0] is not None, piece[0] or Fraction(0)))
    for piece in pieces:
        _check(function, piece)
    knots = sorted({end for piece in pieces for end in piece[:2] if end is not None})
    values = [function(x) for x in knots]
    between: list[dict[str, Formula] | None] = [formulas for _, _, formulas in pieces]
    between = [*([None] if low is not None else []), *between, *([None] if high is not None else [])]
    names = dict.fromkeys(name for figures in (*between, *values) if figures for name in figures)
    return {name: _curve(name, knots, values, between) for name in names}


def _curve(name: str, knots: list[Fraction], values: list[Figures], between: list[dict[str, Formula] | None]) -> Curve:
    formulas = tuple(None if formulas is None else formulas.get(name, Formula()) for formulas in between)
    return Curve(tuple(knots), tuple(Fraction(figures.get(name, 0)) for figures in values), formulas).simplified()


def _pieces(function: Function, low: Fraction | None, high: Fraction | None) -> Iterator[Piece]:
    waiting, count = [(low, high)], 0
    while waiting:
        low, high = waiting.pop()
        count += 1
        if count > MOST:
            raise UsageError(f"what is paid has more than {MOST:,} pieces, which are not those of even steps; look at it by evaluate(...)")
        figures, stretch = _followed(function, low, high)
        first = low if stretch.low is None else stretch.low if low is None else max(low, stretch.low)
        last = high if stretch.high is None else stretch.high if high is None else min(high, stretch.high)
        yield first, last, {name: formula_of(figure) for name, figure in figures.items()}
        waiting += [ends for ends, more in (((last, high), last != high), ((low, first), first != low)) if more]


def _followed(function: Function, low: Fraction | None, high: Fraction | None) -> tuple[Figures, Stretch]:
    """The figures at a sample between two numbers, and the stretch in which they have the same formulas."""
    for x in _samples(low, high):
        with suppress(OnEdge):
            return follow(function, x)
    raise UsageError(f"what is paid between {low} and {high} changes at every figure that was tried; look at it by evaluate(...)")


def _samples(low: Fraction | None, high: Fraction | None) -> Iterator[Fraction]:
    for part in SAMPLES:
        if high is None:
            start = low or Fraction(0)
            yield start + (1 + abs(start)) * part
        else:
            yield high - (1 + abs(high) if low is None else high - low) * part


def _check(function: Function, piece: Piece) -> None:
    """Compare formulas with what the function gives for plain numbers."""
    low, high, formulas = piece
    first = low if low is not None else Fraction(0) if high is None else high - 1 - abs(high)
    length = high - first if high is not None else 1 + abs(first)
    for part in CHECKS:
        x = first + length * part
        figures = function(x)
        for name in {**formulas, **figures}:
            if formulas.get(name, Formula()).at(x) != figures.get(name, 0):
                raise UsageError(f"what is paid at {x} cannot be followed; compute with the figure of the case alone, as a Fraction")
