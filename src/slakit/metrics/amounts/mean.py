"""Mean: the mean of a field over the records of a period, each with the same weight or with that in another field."""

from collections.abc import Iterator
from fractions import Fraction

import attrs

from slakit.metrics.expressions.expression import number_field
from slakit.metrics.measure import RATIO, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.stream_metric import KeyedMetric
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.weighted_sums import WeightedSums
from slakit.metrics.value_kinds.record_values import Number, Weighed
from slakit.values.fields import field_name, number_name, unit_text, whole_number


@attrs.frozen(repr=False)
class Mean(KeyedMetric):
    """The mean of a field; with `weight` each record counts as often as its field of that name says.

        (v1 + ... + vn) / n            (v1 x w1 + ... + vn x wn) / (w1 + ... + wn)

    >>> Mean("calls", "ms", weight="n", unit="ms")
    Mean('calls', 'ms', weight='n', unit='ms')

    100 calls of 300 ms and 10 of 100 ms are 281.818 ms on average. Both numbers are read at `digits` decimals. A record of no weight is
    left out and listed in its account; a negative one, or one that is not a number, is a data problem. No records is no data.
    """

    field: str = attrs.field(converter=number_field, validator=number_name)
    weight: str | None = attrs.field(default=None, converter=number_field, validator=number_name, kw_only=True)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    unit: str = attrs.field(default=RATIO, converter=unit_text, kw_only=True)
    digits: int = attrs.field(default=6, validator=whole_number(0, 6), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        if self.weight == self.field:
            yield f"{self.field!r} weighs itself; write Mean('calls', 'ms', weight='n')"

    def parts(self) -> tuple[Reading, ...]:
        value = Number(self.field, self.digits) if self.weight is None else Weighed(self.field, self.weight, self.digits)
        return (self.reading(self.at, value),)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        if self.weight is None:
            sums = Sums.of(tallies[0])
            count, above, below = sums.count, sums.total, sums.count
        else:
            weighed = WeightedSums.of(tallies[0])
            count, above, below = weighed.count, weighed.total, weighed.weight
        if not below:
            return Measure(value=None, unit=self.unit, reason="no records" if self.weight is None else "no records with a weight")
        value = Fraction(above, below * 10**self.digits)
        by = "" if self.weight is None else f", weighed by {self.weight}"
        workings = f"mean {self.field} of {count:,} record{'s' * (count != 1)}{by}"
        part, whole = Fraction(above, 10**self.digits), below
        return Measure(value=value, unit=self.unit, sample=count, low=value, high=value, part=part, whole=whole, workings=workings)
