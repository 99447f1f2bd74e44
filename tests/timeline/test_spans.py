"""Spans: sets of instants, against sets of Python; few and many, with NumPy and without, packed and not."""

import pickle
import sys
from array import array
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, strategies as st

from slakit.timeline import packed
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans, union

numpy = pytest.importorskip("numpy")

PAIRS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair))), max_size=12)


def spans(pairs):
    return Spans(Span(first, last) for first, last in pairs if first < last)


def instants(pairs):
    return {at for first, last in pairs for at in range(first, last)}


def normal(value, wanted):
    """True if spans hold these instants, apart, in order, each of them with a length."""
    edges = value.edges
    return instants(zip(edges[::2], edges[1::2], strict=True)) == wanted and all(a < b for a, b in pairwise(edges))


@pytest.fixture(params=["NumPy", "no NumPy"])
def numbers(request, monkeypatch):
    """All numbers of any length by NumPy, or none."""
    monkeypatch.setattr(packed, "many_numpy", lambda count: numpy if request.param == "NumPy" and count else None)


@pytest.mark.usefixtures("numbers")
def test_sets_of_instants():
    """Union, intersection, difference and cut are those of sets, of spans in either form; equal sets are equal spans."""

    @given(PAIRS, PAIRS, st.integers(-1, 61), st.integers(-1, 61), st.booleans(), st.booleans())
    def law(left, right, first, last, left_packed, right_packed):
        a, b = spans(left), spans(right)
        a, b = Spans.of_edges(a.packed) if left_packed else a, Spans.of_edges(b.packed) if right_packed else b
        one, other = instants(left), instants(right)
        for made, wanted in ((a | b, one | other), (a & b, one & other), (a - b, one - other), (b - a, other - one)):
            assert normal(made, wanted)
            assert (made.total, bool(made)) == (len(wanted), bool(wanted))
        assert normal(a.cut(first, last), {at for at in one if first <= at < last})
        assert ((a == b), hash(a) == hash(b) or one != other) == (one == other, True)
        assert {at for at in range(-1, 62) if at in a} == one
        assert Spans.joined([a, b, a]) == a | b
        assert pickle.loads(pickle.dumps(a)) == a
        assert a == spans(left)  # nothing changed what it was made of

    law()


@pytest.mark.usefixtures("numbers")
def test_the_largest_and_the_absent():
    """The largest come first, of equal ones the earliest; what is absent is named by its index; none is left out."""
    values = array("q", [3, 0, 5, 3, 5, 0, 1])
    assert packed.largest(values, 3) == [2, 4, 0]
    assert packed.largest(values, 99) == [2, 4, 0, 3, 6, 1, 5]
    assert packed.largest(array("q"), 3) == []
    assert (packed.nonzero(values), packed.total(values)) == (5, 17)
    assert packed.absent([1, 4, 7, 9], [0, 4, 9]) == [0, 2]
    assert packed.absent([1], []) == [0]
    assert packed.absent([], [1]) == []
    assert list(packed.differences(array("q", [5, 7]), array("q", [2, 9]))) == [3, -2]


def test_many_of_both_kinds_are_one():
    """Ten thousand spans of lists and of arrays, by NumPy and by Python, have the same edges."""
    starts = [at * 7_919 % 100_003 for at in range(10_000)]
    ends = [start + 1 + start % 23 for start in starts]
    wanted = union(zip(starts, ends, strict=True))
    made = packed.joined_edges(numpy.array(starts), numpy.array(ends))
    assert tuple(made) == tuple(packed.joined_edges(starts, ends)) == wanted
    assert instants(zip(wanted[::2], wanted[1::2], strict=True)) == instants(zip(starts, ends, strict=True))


@pytest.mark.usefixtures("numbers")
def test_the_total_of_many_late_spans():
    """Six thousand seconds of this century: the instants themselves add up to more than 64 bits hold, the lengths to 6,000 s."""
    first, second = 1_769_000_000_000_000, 1_000_000
    edges = array("q", [first + number * second for number in range(12_000)])
    assert sum(edges[1::2]) > 1 << 63
    assert Spans.of_edges(edges).total == 6_000 * second


def test_bytes_are_those_of_every_machine(monkeypatch):
    """The low byte comes first, on a machine that has it last as well."""
    values = array("q", [1, -2])
    wanted = (1).to_bytes(8, "little") + (-2).to_bytes(8, "little", signed=True)
    assert packed.little_endian(values) == wanted
    swapped = values[:]
    swapped.byteswap()
    monkeypatch.setattr(sys, "byteorder", "big" if sys.byteorder == "little" else "little")
    assert packed.little_endian(swapped) == wanted


@pytest.mark.parametrize("seed", range(20))
def test_many_spans_are_few_spans(seed, monkeypatch):
    """What arrays give for many spans is what the sweep gives for few: common time, and time less other time."""
    draw = Random(seed)

    def some():
        return Spans.of_edges(union((at, at + draw.randint(0, 6)) for at in (draw.randint(0, 60) for _ in range(draw.randint(1, 12)))))

    for one, other in [(some(), some()) for _ in range(20)]:
        monkeypatch.setattr(packed, "MANY", 1 << 60)
        swept = (one & other).edges, (one - other).edges
        monkeypatch.setattr(packed, "MANY", 1)
        assert ((one & other).edges, (one - other).edges) == swept
