"""A payoff as a plot: what is credited and payable, by the measure from the best to the worst."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from xml.sax.saxutils import escape

from attrs import frozen

from slakit.analysis.payoffs.curve import Curve
from slakit.analysis.payoffs.formula import Formula
from slakit.analysis.payoffs.paid_by_measure import PaidByMeasure
from slakit.values.money import Money

MOST_STEPS = 200  # of stairs that are drawn each by itself
MOST_LABELS = 7
LEFT, RIGHT, TOP, BOTTOM = 110, 20, 34, 44
STYLES = {
    "uncapped": ('stroke="#b8b8b8" stroke-dasharray="2 3"', "without the caps of the rule"),
    "credit": ('stroke="#1f5fa8"', "credit"),
    "payable": ('stroke="#c2571a" stroke-dasharray="7 4"', "payable after the settlement"),
}
Point = tuple[Fraction, Fraction]


@frozen
class Frame:
    """Return the position of a figure and an amount on the plot."""

    width: int
    height: int
    first: Fraction  # the figure at the left
    last: Fraction
    least: Fraction  # the amount at the bottom
    most: Fraction

    def x(self, figure: Fraction) -> int:
        return LEFT + round((figure - self.first) / (self.last - self.first) * (self.width - LEFT - RIGHT))

    def y(self, amount: Fraction) -> int:
        return TOP + round((self.most - amount) / (self.most - self.least) * (self.height - TOP - BOTTOM))

    def point(self, at: Point) -> str:
        return f"{self.x(at[0])},{self.y(at[1])}"


def plot_of(payoff: PaidByMeasure, width: int = 640, height: int = 320) -> str:
    """An SVG image; a full circle is what is paid at an edge itself, where it jumps."""
    low, high = _shown(payoff)
    curves = {name: curve for name, curve in (("uncapped", payoff.uncapped), *payoff.curves.items()) if name in STYLES and curve}
    if curves.get("payable") == curves.get("credit"):
        curves.pop("payable", None)
    paid = [curve for name, curve in curves.items() if name != "uncapped"]
    amounts = [y for curve in paid for line in _lines(curve, low, high) for _, y in line] or [Fraction(0)]
    least, most = min([Fraction(0), *amounts]), max([Fraction(0), *amounts])
    first, last = (high, low) if payoff.falling else (low, high)
    frame = Frame(width, height, first, last, least, most if most > least else least + 1)
    parts = [f'<text x="{LEFT}" y="18" font-weight="bold">{escape(payoff.title)}</text>', *_axes(payoff, frame, low, high)]
    for number, (name, curve) in enumerate(curves.items()):
        style, legend = STYLES[name]
        lines = ("M" + " L".join(frame.point((x, min(max(y, least), frame.most))) for x, y in line) for line in _lines(curve, low, high))
        parts.append(f'<path d="{" ".join(lines)}" fill="none" stroke-width="2" {style}/>')
        inside = [(x, y) for x, y in zip(curve.knots, curve.values, strict=True) if low <= x <= high and _jumps(curve, x)]
        parts += [f'<circle cx="{frame.x(x)}" cy="{frame.y(y)}" r="3" fill="#1f5fa8"/>' for x, y in inside if name == "credit"]
        parts.append(f'<text x="{LEFT + 190 * number}" y="{height - 6}" fill="#444">{legend}</text>')
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">{"".join(parts)}</svg>'


def _shown(payoff: PaidByMeasure) -> tuple[Fraction, Fraction]:
    """The figures that are shown: all edges with some room, and an end of what can be measured where what is paid changes up to it."""
    inner = [x for x in payoff.knots if x not in (payoff.low, payoff.high)] or [*payoff.knots] or [Fraction(0)]
    low, high = min(inner), max(inner)
    room = (high - low) / 5 or payoff.shown_in.factor
    ends = []
    for end, piece, near, way in ((payoff.low, payoff.pieces[0], low, -1), (payoff.high, payoff.pieces[-1], high, 1)):
        moves = any(not formula.is_constant for formula in piece.formulas.values())
        far = near + way * room * (3 if moves else 1)
        ends.append(far if end is None else end if moves or abs(end - near) < room else far)
    return ends[0], ends[1]


def _lines(curve: Curve, low: Fraction, high: Fraction) -> Iterator[list[Point]]:
    """The lines that a curve is drawn with between two figures."""
    knots = [low, *(x for x in curve.knots if low < x < high), high]
    for start, end in pairwise(knots):
        formula = curve.formula(start, end) if start in curve.knots else curve.formulas[_before(curve, start)]
        yield from [] if formula is None else _of_formula(formula, start, end)


def _before(curve: Curve, x: Fraction) -> int:
    return sum(knot <= x for knot in curve.knots)


def _of_formula(formula: Formula, low: Fraction, high: Fraction) -> Iterator[list[Point]]:
    count = sum(len(stair.levels(low, high)) for stair, _ in formula.stairs)
    steps = sorted(formula.steps(low, high)) if count <= MOST_STEPS else []
    ends = [low, *steps, high]
    for start, end in pairwise(ends):
        yield [(start, formula.above(start)), (end, formula.below(end))]


def _jumps(curve: Curve, x: Fraction) -> bool:
    return len({curve.below(x), curve.at(x), curve.above(x)}) > 1


def _axes(payoff: PaidByMeasure, frame: Frame, low: Fraction, high: Fraction) -> Iterator[str]:
    """Two lines, the measures of the edges below, and the amounts at the left."""
    bottom, grey = frame.height - BOTTOM, 'stroke="#888"'
    yield f'<path d="M{LEFT},{TOP} V{bottom} H{frame.width - RIGHT}" fill="none" {grey}/>'
    figures = [x for x in payoff.knots if low <= x <= high]
    for x in _some(figures, frame.x):
        label = escape(payoff.quantity(x).show(3).removesuffix(" item"))
        yield f'<text x="{frame.x(x)}" y="{bottom + 14}" text-anchor="middle">{label}</text>'
    credit = payoff.curves.get("credit")
    amounts = {frame.least, frame.most, Fraction(0)} | ({credit.at(x) for x in figures} if credit else set())
    if payoff.currency is not None:
        for y in _some(sorted(amount for amount in amounts if frame.least <= amount <= frame.most), frame.y):
            label = escape(Money(y, payoff.currency).rounded().show())
            yield f'<text x="{LEFT - 6}" y="{frame.y(y) + 4}" text-anchor="end">{label}</text>'


def _some(values: list[Fraction], where: Callable[[Fraction], int]) -> list[Fraction]:
    """The values whose labels do not cover each other."""
    kept: list[Fraction] = []
    for value in values:
        if len(kept) <= MOST_LABELS and all(abs(where(value) - where(other)) > 14 + 30 * (where.__name__ == "x") for other in kept):
            kept.append(value)
    return kept
