"""Measure trend: a measure period by period against its targets, missed ones marked by shape and colour."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import field, frozen
from attrs.validators import in_

from slakit.reports.charts.chart import SIZE, Chart, ChartTable, Picture, words
from slakit.reports.charts.element import Element, clean, element
from slakit.reports.charts.figures import Number, decimals_of, digits_apart, exact, exact_or_none, shown
from slakit.reports.charts.legend import legend
from slakit.reports.charts.marks import MISSED, NO_DATA, OUTCOMES, outcome_mark, path, target_mark
from slakit.reports.charts.plot import BELOW, Plot
from slakit.reports.charts.ticks import nice_ticks

HEIGHT = 170
SHORT = 4  # letters of a unit that stands at each mark of the scale; a longer one stands with the target
CLOSE = 7  # columns that are narrower have no marks but those of misses


def _targets(value: Number | Iterable[Number] | None) -> tuple[Fraction, ...]:
    if value is None:
        return ()
    return tuple(map(exact, value)) if isinstance(value, Iterable) else (exact(value),)


@frozen
class TrendPoint:
    """One period: its label, the measure or None, its outcome, "met", "missed", "open" or "no_data", and the targets it had."""

    label: str = field(converter=clean)
    value: Fraction | None = field(converter=exact_or_none)
    outcome: str = field(default="met", validator=in_(OUTCOMES))
    targets: tuple[Fraction, ...] = field(default=(), converter=_targets)


def _points(points: Iterable[Any]) -> tuple[TrendPoint, ...]:
    return tuple(one if isinstance(one, TrendPoint) else TrendPoint(*one) for one in points)


@frozen
class MeasureTrend(Chart):
    """A measure by period, in `unit`: for each its label, value, outcome and targets, in order.

    >>> points = [("Jan", 99.97, "met", 99.9), ("Feb", 99.5, "missed", 99.9)]
    >>> print(MeasureTrend("Uptime", points=points, unit="%").alt.replace("\N{NO-BREAK SPACE}", " "))
    Uptime: 2 periods, 1 missed; last 99.50 % in Feb. Lowest 99.50 % in Feb, highest 99.97 % in Jan.
    """

    points: tuple[TrendPoint, ...] = field(converter=_points, kw_only=True)
    unit: str = field(default="", converter=clean, kw_only=True)

    @cached_property
    def _known(self) -> tuple[tuple[TrendPoint, Fraction], ...]:
        return tuple((point, point.value) for point in self.points if point.value is not None)

    @cached_property
    def _targets(self) -> tuple[Fraction, ...]:
        """The targets of all periods, in the order in which they first occur."""
        return tuple(dict.fromkeys(target for point in self.points for target in point.targets))

    @cached_property
    def _digits(self) -> int:
        """The decimals that show each value on its side of its target, and below 100 %."""
        edges = [*self._targets, *([Fraction(100), Fraction(0)] if self.unit == "%" else [])]
        values = [value for _, value in self._known]
        needed = max((decimals_of(value, 2) for value in [*values, *self._targets]), default=0)
        return digits_apart(values, edges, needed)

    def _shown(self, value: Fraction) -> str:
        return shown(self.texts, value, self.unit, self._digits)

    @property
    def alt(self) -> str:
        if not self._known:
            return self.texts.text("trend.none", title=self.title)
        missed = sum(point.outcome == MISSED for point in self.points)
        (last, value), text = self._known[-1], self.texts.text
        periods = text("periods", count=len(self.points))
        count = self.texts.number(missed, 0)
        whole = text("trend.alt", title=self.title, periods=periods, missed=count, value=self._shown(value), period=last.label)
        if len(self._known) == 1:
            return whole
        low, high = min(self._known, key=lambda one: one[1]), max(self._known, key=lambda one: one[1])
        places = {"low_period": low[0].label, "high_period": high[0].label}
        return f"{whole} {text('trend.range', low=self._shown(low[1]), high=self._shown(high[1]), **places)}"

    @property
    def table(self) -> ChartTable:
        """The periods, each with its value, its targets and its outcome."""
        text = self.texts.text
        rows = [
            (
                point.label,
                text("no_data") if point.value is None else self._shown(point.value),
                ", ".join(shown(self.texts, target, self.unit) for target in point.targets),
                text(point.outcome),
            )
            for point in self.points
        ]
        return ChartTable(tuple(map(text, ("period", "value", "target", "outcome"))), tuple(rows), (1, 2))

    @property
    def _ticks(self) -> list[Fraction]:
        """The scale holds all values and targets; one of shares ends at 100 %."""
        figures = [*(value for _, value in self._known), *self._targets]
        low, high = min(figures), max(figures)
        ticks = nice_ticks(low, high)
        if self.unit == "%" and high <= 100:
            ticks = [tick for tick in ticks if tick <= 100]
        if low >= 0:
            ticks = [tick for tick in ticks if tick >= 0]
        return ticks if len(ticks) > 1 else [ticks[0], ticks[0] + 1]

    def _picture(self, width: int) -> Picture:
        if not self._known:
            return Picture(24, (words(self.texts.text("no_data"), 0, 14, size=SIZE, role="quiet"),))
        parts, height = self._legend(width)
        unit = self.unit if len(self.unit) <= SHORT or not self._targets else ""
        plot = Plot.of(self._ticks, self.texts, unit, width, height + 14, HEIGHT)
        parts += plot.drawn()
        middles = [x + wide / 2 for x, wide in (plot.slot(index, len(self.points)) for index in range(len(self.points)))]
        parts += [*self._target_lines(plot), *self._lines(plot, middles), *self._marks(plot, middles)]
        labels = [point.label for point in self.points]
        return Picture(plot.bottom + BELOW, (*parts, *plot.column_labels(labels)))

    def _legend(self, width: int) -> tuple[list[Element], int]:
        """The marks of the outcomes that occur and of the targets, and their height."""
        seen = dict.fromkeys(outcome for outcome in OUTCOMES if any(point.outcome == outcome for point in self.points))
        items = [(outcome_mark(outcome), self.texts.text(outcome)) for outcome in seen]
        if self._targets:
            shown_targets = ", ".join(shown(self.texts, target, self.unit) for target in self._targets)
            items.append((target_mark, f"{self.texts.text('target')} {shown_targets}"))
        return legend(items, width)

    def _target_lines(self, plot: Plot) -> list[Element]:
        """One line for each stretch of periods with the same target."""
        lines, count = [], len(self.points)
        for target in self._targets:
            start = None
            for index in range(count + 1):
                has = index < count and target in self.points[index].targets
                if has and start is None:
                    start = index
                elif not has and start is not None:
                    ends = (plot.left + Fraction(plot.width * start, count), plot.left + Fraction(plot.width * index, count))
                    lines.append(path([(end, plot.y(target)) for end in ends], "target", stroke_dasharray="5 3", data_kind="target"))
                    start = None
        return lines

    def _lines(self, plot: Plot, middles: Sequence[Fraction]) -> list[Element]:
        """The line of the measure, broken where a period has no value."""
        lines: list[Element] = []
        run: list[tuple[Fraction, Fraction]] = []
        for point, x in [*zip(self.points, middles, strict=True), (None, Fraction(0))]:
            if point is not None and point.value is not None:
                run.append((x, plot.y(point.value)))
                continue
            if len(run) > 1:
                lines.append(path(run, "bar", stroke_width="2", stroke_linejoin="round", data_kind="measure"))
            run = []
        return lines

    def _marks(self, plot: Plot, middles: Sequence[Fraction]) -> list[Element]:
        few = plot.slot(0, len(self.points))[1] >= CLOSE
        parts = []
        for point, x in zip(self.points, middles, strict=True):
            if few or point.outcome == MISSED or len(self._known) == 1:
                parts.append(self._mark(point, x, Fraction(plot.bottom - 8) if point.value is None else plot.y(point.value)))
        return parts

    def _mark(self, point: TrendPoint, x: Fraction, y: Fraction) -> Element:
        """The mark of a point, with its figure for who points at it."""
        value = self.texts.text("no_data") if point.value is None else self._shown(point.value)
        outcome = NO_DATA if point.value is None else point.outcome
        label = f"{point.label}: {value}" if outcome == NO_DATA else f"{point.label}: {value}, {self.texts.text(outcome)}"
        return element("g", element("title", text=label), *outcome_mark(outcome)(x, y), data_kind=outcome)
