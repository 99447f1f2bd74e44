"""Elapsed and Within: how long clocks ran, and how many stopped within their limit."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

import attrs
from attrs import frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.errors import ContractError, UnitError
from slakit.metrics.base import KeyedMetric, View, calendar, text
from slakit.metrics.clocks import Clocks
from slakit.metrics.condition import Plain
from slakit.metrics.counts import Counts
from slakit.metrics.measure import TIME, Measure
from slakit.metrics.reading import Clocked, Limits, Reading
from slakit.metrics.share import overdue, share
from slakit.metrics.spread import Spread
from slakit.metrics.statistic import Statistic, statistic
from slakit.metrics.tally import Tally
from slakit.values.quantity import Quantity, quantity


def duration(value: object) -> Quantity:
    """A length of time; raises ContractError for anything else."""
    try:
        length = quantity(value)
    except UnitError as error:
        raise ContractError(str(error)) from None
    if length.dimension != "[time]" or length.base < 0 or length.base.denominator != 1:
        raise ContractError(f"{str(value)!r} is not a length of time; write '1 hour'")
    return length


def _limit(value: object) -> Quantity | tuple[tuple[Plain, Quantity], ...]:
    if isinstance(value, Mapping | tuple | list):
        pairs = tuple(value.items() if isinstance(value, Mapping) else value)
        if not pairs or not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in pairs):
            raise ContractError(f"{value!r} is not a table of limits; write {{'complaint': '1 hour', 'question': '4 hours'}}")
        return tuple(sorted(((name, duration(limit)) for name, limit in pairs), key=lambda pair: str(pair[0])))
    return duration(value)


@frozen(repr=False)
class _Clock(KeyedMetric):
    """What every metric of a clock from `since` to `until` can be told."""

    since: str = attrs.field(validator=text, kw_only=True)
    until: str = attrs.field(validator=text, kw_only=True)
    clock: Calendar = attrs.field(default=ALWAYS, validator=calendar, kw_only=True)
    attribute: str = attrs.field(default="start", validator=text, kw_only=True)

    def _parts(self, limits: Limits | None) -> tuple[Reading, ...]:
        owner = {"start": self.since, "end": self.until}.get(self.attribute, self.attribute)
        value = Clocked(self.since, self.until, self.clock, limits)
        return (self.reading(owner, value),)


@frozen(repr=False)
class Within(_Clock):
    """The clocks that stopped within their limit, out of all: exactly at the limit is in time (semantics C4).

    `limit` is one for all, or one by the value of the field `of`. A clock still running beyond its limit is late; one still inside is
    pending (M5). A record whose value has no limit is reported and counted nowhere.

    >>> Within("inquiries", {"complaint": "1 hour", "question": "4 hours"}, of="type", since="asked", until="replied")
    Within('inquiries', {'complaint': '1 hour', 'question': '4 hours'}, of='type', since='asked', until='replied')
    """

    counts_breaches = True
    is_share = True

    limit: Quantity | tuple[tuple[Plain, Quantity], ...] = attrs.field(converter=_limit)
    of: str | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.limit, tuple) != (self.of is not None):
            given = "limits by value and no field that holds the value" if self.of is None else "a field and only one limit"
            raise ContractError(
                f"the clock on {self.stream!r} has {given}; "
                "write Within('inquiries', {'complaint': '1 hour'}, of='type', ...) or Within('inquiries', '1 hour', ...)"
            )

    @property
    def unit(self) -> str:
        return ""

    def parts(self) -> tuple[Reading, ...]:
        table = self.limit if isinstance(self.limit, tuple) else ((None, self.limit),)
        return self._parts(Limits(tuple((name, int(limit.base)) for name, limit in table), self.of))

    def measure(self, tallies: Sequence[Tally], view: View) -> Measure:
        clocks = cast(Clocks, tallies[0])
        counts = cast(Counts, clocks.settled)
        late, pending = overdue(clocks, self.parts()[0].value, view.as_of)
        return share(counts.good, counts.total + late, pending, "in time")


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

    def measure(self, tallies: Sequence[Tally], view: View) -> Measure:
        clocks = cast(Clocks, tallies[0])
        spread = cast(Spread, clocks.settled)
        so_far = sorted(
            self.clock.clock.elapsed(since, view.as_of)
            for (since, _, _), count in clocks.open.items()
            if since <= view.as_of
            for _ in range(count)
        )
        settled = len(spread)
        if not settled and not so_far:
            return Measure(value=None, unit=TIME, reason="no records")
        value = self.statistic.of(settled, spread.ordered.__getitem__, lambda: spread.total) if settled else None
        low = high = value
        if so_far:
            merged = sorted([*map(int, spread.ordered), *so_far])
            low = self.statistic.of(len(merged), merged.__getitem__, lambda: sum(merged))
            high = self.statistic.of(len(merged), _unbounded(spread.ordered), lambda: None)
        return Measure(
            value=value,
            unit=TIME,
            sample=settled,
            pending=len(so_far),
            low=low,
            high=high,
            workings=f"{self.statistic} of {settled:,} clocks",
            reason="" if settled else "every record is pending",
        )


def _unbounded(values: Sequence[int]) -> Callable[[int], int | None]:
    """The values in order, and then clocks that never stop."""
    return lambda rank: values[rank] if rank < len(values) else None
