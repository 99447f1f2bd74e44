"""Tables that a document lays out in another order are the same agreement."""

import pytest

import slakit as sk

LONG = sk.Flat("30 %") + sk.Linear("5 %", per="0.1 pp", against="99 %") + sk.Right("terminate after a month of very poor service")


def agreed(metric, target, rule):
    return sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-04-01"),
        timezone="UTC",
        fee="1000 GBP",
        objectives=[sk.Objective("X", metric, target, penalty=rule)],
    )


LEVELS = sk.Levels({"minor": "at most 1", "serious": "at most 3", "severe": "at most 6"})
LONG_COUNT = sk.Flat("30 %") + sk.Linear("5 %", per=2, against=1) + sk.Right("terminate after a month of very poor service indeed")
FED = sk.factors.RecordedNumber(
    "areas", "weight", at="measured_at", where={"region": ["north", "south", "east"], "kind": "a very long kind"}, by="area"
)
CASES = {
    "ranges": agreed(
        sk.Uptime("o"), "at least 99.9 %", sk.Ranges({"below 99 %": LONG, "below 99.9 % and at least 99 %": "5 %"}, less_for_worse=True)
    ),
    "levels": agreed(sk.Count("f"), LEVELS, sk.rules.ByLevel({"severe": LONG_COUNT, "minor": "1 %", "serious": "2 %"})),
    "product": agreed(sk.Count("f").by("area"), "at most 0", sk.rules.Product("2 GBP", {"WF": FED, "UU": "0.5"})),
}


@pytest.mark.parametrize("form", ["toml", "json"])
@pytest.mark.parametrize("name", CASES)
def test_long_tables_come_back_the_same(name, form):
    """A table that takes lines of its own goes last in TOML; the agreement is equal, and so is its digest."""
    text = sk.dumps(CASES[name], format=form)
    again = sk.loads(text)
    assert again == CASES[name]
    assert sk.dumps(again, format=form) == text
    assert sk.Monitor(again).state()["agreement"] == sk.Monitor(CASES[name]).state()["agreement"]


def test_the_order_written_is_no_difference():
    """Ranges, levels and factors are found by their figures and names."""
    assert sk.Ranges({"below 99 %": "10 %", "below 99.9 % and at least 99 %": "5 %"}) == sk.Ranges(
        {"below 99.9 % and at least 99 %": "5 %", "below 99 %": "10 %"}
    )
    assert sk.rules.ByLevel({"b": "1 %", "a": "2 %"}) == sk.rules.ByLevel({"a": "2 %", "b": "1 %"})
    assert sk.rules.Product("1 GBP", {"b": 1, "a": 2}) == sk.rules.Product("1 GBP", {"a": 2, "b": 1})


@pytest.mark.parametrize("form", ["toml", "json"])
def test_an_amendment_that_ends_all_exclusions(form):
    """No exclusion any more is not the same as the exclusions as they were."""
    from attrs import evolve

    first = evolve(agreed(sk.Uptime("o"), "at least 99.9 %", sk.Flat("5 %")), exclusions=[sk.Exclusion("maintenance", applies_to="o")])
    ended = first.amend(effective="2026-02-01", exclusions=[])
    assert sk.loads(sk.dumps(ended, format=form)) == ended
