"""Cut spans: records that are spans of time, cut at the edges of the schedule."""

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import repeat

from attrs import define, field

from slakit.engine.group_keys import label as label_of
from slakit.engine.read.read_context import Contributions, ReadContext, Slices, outside_of
from slakit.engine.read.row_filters import during, forward, happened, lasting, naming_fields, readable, required, stopped
from slakit.engine.read.selection import Selection
from slakit.engine.read.vectors import Vector
from slakit.metrics.tallies.kept import Kept
from slakit.metrics.tallies.timeline import Mark, Run
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
    lanes, marks = _lanes(context, value)
    pieces = _Pieces(context, marks)
    for side in (closed,) if running is None else (closed, running):
        stops = side.take(ends) if side is closed else batch.vector([LAST] * side.size)
        labels = side.take(batch.labels(context.reading.by)[0]) if context.reading.by else None
        pieces.add(side.take(starts), stops, labels, None if lanes is None else side.take(lanes))
        if context.detailed:
            pieces.keep(side, batch.listed(stops), [0] * side.size if labels is None else batch.listed(labels))
    settled, _, _ = context.by_cell(pieces.runs)
    notes = (*closed.notes, *(running.notes_not_in(closed.notes) if running else ()), *outside_of(pieces.outside))
    return Contributions(settled, counted=pieces.counted, notes=notes, kept=context.by_cell(pieces.kept)[0])


def _lanes(context: ReadContext, value: SpanValue) -> tuple[Vector | None, list[Mark]]:
    """The number of the mark of each record of the batch, None when all spans are alike; and the marks."""
    batch = context.batch
    if not value.times:
        return batch.labels(value.marks) if value.marks else (None, [()])
    codes, groups = batch.labels(value.marks) if value.marks else (batch.vector([0] * batch.size), [()])
    times = zip(*map(batch.microseconds, value.times), strict=True)
    numbers: dict[Mark, int] = {}
    lanes = [numbers.setdefault((*groups[code], *at), len(numbers)) for code, at in zip(batch.listed(codes), times, strict=True)]
    return batch.vector(lanes), list(numbers)


@define
class _Pieces:
    """Spans cut at the edges of the schedule (docs/numbers.md W4): those of one slice all at once, those of more one by one."""

    context: ReadContext
    marks: list[Mark]
    runs: dict[int, list[tuple[Mark, *Run]]] = field(factory=lambda: defaultdict(list))
    counted: Counter[Slices] = field(factory=Counter)
    outside: int = 0
    kept: dict[int, list[Kept]] = field(factory=lambda: defaultdict(list))

    def add(self, firsts: Vector, lasts: Vector, labels: Vector | None, lanes: Vector | None) -> None:
        """Add spans with their groups and the numbers of their marks; None if all are alike."""
        batch, edges, width = self.context.batch, self.context.schedule.edges, self.context.width
        low, high = batch.slices(firsts, edges), batch.slices(batch.plus(lasts, -1), edges)
        whole = batch.at_most(high, low)
        cells = low if labels is None else batch.cells(low, labels, width)
        codes = batch.take(cells if lanes is None else batch.cells(lanes, cells, len(self.marks)), whole)
        ended = batch.buckets(codes, batch.take(lasts, whole))
        for code, starts in batch.buckets(codes, batch.take(firsts, whole)).items():
            cell, lane = divmod(code, len(self.marks))
            if (number := cell % width) in self.context.schedule.slices_in_term:
                self.runs[cell].append((self.marks[lane], starts, ended[code]))
                self.counted[number, number] += len(starts)
            else:
                self.outside += len(starts)
        cut = batch.invert(whole)
        sides = [repeat(0) if one is None else batch.listed(batch.take(one, cut)) for one in (labels, lanes)]
        for first, last, label, lane in zip(*(batch.listed(batch.take(one, cut)) for one in (firsts, lasts)), *sides, strict=False):
            touched = self._touched(first, last)
            for number in touched:
                starts, ends = [max(first, edges[number - 1])], [min(last, edges[number])]
                self.runs[label * width + number].append((self.marks[lane], starts, ends))
            if touched:
                self.counted[touched[0], touched[-1]] += 1
            else:
                self.outside += 1

    def keep(self, side: Selection, stops: list[int], labels: list[int]) -> None:
        """Keep the spans for details: whole in each slice, as they were recorded."""
        firsts = self.context.batch.listed(self.context.at(side))
        for first, last, label, key in zip(firsts, stops, labels, self.context.keys(side), strict=True):
            for number in self._touched(first, last):
                self.kept[label * self.context.width + number].append(Kept(first, None if key is None else label_of(key), last))

    def _touched(self, first: int, last: int) -> list[int]:
        """The slices of the term that a span touches."""
        edges, slices = self.context.schedule.edges, self.context.schedule.slices_in_term
        numbers = range(max(bisect_right(edges, first), 1), min(bisect_right(edges, last - 1), len(edges) - 1) + 1)
        return [number for number in numbers if number in slices]
