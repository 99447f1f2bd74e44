"""Uptime: the share of the period outside every outage."""

from collections.abc import Sequence
from fractions import Fraction
from typing import cast

import attrs
from attrs import frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.errors import ContractError
from slakit.metrics.base import KeyedMetric, View, calendar, in_hours, text
from slakit.metrics.condition import Condition, Filter, Plain
from slakit.metrics.exempt import Exempt
from slakit.metrics.measure import Exact, Measure, exact, in_unit
from slakit.metrics.outages import Labels, Losses, Units, Weigh, excused, open_times, unbroken, unlisted, weighed
from slakit.metrics.reading import Reading, Stretch
from slakit.metrics.settings import length as time_length
from slakit.metrics.settings import word
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.tallies.timeline import Timeline
from slakit.metrics.weights import Scale, Weighing, weights
from slakit.timeline.layers import ONE, Layers
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.values.quantity import Quantity
from slakit.windows.base import Window

SHOWN = 10  # doubts and notes that workings tell


def _units(value: object) -> tuple[Plain, ...] | int | None:
    if value is None or (type(value) is int and value > 0):
        return value
    if isinstance(value, list | tuple) and value and len({str(part) for part in value}) == len(value):
        return tuple(value)
    raise ContractError(f"units={value!r} is neither a number of units nor their names; write units=12 or units=['eu', 'us']")


def _users(value: object) -> str | int | None:
    if value is None or (type(value) is int and value > 0) or (isinstance(value, str) and value):
        return value
    raise ContractError(f"users={value!r} is neither a field nor a number of users; write users='users' or users=12000")


