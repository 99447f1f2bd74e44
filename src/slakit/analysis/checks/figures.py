"""Figures: which figures a metric can give in a period, and the simplest of them in a range."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from slakit.analysis.checks.contract import Promise, length
from slakit.errors import SlakitError
from slakit.metrics.amounts.count_total import Count
from slakit.metrics.amounts.distinct import Distinct
from slakit.metrics.availability.coverage import Coverage
from slakit.metrics.availability.downtime import Downtime
from slakit.metrics.availability.slices import Slices
from slakit.metrics.availability.uptime import Uptime
from slakit.metrics.base import Metric
from slakit.metrics.checks.checks import Checks
from slakit.metrics.compound.arithmetic import Multiplied, Weighted
from slakit.metrics.compound.choice import Best, Worst
from slakit.metrics.compound.gated import Gated
from slakit.metrics.timers.approved import Approved
from slakit.metrics.timers.duties import Duties
from slakit.metrics.timers.elapsed import Elapsed, Within
from slakit.metrics.timers.lateness import Lateness
from slakit.metrics.timers.on_schedule import OnSchedule
from slakit.metrics.timers.on_time import OnTime
from slakit.values.units import unit
from slakit.windows.period import Period

GOOD = (Uptime, Checks, Slices, Coverage, Within, OnTime, OnSchedule, Approved)  # more of it is better service
BAD = (Downtime, Elapsed, Lateness)  # less of it is


@frozen
class Region:
    """Figures from one to another, each itself in the range or not; None is no end."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_in: bool = True
    high_in: bool = True


@frozen
class Figures:
    """From the least to the most that a metric can give, in base units, and the step between two of them; None where there is none."""

    low: Fraction | None
    high: Fraction | None
    step: Fraction | None = None

    def pick(self, wanted: Region) -> Fraction | None:
        """The simplest figure in a range; None where there is none."""
        low, low_in = _later(self.low, wanted)
        high, high_in = _earlier(self.high, wanted)
        if low is not None and high is not None and (low > high or (low == high and not (low_in and high_in))):
            return None
        if self.step is not None:
            return self._on_step(low, high, low_in, high_in)
        return _simplest(low, high, low_in, high_in)

    def _on_step(self, low: Fraction | None, high: Fraction | None, low_in: bool, high_in: bool) -> Fraction | None:
        step = self.step or Fraction(1)
        if low is None:
            number = Fraction(0) if high is None else Fraction(floor(high / step))
            number -= 0 if high is None or high_in or number * step < high else 1
            return number * step
        number = Fraction(ceil(low / step))
        number += 0 if low_in or number * step > low else 1
        fits = high is None or number * step < high or (high_in and number * step == high)
        return number * step if fits else None


def _later(low: Fraction | None, wanted: Region) -> tuple[Fraction | None, bool]:
    if wanted.low is None or (low is not None and low > wanted.low):
        return low, True
    return wanted.low, wanted.low_in


def _earlier(high: Fraction | None, wanted: Region) -> tuple[Fraction | None, bool]:
    if wanted.high is None or (high is not None and high < wanted.high):
        return high, True
    return wanted.high, wanted.high_in


def _simplest(low: Fraction | None, high: Fraction | None, low_in: bool, high_in: bool) -> Fraction:
    """The fraction of the smallest denominator from low to high, which is not empty."""
    if low is None:
        return (high or Fraction(0)) - (0 if high_in else 1)
    if high is None:
        return low if low_in else low + 1
    if low == high or (low_in and low.denominator == 1):
        return low
    if high_in and high.denominator == 1:
        return high
    if low_in and high_in:
        low, high = low - (high - low) / 1_000_000, high  # a hair more, since the search is of open ranges
    if floor(low) + 1 < high:
        return Fraction(floor(low) + 1)
    return _between(low, high)


def _between(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of the smallest denominator strictly between two."""
    whole = floor(low)
    if whole + 1 < high:
        return Fraction(whole + 1)
    low, high = low - whole, high - whole
    return whole + 1 / (_between(1 / high, 1 / low) if low else Fraction(floor(1 / high) + 1))


def figures(promise: Promise, period: Period) -> Figures:
    """The figures that a metric can give in a period, as the target rounds them."""
    target = promise.objective.target
    raw = unrounded(promise, period)
    rounding = {bound.rounding.base if bound.rounding else None for bound in target.bounds}
    step = next(iter(rounding)) if len(rounding) == 1 else None
    return raw if step is None else Figures(raw.low, raw.high, step if raw.step is None else max(step, raw.step))


def unrounded(promise: Promise, period: Period) -> Figures:
    """The figures that a metric can give in a period, before the target rounds them."""
    metric, span = promise.objective.metric, period.span
    if metric.is_share:
        return Figures(Fraction(0), Fraction(1), _share_step(promise, period))
    if isinstance(metric, Downtime):
        clock = metric.clock.clock
        whole = metric.whole.base if metric.whole else None
        beyond = metric.whole is not None and metric.counting == "begun"
        return Figures(Fraction(0), None if beyond else Fraction(clock.elapsed(span.first, span.last)), whole)
    if isinstance(metric, Count | Distinct):
        return Figures(Fraction(0), None, Fraction(1) if unit(metric.unit).factor == 1 else None)
    if isinstance(metric, Elapsed | Lateness):
        return Figures(Fraction(0), None)
    return Figures(None, None)


def _share_step(promise: Promise, period: Period) -> Fraction | None:
    """The share of one check or interval of a period, where all weigh alike and their number follows from their rhythm."""
    count = checks_of(promise, period)
    return None if count is None else Fraction(1, count)


def checks_of(promise: Promise, period: Period) -> int | None:
    """The number of checks or intervals, each good or bad, of a period; None where the contract does not give it."""
    metric = promise.objective.metric
    if isinstance(metric, Checks) and metric.count == "checks" and metric.every and metric.hours is None:
        return int(length(period.span) // metric.every.base) or None
    if isinstance(metric, Slices) and metric.threshold is not None and metric.hours is None:
        return len(metric.per.edges(period.span.first, period.span.last, promise.agreement.timezone)) - 1
    return None


def duties_of(promise: Promise, period: Period) -> int | None:
    """The number of duties due in a period; None where the metric has none."""
    metric = promise.objective.metric
    if not isinstance(metric, OnSchedule):
        return None
    try:
        return len(Duties(metric.due, promise.agreement.timezone, metric.due_on).within(period.span)) or None
    except SlakitError:
        return None


def betters(metric: Metric) -> int:
    """1 where more is better service, -1 where less is, 0 where the metric does not say; of parts that all say the same it is that."""
    if isinstance(metric, Worst | Best):
        return 1 if metric.side == "high" else -1
    if isinstance(metric, Gated):
        return betters(metric.metric)
    if isinstance(metric, Weighted | Multiplied):
        terms = metric.terms if isinstance(metric, Weighted) else [(Fraction(1), part) for part in metric.inner]
        signs = {betters(part) * (1 if weight > 0 else -1) for weight, part in terms}
        return signs.pop() if len(signs) == 1 else 0
    return 1 if isinstance(metric, GOOD) else -1 if isinstance(metric, BAD) else 0


def regions(edges: Iterable[Fraction]) -> list[Region]:
    """The figures cut at edges: all below the first, the first, all between it and the second, and so on."""
    ordered = sorted(set(edges))
    cut: list[Region] = []
    before: Fraction | None = None
    for edge in ordered:
        cut += [Region(before, edge, False, False), Region(edge, edge)]
        before = edge
    return [*cut, Region(before, None, False, True)] if ordered else [Region()]
