"""OrderedValues: many values in rising order, on arrays where these are whole numbers; equal ones are counted where that is shorter."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, chain, pairwise
from operator import mul
from typing import Any, overload

from slakit.metrics.tallies.sums import exact_dot, exact_sum
from slakit.timeline.number_columns import arrayed, sorted_together
from slakit.timeline.packed import PACKED, concatenated, many_numpy, packed

Values = Sequence[Any]  # a list of exact numbers, or a column of whole ones
FEW = 1 << 12  # values that are not worth counting


class OrderedValues(Sequence[Any]):
    """Values in rising order: each for itself, or with `ends` each different one, and how many values there are up to its last.

    Counted so, a hundred million times in whole seconds take no more room than their different lengths. Nothing here changes its values.

    >>> OrderedValues.of([30, 10, 20, 10])[1:]
    OrderedValues([10, 20, 30])
    """

    __slots__ = ("ends", "values")

    def __init__(self, values: Values = (), ends: Values | None = None) -> None:
        self.values, self.ends = values, ends

    @classmethod
    def of(cls, values: Values) -> OrderedValues:
        """Values in any order."""
        return cls(sorted_together(values)[0] if _in_columns(values) else sorted(values))

    @classmethod
    def counted(cls, values: Values, counts: Iterable[int]) -> OrderedValues:
        """Different values in rising order, and how often each occurs."""
        return cls(values, list(accumulate(counts)))

    def __len__(self) -> int:
        return len(self.values) if self.ends is None else int(self.ends[-1]) if len(self.ends) else 0

    @overload
    def __getitem__(self, index: int) -> Any: ...

    @overload
    def __getitem__(self, index: slice) -> OrderedValues: ...

    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return self._part(*slice(index.start, index.stop).indices(len(self))[:2])
        at = range(len(self))[index]
        return _number(self.values[at if self.ends is None else bisect_right(self.ends, at)])

    def __iter__(self) -> Iterator[Any]:
        return map(_number, self.each_alone)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, OrderedValues) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as of any sequence that is compared by its values

    def __repr__(self) -> str:
        return f"OrderedValues({list(self)})" if len(self) < 10 else f"OrderedValues({len(self):,} from {self[0]} to {self[-1]})"

    def _part(self, first: int, last: int) -> OrderedValues:
        if self.ends is None or first >= last:
            return OrderedValues(self.values[first : max(first, last)])
        low, high = bisect_right(self.ends, first), bisect_left(self.ends, last)
        ends = arrayed(self.ends[low : high + 1])
        if ends is not None:
            return OrderedValues(self.values[low : high + 1], ends.clip(max=last) - first)
        return OrderedValues(self.values[low : high + 1], [min(end, last) - first for end in self.ends[low : high + 1]])

    @property
    def counts(self) -> Values:
        """The number of times that each value of `values` occurs."""
        if self.ends is None:
            return [1] * len(self.values)
        ends = arrayed(self.ends)
        if ends is None:
            return [last - first for first, last in pairwise((0, *self.ends))]
        counts = ends.copy()
        counts[1:] -= ends[:-1]
        return counts  # type: ignore[no-any-return]

    @property
    def each_alone(self) -> Values:
        """Every value, as often as it occurs: a list or a column."""
        if self.ends is None:
            return self.values
        if (np := many_numpy(len(self))) is not None and _in_columns(self.values):
            return np.repeat(_array(np, self.values), _array(np, self.counts))  # type: ignore[no-any-return]
        return [value for value, count in zip(self.values, self.counts, strict=True) for _ in range(count)]

    @property
    def total(self) -> Any:
        """The sum of the values."""
        if self.ends is None:
            return exact_sum(self.values) if hasattr(self.values, "dtype") else sum(self.values)
        counts = self.counts
        if hasattr(self.values, "dtype") and hasattr(counts, "dtype"):
            return exact_dot(self.values, counts)
        return sum(map(mul, map(_number, self.values), map(_number, counts)))

    @property
    def from_zero(self) -> OrderedValues:
        """The values that are not below zero."""
        below = bisect_left(self.values, 0)
        return self[below if self.ends is None or not below else int(self.ends[below - 1]) :]

    def each(self, function: Callable[[Values], Values]) -> OrderedValues:
        """The values that a function makes of a list or a column of these; it may make some equal, and put none before a lesser one."""
        return OrderedValues(function(self.values), self.ends)

    def at_least_zero(self) -> OrderedValues:
        """The values, with zero in the place of each that is below it."""
        return self.each(_at_least_zero)

    def shortest(self) -> OrderedValues:
        """The same values in the form that takes less room; few are not worth counting."""
        if len(self) > FEW and 2 * _different(self.values) <= len(self):
            return _counted(self)
        return self if self.ends is None else OrderedValues(self.each_alone)


def joined(parts: Iterable[OrderedValues]) -> OrderedValues:
    """The values of some parts in rising order: counted if one of them is.

    >>> joined([OrderedValues([1, 3]), OrderedValues([2])])
    OrderedValues([1, 2, 3])
    """
    parts = [part for part in parts if len(part)] or [OrderedValues(packed([]))]
    several = [part for part in parts if part.ends is None]
    whole = several[:1] if len(several) < 2 else [OrderedValues(_sorted_runs([part.values for part in several]))]
    first, *others = sorted((*whole, *(part for part in parts if part.ends is not None)), key=lambda part: -len(part.values))
    for other in others:
        first = _joined_counts(_counted(first), _counted(other))
    return first


def _sorted_runs(runs: Sequence[Values]) -> Values:
    """The values of runs, each of which is in order, in order."""
    if all(map(_in_columns, runs)):
        column = arrayed(concatenated(runs))
        if column is None:
            return packed(sorted(chain.from_iterable(runs)))
        column.sort(kind="stable")  # which merges runs that are in order
        return column  # type: ignore[no-any-return]
    return sorted(map(_number, chain.from_iterable(runs)))


def _different(values: Values) -> int:
    """The number of different values of some in rising order."""
    if (np := many_numpy(len(values))) is not None and _in_columns(values):
        column = _array(np, values)
        return int(np.count_nonzero(column[1:] != column[:-1])) + 1
    return sum(one != next_one for one, next_one in pairwise(values)) + 1 if len(values) else 0


def _counted(ordered: OrderedValues) -> OrderedValues:
    """Values with each different one once, and its count."""
    if (np := many_numpy(len(ordered.values))) is not None and _in_columns(ordered.values):
        values = _array(np, ordered.values)
        changes = np.append(values[1:] != values[:-1], True)
        if ordered.ends is not None and changes.all():
            return ordered
        last = np.flatnonzero(changes)
        return OrderedValues(values[last], last + 1 if ordered.ends is None else _array(np, ordered.ends)[last])
    ends = range(1, len(ordered.values) + 1) if ordered.ends is None else ordered.ends
    last_of = dict(zip(ordered.values, ends, strict=True))  # of equal ones the last end
    return OrderedValues(packed(last_of) if _in_columns(ordered.values) else list(last_of), packed(last_of.values()))


def _joined_counts(one: OrderedValues, other: OrderedValues) -> OrderedValues:
    """Two sequences of counted values as one."""
    whole = _in_columns(one.values) and _in_columns(other.values)
    if whole and (np := many_numpy(len(one.values))) is not None:
        values, more, counts = _array(np, one.values), _array(np, other.values), _array(np, other.counts)
        at = np.searchsorted(values, more)
        old = values[np.minimum(at, len(values) - 1)] == more
        sums = _array(np, one.counts)
        sums[at[old]] += counts[old]
        if not old.all():
            new = ~old
            values, sums = np.insert(values, at[new], more[new]), np.insert(sums, at[new], counts[new])
        return OrderedValues(values, np.cumsum(sums, out=sums))
    sums = Counter(dict(zip(map(_number, one.values), one.counts, strict=True)))
    sums.update(dict(zip(map(_number, other.values), other.counts, strict=True)))
    values = sorted(sums)
    return OrderedValues(packed(values) if whole else values, packed(list(accumulate(map(int, map(sums.__getitem__, values))))))


def kept_where(values: Values, over: Values, least: int, otherwise: int) -> Values:
    """The whole numbers of which another is at least so much, and `otherwise` in the place of each of the rest."""
    numbers, others = arrayed(values), arrayed(over)
    if numbers is None or others is None:
        return packed([value if one >= least else otherwise for value, one in zip(values, over, strict=True)])
    kept = numbers.copy()
    kept[others < least] = otherwise
    return kept  # type: ignore[no-any-return]


def together(parts: Sequence[Values]) -> Values:
    """The values of all parts, as a column if all are whole numbers."""
    if all(_in_columns(part) for part in parts):
        return concatenated(parts) if parts else packed([])
    return [_number(value) for part in parts for value in part]


def _at_least_zero(values: Values) -> Values:
    array_of = arrayed(values) if _in_columns(values) else None
    return [max(_number(value), 0) for value in values] if array_of is None else array_of.clip(min=0)


def _in_columns(values: Values) -> bool:
    return hasattr(values, "dtype") or (isinstance(values, array) and values.typecode == PACKED)


def _array(np: Any, values: Values) -> Any:
    return np.frombuffer(values, np.int64) if isinstance(values, array) and len(values) else np.asarray(values, np.int64)


def _number(value: Any) -> Any:
    return value if isinstance(value, Fraction) else int(value)
