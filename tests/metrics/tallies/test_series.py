"""Samples in the order of time, equal on lists and on arrays, whatever their width and order."""

from bisect import bisect_left

import pytest
from hypothesis import given, strategies as st

from slakit.metrics.tallies.samples import Samples
from slakit.metrics.tallies.sums import exact_dot
from slakit.timeline import packed

numpy = pytest.importorskip("numpy")
LONG = 3 * 10**17  # microseconds, as far apart as two instants can be
UNITS = st.sampled_from([1, 7, 10**6, 86_400 * 10**6])
PAIRS = st.lists(st.tuples(st.integers(0, 9) | st.integers(0, 5_000), st.integers(-1, 1) | st.integers(-(1 << 63), (1 << 63) - 1)))
NUMBER = st.integers(-3, 3) | st.integers(-(1 << 63), (1 << 63) - 1)


def as_arrays(pairs):
    """Samples that came as arrays, in two runs."""
    made = Samples()
    for part in (pairs[::2], pairs[1::2]):
        made.add_many([tuple(numpy.array([pair[side] for pair in part], numpy.int64) for side in (0, 1))])
    return made


@pytest.fixture(autouse=True, scope="module")
def many():
    """Work on arrays where there are any."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed, "MANY", 1)
        yield


@given(pairs=PAIRS, unit=UNITS, start=st.sampled_from([0, -LONG, LONG]), many=st.booleans())
def test_the_order_of_time_on_arrays(pairs, unit, start, many):
    """By instant, and of one instant from the least; so are the state, the digest, and the parts."""
    pairs = [(start + at * unit, worth) for at, worth in pairs] + ([(start + LONG, 0)] if many else [])
    arrays, ordered = as_arrays(pairs), sorted(pairs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed, "MANY", 10**9)
        lists = Samples(pairs)
        assert lists.pairs == ordered
        sealed, state = lists.seal(), lists.state()
        restored = Samples.restore(state).seal()
    assert arrays.pairs == ordered
    assert (arrays.seal(), arrays.state(), len(arrays)) == (sealed, state, len(pairs))
    assert restored == sealed
    if pairs:
        first = bisect_left(ordered, (ordered[-1][0],))
        assert arrays.latest().pairs == lists.latest().pairs == ordered[first:]
    assert (arrays.since_good() is None) == (lists.since_good() is None)
    assert arrays.series.least(2) == lists.series.least(2) == sorted(pairs, key=lambda pair: (pair[1], pair[0]))[:2]
    assert arrays.series.largest(2) == lists.series.largest(2) == sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:2]
    assert list(arrays.series.sorted_worths) == sorted(worth for _, worth in pairs)


def test_a_worth_of_more_than_64_bits():
    """It stays exact beside arrays, and has a digest that does not depend on how the others came."""
    wide, small = (5, 1 << 80), [(1, 2), (9, -3)]
    mixed, plain = as_arrays(small), Samples([wide, *small])
    mixed.add_many([([5], [1 << 80])])
    objects = as_arrays(small)
    objects.add_many([(numpy.array([5]), numpy.array([1 << 80], object))])
    assert mixed.pairs == plain.pairs == objects.pairs == [(1, 2), wide, (9, -3)]
    assert mixed.seal() == plain.seal() == objects.seal()


def test_feeding_goes_on_after_a_question():
    """What was in order is kept, and what comes later joins it; a tally that was merged before is not changed."""
    one = Samples([(5, 1), (1, 0)])
    assert one.pairs == [(1, 0), (5, 1)]
    copy = Samples()
    copy.merge(one)
    one.add_many([([3], [1])])
    assert one.pairs == [(1, 0), (3, 1), (5, 1)]
    assert copy.pairs == [(1, 0), (5, 1)]


@given(st.lists(st.tuples(NUMBER, NUMBER)))
def test_the_sum_of_products_is_exact(pairs):
    """However wide."""
    sides = [[pair[side] for pair in pairs] for side in (0, 1)]
    wanted = sum(one * other for one, other in pairs)
    assert exact_dot(*sides) == exact_dot(*(numpy.array(side, numpy.int64) for side in sides)) == wanted
