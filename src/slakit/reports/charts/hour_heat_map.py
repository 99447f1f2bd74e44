"""Hour heat map: a figure by weekday and hour, in shades of one colour that every kind of colour vision reads as more."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Any

from attrs import field, frozen

from slakit.errors import UsageError
from slakit.reports.charts.chart import SIZE, SMALL, Chart, ChartTable, Picture, words
from slakit.reports.charts.element import Element, Paint, clean, element, number_text
from slakit.reports.charts.figures import decimals_of, digits_apart, exact, shown
from slakit.reports.charts.palette import HEAT
from slakit.reports.charts.text_width import shortened, text_width

DAYS, HOURS = 7, 24
LEAST, TALLEST = 18, 26  # height of a cell
GAP = 2  # between two cells


def _cells(cells: Iterable[Any]) -> tuple[tuple[int, int, Fraction], ...]:
    read = []
    for weekday, hour, value in cells:
        if type(weekday) is not int or type(hour) is not int or not (0 <= weekday < DAYS and 0 <= hour < HOURS):
            raise UsageError(f"{(weekday, hour)!r} is not an hour of the week; write (0, 9) for Monday from 9 to 10")
        read.append((weekday, hour, exact(value)))
    if len({cell[:2] for cell in read}) < len(read):
        raise UsageError("an hour of the week stands twice; write each once")
    return tuple(sorted(read))


@frozen
class HourHeatMap(Chart):
    """A number in `unit` for hours of the week, each a weekday (0 is Monday), an hour and its value; hours without one stay empty.

    >>> chart = HourHeatMap("Replies in time", cells=[(0, 9, 98), (4, 17, 71)], unit="%")
    >>> print(chart.alt.replace("\N{NO-BREAK SPACE}", " "))
    Replies in time: 2 of 168 hours of the week have data; lowest 71 % on Fri 17:00, highest 98 % on Mon 09:00.
    """

    cells: tuple[tuple[int, int, Fraction], ...] = field(converter=_cells, kw_only=True)
    unit: str = field(default="", converter=clean, kw_only=True)

    @cached_property
    def _range(self) -> tuple[Fraction, Fraction]:
        values = [value for _, _, value in self.cells]
        return min(values), max(values)

    def step(self, value: Fraction) -> int:
        """Return the shade of a value, from 0 to 6, each for a seventh of the range; the middle one where all are equal."""
        low, high = self._range
        return HEAT // 2 if low == high else min(int(HEAT * (value - low) / (high - low)), HEAT - 1)

    @cached_property
    def _digits(self) -> int:
        values = [value for _, _, value in self.cells]
        needed = max((decimals_of(value, 1) for value in values), default=0)
        return digits_apart(values, [Fraction(0), *([Fraction(100)] if self.unit == "%" else [])], needed)

    def _shown(self, value: Fraction) -> str:
        return shown(self.texts, value, self.unit, self._digits)

    def _hour(self, weekday: int, hour: int) -> str:
        return f"{self.texts.weekday(weekday)} {hour:02}:00"

    @property
    def alt(self) -> str:
        if not self.cells:
            return self.texts.text("heat_map.none", title=self.title)
        low, high = (extreme(self.cells, key=lambda cell: cell[2]) for extreme in (min, max))
        return self.texts.text(
            "heat_map.alt",
            title=self.title,
            count=self.texts.number(len(self.cells), 0),
            whole=self.texts.number(DAYS * HOURS, 0),
            low=self._shown(low[2]),
            low_at=self._hour(*low[:2]),
            high=self._shown(high[2]),
            high_at=self._hour(*high[:2]),
        )

    @property
    def table(self) -> ChartTable:
        """The hours that have a value."""
        rows = [(self.texts.weekday(weekday), f"{hour:02}:00", self._shown(value)) for weekday, hour, value in self.cells]
        return ChartTable(tuple(map(self.texts.text, ("weekday", "hour", "value"))), tuple(rows), (2,))

    def _picture(self, width: int) -> Picture:
        if not self.cells:
            return Picture(24, (words(self.texts.text("no_data"), 0, 14, size=SIZE, role="quiet"),))
        names = [shortened(self.texts.weekday(day), SMALL, 60) for day in range(DAYS)]
        left = ceil(max(text_width(name, SMALL) for name in names)) + 8
        wide = Fraction(width - left, HOURS)
        tall = min(max(int(wide), LEAST), TALLEST)
        values = {(weekday, hour): value for weekday, hour, value in self.cells}
        parts = [words(name, 0, day * tall + tall // 2 + 4, role="quiet") for day, name in enumerate(names)]
        parts += [
            self._cell(left + hour * wide, day * tall, wide, tall, (day, hour), values.get((day, hour)))
            for day in range(DAYS)
            for hour in range(HOURS)
        ]
        bottom = DAYS * tall
        every = 3 if wide >= 18 else 6
        parts += [words(f"{hour:02}:00", left + hour * wide, bottom + 16, role="quiet") for hour in range(0, HOURS, every)]
        return Picture(bottom + 54, (*parts, *self._legend(left, bottom + 32, width)))

    def _cell(self, x: Fraction, y: int, wide: Fraction, tall: int, hour: tuple[int, int], value: Fraction | None) -> Element:
        """A square in its shade, with the figure 0 in one that is nothing; one without data is an outline that is crossed out."""
        if value is None:
            title = element("title", text=f"{self._hour(*hour)}: {self.texts.text('no_data')}")
            return _outline(title, x, y, wide - GAP, tall - GAP)
        title = element("title", text=f"{self._hour(*hour)}: {self._shown(value)}")
        shade = self.step(value)
        square = element("rect", title, x=x, y=y, width=wide - GAP, height=tall - GAP, fill=Paint(f"heat-{shade}"), data_kind="hour")
        if value:
            return square
        middle = x + (wide - GAP) / 2
        zero = words("0", middle, y + tall // 2 + 3, role=f"heat-ink-{shade}", text_anchor="middle", pointer_events="none")
        return element("g", square, zero)

    def _legend(self, left: int, y: int, width: int) -> list[Element]:
        """The shades from the lowest value to the highest, and the outline of an hour without data."""
        low, high = self._range
        room = width // 4
        parts: list[Element] = []
        first = shortened(self._shown(low), SMALL, room)
        parts.append(words(first, left, y + 11, role="quiet"))
        x = left + ceil(text_width(first, SMALL)) + 8
        for step in range(HEAT) if low != high else [HEAT // 2]:
            parts.append(element("rect", x=x, y=y, width=14, height=14, fill=Paint(f"heat-{step}")))
            x += 14
        x += 8
        if low != high:
            last = shortened(self._shown(high), SMALL, room)
            parts.append(words(last, x, y + 11, role="quiet"))
            x += ceil(text_width(last, SMALL)) + 20
        none = self.texts.text("no_data")
        if len(self.cells) < DAYS * HOURS and x + 22 + text_width(none, SMALL) <= width:
            parts += [_outline(element("title", text=none), x, y, 14, 14), words(none, x + 22, y + 11, role="quiet")]
        return parts


def _outline(title: Element, x: Fraction | int, y: int, wide: Fraction | int, tall: int) -> Element:
    half = Fraction(1, 2)
    shape = element(
        "rect", x=x + half, y=y + half, width=wide - 1, height=tall - 1, fill="none", stroke=Paint("line"), pointer_events="all"
    )
    ends = f"M{number_text(x + half)} {number_text(y + tall - half)}L{number_text(x + wide - half)} {number_text(y + half)}"
    return element("g", title, shape, element("path", d=ends, stroke=Paint("axis"), stroke_opacity="0.6", data_kind="none"))
