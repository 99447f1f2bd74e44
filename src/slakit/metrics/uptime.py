"""Uptime: the share of the period outside every outage."""

from collections.abc import Sequence
from fractions import Fraction
from typing import cast

import attrs
from attrs import frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.metrics.base import KeyedMetric, View, calendar, text
from slakit.metrics.measure import Measure, in_unit
from slakit.metrics.reading import Reading, Stretch
from slakit.metrics.tally import Tally
from slakit.metrics.timeline import Timeline
from slakit.timeline.spans import Spans


@frozen(repr=False)
class Uptime(KeyedMetric):
    """The time outside outages, out of all time of the period that `clock` counts; outages that overlap count once (semantics M8).

    In a period that is not over, the measure is that of the time that has passed.

    >>> Uptime("outages").by("service")
    Uptime('outages', by=('service',))
    """

    counts_breaches = True
    is_share = True

    start: str = attrs.field(default="start", validator=text, kw_only=True)
    end: str = attrs.field(default="end", validator=text, kw_only=True)
    clock: Calendar = attrs.field(default=ALWAYS, validator=calendar, kw_only=True)

    @property
    def unit(self) -> str:
        return ""

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.start, Stretch(self.start, self.end)),)

    def measure(self, tallies: Sequence[Tally], view: View) -> Measure:
        timeline = cast(Timeline, tallies[0])
        first, seen, last = view.span.first, view.observed.last, view.span.last
        clock = self.clock.clock
        observed = clock.elapsed(first, seen)
        if not observed:
            return Measure(value=None, reason="the clock did not run in the period")
        outages = timeline.spans.cut(first, seen)
        down = _open_time(outages, self.clock)
        rest = clock.elapsed(seen, last)
        up, whole = observed - down, observed + rest
        minutes = [in_unit(value, "us").to("min").show() for value in (up, observed, down)]
        return Measure(
            value=Fraction(up, observed),
            sample=len(outages),
            low=Fraction(up, whole),
            high=Fraction(up + rest, whole),
            foresees=True,
            breaches=len(outages),
            part=up,
            whole=observed,
            workings="{} up of {}; {} down in {:,} outage{}".format(*minutes, len(outages), "s" * (len(outages) != 1)),
        )


def _open_time(spans: Spans, calendar: Calendar) -> int:
    if calendar == ALWAYS:
        return spans.total
    edges = list(spans.edges)
    return sum(calendar.clock.elapsed_all(edges[::2], edges[1::2]))
