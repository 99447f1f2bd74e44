"""MeanRatio: the mean of ratios, beside the ratio of sums, exact however many there are; figures worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st
from metric_cases import OVER, evaluated

import slakit as sk
from slakit.metrics.amounts.mean_ratio import KEPT, MeanRatio, kept
from slakit.metrics.tallies.quotients import Quotients

RATES = [
    {"at": "2026-01-05T12:00Z", "likes": 10, "views": 100},
    {"at": "2026-01-06T12:00Z", "likes": 10, "views": 1000},
    {"at": "2026-01-07T12:00Z", "likes": 0, "views": 0},
]


def test_a_ratio_of_sums_is_not_a_mean_of_ratios():
    """20 of 1,100 are 1/55; the mean of 1/10 and 1/100 is 11/200; the post that nobody saw has no ratio and is left out."""
    ratio = evaluated(sk.Total("posts", "likes") / sk.Total("posts", "views"), {"posts": RATES}, "at least 1 %").measure
    assert ratio.value == Fraction(1, 55)
    mean = evaluated(MeanRatio("posts", "likes", over="views"), {"posts": RATES}, "at least 1 %").measure
    assert (mean.value, mean.sample) == (Fraction(11, 200), 2)


def test_a_record_without_a_ratio_is_told():
    """Zero below is left out, with its reason; no number below and a number below zero are data problems."""
    rows = [*RATES, {"at": "2026-01-08T12:00Z", "likes": 1, "views": None}, {"at": "2026-01-08T12:00Z", "likes": 1, "views": -5}]
    objective = sk.Objective("rate", MeanRatio("posts", "likes", over="views"), "at least 1 %")
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=[objective])
    statement = sk.evaluate(agreement, {"posts": rows})
    (account,) = statement.accounts
    assert (account.read, account.counted) == (5, 2)
    assert account.excluded == {"views is 0, so it has no ratio": 1}
    assert [problem.count for problem in statement.problems] == [1, 1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mean", Fraction(5, 12)),
        ("median", Fraction(1, 3)),
        ("min", Fraction(1, 4)),
        ("max", Fraction(3, 4)),
        ("p50", Fraction(1, 3)),
        ("total", Fraction(5, 3)),
    ],
)
def test_statistics_of_ratios(name, value):
    """1/4, 1/3, 1/3 and 3/4: together 5/3, the second of four 1/3."""
    tally = Quotients()
    tally.add_many([(1, 3), (3, 4), (1, 3), (2, 8)])
    assert MeanRatio("posts", "likes", over="views", statistic=name).measure([tally], OVER).value == value


def test_no_ratios_are_no_data():
    """An empty tally has no mean."""
    measure = MeanRatio("posts", "likes", over="views").measure([Quotients()], OVER)
    assert (measure.value, measure.reason) == (None, "no records with a ratio")


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 60)), max_size=12), st.integers(0, 12))
def test_ratios_add_up_in_any_order(pairs, cut):
    """Two tallies merged are one tally fed in another order, saved and restored; its total is the plain sum."""
    first, second, whole = Quotients(), Quotients(), Quotients()
    first.add_many(pairs[:cut])
    second.add_many(pairs[cut:])
    whole.add_many(pairs[::-1])
    second.merge(first)
    assert second.state() == whole.state() == Quotients.restore(whole.state()).state()
    assert second.seal() == whole.seal()
    assert second.total == sum((Fraction(above, below) for above, below in pairs), Fraction(0))
    assert len(second) == len(pairs)


@given(st.fractions(-2, 2), st.integers(3 * 10**17, 10**40), st.integers(-2 * 10**6, 2 * 10**6))
def test_a_figure_that_is_cut_stays_on_its_side(near, denominator, millionths):
    """However long its denominator, a mean is below, at or above a target as before."""
    target = Fraction(millionths, 10**6)
    value = target + near / denominator
    assert (kept(value) > target, kept(value) < target) == (value > target, value < target)
    assert kept(value).denominator <= 10**KEPT
    assert abs(kept(value) - value) < Fraction(1, 10**KEPT)


def test_a_mean_of_many_ratios_has_a_short_form():
    """The mean of 1/1 to 1/2,000 has a denominator of hundreds of digits; the figure keeps eighteen decimals, the last one odd."""
    tally = Quotients()
    tally.add_many([(1, below) for below in range(1, 2001)])
    value = MeanRatio("posts", "likes", over="views").measure([tally], OVER).value
    assert value.denominator <= 10**KEPT
    harmonic = sum((Fraction(1, below) for below in range(1, 2001)), Fraction(0))
    assert abs(value - harmonic / 2000) < Fraction(1, 10**KEPT)
