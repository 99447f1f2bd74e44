"""A right that is not given: what would give it, or how the contract spells it."""

import pytest

import slakit as sk
from slakit import testing as skt

CONTRACT = sk.loads(
    """
    name = "Hosting"
    provider = "Brightside"
    customer = "Acme"
    term = ["2026-01-01", "2027-01-01"]
    timezone = "UTC"
    fee = "1000 EUR"
    [[objectives]]
    name = "Uptime"
    metric = { is = "uptime", stream = "outages" }
    target = "at least 99 %"
    penalty = { is = "right", right = "terminate" }
    """
)


def message(right, lasting):
    with pytest.raises(AssertionError) as error:
        skt.assert_right(CONTRACT, {"outages": [skt.outage("2026-06-08T02:00Z", lasting)]}, right, period="2026-06")
    return str(error.value)


def test_what_would_give_it():
    """Of 720 h 1 % is 7 h 12 min: met after 7 h, it is missed a microsecond above 12 min more."""
    text = message("terminate", "7 h")
    assert text.startswith("Hosting gives no right to 'terminate'; it gives none\n\nUptime, 2026-06\n")
    assert text.endswith("\n\nTo give the right, it takes 12 min 0.000001 s more downtime.")


def test_one_that_is_misspelt():
    ending = "\n\n'terminat' is not a right that 'Hosting' gives; did you mean 'terminate'?"
    assert message("terminat", "8 h").endswith(ending)
    assert message("audit", "8 h").endswith("\n\n'audit' is not a right that 'Hosting' gives; known: terminate")
