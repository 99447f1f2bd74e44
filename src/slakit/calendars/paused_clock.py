"""Pauses: what they take away from a clock is their overlap with its open time, overlapping pauses once (docs/numbers.md C6)."""

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
    """The first instant at which d microseconds have run since t, pauses left out; one that goes on is taken to end as of an instant.

    Each pause is passed in one step, to its end.
    """
    for first, last in _ended(pauses, as_of):
        if last <= t:
            continue
        due = clock.due(t, d)
        if due <= first:
            return due
        d -= clock.elapsed(t, first) if t < first else 0
        t = last
    return clock.due(t, d)


def moved_due(clock: Clock, t: int, due: int, pauses: Edges, as_of: int) -> int:
    """A due moment of what began at t, moved by what its pauses overlap of open time, if anything (docs/numbers.md C4, C6)."""
    edges = [edge for pair in _ended(pauses, as_of) for edge in pair]
    lost = paused(clock, t, due, tuple(edges)) if t < due else 0
    return paused_due(clock, due, lost, tuple(edges), as_of) if lost else due


def _ended(pauses: Edges, as_of: int) -> list[tuple[int, int]]:
    """The pauses in order, one that goes on ended as of an instant."""
    pairs = zip(pauses[::2], pauses[1::2], strict=True)
    return [(first, as_of if last >= LAST else last) for first, last in pairs if last < LAST or first < as_of]
