"""A multiset that counts equal values is one that keeps all: as rows or arrays, in any order and batches, merged and saved."""

import json
import struct
from hashlib import sha256

import pytest
from hypothesis import given, strategies as st

from slakit.metrics.tallies import multiset, ordered_values
from slakit.metrics.tallies.multiset import Multiset
from slakit.timeline import packed

values = st.integers(-5, 5) | st.integers(-(2**63), 2**63 - 1)
batches = st.lists(st.lists(values, max_size=12), max_size=6) | st.lists(
    st.lists(st.sampled_from([0, 60_000_000, -1]), max_size=200), max_size=6
)


@pytest.fixture(autouse=True, params=[1, 256])
def soon(request, monkeypatch):
    """Few values wait, are hashed at once, and are kept without being counted; and arrays of NumPy are taken for any number of them."""
    monkeypatch.setattr(packed, "MANY", request.param)
    monkeypatch.setattr(multiset, "ROOM", 7)
    monkeypatch.setattr(multiset, "BLOCK", 5)
    monkeypatch.setattr(ordered_values, "FEW", 3)


def in_form(form, batch):
    return batch if form == "rows" else pytest.importorskip("numpy").array(batch, "int64")


@given(batches, st.lists(st.sampled_from(["rows", "arrays"]), min_size=6, max_size=6), st.integers(0, 6), st.booleans(), st.randoms())
def test_counted_values_are_all_the_values(batches, kinds, shared, asked, random):
    """The order, the total, the digest and the state are those of the sorted values, by whichever way they came."""
    everything = sorted(value for batch in batches for value in batch)
    fed = list(zip(kinds, batches, strict=False))
    random.shuffle(fed)
    parts = [Multiset(), Multiset()]
    for index, (kind, batch) in enumerate(fed):
        tally = parts[index >= shared]
        tally.add_many(in_form(kind, batch))
        if asked:
            assert len(tally.ordered) == len(tally)
    merged, saved = parts[0], json.loads(json.dumps(parts[1].state()))
    merged.merge(Multiset.restore(saved))
    assert list(merged.ordered) == everything
    assert (len(merged), merged.total) == (len(everything), sum(everything))
    plain = struct.pack(f"<{len(everything)}q", *everything)  # the digest of before there were counts
    assert merged.seal() == [len(everything), sha256(plain).hexdigest()]
    assert merged.state() == Multiset(everything).state()
    assert Multiset.restore(json.loads(json.dumps(merged.state()))).seal() == merged.seal()


def test_what_was_asked_for_stays():
    """Values that were handed out do not change when more come, and those of another tally are not touched."""
    one, other = Multiset([1] * 9), Multiset([1] * 9)
    before = one.ordered
    one.merge(other)
    one.add_many([2] * 9)
    assert list(one.ordered) == [1] * 18 + [2] * 9
    assert list(before) == list(other.ordered) == [1] * 9


def test_a_state_of_before_is_read():
    """All values in a list; a version that knows no other refuses a counted one, since it has none."""
    assert Multiset.restore({"values": [1, 1, 1, 1, 2]}).state() == {"different": [1, 2], "counts": [4, 1]}
    assert "values" not in Multiset([1, 1, 1, 1, 2]).state()


def test_counts_take_the_room_of_the_different_values(monkeypatch):
    """A hundred thousand values of sixty lengths are sixty numbers and their counts, whenever one looks."""
    monkeypatch.setattr(multiset, "ROOM", 1_000)
    tally = Multiset()
    for first in range(0, 100_000, 500):
        tally.add_many([value % 60 for value in range(first, first + 500)])
        assert len(tally._new) + sum(len(part.values) for part in tally._parts) <= 1_000 + 60
    assert len(tally) == 100_000
    assert len(tally.ordered.values) == 60
