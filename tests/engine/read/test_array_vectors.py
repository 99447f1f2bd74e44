"""The arithmetic of records gives the same on lists and on arrays of NumPy."""

import pytest
from hypothesis import given, strategies as st

from slakit.engine.read.list_vectors import ListVectors
from slakit.metrics.tallies.labels import Labels
from slakit.metrics.tallies.quotients import Quotients
from slakit.metrics.tallies.sums import sums_by
from slakit.metrics.value_kinds.record_values import FINE, Quotient

numpy = pytest.importorskip("numpy")
pytest.importorskip("narwhals")
from slakit.engine.read.array_vectors import ArrayVectors  # noqa: E402

WIDE = st.integers(-3, 3) | st.integers(-(1 << 61), 1 << 61)
ROWS = st.lists(
    st.tuples(st.integers(0, 3) | st.sampled_from([90_000, 1 << 40]), st.integers(-5, 5) | st.integers(-(10**15), 10**15), WIDE)
)


class Lists(ListVectors):
    """The lists of `size` records."""

    def __init__(self, size=0):
        self.size = size


class Arrays(ArrayVectors):
    """The arrays of `size` records."""

    def __init__(self, size=0):
        self.size = size


for kind in (Lists, Arrays):
    kind.__abstractmethods__ = frozenset()
LISTS, ARRAYS = Lists(), Arrays()


def arrays(*sides):
    return [numpy.array(side, numpy.int64) for side in sides]


def columns(rows):
    return [[row[side] for row in rows] for side in range(3)]


def plain(runs):
    """The rows of each cell, in order."""
    return {cell: sorted(zip(*(list(map(int, side)) for side in run), strict=True)) for cell, run in runs.items()}


@given(ROWS, st.booleans())
def test_totals_of_intervals(rows, ones):
    """Records and sums by cell and start, exact however wide, dense or not; of ones without values."""
    cells, starts, values = columns(rows)
    listed = LISTS.totals(cells, starts, None if ones else values)
    made = ARRAYS.totals(*arrays(cells, starts), None if ones else arrays(values)[0])
    assert plain(made) == plain(listed)
    good = [value > 0 for value in values]
    assert plain(ARRAYS.totals(*arrays(cells, starts), numpy.array(good, bool))) == plain(LISTS.totals(cells, starts, good))


@given(ROWS)
def test_runs_of_cells(rows):
    """The values of each cell, on every side in the order in which they came."""
    cells, starts, values = columns(rows)
    made = {cell: tuple(map(list, run)) for cell, run in ARRAYS.runs(*arrays(cells, starts, values)).items()}
    assert made == {cell: tuple(run) for cell, run in LISTS.runs(cells, starts, values).items()}


@given(st.lists(st.tuples(WIDE, st.integers(1, 60) | st.integers(1, 1 << 61))))
def test_ratios_on_arrays(pairs):
    """Their ranks in millionths where these fit, and their sum, their state and their digest at any width."""
    firsts, seconds = ([pair[side] for pair in pairs] for side in (0, 1))
    listed, made = Quotients(), Quotients()
    listed.add_many(LISTS.paired(firsts, seconds))
    for half in (slice(0, len(pairs) // 2), slice(len(pairs) // 2, None)):
        made.add_many(ARRAYS.paired(*arrays(firsts[half], seconds[half])))
    assert (len(made), made.total, made.seal()) == (len(listed), listed.total, listed.seal())
    assert made.ordered == listed.ordered
    assert (made.state(), made.seal()) == (listed.state(), listed.seal())
    ranked = []

    class Seen:
        def owned(self):
            return self

        def add_pairs(self, names, digits, empty, rank):
            ranked.append(ARRAYS.ranks(rank, *arrays(firsts, seconds)))

    Quotient("a", "b", 0).extract(Seen())
    if ranked[0] is not None:
        assert ranked[0].tolist() == [first * FINE // second for first, second in pairs]


@given(st.lists(st.sampled_from(["a", "b", "(none)", 3, 2.5, -1])), st.integers(0, 9))
def test_labels_on_arrays(labels, more):
    """Their number, their state and their digest, whatever else the batch has."""
    names = list(dict.fromkeys([*labels, *map(str, range(more))]))
    listed, made = Labels(), Labels()
    listed.add_many(labels)
    codes = numpy.array([names.index(label) for label in labels], numpy.int64)
    for coded in ARRAYS.labelled(codes, names, numpy.zeros(len(labels), numpy.int64)).values():
        made.add_many(coded)
    assert (len(made), made.total(), made.number_of("(none)")) == (len(set(labels)), len(labels), labels.count("(none)"))
    assert made.seal() == listed.seal()
    assert (made.state(), made.seal()) == (listed.state(), listed.seal())


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-(1 << 63), (1 << 63) - 1))))
def test_exact_sums_by_code(pairs):
    """Of numbers of any width that an array can hold."""
    codes, values = ([pair[side] for pair in pairs] for side in (0, 1))
    wanted = [sum(value for code, value in pairs if code == one) for one in range(4)]
    assert sums_by(*arrays(codes, values), 4) == wanted
