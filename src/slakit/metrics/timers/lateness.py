"""Lateness: how far clocks ran beyond their limit, or how long after its due time each record was done."""

from array import array
from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar, cast

import attrs

from slakit.calendars.day_count import STEPS
from slakit.metrics.loss import Loss, in_whole_units
from slakit.metrics.measure import NO_RECORDS, TIME, Exact, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.statistic import Statistic, statistic
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.tallies.ordered_values import OrderedValues, joined
from slakit.metrics.tallies.quotients import Quotients
from slakit.metrics.timers.clock_metric import ONE_LIMIT, LimitedMetric, unbounded
from slakit.metrics.timers.day_units import day_conflicts, day_count, day_unit
from slakit.metrics.timers.pausable import CLOCK_RULES
from slakit.metrics.value_kinds.timer_value import Limits, TimerValue
from slakit.metrics.whole_units import each_in_whole
from slakit.timeline.packed import PACKED
from slakit.values.fields import field_name, length, one_of
from slakit.values.key_rules import KeyRule, NotBoth, OneOf
from slakit.values.quantity import Quantity


def _since_first(made: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """The fields with `since` before `until`, as every metric of clocks has them."""
    (since,) = (field for field in fields if field.name == "since")
    others = [field for field in fields if field is not since]
    index = next(index for index, field in enumerate(others) if field.name == "until")
    return [*others[:index], since, *others[index:]]


@attrs.frozen(repr=False, field_transformer=_since_first)
class Lateness(LimitedMetric):
    """The open time that clocks ran beyond their limit or due time: the total, mean or worst; one in time is late by nothing.

    A clock still running is pending; beyond its limit it is late by what it has run over so far, inside it is left out (docs/numbers.md
    M5).

    >>> Lateness("inquiries", "1 hour", since="asked", until="replied")
    Lateness('inquiries', '1 hour', since='asked', until='replied')

    With `due` each record has its own due time, in the field of that name, as of `OnTime`: what was done by then, and also long before, is
    late by nothing, and one without a due time is left out. Then `since` is only needed for a beginning before which nothing can be
    done, and from which pauses move the due time. The period that owns a record is that of `attribute`: "start" (since, or else the due
    time), "due", "end" (until) or a field.

    >>> Lateness("trains", due="timetable", until="arrived", statistic="max")
    Lateness('trains', until='arrived', due='timetable', statistic='max')

    With `whole="1 hour"` each clock is late by whole hours, full ones or begun (`counting="begun"`). With `unit="calendar day"` each record
    is late by dates, whatever the clocks do in between: by those begun, by full ones, or exactly, a part of one counted by the length of
    that day, 23 hours or 25 (docs/numbers.md T5); `unit="business day"` counts those of `due_on`, or of `clock` (docs/numbers.md C8a).

    >>> Lateness("repairs", "2 calendar days", since="reported", until="done", unit="calendar day", counting="full")
    Lateness('repairs', CalendarDays(2), since='reported', until='done', unit='calendar day', counting='full')
    """

    key_rules: ClassVar[tuple[KeyRule, ...]] = (
        OneOf(("due", "since"), "has no beginning; write since='asked', or due='due' for the field with its due time"),
        *CLOCK_RULES,
        NotBoth(("limit",), ("allowed",), ONE_LIMIT),
        OneOf(("limit", "allowed", "due"), ONE_LIMIT),
        NotBoth(("due",), ("limit", "allowed"), "has a due time and a limit; write due='due' or limit='1 hour'"),
        NotBoth(("due",), ("received",), "begins when it is received, and is due at a time of its own; leave out received= or due="),
    )

    since: str | None = attrs.field(default=None, validator=field_name, kw_only=True)  # type: ignore[assignment]  # a due time is enough
    due: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    statistic: Statistic = attrs.field(default=Statistic("total"), converter=statistic, kw_only=True)
    counted_in: str | None = attrs.field(default=None, converter=day_unit, alias="unit", kw_only=True)
    whole: Quantity | None = attrs.field(default=None, converter=attrs.converters.optional(length), kw_only=True)
    counting: str | None = attrs.field(default=None, validator=attrs.validators.optional(one_of(*STEPS)), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        if self.due == self.until:
            yield "is due by the field that says when it was done; write due='due', until='replied'"
        else:
            yield from super().conflicts()
        on = self.clock if self.due_on is None else self.due_on
        yield from day_conflicts(self.counted_in, self.counting, on, self.whole)

    @property
    def begin(self) -> str:
        return str(self.since or self.due)

    def owners(self) -> dict[str, str]:
        return super().owners() | ({"due": self.due} if self.due else {})

    @property
    def unit(self) -> str:
        return self.counted_in or TIME

    def parts(self) -> tuple[Reading, ...]:
        bounds = self._bounds() if self.due is None else Limits((), due=self.due)
        return self._parts(bounds, lateness=True, days=day_count(self.counted_in, self.counting, self.due_on))

    def counted_as(self, value: Exact) -> Exact:
        return cast(Exact, each_in_whole([value], self.whole, self.counting)[0])

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        clocks = cast(Clocks, tallies[0])
        value = cast(TimerValue, self.parts()[0].value)
        stopped = cast(Multiset | Quotients, clocks.settled).ordered
        running = value.open_lateness(clocks, context.as_of, context.tz)
        in_whole = partial(each_in_whole, whole=self.whole, counting=self.counting)
        over, closed = running.from_zero.each(in_whole), stopped.at_least_zero().each(in_whole)
        late, pending = len(stopped.from_zero) + len(over), len(running)
        late_by = joined([closed, over])
        if not len(late_by):
            reason = "every record is pending" if pending else NO_RECORDS
            return Measure(value=None, unit=self.unit, pending=pending, breaches=0, reason=reason)
        figure = self.statistic.of_all(late_by)
        inside = joined([late_by, OrderedValues(array(PACKED, bytes(8 * (pending - len(over)))))])
        low = self.statistic.of_all(inside)
        high = self.statistic.of(len(inside), unbounded(closed), lambda: None) if pending else figure
        return Measure(
            value=figure,
            unit=self.unit,
            sample=len(late_by),
            pending=pending,
            low=low,
            high=high,
            breaches=late,
            loss=Loss(uneven=in_whole_units(self.whole)) if self.whole else None,
            ranked=self.statistic.ranked(late_by, inside, closed),
            workings=f"{self.statistic} lateness of {len(late_by):,} clocks, {late:,} of them late",
        )
