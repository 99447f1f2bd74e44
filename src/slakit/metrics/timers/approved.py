"""Approved: what was approved in time, where silence says something too."""

from typing import cast

import attrs

from slakit.metrics.amounts.share import share_of_clocks
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.measure import Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.settings import some, unclear
from slakit.metrics.timers.elapsed import Within
from slakit.metrics.value_kinds.timer_value import TimerValue
from slakit.values.fields import one_of


@attrs.frozen(repr=False)
class Approved(Within):
    """The records that count as approved, out of all: an answer after the limit is no answer, and none counts as `silence` says.

    >>> Approved("posts", "2 days", since="submitted", until="answered", good={"answer": "approved"})
    Approved('posts', '2 days', since='submitted', until='answered', good={'answer': 'approved'})

    share = (answered within the limit and good + silent, where silence is "approved") / all. A record without an answer is silent once
    its limit has passed, and pending until then (docs/numbers.md M5). Deemed acceptance, as service contracts and the law of works have it
    (such as section 640 (2) of the German civil code); `silence="refused"` is the rule of those that want it in writing.
    `unknown` says what an answer in time is whose fields of `good` are blank or cannot be read, as of `Share`.
    """

    good: Filter = attrs.field(converter=filter_of, validator=some, kw_only=True)
    silence: str = attrs.field(default="approved", validator=one_of("approved", "refused"), kw_only=True)
    unknown: str | None = attrs.field(default=None, validator=unclear, kw_only=True)

    def parts(self) -> tuple[Reading, ...]:
        every, *rest = super().parts()
        value = attrs.evolve(cast(TimerValue, every.value), good=self.good, silent=self.silence == "approved", unknown=self.unknown)
        return (attrs.evolve(every, value=value), *rest)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        value = cast(TimerValue, self.parts()[0].value)
        return share_of_clocks(tallies[0], value, context.as_of, "approved", late_is_good=self.silence == "approved")
