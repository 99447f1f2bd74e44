"""Mutants: each differs from the contract in one term, and a test notices those that change what it looks at."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import slakit as sk
from slakit import testing as skt
from slakit.analysis.diffs.compare_terms import changed_terms

HOSTING = sk.loads(
    """
    name = "Hosting"
    provider = "Provider"
    customer = "Customer"
    term = ["2026-01-01", "2027-01-01"]
    timezone = "UTC"
    fee = "1000 EUR"

    [[objectives]]
    name = "Uptime"
    clause = "4.1"
    metric = { is = "uptime", stream = "outages" }
    target = "at least 99 %"
    penalty = { is = "tiered", below = { "99 %" = "5 %", "95 %" = "25 %" }, capped = "20 %" }
    """
)
START = datetime(2026, 6, 8, tzinfo=UTC)
# June has 720 hours: 1 % is 7.2 h, 5 % is 36 h
AT_99, AT_95 = timedelta(hours=7, minutes=12), timedelta(hours=36)
INSTANT = timedelta(microseconds=1)


def credit(agreement, down):
    records = {"outages": [{"start": START, "end": START + down}]}
    return sk.evaluate(agreement, records, period="2026-06").credit


def texts(agreement):
    return [str(mutant) for mutant in skt.mutants(agreement)]


def test_one_term_at_a_time():
    """The whole list of a small contract, in words."""
    assert texts(HOSTING) == [
        "timezone: UTC -> America/New_York",
        "fee: 1,000.00 EUR -> 1,100.00 EUR",
        "fee: 1,000.00 EUR -> 900.00 EUR",
        "window: monthly -> quarterly",
        "window: monthly -> monthly from 2000-01-02",
        "clause 4.1 Uptime, target: at least 99 % -> more than 99 %",
        "clause 4.1 Uptime, target: at least 99 % -> at least 100 %",
        "clause 4.1 Uptime, target: at least 99 % -> at least 98 %",
        "clause 4.1 Uptime, penalty capped removed: 20 %",
        "clause 4.1 Uptime, penalty removed: tiered (below 95 %: 25 %; below 99 %: 5 %); capped: 20 %",
        "clause 4.1 Uptime, penalty below 95 % removed: 25 %",
        "clause 4.1 Uptime, penalty below (for 25 %): 95 % -> 96 %",
        "clause 4.1 Uptime, penalty below (for 25 %): 95 % -> 94 %",
        "clause 4.1 Uptime, penalty below 95 %: 25 % -> 26 %",
        "clause 4.1 Uptime, penalty below 99 % removed: 5 %",
        "clause 4.1 Uptime, penalty below (for 5 %): 99 % -> 100 %",
        "clause 4.1 Uptime, penalty below (for 5 %): 99 % -> 98 %",
        "clause 4.1 Uptime, penalty below 99 %: 5 % -> 6 %",
        "clause 4.1 Uptime, penalty capped: 20 % -> 21 %",
        "clause 4.1 Uptime, penalty capped: 20 % -> 19 %",
    ]


def test_a_mutant_says_where():
    mutant = next(mutant for mutant in skt.mutants(HOSTING) if "95 % removed" in str(mutant))
    assert mutant.path == 'objectives[0].penalty.below."95 %"'
    assert repr(mutant) == f"<Mutant {mutant}>"
    assert credit(mutant.agreement, timedelta(hours=40)) == sk.money("50 EUR")


def test_survivors():
    """Credits on both sides of both edges: not noticed are the target, the zone, where the outage is in June too, and 25 % capped at 20."""
    expected = {AT_99: "0 EUR", AT_99 + INSTANT: "50 EUR", AT_95: "50 EUR", AT_95 + INSTANT: "200 EUR"}

    def test(agreement):
        for down, amount in expected.items():
            assert credit(agreement, down) == sk.money(amount)

    assert [str(mutant) for mutant in skt.survivors(HOSTING, test)] == [
        "timezone: UTC -> America/New_York",
        "clause 4.1 Uptime, target: at least 99 % -> more than 99 %",
        "clause 4.1 Uptime, target: at least 99 % -> at least 100 %",
        "clause 4.1 Uptime, target: at least 99 % -> at least 98 %",
        "clause 4.1 Uptime, penalty below 95 %: 25 % -> 26 %",
    ]


def test_survivors_among_some():
    """Only those that are asked for are tried."""
    some = [mutant for mutant in skt.mutants(HOSTING) if mutant.keys == ("fee",)]
    assert skt.survivors(HOSTING, lambda agreement: None, some) == tuple(some)


def test_a_test_that_fails_already():
    def test(agreement):
        assert credit(agreement, AT_99) == sk.money("1 EUR"), "0.00 EUR is not 1.00 EUR"

    with pytest.raises(
        sk.errors.UsageError, match=r"^the test fails for the contract as it is: 0.00 EUR is not 1.00 EUR; mend the test first$"
    ):
        skt.survivors(HOSTING, test)


def test_an_error_of_the_library_is_noticed_and_another_is_not_hidden():
    def test(agreement):
        if agreement.timezone != "UTC":
            raise sk.errors.UsageError("no")
        if agreement.fee != HOSTING.fee:
            raise KeyError("a bug of the test")

    with pytest.raises(KeyError, match="a bug of the test"):
        skt.survivors(HOSTING, test)


CONTRACTS = sorted((Path(__file__).parents[3] / "examples" / "contracts").glob("*.toml"))


@given(st.sampled_from(CONTRACTS), st.data())
def test_each_mutant_of_each_contract_differs_in_one_place(path, data):
    """Each is another contract, no two are the same, and the change is found where the path says."""
    agreement = sk.load(path)
    mutants = skt.mutants(agreement)
    assert len({mutant.agreement for mutant in mutants} | {agreement}) == len(mutants) + 1
    mutant = data.draw(st.sampled_from(mutants))
    changes = list(changed_terms(agreement, mutant.agreement))
    assert changes
    assert str(mutant) == "; ".join(map(str, changes))
    assert skt.mutants(agreement) == mutants


def test_numbers_change_by_their_last_digit():
    """99.95 % is 99.96 % or 99.94 %; a third has no last digit, and a tenth more or less is 11/30 or 9/30."""
    agreement = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        objectives=[sk.Objective("Up", sk.Uptime("outages"), "at least 99.95 %", penalty=sk.Linear("50 EUR", per="1/3 pp"))],
    )
    mutants = skt.mutants(agreement)
    limits = [mutant.agreement.objectives[0].target.limit for mutant in mutants if mutant.keys[-1] == "limit"]
    assert limits == [sk.quantity("99.96 %"), sk.quantity("99.94 %")]
    steps = [mutant.agreement.objectives[0].penalty.per.base for mutant in mutants if mutant.keys[-1] == "per"]
    assert steps == [Fraction(11, 3000), Fraction(9, 3000)]
