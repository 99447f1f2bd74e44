"""Peak and Trough: the busiest and the quietest interval of a period."""

from collections.abc import Sequence
from typing import cast

import attrs
from attrs import frozen

from slakit.metrics.amounts.amount import Amount, at_most_five, check_interval, counted_time, finished, in_words, per_time, rate
from slakit.metrics.measure import Evidence, Exact, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.intervals import Intervals, Per, per
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.series_values import PerInterval
from slakit.windows.base import Window

Figures = list[tuple[Exact, int, int]]  # the figure of an interval, its first instant and its last


@frozen(repr=False)
class _Extreme(Amount):
    per: Per = attrs.field(converter=per, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _ = self.unit  # refuses a unit that cannot be had per time

    @property
    def unit(self) -> str:
        return per_time(self.counted, self.per)

    def check(self, window: Window | None) -> None:
        check_interval(self.per, window)

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.at, PerInterval(self.worth, self.per)),)

    def _figures(self, tally: Tally, pairs: Sequence[tuple[int, int]]) -> Figures:
        """The figure of each interval; that of an empty one is zero."""
        table = cast(Intervals, tally).table
        totals = [(table.get(first, (0, 0))[1], first, last) for first, last in pairs]
        return [(rate(self.amount(total), self.per.length, self.per), first, last) for total, first, last in totals]

    def _evidence(self, figures: Figures, highest: bool) -> tuple[Evidence, ...]:
        worst = at_most_five(figures, highest)
        return tuple(Evidence(first, figure=figure, unit=self.unit, until=last) for figure, first, last in worst)


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

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        counted = counted_time(context, self.hours)
        figures = self._figures(tallies[0], [pair for pair in context.intervals(self.per) if counted.cut(*pair)])
        if not figures:
            return Measure(value=None, unit=self.unit, reason="no interval of the period lies in the time that counts")
        value = max(figure for figure, _, _ in figures)
        reached = [figure for figure, _, last in figures if self.grows or last <= context.as_of]
        return Measure(
            value=value,
            unit=self.unit,
            sample=_records(tallies[0], figures),
            low=max(reached, default=None),
            high=None if context.open else value,
            foresees=True,
            workings=in_words(context, f"the highest of {len(figures):,} interval{'s' * (len(figures) != 1)} ({self.per})"),
            evidence=self._evidence([part for part in figures if part[0] > 0], highest=True),
        )


@frozen(repr=False)
class Trough(_Extreme):
    """The least that an interval of the period has: of a `field`, or of records; an interval without records has zero.

    >>> Trough("messages", field="processed", per="1 hour")
    Trough('messages', field='processed', per='1 h')

    Intervals are counted as those of Peak are, but only those that are over, that lie in the hours of `during` from start to end, and
    that neither the period nor an exclusion cuts: less time would have less. In a period that is not over it can only fall.
    """

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        figures = self._figures(tallies[0], finished(context, self.per, self.hours))
        value = min((figure for figure, _, _ in figures), default=None)
        return Measure(
            value=value,
            unit=self.unit,
            sample=_records(tallies[0], figures),
            low=(0 if self.grows else None) if context.open else value,
            high=value,
            foresees=True,
            workings=in_words(context, f"the lowest of {len(figures):,} interval{'s' * (len(figures) != 1)} ({self.per})"),
            reason="" if figures else "no whole interval of the period has passed in the time that counts",
            evidence=self._evidence(figures, highest=False),
        )


def _records(tally: Tally, figures: Figures) -> int:
    """How many records the intervals have."""
    table = cast(Intervals, tally).table
    return sum(table.get(first, (0, 0))[0] for _, first, _ in figures)
