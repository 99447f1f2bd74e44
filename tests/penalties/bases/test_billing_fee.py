"""BillingFee: the fee of the billing period that a line is settled in; worked out by hand."""

import pytest
from penalty_cases import case, written

import slakit as sk
from slakit.agreements.amendment import Amendment
from slakit.documents.named_parts import RESERVED
from slakit.penalties.bases.billing_fee import BillingFee
from slakit.penalties.bases.credit_base import BeforeTerm, Missing

THIRTIETH = sk.Flat("1/30", of=BillingFee())


def agreement(window, penalty=THIRTIETH, fee="3000 GBP", **settings):
    parties = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": fee}
    objective = sk.Objective("O", sk.Count("faults"), "at most 0", window=window, penalty=penalty)
    return sk.Agreement("A", **parties | settings, objectives=[objective])


def owed(agreed, *days, period=None):
    rows = [{"at": f"2026-{day}T12:00Z"} for day in days]
    return [str(line.credit) for line in sk.evaluate(agreed, {"faults": rows}, period=period).missed]


def test_a_day_of_a_month():
    """A thirtieth of 3,000 for each bad day, 100 in February as in July; of the fee of that day it would be 3.57 (3000 / 28 / 30)."""
    assert owed(agreement("daily"), "02-10", "07-10") == ["100.00 GBP", "100.00 GBP"]
    assert owed(agreement("daily", sk.Flat("1/30")), "02-10") == ["3.57 GBP"]


def test_a_quarter_of_months():
    """10 % of 3,000 is 300 for a quarter, which is settled in its last month; of its own fee it would be 900."""
    assert owed(agreement("quarterly", sk.Flat("10 %", of=BillingFee())), "02-10") == ["300.00 GBP"]
    assert owed(agreement("quarterly", sk.Flat("10 %")), "02-10") == ["900.00 GBP"]


def test_the_bill_before():
    """A fee of 3,000 to June and 6,000 from July: on 10 July the bill is 6,000 and the one before 3,000; January has none before it."""
    agreed = agreement("daily", sk.Flat("1/30", of=BillingFee(1)), amendments=[Amendment("2026-07-01", fee="6000 GBP")])
    assert owed(agreed, "07-10", "08-10") == ["100.00 GBP", "200.00 GBP"]
    first = sk.evaluate(agreed, {"faults": [{"at": "2026-01-10T00:00Z"}]}, period="2026-01-10").line("O")
    assert first.unsettled == "2026-01-10: there is no fee of the billing period before"


def test_a_bill_that_the_term_cuts():
    """Half of a month at 3,000 is billed, 1,500 for the 14 days of a February from the 15th; a thirtieth is 50."""
    agreed = agreement("daily", term=("2026-02-15", "2026-12-01"))
    assert owed(agreed, "02-20", "03-20") == ["50.00 GBP", "100.00 GBP"]


def test_earlier_periods_of_the_line():
    """Its mean over two days is that of the bills that those days are in: (3,000 + 6,000) / 2 on 1 July, of which 1/30 is 150."""
    agreed = agreement(
        "daily",
        sk.Flat("1/30", of=sk.bases.Average(2, BillingFee(), current=True)),
        amendments=[Amendment("2026-07-01", fee="6000 GBP")],
    )
    assert owed(agreed, "07-01", "07-02") == ["150.00 GBP", "200.00 GBP"]


def test_in_arrears():
    """The second bad day in a row pays for both, each by its own bill: 100 of June and 200 of July."""
    rule = THIRTIETH.only_if(in_a_row=2, arrears=True)
    agreed = agreement("daily", rule, amendments=[Amendment("2026-07-01", fee="6000 GBP")])
    assert owed(agreed, "06-30", "07-01")[-1] == "300.00 GBP"


def test_a_step_of_the_settlement():
    """There it is the fee of the bill that is settled: no more than 5 % of 3,000."""
    agreed = agreement("daily", settlement=sk.Settlement(steps=[sk.steps.Cap("5 %", of=BillingFee())]))
    found = sk.evaluate(agreed, {"faults": [{"at": f"2026-02-{day}T12:00Z"} for day in (10, 11)]}, period="2026-02")
    assert str(found.payable) == "150.00 GBP"


def test_where_there_is_none():
    """Of a case that knows of no bill, now or before; a rule on it needs a fee."""
    for base, kind in ((BillingFee(), Missing), (BillingFee(1), BeforeTerm), (BillingFee(-1), Missing)):
        with pytest.raises(kind, match=r"^there is no fee of the billing period"):
            base.amount(case("99 %"))
    assert BillingFee().needs_fee
    shown = [BillingFee(back).show().removeprefix("the fee of the billing period") for back in (0, 1, -1, 2, -3)]
    assert shown == ["", " before", " after", " 2 before", " 3 after"]
    assert written(THIRTIETH)


def test_the_arithmetic_of_a_line():
    """It names the base."""
    line = sk.evaluate(agreement("daily"), {"faults": [{"at": "2026-02-10T00:00Z"}]}, period="2026-02-10").line("O")
    assert line.steps == ("1/30 of the fee of the billing period, 3,000.00 GBP = 100.00 GBP",)


@pytest.mark.parametrize("form", ["toml", "json"])
def test_in_a_document(form):
    """A text of its own, which no name of a document may take, and a table for the bill before."""
    for base, text in ((BillingFee(), "fee of the billing period"), (BillingFee(1), "fee of the billing period")):
        agreed = agreement("daily", sk.Flat("1/30", of=base))
        assert text in sk.dumps(agreed, format=form)
        assert sk.loads(sk.dumps(agreed, format=form), format=form) == agreed
    assert "fee of the billing period" in RESERVED["bases"]
    taken = sk.dumps(agreement("daily")).replace("[[objectives]]", '[bases]\n"fee of the billing period" = "5 GBP"\n[[objectives]]')
    with pytest.raises(sk.errors.ContractError, match="write another name"):
        sk.loads(taken)


def test_its_payoff_and_its_findings():
    """The payoff of a day pays of the bill, and a check without records does, too: the fee is used."""
    agreed = agreement("daily")
    assert "fee-without-use" not in {finding.code for finding in sk.check(agreed)}
    assert "100.00 GBP" in str(sk.testing.payoff(agreed, "O", period="2026-02-10"))
