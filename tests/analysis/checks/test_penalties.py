"""Checks of penalties: what never pays, and what waits for more than there is."""

import pytest
from checked import codes, contract, only, promise

import slakit as sk
from slakit.analysis.checks.contract import Contract
from slakit.analysis.checks.penalties import makes_no_difference

FULL = {"counting": "full"}


@pytest.mark.parametrize(("penalty", "settings", "wanted"), [
    (sk.rules.Unreported("5 %"), {}, ["penalty-never-pays"]),
    (sk.rules.Unreported("5 %"), {"silence": "missed"}, []),
    (sk.Linear("1 %", per="1 pp") + sk.rules.Unreported("5 %"), {}, ["penalty-never-pays"]),
    (sk.Flat("0 %"), {}, ["penalty-never-pays"]),
    (sk.Flat("5 %").only_if(below="0 %"), {}, ["penalty-never-pays"]),
    (sk.Flat("5 %").only_if(in_a_row=3), {}, []),
    (sk.Right("terminate"), {}, []),
    (sk.Bonus({"99.99 %": "2 %"}), {}, []),
    (sk.Linear("1 %", per="1 pp", **FULL), {}, []),
    (sk.Linear("1 %", per="99 pp", **FULL), {}, []),  # 99.9 points short at most
    (sk.Linear("1 %", per="100 pp", **FULL), {}, ["step-never-reached"]),
    (sk.Linear("1 %", per="100 pp", counting="begun"), {}, []),
    (sk.Linear("1 %", per="100 pp", **FULL).capped("5 %"), {}, ["cap-never-binds", "step-never-reached"]),
])  # fmt: skip
def test_of_uptime(penalty, settings, wanted):
    """At the worst figure, at each edge, and for silence where that is a miss."""
    assert codes(promise(penalty=penalty, **settings)) == wanted


def test_places_of_parts():
    """Each rule of a sum is looked at by itself."""
    finding = only(promise(penalty=sk.Flat("5 %") + sk.rules.Unreported("5 %")))
    assert (finding.code, finding.place) == ("penalty-never-pays", "objectives[0].penalty[1]")
    assert finding.text == "it pays for a period without a report, and with silence = 'no data' there is none"


def test_only_below_what_there_is():
    """A condition that no figure meets is not one of silence, and the witness is the worst service."""
    finding = only(promise(penalty=sk.Flat("5 %").only_if(below="0 %")))
    assert finding.text == "it owes nothing, not even for the worst service"
    assert finding.witness.text == "Uptime in 2026-10 is 0 %, missed, and 0.00 EUR is owed"


def test_what_records_say_is_not_guessed():
    """A factor that records hold may be anything but nothing."""
    points = sk.rules.Product("2 EUR", {"weight": sk.factors.RecordedNumber("areas", "weight")})
    assert codes(promise(sk.Count("failures"), "at most 0", points)) == []


@pytest.mark.parametrize(("rule", "wanted"), [
    (sk.Flat("5 %").only_if(in_a_row=12), []),
    (sk.Flat("5 %").only_if(in_a_row=13), ["condition-out-of-reach"]),
    (sk.Flat("5 %").only_if(misses=(12, 24)), []),
    (sk.Flat("5 %").only_if(misses=(13, 24)), ["condition-out-of-reach"]),
    (sk.Flat("5 %").repeated({12: 2}), []),
    (sk.Flat("5 %").repeated({13: 2}), ["condition-out-of-reach"]),
    (sk.Flat("5 %").earned_back(11), []),
    (sk.Flat("5 %").earned_back(12), ["condition-out-of-reach"]),
])  # fmt: skip
def test_conditions(rule, wanted):
    """A year has twelve months: the twelfth miss may come, and eleven good months after one."""
    assert codes(promise(penalty=rule)) == wanted


@pytest.mark.parametrize(("owing", "within", "wanted"), [
    ("60 points", None, []),  # twelve months of five
    ("61 points", None, ["right-out-of-reach"]),
    ("15 points", 3, []),
    ("16 points", 3, ["right-out-of-reach"]),
])  # fmt: skip
def test_rights(owing, within, wanted):
    """The most that so many months owe, against what the right asks for."""
    rule = sk.Flat("5 points").grants("terminate", owing=owing, within=within)
    assert codes(promise(penalty=rule)) == wanted


def test_rights_of_money():
    """A share of the fee is money: three months of 5 % are no 16 %."""
    assert codes(promise(penalty=sk.Flat("5 %").grants("terminate", owing="15 %", within=3))) == []
    assert codes(promise(penalty=sk.Flat("5 %").grants("terminate", owing="16 %", within=3))) == ["right-out-of-reach"]
    doubled = sk.Flat("5 %").repeated({2: 2}).grants("terminate", owing="25 %", within=3)
    assert codes(promise(penalty=doubled)) == []  # 5 %, 10 % and 10 %, and more before


def test_witness_of_a_right():
    """So many bad months, and no right in the statement of them."""
    made = contract(promise(penalty=sk.Flat("5 points").grants("terminate", owing="16 points", within=3)))
    (finding,) = sk.check(made)
    statement = sk.evaluate(made, finding.witness.records)
    assert (len(statement.missed), statement.rights) == (3, ())


@pytest.mark.parametrize(("edges", "wanted"), [
    ({"99.9 %": "2 %"}, ["bonus-for-meeting"]),
    ({"99.95 %": "2 %"}, []),
])  # fmt: skip
def test_bonus(edges, wanted):
    """A bonus at the target itself."""
    assert codes(promise(penalty=sk.Bonus(edges))) == wanted


def test_bonus_by_steps():
    """Better by nothing earns nothing."""
    assert codes(promise(penalty=sk.Bonus(sk.Linear("1 %", per="0.01 pp")))) == []


@pytest.mark.parametrize(("rule", "owed"), [
    (sk.Flat("10 %").only_if(in_a_row=13), "600.00 EUR"),  # 12 times 5 % of 1,000
    (sk.Flat("10 %").only_if(misses=(13, 24)), "600.00 EUR"),
    (sk.Flat("10 %").repeated({13: 2}), "1,800.00 EUR"),  # 12 times 5 % and 10 % of 1,000
])  # fmt: skip
def test_a_condition_within_a_sum(rule, owed):
    """The witness is a year of misses, for which the same is owed as if the part were not there."""
    agreement = contract(promise(penalty=sk.Flat("5 %") + rule))
    (finding,) = sk.check(agreement)
    assert finding.code == "condition-out-of-reach"
    assert finding.witness.text == f"Uptime is missed in 12 periods, and {owed} is owed, as without this part"
    assert sk.evaluate(agreement, finding.witness.records).credit.show() == owed


def test_a_part_that_never_pays():
    """The witness says that the other part is all that is owed."""
    (finding,) = sk.check(contract(promise(penalty=sk.Flat("5 %") + sk.rules.Unreported("5 %"))))
    assert finding.witness.text.endswith("missed, and 50.00 EUR is owed, as without this part")


def test_no_witness_for_a_part_that_pays():
    """The second month in a row is in reach, so that the same is not owed without it."""
    second = sk.Flat("10 %").only_if(in_a_row=2)
    (made,) = Contract(contract(promise(penalty=sk.Flat("5 %") + second))).promises
    assert makes_no_difference(made, second) is None
