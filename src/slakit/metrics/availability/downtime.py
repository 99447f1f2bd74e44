"""Downtime: the length of time that a service was down."""

from collections.abc import Sequence

from attrs import evolve, frozen

from slakit.metrics.availability.outage_time import OutageTime
from slakit.metrics.measure import TIME, Measure, in_unit
from slakit.metrics.period_context import PeriodContext, Tallies


@frozen(repr=False)
class Downtime(OutageTime):
    """The length of time within outages, of what `clock` counts of the period; outages that overlap count once (docs/numbers.md M8).

    10:00 to 10:30 and 10:10 to 10:40 are 40 minutes. An outage over the end of a period counts in each for what lies in it, and nothing
    down is 0. The settings of outages are those of OutageTime. What is down in part counts in part: an hour with half of the users down
    is 30 minutes, and of pooled units it is the mean of their down times.

    >>> Downtime("outages", whole="1 min").by("service")
    Downtime('outages', by=('service',), whole='1 min')

    It differs from `Elapsed(..., statistic="total")`, which adds up the length of every record, in the period in which it began.
    """

    unit = TIME

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        time = self.reckon(tallies, context)
        count = time.losses.count
        down, counted = (in_unit(value, TIME).to("min").show() for value in (time.losses.total, time.counted))
        text = f"{down} down of {counted}, in {count:,} outage{'s' * (count != 1)}"
        pooled = [f"the mean of {self.pooled:,} units"] if self.pooled > 1 else []
        return Measure(
            value=time.losses.total,
            unit=TIME,
            sample=count,
            low=time.low,
            high=time.high,
            foresees=True,
            breaches=count,
            loss=time.loss,
            workings="; ".join([text, *pooled, *time.notes]),
            evidence=time.losses.evidence,
        )

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        """An outage that could not be read can only raise it."""
        return evolve(measure, high=None)
