"""Peak and Trough: the busiest and the quietest interval of a period."""

from collections.abc import Sequence
from itertools import compress
from typing import ClassVar

from attrs import frozen

from slakit.metrics.amounts.amount import Amount, at_most_five, check_interval, counted_time, finished, in_words, rate, times_in
from slakit.metrics.measure import Evidence, Exact, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.intervals import Intervals
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.series_values import PerInterval
from slakit.windows.base import Window

Totals = list[tuple[int, int, int]]  # the total worth in an interval, its first instant and its last


@frozen(repr=False)
class _Extreme(Amount):
    highest: ClassVar[bool]

    def check(self, window: Window | None) -> None:
        check_interval(self.per, window)

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.at, PerInterval(self.worth, self.per)),)

    def _totals(self, tally: Tally, pairs: Sequence[tuple[int, int]]) -> Totals:
        table, empty = Intervals.of(tally).table, (0, 0)
        return [(table.get(first, empty)[1], first, last) for first, last in pairs]

    def _figure(self, total: int) -> Exact:
        return rate(self.amount(total), self.per.length, self.per)

    def _of(
        self, tally: Tally, context: PeriodContext, totals: Totals, value: Exact | None, low: Exact | None, high: Exact | None
    ) -> Measure:
        table, empty = Intervals.of(tally).table, (0, 0)
        count = f"{len(totals):,} interval{'s' * (len(totals) != 1)} ({self.per})"
        worst = at_most_five([part for part in totals if part[0] > 0 or not self.highest], self.highest)
        return Measure(
            value=value,
            unit=self.unit,
            sample=sum(table.get(first, empty)[0] for _, first, _ in totals),
            low=low,
            high=high,
            foresees=True,
            workings=in_words(context, f"the {'highest' if self.highest else 'lowest'} of {count}"),
            reason="" if totals else "no whole interval of the period has passed in the time that counts",
            evidence=tuple(Evidence(first, figure=self._figure(total), unit=self.unit, until=last) for total, first, last in worst),
        )


@frozen(repr=False)
class Peak(_Extreme):
    """The most that an interval of the period has: of a `field`, or of records; without records it is zero.

    >>> Peak("messages", field="processed", per="1 hour")
    Peak('messages', field='processed', per='1 h')

    Intervals are counted from the start of the period: hours on the full hour, as the peak hour of telephone traffic is measured
    (ITU-T E.500), and not from wherever the most would come together. Every interval of which some lies in the hours of `during`
    is looked at, so is the one that runs, and the last one, which the end of the period may cut. An interval by the wall clock, such as
    daily(), has an amount and no rate. What has been reached remains: in a period that is not over the peak can only rise.
    """

    highest = True

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        counted = counted_time(context, self.hours)
        pairs = context.intervals(self.per)
        totals = self._totals(tallies[0], list(compress(pairs, times_in(counted, pairs))))
        if not totals:
            return Measure(value=None, unit=self.unit, reason="no interval of the period lies in the time that counts")
        value = self._figure(max(totals)[0])
        reached = [total for total, _, last in totals if self.grows or last <= context.as_of]
        low = self._figure(max(reached)) if reached else None
        return self._of(tallies[0], context, totals, value, low, high=None if context.open else value)


@frozen(repr=False)
class Trough(_Extreme):
    """The least that an interval of the period has: of a `field`, or of records; an interval without records has zero.

    >>> Trough("messages", field="processed", per="1 hour")
    Trough('messages', field='processed', per='1 h')

    Intervals are counted as those of Peak are, but only those that are over, that lie in the hours of `during` from start to end, and
    that neither the period nor an exclusion cuts: less time would have less. In a period that is not over it can only fall.
    """

    highest = False

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        totals = self._totals(tallies[0], finished(context, self.per, self.hours))
        value = self._figure(min(totals)[0]) if totals else None
        low = value if not context.open else 0 if self.grows else None
        return self._of(tallies[0], context, totals, value, low, high=value)
