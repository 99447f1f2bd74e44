"""Levels: what a sampled figure adds up to over the time that it holds."""

from fractions import Fraction
from itertools import groupby
from typing import Any

from slakit.metrics.tallies.series import Series
from slakit.metrics.tallies.sums import exact_dot, sums_from
from slakit.timeline.packed import before
from slakit.timeline.spans import Spans


def weighted(series: Series, counted: Spans, last: int, longest: int | None) -> tuple[Fraction, int]:
    """The sum of level x time, and the time in which a level is known; each holds until the next, or for the longest time.

    Only time that counts is taken, up to `last`. The level of an instant is the mean of its samples.
    """
    if not len(series.instants) or not counted:
        return Fraction(0), 0
    at, sums, counts = _of_instants(series)
    times = _times(at, counted, last, longest)
    weight = sum(times) if isinstance(times, list) else int(times.sum())
    if counts is None:
        return Fraction(exact_dot(sums, times)), weight
    total = Fraction(0)
    for count in sorted(set(counts if isinstance(counts, list) else counts.tolist())):
        total += Fraction(exact_dot(*(_where(side, counts, count) for side in (sums, times))), count)
    return total, weight


def _where(values: Any, counts: Any, count: int) -> Any:
    """The values that stand beside a count."""
    return (
        [value for value, one in zip(values, counts, strict=True) if one == count] if isinstance(counts, list) else values[counts == count]
    )


def _times(at: Any, counted: Spans, last: int, longest: int | None) -> Any:
    """The time for which the level of each instant holds."""
    if isinstance(at, list):
        until = [*at[1:], last] if longest is None else list(map(min, [*at[1:], last], [one + longest for one in at]))
        return [max(0, end - start) for start, end in zip(before(counted, at), before(counted, until), strict=True)]
    import numpy as np

    ends = np.append(at[1:], last)
    if longest is not None:
        ends = np.minimum(ends, at + longest)
    return np.maximum(before(counted, ends) - before(counted, at), 0)


def _of_instants(series: Series) -> tuple[Any, Any, Any]:
    """Each instant with the sum and the number of its samples; None for the numbers where each has one."""
    instants, worths = series
    if not series.on_arrays:
        if len(set(instants)) == len(instants):
            return instants, worths, None
        groups = [(at, [worth for _, worth in same]) for at, same in groupby(series.pairs, key=lambda pair: pair[0])]
        return [at for at, _ in groups], [sum(same) for _, same in groups], [len(same) for _, same in groups]
    import numpy as np

    first = np.flatnonzero(np.concatenate(([True], instants[1:] != instants[:-1])))
    if len(first) == len(instants):
        return instants, worths, None
    counts = np.diff(np.append(first, len(instants)))
    widest = max(abs(int(worths.min())), abs(int(worths.max()))) * int(counts.max())
    if widest >= 1 << 62:  # the sums do not fit
        return instants[first].tolist(), sums_from(worths, first), counts.tolist()
    return instants[first], np.add.reduceat(worths, first), counts
