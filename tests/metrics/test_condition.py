"""Conditions on fields, and the filters they make."""

import math
import re
from decimal import Decimal
from fractions import Fraction

import pytest

from slakit.documents.filters import spoken
from slakit.errors import ContractError, UnitError
from slakit.metrics.condition import condition, filter_of


@pytest.mark.parametrize(
    ("wanted", "good", "bad"),
    [
        ("complaint", ["complaint"], ["Complaint", "", None, 3]),
        (["high", "critical"], ["high", "critical"], ["low", None]),
        (True, [True, "true", "TRUE", " True ", "yes", "1", 1], [False, "false", "no", "0", 0, None, ""]),
        (False, [False, "false", "No", "0", 0], [True, "true", "YES", None, " "]),
        (3, [3, 3.0, "3", "3.0", Decimal("3.00"), Fraction(3)], [4, "4", "three", None, True]),
        (0.1, [0.1, "0.1", Decimal("0.1")], [0.2, "x"]),
        (None, [None, math.nan, "", "  "], ["x", 0, False]),
        ("7", ["7", 7, 7.0, "7.0"], ["007", "7.5", 70]),
        ("1.10", ["1.10", 1.1], ["1.1", "1.100"]),
        ("known", ["known", "x", 0, False], [None, "", math.nan]),
        ("unknown", [None, "", math.nan], ["unknown", "x", 0]),
        ("== known", ["known"], ["x", None]),
        ("!= unknown", ["unknown", "x", 0], [None, "", math.nan]),
        ("!= known", [None, ""], ["known", "x", 0]),
        ("!= == unknown", [None, "", "x"], ["unknown"]),
        ("== none", ["none"], [None, "", "None"]),
        ("!= == none", [None, "", "None"], ["none"]),
        (["approved", "unknown"], ["approved", None, ""], ["refused", "unknown"]),
        (["approved", "== none"], ["approved", "none"], ["refused", None, ""]),
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
        (["> 1500", "<= 3500"], [0, 1500, 1500.5, 3500, 9999], []),
        (["> 3500", "<= 1500"], [1500, "3500.1", 9999], [1501, 2000, 3500]),
        (["> 3500"], [3501], [3500]),
        (["high", "> 3", None, "between 1 and 2"], ["high", 4, None, 1, "2"], [3, 0.5, 2.5]),
        ("between 1500 and 3500", [1500, 2000, "3500"], [1499.9, 3500.1]),
        (" Between 1/3 and 0.5 ", ["0.4", 0.5], [0.33]),
        ("above 1500", [1500.1], [1500]),
        ("below 3500", [3499], [3500]),
        ("at least 4", [4], [3]),
        ("At  most 4", [4], [5]),
        ("more than 4", [5], [4]),
        ("less than 4", [3], [4]),
        ("no less than 4", [4], [3]),
        ("not less than 4", [4], [3]),
        ("at or above 4", [4], [3]),
        ("no more than 4", [4], [5]),
        ("not more than 4", [4], [5]),
        ("at or below 4", [4], [5]),
        ("within 4", [4], [5]),
        ("exactly 4", [4, "4.0"], [3, 5]),
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


@pytest.mark.parametrize("wanted", ["> 5", "above 5", "between 1 and 5", "=> 5", "above average", " < x"])
def test_a_text_that_looks_like_a_comparison(wanted):
    """With "==" before it, it is a text like any other, alone and among alternatives, and is written so."""
    made = condition("level", f"== {wanted}")
    assert (made.holds(wanted.strip()), made.holds("high"), made.orders) == (True, False, False)
    both = condition("level", [f"== {wanted}", "high"])
    assert (both.holds(wanted.strip()), both.holds("high"), both.orders) == (True, True, False)
    for one in (made, both):
        assert condition("level", one.written) == one


def test_alternatives_have_one_form():
    """The same in any order, each once; what is written is read back."""
    made = condition("x", ["> 9", "b", "a", "between 1 and 2", "> 9.0"])
    assert made == condition("x", ["a", "between 1 and 2", "b", "> 9"])
    assert made.written == ["a", "b", "> 9", "between 1 and 2"]
    assert made.show() == "x is a or b or x > 9 or x between 1 and 2"
    assert condition("x", made.written) == made
    assert filter_of({"x": made.written}) & filter_of({"x": ["> 9", "< 3"]}) == filter_of({"x": ["< 3", "> 9"]}) & filter_of(
        {"x": made.written}
    )


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (["approved", None], "decision is approved or unknown"),
        (["approved", "== unknown"], "decision is approved or 'unknown'"),
        ("!= unknown", "decision is known"),
        ("!= == none", "decision != 'none'"),
        (["< 5", "unknown"], "decision is unknown or decision < 5"),
    ],
)
def test_a_blank_has_one_word(wanted, shown):
    """Reports say "unknown" for a blank, and a text of that name in quotes; documents and Python read back what they write."""
    made = condition("decision", wanted)
    assert made.show() == shown
    assert made == condition("decision", made.written) == condition("decision", spoken(made))


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("none", "'none' on 'x' may be no value or a text; write 'unknown' for a field with no value, or '== none' for the text"),
        (["a", "Null"], "'Null' on 'x' may be no value or a text; write 'unknown' for a field with no value, or '== Null' for the text"),
        ("!= none", "'!= none' on 'x' may be no value or a text; write 'known' for a field with a value, or '!= == none' for the text"),
    ],
)
def test_a_word_that_may_be_a_blank_is_refused(wanted, says):
    """Taken as either, it may cost an amount that nobody sees: the author says which."""
    with pytest.raises(ContractError, match=re.escape(says)):
        condition("x", wanted)


@pytest.mark.parametrize("value", ["many", None, ""])
def test_alternatives_that_cannot_be_ordered(value):
    """What is no number is unclear where a comparison is among the alternatives, unless another of them holds."""
    with pytest.raises(UnitError):
        condition("score", ["> 9", "== none"]).holds(value)
    assert condition("score", ["> 9", "== none"]).holds("none")


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("within SLA", "'within SLA' on 'score' does not compare with a number; write '>= 4', or '== within SLA' for the text"),
        ("exactly so", "'exactly so' on 'score' does not compare with a number; write '>= 4', or '== exactly so' for the text"),
        ("above average", "'above average' on 'score' does not compare with a number; write '>= 4', or '== above average' for the text"),
        (["a", "> soon"], "'> soon' on 'score' does not compare with a number"),
        (["=> 4", "a"], "is not a comparison"),
        ("between 1500", "write 'between 1500 and 3500', or '== between 1500' for the text"),
        ("between 1 and many", "is not between two numbers"),
        ("between 9 and 1.5", "holds nothing; write the smaller first, 'between 1.5 and 9'"),
    ],
)
def test_what_begins_like_a_comparison_and_is_none(wanted, says):
    """It is refused, alone and among alternatives, and never taken for a text."""
    with pytest.raises(ContractError, match=re.escape(says)):
        condition("score", wanted)


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
    assert filter_of({"score": ">= 0.5", "type": ["a", "b"]}).show() == "score >= 0.5 and type is a or b"


def test_a_filter_is_a_mapping():
    """Or the text of an expression; anything else is refused."""
    with pytest.raises(ContractError, match="not a set of conditions"):
        filter_of(4)
    with pytest.raises(ContractError, match=r"'=' in 'type=complaint' is not part of an expression; write '==', or {'type': 'complaint'}"):
        filter_of("type=complaint")
