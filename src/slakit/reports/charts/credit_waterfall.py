"""Credit waterfall: the steps from gross credits to what is payable, each as the amount it changes."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil
from typing import Any

from attrs import field, frozen

from slakit.reports.charts.chart import SIZE, SMALL, Chart, ChartTable, Picture, words
from slakit.reports.charts.element import Element, Paint, clean, element, number_text
from slakit.reports.charts.figures import decimals_of, exact, shown
from slakit.reports.charts.text_width import shortened, text_width, wrapped
from slakit.values.currencies import DIGITS

ROW, BAR = 34, 18  # height of a row, and of its bar
STACKED = 48  # height of a row whose words stand above its bar
PHONE = 480  # a picture that is narrower has the words above the bars
MOST = 16  # steps that are drawn one by one; the rest is one bar
SENTENCES = 6  # steps that are read out
BROAD = SIZE + 2  # bold letters take more room


@frozen
class WaterfallStep:
    """One step: its words, and what it adds; negative when it takes off."""

    label: str = field(converter=clean)
    change: Fraction = field(converter=exact)


def _steps(steps: Iterable[Any]) -> tuple[WaterfallStep, ...]:
    return tuple(one if isinstance(one, WaterfallStep) else WaterfallStep(*one) for one in steps)


@frozen
class CreditWaterfall(Chart):
    """From `gross` to what is payable, by `steps`, pairs of words and the amount they add or, negative, take off, in `unit`.

    >>> chart = CreditWaterfall("Credits", gross=1450, steps=[("Cap of 10 %", -250)], unit="GBP")
    >>> print(chart.alt.replace("\N{NO-BREAK SPACE}", " "))
    Credits: from 1,450.00 GBP to 1,200.00 GBP in 1 step. Cap of 10 % −250.00 GBP.
    """

    gross: Fraction = field(converter=exact, kw_only=True)
    steps: tuple[WaterfallStep, ...] = field(default=(), converter=_steps, kw_only=True)
    unit: str = field(default="", converter=clean, kw_only=True)

    @property
    def payable(self) -> Fraction:
        """The amount after all steps."""
        return self.gross + sum(step.change for step in self.steps)

    @property
    def _digits(self) -> int:
        """The decimals that all amounts are written with."""
        amounts = [self.gross, *(step.change for step in self.steps)]
        return max(DIGITS.get(self.unit, 0), *(decimals_of(amount, 3) for amount in amounts))

    def _amount(self, value: Fraction, sign: bool = False) -> str:
        return f"{'+' if sign and value > 0 else ''}{shown(self.texts, value, self.unit, self._digits)}"

    @property
    def alt(self) -> str:
        steps = self.texts.text("steps", count=len(self.steps))
        gross, payable = self._amount(self.gross), self._amount(self.payable)
        whole = self.texts.text("waterfall.alt", title=self.title, gross=gross, payable=payable, steps=steps)
        each = [
            self.texts.text("waterfall.step", step=shortened(step.label, SMALL, 600), change=self._amount(step.change, sign=True))
            for step in self.steps[:SENTENCES]
        ]
        left = len(self.steps) - SENTENCES
        more = [self.texts.text("more", count=self.texts.number(left, 0))] if left > 0 else []
        return f"{whole} {', '.join([*each, *more])}." if each else whole

    @property
    def table(self) -> ChartTable:
        """The steps, each with what it changes and what is left after it."""
        text = self.texts.text
        left = accumulate((step.change for step in self.steps), initial=self.gross)
        changes = ["", *(self._amount(step.change, sign=True) for step in self.steps)]
        labels = [text("gross"), *(step.label for step in self.steps)]
        rows = [(label, change, self._amount(amount)) for label, change, amount in zip(labels, changes, left, strict=True)]
        return ChartTable(
            tuple(map(text, ("step", "change", "amount"))), (*rows, (text("payable"), "", self._amount(self.payable))), (1, 2)
        )

    @property
    def _drawn_steps(self) -> tuple[WaterfallStep, ...]:
        """The steps, those after the sixteenth as one."""
        left = self.steps[MOST:]
        if len(left) <= 1:
            return self.steps
        more = self.texts.text("more", count=self.texts.number(len(left), 0))
        return (*self.steps[:MOST], WaterfallStep(more, sum((step.change for step in left), Fraction(0))))

    def _picture(self, width: int) -> Picture:
        steps = self._drawn_steps
        sums = list(accumulate((step.change for step in steps), initial=self.gross))
        bars = [(Fraction(0), self.gross), *pairwise(sums), (Fraction(0), self.payable)]
        labels = [self.texts.text("gross"), *(step.label for step in steps), self.texts.text("payable")]
        amounts = [self._amount(self.gross), *(self._amount(step.change, sign=True) for step in steps), self._amount(self.payable)]
        room = _Room.of(width, labels, amounts, [amount for bar in bars for amount in bar])
        parts: list[Element] = []
        last = len(bars) - 1
        for index, (first, after) in enumerate(bars):
            total = index in (0, last)
            role = "bar" if total else "ideal" if after < first else "good"
            x, wide = min(room.x(first), room.x(after)), abs(room.x(after) - room.x(first))
            title = element("title", text=f"{labels[index]}: {amounts[index]}")
            tall = max(wide, Fraction(1))
            shape = element(
                "rect", title, x=x, y=room.bar(index), width=tall, height=BAR, fill=Paint(role), data_kind="total" if total else "step"
            )
            parts += [*room.words(index, labels[index], amounts[index], total), shape]
            if index < last and not room.stacked:
                x, y = room.x(after), room.bar(index) + BAR
                parts.append(
                    element("path", d=f"M{number_text(x)} {y}V{room.bar(index + 1)}", stroke=Paint("axis"), stroke_dasharray="2 2")
                )
        height = room.bar(last) + BAR + 8
        return Picture(height, (*parts, *room.zero(last)))


@frozen
class _Room:
    """The places of bars, words and amounts: side by side in a wide picture, the words above in a narrow one."""

    width: int
    left: int
    right: int
    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, width: int, labels: Sequence[str], amounts: Sequence[str], ends: Sequence[Fraction]) -> "_Room":
        low, high = min(*ends, Fraction(0)), max(*ends, Fraction(0))
        high = high if high > low else low + 1
        if width < PHONE:
            return cls(width, 0, width, low, high)
        left = min(ceil(max(text_width(label, BROAD) for label in labels)), width * 3 // 10) + 14
        right = width - min(ceil(max(text_width(amount, BROAD) for amount in amounts)), width // 4) - 14
        return cls(width, left, right, low, high)

    @property
    def stacked(self) -> bool:
        return self.width < PHONE

    def x(self, amount: Fraction) -> Fraction:
        return self.left + (self.right - self.left) * (amount - self.low) / (self.high - self.low)

    def bar(self, index: int) -> int:
        return index * STACKED + 22 if self.stacked else index * ROW + (ROW - BAR) // 2

    def words(self, index: int, label: str, amount: str, total: bool) -> list[Element]:
        """The words of a row and its amount at the right, those of a total bold."""
        if self.stacked:
            figure = shortened(amount, BROAD, self.width * 2 // 3)
            name = [shortened(label, BROAD, self.width - text_width(figure, BROAD) - 12)]
            middle = self.bar(index) - 6
        else:
            figure = shortened(amount, BROAD, self.width // 4)
            name = wrapped(label, BROAD, self.left - 14)
            middle = self.bar(index) + BAR // 2 + 5
        weight = {"font_weight": "600"} if total else {}
        top = middle - 8 * (len(name) - 1)
        return [
            *(words(line, 0, top + 15 * at, size=SIZE, **weight) for at, line in enumerate(name)),
            words(figure, self.width, middle, size=SIZE, text_anchor="end", **weight),
        ]

    def zero(self, last: int) -> list[Element]:
        """The line of 0, from the first bar to the last; in a narrow picture a piece of it at each bar."""
        x = self.x(Fraction(0))
        pieces = [(index, index) for index in range(last + 1)] if self.stacked else [(0, last)]
        ends = [(self.bar(first) - 2, self.bar(after) + BAR + 2) for first, after in pieces]
        return [element("line", x1=x, x2=x, y1=top, y2=bottom, stroke=Paint("axis")) for top, bottom in ends]
