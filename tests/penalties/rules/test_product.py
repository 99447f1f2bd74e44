"""Product formulas and pools, worked out by hand."""

from fractions import Fraction

import pytest
from attrs import frozen
from penalty_cases import amount, assessed, case, fed, silent, written

import slakit as sk
from slakit.penalties.bases.credit_base import Missing

REPEATS = sk.factors.LookupNumber(sk.factors.MeasuredNumber(per=1), above={4: "1.5", 8: "2"})
FORMULA = sk.rules.Product(
    "2 GBP",
    {
        "WF": sk.factors.RecordedNumber("areas", "weight", by="area"),
        "DP": sk.factors.RecordedNumber("deductions", "periods", by="area"),
        "UU": sk.factors.RecordedNumber("use", "factor", by="area"),
        "RD": REPEATS,
    },
)


@pytest.mark.parametrize(("failures", "used", "owed"), [(3, "0.5", "90.00"), (5, "1", "270.00"), (4, "1", "180.00"), (9, "1", "360.00")])
def test_the_unavailability_deduction(failures, used, owed):
    """AR x WF x DP x UU x RD: 2 x 30 x 3, half if used, 1.5 times above four failures, twice above eight (fire and police stations)."""
    read = fed(areas=30, deductions=3, use=used)
    assert amount(FORMULA, failures, "at most 0", fee=None, read=read) == f"{owed} GBP"
    assert written(FORMULA)


def test_its_arithmetic():
    """Every factor by its name."""
    results = assessed(FORMULA, case(3, "at most 0", read=fed(areas=30, deductions=3, use="0.5")))
    assert results == ("90.00 GBP", ("WF 30 x DP 3 x UU 0.5 x RD 1: 45 x 2.00 GBP = 90.00 GBP",))


def test_a_factor_without_a_number():
    """It leaves the line unsettled, and so does one below nothing."""
    with pytest.raises(Missing, match="stream 'use' has no factor for 2026-04"):
        FORMULA.assess(case(3, "at most 0", read=fed(areas=30, deductions=3)))
    with pytest.raises(Missing, match="the factor 'UU' is -1, less than nothing"):
        FORMULA.assess(case(3, "at most 0", read=fed(areas=30, deductions=3, use=-1)))
    assert assessed(FORMULA, case(0, "at most 0")) == ("0.00 GBP", ())


def test_goods_outside_their_range():
    """(15 - 13) and (70 - 65), each x 0.2 x 3,000 units: 1,200 and 3,000, together 4,200 (perishable goods)."""
    rule = sk.rules.Product("0.2 USD", {"deviation": sk.factors.Shortfall(per=1), "units": sk.factors.RecordedNumber("shipments", "units")})
    read = fed(shipments=3000)
    results = [
        amount(rule, measured, target, fee=None, currency="USD", read=read)
        for measured, target in ((15, "between 2 and 13"), (65, "between 70 and 90"))
    ]
    assert results == ["1200.00 USD", "3000.00 USD"]


def test_other_factors():
    """Three failures less one; 2.5 hours less one are two begun; a share of the fee as the rate."""
    given = case("2.5 hours", "at most 1 hour", breaches=3)
    rule = sk.rules.Product(
        "1 %",
        {
            "late": sk.factors.Failures(free=1),
            "hours": sk.factors.MeasuredNumber(per="1 hour", free="1 hour", counting="begun"),
            "half": "0.5",
        },
    )
    assert assessed(rule, given) == ("240.00 GBP", ("late 2 x hours 2 x half 0.5: 2 x 1 % of 12,000.00 GBP = 240.00 GBP",))
    assert assessed(rule, silent("at most 1 hour"))[0] == "0.00 GBP"
    assert (
        sk.factors.LookupNumber(sk.factors.Failures(), at_or_above={2: 3}, otherwise="0.5").value(case(1, "at most 0", breaches=1))
        == sk.quantity("0.5").base
    )
    assert written(rule)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: sk.rules.Product("2 GBP", {}), "is not a table of named factors"),
        (lambda: sk.rules.Product("2 GBP", {"UU": "half"}), "the factor 'UU' is not a number"),
        (lambda: sk.rules.Product("2 GBP", {"UU": -1}), "not a number of zero or more"),
        (lambda: sk.rules.Pool("5 GBP"), "is not a share"),
        (lambda: sk.rules.Pool("5 %", at_risk="3 days"), "is not money"),
    ],
)
def test_what_is_no_formula(make, says):
    """The error says what to write."""
    with pytest.raises(sk.errors.ContractError, match=says):
        make()


