"""Stretches: records that are spans of time, cut at the edges of the schedule."""

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import Any

from slakit.engine.read.read_context import Contributions, ReadContext, Slices, outside_of
from slakit.engine.read.row_filters import during, forward, happened, lasting, named, readable, required, stopped
from slakit.engine.read.selection import Selection
from slakit.metrics.reading import SpanValue
from slakit.timeline.instants import LAST


def stretches(run: ReadContext, start: Selection) -> Contributions:
    value: SpanValue = run.reading.value  # type: ignore[assignment]
    batch = run.batch
    started = during(run, happened(run, required(start, value.start, show=named(run)), value.start))
    for name in (value.end, *value.times):
        started = readable(started, name)
    closed, going = stopped(run, started, value.end)
    starts, ends = (batch.instants(name).values for name in (value.start, value.end))
    closed = lasting(run, forward(run, closed, value.start, value.end), value.start, value.end)
    if value.least:
        closed = closed.keep(batch.at_most(batch.plus(starts, value.least), ends), "shorter than what counts")
    marks = _marks(run, value)
    buckets: dict[int, list[Any]] = defaultdict(list)
    counted, outside = Counter[Slices](), 0
    for part in (closed,) if going is None else (closed, going):
        stops = batch.listed(part.take(ends)) if part is closed else [LAST] * part.size
        labels = batch.listed(part.take(batch.labels(run.reading.by)[0])) if run.reading.by else [0] * part.size
        marked = marks and (marks if part.mask is None else [marks[place] for place in batch.places(part.mask)])
        for first, last, label, mark in zip(batch.listed(part.take(starts)), stops, labels, marked or [()] * part.size, strict=True):
            touched = _cut(run, buckets, first, last, label, mark)
            if touched:
                counted[touched[0], touched[-1]] += 1
            else:
                outside += 1
    settled, _, _ = run.sorted(buckets)
    notes = [*closed.notes, *(going.notes_beside(closed) if going else ())]
    return Contributions(settled, counted=counted, notes=(*notes, *outside_of(outside)))


def _marks(run: ReadContext, value: SpanValue) -> list[tuple[object, ...]]:
    """The mark of each record of the batch; none when spans are not told apart."""
    if not value.marks and not value.times:
        return []
    names: list[tuple[object, ...]] = [()] * run.batch.size
    if value.marks:
        codes, found = run.batch.labels(value.marks)
        names = [found[code] for code in run.batch.listed(codes)]
    times = zip(*map(run.batch.microseconds, value.times), strict=True) if value.times else [()] * run.batch.size
    return [(*name, *at) for name, at in zip(names, times, strict=True)]


def _cut(run: ReadContext, buckets: dict[int, list[Any]], first: int, last: int, label: int, mark: tuple[object, ...]) -> list[int]:
    """Put a span into every slice it touches, cut at their edges, and return these (docs/numbers.md W4)."""
    edges = run.schedule.edges
    touched = []
    for place in range(max(bisect_right(edges, first), 1), min(bisect_right(edges, last - 1), len(edges) - 1) + 1):
        if place in run.schedule.owned:
            buckets[label * run.width + place].append((mark, max(first, edges[place - 1]), min(last, edges[place])))
            touched.append(place)
    return touched
