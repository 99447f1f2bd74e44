"""Outages of one day, in minutes since its midnight."""

from slakit.metrics.period_context import PeriodContext
from slakit.metrics.tallies.timeline import Timeline
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

MINUTE = 60_000_000
MIDNIGHT = 20_454 * 1440 * MINUTE  # Thursday, 2026-01-01T00:00Z
DAY = 1440


def span(first, last):
    return Span(MIDNIGHT + first * MINUTE, MIDNIGHT + last * MINUTE)


def spans(*pairs):
    return Spans(span(*pair) for pair in pairs)


def timeline(*outages):
    """The tally of outages written as (label ..., first, last)."""
    tally = Timeline()
    tally.add_many([(tuple(labels), [MIDNIGHT + first * MINUTE], [MIDNIGHT + last * MINUTE]) for *labels, first, last in outages])
    return tally


def of_the_day(as_of=DAY, excluded=()):
    """The context of the day as of a minute of it."""
    return PeriodContext(span(0, DAY), MIDNIGHT + as_of * MINUTE, excluded=tuple(excluded))
