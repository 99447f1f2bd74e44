"""Saved states of monitors that kept claims as they came: read as if a blank had never been written, or refused with what to do."""

import copy
import json

import pytest

import slakit as sk
from slakit.metrics.record import decode, encode
from slakit.penalties.settlement.claims import Claims

AGREED = sk.Agreement(
    "Hosting",
    provider="P",
    customer="C",
    term=("2026-01-01", "2027-01-01"),
    timezone="UTC",
    fee="1000 GBP",
    objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %"))],
    settlement=sk.Settlement(claims=Claims("30 days")),
)
OUTAGE = {"start": "2026-01-10T12:00Z", "end": "2026-01-10T18:00Z"}
CLAIM = {"at": "2026-02-10T12:00Z", "objective": "Uptime", "period": "2026-01", "group": None}


def monitor(claims):
    made = sk.Monitor(AGREED)
    made.feed("outages", [OUTAGE])
    made.feed("claims", claims)
    return made


def old_state(claims):
    """A state as it was saved before blanks were left out: its claims are plain rows with every field."""
    state = json.loads(json.dumps(monitor(claims).state()))
    for entry in state["tallies"]["tallies"]:
        if entry[3] == "stated rows":
            entry[3] = "rows"
            entry[4]["rows"] = [[at, blank(row)] for at, row in entry[4]["rows"]]
    return state


def blank(row):
    """A saved record with a field that says nothing."""
    return encode({**decode(row), "group": None})


def test_the_old_form_is_another():
    """Otherwise the tests below would show nothing."""
    assert '"rows"' in json.dumps([entry[3] for entry in old_state([CLAIM])["tallies"]["tallies"]])


@pytest.mark.parametrize("more", [[], [{**CLAIM, "group": ""}], [{**CLAIM, "at": "2026-02-09T12:00Z"}]])
def test_an_old_state_goes_on_as_a_new_one(more):
    """The claim of 10 February pays 5 % of 1000 GBP; statements and states are those of a monitor that never was saved."""
    resumed, whole = sk.Monitor.restore(AGREED, old_state([CLAIM])), monitor([CLAIM])
    for one in (resumed, whole):
        one.feed("claims", copy.deepcopy(more))
    assert str(resumed.statement(period="2026-01", as_of="2026-06-01T00:00Z").payable) == "50.00 GBP"
    assert resumed.statement(as_of="2026-06-01T00:00Z").digest == whole.statement(as_of="2026-06-01T00:00Z").digest
    assert resumed.state()["tallies"] == whole.state()["tallies"]


def test_a_kind_that_there_is_not_is_refused():
    """With what to do, and no KeyError."""
    state = monitor([CLAIM]).state()
    state["tallies"]["tallies"][0][3] = "heap"
    with pytest.raises(sk.errors.UsageError, match=r"a tally of kind 'heap'.*; feed the records again"):
        sk.Monitor.restore(AGREED, state)
