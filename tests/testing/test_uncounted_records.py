"""Records that no objective counts: each by its number, with its value and what the contract has."""

import pytest

import slakit as sk
from slakit import testing

CONTRACT = """
name = "Replies"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99 %"

[[objectives]]
name = "Replies"
metric = { is = "within", stream = "cases", limit = { LIMITS }, limit_by = "priority", since = "asked", until = "answered" }
target = "at least 90 %"
"""
CASE = {"priority": "high", "asked": "2026-06-08T02:00Z", "answered": "2026-06-08T03:00Z"}


def left_out(limits, *cases):
    """The sentence on records that are not counted."""
    with pytest.raises(AssertionError) as error:
        testing.assert_met(sk.loads(CONTRACT.replace("LIMITS", limits)), {"cases": [*cases]}, period="2026-06", objective="Replies")
    return str(error.value).rpartition("counted by no objective: ")[2]


def test_a_misspelt_key_of_the_contract():
    """It is the contract that has the slip: its keys stand in the text, with their path, and the one that is near."""
    text = left_out('hihg = "1 h", low = "9 h"', CASE, CASE)
    assert text.startswith(
        "cases record 1, cases record 2: priority = 'high' has no limit: objectives[1].metric.limit has hihg, low; did you"
    )
    assert "; did you mean 'hihg'? if it is meant so, write left_out=2" in text


def test_a_value_that_is_like_none():
    """The keys alone; and a time outside the term is one of the zone of the contract, an hour ahead of UTC in June."""
    late = {**CASE, "priority": "gold", "asked": "2028-06-08T02:00Z", "answered": "2028-06-08T03:00Z"}
    text = left_out('gold = "1 h"', CASE, late)
    assert text == (
        "cases record 1: priority = 'high' has no limit: objectives[1].metric.limit has gold; "
        "cases record 2: asked = 2028-06-08T03:00:00+01:00 is outside the term; if it is meant so, write left_out=2"
    )
