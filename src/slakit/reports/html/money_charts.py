"""Charts of a whole statement: from gross credit to net payable."""

from __future__ import annotations

from slakit.reports.charts.chart import Chart
from slakit.reports.html.wording import Wording
from slakit.statements.statement import Statement


def money_charts(statement: Statement, wording: Wording) -> list[Chart]:
    """Return the charts of what is paid."""
    return []
