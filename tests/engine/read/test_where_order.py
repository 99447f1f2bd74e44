"""A filter of several conditions: one that fails leaves a record out, whatever its other values."""

import pytest

import slakit as sk


@pytest.mark.parametrize(("blank", "failing"), [("a", "z"), ("z", "a")])
def test_a_blank_matters_only_where_all_else_holds(blank, failing):
    """Whichever field comes first by name: a record that fails one condition is left out, and only the other blank is a problem."""
    metric = sk.Count("rows").where(**{blank: "<= 5", failing: True})
    parties = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2026-02-01"), "timezone": "UTC"}
    agreed = sk.Agreement("A", **parties, objectives=[sk.Objective("O", metric, "at most 9")])
    rows = [
        {"at": "2026-01-05T00:00Z", blank: number, failing: holds} for number, holds in ((None, False), (None, True), (3, True), (3, False))
    ]
    found = sk.evaluate(agreed, {"rows": rows})
    assert found.line("O").measure.value == 1
    assert [(problem.kind, problem.count) for problem in found.problems] == [(f"no value for {blank}", 1)]
