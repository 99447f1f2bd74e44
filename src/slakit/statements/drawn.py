"""The charts of a statement, of some lines and of one line, for notebooks."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from slakit.reports.charts.chart import Charts
    from slakit.reports.charts.measure_trend import MeasureTrend
    from slakit.statements.line import Line
    from slakit.statements.statement import Statement


class HasCharts:
    """Base class of what has figures to draw (docs/notebook.md)."""

    __slots__ = ()

    @abstractmethod
    def _lines_to_draw(self) -> Sequence[Line]:
        """Return the lines whose figures are drawn."""

    def chart(self, figure: str = "measure") -> MeasureTrend:
        """Draw a figure of one objective, by period and group: a column of numbers of `to_frame()`, such as "payable" or "sample".

        >>> statement["Uptime"].chart("credit").title
        'Uptime, credit, Mar 2026'

        Raises UsageError for a figure that there is not, and for lines of several objectives.
        """
        from slakit.reports.charts.figure_chart import figure_chart

        return figure_chart(self._lines_to_draw(), figure)

    def charts(self) -> Charts:
        """Draw the measure of each objective; of a line its details too, and of a statement its outcomes and what is payable.

        Details are those of `evaluate(..., details=True)`.

        >>> statement["Uptime"].charts()
        <Charts MeasureTrend>
        """
        from slakit.reports.charts.figure_chart import all_charts

        return all_charts(cast("Statement", self))
