"""The least change of a measure: it is enough, and one smallest step less is not."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

import slakit as sk
from slakit.metrics.measure import Measure
from slakit.statements.nearest_change import axis_of, nearest_change


def outages(part, whole):
    return Measure(value=Fraction(part, whole), part=part, whole=whole, lost="downtime", lost_in="us")


TARGETS = st.sampled_from(["at least 99.9 %", "more than 50 %", "at least 99 % rounded to 0.1 %"])


@given(st.integers(1, 3_000), st.integers(0, 3_000), TARGETS)
def test_it_is_the_least(whole, part, text):
    """Of a share: the first of all numbers, tried one by one, with which a target that was met is missed, or the other way round."""
    part, target = min(part, whole), sk.target(text)
    met = target.holds(Fraction(part, whole))
    numbers = range(1, part + 1) if met else range(1, whole - part + 1)
    least = next(n for n in numbers if target.holds(Fraction(part - n if met else part + n, whole)) is not met)
    changed = nearest_change(outages(part, whole), lambda figure: target.holds(figure) is not met, [target.limit.base])
    assert changed == f"0.{f'{least:06}'.rstrip('0')} s {'more' if met else 'less'} downtime"


@pytest.mark.parametrize(
    ("value", "unit", "target", "change"),
    [
        (5, "item", "at most 3", "2 fewer"),
        (3, "item", "at least 5", "2 more"),
        (7_200_000_000, "us", "at most 1 hour", "1 h less"),
        (5, "item", "exactly 4", "1 fewer"),
        (9, "item", "between 2 and 4", "5 fewer"),
        (Fraction(7, 2), "item", "at most 3", ""),  # a mean, of which no whole number can be named
    ],
)
def test_counts_and_times(value, unit, target, change):
    """Of what is counted or timed itself."""
    target = sk.target(target)
    assert nearest_change(Measure(value=value, unit=unit), target.holds, [bound.limit.base for bound in target.bounds]) == change


def test_where_nothing_helps():
    """No figure is over 100 %."""
    assert nearest_change(outages(5, 10), lambda figure: figure > 1, [Fraction(1)]) == ""
    assert axis_of(Measure(value=None)) is None
