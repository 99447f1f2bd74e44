"""Cadence: the checks that should have come and did not."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from slakit.metrics.states import Look, Rules
from slakit.timeline.spans import Spans


@frozen
class Missed:
    """`count` checks, the k-th of them due `k` steps after an instant, and the state that counts for them."""

    after: int
    step: int
    count: int
    state: int

    def inside(self, spans: Spans) -> int:
        """How many of them are due in some spans."""
        edges = spans.edges
        return sum(self._between(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True))

    def _between(self, first: int, last: int) -> int:
        lowest = max(1, -((self.after - first) // self.step))
        return max(0, min(self.count, (last - 1 - self.after) // self.step) - lowest + 1)


def missed(seen: Sequence[Look], rules: Rules, every: int, first: int, last: int) -> Iterator[Missed]:
    """The checks that were missed up to an instant, and perhaps some before the first.

    A check is due `every` after the one before it, and missed once it is half of that overdue. Before the very first check, they are
    those that fit in back from it; without any check, those from the start on.
    """
    if not seen:
        yield Missed(first - every, every, -((first - last) // every), rules.opening)
        return
    before = max(0, (seen[0].at - first) // every)
    yield Missed(seen[0].at - (before + 1) * every, every, before, rules.opening)
    for look, until in zip(seen, [*(other.at for other in seen[1:]), last], strict=True):
        if (count := (2 * (until - look.at) - every) // (2 * every)) > 0:
            yield Missed(look.at, every, count, rules.unheard(look.state))
