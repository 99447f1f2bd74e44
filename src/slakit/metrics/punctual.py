"""OnTime: records that have their own due time."""

from collections.abc import Sequence
from typing import cast

import attrs
from attrs import frozen

from slakit.metrics.base import KeyedMetric, View, text
from slakit.metrics.clocks import Clocks
from slakit.metrics.counts import Counts
from slakit.metrics.measure import Measure
from slakit.metrics.reading import Punctual, Reading
from slakit.metrics.share import overdue, share
from slakit.metrics.tally import Tally


@frozen(repr=False)
class OnTime(KeyedMetric):
    """The records done by their own due time, out of all that have one: exactly then is on time.

    An undone record is late once its due time has passed, and pending until then (semantics M5). One without a due time is reported
    and counted nowhere. With `since`, one that was done before it began is a data problem. The period that owns a record is that of
    `attribute`: "start" (since), "due", "end" (done) or a field; by default since, or else the due time.

    >>> OnTime("cases", due="target", done="closed", attribute="opened")
    OnTime('cases', due='target', done='closed', attribute='opened')
    """

    counts_breaches = True
    is_share = True

    due: str = attrs.field(validator=text, kw_only=True)
    done: str = attrs.field(validator=text, kw_only=True)
    since: str | None = attrs.field(default=None, kw_only=True)
    attribute: str | None = attrs.field(default=None, kw_only=True)

    @property
    def unit(self) -> str:
        return ""

    def parts(self) -> tuple[Reading, ...]:
        first = self.since or self.due
        owner = {None: first, "start": first, "due": self.due, "end": self.done}.get(self.attribute, self.attribute)
        return (self.reading(str(owner), Punctual(self.due, self.done, self.since)),)

    def measure(self, tallies: Sequence[Tally], view: View) -> Measure:
        clocks = cast(Clocks, tallies[0])
        counts = cast(Counts, clocks.settled)
        late, pending = overdue(clocks, self.parts()[0].value, view.as_of)
        return share(counts.good, counts.total + late, pending, "on time")
