"""Cut spans: records that are spans of time, cut at the edges of the schedule."""

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import Any

from slakit.engine.group_keys import label as label_of
from slakit.engine.read.read_context import Contributions, ReadContext, Slices, outside_of
from slakit.engine.read.row_filters import during, forward, happened, lasting, naming_fields, readable, required, stopped
from slakit.engine.read.selection import Selection
from slakit.metrics.tallies.kept import Kept
from slakit.metrics.value_kinds.span_values import SpanValue
from slakit.timeline.instants import LAST


def cut_spans(context: ReadContext, start: Selection, value: SpanValue) -> Contributions:
    batch = context.batch
    started = during(context, happened(context, required(start, value.start, show=naming_fields(context)), value.start))
    for name in (value.end, *value.times):
        started = readable(started, name)
    closed, running = stopped(context, started, value.end)
    starts, ends = (batch.instants(name).values for name in (value.start, value.end))
    closed = lasting(context, forward(context, closed, value.start, value.end), value.start, value.end)
    if value.minimum_length:
        closed = closed.keep(batch.at_most(batch.plus(starts, value.minimum_length), ends), "shorter than what counts")
    marks = _marks(context, value)
    buckets: dict[int, list[Any]] = defaultdict(list)
    counted, outside = Counter[Slices](), 0
    kept: dict[int, list[Kept]] = defaultdict(list)
    for side in (closed,) if running is None else (closed, running):
        stops = batch.listed(side.take(ends)) if side is closed else [LAST] * side.size
        labels = batch.listed(side.take(batch.labels(context.reading.by)[0])) if context.reading.by else [0] * side.size
        marked = side.pick(marks) if marks else [()] * side.size
        keys = context.keys(side) if context.detailed else [None] * side.size
        for first, last, label, mark, key in zip(batch.listed(side.take(starts)), stops, labels, marked, keys, strict=True):
            touched = _cut(context, buckets, first, last, label, mark)
            if touched:
                counted[touched[0], touched[-1]] += 1
                for number in touched if context.detailed else ():  # whole in each, as it was recorded
                    kept[label * context.width + number].append(Kept(first, None if key is None else label_of(key), last))
            else:
                outside += 1
    settled, _, _ = context.by_cell(buckets)
    notes = (*closed.notes, *(running.notes_not_in(closed.notes) if running else ()))
    return Contributions(settled, counted=counted, notes=(*notes, *outside_of(outside)), kept=context.by_cell(kept)[0])


def _marks(context: ReadContext, value: SpanValue) -> list[tuple[object, ...]]:
    """The mark of each record of the batch; none when all spans are alike."""
    if not value.marks and not value.times:
        return []
    names: list[tuple[object, ...]] = [()] * context.batch.size
    if value.marks:
        codes, groups = context.batch.labels(value.marks)
        names = [groups[code] for code in context.batch.listed(codes)]
    times = zip(*map(context.batch.microseconds, value.times), strict=True) if value.times else [()] * context.batch.size
    return [(*name, *at) for name, at in zip(names, times, strict=True)]


def _cut(context: ReadContext, buckets: dict[int, list[Any]], first: int, last: int, label: int, mark: tuple[object, ...]) -> list[int]:
    """Put a span into every slice it touches, cut at their edges, and return these slices (docs/numbers.md W4)."""
    edges = context.schedule.edges
    touched = []
    for number in range(max(bisect_right(edges, first), 1), min(bisect_right(edges, last - 1), len(edges) - 1) + 1):
        if number in context.schedule.slices_in_term:
            buckets[label * context.width + number].append((mark, max(first, edges[number - 1]), min(last, edges[number])))
            touched.append(number)
    return touched
