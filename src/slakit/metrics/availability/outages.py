"""Outages: how much is down at each instant, of the spans that a timeline holds (docs/numbers.md M6, M8)."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, MutableSequence, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain, compress
from typing import Any

from attrs import frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.errors import RecordError
from slakit.metrics.excluded_time import ExcludedTime
from slakit.metrics.measure import TIME, Evidence, Exact
from slakit.metrics.plain_values import Plain, equals
from slakit.metrics.tallies.timeline import Timeline
from slakit.metrics.whole_units import in_whole_units
from slakit.timeline.packed import absent, differences, largest, nonzero, total
from slakit.timeline.spans import Spans
from slakit.timeline.weighted_spans import Largest, Mean, Part, Smallest, WeightedSpans, common, swept

UNKNOWN = "(none)"  # the label of a value that is not known
MOST = 5  # outages shown as evidence, and units that workings name

Labels = tuple[object, ...]
Weigh = Callable[[Labels], Fraction]
Lanes = Iterable[tuple[Labels, Spans]]


def weighed(lanes: Lanes, weigh: Weigh) -> WeightedSpans:
    """The largest weight at each instant."""
    return WeightedSpans.largest((weigh(labels), spans) for labels, spans in lanes)


@frozen
class Units:
    """The parts that a service is made of, by name or by number, and how their outages add up to one of the whole."""

    listed: tuple[Plain, ...] | int
    across: str

    @property
    def count(self) -> int:
        return self.listed if isinstance(self.listed, int) else len(self.listed)

    def joined(self, lanes: Lanes, weigh: Weigh) -> WeightedSpans:
        """Return how much of the whole is down; the first label names the unit, and an outage that names none takes down all of them.

        Raises RecordError when more units than there are had outages.
        """
        by_unit: dict[object, list[tuple[Labels, Spans]]] = {}
        for labels, spans in lanes:
            by_unit.setdefault(self._unit(labels[0]), []).append((labels[1:], spans))
        everywhere = by_unit.pop(UNKNOWN, [])
        if len(by_unit) > self.count:
            names = ", ".join(sorted(repr(name) for name in by_unit))
            problem = f"outages of {len(by_unit)} units, {names}, are more than the {self.count} there are"
            raise RecordError(f"{problem}; write units={len(by_unit)}")
        parts = [(layers, 1) for layers in (weighed([*own, *everywhere], weigh) for own in by_unit.values())]
        if len(by_unit) < self.count:
            parts.append((weighed(everywhere, weigh), self.count - len(by_unit)))
        gauge = Largest() if self.across == "any" else Smallest(self.count) if self.across == "all" else Mean(self.count)
        return swept([(*part, count) for layers, count in parts for part in layers.parts], gauge)

    def _unit(self, label: object) -> object:
        if isinstance(self.listed, int) or label == UNKNOWN:
            return label
        return next((unit for unit in self.listed if equals(label, unit)), label)


def unlisted(timelines: Sequence[Timeline], first: int, last: int) -> list[str]:
    """The outages of units that are not listed, in words."""
    counts = Counter[str]()
    for timeline in timelines:
        for (unit,), spans in timeline.lanes.items():
            counts[str(unit)] += len(spans.cut(first, last))
    names = sorted(+counts)
    if not names:
        return []
    count, more = sum(counts.values()), f" and {len(names) - MOST:,} more" * (len(names) > MOST)
    whose = "a unit that is" if len(names) == 1 else "units that are"
    return [f"{count:,} outage{'s' * (count != 1)} of {whose} not listed, left out: {', '.join(map(repr, names[:MOST]))}{more}"]


def excused(outages: WeightedSpans, excluded: ExcludedTime) -> WeightedSpans:
    """Return the part of outages that counts: none in dropped time, and the rest of partly forgiven time (docs/numbers.md M6)."""
    outages = outages.outside(excluded.dropped)
    parts: list[Part] = []
    for worth, spans in excluded.forgiven:
        parts += outages.inside(spans).scaled(1 - worth).parts
        outages = outages.outside(spans)
    return WeightedSpans.largest([*parts, *outages.parts]) if parts else outages


def unbroken(outages: WeightedSpans, least: int) -> WeightedSpans:
    """Return only the outages that last so long without a break."""
    spans = outages.spans
    short = [(a, b) for a, b in zip(spans.starts, spans.ends, strict=True) if b - a < least]
    return outages.outside(Spans.of_edges(tuple(chain.from_iterable(short))))


@frozen
class Losses:
    """Outages, from the first instant to the last of each, and the time that each costs, as a number over `below`."""

    starts: Sequence[int]
    ends: MutableSequence[int]
    costs: MutableSequence[Any]  # exact numbers
    below: int = 1

    @classmethod
    def of(cls, outages: WeightedSpans, clock: Calendar) -> "Losses":
        spans = outages.spans
        starts, ends = spans.starts, spans.ends
        if len(outages.parts) == 1 and outages.parts[0][0] == 1:
            return cls(starts, ends, open_times(spans, clock))
        below, numbers = common(weight for weight, _ in outages.parts)
        costs: list[Exact] = [0] * len(starts)
        for weight, spans in outages.parts:
            number = numbers[weight]
            for start, time in zip(spans.starts, open_times(spans, clock), strict=True):
                costs[bisect_right(starts, start) - 1] += number * time
        return cls(starts, ends, costs, below)

    def joined(self, whole: Spans) -> "Losses":
        """Join the parts of each outage that exclusions cut; `whole` holds the outages before anything was taken out of them."""
        begun, ends, costs = whole.starts, self.ends[:], self.costs[:]
        heads: dict[int, int] = {}  # of each part but the first of an outage, which that is
        for at in absent(self.starts, begun):
            if at and bisect_right(begun, self.starts[at - 1]) == bisect_right(begun, self.starts[at]):
                head = heads[at] = heads.get(at - 1, at - 1)
                ends[head] = ends[at]
                costs[head] += costs[at]
        if not heads:
            return self
        kept = [at not in heads for at in range(len(costs))]
        return Losses(list(compress(self.starts, kept)), list(compress(ends, kept)), list(compress(costs, kept)), self.below)

    def in_steps(self, size: int, steps: str) -> "Losses":
        """Each cost in whole units of so many microseconds: the full ones, or those that have begun."""
        unit = size * self.below
        costs = [in_whole_units(cost, unit, steps) for cost in self.costs]
        return Losses(self.starts, self.ends, costs, self.below)

    @cached_property
    def total(self) -> Exact:
        return total(self.costs) if self.below == 1 else Fraction(sum(self.costs)) / self.below

    @cached_property
    def count(self) -> int:
        """The number of outages that cost time."""
        return nonzero(self.costs)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The outages that cost most, in order of cost and then of time."""
        worst = [at for at in largest(self.costs, MOST) if self.costs[at]]
        return tuple(Evidence(self.starts[at], None, Fraction(self.costs[at]) / self.below, TIME, until=self.ends[at]) for at in worst)


def open_times(spans: Spans, calendar: Calendar) -> MutableSequence[int]:
    """Return the open time of each span by a calendar."""
    return differences(spans.ends, spans.starts) if calendar == ALWAYS else calendar.clock.elapsed_all(spans.starts, spans.ends)
