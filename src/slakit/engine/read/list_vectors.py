"""ListVectors: the arithmetic of vectors on plain Python lists."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import compress, starmap
from operator import add, and_, le, mul, not_, sub
from typing import Any

from slakit.calendars.base import Calendar
from slakit.engine.group_keys import label
from slakit.engine.read.vectors import Mask, Vector, Vectors, WholeNumbers
from slakit.metrics.tallies.worst import KEPT, Entry, entry, worst
from slakit.timeline.spans import Edges


class ListVectors(Vectors):
    """Vectors are lists; a mask may be any iterable of truth values."""

    def both(self, left: Mask, right: Mask) -> Mask:
        return list(map(and_, left, right))

    def invert(self, mask: Mask) -> Mask:
        return list(map(not_, mask))

    def count(self, mask: Mask) -> int:
        return sum(mask)

    def indexes(self, mask: Mask) -> Iterable[int]:
        return compress(range(self.size), mask)

    def mask_without(self, rows: Iterable[int]) -> Mask:
        mask = [True] * self.size
        for row in rows:
            mask[row] = False
        return mask

    def take(self, vector: Vector, mask: Mask | None) -> Vector:
        return vector if mask is None else list(compress(vector, mask))

    def at_most(self, left: Vector, right: Vector) -> Mask:
        return [value <= right for value in left] if isinstance(right, int) else list(map(le, left, right))

    def vector(self, values: list[int]) -> Vector:
        return values

    def filled(self, number: int, size: int) -> Vector:
        return [number] * size

    def replaced(self, vector: Vector, mask: Mask, values: Vector) -> Vector:
        following = iter(values)
        return [next(following) if there else value for value, there in zip(vector, mask, strict=True)]

    def lesser(self, left: Vector, right: Vector) -> Vector:
        return list(map(min, left, right))

    def greater(self, left: Vector, right: Vector) -> Vector:
        return list(map(max, left, right))

    def plus(self, left: Vector, right: Vector) -> Vector:
        return [value + right for value in left] if isinstance(right, int) else list(map(add, left, right))

    def minus(self, left: Vector, right: Vector) -> Vector:
        return list(map(sub, left, right))

    def scaled(self, vector: Vector, mask: Mask) -> Vector:
        return list(map(mul, vector, mask))

    def inside(self, edges: Edges, instants: WholeNumbers) -> Mask:
        mask = [bisect_right(edges, at) % 2 == 1 for at in instants.values]
        return mask if instants.present is None else list(map(and_, mask, instants.present))

    def extent(self, vector: Vector) -> tuple[int, int]:
        return min(vector), max(vector)

    def listed(self, vector: Vector) -> list[Any]:
        return list(vector)

    def elapsed(self, calendar: Calendar, starts: Vector, ends: Vector, signed: bool = False) -> Vector:
        return calendar.clock.elapsed_all(starts, ends, signed)

    def slices(self, instants: Vector, edges: tuple[int, ...]) -> Vector:
        return [bisect_right(edges, at) for at in instants]

    def cells(self, slices: Vector, labels: Vector, width: int) -> Vector:
        return [label * width + number for label, number in zip(labels, slices, strict=True)]

    def starts(self, instants: Vector, slices: Vector, edges: tuple[int, ...], length: int) -> Vector:
        begins = [edges[max(number - 1, 0)] for number in slices]
        return [at - (at - begin) % length for at, begin in zip(instants, begins, strict=True)] if length else begins

    def totals(self, cells: Vector, starts: Vector, values: Vector | None) -> Mapping[int, tuple[list[int], list[int], list[int]]]:
        pairs = list(zip(cells, starts, strict=True))
        counts, sums = Counter(pairs), dict.fromkeys(pairs, 0)
        if values is not None:
            for pair, value in zip(pairs, values, strict=True):
                sums[pair] += value
        totals: dict[int, tuple[list[int], list[int], list[int]]] = {}
        for (cell, start), total in (counts if values is None else sums).items():
            run = totals.setdefault(cell, ([], [], []))
            run[0].append(start)
            run[1].append(counts[cell, start])
            run[2].append(total)
        return totals

    def worst(
        self, cells: Vector, badness: Vector | None, instants: Vector, keys: Sequence[Any] | None, floors: Mapping[int, int], least: int
    ) -> Mapping[int, list[Entry]]:
        floor = floors.get
        if badness is None:
            badness, rows = [0] * len(cells), list(range(len(cells)))
        elif floors:
            rows = [row for row, (cell, bad) in enumerate(zip(cells, badness, strict=True)) if bad >= floor(cell, least)]
        else:
            rows = [row for row, bad in enumerate(badness) if bad >= least]
        buckets: dict[int, list[Any]] = defaultdict(list)
        if keys is None:
            for row in rows:
                buckets[cells[row]].append((-badness[row], instants[row]))
            return {cell: list(starmap(Entry, nsmallest(KEPT, entries))) for cell, entries in buckets.items()}
        for row in rows:
            buckets[cells[row]].append(entry(badness[row], instants[row], label(keys[row])))
        return {cell: worst(entries) for cell, entries in buckets.items()}

    def buckets(self, cells: Vector, values: Vector | None) -> Mapping[int, Vector]:
        buckets: dict[int, list[Any]] = defaultdict(list)
        for cell, value in zip(cells, [1] * len(cells) if values is None else values, strict=True):
            buckets[cell].append(value)
        return buckets

    def runs(self, cells: Vector, *sides: Vector) -> Mapping[int, tuple[Vector, ...]]:
        if min(cells, default=0) == max(cells, default=0):
            return {cells[0]: tuple(map(list, sides))} if cells else {}
        columns = [self.buckets(cells, side) for side in sides]
        return {cell: tuple(side[cell] for side in columns) for cell in columns[0]}

    def ranks(self, rank: Callable[[Vector, Vector], Vector], firsts: Vector, seconds: Vector) -> Vector | None:
        return list(map(rank, firsts, seconds))

    def paired(self, firsts: Vector, seconds: Vector) -> Sequence[tuple[int, int]]:
        return list(zip(firsts, seconds, strict=True))

    def labelled(self, codes: Vector, names: list[Any], cells: Vector) -> Mapping[int, Any]:
        return self.buckets(cells, list(map(names.__getitem__, codes)))
