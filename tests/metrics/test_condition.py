"""Conditions on fields, and the filters they make."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest

from slakit.errors import ContractError, UnitError
from slakit.metrics.condition import condition, filter_of, plain


@pytest.mark.parametrize(
    ("wanted", "good", "bad"),
    [
        ("complaint", ["complaint"], ["Complaint", "", None, 3]),
        (["high", "critical"], ["high", "critical"], ["low", None]),
        (True, [True, "true", "TRUE", " True "], [False, "false", "yes", None]),
        (False, [False, "false"], [True, "true", None]),
        (3, [3, 3.0, "3", "3.0", Decimal("3.00"), Fraction(3)], [4, "4", "three", None, True]),
        (0.1, [0.1, "0.1", Decimal("0.1")], [0.2, "x"]),
        (None, [None, math.nan], ["", 0, False]),
        ("!= x", ["y", None, 3], ["x"]),
        ("== 4", [4, "4.0"], [5]),
    ],
)
def test_what_is_equal(wanted, good, bad):
    """A value, a list, a truth value, a number and nothing: equal as records and as the text of files."""
    made = condition("field", wanted)
    assert [value for value in good if not made.holds(value)] == []
    assert [value for value in bad if made.holds(value)] == []


@pytest.mark.parametrize(
    ("wanted", "good", "bad"),
    [
        (">= 4", [4, "4", 4.0, 5], [3, "3.99"]),
        ("> 4", [Decimal("4.0001")], [4]),
        ("<=0.3", [0.3, "0.3", 0.1 + 0.2 - 0.1], [0.30000000000000004]),
        (" <  -1 ", [-2], [-1, 0]),
        ("!= 4", [5, "5"], [4, 4.0, "4"]),
    ],
)
def test_what_is_ordered(wanted, good, bad):
    """A comparison is exact: a float is its shortest decimal text (M1)."""
    made = condition("score", wanted)
    assert all(made.holds(value) for value in good)
    assert not any(made.holds(value) for value in bad)


@pytest.mark.parametrize("value", ["many", None, "", math.nan, True])
def test_what_cannot_be_ordered(value):
    """What is no number is neither good nor bad."""
    with pytest.raises(UnitError):
        condition("score", ">= 4").holds(value)


@pytest.mark.parametrize(("wanted", "says"), [([], "empty"), (">= many", "'>= 4'"), ({"a": 1}, "complaint"), (math.nan, "not a value")])
def test_what_is_no_condition(wanted, says):
    """The error says what to write."""
    with pytest.raises(ContractError, match=says):
        condition("score", wanted)


def test_filters_join_in_one_order():
    """Filters are sets of conditions: equal whatever the order they were written in."""
    left, right = filter_of({"a": 1}) & filter_of({"b": ["y", "x"]}), filter_of({"b": ["x", "y"], "a": 1.0})
    assert left == right
    assert hash(left) == hash(right)
    assert left.fields == ("a", "b")
    assert left & right == left
    assert str(filter_of({"score": ">= 0.5", "type": ["a", "b"]})) == "score >= 0.5 and type is a or b"


def test_a_filter_is_a_mapping():
    """Anything else is refused."""
    with pytest.raises(ContractError, match="not a set of conditions"):
        filter_of("type=complaint")


def test_plain_values():
    """A whole float is its int, NaN is unknown."""
    assert plain(5.0) == 5
    assert type(plain(5.0)) is int
    assert plain(math.nan) is None
    assert plain(0.5) == 0.5
