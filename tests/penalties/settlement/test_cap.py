"""Cap: shares of what is left after the credits themselves, and caps of all but some objectives, worked out by hand."""

from settlement_cases import agreed, paid, rows, scored

import slakit as sk


def test_a_cap_of_the_charges_after_the_credits_themselves():
    """10 % of what is left of 1,000: 90.91, since 10 % of 909.09 is 90.91. Over a quarter 3,000 allow 272.73."""
    statement = scored(agreed(sk.steps.Cap("10 %", net=True)), "2026-01", a={"m01": 150}, b={"m01": 50})
    assert paid(statement) == ["68.18", "22.73"]  # three quarters and one quarter of 90.91
    assert str(statement.adjustments[0]) == ("2026-01: 200.00 GBP capped at 10 % of 1,000.00 GBP less what it limits = 90.91 GBP rounded")
    quarter = scored(agreed(sk.steps.Cap("10 %", net=True, per="quarterly"), names="A"), a={"m01": 150, "m02": 100, "m03": 100})
    assert paid(quarter)[:3] == ["150.00", "100.00", "22.73"]
    days = agreed(sk.steps.Cap("3 days", of=sk.bases.Fee(), net=True), names="A")  # 3/31 of the rest of 1,000 is 3/34 of it
    assert paid(scored(days, "2026-01", a={"m01": 150})) == ["88.24"]
    orders = sk.steps.Cap("25 %", of=sk.bases.RecordedAmount("charges", "amount"), net=True)  # 25 % of the rest of 500 is a fifth of it
    charges = [{"at": "2026-01-31T00:00Z", "amount": 500}]
    assert paid(sk.evaluate(agreed(orders, names="A"), {"a": rows(m01=150), "charges": charges}, period="2026-01")) == ["100.00"]


def test_a_cap_of_all_but_some_objectives():
    """C has a cap of its own, 40; what it pays neither uses up the cap of the others, 5 % of 1,000, nor is cut by it."""
    steps = [sk.steps.Cap("5 %", excluding=["C"]), sk.steps.Cap("40 GBP", only=["C"])]
    statement = scored(agreed(*steps, names="A B C"), "2026-01", a={"m01": 60}, b={"m01": 40}, c={"m01": 90})
    assert paid(statement) == ["30.00", "20.00", "40.00"]
    assert str(statement.adjustments[0]) == "2026-01: all but C: 100.00 GBP capped at 5 % of 1,000.00 GBP = 50.00 GBP"
    small = agreed(sk.steps.MinimumPayout("10 GBP", excluding=["B"]))
    assert paid(scored(small, "2026-01", a={"m01": 5}, b={"m01": 5})) == ["0.00", "5.00"]
    back = agreed(sk.steps.EarnBack(1, excluding=["B"]))
    assert [str(line.returned) for line in scored(back, "2026-02", a={"m01": 5}, b={"m01": 5}).lines] == ["5.00 GBP", "None"]


def test_what_is_left_out_uses_up_no_cap_of_the_year():
    """C pays 45 in January; A still has all of the year's 50 in February."""
    agreement = agreed(sk.steps.Cap("50 GBP", per="yearly", excluding=["C"]), names="A C")
    assert paid(scored(agreement, "2026-02", a={"m02": 60}, c={"m01": 45, "m02": 5})) == ["50.00", "5.00"]


def test_a_net_cap_says_what_its_base_is():
    """10 % of the 500 that were charged, less what it limits: a tenth of 454.55."""
    cap = sk.steps.Cap("10 %", of=sk.bases.RecordedAmount("charges", "amount"), net=True)
    charges = [{"at": "2026-01-31T00:00Z", "amount": 500}]
    statement = sk.evaluate(agreed(cap, names="A"), {"a": rows(m01=150), "charges": charges}, period="2026-01")
    text = "2026-01: 150.00 GBP capped at 10 % of amount of charges, 500.00 GBP less what it limits = 45.45 GBP rounded"
    assert [str(cut) for cut in statement.adjustments] == [text]
