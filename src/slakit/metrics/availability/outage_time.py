"""OutageTime: the base class of metrics of outages, and what outages cost in a period."""

from collections.abc import Iterator
from fractions import Fraction
from numbers import Number

import attrs

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.errors import ContractError
from slakit.metrics.availability.outage_weights import Scale, Weighing, weights
from slakit.metrics.availability.outages import Labels, Losses, Units, Weigh, excused, open_times, unbroken, unlisted, weighed
from slakit.metrics.condition import Condition, Filter
from slakit.metrics.details import BAD, EXCUSED, TimeSpan, Working
from slakit.metrics.excluded_time import ExcludedTime, excluded_spans
from slakit.metrics.loss import Loss, in_whole_units
from slakit.metrics.measure import TIME, Exact
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.plain_values import Plain
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar, in_hours
from slakit.metrics.stream_metric import KeyedMetric
from slakit.metrics.tallies.timeline import Timeline
from slakit.metrics.time_details import around, by_exclusion, ordered, reason_at
from slakit.metrics.timers.limits import ExclusiveLimit, Tolerance, least_length, least_of
from slakit.metrics.value_kinds.span_values import SpanValue
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.timeline.weighted_spans import ONE, WeightedSpans
from slakit.values.fields import field_name, length, one_of
from slakit.values.quantity import Quantity
from slakit.windows.base import Window

SHOWN = 10  # doubts and notes that workings list


def _names(part: object) -> bool:
    return part is None or isinstance(part, str | Number)


def _units(value: object) -> tuple[Plain, ...] | int | None:
    if value is None or (type(value) is int and value > 0):
        return value
    if isinstance(value, list | tuple) and value and len({str(part) for part in value if _names(part)}) == len(value):
        return tuple(value)
    raise ContractError(f"units={value!r} is neither a number of units nor their names; write units=12 or units=['eu', 'us']")


def _users(value: object) -> str | int | None:
    if value is None or (type(value) is int and value > 0) or (isinstance(value, str) and value):
        return value
    raise ContractError(f"users={value!r} is neither a field nor a number of users; write users='users' or users=12000")


@attrs.frozen
class OutageCost:
    """The time of a period that counts, what outages cost of it, and what that is at least and at most once the period is over.

    `high` is None where there is no most; `dropped` says whether time is excluded, `in_all` is the time that
    counts of the whole period, and `loss` says what one more outage costs.
    """

    counted: int
    to_come: int
    losses: Losses
    low: Exact
    high: Exact | None
    dropped: bool
    in_all: int
    loss: Loss
    notes: tuple[str, ...]


