"""The inverse of measuring: records for which a metric gives a wanted measure, exactly; the library's metrics, each by its own way."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from slakit.analysis.inverses.cases import duties, elapsed, late, punctual, shares, timers
from slakit.analysis.inverses.compounds import compound, growth
from slakit.analysis.inverses.numbers_of_records import counts, means, peaks, rates, ratios, throughputs, totals
from slakit.analysis.inverses.series import checks, slices
from slakit.analysis.inverses.setting import NO_LINE, NoInverse, OutOfReach, Records, Setting
from slakit.analysis.inverses.spans import outages, shifts
from slakit.errors import SlakitError
from slakit.metrics.amounts.count_total import Count, Total
from slakit.metrics.amounts.distinct import Distinct
from slakit.metrics.amounts.gauge import Gauge
from slakit.metrics.amounts.growth import Growth
from slakit.metrics.amounts.mean import Mean
from slakit.metrics.amounts.mean_ratio import MeanRatio
from slakit.metrics.amounts.peak import Peak, Trough
from slakit.metrics.amounts.rate import Rate
from slakit.metrics.amounts.share import Share
from slakit.metrics.amounts.throughput import Throughput
from slakit.metrics.availability.coverage import Coverage
from slakit.metrics.availability.downtime import Downtime
from slakit.metrics.availability.slices import Slices
from slakit.metrics.availability.uptime import Uptime
from slakit.metrics.base import Metric
from slakit.metrics.checks.checks import Checks
from slakit.metrics.compound.compound_base import Compound
from slakit.metrics.function import FunctionMetric
from slakit.metrics.timers.elapsed import Elapsed, Within
from slakit.metrics.timers.lateness import Lateness
from slakit.metrics.timers.on_schedule import OnSchedule
from slakit.metrics.timers.on_time import OnTime

Maker = Callable[[Any, Fraction, Setting], Records]

MAKERS: tuple[tuple[type[Metric] | tuple[type[Metric], ...], Maker], ...] = (
    ((Uptime, Downtime), outages), (Coverage, shifts), (Checks, checks), (Slices, slices), (Share, shares), (Within, timers),
    (OnTime, punctual), (OnSchedule, duties), (Elapsed, elapsed), (Lateness, late), ((Count, Distinct), counts), (Total, totals),
    ((Mean, Gauge), means), (MeanRatio, ratios), (Rate, rates), ((Peak, Trough), peaks), (Throughput, throughputs),
)  # fmt: skip


def make(metric: Metric, figure: Fraction, setting: Setting) -> Records:
    """Return records that should give a figure, in the unit of the metric; raises OutOfReach with the nearest, or NoInverse."""
    if isinstance(metric, Growth):
        return growth(metric, figure, setting, make)
    if isinstance(metric, Compound):
        return compound(metric, figure, setting, make)
    maker = next((maker for kind, maker in MAKERS if isinstance(metric, kind)), None)
    if maker is None:
        what = "a function over records" if isinstance(metric, FunctionMetric) else "a metric of your own"
        raise NoInverse(f"{metric!r} is {what}, whose records cannot be worked out; write them yourself")
    try:
        return maker(metric, figure, setting)
    except (OutOfReach, NoInverse):
        raise
    except (SlakitError, ArithmeticError, ValueError) as error:
        raise OutOfReach(str(error)) from None


def exact(metric: Metric, figure: Fraction, setting: Setting) -> Records:
    """Return records for which evaluate gives a figure; raises OutOfReach where those that were made give another one."""
    records: Records = {reading.stream: [] for reading in metric.parts()} | make(metric, figure, setting)
    value = setting.measure(metric, records)
    if value is None and setting.group:
        raise OutOfReach(NO_LINE)
    if value != figure:
        end = None if value is None else Fraction(value)
        sides = (None, None) if end is None else (end, None) if end < figure else (None, end)
        raise OutOfReach("its records cannot be made exactly", *sides)
    return records
