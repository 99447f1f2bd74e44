"""Uptime: the share of the period outside every outage."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from slakit.calendars.always import ALWAYS
from slakit.errors import ContractError
from slakit.metrics.availability.outage_time import OutageCost, OutageTime
from slakit.metrics.measure import RATIO, TIME, Exact, Measure, exact, in_unit
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.values.fields import length as time_length
from slakit.values.quantity import Quantity
from slakit.windows.base import Window


@attrs.frozen(repr=False)
class Uptime(OutageTime):
    """The time outside outages, out of all time of the period that `clock` counts; outages that overlap count once (docs/numbers.md M8).

    (time counted - time down) / time counted, of what has passed in a period that is not over. OutageTime says how outages count.

    >>> Uptime("outages").by("service")
    Uptime('outages', by=('service',))
    >>> Uptime("outages", weights={"critical": 1, "degraded": "50 %"}, weight_by="severity")
    Uptime('outages', weights={'critical': '1', 'degraded': '50 %'}, weight_by='severity')
    >>> Uptime("outages", units=["eu", "us"], unit_by="region", across="pooled")
    Uptime('outages', units=('eu', 'us'), unit_by='region', across='pooled')

    Pooled units are (units x time - sum of their down time) / (units x time). With `length` every period counts as that long, whatever
    its days, less what is dropped: 43,800 minutes of each month; a partial period, or what has passed of one, as its share of that.
    """

    is_share = True
    unit = RATIO

    length: Quantity | None = attrs.field(default=None, converter=attrs.converters.optional(time_length), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        yield from super().conflicts()
        if self.length and self.clock != ALWAYS:
            yield "length= counts all time, and clock= only some of it; write one of them"

    def check(self, window: Window | None) -> None:
        super().check(window)
        period = None if window is None else window.within("UTC").period_at(0)
        if self.length and period and not 1 < 2 * self.length.base / (period.span.last - period.span.first) < 4:
            raise ContractError(f"length={str(self.length)!r} is not the length of a period of {window}; write one near it")

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        time = self.reckon(tallies, context)
        observed = time.counted + self._beyond(context, context.observed.last)
        if not time.counted or observed <= 0:
            return Measure(value=None, breaches=0, reason="all time is excluded" if time.dropped else "the clock did not run in the period")
        down = time.losses.total
        up, whole = max(observed - down, 0), time.counted + time.to_come + self._beyond(context, context.span.last)
        value = Fraction(up) / observed
        ends = ((whole, time.high), (whole - time.to_come, down))  # the time to come is down as far as it can be, or all of it is dropped
        worst = [Fraction(every - lost) / every if lost is not None and every > 0 else Fraction(0) for every, lost in ends]
        return Measure(
            value=value,
            sample=time.losses.count,
            low=max(min(value, *worst), Fraction(0)),
            high=max(Fraction(whole - time.low) / whole, Fraction(0)),
            foresees=True,
            breaches=time.losses.count,
            part=exact(up * self.pooled),
            whole=exact(observed * self.pooled),
            lost="downtime",
            lost_in=TIME,
            loss=attrs.evolve(time.loss, end=exact((time.in_all + self._beyond(context, context.span.last)) * self.pooled)),
            workings=self._workings(up, observed, time),
            evidence=time.losses.evidence,
        )

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        """An outage that could not be read can only lower it."""
        return measure if measure.value is None else attrs.evolve(measure, low=0)

    def _beyond(self, context: PeriodContext, last: int) -> Exact:
        """Return the time to add to the part of the period until `last`, so that the whole counts as `length`; negative to take away."""
        if self.length is None:
            return 0
        passed, whole = last - context.span.first, context.whole or context.span
        return self.length.base * passed / (whole.last - whole.first) - passed

    def _workings(self, up: Exact, observed: Exact, time: OutageCost) -> str:
        minutes = [in_unit(value * self.pooled, "us").to("min").show() for value in (up, observed, time.losses.total)]
        text = "{} up of {}; {} down in {:,} outage{}".format(*minutes, time.losses.count, "s" * (time.losses.count != 1))
        pooled = [f"{self.pooled:,} units pooled"] if self.pooled > 1 else []
        return "; ".join([text, *pooled, *time.notes])
