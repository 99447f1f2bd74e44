"""An amount of nothing, on lines that are not over, fails: it is none for that reason alone, unless what is projected is written too."""

import pytest
from message_texts import DESK

import slakit as sk
from slakit import testing as skt

CONTRACT = sk.loads(DESK.replace('target = "at least 99.9 %"', 'target = "at least 99.9 %"\npenalty = { is = "flat", credit = "5 %" }'))
RECORDS = {"outages": [skt.outage("2026-03-08T02:00Z", "3 h")], "tickets": [], "answers": []}
OPEN = sk.evaluate(CONTRACT, RECORDS, period="2026-03", as_of="2026-03-20T00:00Z")
ONE = {"objective": "Uptime"}


@pytest.mark.parametrize("name", ["assert_credit", "assert_payable"])
def test_nothing_is_owed_yet(name):
    """5 % of 6,000 EUR is projected."""
    assertion = getattr(skt, name)
    with pytest.raises(AssertionError) as error:
        assertion(OPEN, "0 EUR", **ONE)
    text = "Uptime, 2026-03: it is not over, so that nothing is owed yet, and 300.00 EUR is projected; to test that write "
    assert str(error.value).startswith(f'{text}{name}(..., "0.00 EUR", projected="300.00 EUR")\n\nUptime, 2026-03\n')
    assertion(OPEN, "0 EUR", projected="300 EUR", **ONE)
    with pytest.raises(AssertionError, match=r"300\.00 EUR is projected, expected 5\.00 EUR"):
        assertion(OPEN, "0 EUR", projected="5 EUR", **ONE)
    over = sk.evaluate(CONTRACT, {**RECORDS, "outages": []}, period="2026-03")
    assertion(over, "0 EUR", **ONE)
    with pytest.raises(AssertionError, match=r"nothing is projected, expected 5\.00 EUR"):
        assertion(over, "0 EUR", projected="5 EUR", **ONE)


def test_an_outcome_projects_nothing():
    with pytest.raises(TypeError, match="unexpected keyword argument 'projected'"):
        skt.assert_missed(OPEN, projected="300 EUR", **ONE)
