"""ObjectiveView: the lines of one objective, and its charts."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from slakit.reports.charts.chart import Chart
from slakit.reports.views.line_charts import charts_of
from slakit.reports.views.line_view import LineView, named
from slakit.reports.views.row import Row
from slakit.reports.views.wording import Wording


@frozen(slots=False)
class ObjectiveView:
    """One objective: its promise, its lines and its charts. `few` lines in the statement are all explained; of many, those that matter."""

    id: str
    lines: tuple[LineView, ...]
    wording: Wording
    few: bool
    with_charts: bool

    @property
    def name(self) -> str:
        return named(self.lines[0].line.name)

    @property
    def clauses(self) -> list[str]:
        return list(dict.fromkeys(named(line.line.clause) for line in self.lines if line.line.clause))

    @property
    def targets(self) -> list[Row]:
        """The promise; several where amendments or a ratchet changed it."""
        return list(dict.fromkeys(line.target for line in self.lines))

    @property
    def grouped(self) -> bool:
        return any(line.line.group is not None for line in self.lines)

    @property
    def paid(self) -> bool:
        return any(line.credit or line.payable for line in self.lines)

    @property
    def striking(self) -> list[LineView]:
        """The lines whose sentence is shown: those that were missed or are not final; the first of all others where there is none."""
        return [line for line in self.lines if not line.plain]

    @property
    def explained(self) -> list[LineView]:
        return list(self.lines) if self.few else self.striking

    @property
    def left(self) -> int:
        """The number of lines that are not explained."""
        return len(self.lines) - len(self.explained)

    @cached_property
    def charts(self) -> list[Chart]:
        return charts_of(self.lines, self.wording) if self.with_charts else []
