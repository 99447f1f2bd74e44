"""ends_of: the best, the expected and the worst measure that an open line may come to."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from slakit.agreements.objective import Objective
from slakit.metrics.amounts.count_total import Counted, Total
from slakit.metrics.availability.downtime import Downtime
from slakit.metrics.base import Metric
from slakit.metrics.measure import Exact, Measure
from slakit.metrics.timers.elapsed import Elapsed
from slakit.metrics.timers.lateness import Lateness
from slakit.statements.line import Line


def ends_of(objective: Objective, line: Line, at: int) -> tuple[Measure | None, Measure | None, Measure | None]:
    """Return the measures of the best, the expected and the worst end; None for one that nothing bounds."""
    measure, span = line.measure, line.period.span
    over = at >= span.last
    if over or measure.foresees:
        low, high = measure.low, measure.high
    else:
        low, high = (0, 1) if objective.metric.is_share else _reached(objective.metric, measure)
    if len({bound.operator[0] for bound in line.target.bounds}) > 1 or any(bound.operator == "==" for bound in line.target.bounds):
        low = high = None  # neither end is the worst
    best, worst = (low, high) if line.target.lower_is_better else (high, low)
    expected: Exact | None = measure.value
    if measure.pending:  # those that are open have come to so much at least
        expected = _between(expected, measure.low, measure.high, line)
    if expected is not None and span.first < at < span.last and _grows(objective.metric):
        expected = Fraction(expected) * (span.last - span.first) / (at - span.first)
        expected = expected if high is None else min(expected, high)

    def ended(figure: Exact | None) -> Measure | None:
        if figure is None:
            return None
        sample = max(measure.sample, objective.minimum)
        settled = evolve(measure, value=figure, low=figure, high=figure, pending=0, sample=sample, reason="")
        return evolve(settled, part=None, whole=None, lost="", loss=None, ranked=None)  # those are of now

    return ended(best), ended(expected), ended(worst)


def _reached(metric: Metric, measure: Measure) -> tuple[Exact | None, Exact | None]:
    """The bounds of a figure that only grows, or only falls, with each record that comes; none of any other."""
    name = metric.statistic.name if isinstance(metric, Elapsed | Lateness) else ""
    return (measure.low if name in ("max", "total") else None, measure.high if name == "min" else None)


def _grows(metric: Metric) -> bool:
    """True for what adds up over time: a number of records, a total, a length of time."""
    if isinstance(metric, Elapsed | Lateness):
        return metric.statistic.name == "total"
    return isinstance(metric, Counted | Total | Downtime)


def _between(value: Exact | None, low: Exact | None, high: Exact | None, line: Line) -> Exact | None:
    """A value, or the nearest that open clocks leave possible; without any value what those have come to, where that is judged."""
    if value is None:
        return (low if line.target.lower_is_better else high) if line.verdict.running else None
    value = value if low is None else max(value, low)
    return value if high is None else min(value, high)
