"""Gated: a figure that is zero, or capped, unless another passes; figures worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from metric_cases import CLOCKS, OVER, PAIRS, STYLE, TONE, running, shares

import slakit as sk
from slakit.metrics.compound.gated import Gated
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.sums import Sums

SLOW = sk.Elapsed("letters", **CLOCKS)


def gated(pairs, **settings):
    return Gated(TONE, STYLE, **(settings or {"at_least": "50 %"})).measure(shares(*pairs), OVER)


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        (((3, 4), (2, 4)), Fraction(3, 4)),  # exactly at the bound is met
        (((3, 4), (1, 4)), 0),
        (((3, 4), (4, 4)), Fraction(3, 4)),
    ],
)
def test_a_gate_passes_the_figure_or_makes_it_zero(pairs, value):
    """The tone is 75 %, and zero unless at least half of the posts have style."""
    assert gated(pairs).value == value


def test_a_gate_may_cap():
    """With a cap of 60 %, 75 % becomes 60 % and 50 % stays."""
    assert gated(((3, 4), (1, 4)), at_least="50 %", cap="60 %").value == Fraction(3, 5)
    assert gated(((2, 4), (1, 4)), at_least="50 %", cap="60 %").value == Fraction(1, 2)


def test_a_gate_of_counts():
    """No more than one incident: at two the score is zero."""
    score = Gated(TONE, sk.Count("incidents"), at_most=1)
    assert score.measure([Counts(3, 4), Sums(1, 1)], OVER).value == Fraction(3, 4)
    assert score.measure([Counts(3, 4), Sums(2, 2)], OVER).value == 0


def test_no_data_of_either_is_no_data():
    """Neither a score without records nor a gate without records says anything."""
    for pairs in (((0, 0), (4, 4)), ((3, 4), (0, 0))):
        measure = gated(pairs)
        assert (measure.value, measure.low, measure.high, measure.reason) == (None, None, None, "no records")


def test_bounds_of_a_gate():
    """The gate is 2 of 3 in time with 1 pending, from 1/2 to 3/4. At 60 % it passes so far but may shut: the score is from 0 to 3/4.

    At 50 % it is open for certain, at 80 % shut for certain, whatever the pending one does.
    """
    calls = sk.Within("calls", "1 hour", **CLOCKS)
    clocks = Clocks(Counts(2, 3), running("a"))
    results = {bound: Gated(TONE, calls, at_least=bound).measure([Counts(3, 4), clocks], OVER) for bound in ("60 %", "50 %", "80 %")}
    assert [(measure.value, measure.low, measure.high) for measure in results.values()] == [
        (Fraction(3, 4), 0, Fraction(3, 4)),
        (Fraction(3, 4), Fraction(3, 4), Fraction(3, 4)),
        (0, 0, 0),
    ]
    assert results["60 %"].pending == 1


@given(PAIRS)
def test_a_gate_never_raises_a_figure(pairs):
    """Gated is at most what is behind it, and is that or zero."""
    (good, total), *_ = pairs
    assert gated(pairs[:2]).value in (0, Fraction(good, total))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Gated(TONE, STYLE), "has no bound; write at_least"),
        (lambda: Gated(SLOW, STYLE, at_least="50 %"), "a length of time"),
        (lambda: Gated(TONE, STYLE, at_least="1 hour"), "at_least='1 hour' is not in the unit of"),
        (lambda: Gated(TONE, SLOW, at_most="1 %"), "at_most='1 %' is not in the unit of .*; write at_most='2 hours'$"),
        (lambda: Gated(TONE, SLOW), "has no bound; write at_least='2 hours' or at_most='2 hours'$"),
        (lambda: Gated(TONE, sk.Count("incidents"), at_most="1 hour"), "is not in the unit of .*; write at_most=3$"),
        (lambda: Gated(TONE, sk.Count("incidents")), "has no bound; write at_least=3 or at_most=3$"),
        (lambda: Gated(TONE, STYLE, at_least=99), "at_least='99' lies outside 0 % to 100 %, where the share .* is; write at_least='99 %'$"),
        (lambda: Gated(TONE, STYLE, at_most=99.5), "write at_most='99.5 %'$"),
        (lambda: Gated(TONE, STYLE, at_least="120 %"), "at_least='120 %' lies outside 0 % to 100 %, .*; write at_least='99 %'$"),
        (lambda: Gated(TONE, STYLE, at_least="50 %", cap=60), "cap='60' lies outside 0 % to 100 %, .*; write cap='60 %'$"),
        (lambda: Gated(TONE, STYLE, at_least="50 %", cap="3 items"), "cap='3 items' is not in the unit of"),
        (lambda: Gated(TONE, STYLE, at_least="50 %", at_most="40 %"), "lies above"),
        (lambda: Gated(TONE, STYLE, at_least="half"), "'half' is not a quantity"),
        (lambda: Gated(TONE, "style", at_least="50 %"), "'style' is not a metric"),
    ],
)
def test_what_a_gate_refuses(make, message):
    """No bound, a length of time, bounds of another kind or of no share, and what is no metric; the advice is in the unit of the gate."""
    with pytest.raises(sk.errors.ContractError, match=message):
        make()
