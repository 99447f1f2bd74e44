"""MeanRatio: the mean, or another statistic, of the ratios that single records have."""

from fractions import Fraction
from math import floor
from typing import cast

import attrs

from slakit.metrics.expressions.expression import number_field
from slakit.metrics.measure import RATIO, Exact, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.statistic import Statistic, statistic
from slakit.metrics.stream_metric import KeyedMetric
from slakit.metrics.tallies.ordered_values import OrderedValues
from slakit.metrics.tallies.quotients import Quotients
from slakit.metrics.value_kinds.record_values import Quotient
from slakit.values.fields import field_name, number_name, unit_text, whole_number

KEPT = 18  # decimals of a figure that no shorter fraction says


@attrs.frozen(repr=False)
class MeanRatio(KeyedMetric):
    """A statistic, by default the mean, of `field` / `over` in each record: a mean of ratios, in which every record has the same weight.

    >>> MeanRatio("posts", "interactions", over="impressions")
    MeanRatio('posts', 'interactions', over='impressions')

    mean = (a1 / b1 + ... + an / bn) / n. The ratio of sums, in which large records weigh more, is `Total(...) / Total(...)`: of 10/100 and
    10/1,000 it is 20/1,100 = 1.8 %, and the mean of ratios 5.5 %. Both numbers are read at `digits` decimals. A record with zero below
    has no ratio, is left out and listed in its account; without one of its numbers, or with a negative divisor, it is a data problem.
    """

    field: str = attrs.field(converter=number_field, validator=number_name)
    over: str = attrs.field(converter=number_field, validator=number_name, kw_only=True)
    statistic: Statistic = attrs.field(default=Statistic("mean"), converter=statistic, kw_only=True)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    unit: str = attrs.field(default=RATIO, converter=unit_text, kw_only=True)
    digits: int = attrs.field(default=6, validator=whole_number(0, 6), kw_only=True)

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.at, Quotient(self.field, self.over, self.digits)),)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        ratios = Quotients.of(tallies[0])
        count = len(ratios)
        if not count:
            return Measure(value=None, unit=self.unit, reason="no records with a ratio")
        ordered = OrderedValues() if self.statistic.share is None else ratios.ordered
        value = kept(cast(Exact, self.statistic.of(count, ordered.__getitem__, lambda: ratios.total)))
        workings = f"{self.statistic} of {self.field} / {self.over} in each of {count:,} records"
        return Measure(value=value, unit=self.unit, sample=count, low=value, high=value, workings=workings)


def kept(value: Exact) -> Exact:
    """Return a fraction as it is; if its denominator has more than 18 digits, cut to 18 decimals.

    It is then rounded to an odd last digit, so that it stays on its own side of every figure that has fewer decimals.
    """
    if value.denominator <= 10**KEPT:
        return value
    scaled = floor(value * 10**KEPT)
    return Fraction(scaled | 1, 10**KEPT)
