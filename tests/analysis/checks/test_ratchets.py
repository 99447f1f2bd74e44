"""A target that rises leaves edges behind that stay; a ratchet may wait for what never comes."""

import pytest
from checked import contract, promise

import slakit as sk

TIERS = sk.Tiered({"99 %": "5 %", "98 %": "10 %"})
TWO_YEARS = ("2026-01-01", "2028-01-01")


def findings(ratchet, penalty=TIERS, term=TWO_YEARS, **settings):
    agreed = contract(promise(target="at least 99 %", penalty=penalty, ratchet=ratchet, **settings), term=term)
    return agreed, sk.check(agreed)


def test_tiers_that_stay():
    """After a year at 100 % the target is 99.5 %, half of the way from 99 %, and 99.2 % misses it without a credit."""
    agreed, (finding,) = findings(sk.rules.Ratchet(best=4, moves="50 %"))
    assert (finding.code, finding.place) == ("missed-without-credit", "objectives[0].penalty")
    assert "misses 'at least 99.5 %', to which the ratchet may raise it, and costs nothing" in finding.text
    (line,) = sk.evaluate(agreed, finding.witness.records, period=finding.witness.period).lines
    assert (str(line.target), str(line.outcome), str(line.credit)) == ("at least 99.5 %", "missed", "0.00 EUR")


@pytest.mark.parametrize(("ratchet", "settings", "place"), [
    (sk.rules.Ratchet(best=4), {"penalty": sk.Linear("1 %", per="1 pp")}, None),
    (sk.rules.Ratchet(best=13), {}, "ratchet.best"),
    (sk.rules.Ratchet(best=12), {"penalty": sk.Flat("5 %")}, None),
    (sk.rules.Ratchet(best=5), {"window": "quarterly"}, "ratchet.best"),
    (sk.rules.Ratchet(best=4), {"term": ("2026-01-01", "2027-01-01")}, "ratchet.per"),
    (sk.rules.Ratchet(best=4, per="every 6 months from 2026-01-01"), {"term": ("2026-01-01", "2027-01-01"), "penalty": None}, None),
])  # fmt: skip
def test_turns(ratchet, settings, place):
    """A year has twelve months and four quarters; a term of a year has one turn of a year."""
    _, found = findings(ratchet, **settings)
    assert [(finding.code, finding.place) for finding in found] == [("condition-out-of-reach", f"objectives[0].{place}")] * bool(place)
