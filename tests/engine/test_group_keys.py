"""How the values of records name groups."""

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from engine_cases import agreement, at, only, post

import slakit as sk

MET, MISSED, NO_DATA = sk.Outcome.MET, sk.Outcome.MISSED, sk.Outcome.NO_DATA


# groups


def test_groups_are_judged_apart():
    """One line a group and period; the unknown is a group, and a number is one with its text."""
    agreed = agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}).by("team"), "at least 80 %"))
    rows = [post("01-05", team=team) for team in ("a", "a", 5, 5.0, "5", None, math.nan, True)] + [{"at": at("01-06"), "ok": True}]
    counted = {line.group: line.measure.sample for line in sk.evaluate(agreed, {"posts": rows}, period="2026-01").lines}
    assert counted == {"a": 2, 5: 3, "(none)": 3, "true": 1}


def test_groups_of_two_fields():
    """The group is a pair, and finds its line."""
    agreed = agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}).by("team", "kind"), "at least 80 %"))
    rows = [post("01-05", team="a", kind="x"), post("01-05", False, team="a", kind="y")]
    statement = sk.evaluate(agreed, {"posts": rows}, period="2026-01")
    assert statement.line("Good", group=("a", "y")).outcome is MISSED
    with pytest.raises(sk.errors.UsageError, match="2 lines; say which: group= one of"):
        statement.line("Good")
    with pytest.raises(sk.errors.UsageError, match="no group"):
        statement.line("Good", group=("a", "z"))


@pytest.mark.parametrize("value", [Decimal("1.50"), Fraction(1, 3), date(2026, 1, 5), at("01-05"), 0.5, 7, "a", True])
def test_any_value_names_a_group(value):
    """A group of any value stands in a statement that is plain data."""
    agreed = agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}).by("team"), "at least 80 %"))
    statement = sk.evaluate(agreed, {"posts": [post("01-05", team=value)]}, period="2026-01")
    assert statement.to_json()
    assert only(statement).measure.value == 1
