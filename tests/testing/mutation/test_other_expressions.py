"""Other expressions in the place of one, and the conditions of a contract that are made of them."""

import slakit as sk
from slakit.testing.mutation.mutants import mutants
from slakit.testing.mutation.other_expressions import other_comparisons


def test_one_word_or_one_number_is_another():
    """Names with digits and texts in quotes stay as they are."""
    assert list(other_comparisons("km2 > 1500 and (inside or share <= 0.5)")) == [
        "km2 >= 1500 and (inside or share <= 0.5)",
        "km2 > 1501 and (inside or share <= 0.5)",
        "km2 > 1499 and (inside or share <= 0.5)",
        "km2 > 1500 or (inside or share <= 0.5)",
        "km2 > 1500 and (inside and share <= 0.5)",
        "km2 > 1500 and (inside or share < 0.5)",
        "km2 > 1500 and (inside or share <= 0.6)",
        "km2 > 1500 and (inside or share <= 0.4)",
    ]


def test_a_condition_of_several_fields_has_mutants_that_are_conditions_too():
    """Each says its change in words."""
    metric = sk.Share("cases", good="answered - asked <= 4 hours", at="asked")
    objective = sk.Objective("Replies", metric, sk.at_least("90 %"))
    agreement = sk.Agreement("Desk", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), objectives=[objective], timezone="UTC")
    changes = [change for mutant in mutants(agreement) for change in mutant.changes if change.path == "objectives[0].metric.good"]
    assert [change.after for change in changes] == [
        "answered - asked < 4 hours",
        "answered - asked <= 5 hours",
        "answered - asked <= 3 hours",
    ]
