"""The arithmetic of many instants, equal on lists and on arrays of NumPy."""

from array import array

import pytest
from hypothesis import given, strategies as st

from slakit.timeline import packed
from slakit.timeline.packed import before, inside, largest
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

numpy = pytest.importorskip("numpy")


@given(edges=st.sets(st.integers(0, 30)).map(sorted), instants=st.lists(st.integers(-2, 32)))
def test_the_time_before_an_instant(edges, instants):
    """And whether it is inside, by counting each microsecond."""
    spans = Spans(Span(first, last) for first, last in zip(edges[::2], edges[1::2], strict=False))
    times = [sum(at in spans for at in range(-5, end)) for end in instants]
    array = numpy.array(instants, numpy.int64)
    assert before(spans, instants) == before(spans, array).tolist() == times
    assert inside(spans, instants) == inside(spans, array).tolist() == [at in spans for at in instants]


@given(values=st.lists(st.integers(0, 4)), count=st.integers(1, 4))
def test_the_largest_of_many_that_are_equal(values, count):
    """The largest first, and of equal ones the earliest, on lists and on arrays."""
    wanted = sorted(range(len(values)), key=lambda index: (-values[index], index))[:count]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed, "MANY", 1)
        assert largest(array("q", values), count) == largest(values, count) == wanted
