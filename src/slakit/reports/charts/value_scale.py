"""Value scale: where values stand between the edges of a plot, and the lines that mark one of them."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from slakit.reports.charts.chart import SMALL, words
from slakit.reports.charts.element import Element, Paint, element, number_text
from slakit.reports.charts.plot import Plot
from slakit.reports.charts.text_width import shortened, text_width

AWAY = 10  # between the bars and the one of the values beyond them
NEXT = 6  # between a line and its words

ValueMark = tuple[str, Fraction, tuple[str, ...]]  # its role, its value and the forms of its words


@frozen
class ValueScale:
    """The edges of bars, which share the width of a plot; `beyond` leaves room for one more, of the values that no edge holds."""

    plot: Plot
    edges: list[Fraction]
    beyond: bool

    @property
    def wide(self) -> Fraction:
        """The width of a bar."""
        bars = len(self.edges) - 1
        return Fraction(self.plot.width - AWAY, bars + 1) if self.beyond else Fraction(self.plot.width, bars)

    @property
    def last(self) -> Fraction:
        """The place of the last edge."""
        return self.plot.left + self.wide * (len(self.edges) - 1)

    def x(self, value: Fraction) -> Fraction:
        """Return where a value stands; one beyond stands in the middle of the last bar."""
        low, high = self.edges[0], self.edges[-1]
        if value > high:
            return self.last + AWAY + self.wide / 2
        return self.plot.left + (self.last - self.plot.left) * (value - low) / (high - low)

    def mark(self, at: Fraction, forms: Sequence[str], role: str, y: int, width: int, others: Sequence[Fraction]) -> list[Element]:
        """Return a line from its words down to the axis; the words take the first form and side that crosses no other line."""
        x = self.x(at)
        dash = {"target": "5 3", "text": "none"}.get(role, "2 3")
        line = element(
            "path",
            d=f"M{number_text(x)} {y - 10}V{self.plot.bottom}",
            stroke=Paint(role),
            stroke_width="1.5",
            stroke_dasharray=dash,
            data_kind=role,
        )
        side = self.side_of_words(at, forms, width, others)
        if side is None:
            return [line, words(shortened(forms[-1], SMALL, width), 0, y, role=role)]
        form, right = side
        return [line, words(form, x + NEXT, y, role=role) if right else words(form, x - NEXT, y, role=role, text_anchor="end")]

    def side_of_words(self, at: Fraction, forms: Sequence[str], width: int, others: Sequence[Fraction]) -> tuple[str, bool] | None:
        """Return the first form that crosses no other line, and whether it stands right of its own; None where all do."""
        x = self.x(at)
        for form in forms:
            wide = NEXT + text_width(form, SMALL) * Fraction(21, 20)
            if x + wide <= width and not any(x < other <= x + wide for other in others):
                return form, True
            if x - wide >= 0 and not any(x - wide <= other < x for other in others):
                return form, False
        return None


def readable(marks: list[ValueMark], scale: ValueScale, width: int) -> list[ValueMark]:
    """Return marks from the highest on in an order in which no words cross a line, if there is one; a line begins at its own words."""
    rising = sorted(marks, key=lambda mark: mark[1])
    for order in (marks, rising, rising[::-1]):
        lines = [scale.x(at) for _, at, _ in order]
        if all(scale.side_of_words(at, forms, width, lines[:index]) for index, (_, at, forms) in enumerate(order)):
            return order
    return marks
