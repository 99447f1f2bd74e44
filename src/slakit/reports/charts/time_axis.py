"""Time axis: the line below a picture with its marks, and where an instant stands on it."""

from datetime import tzinfo
from fractions import Fraction

from attrs import frozen

from slakit.reports.charts.chart import SMALL, words
from slakit.reports.charts.element import Element, Paint, element
from slakit.reports.charts.text_width import text_width
from slakit.reports.charts.texts import Texts
from slakit.reports.charts.ticks import time_ticks
from slakit.timeline.instants import Instant

HEIGHT = 26


@frozen
class TimeAxis:
    """The instants from `first` to `last` over a width that begins at `left`."""

    first: Instant
    last: Instant
    zone: tzinfo
    left: int
    width: int

    def x(self, at: Instant) -> Fraction:
        """Return where an instant stands; one outside stands at the edge."""
        inside = min(max(at, self.first), self.last)
        return self.left + Fraction(self.width * (inside - self.first), self.last - self.first)

    def drawn(self, top: int, texts: Texts, grid: int = 0) -> list[Element]:
        """Return the axis at a height, with lines of a grid up to `grid` above it."""
        parts = [element("path", d=f"M{self.left} {top}h{self.width}", stroke=Paint("axis"), fill="none")]
        for tick in time_ticks(self.first, self.last, self.zone, Fraction(self.width), texts, SMALL):
            x, half = self.x(tick.at), text_width(tick.label, SMALL) / 2
            middle = min(max(x, self.left + half), self.left + self.width - half)
            if grid:
                parts.append(element("line", x1=x, x2=x, y1=top - grid, y2=top, stroke=Paint("line")))
            parts.append(element("line", x1=x, x2=x, y1=top, y2=top + 5, stroke=Paint("axis")))
            parts.append(words(tick.label, middle, top + 19, role="quiet", text_anchor="middle"))
        return parts
