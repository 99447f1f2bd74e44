"""Value distribution: how many values lie where, such as response times, with their limit and a percentile."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, pairwise
from math import ceil, floor
from typing import Any

from attrs import field, frozen
from attrs.validators import in_

from slakit.errors import UsageError
from slakit.reports.charts.chart import SIZE, SMALL, Chart, ChartTable, Picture, words
from slakit.reports.charts.element import Element, Paint, clean, element
from slakit.reports.charts.figures import decimals_of, digits_apart, exact, exact_or_none, shown
from slakit.reports.charts.plot import BELOW, Plot, number_marks, tick_labels
from slakit.reports.charts.text_width import shortened, text_width, wrapped
from slakit.reports.charts.ticks import nice_step, nice_ticks
from slakit.reports.charts.value_scale import AWAY, ValueScale, readable

MOST, HEIGHT = 24, 150  # bars, and the height of the highest
MEDIAN, MAIN = 50, 98  # percent of the values below the median, and those that the scale is made for
FAR = 3  # a scale is not stretched more than so many times for the few values and the limit beyond

# the sides of a limit that values may be on: whether they are below it, and the key of the sentence
SIDES = {
    "at most": (True, "distribution.within"),
    "less than": (True, "distribution.below"),
    "at least": (False, "distribution.above"),
    "more than": (False, "distribution.over"),
}

Pairs = tuple[tuple[Fraction, int], ...]


def _pairs(values: Iterable[Any]) -> Pairs:
    counts: dict[Any, int] = {}  # whole numbers stay so until they are sorted, for fractions are slow to compare
    for one in values:
        value, count = one if isinstance(one, tuple | list) else (one, 1)
        if type(count) is not int or count < 0:
            raise UsageError(f"{count!r} is not the number of values; write pairs such as (1.5, 20)")
        if count:
            number = value if type(value) is int else exact(value)
            counts[number] = counts.get(number, 0) + count
    whole = all(type(number) is int for number in counts)
    ordered = sorted(counts) if whole else sorted(sorted(counts, key=_roughly))
    return tuple((Fraction(number), counts[number]) for number in ordered)


def _roughly(value: Fraction | int) -> float:
    return float(value) if abs(value.numerator) < 10**300 and value.denominator < 10**300 else 0.0


def _rank(value: Any) -> Fraction | None:
    rank = exact_or_none(value)
    if rank is not None and not 0 < rank <= 100:
        raise UsageError(f"{value!r} is not the rank of a percentile; write a number from above 0 to 100, such as 95")
    return rank


@frozen
class Bin:
    """The values between two edges: how many, and how many of them are within the limit; `high` is None for all beyond the scale."""

    low: Fraction
    high: Fraction | None
    count: int
    inside: int


@frozen
class ValueDistribution(Chart):
    """Values, or pairs of a value and its number, in `unit`, as bars; `limit` is their edge by its `side`, `rank` the percentile marked.

    With `statistic`, the name of a figure of them such as "median", the limit is that of its `figure`, and no value is in or out of it.

    >>> print(ValueDistribution("Replies", values=[1, 2, 2, 7], unit="h", limit=4).alt.replace("\N{NO-BREAK SPACE}", " "))
    Replies: 4 values from 1 h to 7 h, median 2 h. 75 % (3 of 4) are at most 4 h.
    """

    values: Pairs = field(converter=_pairs, kw_only=True)
    unit: str = field(default="", converter=clean, kw_only=True)
    limit: Fraction | None = field(default=None, converter=exact_or_none, kw_only=True)
    side: str = field(default="at most", validator=in_(tuple(SIDES)), kw_only=True)
    rank: Fraction | None = field(default=None, converter=_rank, kw_only=True)
    statistic: str = field(default="", converter=clean, kw_only=True)
    figure: Fraction | None = field(default=None, converter=exact_or_none, kw_only=True)

    @cached_property
    def _numbers(self) -> list[Fraction]:
        return [value for value, _ in self.values]

    @cached_property
    def _sums(self) -> list[int]:
        return list(accumulate((count for _, count in self.values), initial=0))

    @property
    def count(self) -> int:
        """The number of all values."""
        return self._sums[-1]

    def percentile(self, rank: Fraction | int) -> Fraction:
        """Return the lowest value that at least so many percent of the values do not exceed."""
        return self.values[max(bisect_left(self._sums, self.count * Fraction(rank) / 100) - 1, 0)][0]

    @property
    def inside(self) -> int:
        """The number of values on the right side of their limit; all without one."""
        if self._edge is None:
            return self.count
        before = self._sums[self._before(self._numbers, self._edge)]
        return before if SIDES[self.side][0] else self.count - before

    @property
    def _edge(self) -> Fraction | None:
        """The limit that each value is judged by."""
        return None if self.statistic else self.limit

    @property
    def _before(self) -> Callable[[list[Fraction], Fraction], int]:
        """The way to count the numbers that lie below an edge, those on it among them where the limit is so."""
        return bisect_right if self.side in ("at most", "more than") else bisect_left

    @cached_property
    def bins(self) -> tuple[Bin, ...]:
        """The bars: values on an edge count on the side of it that the limit has, so that no bar hides on which side they are."""
        edges = self._edges
        before = self._before
        sums = [self._sums[before(self._numbers, edge)] for edge in edges]
        sums[0] = 0
        limit = self._sums[before(self._numbers, self._edge)] if self._edge is not None else self.count
        beyond = self._numbers[-1] > edges[-1]
        if not beyond:
            sums[-1] = self.count

        def made(low: Fraction, high: Fraction | None, first: int, last: int) -> Bin:
            below = min(max(limit - first, 0), last - first)
            return Bin(low, high, last - first, below if SIDES[self.side][0] or self._edge is None else last - first - below)

        bins = [made(edges[index], edges[index + 1], sums[index], sums[index + 1]) for index in range(len(edges) - 1)]
        return (*bins, made(edges[-1], None, sums[-1], self.count)) if beyond else tuple(bins)

    @property
    def _edges(self) -> list[Fraction]:
        low, high = self._numbers[0], self._numbers[-1]
        main = self.percentile(MAIN)
        if self._near_limit is not None:
            low, main, high = min(low, self._near_limit), max(main, self._near_limit), max(high, self._near_limit)
        reach = high if high - low <= FAR * (main - low) or main == low else main + (main - low) / 10
        if low == reach:
            pad = abs(low) / 10 or Fraction(1, 2)
            low, reach = low - pad, reach + pad
        start = Fraction(0) if 0 <= low <= reach - low else low
        step = nice_step(reach - start, MOST)
        return [step * index for index in range(floor(start / step), ceil(reach / step) + 1)]

    @property
    def _near_limit(self) -> Fraction | None:
        """The limit, unless it is so far from all values that they would be one bar beside it."""
        low, high = min(self._numbers[0], Fraction(0)), max(self._numbers[-1], Fraction(0))
        near = self.limit is not None and low - FAR * (high - low) <= self.limit <= high + FAR * (high - low)
        return self.limit if near else None

    def _shown(self, value: Fraction) -> str:
        return shown(self.texts, value, self.unit)

    @property
    def _said(self) -> str:
        """The statistic with its target, or the number of values within their limit."""
        if not self.values:
            return ""
        if not self.statistic:
            return self._within
        text = self.texts.text
        figure = text("no_data") if self.figure is None else self._shown(self.figure)
        if self.limit is None:
            return text("distribution.statistic", statistic=self.statistic, figure=figure)
        target = text(f"bound.{self.side}", limit=self._shown(self.limit))
        return text("distribution.target", statistic=self.statistic, figure=figure, target=target)

    @property
    def _within(self) -> str:
        """The number of values within the limit, with as many decimals as keep 99.96 % from being 100 %."""
        if self.limit is None:
            return ""
        share = Fraction(100 * self.inside, self.count)
        return self.texts.text(
            SIDES[self.side][1],
            share=self.texts.percent(share, digits_apart([share], [Fraction(0), Fraction(100)], min(decimals_of(share, 1), 1))),
            inside=self.texts.number(self.inside, 0),
            count=self.texts.number(self.count, 0),
            limit=self._shown(self.limit),
        )

    @property
    def alt(self) -> str:
        if not self.values:
            return self.texts.text("distribution.none", title=self.title)
        low, high, median = map(self._shown, (self._numbers[0], self._numbers[-1], self.percentile(MEDIAN)))
        one = ".one" if self.count == 1 else ""
        count = self.texts.number(self.count, 0)
        sentences = [self.texts.text(f"distribution.alt{one}", title=self.title, count=count, low=low, high=high, median=median)]
        if self.rank is not None:
            sentences.append(f"{self._percentile_forms[0]}.")
        return " ".join([*sentences, *filter(None, [self._said])])

    @property
    def _percentile_forms(self) -> tuple[str, ...]:
        """The words of the percentile, and the short ones."""
        if self.rank is None or not self.values:
            return ()
        digits, value = decimals_of(self.rank), self._shown(self.percentile(self.rank))
        long = self.texts.text("percentile", share=self.texts.percent(self.rank, digits), value=value)
        return long, self.texts.text("percentile.short", rank=self.texts.number(self.rank, digits), value=value)

    @property
    def table(self) -> ChartTable:
        """The bars, each with its number and its share."""
        head = tuple(map(self.texts.text, ("range", "count", "share")))
        if not self.values:
            return ChartTable(head, (), (1, 2))
        edges = tick_labels(self.texts, self._edges, self.unit)
        names = [self.texts.text("from_to", start=low, end=high) for low, high in pairwise(edges)]
        names.append(self.texts.text("beyond", value=edges[-1]))
        shares = [Fraction(100 * one.count, self.count) for one in self.bins]
        rows = [
            (name, self.texts.number(one.count, 0), self.texts.percent(share, digits_apart([share], [Fraction(0)], 1)))
            for name, one, share in zip(names, self.bins, shares, strict=False)
        ]
        return ChartTable(head, tuple(rows), (1, 2))

    def _picture(self, width: int) -> Picture:
        if not self.values:
            return Picture(24, (words(self.texts.text("no_data"), 0, 14, size=SIZE, role="quiet"),))
        lines = wrapped(self._said, SIZE + 1, width, most=3) if self._said else []
        parts = [words(line, 0, 13 + 18 * index, size=SIZE) for index, line in enumerate(lines)]
        rank = None if self.rank is None else self.percentile(self.rank)
        word = self.texts.text("target" if self.statistic else "limit")
        marks: list[tuple[str, Fraction | None, tuple[str, ...]]] = [
            ("target", self._near_limit, (f"{word} {self._shown(self.limit or Fraction(0))}",)),
            ("text", self.figure if self.statistic else None, (f"{self.statistic} {self._shown(self.figure or Fraction(0))}",)),
            ("quiet", rank, self._percentile_forms),
        ]
        there = [(role, at, forms) for role, at, forms in marks if at is not None]
        head = 18 * len(lines) + (6 if lines and there else 0)
        top = head + 18 * len(there) + 12
        most = max(one.count for one in self.bins)
        plot = Plot.of((tick for tick in nice_ticks(Fraction(0), Fraction(most), min(most, 5))), self.texts, "", width, top, HEIGHT)
        parts += plot.drawn()
        scale = ValueScale(plot, self._edges, self.bins[-1].high is None)
        parts += [bar for index, one in enumerate(self.bins) for bar in self._bar(plot, scale, index, one)]
        others: list[Fraction] = []
        for index, (role, at, forms) in enumerate(readable(there, scale, width)):
            parts += scale.mark(at, forms, role, head + 18 * index + 12, width, others)
            others.append(scale.x(at))
        return Picture(plot.bottom + BELOW, (*parts, *self._labels(plot, scale, width)))

    def _bar(self, plot: Plot, scale: ValueScale, index: int, one: Bin) -> list[Element]:
        """The values within the limit, and upon them those that are not, where both stand in one bar."""
        first = scale.last + AWAY if one.high is None else scale.x(one.low)
        wide = scale.wide
        gap = 1 if wide > 4 else 0
        name, count, share = self.table.rows[index] if one.count else ("", "", "")
        bars, under = [], Fraction(plot.bottom)
        for role, part in (("bar", one.inside), ("bad", one.count - one.inside)):
            if part:
                tall = max(plot.bottom - plot.y(part), Fraction(1))
                under -= tall
                title = element("title", text=f"{name}: {count}, {share}")
                x = first + Fraction(gap, 2)
                bars.append(element("rect", title, x=x, y=under, width=wide - gap, height=tall, fill=Paint(role), data_kind=role))
        return bars

    def _labels(self, plot: Plot, scale: ValueScale, width: int) -> list[Element]:
        beyond = self.texts.text("beyond", value=self._shown(self._edges[-1]))
        room = Fraction(width)
        parts: list[Element] = []
        if scale.beyond:
            text = shortened(beyond, SMALL, plot.width)
            room -= text_width(text, SMALL) + 12
            parts.append(words(text, width, plot.bottom + 19, role="quiet", text_anchor="end"))
        marks = number_marks(self._edges[0], self._edges[-1], scale.x, lambda ticks: tick_labels(self.texts, ticks, self.unit), width)
        for tick, middle, word in marks:
            parts.append(element("line", x1=scale.x(tick), x2=scale.x(tick), y1=plot.bottom, y2=plot.bottom + 5, stroke=Paint("axis")))
            if middle + text_width(word, SMALL) / 2 <= room:
                parts.append(words(word, middle, plot.bottom + 19, role="quiet", text_anchor="middle"))
        return parts
