"""Budget burndown: what is left of an error budget day by day, against a budget that is used evenly."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import field, frozen

from slakit.errors import UsageError
from slakit.reports.charts.chart import SIZE, Chart, ChartTable, Picture, words
from slakit.reports.charts.element import Element, Paint, clean, element, number_text
from slakit.reports.charts.figures import decimals_of, digits_apart, exact, shown
from slakit.reports.charts.legend import legend
from slakit.reports.charts.marks import Coordinate, path
from slakit.reports.charts.plot import Plot
from slakit.reports.charts.text_width import wrapped
from slakit.reports.charts.ticks import nice_ticks
from slakit.reports.charts.time_axis import HEIGHT as AXIS, TimeAxis
from slakit.timeline.impossible_days import date_fault
from slakit.timeline.instants import Instant, instant

HEIGHT = 170
SHORT = 4  # letters of a unit that stands at each mark of the scale
DAY = timedelta(days=1)


def _days(days: Iterable[Any]) -> tuple[tuple[date, Fraction], ...]:
    read = [(_day(day), exact(left)) for day, left in days]
    if len({day for day, _ in read}) < len(read):
        raise UsageError("a date of a budget stands twice; write each once, with what is left at its end")
    return tuple(sorted(read))


def _day(value: date | str) -> date:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        day = None
    if isinstance(day, datetime) or not isinstance(day, date) or day.year == date.max.year:  # whose end no clock can show
        raise UsageError(date_fault(value, "'2026-03-01'"))
    return day


def _day_or_none(value: date | str | None) -> date | None:
    return None if value is None else _day(value)


def _midnight(day: date) -> Instant:
    return instant(datetime(day.year, day.month, day.day, tzinfo=UTC))


@frozen
class BudgetBurndown(Chart):
    """The rest of a `budget` at the end of each of `days`, dates with a number in `unit`; `until` is the last of the period.

    >>> days = [("2026-03-01", 40), ("2026-03-02", 10), ("2026-03-03", -5)]
    >>> print(BudgetBurndown("Budget", budget=44, days=days, unit="min").alt.replace("\N{NO-BREAK SPACE}", " "))
    Budget: −5 min of a budget of 44 min left on 3 Mar 2026. It was used up on 3 Mar 2026. It is overspent by 5 min.
    """

    budget: Fraction = field(converter=exact, kw_only=True)
    days: tuple[tuple[date, Fraction], ...] = field(converter=_days, kw_only=True)
    until: date | None = field(default=None, converter=_day_or_none, kw_only=True)
    unit: str = field(default="", converter=clean, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.budget < 0:
            raise UsageError(f"{self.budget} is not an error budget; write a number from 0 on, such as 44")

    @cached_property
    def exhausted(self) -> date | None:
        """The first date at whose end nothing was left; of a budget of 0, on which more than that was used."""
        return next((day for day, left in self.days if left < 0 or left == 0 < self.budget), None)

    @cached_property
    def _digits(self) -> int:
        """Up to two decimals, or as many as keep what is left on its side of 0 and of the budget."""
        figures = [left for _, left in self.days]
        needed = max((decimals_of(figure, 2) for figure in [*figures, self.budget]), default=0)
        return digits_apart(figures, [Fraction(0), self.budget], needed)

    def _shown(self, value: Fraction) -> str:
        return shown(self.texts, value, self.unit, min(self._digits, max(decimals_of(value), 0)))

    @property
    def alt(self) -> str:
        text = self.texts.text
        if not self.days:
            return text("burndown.none", title=self.title)
        day, left = self.days[-1]
        last = text("burndown.alt", title=self.title, left=self._shown(left), budget=self._shown(self.budget), date=self.texts.date(day))
        return " ".join([last, *self._verdicts])

    @property
    def _verdicts(self) -> list[str]:
        sentences = []
        if self.exhausted is not None:
            sentences.append(self.texts.text("burndown.exhausted", date=self.texts.date(self.exhausted)))
        if self.days and self.days[-1][1] < 0:
            sentences.append(self.texts.text("burndown.overspent", over=self._shown(-self.days[-1][1])))
        return sentences

    @property
    def table(self) -> ChartTable:
        """The days, each with what was left at its end, and what even use would have left."""
        rows = [
            (
                self.texts.date(day),
                self._shown(left),
                shown(self.texts, self._even(day), self.unit, min(decimals_of(self._even(day)), self._digits)),
            )
            for day, left in self.days
        ]
        return ChartTable(tuple(map(self.texts.text, ("day", "left", "ideal"))), tuple(rows), (1, 2))

    @property
    def _last(self) -> date:
        """The last date of the picture."""
        return max(self.until or self.days[-1][0], self.days[-1][0])

    def _even(self, day: date) -> Fraction:
        first = self.days[0][0]
        return self.budget * (1 - Fraction((day - first).days + 1, (self._last - first).days + 1))

    def _picture(self, width: int) -> Picture:
        if not self.days:
            return Picture(24, (words(self.texts.text("no_data"), 0, 14, size=SIZE, role="quiet"),))
        lines = wrapped(" ".join(self._verdicts), SIZE + 1, width, most=3) if self._verdicts else []
        parts = [words(line, 0, 13 + 18 * index, size=SIZE) for index, line in enumerate(lines)]
        even = (lambda x, y: [path([(x - 8, y), (x + 8, y)], "ideal", stroke_dasharray="5 3")], self.texts.text("ideal"))
        scale_unit = self.unit if len(self.unit) <= SHORT else ""  # a longer one stands in the legend, once
        rest = self.texts.text("left") if scale_unit == self.unit else self.texts.text("left_in", unit=self.unit)
        marks, tall = legend([(_left_mark, rest), even], width)
        head = 18 * len(lines) + (6 if lines else 0)
        parts.append(element("g", *marks, transform=f"translate(0 {head})"))
        low = min(left for _, left in self.days)
        high = max(self.budget, *(left for _, left in self.days))
        # of what is overspent many times over, no more than the budget is drawn below 0
        low = max(low, -high) if high > 0 else low
        plot = Plot.of(nice_ticks(min(low, Fraction(0)), high), self.texts, scale_unit, width, head + tall + 14, HEIGHT)
        axis = TimeAxis(_midnight(self.days[0][0]), _midnight(self._last + DAY), UTC, plot.left, plot.width)
        parts += [*plot.drawn(), *axis.drawn(plot.bottom, self.texts)]
        parts.append(
            path(
                [(axis.left, plot.y(self.budget)), (axis.left + axis.width, plot.y(0))], "ideal", stroke_dasharray="5 3", data_kind="ideal"
            )
        )
        parts += self._line(plot, axis)
        return Picture(plot.bottom + AXIS, tuple(parts))

    def _line(self, plot: Plot, axis: TimeAxis) -> list[Element]:
        """The budget as it goes: in red from where it is used up, with an arrow in place of what lies below the plot."""
        bottom = plot.ticks[0]
        before: tuple[Fraction, Fraction] = (Fraction(axis.left), self.budget)
        runs: dict[str, list[tuple[Coordinate, Coordinate]]] = {"bar": [(before[0], plot.y(before[1]))], "bad": []}
        marks: list[Element] = []
        role = "bar"
        for day, left in self.days:
            here = (axis.x(_midnight(day) + 86_400_000_000), left)
            if day == self.exhausted:
                x = _crossing(before, here, Fraction(0))
                title = element("title", text=self.texts.text("exhausted", date=self.texts.date(day)))
                marks.append(element("circle", title, cx=x, cy=plot.y(0), r="5", fill=Paint("bad"), data_kind="exhausted"))
                runs["bar"].append((x, plot.y(0)))
                runs["bad"].append((x, plot.y(0)))
                role = "bad"
            if left < bottom:
                x = _crossing(before, here, bottom)
                title = element("title", text=f"{self.texts.date(day)}: {self._shown(left)}")
                arrow = f"M{number_text(x)} {plot.bottom}m-6 -12h12l-6 10z"
                marks.append(element("path", title, d=arrow, fill=Paint("bad"), data_kind="beyond"))
                runs[role].append((x, Fraction(plot.bottom)))
                break
            runs[role].append((here[0], plot.y(left)))
            before = here
        parts = [path(run, name, stroke_width="2", stroke_linejoin="round", data_kind="left") for name, run in runs.items() if len(run) > 1]
        return [*parts, *marks]


def _crossing(before: tuple[Fraction, Fraction], after: tuple[Fraction, Fraction], level: Fraction) -> Fraction:
    """Return where the line between two points, each with its value, reaches a value."""
    (first, high), (last, low) = before, after
    return last if high == low else first + (last - first) * (high - level) / (high - low)


def _left_mark(x: Coordinate, y: Coordinate) -> list[Element]:
    return [path([(x - 8, y), (x + 8, y)], "bar", stroke_width="2")]