@attrs.frozen(repr=False)
class OutageTime(KeyedMetric):
    """A metric of the time that outages cost in a period, that `clock` counts; outages that overlap count once (docs/numbers.md M8).

    How much an outage takes down: all, or what `weights` say of its field `weight_by`, or the share in its field `weight`, or the users
    in its field `affected` out of those in `users` (a field or a number). At each instant the largest counts; what cannot be read counts
    in full, and the workings say so.

    A service of several units, by number or by name, each named in the field `unit_by`, is down `across="any"` when one is, `"all"` when
    every one is, and `"pooled"` in the measure that units are: the mean of their down times. An outage that names no unit takes down
    every one; one of a unit that is not listed is left out, and the workings say so.

    A record shorter than `minimum_length` does not count. With `consecutive`, down time counts only where the service is down for at least
    so long without a break, in real time: after all records are joined, weighed and excused, so that time which is dropped or forgiven
    breaks an outage, as do the ends of the period; the workings say how many outages that leaves out. "more than 15 min" excludes 15
    minutes themselves, of either. With `whole` each outage costs whole units of time, what its records and exclusions
    leave of it in the period: those that are full with `counting="full"`, the default, or those that have begun. An outage of which any
    time counts is one breach, even if excluded time lies in the middle of it. Raises ContractError for settings that do not go together.
    """

    of_one = True
    counts_breaches = True
    problem = "the outages of {stream!r}: {}"

    start: str = attrs.field(default="start", validator=field_name, kw_only=True)
    end: str = attrs.field(default="end", validator=field_name, kw_only=True)
    clock: Calendar = attrs.field(default=ALWAYS, converter=in_hours, validator=calendar, kw_only=True)  # type: ignore[misc]
    weights: Weighing = attrs.field(default=(), converter=weights, kw_only=True)
    weight_by: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    weight: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    affected: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    users: str | int | None = attrs.field(default=None, converter=_users, kw_only=True)
    units: tuple[Plain, ...] | int | None = attrs.field(default=None, converter=_units, kw_only=True)
    unit_by: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    across: str | None = attrs.field(default=None, validator=attrs.validators.optional(one_of("pooled", "any", "all")), kw_only=True)
    minimum_length: Tolerance | None = attrs.field(default=None, converter=least_length, kw_only=True)
    consecutive: Tolerance | None = attrs.field(default=None, converter=least_length, kw_only=True)
    whole: Quantity | None = attrs.field(default=None, converter=attrs.converters.optional(length), kw_only=True)
    counting: str = attrs.field(default="full", validator=one_of("full", "begun"), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        if bool(self.weights) != (self.weight_by is not None):
            yield "weights= and weight_by= go together; write weights={'critical': 1, 'degraded': '50 %'}, weight_by='severity'"
        if (self.affected is None) != (self.users is None):
            yield "affected= and users= go together; write affected='affected', users='users'"
        if sum(map(bool, (self.weights, self.weight, self.affected))) > 1:
            yield "an outage has one weight; write only one of weights=, weight= and affected="
        given = [self.units, self.unit_by, self.across]
        if given != [None, None, "any"] and 0 < given.count(None) < 3:
            yield "units=, unit_by= and across= go together; write units=12, unit_by='cell', across='pooled'"
        if self.counting != "full" and self.whole is None:
            yield "counting= says how whole= counts; write whole='1 min', counting='begun'"

    def check(self, window: Window | None) -> None:
        period = None if window is None else window.within("UTC").period_at(0)
        if period and least_of(self.consecutive) > period.span.last - period.span.first:
            raise ContractError(f"consecutive={str(self.consecutive)!r} is longer than the periods of {window}; write a shorter time")

    def parts(self) -> tuple[Reading, ...]:
        users = self.users if isinstance(self.users, str) else None
        marks = tuple(filter(None, (self.unit_by, self.weight_by, self.weight, self.affected, users)))
        amounts = tuple(filter(None, (self.weight, self.affected, users)))
        least = least_of(self.minimum_length)
        reading = self.reading(self.start, SpanValue(self.start, self.end, marks=marks, minimum_length=least, amounts=amounts))
        if not isinstance(self.units, tuple) or not self.unit_by:
            return (reading,)
        listed = Condition(self.unit_by, "in", (*self.units, None))
        others = attrs.evolve(reading, value=SpanValue(self.start, self.end, marks=(self.unit_by,), minimum_length=least))
        return tuple(
            attrs.evolve(part, where=part.where & Filter((condition,)))
            for part, condition in ((reading, listed), (others, attrs.evolve(listed, operator="not in")))
        )

    def reckon(self, tallies: Tallies, context: PeriodContext) -> "OutageCost":
        """Return the cost of the outages of a period so far, and the least and the most that it may be once the period is over."""
        timeline, scale = Timeline.of(tallies[0]), self._scale
        first, seen = context.span.first, context.observed.last
        excluded = ExcludedTime.of(context.excluded)
        counted = sum(open_times(Spans([context.observed]) - excluded.dropped.cut(first, seen), self.clock))
        before = self._outages(timeline, scale, context, seen)
        losses = self._losses(before, excluded)
        to_come = self.clock.clock.elapsed(seen, context.span.last)
        low, high = losses.total, losses.total + to_come
        rest = open_times(Spans([Span(seen, context.span.last)]) - excluded.dropped, self.clock) if context.open else ()
        if context.open and (self.consecutive or self.whole):
            down = WeightedSpans([(ONE, Spans([Span(seen, context.span.last)]))])
            high = self._losses(before, excluded, down).total
        if context.open and self.minimum_length:  # an outage that goes on may yet end before it counts
            low = min(low, self._losses(self._outages(timeline, scale, context, seen - least_of(self.minimum_length)), excluded).total)
        others = unlisted([Timeline.of(tally) for tally in tallies[1:]], first, seen)
        notes = (*self._broken(before, excluded), *others, *excluded_spans(context), *self._doubts(scale, context))
        endless = context.open and self.whole and self.counting == "begun"  # each outage more costs a unit, however short it is
        running = context.open and bool(before.spans) and before.spans.last >= seen
        return OutageCost(
            counted,
            to_come,
            losses,
            low,
            None if endless else high,
            bool(excluded.dropped),
            counted + sum(rest),
            self._loss(running),
            notes,
        )

    def _loss(self, running: bool) -> Loss:
        """The cost of one more outage, or of one that goes on,"""
        if self.whole:
            uneven = in_whole_units(self.whole)
        elif self.consecutive or self.minimum_length:
            least = self.consecutive or self.minimum_length
            uneven = f"only outages of {least if isinstance(least, ExclusiveLimit) else f'at least {least}'} count"
        else:
            return Loss()
        if running and not (self.whole or self.consecutive):
            return Loss(uneven=uneven)  # each moment that it goes on counts
        unknown = uneven if running or self.pooled > 1 or self.clock != ALWAYS else ""
        least_counted = max(least_of(self.consecutive), least_of(self.minimum_length))
        step = int(self.whole.base) if self.whole else 0
        return Loss(uneven=uneven, unknown=unknown, least=least_counted, step=step, begun=self.counting == "begun")

    def working(self, tallies: Tallies, context: PeriodContext) -> Working:
        excluded, seen = ExcludedTime.of(context.excluded), context.observed.last
        before = self._outages(Timeline.of(tallies[0]), self._scale, context, seen)
        counted = self.clock.clock.spans(context.span.first, seen)
        left = excused(before, excluded)
        outages = unbroken(left, least_of(self.consecutive)) if self.consecutive else left
        if self.whole:  # what each costs is no length of its own
            losses = self._losses(before, excluded)
            pieces = zip(losses.starts, losses.ends, losses.costs, strict=True)
            bad = [TimeSpan(first, last, BAD, Fraction(cost) / losses.below) for first, last, cost in pieces]
        else:
            parts = [(weight, span) for weight, spans in outages.parts for span in spans & counted]
            eased = attrs.evolve(context, excluded=context.excluded if excluded.forgiven else ())
            bad = [
                TimeSpan(one.first, one.last, BAD, weight * (one.last - one.first), reason_at(eased, one.first)) for weight, one in parts
            ]
        short = f"not of at least {self.consecutive} without a break" if self.consecutive else ""
        gone = by_exclusion(context, EXCUSED, (before.spans - outages.spans) & counted, short)
        return Working(time=ordered([*bad, *gone, *around(context, self.clock)]), judged=counted - excluded.dropped, figures=TIME)

    @property
    def _scale(self) -> Scale:
        users = self.users if isinstance(self.users, int) else None
        return Scale(self.weights, self.weight_by or self.weight or self.affected or "", users)

    def _outages(self, timeline: Timeline, scale: Scale, context: PeriodContext, sure: int) -> WeightedSpans:
        """Return how much is down at each instant; outages that go on count until `sure`."""
        first, seen = context.span.first, context.observed.last
        by_number = scale.by_users if self.affected else scale.whole
        weigh: Weigh = scale.by_value if self.weight_by else scale.by_share if self.weight else by_number
        lanes: list[tuple[Labels, Spans]] = []
        for labels, spans in timeline.lanes.items():
            goes_on = bool(spans) and spans.last >= seen
            if cut := spans.cut(first, sure if goes_on else seen):
                lanes.append((labels, cut))
        if self.units and self.across:
            return Units(self.units, self.across).joined(lanes, weigh)
        return weighed(lanes, weigh)

    def _losses(self, before: WeightedSpans, excluded: ExcludedTime, more: WeightedSpans | None = None) -> Losses:
        """Return the cost of outages, and of `more` outages that no exclusion excuses."""
        outages = excused(before, excluded)
        if more is not None:
            outages, before = outages.combined(more), before.combined(more)
        if self.consecutive:
            outages = unbroken(outages, least_of(self.consecutive))
        losses = Losses.of(outages, self.clock)
        if excluded.dropped or excluded.forgiven:
            losses = losses.joined(before.spans)
        return losses.in_steps(int(self.whole.base), self.counting) if self.whole else losses

    def _broken(self, before: WeightedSpans, excluded: ExcludedTime) -> list[str]:
        """Return a note on the outages that `consecutive` leaves out, although their records are counted."""
        if self.consecutive is None:
            return []
        outages = excused(before, excluded)
        short = len(outages.spans) - len(unbroken(outages, least_of(self.consecutive)).spans)
        least = str(self.consecutive) if isinstance(self.consecutive, ExclusiveLimit) else f"at least {self.consecutive}"
        return [f"{short:,} outage{'s' * (short != 1)} not of {least} without a break, left out"] if short else []

    @property
    def pooled(self) -> int:
        """The number of units that the measured time is divided by."""
        return Units(self.units, "").count if self.units and self.across == "pooled" else 1

    def _doubts(self, scale: Scale, context: PeriodContext) -> list[str]:
        """Return notes on what could not be read, and on what did not qualify to be left out."""
        notes = [f"{doubt}: it counts in full" for doubt in sorted(scale.doubts)]
        notes += [note for part in context.excluded for note in part.notes]
        more = len(notes) - SHOWN
        return notes[:SHOWN] + ([f"and {more:,} more such notes"] if more > 0 else [])
