"""Charts of the lines of one objective, those of which the statement has the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from slakit.metrics.measure import TIME
from slakit.reports.charts.chart import Chart
from slakit.reports.charts.measure_trend import MeasureTrend
from slakit.reports.charts.uptime_timeline import UptimeTimeline
from slakit.reports.charts.value_distribution import ValueDistribution
from slakit.reports.html.line_view import LineView
from slakit.reports.html.wording import Wording
from slakit.statements.details import LineDetails
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import HOUR, MINUTE, SECOND
from slakit.values.units import unit

MOST = 3  # lines of an objective that have pictures of their own, and groups that have a trend: those that were missed first
FEWEST = 8  # values of which a picture says more than the numbers
KINDS = {"bad": "bad", "excluded": "excluded", "excused": "excluded", "unknown": "pending"}
ENOUGH = 120  # of a unit of time before the next larger one is used


def charts_of(lines: Sequence[LineView], wording: Wording) -> list[Chart]:
    """Return the charts of an objective: its trends, then those of lines."""
    chosen = sorted(lines, key=lambda view: view.line.outcome is not Outcome.MISSED)[:MOST]
    shown = [view for view in lines if view in chosen]
    return [*_trends(lines, wording), *(chart for view in shown for chart in _of_line(view, wording))]


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
    judged = view.line.verdict.judged
    return view.line.target.bounds[0].limit.unit.text if _bounded(view) else "" if judged is None else judged.unit.text


def _bounded(view: LineView) -> bool:
    return type(view.line.target).__name__ != "WrittenTarget" and bool(view.line.target.bounds)


def _judged(view: LineView, shown_in: str) -> Fraction | None:
    judged = view.line.verdict.judged
    return None if judged is None else Fraction(judged.base) / unit(shown_in).factor


def _targets(view: LineView, shown_in: str) -> tuple[Fraction, ...]:
    bounds = view.line.target.bounds if _bounded(view) else ()
    return tuple(Fraction(bound.limit.base) / unit(shown_in).factor for bound in bounds)


def _outcome(view: LineView) -> str:
    if view.line.outcome is Outcome.NO_DATA:
        return "no_data"
    return "open" if not view.line.verdict.certain else view.outcome


def _of_line(view: LineView, wording: Wording) -> Iterator[Chart]:
    details = view.line.details
    if details is not None:
        yield from _timeline(view, details, wording)
        yield from _distribution(view, details, wording)


def _timeline(view: LineView, details: LineDetails, wording: Wording) -> Iterator[Chart]:
    line = view.line
    spans = [(one.first, one.last, KINDS[one.kind], one.reason) for one in details.time if one.kind in KINDS]
    if not any(kind == "bad" for _, _, kind, _ in spans):
        return
    closed = [(one.first, one.last) for one in details.time if one.kind == "closed"]
    span, title = line.period.span, wording.texts.text("pictures.timeline", period=view.title)
    yield UptimeTimeline(
        title, start=span.first, end=span.last, spans=spans, closed=closed, zone=line.zone, texts=wording.texts, key=str(line.key)
    )


def _distribution(view: LineView, details: LineDetails, wording: Wording) -> Iterator[Chart]:
    """The values of records, where they are more than good or bad."""
    values = [(Fraction(value), count) for value, count in details.values]
    if sum(count for _, count in values) < FEWEST or len(values) < 3:
        return
    name, size = _shown_in(details, values)
    edge = details.edges[0] if len(details.edges) == 1 else None
    key = "pictures.distribution" if details.unit == TIME else "pictures.values"
    yield ValueDistribution(
        wording.texts.text(key, period=view.title),
        values=[(value / size, count) for value, count in values],
        unit=wording.unit(name),
        limit=None if edge is None else Fraction(edge.value) / size,
        side="at least" if edge is not None and edge.side in ("at least", "more than") else "at most",
        texts=wording.texts,
        key=str(view.line.key),
    )


def _shown_in(details: LineDetails, values: Sequence[tuple[Fraction, int]]) -> tuple[str, Fraction]:
    """The unit of a scale, and how many of the unit of the details it is: of time the largest that most values have some of."""
    if details.unit != TIME:
        return ("%", Fraction(1, 100)) if details.unit == "" and values[-1][0] <= 1 else (details.unit, Fraction(1))
    edges = [Fraction(edge.value) for edge in details.edges]
    usual = max([*edges, _middle(values)])
    return next(((name, Fraction(size)) for name, size in (("s", SECOND), ("min", MINUTE)) if usual <= ENOUGH * size), ("h", Fraction(HOUR)))


def _middle(values: Sequence[tuple[Fraction, int]]) -> Fraction:
    left = sum(count for _, count in values) // 2
    for value, count in values:
        left -= count
        if left < 0:
            return value
    return values[-1][0]
