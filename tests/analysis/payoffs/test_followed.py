"""Followed numbers: the formula of what is computed, and how far it holds, by hand."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, strategies as st

from slakit.analysis.payoffs.followed import Bent, FollowedNumber, OnEdge, follow, formula_of
from slakit.analysis.payoffs.formula import Formula, Stair

F = Fraction
HALVES = Stair(Formula(slope=F(2)))  # floor(2x): a step at each half


@pytest.mark.parametrize(
    ("function", "at", "formula", "low", "high"),
    [
        (lambda x: 3 - x * 2 + x / 4, F(1, 3), Formula(F(3), F(-7, 4)), None, None),
        (lambda x: max(x, F(1)) * 5, F(1, 3), Formula(F(5)), None, F(1)),  # below one it is five
        (lambda x: min(x, 1 - x), F(1, 3), Formula(slope=F(1)), None, F(1, 2)),  # they cross at one half
        (lambda x: abs(x - 2), F(1, 3), Formula(F(2), F(-1)), None, F(2)),
        (lambda x: floor(x * 2) * F(7), F(1, 3), Formula.of({HALVES: F(7)}), None, None),
        (lambda x: F(7) if floor(x * 2) >= 3 else F(0), F(1, 3), Formula(), None, F(3, 2)),  # floor(2x) is 3 from 3/2 on
        (lambda x: F(7) if floor(x * 2) == 0 else F(0), F(1, 3), Formula(F(7)), F(0), F(1, 2)),
        (lambda x: floor(x * 2) * x, F(2, 3), Formula(slope=F(1)), F(1, 2), F(1)),  # on the step where it is 1
        (lambda x: x / (x * 4), F(1, 3), Formula(F(1, 4)), None, None),
        (lambda x: x % F(1, 2), F(2, 3), Formula.of({HALVES: F(-1, 2)}, slope=F(1)), None, None),
        (lambda x: F(1) if x else F(0), F(1, 3), Formula(F(1)), F(0), None),
        (lambda x: ceil(ceil(x * 2) * F(1, 2)) * F(1), F(1, 3), None, None, None),
    ],
)
def test_a_number_is_followed(function, at, formula, low, high):
    """What is computed has its formula, from the nearest x on at which a comparison comes out otherwise."""
    result, stretch = follow(function, at)
    assert formula is None or formula_of(result) == formula
    assert (stretch.low, stretch.high) == (low, high)
    for x in (F(n, 97) for n in range(1, 200)):
        if (low is None or x > low) and (high is None or x < high):
            assert formula_of(result).at(x) == function(x)


@pytest.mark.parametrize("function", [lambda x: x * x, lambda x: 1 / x, lambda x: x**2])
def test_what_is_bent(function):
    """A square and a hyperbola are neither lines nor steps."""
    with pytest.raises(Bent):
        follow(function, F(1, 3))


def test_a_followed_number_is_the_number_it_is():
    """At its sample it equals, prints and hashes as a plain fraction does."""
    seen = []
    follow(lambda x: seen.extend([str(x + 1), hash(x) == hash(F(1, 3)), isinstance(x, FollowedNumber), +x == x, x**1 == x]), F(1, 3))
    assert seen == ["4/3", True, True, True, True]


NUMBERS = st.fractions(-3, 3, max_denominator=8)
PROGRAMS = st.recursive(  # functions of x, made of what rules compute with
    st.just(lambda x: x) | NUMBERS.map(lambda n: lambda x: n),
    lambda parts: st.one_of(
        st.tuples(parts, parts).map(lambda fs: lambda x: fs[0](x) + fs[1](x)),
        st.tuples(parts, NUMBERS).map(lambda fn: lambda x: fn[0](x) * fn[1]),
        st.tuples(parts, parts).map(lambda fs: lambda x: min(fs[0](x), fs[1](x))),
        st.tuples(parts, parts).map(lambda fs: lambda x: fs[0](x) if fs[0](x) >= fs[1](x) else fs[1](x) - 1),
        parts.map(lambda f: lambda x: floor(f(x)) * F(1)),
        parts.map(lambda f: lambda x: ceil(f(x) * 3) / F(2)),
        parts.map(lambda f: lambda x: abs(f(x))),
    ),
    max_leaves=8,
)


@given(PROGRAMS, st.fractions(-2, 2, max_denominator=9973).filter(lambda x: x.denominator > 50), st.lists(NUMBERS, max_size=6))
def test_a_formula_holds_wherever_the_stretch_says(program, at, figures):
    """Of any program of sums, multiples, comparisons and rounding, at any figure of the stretch, its steps among them."""
    try:
        result, stretch = follow(program, at)
    except OnEdge:
        return
    formula = formula_of(result)
    ends = [end for end in (stretch.low, stretch.high) if end is not None]
    for x in [at, *figures, *(end + beside for end in ends for beside in (F(1, 10**9), -F(1, 10**9))), *(at + n / F(7) for n in (-1, 1))]:
        if (stretch.low is None or x > stretch.low) and (stretch.high is None or x < stretch.high):
            assert formula.at(x) == program(x)
