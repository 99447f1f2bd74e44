"""ArrayVectors: the arithmetic of vectors on NumPy arrays."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, cast

import numpy as np

from slakit.calendars.base import Calendar
from slakit.engine.read.array_worst import worst_rows
from slakit.engine.read.dictionary_encoding import RANGE
from slakit.engine.read.vectors import Mask, Vector, Vectors, WholeNumbers
from slakit.metrics.tallies.labels import CodedLabels, LabelTable
from slakit.metrics.tallies.quotients import PairColumns
from slakit.metrics.tallies.sums import sums_by, sums_from
from slakit.metrics.tallies.worst import KEPT, Entry, worst
from slakit.timeline.spans import Edges

LOOK = 16_384  # so many records are looked at together for the worst


class ArrayVectors(Vectors):
    """Vectors are arrays of 64-bit integers, masks are arrays of truth values."""

    def both(self, left: Mask, right: Mask) -> Mask:
        return left & right

    def invert(self, mask: Mask) -> Mask:
        return ~mask

    def count(self, mask: Mask) -> int:
        return int(np.count_nonzero(mask))

    def indexes(self, mask: Mask) -> Iterable[int]:
        return list(np.flatnonzero(mask).tolist())

    def mask_without(self, rows: Iterable[int]) -> Mask:
        mask = np.ones(self.size, bool)
        mask[list(rows)] = False
        return mask

    def take(self, vector: Vector, mask: Mask | None) -> Vector:
        return vector if mask is None else vector[mask]

    def at_most(self, left: Vector, right: Vector) -> Mask:
        return left <= right

    def vector(self, values: list[int]) -> Vector:
        return np.array(values, dtype=np.int64)

    def filled(self, number: int, size: int) -> Vector:
        return np.full(size, number, np.int64)

    def replaced(self, vector: Vector, mask: Mask, values: Vector) -> Vector:
        vector = vector.astype(object if vector.dtype != values.dtype else vector.dtype)  # beyond 64 bits on one side
        vector[mask] = values
        return vector

    def lesser(self, left: Vector, right: Vector) -> Vector:
        return np.minimum(left, right)

    def greater(self, left: Vector, right: Vector) -> Vector:
        return np.maximum(left, right)

    def plus(self, left: Vector, right: Vector) -> Vector:
        return left + right

    def minus(self, left: Vector, right: Vector) -> Vector:
        return _ones(left) - _ones(right)

    def scaled(self, vector: Vector, mask: Mask) -> Vector:
        return vector * mask

    def inside(self, edges: Edges, instants: WholeNumbers) -> Mask:
        mask = np.searchsorted(np.array(edges, np.int64), instants.values, side="right") % 2 == 1
        return mask if instants.present is None else mask & instants.present

    def extent(self, vector: Vector) -> tuple[int, int]:
        return int(vector.min()), int(vector.max())

    def listed(self, vector: Vector) -> list[Any]:
        return list(vector.tolist())

    def elapsed(self, calendar: Calendar, starts: Vector, ends: Vector, signed: bool = False) -> Vector:
        return calendar.clock.elapsed_array(starts, ends, signed)

    def slices(self, instants: Vector, edges: tuple[int, ...]) -> Vector:
        return np.searchsorted(np.array(edges, dtype=np.int64), instants, side="right")

    def cells(self, slices: Vector, labels: Vector, width: int) -> Vector:
        return labels * width + slices

    def starts(self, instants: Vector, slices: Vector, edges: tuple[int, ...], length: int) -> Vector:
        begins = np.array(edges, np.int64)[np.maximum(slices - 1, 0)]
        return instants - (instants - begins) % length if length else begins

    def totals(self, cells: Vector, starts: Vector, values: Vector | None) -> Mapping[int, tuple[list[int], list[int], list[int]]]:
        if not len(cells):
            return {}
        if (dense := _dense_totals(cells, starts, values)) is not None:
            cells, starts, counts, totals = dense
        else:
            order = np.lexsort((starts, cells))
            cells, starts = cells[order], starts[order]
            first = np.flatnonzero(np.concatenate(([True], (cells[1:] != cells[:-1]) | (starts[1:] != starts[:-1]))))
            counts = np.diff(np.append(first, len(cells))).tolist()
            totals = counts if values is None else sums_from(np.asarray(values)[order], first)
            cells, starts = cells[first], starts[first].tolist()
        edges = [0, *(np.flatnonzero(np.diff(cells)) + 1).tolist(), len(cells)]
        runs = (slice(*edge) for edge in pairwise(edges))
        return {int(cells[run.start]): (starts[run], counts[run], totals[run]) for run in runs}

    def worst(
        self, cells: Vector, badness: Vector | None, instants: Vector, keys: Sequence[Any] | None, floors: Mapping[int, int], least: int
    ) -> Mapping[int, list[Entry]]:
        entries: dict[int, list[Entry]] = {}
        top = int(cells.max()) + 1 if len(cells) else 0
        bars = np.full(top if top <= RANGE else 0, least, np.int64)
        for cell, bar in floors.items():
            if cell < len(bars):
                bars[cell] = max(bar, least)
        for first in range(0, len(cells), LOOK):  # so that the worst of the first ones leave out most of the others
            chunk = slice(first, first + LOOK)
            rows = np.arange(first, min(first + LOOK, len(cells)))
            if badness is not None:
                bar = bars[cells[chunk]] if len(bars) else least
                rows = first + np.flatnonzero(badness[chunk] >= bar)
            for cell, chosen in self.buckets(cells[rows], rows).items():
                more = worst_rows(None if badness is None else badness[chosen], instants[chosen], keys, chosen)
                kept = entries[cell] = worst([*entries.get(cell, ()), *more])
                if len(bars) and len(kept) == KEPT:
                    bars[cell] = max(bars[cell], -kept[-1].rank)
        return entries

    def buckets(self, cells: Vector, values: Vector | None) -> Mapping[int, Vector]:
        runs = self.runs(cells, np.ones(len(cells), np.int64) if values is None else values)
        return {cell: side for cell, (side,) in runs.items()}

    def runs(self, cells: Vector, *sides: Vector) -> Mapping[int, tuple[Vector, ...]]:
        if not len(cells):
            return {}
        top = int(cells.max())
        if top >= RANGE:
            distinct, small = np.unique(cells, return_inverse=True)
        else:
            distinct, small = np.arange(top + 1), cells
        kind = np.uint8 if len(distinct) <= 1 << 8 else np.uint16 if len(distinct) <= RANGE else np.int64
        sizes = np.bincount(small, minlength=len(distinct))
        if bool((small[1:] >= small[:-1]).all()):
            ordered = list(sides)
        else:
            order = np.argsort(small.astype(kind), kind="stable")
            ordered = [side[order] for side in sides]
        ends = np.cumsum(sizes).tolist()
        rows = zip(distinct.tolist(), sizes.tolist(), ends, strict=True)
        return {int(cell): tuple(side[end - size : end] for side in ordered) for cell, size, end in rows if size}

    def ranks(self, rank: Callable[[Vector, Vector], Vector], firsts: Vector, seconds: Vector) -> Vector | None:
        if not len(firsts):
            return firsts
        if object in (firsts.dtype, seconds.dtype) or int(seconds.max()) >= 1 << 53:
            return None
        largest = max(abs(int(firsts.min())), abs(int(firsts.max()))) // int(seconds.min()) + 1
        return None if largest >= 1 << 42 else rank(firsts, seconds)

    def paired(self, firsts: Vector, seconds: Vector) -> Sequence[tuple[int, int]]:
        pairs = PairColumns(firsts, seconds)
        return list(pairs) if object in (firsts.dtype, seconds.dtype) else cast(Sequence[tuple[int, int]], pairs)

    def labelled(self, codes: Vector, names: list[Any], cells: Vector) -> Mapping[int, Any]:
        table = LabelTable(names)
        return {cell: CodedLabels(table, those) for cell, those in self.buckets(cells, codes).items()}


def _dense_totals(cells: Vector, starts: Vector, values: Vector | None) -> tuple[Vector, list[int], list[int], list[int]] | None:
    """The cells and starts of intervals, in order, with their records and sums; None where most intervals between have none."""
    low = int(starts.min())
    steps = starts - low
    unit = max(int(np.gcd.reduce(steps)), 1)
    steps //= unit
    width = int(steps.max()) + 1
    size = (int(cells.max()) + 1) * width
    if size > RANGE + 4 * len(cells) or len(cells) > 1 << 26 or (values is not None and values.dtype == object):
        return None
    codes = cells * width + steps
    counts = np.bincount(codes, minlength=size)
    there = np.flatnonzero(counts)
    listed = counts[there].tolist()
    if values is None:
        totals = listed
    elif values.dtype == bool:
        totals = np.bincount(codes[values], minlength=size)[there].tolist()
    else:
        numbers = np.cumsum(counts > 0) - 1  # of each code among those that are there
        totals = sums_by(numbers[codes], values, len(there))
    return there // width, (low + there % width * unit).tolist(), listed, totals


def _ones(values: Vector) -> Vector:
    return values.astype(np.int64) if values.dtype == bool else values