@pytest.mark.parametrize(
    ("factor", "says"),
    [
        (sk.factors.Shortfall(per="1 hour"), "not in the unit of the target"),
        (sk.factors.MeasuredNumber(per="1 hour"), "not in the unit of"),
        (sk.factors.LookupNumber(sk.factors.Failures(), above={2: 1}), "has no single failures"),
    ],
)
def test_factors_that_do_not_fit(factor, says):
    """Found when the contract is made."""
    with pytest.raises(sk.errors.ContractError, match=says):
        sk.Objective("O", sk.kpis.Gauge("goods", "degrees"), "at most 13", penalty=sk.rules.Product("2 GBP", {"F": factor}))


def test_pools():
    """50 % x 40 % of the 10 % of 100,000 that is at risk is 2,000 (a state's data centre services); three defaults make 11,900."""
    rule = sk.rules.Pool("40 %", pool="50 %", at_risk="10 %")
    assert assessed(rule, case("90 %", fee="100000 USD", currency="USD")) == (
        "2000.00 USD",
        ("at risk: 10 % of 100,000.00 USD = 10,000.00 USD", "50 % x 40 % of that = 2,000.00 USD"),
    )
    others = [sk.rules.Pool("90 %", pool="60 %", at_risk="10 %"), sk.rules.Pool("60 %", pool="75 %", at_risk="10 %")]
    assert amount(rule + others[0] + others[1], "90 %", fee="100000 USD", currency="USD") == "11900.00 USD"
    assert amount(rule, "99.9 %") == "0.00 GBP"
    assert amount(sk.rules.Pool("25 %", at_risk="80000 GBP"), "90 %", fee=None) == "20000.00 GBP"
    assert assessed(rule, silent())[0] == "240.00 GBP"
    assert written(rule)


def test_a_pool_of_the_fees_less_what_is_passed_through():
    """10 % of 1,000,000 less 200,000 are 80,000 at risk; a quarter of that 20,000 (a state's IT agency)."""
    rule = sk.rules.Pool("25 %", at_risk="10 %", of=sk.bases.Fee() - sk.bases.RecordedAmount("invoices", "passed on"))
    results = assessed(rule, case("90 %", fee="1000000 USD", currency="USD", read=fed(invoices=200000)))
    assert results == (
        "20000.00 USD",
        ("at risk: 10 % of the fee less passed on of invoices, 800,000.00 USD = 80,000.00 USD", "25 % of that = 20,000.00 USD"),
    )
    assert written(rule)


def test_a_share_of_the_orders_concerned():
    """2 % of the 8,000 that late orders are worth (a state's software terms)."""
    rule = sk.Flat("2 %", of=sk.bases.RecordedAmount("orders", "value", where={"late": True}))
    assert amount(rule, "90 %", fee=None, currency="USD", read=fed(orders=8000)) == "160.00 USD"
    assert written(rule)


def test_a_factor_of_ones_own_sees_earlier_periods():
    """Missed in January and February: 10 x 1, and 10 x 2 for the second in a row, through a table, too."""

    @frozen(repr=False)
    class InARow(sk.factors.Factor):
        def value(self, case):
            return Fraction(case.streak)

    rows = [{"at": f"2026-{month:02}-05T00:00Z"} for month in (1, 2)]
    settings = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2026-03-01"), "timezone": "UTC", "fee": "1 GBP"}
    for factor in (InARow(), sk.factors.LookupNumber(InARow(), at_or_above={2: 2})):
        rule = sk.rules.Product("10 GBP", {"in a row": factor})
        agreed = sk.Agreement("C", **settings, objectives=[sk.Objective("O", sk.Count("faults"), "at most 0", penalty=rule)])
        assert [str(line.credit) for line in sk.evaluate(agreed, {"faults": rows}).lines] == ["10.00 GBP", "20.00 GBP"]
