"""Missing checks: those that were due and never came."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from slakit.timeline.spans import Spans


@frozen
class Missed:
    """`count` checks that never came, the first of them due at an instant, the others a `step` apart."""

    at: int
    step: int
    count: int

    def inside(self, spans: Spans) -> "Iterator[Missed]":
        """Yield the missed checks that are due in each of some spans."""
        edges = spans.cut(self.at, self.at + self.count * self.step).edges
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            start, end = (-((self.at - edge) // self.step) for edge in (first, last))
            if start < min(end, self.count):
                yield Missed(self.at + start * self.step, self.step, min(end, self.count) - start)

    def one_by_one(self, many: int) -> "Iterator[Missed]":
        """Yield the first `many` missed checks one by one, and the rest together."""
        for index in range(min(many, self.count)):
            yield Missed(self.at + index * self.step, self.step, 1)
        if self.count > many:
            yield Missed(self.at + many * self.step, self.step, self.count - many)


def missed(seen: Sequence[int], every: int, first: int, last: int, held: int = 0) -> Iterator[Missed]:
    """The checks that were missed up to an instant, from those that were seen, and perhaps some before the first.

    A check is due `every` after the one before it, and missed once it is half of that overdue. Before the very first check, they are
    those that fit in back from it; without any check, those from the start on. Those that are due while the last one is `held` are not.
    """
    if not len(seen):
        yield Missed(first, every, -((first - last) // every))
        return
    before = max(0, (int(seen[0]) - first) // every)
    yield Missed(int(seen[0]) - before * every, every, before)
    over = max(0, -((every - held) // every))  # how many are due while a check is held
    for at, until in _far_apart(seen, last, every):
        if (count := (2 * (until - at) - every) // (2 * every)) > over:
            yield Missed(at + (over + 1) * every, every, count - over)


def _far_apart(seen: Any, last: int, every: int) -> Iterator[tuple[int, int]]:
    """Each instant and the next, without those of an array that are so near that none can have been missed."""
    if isinstance(seen, list):
        return zip(seen, [*seen[1:], last], strict=True)
    import numpy as np

    until = np.append(seen[1:], last)
    far = until - seen > every
    return zip(seen[far].tolist(), until[far].tolist(), strict=True)
