"""PeriodContext: the period that a measure is taken of, what the agreement excludes of it, and what could not be read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import chain, pairwise

import attrs

from slakit.metrics.tallies.intervals import Per
from slakit.metrics.tallies.tally import Tally
from slakit.timeline.span import Span
from slakit.timeline.spans import Edges, Spans

Tallies = Sequence[Tally]  # those of one period and group, in the order of the readings of a metric
Past = Callable[[str], "tuple[Tallies, PeriodContext] | None"]


@attrs.frozen
class Excluded:
    """Time that an agreement leaves out of a period, and in `notes` what does not qualify, and why (docs/numbers.md M6).

    `by` is the stream that says so, under `clause`. Its `worth` is None when it leaves numerator and denominator, 1 when it counts as good,
    and a share in between.
    """

    spans: Spans
    worth: Fraction | None = None
    notes: tuple[str, ...] = ()
    by: str = ""
    clause: str = ""


@attrs.frozen
class Unreadable:
    """Records of one reading that could not be read and may belong to a period: how many, and whether none of the stream could be.

    `altered` is true if some of them would change records that are counted, rather than add to them.
    """

    count: int = 0
    everything: bool = False
    altered: bool = False


def _no_past(which: str) -> None:
    """Return None: a period without an earlier one has no measure of it."""


@attrs.frozen
class PeriodContext:
    """The period that a measure is taken of, and as of when, in microseconds; the period has begun by then.

    `edges` are where the windows of the agreement cut it, its own ends among them; `tz` is the zone of its wall clock; `excluded` is
    what the agreement leaves out; `unread` are the records of each reading that could not be read; `past` gives the tallies and the context
    of the "previous" period, or of the one of "last year"; `whole` is the period before the term or an amendment cut it.
    """

    span: Span
    as_of: int
    edges: Edges = ()
    tz: str | None = None
    excluded: tuple[Excluded, ...] = ()
    past: Past = attrs.field(default=_no_past, eq=False)
    whole: Span | None = None
    unread: tuple[Unreadable, ...] = ()

    @property
    def open(self) -> bool:
        """True if the period is not over."""
        return self.as_of < self.span.last

    @property
    def observed(self) -> Span:
        """The part of the period that has passed."""
        return Span(self.span.first, min(self.span.last, self.as_of))

    def intervals(self, per: Per) -> list[tuple[int, int]]:
        """Every interval that has begun, as its first and last instant, those without records too."""
        edges = self.edges or (self.span.first, self.span.last)
        pairs = list(chain.from_iterable(pairwise(per.edges(first, last, self.tz)) for first, last in pairwise(edges)))
        return pairs[: bisect_left(pairs, (self.as_of,))]

    def part(self, first: int, last: int) -> PeriodContext:
        """The context of a metric inside another, which owns the tallies from one index to another."""

        def past(which: str) -> tuple[Tallies, PeriodContext] | None:
            earlier = self.past(which)
            return earlier and (earlier[0][first:last], earlier[1].part(first, last))

        return attrs.evolve(self, past=past, unread=self.unread[first:last])
