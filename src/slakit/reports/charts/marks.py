"""Marks: the shape of each outcome, so that it is seen without its colour, and lines through points."""

from collections.abc import Iterable
from fractions import Fraction

from slakit.reports.charts.element import Element, Paint, element, number_text
from slakit.reports.charts.legend import Mark

MET, MISSED, OPEN, NO_DATA = "met", "missed", "open", "no_data"
OUTCOMES = (MET, MISSED, OPEN, NO_DATA)

Coordinate = Fraction | int


def outcome_mark(outcome: str) -> Mark:
    """Return the mark of an outcome: a dot for met, a diamond for missed, a ring for open, a cross where there is no data."""

    def drawn(x: Coordinate, y: Coordinate) -> list[Element]:
        start = f"M{number_text(x)} {number_text(y)}"
        if outcome == MISSED:
            return [element("path", d=f"{start}m0 -6l6 6l-6 6l-6 -6z", fill=Paint("bad"))]
        if outcome == NO_DATA:
            return [element("path", d=f"{start}m-4 -4l8 8m0 -8l-8 8", stroke=Paint("axis"), stroke_width="1.5", fill="none")]
        if outcome == OPEN:
            return [element("circle", cx=x, cy=y, r="4", fill=Paint("ground"), stroke=Paint("bar"), stroke_width="2")]
        return [element("circle", cx=x, cy=y, r="4", fill=Paint("bar"))]

    return drawn


def target_mark(x: Coordinate, y: Coordinate) -> list[Element]:
    """Draw a piece of the line of a target."""
    return [path([(x - 8, y), (x + 8, y)], "target", stroke_dasharray="5 3")]


def path(points: Iterable[tuple[Coordinate, Coordinate]], role: str, **more: str) -> Element:
    """Return a line through points."""
    line = "L".join(f"{number_text(x)} {number_text(y)}" for x, y in points)
    return element("path", d=f"M{line}", fill="none", stroke=Paint(role), **{"stroke_width": "1.5", **more})
