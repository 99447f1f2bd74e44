"""Charts of the lines of one objective, those of which the statement has the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slakit.reports.charts.chart import Chart
from slakit.reports.charts.uptime_timeline import UptimeTimeline
from slakit.reports.html.line_view import LineView
from slakit.reports.html.wording import Wording
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome

MOST = 3  # lines of an objective that have pictures of their own: those that were missed first
KINDS = {"bad": "bad", "excluded": "excluded", "excused": "excluded", "unknown": "pending"}


def charts_of(lines: Sequence[LineView], wording: Wording) -> list[Chart]:
    """Return the charts of an objective."""
    chosen = sorted(lines, key=lambda view: view.line.outcome is not Outcome.MISSED)[:MOST]
    shown = [view for view in lines if view in chosen]
    return [chart for view in shown for chart in _of_line(view, wording)]


def _of_line(view: LineView, wording: Wording) -> Iterator[Chart]:
    line = view.line
    if line.details is None:
        return
    yield from _timeline(line, view, wording)


def _timeline(line: Line, view: LineView, wording: Wording) -> Iterator[Chart]:
    spans = [(one.first, one.last, KINDS[one.kind], one.reason) for one in line.details.time if one.kind in KINDS] if line.details else []
    if spans:
        span, title = line.period.span, wording.texts.text("pictures.timeline", period=view.title)
        yield UptimeTimeline(title, start=span.first, end=span.last, spans=spans, zone=line.zone, texts=wording.texts, key=str(line.key))
