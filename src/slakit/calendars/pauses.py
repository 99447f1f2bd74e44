"""Pauses: what they take away from a clock is their overlap with its open time, overlapping pauses once (semantics C6)."""

from slakit.calendars.clock import Clock
from slakit.timeline.instants import LAST
from slakit.timeline.spans import Edges, Spans


def paused(clock: Clock, first: int, last: int, pauses: Edges) -> int:
    """The open microseconds of [first, last) that lie in pauses, given as edges in order."""
    edges = Spans.of_edges(pauses).cut(first, last).edges
    return sum(map(clock.elapsed, edges[::2], edges[1::2]))


def running(clock: Clock, first: int, last: int, pauses: Edges) -> int:
    """The open microseconds from first to last, less what was paused."""
    return clock.elapsed(first, last) - (paused(clock, first, last, pauses) if pauses else 0)


def paused_due(clock: Clock, t: int, d: int, pauses: Edges, as_of: int) -> int:
    """The first instant at which d microseconds have run since t, pauses left out; one that goes on is taken to end as of an instant."""
    if pauses and pauses[-1] >= LAST:
        pauses = Spans.of_edges(pauses).cut(pauses[0], max(as_of, pauses[0])).edges
    found = clock.due(t, d)
    while pauses and (again := clock.due(t, d + paused(clock, t, found, pauses))) != found:
        found = again
    return found
