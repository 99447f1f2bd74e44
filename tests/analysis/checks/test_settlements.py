"""Checks of settlements: steps, points and claims that have nothing to work on."""

import pytest
from checked import codes, only, promise

import slakit as sk

MONEY, POINTS, DAYS, RIGHT = sk.Flat("5 %"), sk.Flat("5 points"), sk.Flat("3 days"), sk.Right("terminate")
EARNS = sk.Bonus({"99.99 %": "2 %"})
POINT = sk.steps.Convert("1 point", "1 %")


@pytest.mark.parametrize(("steps", "penalty", "wanted"), [
    ([POINT], POINTS, []),
    ([POINT], DAYS, ["step-without-use"]),
    ([sk.steps.Convert("1 day")], DAYS, []),
    ([sk.steps.Convert("1 day")], MONEY, ["step-without-use"]),
    ([sk.steps.PointsTable({5: "2 %"})], POINTS, []),
    ([sk.steps.PointsTable({5: "2 %"})], MONEY, ["step-without-use"]),
    ([sk.steps.Offset()], MONEY + EARNS, []),
    ([sk.steps.Offset()], MONEY, ["step-without-use"]),
    ([sk.steps.Offset()], MONEY.earned_back(2), []),
    ([sk.steps.BonusBank()], MONEY + EARNS, []),
    ([sk.steps.BonusBank()], MONEY, ["step-without-use"]),
    ([sk.steps.BonusBank(opening="500 EUR")], MONEY, []),
    ([sk.steps.EarnBack(2), sk.steps.Offset()], MONEY, []),
    ([sk.steps.EarnBack(2)], RIGHT, ["step-without-use"]),
    ([sk.steps.OnlyLargest()], MONEY, ["step-without-use"]),  # of one
    ([sk.steps.Round("1 EUR")], RIGHT, ["step-without-use"]),
])  # fmt: skip
def test_steps(steps, penalty, wanted):
    """Each step, with what it works on and without."""
    assert codes(promise(penalty=penalty), settlement=sk.Settlement(steps=steps)) == wanted


def test_of_several():
    """Of two that owe, one may be the larger."""
    other = promise(sk.Share("posts", good={"ok": True}), "at least 95 %", MONEY, name="Posts")
    assert codes(promise(penalty=MONEY), other, settlement=sk.Settlement(steps=[sk.steps.OnlyLargest()])) == []


def test_of_ones_own():
    """A rule that does not say what it pays may pay anything."""

    @sk.penalty
    def mine(case):
        return sk.money("5 EUR") if case.missed else None

    assert codes(promise(penalty=mine), settlement=sk.Settlement(steps=[sk.steps.Offset()])) == []


@pytest.mark.parametrize(("penalty", "wanted"), [
    (POINTS, ["points-without-use"]),
    (POINTS + RIGHT, []),
    (POINTS.grants("terminate", owing="20 points"), []),
    (DAYS, []),  # days of service are what the customer gets
    (sk.Flat("3 items"), []),
])  # fmt: skip
def test_points(penalty, wanted):
    """Points alone are worth nothing."""
    assert codes(promise(penalty=penalty)) == wanted


@pytest.mark.parametrize(
    ("penalty", "wanted"), [(MONEY, []), (DAYS, []), (RIGHT, ["claims-with-nothing-to-claim"]), (None, ["claims-with-nothing-to-claim"])]
)
def test_claims(penalty, wanted):
    """Money and days are claimed, a right stands."""
    assert codes(promise(penalty=penalty), settlement=sk.Settlement(claims=sk.Claims("30 days"))) == wanted


def test_no_claim_is_needed():
    """What is paid by itself needs nothing to be claimed."""
    assert codes(promise(), settlement=sk.Settlement(claims=sk.Claims(automatic=True))) == []


@pytest.mark.parametrize(("within", "after", "wanted"), [
    ("30 days", "incident", ["claim-due-before-period-ends"]),  # of an outage on 1 October until the 31st, and the month goes on
    ("32 days", "incident", []),
    ("5 days", "period", []),
])  # fmt: skip
def test_deadlines(within, after, wanted):
    """The longest month has 31 days and an hour."""
    assert codes(promise(penalty=MONEY), settlement=sk.Settlement(claims=sk.Claims(within, after=after))) == wanted


def test_place_and_clause_of_claims():
    """The clause is that of the claims."""
    claims = sk.Claims("5 days", after="incident", clause="8.3")
    finding = only(promise(penalty=MONEY, clause="4.1"), settlement=sk.Settlement(claims=claims))
    assert (finding.place, finding.clause) == ("settlement.claims.within", "8.3")


def test_a_notice_may_be_early():
    """The last stage is the claim itself; it is reported where it stands, and a notice before it needs no finished month."""
    notice, late = sk.steps.ClaimStage("notice", "1 day", after="incident"), sk.steps.ClaimStage("claim", "30 days")
    early = sk.steps.ClaimStage("claim", "5 days", after="incident")
    assert codes(promise(penalty=MONEY), settlement=sk.Settlement(claims=sk.Claims(stages=[notice, late]))) == []
    for stages, place in (([notice, early], "settlement.claims.stages[1].within"), ([early], "settlement.claims.stages[0].within")):
        finding = only(promise(penalty=MONEY), settlement=sk.Settlement(claims=sk.Claims(stages=stages)))
        assert (finding.code, finding.place) == ("claim-due-before-period-ends", place)
