"""Nodes of an expression that are true or false: how they are joined, written and worked out."""

from fractions import Fraction

import pytest

from slakit.metrics.expressions.expression import comparison, derived_field


@pytest.mark.parametrize(
    ("text", "written", "truths"),
    [
        ("km>1500 AND (intra_eu or km<=3500)", "km > 1500 and (intra_eu or km <= 3500)", ("intra_eu",)),
        ("(a and b) or (c and not d)", "a and b or c and not d", ("a", "b", "c", "d")),
        ("not (a or b)", "not (a or b)", ("a", "b")),
        ("a or (b or c)", "a or (b or c)", ("a", "b", "c")),
        ("(a > 1)", "a > 1", ()),
        ("answered - asked > 1 hour or `not`", "answered - asked > 1 hour or `not`", ("not",)),
    ],
)
def test_joined_conditions(text, written, truths):
    """And binds more strongly than or, and not more than and; a field that stands alone is true or false."""
    made = comparison(text)
    assert (made.text, made.truths) == (written, truths)
    assert comparison(written) == made == derived_field(made.name)


@pytest.mark.parametrize(
    ("text", "values", "value"),
    [
        ("ok and n > 1", {"ok": True, "n": Fraction(2)}, True),
        ("ok and n > 1", {"ok": False, "n": None}, False),  # one that is false decides
        ("ok and n > 1", {"ok": True, "n": None}, None),
        ("ok or n > 1", {"ok": None, "n": Fraction(2)}, True),  # one that is true decides
        ("ok or n > 1", {"ok": None, "n": Fraction(1)}, None),
        ("not ok", {"ok": None}, None),
        ("not (ok and n / m > 1)", {"ok": True, "n": Fraction(1), "m": Fraction(0)}, None),
        ("not (ok or n > 1)", {"ok": False, "n": Fraction(1)}, True),
    ],
)
def test_what_is_unknown_does_not_always_matter(text, values, value):
    """As in Kleene's logic of three values."""
    assert comparison(text).value(values) is value
