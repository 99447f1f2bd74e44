"""A measure in a unit that its objective does not have: what it measures, its unit, and the number in it."""

import pytest

import slakit as sk
from slakit import testing
from slakit.testing.wrong_units import wrong_unit

OBJECTIVES = {
    "Up": sk.Objective("Up", sk.Uptime("outages"), "at least 99.9 %"),
    "Fast": sk.Objective("Fast", sk.Elapsed("mails", since="asked", until="answered", statistic="p95"), "at most 90 s"),
    "Few": sk.Objective("Few", sk.Count("mails", at="asked"), "at most 3"),
}
AGREEMENT = sk.Agreement(
    "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", objectives=list(OBJECTIVES.values())
)
PARTS = {
    "Up": "a share, which 'Up' measures in %",
    "Fast": "a length of time, which 'Fast' measures in s",
    "Few": "a number, which 'Few' measures",
}


@pytest.mark.parametrize(
    ("name", "measure", "example"),
    [
        ("Fast", "61 %", "61 s"),
        ("Fast", "61", "61 s"),
        ("Fast", 61, "61 s"),
        ("Fast", "61 EUR", "61 s"),
        ("Up", "61 s", "61 %"),
        ("Up", 61, "61 %"),
        ("Up", "610 s", "99.9 %"),
        ("Up", "99.5 EUR", "99.5 %"),
        ("Few", "61 %", "61"),
        ("Few", "2 h", "2"),
    ],
)
def test_another_unit(name, measure, example):
    """In a scenario and in Python: the same words, and the example in the way that is written there."""
    assert wrong_unit(measure, [OBJECTIVES[name]]) == f"{measure!r} is not {PARTS[name]}; write '{example}'"
    with pytest.raises(sk.errors.UsageError) as error:
        testing.records(AGREEMENT, name, measure, period="2026-06")
    assert str(error.value) == f"measure={measure!r} is not {PARTS[name]}; write measure='{example}'"


@pytest.mark.parametrize(
    ("name", "measure"), [("Fast", "2 min"), ("Up", "61 %"), ("Up", "0.61"), ("Few", "3"), ("Few", "3 items"), ("Up", "soon")]
)
def test_its_own_unit(name, measure):
    """In any unit of its kind; what is no figure at all is reported as such."""
    assert wrong_unit(measure, [OBJECTIVES[name]]) == ""


def test_a_payoff():
    """It names the unit of the target."""
    agreement = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        objectives=[sk.Objective("Fast", OBJECTIVES["Fast"].metric, "at most 90 s", penalty=sk.Flat("5 EUR"))],
    )
    with pytest.raises(
        sk.errors.UsageError, match="'61 %' is not a measure of Fast, 2026-06: at most 90 s, which is measured in s; write '61 s'"
    ):
        testing.payoff(agreement, "Fast", period="2026-06").credit("61 %")
