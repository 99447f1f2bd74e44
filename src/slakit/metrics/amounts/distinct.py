"""Distinct: how many different values a field has."""

import attrs

from slakit.metrics.amounts.count_total import Counted
from slakit.metrics.measure import ITEMS, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.labels import Labels
from slakit.metrics.value_kinds.record_values import Labelled
from slakit.values.fields import field_name

UNKNOWN = "(none)"


@attrs.frozen(repr=False)
class Distinct(Counted):
    """The number of different values of a field among the records of the period; unknown is not a value, and without a record it is zero.

    >>> Distinct("posts", "author")
    Distinct('posts', 'author')

    As COUNT(DISTINCT author) in SQL. Equal values are one in whatever form they come: 2 is 2.0. So an average per case is records / cases:

    >>> Count("replies") / Distinct("replies", "ticket")
    Count('replies') / Distinct('replies', 'ticket')
    """

    field: str = attrs.field(validator=field_name)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.at, Labelled(self.field)),)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        labels = Labels.of(tallies[0])
        unknown = labels.number_of(UNKNOWN)
        value, sample = len(labels) - bool(unknown), labels.total() - unknown
        workings = f"{value:,} different {self.field} of {sample:,} records" + (f", {unknown:,} more without one" if unknown else "")
        high = None if context.open else value
        return Measure(value=value, unit=ITEMS, sample=sample, low=value, high=high, foresees=True, workings=workings)