@frozen(repr=False)
class Uptime(KeyedMetric):
    """The time outside outages, out of all time of the period that `clock` counts; outages that overlap count once (semantics M8).

    (time counted - time down) / time counted. In a period that is not over, it is the figure of the time that has passed.

    >>> Uptime("outages").by("service")
    Uptime('outages', by=('service',))

    How much an outage takes down: all, or what `weights` say of its field `of`, or the share in its field `weight`, or the users in its
    field `affected` out of those in `users` (a field or a number). At each instant the largest counts; what cannot be read counts in
    full, and the workings say so.

    >>> Uptime("outages", weights={"critical": 1, "degraded": "50 %"}, of="severity")
    Uptime('outages', weights={'critical': '1', 'degraded': '50 %'}, of='severity')

    A service of several units, by number or by name, told apart by the field `each`, is down `across="any"` when one is, `"all"` when
    every one is, and `"pooled"` in the measure that units are: (units x time - sum of their down time) / (units x time). An outage that
    names no unit takes down every one; one of a unit that is not listed is left out, and the workings say so.

    >>> Uptime("outages", units=["eu", "us"], each="region", across="pooled")
    Uptime('outages', units=('eu', 'us'), each='region', across='pooled')

    A record shorter than `least` does not count. With `consecutive`, down time counts only where the service is down for at least so
    long without a break, in real time: after all records are joined, weighed and excused, so that time which is dropped or forgiven
    breaks an outage, as do the ends of the period. An outage of which any time counts is one breach, even if excluded time lies in the
    middle of it. With `length` every period counts as that long, whatever its days, less what is dropped: 43,800 minutes of each month; a
    partial period, or what has passed of one, as its share of that. Raises ContractError for settings that do not go together.
    """

    counts_breaches = True
    is_share = True

    start: str = attrs.field(default="start", validator=text, kw_only=True)
    end: str = attrs.field(default="end", validator=text, kw_only=True)
    clock: Calendar = attrs.field(default=ALWAYS, converter=in_hours, validator=calendar, kw_only=True)  # type: ignore[misc]
    weights: Weighing = attrs.field(default=(), converter=weights, kw_only=True)
    of: str | None = attrs.field(default=None, validator=text, kw_only=True)
    weight: str | None = attrs.field(default=None, validator=text, kw_only=True)
    affected: str | None = attrs.field(default=None, validator=text, kw_only=True)
    users: str | int | None = attrs.field(default=None, converter=_users, kw_only=True)
    units: tuple[Plain, ...] | int | None = attrs.field(default=None, converter=_units, kw_only=True)
    each: str | None = attrs.field(default=None, validator=text, kw_only=True)
    across: str | None = attrs.field(default=None, validator=attrs.validators.optional(word("pooled", "any", "all")), kw_only=True)
    least: Quantity | None = attrs.field(default=None, converter=time_length, kw_only=True)
    consecutive: Quantity | None = attrs.field(default=None, converter=time_length, kw_only=True)
    length: Quantity | None = attrs.field(default=None, converter=time_length, kw_only=True)

    def __attrs_post_init__(self) -> None:
        problems = []
        if bool(self.weights) != (self.of is not None):
            problems.append("weights= and of= go together; write weights={'critical': 1, 'degraded': '50 %'}, of='severity'")
        if (self.affected is None) != (self.users is None):
            problems.append("affected= and users= go together; write affected='affected', users='users'")
        if sum(map(bool, (self.weights, self.weight, self.affected))) > 1:
            problems.append("an outage has one weight; write only one of weights=, weight= and affected=")
        given = [self.units, self.each, self.across]
        if given != [None, None, "any"] and 0 < given.count(None) < 3:
            problems.append("units=, each= and across= go together; write units=12, each='cell', across='pooled'")
        if self.length and self.clock != ALWAYS:
            problems.append("length= counts all time, and clock= only some of it; write one of them")
        if problems:
            raise ContractError(*(f"the uptime on {self.stream!r}: {problem}" for problem in problems))

    @property
    def unit(self) -> str:
        return ""

    def check(self, window: Window | None) -> None:
        period = None if window is None else window.within("UTC").period_at(0)
        if self.consecutive and period and self.consecutive.base > period.span.last - period.span.first:
            raise ContractError(f"consecutive={str(self.consecutive)!r} is longer than the periods of {window}; write a shorter time")
        if self.length and period and not 1 < 2 * self.length.base / (period.span.last - period.span.first) < 4:
            raise ContractError(f"length={str(self.length)!r} is not the length of a period of {window}; write one near it")

    def parts(self) -> tuple[Reading, ...]:
        users = self.users if isinstance(self.users, str) else None
        marks = tuple(filter(None, (self.each, self.of, self.weight, self.affected, users)))
        least = 0 if self.least is None else int(self.least.base)
        reading = self.reading(self.start, Stretch(self.start, self.end, marks=marks, least=least))
        if not isinstance(self.units, tuple) or not self.each:
            return (reading,)
        listed = Condition(self.each, "in", (*self.units, None))
        others = attrs.evolve(reading, value=Stretch(self.start, self.end, marks=(self.each,), least=least))
        return tuple(
            attrs.evolve(part, where=part.where & Filter((condition,)))
            for part, condition in ((reading, listed), (others, attrs.evolve(listed, operator="not in")))
        )

    def measure(self, tallies: Sequence[Tally], view: View) -> Measure:
        timeline, scale = cast(Timeline, tallies[0]), self._scale
        first, seen = view.span.first, view.observed.last
        exempt = Exempt.of(view.excluded)
        counted = sum(open_times(Spans([view.observed]) - exempt.dropped.cut(first, seen), self.clock))
        observed = counted + self._beyond(view, seen)
        if not counted or observed <= 0:
            return Measure(
                value=None, breaches=0, reason="all time is excluded" if exempt.dropped else "the clock did not run in the period"
            )
        before = self._outages(timeline, scale, view, seen)
        outages = excused(before, exempt)
        losses = Losses.of(self._lasting(outages), self.clock)
        if view.excluded:
            losses = losses.joined(before.spans)
        to_come = self.clock.clock.elapsed(seen, view.span.last)
        up, whole = max(observed - losses.total, 0), counted + to_come + self._beyond(view, view.span.last)
        value, low, high = Fraction(up) / observed, whole - losses.total - to_come, whole - losses.total
        if view.open and self.consecutive:
            low = whole - self._cost(outages.beside(Layers([(ONE, Spans([Span(seen, view.span.last)]))])))
        if view.open and self.least:  # an outage that goes on may yet end before it counts
            high = whole - self._cost(excused(self._outages(timeline, scale, view, seen - int(self.least.base)), exempt))
        count = Units(self.units, "").count if self.units and self.across == "pooled" else 1
        return Measure(
            value=value,
            sample=losses.count,
            low=min(value, max(Fraction(low) / whole, Fraction(0))),
            high=max(Fraction(high) / whole, Fraction(0)),
            foresees=True,
            breaches=losses.count,
            part=exact(up * count),
            whole=exact(observed * count),
            workings=self._workings(up, observed, losses, count, scale, view, [cast(Timeline, tally) for tally in tallies[1:]]),
            evidence=losses.evidence,
        )

    def _beyond(self, view: View, last: int) -> Exact:
        """How much longer the time from the start of the period to an instant counts as than it is; negative where it counts as less."""
        if self.length is None:
            return 0
        passed, whole = last - view.span.first, view.whole or view.span
        return self.length.base * passed / (whole.last - whole.first) - passed

    @property
    def _scale(self) -> Scale:
        users = self.users if isinstance(self.users, int) else None
        return Scale(self.weights, self.of or self.weight or self.affected or "", users)

    def _outages(self, timeline: Timeline, scale: Scale, view: View, sure: int) -> Layers:
        """How much is down at each instant; `sure` is until when outages that go on count."""
        first, seen = view.span.first, view.observed.last
        weigh: Weigh = scale.by_value if self.of else scale.by_share if self.weight else scale.by_users if self.affected else scale.whole
        lanes: list[tuple[Labels, Spans]] = []
        for labels, spans in timeline.lanes.items():
            goes_on = bool(spans) and spans.edges[-1] >= seen
            lanes.append((labels, spans.cut(first, sure if goes_on else seen)))
        lanes = [lane for lane in lanes if lane[1]]
        if self.units and self.across:
            return Units(self.units, self.across).joined(lanes, weigh)
        return weighed(lanes, weigh)

    def _lasting(self, outages: Layers) -> Layers:
        return unbroken(outages, int(self.consecutive.base)) if self.consecutive else outages

    def _cost(self, outages: Layers) -> Exact:
        """The time that outages cost, those that are too short left aside."""
        return Losses.of(self._lasting(outages), self.clock).total

    def _workings(
        self, up: Exact, observed: Exact, losses: Losses, count: int, scale: Scale, view: View, others: Sequence[Timeline]
    ) -> str:
        minutes = [in_unit(value * count, "us").to("min").show() for value in (up, observed, losses.total)]
        told = "{} up of {}; {} down in {:,} outage{}".format(*minutes, losses.count, "s" * (losses.count != 1))
        pooled = [f"{count:,} units pooled"] if count > 1 else []
        doubts = [f"{doubt}: it counts in full" for doubt in scale.doubts]
        notes = [note for part in view.excluded for note in part.notes]
        more = len(doubts) + len(notes) - SHOWN
        rest = [f"and {more:,} more such notes"] if more > 0 else []
        return "; ".join(
            [
                told,
                *pooled,
                *unlisted(others, view.span.first, view.observed.last),
                *self._left_out(view),
                *[*doubts, *notes][:SHOWN],
                *rest,
            ]
        )

    def _left_out(self, view: View) -> list[str]:
        """What was excluded, in words."""
        told = []
        for part in view.excluded:
            spans = part.spans.cut(view.span.first, view.observed.last)
            eased = "" if part.worth in (None, 1) else f" at {in_unit(part.worth or 0, '').to('%').show()}"
            if spans:
                told.append(f"{in_unit(spans.total, 'us').to('min').show()} {'left out' if part.worth is None else 'forgiven'}{eased}")
        return told
