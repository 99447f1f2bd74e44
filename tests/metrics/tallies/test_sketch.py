"""A sketch keeps values to a stated share of them, whichever way they come, and its ranges hold the true ones."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from slakit.metrics.statistic import METHODS, approximate, statistic
from slakit.metrics.tallies.sketch import Sketch, digits_within, least_of_range, middle_of_range, most_of_range
from slakit.timeline import packed

times = st.integers(0, 300) | st.integers(0, 2**40) | st.integers(0, 2**63 - 1) | st.integers(0, 62).map(lambda power: 2**power)
errors = st.sampled_from(["10 %", "1 %", "0.78125 %", "0.5 %", "0.01 %"])


@pytest.fixture(autouse=True, params=[1, 256])
def many(request, monkeypatch):
    """Arrays of NumPy are taken for many values, and for any."""
    monkeypatch.setattr(packed, "MANY", request.param)


@given(st.lists(times, min_size=1, max_size=60), errors, st.sampled_from(["p95", "p50", "median", "p99.9", "p1"]), st.sampled_from(METHODS))
def test_the_true_value_lies_within_the_stated_error(values, error, name, method):
    """Of every percentile by every method; and from the least to the most that its range says."""
    rough = approximate(f"{name} {method} within {error}")
    digits = digits_within(rough.within)
    tally = Sketch(digits, [])
    tally.add_many(values)
    ordered = sorted(values)
    true = statistic(f"{name} {method}").of(len(ordered), ordered.__getitem__, lambda: None)
    figure = rough.of_all(tally.ordered)
    assert abs(figure - true) <= rough.within * true
    low, high = (rough.of_all(tally.ordered.each(lambda held, end=end: end(held, digits))) for end in (least_of_range, most_of_range))
    assert low <= true <= high
    assert low <= figure <= high


@given(st.lists(times, max_size=40), st.lists(times, max_size=40), st.integers(1, 14))
def test_a_sketch_is_the_same_by_every_way(one, other, digits):
    """Lists and arrays, in any order, merged and saved."""
    whole, halves = Sketch(digits), [Sketch(digits), Sketch(digits)]
    whole.add_many([*other, *one])
    try:
        import numpy as np
    except ImportError:
        halves[0].add_many(one)
    else:
        halves[0].add_many(np.array(one, np.int64))
    halves[1].add_many(other)
    halves[0].merge(Sketch.restore(json.loads(json.dumps(halves[1].state()))))
    assert halves[0].seal() == whole.seal()
    assert halves[0].state() == whole.state()
    rounded = sorted([*middle_of_range(one, digits), *middle_of_range(other, digits)])
    assert list(whole.ordered) == rounded


@given(times, times, st.integers(1, 14))
def test_no_value_comes_before_a_lesser_one(one, other, digits):
    """Rounding keeps the order, so that the value at a rank is that at the same rank, rounded; and a rounded value stays."""
    low, high = sorted([one, other])
    for end in (least_of_range, middle_of_range, most_of_range):
        assert end([low], digits)[0] <= end([high], digits)[0]
        assert list(end(middle_of_range([one], digits), digits)) == list(end([one], digits))


def test_by_hand():
    """Of two binary digits: 5 is 101, one of 100 and 101, whose middle is 101; 13 is 1101, one of 12 to 15; 8 is the first of 8 to 11."""
    assert list(least_of_range([3, 5, 13, 8], 2)) == [3, 4, 12, 8]
    assert list(middle_of_range([3, 5, 13, 8], 2)) == [3, 5, 14, 10]
    assert list(most_of_range([3, 5, 13, 8], 2)) == [3, 5, 15, 11]


@pytest.mark.parametrize(("error", "digits"), [("50", 1), ("25", 2), ("10", 4), ("1", 7), ("0.78125", 7), ("0.5", 8), ("0.01", 14)])
def test_digits_of_an_error(error, digits):
    """The fewest of which 1 / 2 ** digits is no more than the error, in per cent."""
    assert digits_within(Fraction(error) / 100) == digits
    assert Fraction(1, 2**digits) <= Fraction(error) / 100 < Fraction(1, 2 ** (digits - 1))


def test_any_number_takes_the_same_room(monkeypatch):
    """A hundred thousand different times of up to a month, to within 1 %: 64 ranges for each power of two."""
    monkeypatch.setattr("slakit.metrics.tallies.multiset.ROOM", 1_000)
    tally = Sketch(7)
    for first in range(0, 100_000, 1_000):
        tally.add_many([number * 25_920_011 for number in range(first, first + 1_000)])
    assert len(tally) == 100_000
    assert len(tally.ordered.values) <= 64 * 42  # a month has fewer than 2 ** 42 microseconds


def test_sketches_of_other_digits_do_not_add():
    """Each would have to be rounded again."""
    with pytest.raises(ValueError, match="a sketch of 8 digits does not add to one of 7"):
        Sketch(7).merge(Sketch(8))
