"""The law of worse service at every measure: an edge that drawn records all but never hit is seen."""

import pytest

import slakit as sk
from slakit import testing as skt
from slakit.testing.law_checks import WORSE

GAP = {"below 99.9 % and above 95 %": "10 %", "below 95 %": "25 %"}


def contract(penalty, target="at least 99.9 %", metric=None):
    """A contract with one promise, for 100 EUR a month."""
    objective = sk.Objective("Uptime", metric or sk.Uptime("outages"), target, penalty=penalty)
    term = ("2026-01-01", "2027-01-01")
    return sk.Agreement("Bad", provider="P", customer="C", term=term, timezone="UTC", fee="100 EUR", objectives=[objective])


def test_a_gap_between_two_rows():
    """Exactly 95 % is in no row of the table: 10 EUR above it, nothing at it. The payoff is shown."""
    with pytest.raises(AssertionError) as error:
        skt.laws(contract(sk.Ranges(GAP, gap_pays="none")), examples=1)(WORSE)
    assert (
        str(error.value)
        == """\
'worse is never better for the provider' does not hold.

Bad, 2026-02: worse service, and less is owed: credit 10.00 EUR just above 95 %, and then 0.00 EUR at 95 %

Uptime, 2026-02: at least 99.9 %
  at least 99.9 %           0.00 EUR
  below 99.9 %, above 95 %  10.00 EUR
  exactly 95 %              0.00 EUR
  below 95 %                25.00 EUR"""
    )


@pytest.mark.parametrize("gap_pays", ["upper", "lower"])
def test_a_gap_that_pays(gap_pays):
    """Either row next to it will do."""
    skt.laws(contract(sk.Ranges(GAP, gap_pays=gap_pays)), examples=1)(WORSE)


def test_more_is_worse():
    """Of downtime the worse side is above: 20 EUR from one hour on, and 10 EUR from two."""
    tiers = sk.Tiered(above={"1 hour": "20 %", "2 hours": "10 %"}, less_for_worse=True)
    with pytest.raises(AssertionError, match=r"credit 20.00 EUR at 2 hour, and then 10.00 EUR just above 2 hour"):
        skt.laws(contract(tiers, "at most 1 hour", sk.Downtime("outages")), examples=1)(WORSE)


def test_a_bonus():
    """The bonus is what the customer owes: less of it for worse service is as it should be."""
    skt.laws(contract(sk.Bonus({"99.95 %": "1 %", "99.99 %": "2 %"})), examples=1)(WORSE)


@sk.penalty
def less_for_less(case):
    """A slope the wrong way: so many euros for each percent that is up."""
    return sk.money("100 EUR") * case.verdict.judged.base


def test_a_slope_to_the_end_of_what_can_be_measured():
    """No edge is below 50 %, where 50 EUR are paid; at 0 % nothing is."""
    with pytest.raises(AssertionError, match=r"credit 50.00 EUR just below 50 %, and then 0.00 EUR at 0 %"):
        skt.laws(contract(less_for_less, "at least 50 %"), examples=1)(WORSE)


@sk.penalty
def a_little_less_for_each_hour(case):
    """It may grow less with each hour, and has no end."""
    return sk.money("1000 EUR") / 100 * (100 - case.verdict.judged.base / 3_600_000_000 / 100)


def test_a_slope_without_an_end():
    """Above the last edge, 1 hour, 1,000 hours more are 100 EUR less."""
    with pytest.raises(AssertionError, match=r"credit 999.90 EUR just above 1 hour, and then 899.90 EUR at 1,001 hour"):
        skt.laws(contract(a_little_less_for_each_hour, "at most 1 hour", sk.Downtime("outages")), examples=1)(WORSE)
