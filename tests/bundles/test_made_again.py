"""Bundles of statements that count a claim of after their end: they are verified, and so are later ones that rest on them."""

import pytest
from attrs import evolve
from bundle_cases import CONTRACT, RECORDS, resealed, text_of

import slakit as sk
from slakit import bundles

CLAIMED = evolve(CONTRACT, settlement=sk.Settlement(claims=sk.Claims("30 days")))
CLAIM = {"at": "2026-04-12T10:00Z", "period": "2026-03"}  # in time: 30 days after March end on 1 May
CLAIMS = {**RECORDS, "claims": [CLAIM]}


@pytest.mark.parametrize(("as_of", "payable"), [(None, "600.00 GBP"), ("2026-04-01T00:00+01:00", "0.00 GBP"), ("2026-04-20", "600.00 GBP")])
def test_a_claim_of_after_the_end(tmp_path, as_of, payable):
    """5 % of 12,000 GBP are payable as soon as the claim is known: where an instant is asked for, not before it."""
    instant = as_of and (as_of if "T" in as_of else f"{as_of}T00:00Z")
    statement = sk.evaluate(CLAIMED, CLAIMS, period="2026-03", as_of=instant)
    assert str(statement.payable) == payable
    sent = bundles.bundle(statement.close(), CLAIMS, tmp_path / "march.zip", agreement=CLAIMED)
    assert bundles.verify(sent.path)


def test_a_lower_amount_is_still_seen(tmp_path):
    sent = bundles.bundle(sk.evaluate(CLAIMED, CLAIMS, period="2026-03"), CLAIMS, tmp_path / "march.zip", agreement=CLAIMED)
    text = text_of(sent, "statement.json").replace('"payable": "600.00 GBP"', '"payable": "0.00 GBP"')
    failed = bundles.verify(resealed(sent, tmp_path / "edited.zip", {"statement.json": text})).failed
    assert {(check.part, check.written, check.recomputed) for check in failed} == {("payable", "0.00 GBP", "600.00 GBP")}


def test_an_earlier_one_is_recomputed_too(tmp_path):
    """March was claimed on 12 April, and April rests on March: both are recomputed of the records of the bundle."""
    march = sk.evaluate(CLAIMED, CLAIMS, period="2026-03").close()
    april = sk.evaluate(CLAIMED, CLAIMS, period="2026-04", history=march)
    sent = bundles.bundle(april, CLAIMS, tmp_path / "april.zip", agreement=CLAIMED, history=march)
    verification = bundles.verify(sent.path)
    assert verification
    assert not verification.rests_on
