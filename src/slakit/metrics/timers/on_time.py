"""OnTime: records that have their own due time."""

from collections.abc import Iterator, Sequence
from typing import cast

import attrs

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.metrics.amounts.share import share_of_clocks, widened_share
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.measure import Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar, unclear
from slakit.metrics.stream_metric import ShareMetric
from slakit.metrics.timers.limits import ExclusiveLimit, Tolerance, ahead as ahead_of, base_of, tolerance
from slakit.metrics.timers.pausable import PAUSE_RULES, paused_readings
from slakit.metrics.value_kinds.deadline_value import DeadlineValue
from slakit.values.fields import field_name
from slakit.values.key_rules import NotBoth, key_problems


@attrs.frozen(repr=False)
class OnTime(ShareMetric):
    """The records done by their own due time, out of all that have one: exactly then is on time.

    An undone record is late once its due time has passed, and pending until then (docs/numbers.md M5). One without a due time is reported
    and counted nowhere. With `since`, one that was done before it began is a data problem. The period that owns a record is that of
    `attribute`: "start" (since), "due", "end" (done) or a field; by default since, or else the due time.

    >>> OnTime("cases", due="target", done="closed", attribute="opened")
    OnTime('cases', due='target', done='closed', attribute='opened')

    It may be done `grace` after its due time, no more than `early` before it, or must be done at least so long `ahead` of it:
    -early <= done - due <= grace, or <= -ahead, each exactly so long still on time, as counted on `clock`; not so with
    `grace="less than 30 min"` or `ahead="more than 1 day"`.

    >>> OnTime("posts", due="planned", done="published", early="30 min", grace="30 min")
    OnTime('posts', due='planned', done='published', early='30 min', grace='30 min')

    Without any of these a due time is a moment, and what is done after it is late, whatever the clock does (docs/numbers.md C4). A pause
    moves the due time by its overlap with open time on `clock`: spans in the field `pauses`, or those of the stream `paused_by` (with the
    fields start and end) whose field of that name has the `key` of the record. With `good`, only what is also done well is on time; what is
    done otherwise is a miss. `unknown` says how a record done in time counts if fields of `good` are blank or unreadable, as in `Share`.
    """

    due: str = attrs.field(validator=field_name, kw_only=True)
    done: str = attrs.field(validator=field_name, kw_only=True)
    since: str | None = attrs.field(default=None, kw_only=True)
    attribute: str | None = attrs.field(default=None, kw_only=True)
    early: Tolerance | None = attrs.field(default=None, converter=tolerance, kw_only=True)
    grace: Tolerance | None = attrs.field(default=None, converter=tolerance, kw_only=True)
    ahead: Tolerance | None = attrs.field(default=None, converter=ahead_of, kw_only=True)
    clock: Calendar = attrs.field(default=ALWAYS, validator=calendar, kw_only=True)
    good: Filter = attrs.field(factory=Filter, converter=filter_of, kw_only=True)
    unknown: str | None = attrs.field(default=None, validator=unclear, kw_only=True)
    pauses: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    paused_by: str | None = attrs.field(default=None, validator=field_name, kw_only=True)

    key_rules = (
        *PAUSE_RULES,
        NotBoth(("ahead",), ("grace",), "has ahead={ahead} and grace={grace}, which exclude each other; write one of them"),
    )

    def conflicts(self) -> Iterator[str]:
        yield from (f"the due time of {self.stream!r} {problem}" for problem in key_problems(self))
        if self.ahead is not None and self.early is not None and base_of(self.early) < base_of(self.ahead):
            yield f"ahead={str(self.ahead)!r} is more than early={str(self.early)!r}, so nothing is on time; write early='2 days'"

    def parts(self) -> tuple[Reading, ...]:
        first = self.since or self.due
        owner = {None: first, "start": first, "due": self.due, "end": self.done}.get(self.attribute, self.attribute)
        early = None if self.early is None else base_of(self.early)
        strict = (isinstance(self.ahead or self.grace, ExclusiveLimit), isinstance(self.early, ExclusiveLimit))
        value = DeadlineValue(
            self.due, self.done, self.since, early, self._slack, self.clock, self.good, self.pauses, self.paused_by, self.unknown, *strict
        )
        return (self.reading(str(owner), value), *paused_readings(self.paused_by, self.key))

    @property
    def _slack(self) -> int:
        """The microseconds after its due time in which a record is still in time; negative if it must be done before."""
        return -base_of(self.ahead) if self.ahead is not None else base_of(self.grace) if self.grace is not None else 0

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        word = f"on time with {self.good.show()}" if self.good else "on time"
        return share_of_clocks(tallies[0], cast(DeadlineValue, self.parts()[0].value), context.as_of, word)

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        return widened_share(measure, sum(unread))
