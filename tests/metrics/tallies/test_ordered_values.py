"""Values in rising order are a sorted list, whichever form they have: plain or counted, lists or columns, whole numbers or fractions."""

from array import array
from bisect import bisect_left
from fractions import Fraction
from itertools import groupby

import pytest
from hypothesis import given, strategies as st

from slakit.metrics.statistic import METHODS, statistic
from slakit.metrics.tallies import ordered_values
from slakit.metrics.tallies.ordered_values import OrderedValues, joined
from slakit.timeline import packed

whole = st.integers(-20, 20) | st.integers(-(2**62), 2**62)
lists = st.lists(whole, max_size=30) | st.lists(whole, min_size=1, max_size=4).flatmap(
    lambda few: st.lists(st.sampled_from(few), max_size=600)  # enough for arrays of NumPy
)


@pytest.fixture(autouse=True, params=[1, 256])
def many(request, monkeypatch):
    """Arrays of NumPy are taken for many values, and for any."""
    monkeypatch.setattr(packed, "MANY", request.param)


def forms(values):
    """Every form of some values, NumPy's arrays among them where it is there."""
    try:
        import numpy as np
    except ImportError:
        np = None
    ordered = sorted(values)
    runs = [(value, len(list(run))) for value, run in groupby(ordered)]
    different, counts = [value for value, _ in runs], [count for _, count in runs]
    yield OrderedValues.of(values)
    yield OrderedValues(ordered)
    yield OrderedValues.counted(different, counts)
    if all(isinstance(value, int) for value in values):
        yield OrderedValues.of(array("q", values))
        yield OrderedValues.counted(array("q", different), counts)
        if np is not None:
            yield OrderedValues.of(np.array(values, np.int64))
            yield OrderedValues(np.array(different, np.int64), np.cumsum(np.array(counts, np.int64)))


@given(lists, st.integers(-3, 700), st.integers(-3, 700))
def test_every_form_is_the_sorted_list(values, first, last):
    """Its length, each rank, every part, the total and every statistic."""
    ordered = sorted(values)
    for form in forms(values):
        assert list(form) == ordered
        assert (len(form), form.total) == (len(ordered), sum(ordered))
        assert list(form[first:last]) == ordered[first:last]
        assert list(form.each_alone) == ordered
        assert list(form.from_zero) == ordered[bisect_left(ordered, 0) :]
        assert list(form.at_least_zero()) == [max(value, 0) for value in ordered]
        for rank in {0, len(ordered) // 2, len(ordered) - 1, -1} if ordered else ():
            assert form[rank] == ordered[rank]
            assert type(form[rank]) is int
        with pytest.raises(IndexError):
            form[len(ordered)]
        if ordered:
            for method in METHODS:
                figure = statistic(f"p90 {method}").of(len(ordered), ordered.__getitem__, lambda: None)
                assert statistic(f"p90 {method}").of_all(form) == figure


@given(st.lists(lists, max_size=4), st.data())
def test_parts_join_to_the_sorted_list(parts, data):
    """Of any forms and any number, of which all stay as they were."""
    chosen = [data.draw(st.sampled_from(list(forms(part)))) for part in parts]
    everything = sorted(value for part in parts for value in part)
    both = joined(chosen)
    assert list(both) == everything
    assert (len(both), both.total) == (len(everything), sum(everything))
    assert list(both.shortest()) == everything
    assert [list(part) for part in chosen] == list(map(sorted, parts))


@given(st.lists(st.fractions(max_denominator=4), max_size=20), lists)
def test_fractions_join_with_whole_numbers(fractions, values):
    """Days that are counted exactly stand beside whole ones."""
    for one in forms(fractions):
        for other in forms(values):
            assert list(joined([one, other])) == sorted([*fractions, *values])
            assert joined([one, other]).total == sum(fractions) + sum(values)


@pytest.mark.parametrize("make", [list, lambda values: array("q", values)])
def test_values_are_counted_where_that_is_shorter(make, monkeypatch):
    """A pair of numbers for each different value against one for each: half as many different ones are enough."""
    monkeypatch.setattr(ordered_values, "FEW", 0)
    assert OrderedValues(make([1, 1, 2, 2])).shortest().ends is not None  # 2 x 2 = 4
    assert OrderedValues(make([1, 1, 2, 3])).shortest().ends is None  # 2 x 3 > 4
    assert OrderedValues.counted(make([1, 2, 3]), [2, 1, 1]).shortest().ends is None
    monkeypatch.setattr(ordered_values, "FEW", 4)
    assert OrderedValues(make([1, 1, 2, 2])).shortest().ends is None


def test_fractions_of_one_value_are_one():
    """1/2 and 2/4 come as two pairs and are one value."""
    half = Fraction(1, 2)
    both = joined([OrderedValues.counted([half, half], [1, 2]), OrderedValues([half])])
    assert (list(both), both.ends is not None) == ([half] * 4, True)
