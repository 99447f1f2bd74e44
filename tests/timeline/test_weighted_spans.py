"""Layers: sweeps over weighed spans, worked out by hand and against a naive count instant by instant (M8)."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given, strategies as st

from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.timeline.weighted_spans import Largest, Mean, Smallest, WeightedSpans, common, swept

HALF, ONE = Fraction(1, 2), Fraction(1)


def spans(*pairs):
    return Spans(Span(first, last) for first, last in pairs)


def test_the_largest_weight_counts():
    """Half from 0 to 10, whole from 4 to 6: whole for 2, half for 8 on both sides."""
    layers = WeightedSpans.largest([(HALF, spans((0, 10))), (ONE, spans((4, 6)))])
    assert layers.parts == ((ONE, spans((4, 6))), (HALF, spans((0, 4), (6, 10))))
    assert layers.spans == spans((0, 10))


def test_one_weight_is_a_union():
    """Spans of one weight that overlap or touch are one; weight nothing leaves nothing."""
    assert WeightedSpans.largest([(HALF, spans((0, 3))), (HALF, spans((2, 4))), (HALF, spans((4, 5)))]).parts == ((HALF, spans((0, 5))),)
    assert WeightedSpans.largest([(Fraction(0), spans((0, 3)))]) == WeightedSpans()


def test_the_smallest_of_all():
    """Two of two hold from 2 to 4, one with a half: a half there, nothing elsewhere."""
    assert swept([(ONE, spans((0, 4)), 1), (HALF, spans((2, 6)), 1)], Smallest(2)).parts == ((HALF, spans((2, 4))),)


def test_the_mean_of_all():
    """Of four, one holds from 0 to 2, that and a half of another from 2 to 4: a quarter, then three eighths."""
    found = swept([(ONE, spans((0, 4)), 1), (HALF, spans((2, 4)), 1)], Mean(4))
    assert found.parts == ((Fraction(3, 8), spans((2, 4))), (Fraction(1, 4), spans((0, 2))))


def test_taking_out_and_scaling():
    """Outside, inside and a factor; both parts together are the whole again."""
    layers = WeightedSpans.largest([(HALF, spans((0, 10))), (ONE, spans((4, 6)))])
    out, within = layers.outside(spans((5, 8))), layers.inside(spans((5, 8)))
    assert out.parts == ((ONE, spans((4, 5))), (HALF, spans((0, 4), (8, 10))))
    assert within.parts == ((ONE, spans((5, 6))), (HALF, spans((6, 8))))
    assert within.scaled(HALF).parts == ((HALF, spans((5, 6))), (Fraction(1, 4), spans((6, 8))))
    assert out.combined(within) == layers
    assert layers.outside(Spans()) == layers


def test_weights_without_a_common_denominator():
    """Powers of a prime, each with one digit more than the last, are summed and compared as the fractions they are."""
    weights = [Fraction(1, 3**power + power % 2) for power in range(1, 90)]
    assert common(weights)[0] == 1
    parts = [(weight, spans((place, place + 2)), 1) for place, weight in enumerate(weights)]
    summed, largest = swept(parts, Mean(1)), WeightedSpans.largest((weight, span) for weight, span, _ in parts)
    for place, (before, weight) in enumerate(pairwise(weights), start=1):
        assert [found for found, span in summed.parts if place in span] == [before + weight]
        assert [found for found, span in largest.parts if place in span] == [max(before, weight)]


def test_a_common_denominator():
    """Halves, thirds and quarters are twelfths."""
    assert common([HALF, Fraction(1, 3), Fraction(3, 4)]) == (12, {HALF: 6, Fraction(1, 3): 4, Fraction(3, 4): 9})


pieces = st.lists(st.tuples(st.sampled_from([Fraction(n, 4) for n in range(5)]), st.integers(0, 30), st.integers(1, 9)), max_size=8)


@given(pieces, st.integers(1, 3))
def test_sweeps_equal_a_count_of_each_instant(found, more):
    """At every instant the largest, the smallest of all and the mean are what a loop over the spans says."""
    parts = [(weight, spans((first, first + length))) for weight, first, length in found]
    units = len(parts) + more - 1
    swept_parts = [(*part, 1) for part in parts]
    sweeps = {
        max: WeightedSpans.largest(parts),
        min: swept(swept_parts, Smallest(units)) if units else WeightedSpans(),
        sum: swept(swept_parts, Mean(units)) if units else WeightedSpans(),
    }
    for at in range(40):
        held = [weight for weight, span in parts if at in span]
        everything = [*held, *[Fraction(0)] * (units - len(held))]
        for said, layers in sweeps.items():
            wanted = (sum(everything) / units if said is sum else said(everything)) if units else 0
            assert sum(weight for weight, span in layers.parts if at in span) == wanted
    for layers in sweeps.values():
        assert all(weight > 0 for weight, _ in layers.parts)
        assert Spans.joined([span for _, span in layers.parts]).total == sum(span.total for _, span in layers.parts)


@given(pieces)
def test_one_gauge_forgets(found):
    """After all spans have ended nothing holds, whatever the order of their ends."""
    gauge = Largest()
    for weight, _, _ in found:
        gauge.change(weight, 1)
    for weight, _, _ in reversed(found):
        gauge.change(weight, -1)
    assert gauge.level == 0
