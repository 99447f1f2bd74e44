"""Formulas, what is explored with them, and curves, with values worked out by hand."""

from fractions import Fraction
from math import ceil

import pytest

from slakit.analysis.payoffs.curve import Curve
from slakit.analysis.payoffs.explore import explored
from slakit.analysis.payoffs.formula import Formula, Stair
from slakit.errors import UsageError

F = Fraction
LINE = Formula(slope=F(2))  # 2x
HALVES = Stair(LINE)  # floor(2x): a step at each half


def test_a_stair_at_a_step_and_on_both_sides():
    """floor(2x) at one half is 1, just below it 0; -floor(-2x), a step up just above, is 1 there and 2 above."""
    begun = Stair(Formula(slope=F(-2)))
    assert (HALVES.below(F(1, 2)), HALVES.at(F(1, 2)), HALVES.above(F(1, 2))) == (0, 1, 1)
    assert (-begun.below(F(1, 2)), -begun.at(F(1, 2)), -begun.above(F(1, 2))) == (1, 1, 2)


def test_the_steps_of_a_stair_between_two_numbers():
    """Of floor(2x) between 0 and 2: at 1/2, 1 and 3/2; of floor(floor(2x) / 2): at 1 alone."""
    uneven = Stair(Formula.of({HALVES: F(1, 2)}))
    assert list(Formula.of({HALVES: F(1)}).steps(F(0), F(2))) == [F(1, 2), F(1), F(3, 2)]
    assert list(Formula.of({uneven: F(1)}).steps(F(0), F(2))) == [F(1)]
    assert list(uneven.ends(F(0), F(5))) == [F(1), F(4)]


def test_a_stair_that_goes_down():
    """floor(-2x) between 0 and 1 is -1 and then -2: it steps at one half."""
    down = Stair(Formula(slope=F(-2)))
    assert not down.rises
    assert list(Formula.of({down: F(1)}).steps(F(0), F(1))) == [F(1, 2)]
    assert list(down.ends(F(0), F(2))) == [F(1, 2), F(3, 2)]
    falls = Stair(Formula.of({HALVES: F(-1, 2)}))  # floor(-floor(2x) / 2): -1 from 1/2 on, -2 from 3/2 on
    assert list(Formula.of({falls: F(1)}).steps(F(0), F(2))) == [F(3, 2), F(1, 2)]


def test_a_stair_on_one_step_is_a_number():
    """Between 1/2 and 1 floor(2x) is 1."""
    assert Formula.of({HALVES: F(5)}).within(F(1, 2), F(1)) == Formula(F(5))
    assert Formula.of({HALVES: F(5)}).within(F(1, 2), None).stairs


def test_a_function_is_explored():
    """20 for a shortfall of 10 or more, otherwise twice the shortfall to one; and 5 for each begun tenth of the shortfall."""

    def paid(x):
        short = max(1 - x, F(0))
        return {"line": min(short * 2, F(1, 2)), "steps": ceil(short * 4) * F(5)}

    curves = explored(paid, F(0), F(2))
    assert curves["line"] == Curve(
        (F(0), F(3, 4), F(1), F(2)),
        (F(1, 2), F(1, 2), F(0), F(0)),
        (None, Formula(F(1, 2)), Formula(F(2), F(-2)), Formula(), None),
    )
    assert [(curves["steps"].below(x), curves["steps"].at(x), curves["steps"].above(x)) for x in (F(3, 4), F(1, 2))] == [
        (10, 5, 5),
        (15, 10, 10),
    ]


def test_a_function_that_reads_the_text_of_a_number_is_refused():
    """What it gives is no formula of the number, and a plain number shows it."""
    with pytest.raises(UsageError, match="cannot be followed"):
        explored(lambda x: {"text": F(len(str(x)))}, F(0), F(1))


def test_curves_subtract():
    """2x up to one and 2 from there on, less x: x up to one, 2 - x from there on."""
    rises = Curve((F(1),), (F(2),), (Formula(slope=F(2)), Formula(F(2))))
    assert rises - Curve((), (), (Formula(slope=F(1)),)) == Curve((F(1),), (F(1),), (Formula(slope=F(1)), Formula(F(2), F(-1))))
    assert (rises - rises).is_zero
    assert not rises.is_zero
