"""WeightedSpans: how much holds at each instant, as disjoint spans by their weight (docs/numbers.md M8).

Every way to add spans up is one sweep over their edges; what differs is the aggregate of the spans that hold at an instant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from heapq import heappop, heappush
from itertools import groupby
from math import lcm
from operator import itemgetter
from typing import Protocol

from attrs import field, frozen

from slakit.timeline.spans import Spans

ONE = Fraction(1)
WIDEST = 1 << 1024  # a common denominator above it costs more than it saves

Number = int | Fraction
Part = tuple[Fraction, Spans]
Counted = tuple[Fraction, Spans, int]  # what holds with a weight, and for how many


def common(weights: Iterable[Fraction]) -> tuple[int, Mapping[Fraction, Number]]:
    """Return a common denominator and the numerators, for speed; 1 and the weights themselves if there is no small one."""
    distinct = set(weights)
    below = 1
    for weight in distinct:
        below = lcm(below, weight.denominator)
        if below > WIDEST:
            return 1, {weight: weight for weight in distinct}
    return below, {weight: weight.numerator * (below // weight.denominator) for weight in distinct}


class Aggregate(Protocol):
    """The combined weight of what holds at an instant, as a number over the common denominator of all."""

    def change(self, weight: Number, count: int) -> None:
        """Note that `count` more spans hold with a weight; fewer if it is negative."""

    @property
    def level(self) -> Number: ...

    @property
    def of(self) -> int:
        """The number that a level is still to be divided by."""


class Largest:
    """The largest weight; none is zero."""

    of = 1

    def __init__(self) -> None:
        self._heap: list[Number] = []
        self._held: dict[Number, int] = defaultdict(int)

    def change(self, weight: Number, count: int) -> None:
        if count > 0 and not self._held[weight]:
            heappush(self._heap, -weight)
        self._held[weight] += count

    @property
    def level(self) -> Number:
        while self._heap and not self._held[-self._heap[0]]:
            heappop(self._heap)
        return -self._heap[0] if self._heap else 0


class Smallest:
    """The smallest weight once all of so many hold; until then zero."""

    of = 1

    def __init__(self, units: int) -> None:
        self._largest = Largest()
        self._missing = units

    def change(self, weight: Number, count: int) -> None:
        self._largest.change(-weight, count)
        self._missing -= count

    @property
    def level(self) -> Number:
        return 0 if self._missing else -self._largest.level


class Mean:
    """The sum of the weights over so many, those that do not hold counted as zero."""

    def __init__(self, units: int) -> None:
        self.of = units
        self.level: Number = 0

    def change(self, weight: Number, count: int) -> None:
        self.level += weight * count


def swept(parts: Iterable[Counted], aggregate: Aggregate) -> WeightedSpans:
    """The aggregate at each instant of spans that may overlap."""
    parts = list(parts)
    below, numbers = common(weight for weight, _, _ in parts)
    changes = [
        (at, number, count if index % 2 == 0 else -count)
        for weight, spans, count in parts
        for number in [numbers[weight]]
        for index, at in enumerate(spans.edges)
    ]
    changes.sort(key=itemgetter(0))
    runs: dict[Number, list[int]] = defaultdict(list)
    level: Number = 0
    since = 0
    for at, group in groupby(changes, key=itemgetter(0)):
        for _, weight, count in group:
            aggregate.change(weight, count)
        now = aggregate.level
        if now != level:
            if level:
                runs[level] += (since, at)
            level, since = now, at
    return WeightedSpans((Fraction(level) / (below * aggregate.of), Spans.of_edges(tuple(edges))) for level, edges in runs.items())


def _normal(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts with any time, the largest weight first."""
    held = [(weight, spans) for weight, spans in parts if weight and spans]
    numbers = common(weight for weight, _ in held)[1]
    return tuple(sorted(held, key=lambda part: numbers[part[0]], reverse=True))


@frozen
class WeightedSpans:
    """Disjoint spans by their weight, which is above zero; the largest weight first.

    >>> a, b = (Spans([Span(f"2026-01-0{day}T00:00Z", "2026-01-04T00:00Z")]) for day in (1, 2))
    >>> [(str(weight), spans.duration.days) for weight, spans in WeightedSpans.largest([(Fraction(1, 2), a), (Fraction(1), b)]).parts]
    [('1', 2), ('1/2', 1)]
    """

    parts: tuple[Part, ...] = field(default=(), converter=_normal)

    @classmethod
    def largest(cls, parts: Iterable[Part]) -> WeightedSpans:
        """Return the largest weight at each instant of spans that may overlap."""
        alike: dict[Fraction, list[Spans]] = defaultdict(list)
        for weight, spans in parts:
            alike[weight].append(spans)
        parts_by_weight = [(weight, Spans.joined(several)) for weight, several in alike.items() if weight]
        return cls(parts_by_weight) if len(parts_by_weight) < 2 else swept([(*part, 1) for part in parts_by_weight], Largest())

    @property
    def spans(self) -> Spans:
        """The spans in which anything holds."""
        return Spans.joined([spans for _, spans in self.parts])

    def outside(self, spans: Spans) -> WeightedSpans:
        """Return the rest when some spans are taken out."""
        return WeightedSpans((weight, held - _near(spans, held)) for weight, held in self.parts) if spans else self

    def inside(self, spans: Spans) -> WeightedSpans:
        """Return the part in some spans."""
        return WeightedSpans((weight, held & _near(spans, held)) for weight, held in self.parts)

    def scaled(self, factor: Fraction) -> WeightedSpans:
        """All weights times a factor."""
        return WeightedSpans((weight * factor, held) for weight, held in self.parts)

    def combined(self, other: WeightedSpans) -> WeightedSpans:
        """Return both together, the larger weight where they overlap."""
        return WeightedSpans.largest([*self.parts, *other.parts])


def _near(spans: Spans, held: Spans) -> Spans:
    """Return the part of a set between the first and the last edge of another."""
    return spans.cut(held.first, held.last)
