"""Count and Total: how many records there were, and what a field of theirs adds up to."""

from collections.abc import Sequence
from fractions import Fraction

import attrs

from slakit.metrics.expressions.expression import number_field
from slakit.metrics.measure import ITEMS, NO_RECORDS, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.stream_metric import KeyedMetric
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.value_kinds.record_values import Number, One
from slakit.values.fields import field_name, number_name, unit_text, whole_number


class Counted(KeyedMetric):
    """A count; records that could not be read can only add to it."""

    unit = ITEMS

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        return attrs.evolve(measure, high=None if measure.high is None else measure.high + sum(unread))


@attrs.frozen(repr=False)
class Count(Counted):
    """The number of records in the period; without a record it is zero, once the stream has been fed.

    >>> Count("incidents").where(severity=["high", "critical"])
    Count('incidents', where={'severity': ['critical', 'high']})
    """

    counts_breaches = True

    at: str = attrs.field(default="at", validator=field_name, kw_only=True)

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.at, One()),)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        count = Sums.of(tallies[0]).count
        high, workings = None if context.open else count, f"{count:,} counted"
        return Measure(value=count, unit=ITEMS, sample=count, breaches=count, low=count, high=high, foresees=True, workings=workings)


@attrs.frozen(repr=False)
class Total(KeyedMetric):
    """The sum of a field over the records of the period; its numbers are read at `digits` decimals. No records is no data.

    >>> Total("posts", "interactions") / Total("posts", "impressions")
    Total('posts', 'interactions') / Total('posts', 'impressions')
    """

    field: str = attrs.field(converter=number_field, validator=number_name)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    unit: str = attrs.field(default=ITEMS, converter=unit_text, kw_only=True)
    digits: int = attrs.field(default=6, validator=whole_number(0, 6), kw_only=True)

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.at, Number(self.field, self.digits)),)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        sums = Sums.of(tallies[0])
        if not sums.count:
            return Measure(value=None, unit=self.unit, reason=NO_RECORDS)
        value = Fraction(sums.total, 10**self.digits)
        workings = f"{self.field} of {sums.count:,} records added up"
        return Measure(value=value, unit=self.unit, sample=sums.count, low=value, high=value, workings=workings)
