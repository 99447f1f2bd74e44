"""Outcome strip: objectives by periods, each outcome as a sign and a colour."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil
from typing import Any

from attrs import field, frozen

from slakit.errors import UsageError
from slakit.reports.charts.chart import SIZE, SMALL, Chart, ChartTable, Picture, words
from slakit.reports.charts.element import Element, Paint, clean, element, number_text
from slakit.reports.charts.legend import LINE, legend
from slakit.reports.charts.marks import MET, MISSED, NO_DATA, OPEN, OUTCOMES, Coordinate
from slakit.reports.charts.text_width import shortened, text_width, wrapped

PHONE = 480  # a picture that is narrower has the names above the cells
CELL, LEAST, TALL = 40, 12, 24  # the greatest and the least width of a cell, and its height
MOST = 50  # objectives that are drawn; the table has all
ROLES = {MET: "good", MISSED: "bad", OPEN: "bar", NO_DATA: "axis"}
SIGNS = {MET: "m-4 0l3 3l5 -6", MISSED: "m-4 -4l8 8m0 -8l-8 8", OPEN: "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0", NO_DATA: "m-3 0h6"}


def _periods(periods: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(clean, periods))


def _rows(rows: Iterable[Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    read = tuple((clean(name), tuple(outcomes)) for name, outcomes in rows)
    for _, outcomes in read:
        for outcome in outcomes:
            if outcome not in (*OUTCOMES, ""):
                raise UsageError(f"{outcome!r} is not an outcome; write one of {', '.join(map(repr, OUTCOMES))}, or '' for no line")
    return read


@frozen
class OutcomeStrip(Chart):
    """The outcome of each objective in each of `periods`; `rows` are pairs of a name and its outcomes, "" where a period has no line.

    >>> rows = [("Uptime", ["met", "missed"]), ("Replies", ["met", "open"])]
    >>> OutcomeStrip("Summary", periods=["Jan", "Feb"], rows=rows).alt
    'Summary: 2 objectives, 2 periods; 2 met, 1 missed, 0 without data, 1 provisional.'
    """

    periods: tuple[str, ...] = field(converter=_periods, kw_only=True)
    rows: tuple[tuple[str, tuple[str, ...]], ...] = field(converter=_rows, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for name, outcomes in self.rows:
            if len(outcomes) != len(self.periods):
                raise UsageError(f"{name!r} has {len(outcomes)} outcomes for {len(self.periods)} periods; write one for each, '' for none")

    def _count(self, outcome: str) -> str:
        return self.texts.number(sum(outcomes.count(outcome) for _, outcomes in self.rows), 0)

    @property
    def alt(self) -> str:
        text = self.texts.text
        counts = {outcome: self._count(outcome) for outcome in OUTCOMES}
        objectives, periods = text("objectives", count=len(self.rows)), text("periods", count=len(self.periods))
        return text("summary.alt", title=self.title, objectives=objectives, periods=periods, **counts)

    @property
    def table(self) -> ChartTable:
        """The objectives, with a column for each period."""
        rows = [(name, *(self.texts.text(outcome) if outcome else "" for outcome in outcomes)) for name, outcomes in self.rows]
        return ChartTable((self.texts.text("objective"), *self.periods), tuple(rows))

    def _picture(self, width: int) -> Picture:
        if not self.rows or not self.periods:
            return Picture(24, (words(self.texts.text("no_data"), 0, 14, size=SIZE, role="quiet"),))
        seen = [outcome for outcome in OUTCOMES if self._count(outcome) != "0"]
        parts, top = legend([(_sign(outcome), self.texts.text(outcome)) for outcome in seen], width)
        top += 8
        phone = width < PHONE
        left = 0 if phone else min(ceil(max(text_width(name, SIZE + 1) for name, _ in self.rows[:MOST])), width * 35 // 100) + 16
        fit = max((width - left) // LEAST, 1)
        for start in range(0, len(self.periods), fit):
            part = range(start, min(start + fit, len(self.periods)))
            wide = min(Fraction(width - left, len(part) if start == 0 else fit), Fraction(CELL))
            more, top = self._block(part, left, top, wide, width)
            parts += more
        if len(self.rows) > MOST:
            parts.append(words(self.texts.text("more", count=self.texts.number(len(self.rows) - MOST, 0)), 0, top + 8, role="quiet"))
            top += 16
        return Picture(top, tuple(parts))

    def _block(self, part: range, left: int, top: int, wide: Fraction, width: int) -> tuple[list[Element], int]:
        """The cells of some periods, as many as have room side by side, below their labels."""
        parts = _heads([self.periods[index] for index in part], left, top + 12, wide)
        y = top + 20
        for name, outcomes in self.rows[:MOST]:
            if left:
                lines = wrapped(name, SIZE + 1, left - 16)
                tall = max(TALL + 4, 16 * len(lines) + 8)
                first = y + TALL // 2 + 4 - 8 * (len(lines) - 1)
                parts += [words(line, 0, first + 16 * index, size=SIZE) for index, line in enumerate(lines)]
            else:
                parts.append(words(shortened(name, SIZE + 1, width), 0, y + 14, size=SIZE))
                y, tall = y + LINE, TALL + 8
            for column, index in enumerate(part):
                if outcomes[index]:
                    parts.append(self._cell(left + column * wide, y, wide, outcomes[index], f"{name}, {self.periods[index]}"))
            y += tall
        return parts, y + 8

    def _cell(self, x: Fraction, y: int, wide: Fraction, outcome: str, named: str) -> Element:
        title = element("title", text=f"{named}: {self.texts.text(outcome)}")
        tint = element(
            "rect", x=x, y=y, width=wide - 2, height=TALL, rx=3, fill=Paint(ROLES[outcome]), fill_opacity="0.16", data_kind=outcome
        )
        return element("g", title, tint, *_sign(outcome)(x + (wide - 2) / 2, y + Fraction(TALL, 2)))


def _heads(labels: Sequence[str], left: int, y: int, wide: Fraction) -> list[Element]:
    """The labels of columns that have room, each above the start of its column."""
    parts, end = [], Fraction(left) - 10
    right = left + max(wide * len(labels), Fraction(90))
    for index, label in enumerate(labels):
        text = shortened(label, SMALL, right - left)
        x = left + index * wide
        if x >= end + 10 and x + text_width(text, SMALL) <= right + 2:
            parts.append(words(text, x, y, role="quiet"))
            end = x + text_width(text, SMALL)
    return parts


def _sign(outcome: str) -> Any:
    """Return the sign of an outcome: a tick, a cross, a ring or a dash."""

    def drawn(x: Coordinate, y: Coordinate) -> list[Element]:
        start = f"M{number_text(x)} {number_text(y)}"
        line = {"fill": "none", "stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round"}
        return [Element("path", {"d": f"{start}{SIGNS[outcome]}", "stroke": Paint(ROLES[outcome]), **line})]

    return drawn
