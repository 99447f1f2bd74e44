"""Rate: how many records, or how much of a field, there is in a length of time."""

import attrs

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.metrics.amounts.amount import Amount, a_length, counted_time, in_words, rate, step_of
from slakit.metrics.measure import TIME, Measure, in_unit
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar
from slakit.metrics.tallies.intervals import Per, per
from slakit.metrics.tallies.sums import Sums


@attrs.frozen(repr=False)
class Rate(Amount):
    """The amount of a period / the time of it that counts, as an amount `per` a length of time; no records are a rate of zero.

    >>> Rate("messages", field="processed", per="1 hour")
    Rate('messages', field='processed', per='1 h')

    The amount is that of `field`, or the number of records. ISO/IEC 25023 calls it the mean throughput; it is the rate of Little's law.
    Time counts in the hours of `clock`, so that what came at night is spread over the day; `during` leaves out the records of other
    hours as well as their time, and so does an exclusion (docs/numbers.md M6). In a period that is not over, the time is what has passed.
    """

    per: Per = attrs.field(converter=per, validator=a_length, kw_only=True)
    clock: Calendar = attrs.field(default=ALWAYS, validator=calendar, kw_only=True)

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.at, self.worth),)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        sums = Sums.of(tallies[0])
        hours = self.clock if self.hours is None else self.clock & self.hours
        passed = counted_time(context, hours).total
        rest = hours.clock.elapsed(context.observed.last, context.span.last)
        if not passed:
            return Measure(value=None, unit=self.unit, reason="no time counts in the period")
        amount = self.amount(sums.total)
        value = rate(amount, passed, self.per)
        least = rate(amount, passed + rest, self.per) if self.grows else None
        time = in_unit(passed, TIME).to(step_of(self.per.length))
        return Measure(
            value=value,
            unit=self.unit,
            sample=sums.count,
            low=least if context.open else value,
            high=None if context.open else value,
            foresees=True,
            workings=in_words(context, f"{in_unit(amount, self.counted).show()} in {time.show()}"),
        )
