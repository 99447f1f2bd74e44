"""Checks of rights and duties against the term."""

import pytest
from attrs import evolve
from checked import codes, contract, promise

import slakit as sk

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
LEAVE = sk.Right("leave")


@pytest.mark.parametrize(("penalty", "settings", "wanted"), [
    (LEAVE, {}, []),
    (LEAVE.only_if(in_a_row=11), {}, []),
    (LEAVE.only_if(in_a_row=12), {}, ["right-after-term"]),  # the twelfth month ends with the year
    (LEAVE.only_if(misses=(12, 12)), {}, ["right-after-term"]),
    (sk.Flat("5 %") + LEAVE.only_if(in_a_row=12), {}, ["right-after-term"]),
    (LEAVE.only_if(in_a_row=4), {"window": "quarterly"}, ["right-after-term"]),
    (LEAVE.only_if(in_a_row=3), {"window": "quarterly"}, []),
    (sk.Right("leave", within="13 months"), {}, ["duty-longer-than-term"]),
    (sk.Right("leave", within="12 months"), {}, []),  # as long as the term
    (sk.Right("leave", within="300 business days", on=DESK), {}, ["duty-longer-than-term"]),  # a year has 261
    (sk.Right("leave", within="200 business days", on=DESK), {}, []),
])  # fmt: skip
def test_rights(penalty, settings, wanted):
    """A right can be used while the contract is in force, and its time ends with it at the latest."""
    assert [code for code in codes(promise(penalty=penalty, **settings)) if code != "fee-without-use"] == wanted


def test_the_witness_of_a_right():
    """Twelve months down, of which the last gives the right at the end of the term."""
    agreement = contract(promise(penalty=sk.Flat("5 %") + LEAVE.only_if(in_a_row=12)))
    (finding,) = sk.check(agreement)
    assert finding.text == "the customer may leave after 12 missed periods, the last of them that of 2026-12, when the term is over"
    assert finding.witness.text == "the customer may leave from 2027-01-01 on, and the term ends on that day"
    assert [line.rights for line in sk.evaluate(agreement, finding.witness.records).lines] == [()] * 11 + [("leave",)]


def test_duties():
    """Those of the agreement, of an amendment and of an objective, each once."""
    slow, quick = (sk.duties.Duty("Cure", "provider", within=within) for within in ("400 days", "30 days"))
    base = contract(promise(penalty=sk.Flat("5 %"), duties=[slow]))
    (finding,) = sk.check(base)
    assert (finding.code, finding.place) == ("duty-longer-than-term", "objectives[0].duties[0].within")
    assert finding.text == "the 400 days of the duty 'Cure' are longer than the term of the contract"
    assert sk.check(contract(promise(penalty=sk.Flat("5 %"), duties=[quick]))) == ()
    whole = evolve(contract(promise(penalty=sk.Flat("5 %"))), duties=[slow])
    assert [finding.place for finding in sk.check(whole)] == ["duties[0].within"]
    later = contract(promise(penalty=sk.Flat("5 %"))).amend(effective="2026-07-01", duties=[slow])
    assert [finding.place for finding in sk.check(later)] == ["amendments[0].duties[0].within"]
