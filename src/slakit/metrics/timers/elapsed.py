"""Elapsed, Within and Lateness: how long clocks ran, how many stopped within their limit, and how far they ran beyond it."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, cast

import attrs

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.day_count import BUSINESS_DAY, STEPS, DayCount
from slakit.calendars.due_rules import CountedOn, DueRule
from slakit.calendars.hours_text import time_of_day
from slakit.calendars.receipt import Receipt
from slakit.metrics.amounts.share import share_of_clocks, widened_share
from slakit.metrics.measure import NO_RECORDS, RATIO, TIME, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.settings import Table, calendar
from slakit.metrics.statistic import Statistic, statistic
from slakit.metrics.stream_metric import KeyedMetric
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.timers.day_units import day_conflicts, day_count, day_unit
from slakit.metrics.timers.limits import Limit, clocks, limits, unit_of_time
from slakit.metrics.timers.pausable import CLOCK_RULES, paused_readings
from slakit.metrics.value_kinds.timer_value import IN_TIME, ByField, Limits, TimerValue
from slakit.metrics.whole_units import each_in_whole
from slakit.values.fields import field_name, length, one_of, unit_text
from slakit.values.key_rules import key_problems
from slakit.values.quantity import Quantity
from slakit.values.units import unit


@attrs.frozen(repr=False)
class _Clock(KeyedMetric):
    """Base class of metrics of clocks that run from `since` to `until`.

    `clock` is a calendar, or one by the value of the field `clock_by`. What is paused does not count (docs/numbers.md C6): the spans in the
    field `pauses`, or those of the stream `paused_by` (with the fields start and end) whose field of that name has the `key` of the record.
    `moves` is the field with the history of a case that moves between desks, a list of [from when, value of `clock_by`]: each desk's
    calendar counts while the case is with it, that of the first before it was written down, and limits follow (docs/numbers.md C10).
    What comes while the desk `received` is closed, or from the time `received_before` of its day on, counts as received at its next
    opening: the clock begins there. The period that owns the record stays that of the field.
    """

    problem = "the clock on {stream!r} {}"
    key_rules = CLOCK_RULES

    since: str = attrs.field(validator=field_name, kw_only=True)
    until: str = attrs.field(validator=field_name, kw_only=True)
    clock: Calendar | Table[Calendar] = attrs.field(default=ALWAYS, converter=clocks, kw_only=True)
    clock_by: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    moves: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    attribute: str = attrs.field(default="start", validator=field_name, kw_only=True)
    pauses: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    paused_by: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    received: Calendar | None = attrs.field(default=None, validator=attrs.validators.optional(calendar), kw_only=True)
    received_before: str | None = attrs.field(default=None, converter=attrs.converters.optional(time_of_day), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        if self.since == self.until:
            yield f"runs from {self.since!r} to itself; write since='asked', until='replied'"
        if not isinstance(self.clock, Calendar) and self.clock_by is None:
            example = "clock={'phone': ALWAYS, 'instagram': desk}, clock_by='channel'"
            yield f"has a calendar for each value and no field that holds the value; write {example}"
        if isinstance(self.clock, Calendar) and self.clock_by is not None:
            yield "has clock_by=, but clock= is one calendar and not a table; remove clock_by= or pass a table"
        if self.moves is not None and isinstance(self.clock, Calendar):
            example = "clock={'first line': desk, 'second line': ALWAYS}, clock_by='team', moves='team_history'"
            yield f"has moves= from desk to desk and one clock; write {example}"
        yield from key_problems(self)

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        """More clocks can only raise the total and the longest time; a pause that could not be read can only lower a time."""
        if measure.value is None:
            return attrs.evolve(measure, low=None, high=None)
        clocks, *pauses = unread
        rises = getattr(self, "statistic", None) in (Statistic("max"), Statistic("total"))
        low = measure.low if rises and not any(pauses) else 0
        return attrs.evolve(measure, low=low, high=None if clocks else measure.high)

    def _parts(self, bounds: Limits | None, lateness: bool = False, days: DayCount | None = None) -> tuple[Reading, ...]:
        owner = {"start": self.since, "end": self.until}.get(self.attribute, self.attribute)
        clock = self.clock if isinstance(self.clock, Calendar) else ByField(str(self.clock_by), self.clock, self.moves)
        receipt = None if self.received is None else Receipt(self.received, self.received_before)
        value = TimerValue(self.since, self.until, clock, bounds, self.pauses, self.paused_by, lateness, receipt=receipt, days=days)
        return (self.reading(owner, value), *paused_readings(self.paused_by, self.key))


@attrs.frozen(repr=False)
class Elapsed(_Clock):
    """The time that clocks ran: their mean, median, pNN, min, max or total.

    A clock that still runs is pending and left out; `low` is the figure if all of them stopped now, `high` if none ever does.

    >>> Elapsed("inquiries", since="asked", until="replied", statistic="p95")
    Elapsed('inquiries', since='asked', until='replied', statistic='p95')

    With `whole="1 hour"` each clock counts in whole hours, those that are full, or those that have begun with `counting="begun"`. With
    `unit="business day"` each took so many business days of its clock, of which the day it began on is not one: those begun, full ones, or
    exactly, the part of the next counted by its own length; `unit="calendar day"` counts dates (docs/numbers.md C8a, T5).

    >>> Elapsed("repairs", since="asked", until="done", clock=Weekly({"mon-fri": "09:00-17:00"}, tz="UTC"), unit="business day").unit
    'business day'
    """

    statistic: Statistic = attrs.field(default=Statistic("mean"), converter=statistic, kw_only=True)
    counted_in: str | None = attrs.field(default=None, converter=day_unit, alias="unit", kw_only=True)
    whole: Quantity | None = attrs.field(default=None, converter=attrs.converters.optional(length), kw_only=True)
    counting: str | None = attrs.field(default=None, validator=attrs.validators.optional(one_of(*STEPS)), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        yield from super().conflicts()
        yield from day_conflicts(self.counted_in, self.counting, self.clock, self.whole)

    @property
    def unit(self) -> str:
        return self.counted_in or TIME

    def parts(self) -> tuple[Reading, ...]:
        return self._parts(None, days=day_count(self.counted_in, self.counting))

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        clocks = cast(Clocks, tallies[0])
        spread = cast(Multiset, clocks.settled)
        value = cast(TimerValue, self.parts()[0].value)
        begun = [clock for clock in clocks.open.elements() if self.received or clock.since <= context.as_of]
        so_far = each_in_whole([value.run(clock, context.as_of, context.tz) for clock in begun], self.whole, self.counting)
        settled, stopped = len(spread), each_in_whole(spread.ordered, self.whole, self.counting)
        if not settled and not so_far:
            return Measure(value=None, unit=self.unit, reason=NO_RECORDS)
        total = (lambda: sum(stopped)) if self.whole else (lambda: spread.total)
        figure = self.statistic.of(settled, stopped.__getitem__, total) if settled else None
        low = high = figure
        if so_far:
            merged = sorted([*(one if isinstance(one, Fraction) else int(one) for one in stopped), *so_far])
            low = self.statistic.of_all(merged)
            high = self.statistic.of(len(merged), _unbounded(stopped), lambda: None)
        return Measure(
            value=figure,
            unit=self.unit,
            sample=settled,
            pending=len(so_far),
            low=low,
            high=high,
            workings=f"{self.statistic} of {settled:,} clocks",
            reason="" if settled else "every record is pending",
        )


def _unbounded(values: Sequence[Any]) -> Callable[[int], Any]:
    """Return a function that gives the i-th value; None, for a clock that never stops, after the last."""
    return lambda rank: values[rank] if rank < len(values) else None


@attrs.frozen(repr=False)
class _Limited(_Clock):
    """Base class of metrics of clocks with limits.

    `limit` is one for all, or one by the value of the field `limit_by`; each a length of open time, or a due rule such as "2
    business days". With `allowed` each record has its own, in the field of that name: a length of time, or a number of `unit`. A record
    whose value has no limit is reported and counted nowhere. A length is used up as the clock runs; a due rule names a moment, and what
    stops after it is late, whether the clock runs by then or not. A pause moves that moment by its overlap with open time. "3 calendar
    days" are dates of the clock's zone, or else of the agreement's (docs/numbers.md C4, T5). Limits in business days are counted on
    `due_on` where that is given, and the time beyond them on `clock`: two working days of grace, and then every day of the calendar.
    """

    limit: Limit | Table[Limit] | None = attrs.field(default=None, converter=limits)
    limit_by: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    allowed: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    allowed_unit: str = attrs.field(default="min", converter=unit_text, validator=unit_of_time, kw_only=True)
    due_on: Calendar | None = attrs.field(default=None, validator=attrs.validators.optional(calendar), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        yield from super().conflicts()
        if isinstance(self.limit, tuple) and self.limit_by is None:
            remedy = "write Within('inquiries', {'complaint': '1 hour'}, limit_by='type', ...) or Within('inquiries', '1 hour', ...)"
            yield f"has a limit for each value and no field that holds the value; {remedy}"
        if not isinstance(self.limit, tuple) and self.limit_by is not None:
            yield "has limit_by=, but not a table of limits; remove limit_by= or write {'complaint': '1 hour', 'question': '4 hours'}"
        if (self.limit is None) == (self.allowed is None):
            remedy = "write Within('inquiries', '1 hour', ...), or allowed='target' for the field that holds each record's own"
            yield f"needs one limit: {remedy}"
        counts_days = any(isinstance(bound, DueRule) and bound.on_business_days for bound in self._each_limit)
        if self.clock == ALWAYS and self.due_on is None and counts_days:
            yield "counts business days on no calendar; write clock=Weekly({'mon-fri': '09:00-17:30'}, tz='Europe/London')"
        if self.due_on is not None and not counts_days and getattr(self, "counted_in", None) != BUSINESS_DAY:
            yield "has a calendar to count business days on, and no limit in business days; leave out due_on="

    @property
    def _each_limit(self) -> list[object]:
        return [bound for _, bound in self.limit] if isinstance(self.limit, tuple) else [self.limit]

    def _bounds(self) -> Limits:
        if self.limit is None:
            return Limits((), self.allowed, int(unit(self.allowed_unit).factor))
        table = self.limit if isinstance(self.limit, tuple) else ((None, self.limit),)
        return Limits(tuple((name, self._bound(limit)) for name, limit in table), self.limit_by)

    def _bound(self, limit: Limit) -> int | DueRule:
        if isinstance(limit, DueRule):
            return CountedOn(limit, self.due_on) if self.due_on is not None and limit.on_business_days else limit
        return int(limit.base)


@attrs.frozen(repr=False)
class Within(_Limited):
    """The clocks that stopped within their limit, out of all: exactly at the limit is in time (docs/numbers.md C4).

    A clock still running beyond its limit is late; one still inside is pending (docs/numbers.md M5).

    >>> Within("inquiries", {"complaint": "1 hour", "question": "4 hours"}, limit_by="type", since="asked", until="replied")
    Within('inquiries', {'complaint': '1 hour', 'question': '4 hours'}, since='asked', until='replied', limit_by='type')
    """

    counts_breaches = True
    is_share = True
    unit = RATIO

    def parts(self) -> tuple[Reading, ...]:
        return self._parts(self._bounds())

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        return share_of_clocks(tallies[0], cast(TimerValue, self.parts()[0].value), context.as_of, "in time")

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        clocks, *pauses = unread
        result = widened_share(measure, clocks)
        if not any(pauses) or result.value is None:
            return result
        return attrs.evolve(result, high=1)  # a pause that could not be read may have stopped every clock in time


@attrs.frozen(repr=False)
class Lateness(_Limited):
    """The open time that clocks ran beyond their limit: the total, mean or worst lateness; one in time is late by nothing.

    A clock still running is pending; beyond its limit it is late by what it has run over so far, inside it is left out (docs/numbers.md
    M5).

    >>> Lateness("inquiries", "1 hour", since="asked", until="replied")
    Lateness('inquiries', '1 hour', since='asked', until='replied')

    With `whole="1 hour"` each clock is late by whole hours, full ones or begun (`counting="begun"`). With `unit="calendar day"` each record
    is late by dates, whatever the clocks do in between: by those begun, by full ones, or exactly, a part of one counted by the length of
    that day, 23 hours or 25 (docs/numbers.md T5); `unit="business day"` counts those of `due_on`, or of `clock` (docs/numbers.md C8a).

    >>> Lateness("repairs", "2 calendar days", since="reported", until="done", unit="calendar day", counting="full")
    Lateness('repairs', CalendarDays(2), since='reported', until='done', unit='calendar day', counting='full')
    """

    statistic: Statistic = attrs.field(default=Statistic("total"), converter=statistic, kw_only=True)
    counted_in: str | None = attrs.field(default=None, converter=day_unit, alias="unit", kw_only=True)
    whole: Quantity | None = attrs.field(default=None, converter=attrs.converters.optional(length), kw_only=True)
    counting: str | None = attrs.field(default=None, validator=attrs.validators.optional(one_of(*STEPS)), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        yield from super().conflicts()
        on = self.clock if self.due_on is None else self.due_on
        yield from day_conflicts(self.counted_in, self.counting, on, self.whole)

    @property
    def unit(self) -> str:
        return self.counted_in or TIME

    def parts(self) -> tuple[Reading, ...]:
        return self._parts(self._bounds(), lateness=True, days=day_count(self.counted_in, self.counting, self.due_on))

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        clocks = cast(Clocks, tallies[0])
        value = cast(TimerValue, self.parts()[0].value)
        stopped: list[Fraction | int] = [int(late) if isinstance(late, int) else late for late in cast(Multiset, clocks.settled).ordered]
        running = [value.how_late(clock, context.as_of, context.tz) for clock in clocks.open.elements()]
        over = [late for late in running if late != IN_TIME]
        late = sum(one != IN_TIME for one in (*stopped, *over))
        closed = sorted(max(one, 0) for one in stopped)
        late_by = each_in_whole(sorted([*closed, *over]), self.whole, self.counting)
        pending = len(running)
        if not late_by:
            reason = "every record is pending" if pending else NO_RECORDS
            return Measure(value=None, unit=self.unit, pending=pending, breaches=0, reason=reason)
        figure = self.statistic.of_all(late_by)
        inside = sorted([*late_by, *[0] * (pending - len(over))])
        low = self.statistic.of_all(inside)
        high = (
            self.statistic.of(len(inside), _unbounded(each_in_whole(closed, self.whole, self.counting)), lambda: None)
            if running
            else figure
        )
        return Measure(
            value=figure,
            unit=self.unit,
            sample=len(late_by),
            pending=pending,
            low=low,
            high=high,
            breaches=late,
            workings=f"{self.statistic} lateness of {len(late_by):,} clocks, {late:,} of them late",
        )
