"""Elapsed and Within: how long clocks ran, and how many stopped within their limit."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import cast

import attrs

from slakit.calendars.day_count import STEPS
from slakit.metrics.amounts.share import share_of_clocks, widened_share
from slakit.metrics.loss import Loss, in_whole_units
from slakit.metrics.measure import NO_RECORDS, RATIO, TIME, Exact, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.statistic import Statistic, approximate
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.tallies.ordered_values import OrderedValues, joined
from slakit.metrics.tallies.quotients import Quotients
from slakit.metrics.tallies.sketch import digits_within, least_of_range, most_of_range
from slakit.metrics.timers.clock_metric import ClockMetric, LimitedMetric, unbounded
from slakit.metrics.timers.day_units import day_conflicts, day_count, day_unit
from slakit.metrics.value_kinds.timer_value import TimerValue
from slakit.metrics.whole_units import each_in_whole
from slakit.values.fields import length, one_of
from slakit.values.quantity import Quantity


@attrs.frozen(repr=False)
class Elapsed(ClockMetric):
    """The time that clocks ran: their mean, median, pNN, min, max or total.

    A clock that still runs is pending and left out; `low` is the figure if all of them stopped now, `high` if none ever does.

    >>> Elapsed("inquiries", since="asked", until="replied", statistic="p95")
    Elapsed('inquiries', since='asked', until='replied', statistic='p95')

    A percentile is exact over a hundred million clocks too, whose times are counted. "p95 within 1 %" states an error and needs less than
    a megabyte for any number: the figure is within it of the exact one, which lies from `low` to `high`, and a verdict is only certain if
    both ends have it.

    With `whole="1 hour"` each clock counts in whole hours, those that are full, or those that have begun with `counting="begun"`. With
    `unit="business day"` each took so many business days of its clock, of which the day it began on is not one: those begun, full ones, or
    exactly, the part of the next counted by its own length; `unit="calendar day"` counts dates (docs/numbers.md C8a, T5).

    >>> Elapsed("repairs", since="asked", until="done", clock=Weekly({"mon-fri": "09:00-17:00"}, tz="UTC"), unit="business day").unit
    'business day'
    """

    statistic: Statistic = attrs.field(default=Statistic("mean"), converter=approximate, kw_only=True)
    counted_in: str | None = attrs.field(default=None, converter=day_unit, alias="unit", kw_only=True)
    whole: Quantity | None = attrs.field(default=None, converter=attrs.converters.optional(length), kw_only=True)
    counting: str | None = attrs.field(default=None, validator=attrs.validators.optional(one_of(*STEPS)), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        yield from super().conflicts()
        yield from day_conflicts(self.counted_in, self.counting, self.clock, self.whole)
        if self.statistic.within and (self.counted_in or self.whole):
            exact = attrs.evolve(self.statistic, within=None).written
            yield f"states an error, which times in whole units do not keep; write statistic={exact!r}, or leave out the units"

    @property
    def unit(self) -> str:
        return self.counted_in or TIME

    def parts(self) -> tuple[Reading, ...]:
        clocks, *pauses = self._parts(None, days=day_count(self.counted_in, self.counting))
        if self.statistic.within is not None:
            kept = attrs.evolve(cast(TimerValue, clocks.value), digits=digits_within(self.statistic.within))
            clocks = attrs.evolve(clocks, value=kept)
        return (clocks, *pauses)

    def counted_as(self, value: Exact) -> Exact:
        return cast(Exact, each_in_whole([value], self.whole, self.counting)[0])

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        clocks = cast(Clocks, tallies[0])
        value = cast(TimerValue, self.parts()[0].value)
        in_whole = partial(each_in_whole, whole=self.whole, counting=self.counting)
        lengths = value.open_lengths(clocks, context.as_of, context.tz, all_of_them=self.received is not None)
        so_far, stopped = OrderedValues.of(in_whole(lengths)), cast(Multiset | Quotients, clocks.settled).ordered.each(in_whole)
        settled = len(stopped)
        if not settled and not len(so_far):
            return Measure(value=None, unit=self.unit, reason=NO_RECORDS)
        figure = self.statistic.of_all(stopped) if settled else None
        merged = joined([stopped, so_far])
        least, most = (merged, stopped) if value.digits is None else self._ends(value.digits, merged, stopped)
        low = self.statistic.of_all(least)
        high = self.statistic.of(len(merged), unbounded(most), lambda: None) if len(so_far) else self.statistic.of_all(most)
        return Measure(
            value=figure,
            unit=self.unit,
            sample=settled,
            pending=len(so_far),
            low=low,
            high=high,
            loss=Loss(uneven=in_whole_units(self.whole)) if self.whole else None,
            rough=value.digits is not None,
            ranked=self.statistic.ranked(stopped, merged, stopped),
            workings=f"{self.statistic} of {settled:,} clocks",
            reason="" if settled else "every record is pending",
        )

    def _ends(self, digits: int, merged: OrderedValues, stopped: OrderedValues) -> tuple[OrderedValues, OrderedValues]:
        """The least that all times may be, and the most that those of stopped clocks may be, by the digits that are kept."""
        return merged.each(partial(least_of_range, digits=digits)), stopped.each(partial(most_of_range, digits=digits))


@attrs.frozen(repr=False)
class Within(LimitedMetric):
    """The clocks that stopped within their limit, out of all: exactly at the limit is in time (docs/numbers.md C4).

    A clock still running beyond its limit is late; one still inside is pending (docs/numbers.md M5).

    >>> Within("inquiries", {"complaint": "1 hour", "question": "4 hours"}, limit_by="type", since="asked", until="replied")
    Within('inquiries', {'complaint': '1 hour', 'question': '4 hours'}, since='asked', until='replied', limit_by='type')
    """

    counts_breaches = True
    is_share = True
    unit = RATIO

    def parts(self) -> tuple[Reading, ...]:
        return self._parts(self._bounds())

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        result = share_of_clocks(tallies[0], cast(TimerValue, self.parts()[0].value), context.as_of, "in time")
        limit = f"by {self.limit_by}" if isinstance(self.limit, tuple) else str(self.limit or "")
        return attrs.evolve(result, workings=f"{result.workings} (limit {limit})") if limit and result.workings else result

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        clocks, *pauses = unread
        result = widened_share(measure, clocks)
        if not any(pauses) or result.value is None:
            return result
        return attrs.evolve(result, high=1)  # a pause that could not be read may have stopped every clock in time
