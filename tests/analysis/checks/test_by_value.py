"""Limits and groups by the value of a field, held against the credits by the same field."""

import pytest

import slakit as sk

TIMER = {"since": "asked", "until": "answered"}


def answers(limit, credit, groups=None, **settings):
    """What `check` finds of one promise of answers, by code and place."""
    metric = sk.Within("tickets", limit, limit_by="p" if isinstance(limit, dict) else None, **TIMER, **settings)
    metric = metric.by("p", groups=groups) if groups else metric
    rule = sk.Flat(credit, credit_by="p") if groups else sk.PerBreach(credit, credit_by="p")
    agreement = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", currency="EUR",
        objectives=[sk.Objective("Answers", metric, sk.at_least("95 %"), penalty=rule)],
    )  # fmt: skip
    wanted = ("limit-without-credit", "credit-without-limit")
    return [(finding.code, finding.place, finding.text) for finding in sk.check(agreement) if finding.code in wanted]


BOTH = {"high": "1 hour", "low": "8 hours"}
PAID = {"high": "50 EUR", "low": "5 EUR"}


@pytest.mark.parametrize(("limit", "credit", "settings"), [
    (BOTH, PAID, {}),
    ("1 hour", PAID, {}),  # one limit for all: any value counts
    (BOTH, {"high": "50 EUR"}, {"where": {"p": "high"}}),  # the other is left out
    (BOTH, {"high": "50 EUR"}, {"where": {"p": "!= low"}}),
    ({1: "1 hour", 2: "8 hours"}, {"1": "5 EUR", "2": "3 EUR"}, {}),
    ("1 hour", PAID, {"groups": ["high", "low"]}),
])  # fmt: skip
def test_what_fits(limit, credit, settings):
    """Each value has both, or the conditions of the metric leave it out."""
    assert answers(limit, credit, **settings) == []


def test_a_limit_without_a_credit():
    assert answers(BOTH, {"high": "50 EUR"}) == [
        ("limit-without-credit", "objectives[0].penalty.credit", "'low' has a limit, and has no credit: what is owed for it is not known")
    ]
    assert answers("1 hour", {"high": "50 EUR"}, groups=["high", "low"]) == [
        ("limit-without-credit", "objectives[0].penalty.credit", "'low' is a group, and has no credit: what is owed for it is not known")
    ]


def test_a_credit_without_a_limit():
    """Also one whose value the conditions leave out."""
    never = "so that it is never paid"
    assert answers({"high": "1 hour"}, PAID) == [
        ("credit-without-limit", "objectives[0].penalty.credit.low", f"'low' has a credit, and no limit that is counted, {never}")
    ]
    assert answers(BOTH, PAID, where={"p": "high"}) == [
        ("credit-without-limit", "objectives[0].penalty.credit.low", f"'low' has a credit, and no limit that is counted, {never}")
    ]
    assert answers("1 hour", PAID, groups=["high"]) == [
        ("credit-without-limit", "objectives[0].penalty.credit.low", f"'low' has a credit, and is no group that is counted, {never}")
    ]
