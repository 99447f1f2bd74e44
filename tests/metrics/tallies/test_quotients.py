"""Ratios that are counted are all the ratios: as rows or arrays, in any order and batches, merged and saved."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from slakit.metrics.tallies import quotients
from slakit.metrics.tallies.quotients import PairColumns, Quotients

pairs = st.tuples(st.integers(-3, 3), st.integers(1, 3)) | st.tuples(st.integers(-(2**62), 2**62), st.integers(1, 2**62))
batches = st.lists(st.lists(pairs, max_size=12), max_size=6)


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    """Few pairs wait, and few are added up at once."""
    monkeypatch.setattr(quotients, "ROOM", 7)
    monkeypatch.setattr(quotients, "ADDED", 3)


def in_form(form, batch):
    if form == "rows":
        return batch
    np = pytest.importorskip("numpy")
    return PairColumns(*(np.array([pair[side] for pair in batch], np.int64) for side in (0, 1)))


@given(batches, st.lists(st.sampled_from(["rows", "arrays"]), min_size=6, max_size=6) | st.just(["arrays"] * 6), st.integers(0, 6))
def test_counted_pairs_are_all_the_pairs(batches, kinds, shared):
    """The total, the order, the digest and the state are those of the pairs as rows."""
    everything = [pair for batch in batches for pair in batch]
    parts = [Quotients(), Quotients()]
    for index, (kind, batch) in enumerate(zip(kinds, batches, strict=False)):
        parts[index >= shared].add_many(in_form(kind, batch))
    merged = Quotients()
    merged.merge(parts[0])
    merged.merge(parts[1])
    plain = Quotients()
    plain.add_many(everything)
    assert (len(merged), merged.total) == (len(everything), sum(Fraction(above, below) for above, below in everything))
    assert merged.seal() == plain.seal()
    assert list(merged.ordered) == sorted(Fraction(above, below) for above, below in everything)
    assert merged.state() == Quotients.restore(json.loads(json.dumps(plain.state()))).state()


def test_counts_take_the_room_of_the_different_pairs(monkeypatch):
    """Ten thousand pairs of sixty kinds are sixty rows, whenever one looks; of all different ones each is kept."""
    np = pytest.importorskip("numpy")
    monkeypatch.setattr(quotients, "ROOM", 1_000)
    monkeypatch.setattr(quotients, "ADDED", 1 << 26)
    few, many = Quotients(), Quotients()
    for first in range(0, 10_000, 500):
        numbers = np.arange(first, first + 500)
        few.add_many(PairColumns(numbers % 60, np.full(500, 7)))
        many.add_many(PairColumns(numbers, np.full(500, 7)))
        assert sum(len(chunk.firsts) for chunk in few._chunks) <= 500 + 1_000
    assert (len(few), len(many)) == (10_000, 10_000)
    assert all(chunk.counts is None for chunk in many._chunks)
    assert few.total == Fraction(sum(number % 60 for number in range(10_000)), 7)


def test_sums_wider_than_64_bits_are_exact(monkeypatch):
    """Of one pair many times over, whose sum does not fit."""
    np = pytest.importorskip("numpy")
    tally = Quotients()
    for _ in range(4):
        tally.add_many(PairColumns(np.full(9, 2**62), np.full(9, 3)))
    assert tally._chunks[0].counts is not None
    assert tally.total == Fraction(36 * 2**62, 3)
