"""Penalties with one rule changed or left out."""

import pytest
from checked import contract, promise

import slakit as sk
from slakit.analysis.checks.changed_rules import by_value, replaced, with_penalty
from slakit.analysis.checks.contract import Contract

FLAT, RIGHT = sk.Flat("5 %"), sk.Right("leave")
TIERS = sk.Tiered({"99 %": FLAT, "98 %": "10 %"})


@pytest.mark.parametrize(("rule", "left"), [
    (FLAT, None),
    (FLAT + RIGHT, RIGHT),
    ((FLAT + RIGHT).capped("3 %"), RIGHT.capped("3 %")),
    (FLAT.capped("3 %") + RIGHT, RIGHT),
    (FLAT.capped("3 %"), None),
    (TIERS, sk.Tiered({"98 %": "10 %"})),
    (RIGHT, RIGHT),
])  # fmt: skip
def test_left_out(rule, left):
    """A sum of one rule is that rule, what is around nothing is nothing, and a row goes with its rule."""
    assert replaced(rule, FLAT, None) == left


def test_another_in_its_place():
    """The rest stays as it is."""
    assert replaced((FLAT + RIGHT).capped("3 %"), FLAT, sk.Flat("1 %")) == (sk.Flat("1 %") + RIGHT).capped("3 %")


def test_by_value():
    """One promise for each value, with its own credit; a rule that has none for it is left out."""
    one = sk.PerBreach({"a": "5 EUR", "b": "9 EUR"}, credit_by="kind")
    other = sk.PerBreach({"a": "1 EUR"}, credit_by="kind")
    (made,) = Contract(contract(promise(sk.Count("faults"), "at most 0", one + other))).promises
    assert [(value.name, value.promise.objective.penalty) for value in by_value(made)] == [
        ("a", sk.PerBreach("5 EUR") + sk.PerBreach("1 EUR")),
        ("b", sk.PerBreach("9 EUR")),
    ]


def test_the_agreement_of_another_penalty():
    """That of an amendment stands in the amendment."""
    first = promise(penalty=FLAT)
    agreement = contract(first).amend(effective="2026-07-01", objectives=[promise(penalty=RIGHT)])
    one, two = Contract(agreement).promises
    assert [part.penalty for part in with_penalty(one, None).objectives] == [None]
    changed = with_penalty(two, FLAT)
    assert [part.penalty for part in (*changed.objectives, *changed.amendments[0].objectives)] == [FLAT, FLAT]
