"""Group measures: a measure group by group against its targets, with no line between them."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve, frozen

from slakit.reports.charts.chart import ChartTable
from slakit.reports.charts.element import Element
from slakit.reports.charts.marks import MISSED
from slakit.reports.charts.measure_trend import MeasureTrend
from slakit.reports.charts.plot import Plot


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

    def _lines(self, plot: Plot, middles: Sequence[Fraction]) -> list[Element]:
        return []
