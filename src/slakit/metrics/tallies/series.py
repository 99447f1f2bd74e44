"""Series: what was seen at which instant, in the order of time."""

from bisect import bisect_left, bisect_right
from heapq import nsmallest
from operator import lt
from typing import Any, NamedTuple

from slakit.metrics.tallies.ordered_values import OrderedValues
from slakit.timeline.packed import inside
from slakit.timeline.spans import Spans

FEW_BITS = 48
Pair = tuple[int, int]  # an instant in microseconds, and the worth of what was seen


class Series(NamedTuple):
    """Instants in order with the worth of each, those of one instant from the least: two lists, or two arrays of NumPy."""

    instants: Any
    worths: Any

    @property
    def on_arrays(self) -> bool:
        return not isinstance(self.instants, list)

    @property
    def listed(self) -> "Series":
        """The series on lists."""
        return Series(*(side.tolist() for side in self)) if self.on_arrays else self

    @property
    def pairs(self) -> list[Pair]:
        """Each instant with its worth, as plain numbers."""
        return list(zip(*self.listed, strict=True))

    def outside(self, spans: Spans) -> "Series":
        """Return the part that is in none of some spans."""
        if not spans:
            return self
        out = inside(spans, self.instants)
        if self.on_arrays:
            return Series(*(side[~out] for side in self))
        return Series(*([value for value, without in zip(side, out, strict=True) if not without] for side in self))

    def since(self, at: int) -> "Series":
        """Return the part from an instant on."""
        return self.part(bisect_left(self.instants, at), len(self.instants))

    def until(self, at: int) -> "Series":
        """Return the part up to an instant, that one included."""
        return self.part(0, bisect_right(self.instants, at))

    def part(self, first: int, last: int) -> "Series":
        """Return the part between two indexes."""
        return self if last - first == len(self.instants) else Series(self.instants[first:last], self.worths[first:last])

    @property
    def sorted_worths(self) -> OrderedValues:
        """The worths in rising order."""
        return OrderedValues.of(self.worths)

    def largest(self, count: int) -> list[Pair]:
        """Return the pairs of most worth, the earlier of equal ones first."""
        return self._extremes(count, -1)

    def least(self, count: int) -> list[Pair]:
        """Return the pairs of least worth, the earlier of equal ones first."""
        return self._extremes(count, 1)

    def _extremes(self, count: int, sign: int) -> list[Pair]:
        near = self
        if self.on_arrays and len(self.worths) > count:
            import numpy as np

            bar = np.partition(self.worths, count - 1 if sign > 0 else -count)[count - 1 if sign > 0 else -count]
            chosen = np.flatnonzero(self.worths < bar if sign > 0 else self.worths > bar)
            chosen = np.union1d(chosen, np.flatnonzero(self.worths == bar)[:count])
            near = Series(self.instants[chosen], self.worths[chosen])
        return nsmallest(count, near.pairs, key=lambda pair: (sign * pair[1], pair[0]))

    @property
    def of_last_good(self) -> int | None:
        """The index of the last instant at which every worth was 1; None if there is none."""
        end = len(self.instants)
        while end:
            first = bisect_left(self.instants, self.instants[end - 1])
            if self.worths[first] == 1:
                return first
            end = first
        return None


def in_order(instants: Any, worths: Any) -> Series:
    """A series of what comes in any order: lists, or arrays for which NumPy is there."""
    if isinstance(instants, list):
        if all(map(lt, instants, instants[1:])):
            return Series(instants, worths)
        pairs = sorted(zip(instants, worths, strict=True))
        return Series([at for at, _ in pairs], [worth for _, worth in pairs])
    import numpy as np

    instants, worths = (np.asarray(side, np.int64) for side in (instants, worths))
    steps = np.diff(instants)
    if bool(((steps > 0) | ((steps == 0) & (worths[1:] >= worths[:-1]))).all()):
        return Series(instants, worths)
    order = order_of(instants)
    instants, worths = instants[order], worths[order]
    same = np.flatnonzero(instants[1:] == instants[:-1])
    if len(same):  # of one instant, from the least
        tied = np.union1d(same, same + 1)
        worths[tied] = worths[tied][np.lexsort((worths[tied], instants[tied]))]
    return Series(instants, worths)


def order_of(numbers: Any, stable: bool = False) -> Any:
    """The order of an array of numbers: 16 bits at a time, which is faster than to compare, where they have few."""
    import numpy as np

    low, high = int(numbers.min()), int(numbers.max())
    if high - low >= 1 << 62:
        return np.argsort(numbers, kind="stable" if stable else None)
    above = numbers - low
    above //= max(int(np.gcd.reduce(above)), 1)  # such as whole seconds
    bits = int(above.max()).bit_length()
    if bits > FEW_BITS:
        return np.argsort(numbers, kind="stable" if stable else None)
    order = np.argsort(above.astype(np.uint16), kind="stable")
    for shift in range(16, bits, 16):
        order = order[np.argsort((above >> shift).astype(np.uint16)[order], kind="stable")]
    return order
