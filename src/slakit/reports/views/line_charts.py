"""Charts of the lines of one objective, those of which the statement has the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from slakit.metrics.measure import TIME
from slakit.reports.charts.adapters import charts_of_line
from slakit.reports.charts.budget_burndown import BudgetBurndown
from slakit.reports.charts.chart import Chart
from slakit.reports.charts.hour_heat_map import HourHeatMap
from slakit.reports.charts.measure_trend import MeasureTrend
from slakit.reports.charts.uptime_timeline import UptimeTimeline
from slakit.reports.charts.value_distribution import ValueDistribution
from slakit.reports.views.line_view import LineView
from slakit.reports.views.wording import Wording
from slakit.targets.verdict import Outcome
from slakit.values.units import unit

MOST = 3  # lines of an objective that have pictures of their own, and groups that have a trend: those that were missed first
FEWEST = 8  # values of which a picture says more than the numbers


def charts_of(lines: Sequence[LineView], wording: Wording) -> list[Chart]:
    """Return the charts of an objective: its trends, then those of lines; of those that were met, what is seen at a glance."""
    missed = [view for view in lines if view.line.outcome is Outcome.MISSED]
    met = [view for view in lines if view.line.outcome is Outcome.MET]
    chosen = [*missed[:MOST], *met[len(met) - max(MOST - len(missed), 0) :]]
    charts: list[Chart] = list(_trends(lines, wording))
    for view in (view for view in lines if view in chosen):
        charts += _of_line(view, wording, view in missed)
    return charts


def _trends(lines: Sequence[LineView], wording: Wording) -> Iterator[Chart]:
    by_group: dict[str, list[LineView]] = {}
    for view in lines:
        by_group.setdefault(view.group, []).append(view)
    groups = sorted(by_group, key=lambda group: all(view.line.outcome is not Outcome.MISSED for view in by_group[group]))[:MOST]
    for group in groups:
        views = by_group[group]
        units = {_unit(view) for view in views}
        if sum(view.line.verdict.judged is not None for view in views) < 2 or len(units) != 1:
            continue
        title = wording.texts.text("pictures.trend_of", group=group) if group else wording.texts.text("pictures.trend")
        shown_in = units.pop()
        points = [(view.period, _judged(view, shown_in), _outcome(view), _targets(view, shown_in)) for view in views]
        yield MeasureTrend(title, points=points, unit=wording.unit(shown_in), texts=wording.texts, key=f"{views[0].line.name} {group}")


def _unit(view: LineView) -> str:
    judged, target = view.line.verdict.judged, view.line.target
    usual = "" if judged is None else judged.unit.text
    return target.shown_in(usual)


def _judged(view: LineView, shown_in: str) -> Fraction | None:
    judged = view.line.verdict.judged
    return None if judged is None else Fraction(judged.base) / unit(shown_in).factor


def _targets(view: LineView, shown_in: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(bound.limit.base) / unit(shown_in).factor for bound in view.line.target.bounds)


def _outcome(view: LineView) -> str:
    if view.line.outcome is Outcome.NO_DATA:
        return "no_data"
    return "open" if not view.line.verdict.final and not view.line.verdict.certain else view.outcome


def _of_line(view: LineView, wording: Wording, whole: bool) -> Iterator[Chart]:
    """Yield the charts of a line that say more than its row in the table, with titles in words."""
    for chart in charts_of_line(view.line, wording.texts):
        key = _title(chart, view, whole)
        if key:
            title = wording.texts.text(key, period=view.title)
            yield (
                evolve(chart, title=title, unit=wording.unit(chart.unit))
                if isinstance(chart, ValueDistribution)
                else evolve(chart, title=title)
            )


def _title(chart: Chart, view: LineView, whole: bool) -> str:
    """The key of the title of a chart; empty for one that is not worth its room."""
    if isinstance(chart, UptimeTimeline):
        return "pictures.timeline" if any(span.kind == "bad" for span in chart.spans) else ""
    if isinstance(chart, ValueDistribution):
        timed = view.line.details is not None and view.line.details.unit == TIME
        return "" if chart.count < FEWEST else "pictures.distribution" if timed else "pictures.values"
    if isinstance(chart, BudgetBurndown):
        return "pictures.budget" if whole and len(chart.days) > 1 else ""
    if isinstance(chart, HourHeatMap):
        return "" if not whole else "pictures.heat" if chart.unit == "%" else "pictures.hours"
    return ""
