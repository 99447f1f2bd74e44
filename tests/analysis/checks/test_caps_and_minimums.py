"""Checks of caps and smallest amounts, of rules and of settlements, with the arithmetic of each."""

import pytest
from checked import codes, only, promise

import slakit as sk

T = sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})  # of 1,000: 50, then 100


@pytest.mark.parametrize(("penalty", "wanted"), [
    (T.capped("8 %"), []),
    (T.capped("10 %"), ["cap-never-binds"]),  # the last tier is 10 %
    (T.capped("100 EUR"), ["cap-never-binds"]),
    (T.capped("99.99 EUR"), []),
    (T.capped("5 %"), []),  # the first tier is not cut
    (T.capped("4 %"), ["cap-always-binds"]),
    (sk.Linear("1 %", per="1 pp").capped("100 %"), ["cap-never-binds"]),  # 99.9 points short at most: 99.9 %
    (sk.Linear("1 %", per="1 pp").capped("99 %"), []),
    (sk.Linear("1 %", per="1 pp", counting="full").capped("99 %"), ["cap-never-binds"]),  # 99 full points
    (sk.Linear("5 %", per="1 pp", counting="full").capped("4 %"), ["cap-always-binds"]),  # the first full point is 5 %
    (sk.Linear("5 %", per="1 pp").capped("4 %"), []),  # in proportion it begins with nothing
    (sk.Flat("3 days").capped("2 days"), ["cap-always-binds"]),
    (sk.Flat("3 days").capped("3 days"), ["cap-never-binds"]),
])  # fmt: skip
def test_of_rules(penalty, wanted):
    """A rule is held against its cap at the worst figure and just beyond each edge."""
    assert codes(promise(penalty=penalty)) == wanted


def test_without_end():
    """Where there is no worst figure, a rule that grows reaches any cap, and a table does not."""
    slow = sk.Elapsed("faults", since="reported", until="repaired", statistic="max")
    assert codes(promise(slow, "at most 4 hours", sk.rules.Accrual("10 EUR", per="1 hour").capped("5000 EUR"))) == []
    table = sk.Tiered(above={"4 hours": "50 EUR"}).capped("5000 EUR")
    assert codes(promise(slow, "at most 4 hours", table)) == ["cap-never-binds"]


def test_of_what_records_say():
    """A cap of another base than the shares of a rule cannot be told; of the same base it can."""
    charges = sk.bases.RecordedAmount("charges", "amount")
    same = sk.Tiered({"99.9 %": "10 %"}, of=charges).capped("25 %")
    assert codes(promise(penalty=same)) == ["cap-never-binds"]
    assert codes(promise(penalty=sk.Tiered({"99.9 %": "10 %"}, of=charges).capped("25 EUR"))) == []


@pytest.mark.parametrize(("cap", "wanted"), [
    ("15 %", []),  # two promises owe 100 each at most, 200 together
    ("20 %", ["cap-never-binds"]),
    ("4 %", ["cap-always-binds"]),  # 50 is the least
    ("200 EUR", ["cap-never-binds"]),
    ("199 EUR", []),
])  # fmt: skip
def test_of_settlements(cap, wanted):
    """The promises of a bill are added up."""
    other = promise(sk.Share("posts", good={"ok": True}), "at least 99.9 %", T, name="Posts")
    assert codes(promise(penalty=T), other, settlement=sk.Settlement(cap=cap)) == wanted


def test_of_a_year():
    """A share of twelve bills is as much of one; money is shared by thirteen months at most that a stretch may touch."""
    year = [sk.steps.Cap("10 %", per="yearly")]
    assert codes(promise(penalty=T), settlement=sk.Settlement(steps=year)) == ["cap-never-binds"]
    assert codes(promise(penalty=T), settlement=sk.Settlement(steps=[sk.steps.Cap("9 %", per="yearly")])) == []
    assert codes(promise(penalty=T), settlement=sk.Settlement(steps=[sk.steps.Cap("1000 EUR", per="yearly")])) == []
    assert codes(promise(penalty=T), settlement=sk.Settlement(steps=[sk.steps.Cap("2000 EUR", per="yearly")])) == ["cap-never-binds"]


