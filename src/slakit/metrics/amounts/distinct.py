"""Distinct: how many different values a field has."""

from collections.abc import Sequence
from typing import cast

import attrs
from attrs import frozen

from slakit.metrics.base import KeyedMetric, PeriodContext, text
from slakit.metrics.measure import ITEMS, Measure, widened
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.labels import Labels
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.record_values import Labelled

UNKNOWN = "(none)"


@frozen(repr=False)
class Distinct(KeyedMetric):
    """How many different values a field has among the records of the period; an unknown one is not a value, no records are zero.

    >>> Distinct("posts", "author")
    Distinct('posts', 'author')

    As COUNT(DISTINCT author) in SQL. Equal values are one in whatever form they come: 2 is 2.0. So an average per case is records / cases:

    >>> Count("replies") / Distinct("replies", "ticket")
    Count('replies') / Distinct('replies', 'ticket')
    """

    field: str = attrs.field(validator=text)
    at: str = attrs.field(default="at", validator=text, kw_only=True)

    @property
    def unit(self) -> str:
        return ITEMS

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.at, Labelled(self.field)),)

    def measure(self, tallies: Sequence[Tally], view: PeriodContext) -> Measure:
        counts = cast(Labels, tallies[0]).counts
        known = {label: count for label, count in counts.items() if label != UNKNOWN}
        sample = sum(known.values())
        unknown = counts.get(UNKNOWN, 0)
        return Measure(
            value=len(known),
            unit=ITEMS,
            sample=sample,
            low=len(known),
            high=None if view.open else len(known),
            foresees=True,
            workings=f"{len(known):,} different {self.field} of {sample:,} records"
            + (f", {unknown:,} more without one" if unknown else ""),
        )

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        """Records that could not be read can only add to it."""
        return widened(measure, measure.low, None if measure.high is None else measure.high + sum(unread))
