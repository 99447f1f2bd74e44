"""Amounts in time: the base class and functions of metrics of rates and of intervals."""

from collections.abc import Sequence
from fractions import Fraction
from heapq import nsmallest
from operator import sub

import attrs

from slakit.calendars.base import Calendar
from slakit.errors import ContractError
from slakit.metrics.excluded_time import left_out
from slakit.metrics.expressions.expression import number_field
from slakit.metrics.measure import ITEMS, WORST, Exact, Measure
from slakit.metrics.period_context import PeriodContext
from slakit.metrics.stream_metric import KeyedMetric
from slakit.metrics.tallies.intervals import Per, per
from slakit.metrics.value_kinds.record_values import Number, One
from slakit.timeline.instants import DAY
from slakit.timeline.packed import before
from slakit.timeline.spans import Spans
from slakit.values.fields import field_name, number_name, passing, unit_text, whole_number
from slakit.values.units import unit
from slakit.windows.base import Window
from slakit.windows.rolling import Rolling

STEPS = ("week", "day", "hour", "min", "s", "us")
MOST = 1_000_000  # intervals of a period


def step_of(length: int) -> str:
    """The largest unit of time of which a length in microseconds is a whole number."""
    return next(name for name in STEPS if not length % int(unit(name).factor))


def per_time(counted: str, per: Per) -> str:
    """The unit of an amount in an interval; in one by the wall clock it is the amount itself, since a day has no fixed length.

    >>> per_time("item", Per(3_600_000_000)), per_time("GB", Per(900_000_000)), per_time("item", Per(window=daily()))
    ('item/hour', 'GB/min', 'item')
    """
    return counted if per.window is not None else unit_text(f"{counted or '1'}/{step_of(per.length)}")


def rate(amount: Exact, time: int, per: Per) -> Exact:
    """An amount in a time, in the unit that `per_time` gives."""
    return amount if per.window is not None else Fraction(amount) * int(unit(step_of(per.length)).factor) / time


def excluded(context: PeriodContext) -> Spans:
    """The time that the agreement excludes; an amount is neither good nor bad, so that no figure contains it (docs/numbers.md M6)."""
    return Spans.joined([part.spans for part in context.excluded])


def counted_time(context: PeriodContext, hours: Calendar | None) -> Spans:
    """The time of a period so far that counts: in the hours, and not excluded."""
    span = context.observed
    open_hours = Spans([span]) if hours is None else hours.clock.spans(span.first, span.last)
    return open_hours - excluded(context)


def in_words(context: PeriodContext, text: str) -> str:
    """Return a text of workings, with a note on excluded time."""
    return "; ".join([text, *left_out(context)])


def finished(context: PeriodContext, per: Per, hours: Calendar | None) -> list[tuple[int, int]]:
    """Return the intervals that are over, that count from start to end, and that no edge of the window cuts."""
    whole = [pair for pair in context.intervals(per) if _whole(*pair, per, context.tz)]
    times = times_in(counted_time(context, hours), whole)
    return [(first, last) for (first, last), time in zip(whole, times, strict=True) if time == last - first]


def times_in(counted: Spans, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The time that counts in each of some intervals."""
    edges = counted.edges
    if len(edges) == 2:
        return [max(0, min(last, edges[1]) - max(first, edges[0])) for first, last in pairs]
    sides = (before(counted, [pair[side] for pair in pairs]) for side in (1, 0))
    return list(map(sub, *sides))


def _whole(first: int, last: int, per: Per, tz: str | None) -> bool:
    if per.window is None:
        return last - first == per.length
    period = per.window.within(tz or "UTC").period_at(first)
    return period is not None and (period.span.first, period.span.last) == (first, last)


def check_interval(per: Per, window: Window | None) -> None:
    """Raise ContractError when an interval does not fit into the periods of a window."""
    stretch, name = (window.step, f"{window.step}, the step of {window}") if isinstance(window, Rolling) else (window, str(window))
    longest = None if stretch is None else _longest(stretch)
    interval = per.length if per.window is None else _longest(per.window)
    if longest is not None and (interval is None or interval > longest):
        raise ContractError(f"per={str(per)!r} is longer than the periods of {name}; write a shorter interval, such as per='1 hour'")
    if longest is not None and per.window is None and longest > MOST * per.length:
        problem = f"per={str(per)!r} cuts the periods of {name} into more than {MOST:,}"
        raise ContractError(f"{problem}; write a longer interval, such as per='1 min'")


def _longest(window: Window) -> int | None:
    """Return the greatest length of the periods of a window, in microseconds; None if the window has no length of its own."""
    periods = [window.within("UTC").period_at(day * DAY) for day in (0, 200)]  # months and quarters differ
    return max((period.span.last - period.span.first for period in periods if period is not None), default=None)


# a validator: an interval is a length of time, which a day or a month by the wall clock is not (docs/numbers.md T4)
a_length = passing(lambda per: per is None or per.window is None, "a length of time", "'1 hour'", shown=str)


@attrs.frozen(repr=False)
class Amount(KeyedMetric):
    """Base class of metrics of amounts `per` interval: a `field` that is added up (without one, records are counted), its unit and digits.

    Raises ContractError for a unit that cannot be had per time.
    """

    field: str | None = attrs.field(default=None, converter=number_field, validator=number_name, kw_only=True)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    counted: str = attrs.field(default=ITEMS, converter=unit_text, alias="unit", kw_only=True)
    digits: int = attrs.field(default=6, validator=whole_number(0, 6), kw_only=True)
    per: Per = attrs.field(converter=per, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _ = self.unit

    @property
    def unit(self) -> str:
        return per_time(self.counted, self.per)

    @property
    def worth(self) -> One | Number:
        """The worth of each record."""
        return One() if self.field is None else Number(self.field, self.digits)

    def amount(self, total: int) -> Fraction:
        """Convert the total worth of records to an amount."""
        return Fraction(total, 1 if self.field is None else 10**self.digits)

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        """Widen the bounds for unread records: they can only add to a number of records, but a field of them may be anything."""
        return attrs.evolve(measure, low=measure.low if self.grows else None, high=None)

    @property
    def grows(self) -> bool:
        """True if more records can only add to it: a field may be negative, a number of records may not."""
        return self.field is None


def at_most_five(figures: Sequence[tuple[int, int, int]], highest: bool) -> list[tuple[int, int, int]]:
    """Return at most five (total, first, last), the highest or the lowest; equal figures in time order."""
    return nsmallest(WORST, figures, key=lambda part: (-part[0] if highest else part[0], part[1]))
