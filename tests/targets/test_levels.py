"""Levels: a promise in steps, and what each of them is worth."""

import pytest
from hypothesis import given, strategies as st
from names import NAMES

import slakit as sk

TERM = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 EUR"}
LEVELS = {"minor": "at least 99.9 %", "serious": "at least 99.5 %", "severe": "at least 99 %"}


def statement(down, rule, levels=LEVELS, **settings):
    """The statement of June, of 43,200 minutes, with an outage of so many."""
    objective = sk.Objective("Up", sk.Uptime("o"), sk.Levels(levels), penalty=rule, **settings)
    agreed = sk.Agreement("A", **TERM, objectives=[objective])
    end = f"2026-06-01T{down // 60:02}:{down % 60:02}Z"
    return sk.evaluate(agreed, {"o": [{"start": "2026-06-01T00:00Z", "end": end}] if down else []}, period="2026-06")


@pytest.mark.parametrize(
    ("down", "level", "points"),
    [
        (0, "", ()),
        (43, "", ()),  # 43.2 minutes are 0.1 %
        (44, "minor", ("1 point",)),
        (216, "minor", ("1 point",)),  # exactly 0.5 %
        (217, "serious", ("3 points",)),
        (432, "serious", ("3 points",)),  # exactly 1 %
        (433, "severe", ("5 points",)),
    ],
)
def test_the_worst_level_that_is_missed(down, level, points):
    """Minutes of 43,200: each level is missed below its bound, and not at it."""
    line = statement(down, sk.rules.ByLevel({"minor": "1 point", "serious": "3 points", "severe": "5 points"})).line("Up")
    assert (line.level, tuple(map(str, line.units))) == (level, points)
    assert line.to_dict()["level"] == level
    assert str(line.outcome) == ("missed" if level else "met")


def test_expected_and_minimum():
    """Below the expected level 5 %, below the minimum 10 % of 1,000 EUR; the explanation names the level."""
    rule = sk.rules.ByLevel({"expected": "5 %", "minimum": "10 %"})
    levels = {"expected": "at least 99.9 %", "minimum": "at least 99 %"}
    assert str(statement(100, rule, levels).credit) == "50.00 EUR"
    result = statement(600, rule, levels)
    assert str(result.credit) == "100.00 EUR"
    assert "level:    minimum missed" in str(result.explain("Up"))
    assert "minimum missed: 10 % of 1,000.00 EUR = 100.00 EUR" in str(result.explain("Up"))


def test_a_level_without_a_worth_is_worth_the_one_before():
    """Severe is not named, and so costs what serious does: worse is never cheaper."""
    rule = sk.rules.ByLevel({"serious": "30 EUR"})
    assert [str(statement(down, rule).credit) for down in (100, 300, 600)] == ["0.00 EUR", "30.00 EUR", "30.00 EUR"]


def test_a_critical_failure():
    """Below its floor one objective gives a right, and all that may be paid."""
    rule = sk.rules.ByLevel({"minor": "5 %", "severe": sk.Right("terminate") + sk.Flat("15 %")})
    result = statement(433, rule)
    assert (str(result.credit), result.rights) == ("150.00 EUR", ("terminate",))
    assert statement(432, rule).rights == ()


def test_silence_is_the_worst_level():
    """A period that had to report and did not."""
    objective = sk.Objective(
        "Good",
        sk.Share("q", good={"ok": True}),
        sk.Levels({"expected": "at least 90 %", "minimum": "at least 80 %"}),
        silence="missed",
        penalty=sk.rules.ByLevel({"expected": "5 %", "minimum": "10 %"}),
    )
    line = sk.evaluate(sk.Agreement("A", **TERM, objectives=[objective]), {"q": []}, period="2026-06").lines[0]
    assert (line.level, str(line.credit)) == ("minimum", "100.00 EUR")


def test_levels_that_rise():
    """At most 2 incidents, 5 at the worst."""
    levels = sk.Levels({"expected": "at most 2", "minimum": "at most 5"})
    assert [levels.level(sk.quantity(n)) for n in (2, 3, 5, 6)] == ["", "expected", "expected", "minimum"]


def test_as_text_and_as_a_document():
    """repr evaluates back; a document holds the levels by name."""
    levels = sk.Levels(LEVELS)
    rule = sk.rules.ByLevel({"minor": "1 point", "severe": sk.Flat("5 %").capped("20 EUR")})
    assert eval(repr(levels), NAMES) == levels
    assert eval(repr(rule), NAMES) == rule
    assert levels.text() is None
    assert levels.show() == "minor at least 99.9 % (serious at least 99.5 %, severe at least 99 %)"
    agreed = sk.Agreement("A", **TERM, objectives=[sk.Objective("Up", sk.Uptime("o"), levels, penalty=rule)])
    assert sk.loads(sk.dumps(agreed)) == agreed
    assert sk.loads(sk.dumps(agreed, "json")) == agreed


@pytest.mark.parametrize(
    ("levels", "problem"),
    [
        ({}, "{} is not a set of levels; write Levels({'expected': 'at least 99.9 %', 'minimum': 'at least 99 %'})"),
        (7, "7 is not a set of levels"),
        ({"a": "soon"}, "'soon' is not a target"),
        ({"a": "at least 99 %", "b": "at least 99.9 %"}, "level 'b' (at least 99.9 %) is not looser than 'a' (at least 99 %)"),
        ({"a": "at least 99 %", "b": "at most 90 %"}, "level 'b' (at most 90 %) is not of the kind of 'a' (at least 99 %)"),
        ({"a": "at least 99 %", "b": "at least 3 hours"}, "level 'b' (at least 3 hours) is not of the kind of 'a'"),
        ({"a": "between 1 and 3"}, "level 'a': 'at least 1 and at most 3' is not one bound"),
        ({"": "at least 99 %"}, "'' is not the name of a level"),
    ],
)
def test_what_is_no_set_of_levels(levels, problem):
    """Empty, unreadable, out of order, of two kinds, no single bound, without a name."""
    with pytest.raises(sk.errors.ContractError) as result:
        sk.Levels(levels)
    assert problem in str(result.value)


def test_a_rule_that_does_not_fit_the_target():
    """No levels at all, or one that is not there."""
    rule = sk.rules.ByLevel({"miner": "1 point"})
    with pytest.raises(sk.errors.ContractError, match="wants a target with levels, and 'at least 99 %' has none"):
        sk.Objective("Up", sk.Uptime("o"), "at least 99 %", penalty=rule)
    with pytest.raises(sk.errors.ContractError, match="'miner' is not a level of the target; did you mean 'minor'"):
        sk.Objective("Up", sk.Uptime("o"), sk.Levels(LEVELS), penalty=rule)
    with pytest.raises(sk.errors.ContractError, match="is not a table of levels and what each pays"):
        sk.rules.ByLevel({})


@given(st.integers(0, 1_400), st.integers(0, 1_400))
def test_more_downtime_never_costs_less(some, more):
    """P9, where no level is worth less than the one before it."""
    some, more = sorted((some, more))
    rule = sk.rules.ByLevel({"minor": "1 %", "severe": sk.Flat("2 %") + sk.Linear("1 %", per="1 pp")})
    assert statement(some, rule).credit <= statement(more, rule).credit
