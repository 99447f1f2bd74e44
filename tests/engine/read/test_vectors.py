"""Vectors: lists and arrays do the same, operation by operation."""

import pytest
from hypothesis import given, strategies as st

from slakit.engine.read.list_vectors import ListVectors
from slakit.engine.read.vectors import WholeNumbers

numpy = pytest.importorskip("numpy")

NUMBERS = st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50), st.booleans()), min_size=1, max_size=9)
EDGES = (-10, 0, 20)


def both_ways(rows):
    """The same columns for the two interpreters."""
    from slakit.engine.read.array_vectors import ArrayVectors

    left, right, mask = ([row[side] for row in rows] for side in range(3))
    pairs = []
    for kind, column in ((ListVectors, list), (ArrayVectors, numpy.array)):
        vectors = kind.__new__(kind)
        vectors.size = len(rows)
        pairs.append((vectors, column(left), column(right), column(mask)))
    return pairs


@given(NUMBERS)
def test_lists_and_arrays_do_the_same(rows):
    results = []
    for vectors, left, right, mask in both_ways(rows):
        at_most = vectors.at_most(left, right)
        made = [
            vectors.both(at_most, mask),
            vectors.invert(at_most),
            vectors.take(left, mask),
            vectors.at_most(left, 7),
            vectors.plus(left, right),
            vectors.plus(left, -1),
            vectors.minus(left, right),
            vectors.scaled(left, mask),
            vectors.slices(left, EDGES),
            vectors.cells(vectors.slices(left, EDGES), vectors.slices(right, EDGES), 4),
            vectors.inside((-10, 0, 20, 30), WholeNumbers(left)),
        ]
        listed = [[int(value) for value in vectors.listed(one)] for one in made]
        buckets = vectors.buckets(vectors.slices(left, EDGES), right)
        spread = {int(cell): [int(value) for value in values] for cell, values in buckets.items()}
        results.append((listed, vectors.extent(left), int(vectors.count(mask)), [*map(int, vectors.indexes(mask))], spread))
    assert results[0] == results[1]


def test_missing_numbers():
    """None stands for a missing one, whose value is zero."""
    assert WholeNumbers.of([3, 4]) == WholeNumbers([3, 4], None, ())
    assert WholeNumbers.of([3, None, 0], [1]) == WholeNumbers([3, 0, 0], [True, False, True], (1,))
