"""Intervals of a period that count, by counting each microsecond."""

from hypothesis import given, strategies as st

from slakit.metrics.amounts.amount import at_most_five, finished, times_in
from slakit.metrics.period_context import Excluded, PeriodContext
from slakit.metrics.tallies.intervals import Per
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

EDGES = st.sets(st.integers(0, 30)).map(sorted)
PAIRS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda pair: (pair[0], sum(pair))))


@given(edges=EDGES, pairs=PAIRS)
def test_the_time_that_counts_in_intervals(edges, pairs):
    """One span, several, or none."""
    counted = Spans(Span(first, last) for first, last in zip(edges[::2], edges[1::2], strict=False))
    assert times_in(counted, pairs) == [sum(at in counted for at in range(first, last)) for first, last in pairs]


def test_intervals_that_are_over_and_whole():
    """Of four of 10 in [0, 35), the last is cut by the period, one is excluded in part, and one is not over at 29."""
    period = Span(0, 35)
    assert finished(PeriodContext(period, 35), Per(10), None) == [(0, 10), (10, 20), (20, 30)]
    assert finished(PeriodContext(period, 29), Per(10), None) == [(0, 10), (10, 20)]
    out = (Excluded(Spans([Span(12, 13)])),)
    assert finished(PeriodContext(period, 35, excluded=out), Per(10), None) == [(0, 10), (20, 30)]


def test_at_most_five_in_order():
    """The highest first, or the lowest, the earlier of equal ones first."""
    totals = [(total, at, at + 1) for at, total in enumerate((3, 9, 9, 1, 5, 7, 2))]
    assert [at for _, at, _ in at_most_five(totals, highest=True)] == [1, 2, 5, 4, 0]
    assert [at for _, at, _ in at_most_five(totals, highest=False)] == [3, 6, 0, 4, 5]
