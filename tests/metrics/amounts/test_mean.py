"""Means of a field, plain and weighed by another, worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

import slakit as sk
from slakit.metrics.tallies.weighted_sums import WeightedSums

WEIGHED = sk.Mean("calls", "ms", weight="n", unit="ms")


def line(metric, *rows, target="at most 300 ms"):
    agreement = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        objectives=[sk.Objective("Mean", metric, target)],
    )
    statement = sk.evaluate(agreement, {"calls": [{"at": "2026-01-05T00:00Z", "ms": ms, "n": n} for ms, n in rows]})
    return statement.lines[0], statement


def test_a_mean_weighed_by_another_field():
    """100 calls of 300 ms and 10 of 100 ms: 31,000 / 110 = 281.818... ms, exact; the plain mean is 200."""
    result, _ = line(WEIGHED, (300, 100), (100, 10))
    assert (result.measure.value, result.measure.unit, result.shown) == (Fraction(31_000, 110), "ms", "281.818 ms")
    assert (result.measure.workings, result.measure.sample) == ("mean ms of 2 records, weighed by n", 2)
    assert line(sk.Mean("calls", "ms", unit="ms"), (300, 100), (100, 10))[0].measure.value == 200
    assert line(WEIGHED, ("0.1", "0.5"), (0.3, 1.5))[0].measure.value == Fraction(1, 4)
    assert line(WEIGHED, (300, 100), (-100, 100))[0].measure.value == 100


def test_what_weighs_nothing():
    """No weight is left out, which the account tells; less than none, and no number, are data problems; no records is no data."""
    result, statement = line(WEIGHED, (300, 1), (500, 0), (700, -1), (None, 1), ("x", 1), (1, None))
    (account,) = statement.accounts
    assert (result.measure.value, account.read, account.counted, dict(account.excluded)) == (300, 6, 1, {"n is 0, so it weighs nothing": 1})
    assert sum(account.problems.values()) == 4
    assert (line(WEIGHED)[0].reason, line(WEIGHED, (3, 0))[0].measure.value) == ("no records with a weight", None)
    assert line(sk.Mean("calls", "ms"), target="at most 3")[0].reason == "no records"


def test_numbers_wider_than_a_machine_word():
    """Values and weights of twelve digits, at six decimals: no overflow in rows or in a frame."""
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("narwhals")
    rows = [{"at": "2026-01-05T00:00Z", "ms": 10**12, "n": 10**12}, {"at": "2026-01-05T00:00Z", "ms": 1, "n": 1}]
    agreement = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        objectives=[sk.Objective("Mean", WEIGHED, "at most 300 ms")],
    )
    for given_rows in (rows, pandas.DataFrame(rows)):
        value = sk.evaluate(agreement, {"calls": given_rows}).lines[0].measure.value
        assert value == Fraction(10**24 + 1, 10**12 + 1)


def test_in_a_document_and_as_a_repr():
    """The word is `mean`."""
    text = 'metric = { is = "mean", stream = "calls", field = "ms", weight = "n", unit = "ms" }'
    document = f"""
        name = "A"
        provider = "P"
        customer = "C"
        term = ["2026-01-01", "2026-02-01"]
        timezone = "UTC"
        [[objectives]]
        name = "Mean"
        target = "at most 300 ms"
        {text}
    """
    assert sk.loads(document).objectives[0].metric == WEIGHED
    assert repr(WEIGHED) == "Mean('calls', 'ms', weight='n', unit='ms')"
    with pytest.raises(sk.errors.ContractError, match="'ms' weighs itself"):
        sk.Mean("calls", "ms", weight="ms")


pairs = st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(1, 10**9)), max_size=8)


@given(pairs, pairs)
def test_a_tally_in_parts_is_the_tally_of_all(some, more):
    """Merged and restored from its state, it is what all the values add up to."""
    whole, first, second = WeightedSums(), WeightedSums(), WeightedSums()
    whole.add_many(some + more)
    first.add_many(some)
    second.add_many(more)
    second.merge(first)
    assert second.state() == whole.state() == WeightedSums.restore(whole.state()).state()
    assert whole.total == sum(value * weight for value, weight in some + more)
