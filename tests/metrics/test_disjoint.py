"""Conditions that no record can meet together."""

import pytest
from hypothesis import given, strategies as st

from slakit.errors import UnitError
from slakit.metrics.condition import filter_of
from slakit.metrics.disjoint import disjoint


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("<= 1500", "> 1500", True),
        ("<= 1500", ">= 1500", False),
        ("between 1 and 2", "> 2", True),
        ("between 1 and 2", "between 2 and 3", False),
        ("low", "high", True),
        (["low", "high"], ["high", "unknown"], False),
        ("7", 7, False),
        ("5", "< 5", True),
        ("4", "< 5", False),
        ("low", "< 5", True),
        (None, "< 5", True),
        ([None, "> 5"], "<= 5", True),
        ("!= low", "low", True),
        ("!= low", "high", False),
        ("!= low", "!= high", False),
        (True, False, True),
    ],
)
def test_conditions_on_one_field(one, other, wanted):
    """By their values and by their numbers, each with its edges."""
    assert disjoint(filter_of({"x": one}), filter_of({"x": other})) is wanted
    assert disjoint(filter_of({"x": other}), filter_of({"x": one})) is wanted


def test_other_fields_do_not_tell():
    """One field that both name is enough, and needed."""
    assert not disjoint(filter_of({"x": 1}), filter_of({"y": 2}))
    assert disjoint(filter_of({"x": 1, "y": 1}), filter_of({"y": 2, "z": 1}))


WANTED = st.one_of(
    st.builds(lambda sign, n: f"{sign} {n}", st.sampled_from([">", ">=", "<", "<=", "==", "!="]), st.integers(0, 6)),
    st.builds(lambda low, more: f"between {low} and {low + more}", st.integers(0, 6), st.integers(0, 3)),
    st.lists(st.sampled_from(["a", "b", 3, None, "> 4", "<= 1"]), min_size=1, max_size=3),
)


@given(WANTED, WANTED, st.sampled_from([*range(-1, 9), "a", "b", "c", "3", None, "2.5"]))
def test_no_value_meets_both(one, other, value):
    """What is called disjoint is met together by no value at all."""

    def meets(wanted):
        try:
            return all(part.holds(value) for part in filter_of({"x": wanted}).conditions)
        except UnitError:
            return False

    if disjoint(filter_of({"x": one}), filter_of({"x": other})):
        assert not (meets(one) and meets(other))


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("km > 1500 and (eu or km <= 3500)", {"km": "<= 1500"}, True),
        ("km > 1500 and (eu or km <= 3500)", {"km": "> 3500", "eu": False}, True),
        ("km > 1500 and (eu or km <= 3500)", {"km": "> 3500"}, False),
        ("not (km > 5 or eu)", "km > 5", True),
        ("not (km > 5 or eu)", {"eu": "yes"}, True),
        ("km == 5", "km != 5", True),
        ("a + b > 5", "a + b <= 5", False),  # nothing is said of sums
        ("a - b > 1 hour and eu", "not eu", True),
        (" and ".join(f"(a{n} or b{n})" for n in range(3)), "not a0 and not b0", True),
    ],
)
def test_joined_conditions(one, other, wanted):
    """An expression is met in as many ways as its "or" has, and each must be apart from each way of the other."""
    assert disjoint(filter_of(one), filter_of(other)) is disjoint(filter_of(other), filter_of(one)) is wanted