def test_of_shorter_periods():
    """A month of days owes as often as it has days: 31 times 100 at most."""
    daily = promise(penalty=sk.Flat("100 EUR"), window="daily")
    assert codes(daily, settlement=sk.Settlement(cap="3000 EUR")) == []
    assert codes(daily, settlement=sk.Settlement(cap="3100 EUR")) == ["cap-never-binds"]


def test_of_what_is_used_or_set_off():
    """A cap of which some is used already, or that counts what is left after bonuses, is left alone; one that leaves lines out is not."""
    for cap in (sk.steps.Cap("100 %", per="yearly", used="500 EUR"), sk.steps.Cap("20 %", net=True), sk.steps.Cap("4 %", net=True)):
        assert codes(promise(penalty=T), settlement=sk.Settlement(steps=[cap])) == []
    other = promise(sk.Share("posts", good={"ok": True}), "at least 99.9 %", T, name="Posts")
    without = sk.Settlement(steps=[sk.steps.Cap("10 %", excluding=["Posts"])])
    assert codes(promise(penalty=T), other, settlement=without) == ["cap-never-binds"]


def test_of_groups():
    """How many groups there are is not known, and so no sum of them."""
    assert codes(promise(sk.Uptime("outages").by("service"), penalty=T), settlement=sk.Settlement(cap="50 %")) == []


def test_place_and_clause():
    """A step has its number and its clause."""
    steps = [sk.steps.OnlyLargest(), sk.steps.Cap("4 %", clause="9.2")]
    both = promise(penalty=T, clause="4.1"), promise(penalty=T, name="Quarter", window="quarterly")
    finding = only(*both, settlement=sk.Settlement(steps=steps))
    assert (finding.code, finding.place, finding.clause) == ("cap-always-binds", "settlement.steps[1]", "9.2")


@pytest.mark.parametrize(
    ("least", "wanted"), [("100 EUR", []), ("100.01 EUR", ["minimum-never-reached"]), ("11 %", ["minimum-never-reached"])]
)
def test_minimum(least, wanted):
    """The worst service comes to 100."""
    assert codes(promise(penalty=T), settlement=sk.Settlement(steps=[sk.steps.MinimumPayout(least)])) == wanted


@pytest.mark.parametrize(("penalty", "fee", "wanted"), [
    (sk.Flat("0.01 %"), "49 EUR", ["money-rounded-away"]),  # 0.0049
    (sk.Flat("0.01 %"), "50 EUR", []),  # 0.005, half up
    (sk.Tiered({"99.9 %": "0.001 %", "99 %": "10 %"}), "100 EUR", ["money-rounded-away"]),  # 0.001
    (sk.Linear("0.001 %", per="1 pp"), "4 EUR", ["money-rounded-away"]),  # 0.003996 at 0 %
    (sk.Linear("1 %", per="1 pp"), "4 EUR", []),  # a hair short comes to nothing, and more does not
    (sk.Flat("0.4 %"), "100 JPY", ["money-rounded-away"]),  # yen have no minor unit: 0.4
])  # fmt: skip
def test_rounding(penalty, fee, wanted):
    """Only what comes to nothing at every figure of a tier."""
    assert codes(promise(penalty=penalty), fee=fee) == wanted


def test_rounding_of_the_settlement():
    """Where a step rounds, lines come to it exact."""
    assert (
        codes(promise(penalty=sk.Flat("0.01 %")), fee="49 EUR", settlement=sk.Settlement(steps=[sk.steps.Round("1 EUR", mode="up")])) == []
    )


def test_the_least_is_that_of_a_first_miss():
    """5 % are owed at first, and 15 % from the second miss in a row on, so that a cap of 12 % does not cut what is owed at first."""
    penalty = (sk.Flat("5 %") + sk.Flat("10 %").only_if(in_a_row=2)).capped("12 %")
    assert "cap-always-binds" not in codes(promise(penalty=penalty))
