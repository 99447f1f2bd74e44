"""ClockMetric and LimitedMetric: what metrics share whose clocks run from one field to another, and those that have limits."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

import attrs

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.day_count import BUSINESS_DAY, DayCount
from slakit.calendars.due_rules import CountedOn, DueRule
from slakit.calendars.hours_text import time_of_day
from slakit.calendars.receipt import Receipt
from slakit.metrics.measure import Measure
from slakit.metrics.reading import Reading
from slakit.metrics.settings import Table, calendar
from slakit.metrics.statistic import Statistic
from slakit.metrics.stream_metric import KeyedMetric
from slakit.metrics.tallies.ordered_values import OrderedValues
from slakit.metrics.timers.limits import ExclusiveLimit, Limit, clocks, limits, unit_of_time
from slakit.metrics.timers.pausable import CLOCK_RULES, paused_readings
from slakit.metrics.value_kinds.timer_value import ByField, Limits, TimerValue
from slakit.values.fields import field_name, unit_text
from slakit.values.key_rules import KeyRule, NotBoth, OneOf, key_problems
from slakit.values.units import unit


@attrs.frozen(repr=False)
class ClockMetric(KeyedMetric):
    """Base class of metrics of clocks that run from `since` to `until`.

    `clock` is a calendar, or one by the value of the field `clock_by`. What is paused does not count (docs/numbers.md C6): the spans in the
    field `pauses`, or those of the stream `paused_by` (with the fields start and end) whose field of that name has the `key` of the record.
    `moves` is the field with the history of a case that moves between desks, a list of [from when, value of `clock_by`]: each desk's
    calendar counts while the case is with it, that of the first before it was written down, and limits follow (docs/numbers.md C10).
    What comes while the desk `received` is closed, or from the time `received_before` of its day on, counts as received at its next
    opening: the clock begins there. The period that owns the record stays that of the field.
    """

    problem = "the clock on {stream!r} {}"
    key_rules: ClassVar[tuple[KeyRule, ...]] = CLOCK_RULES

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
        if self.begin == self.until:
            yield f"runs from {self.begin!r} to itself; write since='asked', until='replied'"
        if not isinstance(self.clock, Calendar) and self.clock_by is None:
            example = "clock={'phone': ALWAYS, 'instagram': desk}, clock_by='channel'"
            yield f"has a calendar for each value and no field that holds the value; write {example}"
        if isinstance(self.clock, Calendar) and self.clock_by is not None:
            yield "has clock_by=, but clock= is one calendar and not a table; remove clock_by= or pass a table"
        if self.moves is not None and isinstance(self.clock, Calendar):
            example = "clock={'first line': desk, 'second line': ALWAYS}, clock_by='team', moves='team_history'"
            yield f"has moves= from desk to desk and one clock; write {example}"
        yield from key_problems(self)

    @property
    def begin(self) -> str:
        """The field in which its clocks begin."""
        return self.since

    def owners(self) -> dict[str, str]:
        """The fields that `attribute` may name by a word."""
        return {"start": self.begin, "end": self.until}

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        """More clocks can only raise the total and the longest time; a pause that could not be read can only lower a time."""
        if measure.value is None:
            return attrs.evolve(measure, low=None, high=None)
        clocks, *pauses = unread
        rises = getattr(self, "statistic", None) in (Statistic("max"), Statistic("total"))
        low = measure.low if rises and not any(pauses) else 0
        return attrs.evolve(measure, low=low, high=None if clocks else measure.high)

    def _parts(self, bounds: Limits | None, lateness: bool = False, days: DayCount | None = None) -> tuple[Reading, ...]:
        owner = self.owners().get(self.attribute, self.attribute)
        clock = self.clock if isinstance(self.clock, Calendar) else ByField(str(self.clock_by), self.clock, self.moves)
        receipt = None if self.received is None else Receipt(self.received, self.received_before)
        value = TimerValue(self.begin, self.until, clock, bounds, self.pauses, self.paused_by, lateness, receipt=receipt, days=days)
        return (self.reading(owner, value), *paused_readings(self.paused_by, self.key))


ONE_LIMIT = "needs one limit: write Within('inquiries', '1 hour', ...), or allowed='target' for the field that holds each record's own"
LIMIT_RULES = (NotBoth(("limit",), ("allowed",), ONE_LIMIT), OneOf(("limit", "allowed"), ONE_LIMIT))


@attrs.frozen(repr=False)
class LimitedMetric(ClockMetric):
    """Base class of metrics of clocks with limits.

    `limit` is one for all, or one by the value of the field `limit_by`; each a length of open time, or a due rule such as "2
    business days". With `allowed` each record has its own, in the field of that name: a length of time, or a number of `unit`. A record
    whose value has no limit is reported and counted nowhere. A length is used up as the clock runs; a due rule names a moment, and what
    stops after it is late, whether the clock runs by then or not. A pause moves that moment by its overlap with open time. "3 calendar
    days" are dates of the clock's zone, or else of the agreement's (docs/numbers.md C4, T5). Limits in business days are counted on
    `due_on` where that is given, and the time beyond them on `clock`: two working days of grace, and then every day of the calendar.
    """

    key_rules: ClassVar[tuple[KeyRule, ...]] = (*CLOCK_RULES, *LIMIT_RULES)

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
        counts_days = any(isinstance(bound, DueRule | ExclusiveLimit) and bound.on_business_days for bound in self._each_limit)
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
        strict = tuple(isinstance(limit, ExclusiveLimit) for _, limit in table)
        return Limits(tuple((name, self._bound(limit)) for name, limit in table), self.limit_by, strict=strict)

    def _bound(self, limit: Limit) -> int | DueRule:
        if isinstance(limit, ExclusiveLimit):
            return self._bound(limit.limit)
        if isinstance(limit, DueRule):
            return CountedOn(limit, self.due_on) if self.due_on is not None and limit.on_business_days else limit
        return int(limit.base)


def unbounded(values: OrderedValues) -> Callable[[int], Any]:
    """Return a function that gives the i-th value; None, for a clock that never stops, after the last."""
    return lambda rank: values[rank] if rank < len(values) else None
