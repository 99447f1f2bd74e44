"""Elapsed, Within and Lateness: how long clocks ran, how many stopped within their limit, and how far they ran beyond it."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, cast

import attrs
from attrs import frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.day_count import CALENDAR_DAY, STEPS
from slakit.calendars.due_rules import CountedOn, DueRule
from slakit.calendars.receipt import Receipt
from slakit.errors import ContractError, close_match
from slakit.metrics.amounts.share import overdue, share, widened_share
from slakit.metrics.base import KeyedMetric, PeriodContext, calendar, text, unit_text
from slakit.metrics.measure import NO_RECORDS, TIME, Measure, widened
from slakit.metrics.reading import Reading
from slakit.metrics.statistic import Statistic, statistic
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.timers.limits import Limit, Table, clocks, cutoff_time, limits, reading_clock, receiving
from slakit.metrics.timers.pausable import pause_conflicts, paused_readings
from slakit.metrics.value_kinds.timer_value import IN_TIME, Limits, TimerValue
from slakit.values.units import unit


@frozen(repr=False)
class _Clock(KeyedMetric):
    """What every metric of a clock from `since` to `until` can be told.

    `clock` is a calendar, or one by the value of the field `clock_by`. What is paused does not count (docs/numbers.md C6): the spans in the
    field `pauses`, or those of the stream `paused_by` (with the fields start and end) whose field of that name has the `key` of the record.
    What comes while the desk `received` is closed, or from the time `received_before` of its day on, counts as received at its next
    opening: the clock begins there. The period that owns the record stays that of the field.
    """

    since: str = attrs.field(validator=text, kw_only=True)
    until: str = attrs.field(validator=text, kw_only=True)
    clock: Calendar | Table[Calendar] = attrs.field(default=ALWAYS, converter=clocks, kw_only=True)
    clock_by: str | None = attrs.field(default=None, validator=text, kw_only=True)
    attribute: str = attrs.field(default="start", validator=text, kw_only=True)
    pauses: str | None = attrs.field(default=None, validator=text, kw_only=True)
    paused_by: str | None = attrs.field(default=None, validator=text, kw_only=True)
    received: Calendar | None = attrs.field(default=None, converter=receiving, kw_only=True)
    received_before: str | None = attrs.field(default=None, converter=cutoff_time, kw_only=True)

    def __attrs_post_init__(self) -> None:
        problems = list(self._conflicts())
        if problems:
            raise ContractError(*(f"the clock on {self.stream!r} {problem}" for problem in problems))

    def _conflicts(self) -> Sequence[str]:
        """What of its settings does not go together."""
        found: list[str] = []
        if self.since == self.until:
            found.append(f"runs from {self.since!r} to itself; write since='asked', until='replied'")
        if not isinstance(self.clock, Calendar) and self.clock_by is None:
            example = "clock={'phone': ALWAYS, 'instagram': desk}, clock_by='channel'"
            found.append(f"has a calendar for each value and no field that holds the value; write {example}")
        if isinstance(self.clock, Calendar) and self.clock_by is not None:
            found.append("has clock_by=, but clock= is one calendar and not a table; remove clock_by= or pass a table")
        found += pause_conflicts(self)
        if self.received_before is not None and self.received is None:
            found.append("has a time to be received before and no desk that receives; write received=Weekly(...)")
        return found

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        """More clocks can only raise the total and the longest time; a pause that could not be read can only lower a time."""
        if measure.value is None:
            return widened(measure, None, None)
        clocks, *pauses = unread
        rises = getattr(self, "statistic", None) in (Statistic("max"), Statistic("total"))
        low = measure.low if rises and not any(pauses) else 0
        return widened(measure, low, None if clocks else measure.high)

    def _parts(self, bounds: Limits | None, lateness: bool = False, days: str = "") -> tuple[Reading, ...]:
        owner = {"start": self.since, "end": self.until}.get(self.attribute, self.attribute)
        clock = reading_clock(self.clock, self.clock_by)
        receipt = None if self.received is None else Receipt(self.received, self.received_before)
        value = TimerValue(self.since, self.until, clock, bounds, self.pauses, self.paused_by, lateness, receipt=receipt, days=days)
        return (self.reading(owner, value), *paused_readings(self))


@frozen(repr=False)
class Elapsed(_Clock):
    """How long clocks ran: their mean, median, pNN, min, max or total.

    A clock that still runs is pending and left out; `low` is the figure if all of them stopped now, `high` if none ever does.

    >>> Elapsed("inquiries", since="asked", until="replied", statistic="p95")
    Elapsed('inquiries', since='asked', until='replied', statistic='p95')
    """

    statistic: Statistic = attrs.field(default=Statistic("mean"), converter=statistic, kw_only=True)

    @property
    def unit(self) -> str:
        return TIME

    def parts(self) -> tuple[Reading, ...]:
        return self._parts(None)

    def measure(self, tallies: Sequence[Tally], view: PeriodContext) -> Measure:
        clocks = cast(Clocks, tallies[0])
        spread = cast(Multiset, clocks.settled)
        value = cast(TimerValue, self.parts()[0].value)
        so_far = sorted(value.elapsed(clock, view.as_of) for clock in clocks.open.elements() if self.received or clock.since <= view.as_of)
        settled = len(spread)
        if not settled and not so_far:
            return Measure(value=None, unit=TIME, reason=NO_RECORDS)
        figure = self.statistic.of(settled, spread.ordered.__getitem__, lambda: spread.total) if settled else None
        low = high = figure
        if so_far:
            merged = sorted([*map(int, spread.ordered), *so_far])
            low = self.statistic.of(len(merged), merged.__getitem__, lambda: sum(merged))
            high = self.statistic.of(len(merged), _unbounded(spread.ordered), lambda: None)
        return Measure(
            value=figure,
            unit=TIME,
            sample=settled,
            pending=len(so_far),
            low=low,
            high=high,
            workings=f"{self.statistic} of {settled:,} clocks",
            reason="" if settled else "every record is pending",
        )


def _unbounded(values: Sequence[Any]) -> Callable[[int], Any]:
    """The values in order, and then clocks that never stop."""
    return lambda rank: values[rank] if rank < len(values) else None


def _lateness_unit(value: object) -> str | None:
    """The unit that a lateness is counted in: open time (None), or calendar days."""
    if value is None:
        return None
    named = value.strip().removesuffix("s") if isinstance(value, str) else value
    if named != CALENDAR_DAY:
        raise ContractError(f"unit={value!r} is not a unit of lateness; write unit='calendar day', or leave it out for open time")
    return CALENDAR_DAY


def _counting(instance: object, attribute: object, value: str | None) -> None:
    if value is not None and value not in STEPS:
        raise ContractError(f"counting={value!r} is not a way to count days{close_match(value, STEPS)}; write counting='full'")


def _unit_of_limits(instance: object, attribute: object, value: str) -> None:
    if unit(value).dimension != "[time]":
        raise ContractError(f"unit={value!r} is not a unit of time; write unit='min'")


@frozen(repr=False)
class _Limited(_Clock):
    """What every metric of clocks with limits can be told.

    `limit` is one for all, or one by the value of the field `limit_by`; each a length of open time, or a due rule such as "2
    business days". With `allowed` each record has its own, in the field of that name: a length of time, or a number of `unit`. A record
    whose value has no limit is reported and counted nowhere. A length is used up as the clock runs; a due rule names a moment, and what
    stops after it is late, whether the clock runs by then or not (C4). A pause moves that moment by what it overlaps of open time. "3
    calendar days" are dates of the clock's zone, or else of the agreement's (T5). Limits in business days are counted on `due_on` where
    that is given, and the time beyond them on `clock`: two working days of grace, and then every day of the calendar.
    """

    limit: Limit | Table[Limit] | None = attrs.field(default=None, converter=limits)
    limit_by: str | None = attrs.field(default=None, validator=text, kw_only=True)
    allowed: str | None = attrs.field(default=None, validator=text, kw_only=True)
    allowed_unit: str = attrs.field(default="min", converter=unit_text, validator=_unit_of_limits, kw_only=True)
    due_on: Calendar | None = attrs.field(default=None, validator=attrs.validators.optional(calendar), kw_only=True)

    def _conflicts(self) -> Sequence[str]:
        found = list(super()._conflicts())
        if isinstance(self.limit, tuple) and self.limit_by is None:
            found.append(
                "has a limit for each value and no field that holds the value; "
                "write Within('inquiries', {'complaint': '1 hour'}, limit_by='type', ...) or Within('inquiries', '1 hour', ...)"
            )
        if not isinstance(self.limit, tuple) and self.limit_by is not None:
            found.append(
                "has limit_by=, but not a table of limits; remove limit_by= or write {'complaint': '1 hour', 'question': '4 hours'}"
            )
        if (self.limit is None) == (self.allowed is None):
            found.append(
                "needs one limit: write Within('inquiries', '1 hour', ...), or allowed='target' for the field that holds each record's own"
            )
        counts_days = any(isinstance(bound, DueRule) and bound.on_business_days for bound in self._each_limit)
        if self.clock == ALWAYS and self.due_on is None and counts_days:
            found.append("counts business days on no calendar; write clock=Weekly({'mon-fri': '09:00-17:30'}, tz='Europe/London')")
        if self.due_on is not None and not counts_days:
            found.append("has a calendar to count business days on, and no limit in business days; leave out due_on=")
        return found

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


@frozen(repr=False)
class Within(_Limited):
    """The clocks that stopped within their limit, out of all: exactly at the limit is in time (docs/numbers.md C4).

    A clock still running beyond its limit is late; one still inside is pending (M5).

    >>> Within("inquiries", {"complaint": "1 hour", "question": "4 hours"}, limit_by="type", since="asked", until="replied")
    Within('inquiries', {'complaint': '1 hour', 'question': '4 hours'}, since='asked', until='replied', limit_by='type')
    """

    counts_breaches = True
    is_share = True

    @property
    def unit(self) -> str:
        return ""

    def parts(self) -> tuple[Reading, ...]:
        return self._parts(self._bounds())

    def measure(self, tallies: Sequence[Tally], view: PeriodContext) -> Measure:
        clocks = cast(Clocks, tallies[0])
        counts = cast(Counts, clocks.settled)
        late, pending = overdue(clocks, self.parts()[0].value, view.as_of)
        return share(counts.good, counts.total + late, pending, "in time")

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        clocks, *pauses = unread
        found = widened_share(measure, clocks)
        if not any(pauses) or found.value is None:
            return found
        return widened(found, found.low, 1)  # a pause that could not be read may have stopped every clock in time


@frozen(repr=False)
class Lateness(_Limited):
    """How far clocks ran beyond their limit, in open time: the total, mean or worst lateness; one in time is late by nothing.

    A clock still running is pending; beyond its limit it is late by what it has run over so far, inside it is left out (docs/numbers.md
    M5).

    >>> Lateness("inquiries", "1 hour", since="asked", until="replied")
    Lateness('inquiries', '1 hour', since='asked', until='replied')

    With `unit="calendar day"` each record is late by dates, whatever the clocks do in between: by those begun, by full ones, or exactly,
    a part of one counted by the length of that day, 23 hours or 25 (T5).

    >>> Lateness("repairs", "2 calendar days", since="reported", until="done", unit="calendar day", counting="full")
    Lateness('repairs', CalendarDays(2), since='reported', until='done', unit='calendar day', counting='full')
    """

    statistic: Statistic = attrs.field(default=Statistic("total"), converter=statistic, kw_only=True)
    counted_in: str | None = attrs.field(default=None, converter=_lateness_unit, alias="unit", kw_only=True)
    counting: str | None = attrs.field(default=None, validator=_counting, kw_only=True)

    def _conflicts(self) -> Sequence[str]:
        found = list(super()._conflicts())
        if self.counting is not None and self.counted_in is None:
            found.append("counts steps of open time, which is exact; write unit='calendar day', or leave out counting=")
        return found

    @property
    def unit(self) -> str:
        return self.counted_in or TIME

    def parts(self) -> tuple[Reading, ...]:
        return self._parts(self._bounds(), lateness=True, days=(self.counting or "exact") if self.counted_in else "")

    def measure(self, tallies: Sequence[Tally], view: PeriodContext) -> Measure:
        clocks = cast(Clocks, tallies[0])
        value = cast(TimerValue, self.parts()[0].value)
        stopped: list[Fraction | int] = [int(late) if isinstance(late, int) else late for late in cast(Multiset, clocks.settled).ordered]
        running = [value.how_late(clock, view.as_of, view.tz) for clock in clocks.open.elements()]
        over = [late for late in running if late != IN_TIME]
        late = sum(one != IN_TIME for one in (*stopped, *over))
        closed = sorted(max(one, 0) for one in stopped)
        found = sorted([*closed, *over])
        pending = len(running)
        if not found:
            reason = "every record is pending" if pending else NO_RECORDS
            return Measure(value=None, unit=self.unit, pending=pending, breaches=0, reason=reason)
        figure = self.statistic.of(len(found), found.__getitem__, lambda: sum(found))
        inside = sorted([*found, *[0] * (pending - len(over))])
        low = self.statistic.of(len(inside), inside.__getitem__, lambda: sum(inside))
        high = self.statistic.of(len(inside), _unbounded(closed), lambda: None) if running else figure
        return Measure(
            value=figure,
            unit=self.unit,
            sample=len(found),
            pending=pending,
            low=low,
            high=high,
            breaches=late,
            workings=f"{self.statistic} lateness of {len(found):,} clocks, {late:,} of them late",
        )
