"""ends_of: the best, the expected and the worst end that an open line may come to."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from slakit.agreements.objective import Objective
from slakit.metrics.amounts.count_total import Count, Counted, Total
from slakit.metrics.availability.downtime import Downtime
from slakit.metrics.base import Metric
from slakit.metrics.measure import ITEMS, Exact, Measure
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.timers.elapsed import Elapsed
from slakit.metrics.timers.lateness import Lateness
from slakit.statements.line import Line

MANY = 10**9  # failures that nothing bounds


@frozen
class End:
    """The `end` of what was measured `now`; what records add up to for a base grows by `growth`.

    `unbounded` says that it may fail any number of times until then.
    """

    now: Measure
    end: Measure
    growth: Fraction = Fraction(1)
    unbounded: bool = False

    def of(self, measure: Measure) -> Measure:
        """The end of a measure: of the whole, or, in proportion, of what some of the records come to (a rule pays each at its amount)."""
        if measure == self.now:
            return self.end
        value = measure.value if measure.value is None else _so_far(measure) * _ratio(self.end.value, _so_far(self.now))
        breaches = None if measure.breaches is None else measure.breaches * _ratio(self.end.breaches, self.now.breaches)
        return _settled(measure, value, breaches)

    def fed(self, tally: Tally | None) -> Tally | None:
        """The records of a base at the end."""
        return Sums(tally.count, int(tally.total * self.growth)) if isinstance(tally, Sums) else tally

    def with_more(self) -> End:
        """The same with more failures still, where their number has no bound, and with more records of a base."""
        more = evolve(self.end, breaches=(self.end.breaches or 0) + MANY) if self.unbounded else self.end
        return evolve(self, end=more, growth=self.growth * MANY)


Ends = tuple[End | None, End | None, End | None]


def ends_of(objective: Objective, line: Line, at: int) -> Ends:
    """Return the best, the expected and the worst end; None for one that nothing bounds.

    A failure that was counted stays one, also at best; failures that are expected are those so far x whole period / time passed, to a whole
    number; at worst any number may come where nobody knows how many there can be.
    """
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
    growth = Fraction(span.last - span.first, at - span.first) if span.first < at < span.last else Fraction(1)
    if expected is not None and _grows(objective.metric):
        expected = Fraction(expected) * growth
        expected = expected if high is None else min(expected, high)
    most = _most_failures(objective.metric, measure, worst, over)
    sample = max(measure.sample, objective.minimum)

    def ended(figure: Exact | None, breaches: int | None, growth: Fraction | int, unbounded: bool = False) -> End | None:
        if figure is None:
            return None
        counted = None if measure.breaches is None else breaches
        return End(measure, evolve(_settled(measure, figure, counted), sample=sample), Fraction(growth), unbounded)

    failed = int(measure.breaches or 0)
    likely = _whole(failed * growth) if most is None else min(_whole(failed * growth), most)
    at_worst = ended(worst, failed + MANY if most is None else most, 1 if over else MANY, unbounded=most is None)
    return ended(best, failed, 1), ended(expected, likely, growth), at_worst


def _settled(measure: Measure, figure: Exact | None, breaches: Exact | None) -> Measure:
    """A measure that can no longer change."""
    settled = evolve(measure, value=figure, low=figure, high=figure, pending=0, breaches=breaches, reason="")
    return evolve(settled, part=None, whole=None, lost="", loss=None, ranked=None)  # those are of now


def _so_far(measure: Measure) -> Exact:
    """A count or a total with what is open, as far as it has come."""
    return (measure.low if measure.pending else measure.value) or 0


def _ratio(end: Exact | None, now: Exact | None) -> Fraction:
    return Fraction(end or 0) / now if now else Fraction(0)


def _whole(number: Fraction) -> int:
    """The nearest whole number, a half up."""
    return int(number + Fraction(1, 2))


def _most_failures(metric: Metric, measure: Measure, worst: Exact | None, over: bool) -> int | None:
    """The number of failures at the worst end; None where nobody knows how many there can be."""
    breaches = int(measure.breaches or 0)
    if over:
        return breaches + measure.pending + measure.unread
    if isinstance(metric, Count) and worst is not None:
        return int(worst)
    loss = measure.loss
    if measure.lost_in == ITEMS and measure.whole is not None and loss is not None and loss.end is not None and not loss.uneven:
        return breaches + int(loss.end - measure.whole)  # all that is left fails
    return None


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
