"""Group measures: a measure group by group against its targets, with no line between them."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from attrs import evolve, frozen

from slakit.reports.charts.chart import SMALL, ChartTable, Picture, words
from slakit.reports.charts.element import Element, Paint, element
from slakit.reports.charts.marks import MISSED, path
from slakit.reports.charts.measure_trend import MeasureTrend
from slakit.reports.charts.plot import BELOW, number_marks, tick_labels
from slakit.reports.charts.text_width import shortened, text_width, wrapped

LINE = 16  # height of a line of a name
MARGIN = 10  # between the ends of the scale and those of the rows


@frozen
class GroupMeasures(MeasureTrend):
    """A measure by group, in `unit`: for each its label, value, outcome and targets.

    >>> groups = GroupMeasures("Replies", points=[("phone", 88, "met", 85), ("mail", 81, "missed", 85)], unit="%")
    >>> print(groups.alt.replace("\N{NO-BREAK SPACE}", " "))
    Replies: 2 groups, 1 missed. Lowest 81 % in mail, highest 88 % in phone.
    """

    @property
    def alt(self) -> str:
        text = self.texts.text
        missed = self.texts.number(sum(point.outcome == MISSED for point in self.points), 0)
        whole = text("groups.alt", title=self.title, groups=text("groups", count=len(self.points)), missed=missed)
        if not self._known:
            return whole
        low, high = min(self._known, key=lambda one: one[1]), max(self._known, key=lambda one: one[1])
        places = {"low_period": low[0].label, "high_period": high[0].label}
        return f"{whole} {text('trend.range', low=self._shown(low[1]), high=self._shown(high[1]), **places)}"

    @property
    def table(self) -> ChartTable:
        """The groups, each with its value, its targets and its outcome."""
        table = super().table
        return evolve(table, head=(self.texts.text("group"), *table.head[1:]))

    def _picture(self, width: int) -> Picture:
        """A row for each group, its name in full on the left where there is room, and its mark on one scale for all."""
        if not self._known:
            return super()._picture(width)
        items, height = self._legend(width)
        names = [wrapped(point.label, SMALL, width * 2 // 5, most=3) for point in self.points]
        left = ceil(max(text_width(line, SMALL) for name in names for line in name) * Fraction(21, 20)) + 12
        ticks = self._ticks
        low, high = ticks[0], ticks[-1]
        right = width - MARGIN

        def x(value: Fraction) -> Fraction:
            return left + MARGIN + (right - left - MARGIN) * (value - low) / (high - low)

        rows: list[Element] = []
        top = height + 8
        for point, name in zip(self.points, names, strict=True):
            tall = max(len(name) * LINE, LINE) + 10
            middle = top + tall // 2
            first = middle - len(name) * LINE // 2 + 12
            rows += [words(line, 0, first + LINE * index) for index, line in enumerate(name)]
            rows.append(element("line", x1=left, x2=width, y1=middle, y2=middle, stroke=Paint("line")))
            rows += [self._target_of_row(x(target), top, tall) for target in point.targets]
            at = x(low) if point.value is None else x(point.value)
            rows.append(self._mark(point, at, Fraction(middle)))
            top += tall
        axis = element("line", x1=left, x2=width, y1=top, y2=top, stroke=Paint("axis"))
        marks = number_marks(low, high, x, lambda ticks: self._scale_labels(ticks, width // 4), width)
        labels = [words(word, middle, top + 19, role="quiet", text_anchor="middle") for _, middle, word in marks]
        ends = [element("line", x1=x(tick), x2=x(tick), y1=top, y2=top + 5, stroke=Paint("axis")) for tick, _, _ in marks]
        return Picture(top + BELOW, (*items, *rows, axis, *ends, *labels))

    def _scale_labels(self, ticks: Sequence[Fraction], room: int) -> list[str]:
        return [shortened(label, SMALL, room) for label in tick_labels(self.texts, ticks, self.unit)]

    def _target_of_row(self, x: Fraction, top: int, tall: int) -> Element:
        return path([(x, top), (x, top + tall)], "target", stroke_dasharray="5 3", data_kind="target")
