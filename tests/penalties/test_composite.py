"""A rule answers for all that its fields hold: rules, bases, factors and money, also within tuples."""

import pytest
from attrs import frozen

import slakit as sk

CHARGES = sk.bases.RecordedAmount("charges", "amount")


@frozen(repr=False)
class Better(sk.PenaltyRule):
    """A rule of a user that holds others, and says nothing of them."""

    rules: tuple[sk.PenaltyRule, ...]
    of: sk.bases.CreditBase

    def assess(self, case):
        return self.rules[0].assess(case)


NESTED = Better((sk.Flat("5 %"), sk.Linear("2 EUR", per="1 pp", against="150 %").capped("9 EUR")), sk.bases.Fee() - CHARGES)


def test_a_walk_is_depth_first():
    """The rule itself, then each part with its own parts."""
    assert [type(part).__name__ for part in NESTED.walk()] == ["Better", "Flat", "Capped", "Linear", "Less", "Fee", "RecordedAmount"]


def test_what_the_parts_name():
    """9.00 of the cap, 2.00 of the rule within it; the charges; and a share of the fee."""
    assert [str(amount) for amount in NESTED.amounts] == ["9.00 EUR", "2.00 EUR"]
    assert [reading.stream for reading in NESTED.readings] == ["charges"]
    assert NESTED.needs_fee
    assert not Better((sk.Flat("5 EUR"),), CHARGES).needs_fee


def test_parts_are_checked_with_the_target():
    """150 % is no figure of a share, wherever it stands."""
    with pytest.raises(sk.errors.ContractError, match="lies outside 0 % to 100 %"):
        sk.Objective("Up", sk.Uptime("outages"), "at least 99 %", penalty=NESTED)


def test_whether_a_rule_looks_back():
    """A rule of a user may; those of the library say so, with all that they hold."""
    assert NESTED.needs_past
    for rule, looks_back in [
        (sk.Flat("5 %").capped("3 %") + sk.PerBreach("1 EUR"), False),
        (sk.Tiered({"99 %": sk.Flat("1 %").repeated({2: 2})}), True),
        (sk.Flat("5 %").only_if(above="50 %"), False),
        (sk.Flat("5 %").only_if(in_a_row=2).capped("3 %"), True),
        (sk.rules.Product("1 EUR", {"n": sk.factors.MeasuredNumber(per=1)}), False),
    ]:
        assert rule.needs_past is looks_back, rule


def test_bases_of_several_kinds_have_no_common_share():
    """A cap of 10 % may be of the fee or of the charges."""
    with pytest.raises(sk.errors.ContractError, match="write of=Fee"):
        (sk.Flat("5 %") + sk.Flat("5 %", of=CHARGES)).capped("10 %")
