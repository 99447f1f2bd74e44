"""Metrics whose figure is the sum of what single records bring, so that an amount may go by the value of a field of theirs."""

from slakit.errors import ContractError
from slakit.metrics.amounts.count_total import Count, Total
from slakit.metrics.base import Metric
from slakit.metrics.compound.arithmetic import Weighted
from slakit.metrics.timers.elapsed import Elapsed
from slakit.metrics.timers.lateness import Lateness


def check_countable(name: str, metric: Metric) -> None:
    """Raise ContractError unless the failures that a metric counts are single records, so that they can be split by a field of theirs."""
    if not all(reading.value.counts_records for reading in metric.parts()):
        problem = f"{name}= by the value of a field is for single records, and {metric!r} measures time"
        raise ContractError(f"{problem}; write Count(...), or .by(...) on the metric and one {name}")


def check_adds_up(name: str, metric: Metric) -> None:
    """Raise ContractError unless the figures of the records of each value add up to that of all.

    A count and a total do, and the total of clocks, of which each is one record. The time of outages does not, since two of different
    values may overlap, and nor does a mean or a percentile.
    """
    if isinstance(metric, Count | Total) or (isinstance(metric, Weighted) and all(isinstance(part, Count) for part in metric.inner)):
        return
    if isinstance(metric, Elapsed | Lateness):
        if metric.statistic.name == "total":
            return
        problem = f"{name}= by the value of a field is for what adds up, and the {metric.statistic} of clocks does not"
        raise ContractError(f"{problem}; write statistic='total'")
    check_countable(name, metric)
    problem = f"{name}= by the value of a field is for what adds up, and {metric!r} does not"
    raise ContractError(f"{problem}; write Count(...), Total(...), Elapsed(..., statistic='total') or PerBreach(...)")
