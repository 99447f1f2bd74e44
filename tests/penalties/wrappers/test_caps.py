"""Caps, floors, repeats and gates: combinators of any rule, worked out by hand."""

import pytest
from penalty_cases import amount, assessed, case, past, silent, written

import slakit as sk

SLOPE = sk.Linear("1 %", per="1 pp")


def test_a_floor_is_only_for_what_is_owed():
    """0.1 point of 12,000 is 12, raised to 50; 5 points are 600; a met period owes nothing."""
    rule = SLOPE.floored("50 GBP")
    assert assessed(rule, case("94.9 %", "at least 95 %"))[0] == "50.00 GBP"
    assert assessed(rule, case("94.9 %", "at least 95 %"))[1][-1] == "at least 50.00 GBP"
    assert amount(rule, "90 %", "at least 95 %") == "600.00 GBP"
    assert amount(rule, "95 %", "at least 95 %") == "0.00 GBP"
    assert amount(SLOPE.floored("2 %", of="6000 GBP"), "94.9 %", "at least 95 %") == "120.00 GBP"


def test_floors_and_caps_in_kind():
    """Two days are raised to three, twenty cut to fifteen; money beside them stays as it is."""
    days = sk.Tiered({"99.9 %": "2 days", "95 %": "20 days"}).floored("3 days").capped("15 days")
    assert days.assess(case("99 %")).units == (sk.quantity("3 days"),)
    assert days.assess(case("90 %")).units == (sk.quantity("15 days"),)
    both = (sk.Flat("2 days") + sk.Flat("5 %")).floored("3 days")
    assert both.assess(case("90 %")).credit == sk.money("600 GBP")


@pytest.mark.parametrize(
    "make",
    [
        lambda: SLOPE.floored("50 GBP").capped("40 GBP"),
        lambda: SLOPE.capped("40 GBP").floored("50 GBP"),
        lambda: SLOPE.floored("5 %").repeated({2: 2}).capped("4 %"),
        lambda: sk.Flat("1 day").floored("3 days").capped("2 days"),
        lambda: (SLOPE.floored("50 GBP") + sk.Flat("1 GBP")).capped("40 GBP"),
    ],
)
def test_a_cap_below_a_floor(make):
    """It is refused, whatever stands between the two."""
    with pytest.raises(sk.errors.ContractError, match=r"the cap '.*' is below the floor '.*'"):
        make()


def test_a_share_and_an_amount_are_not_compared_before_there_is_a_fee():
    """What is written last is done last: 1 % of 1,000 is 10, and at least 50 is paid after all."""
    assert amount(SLOPE.capped("1 %").floored("50 GBP"), "90 %", "at least 95 %", fee="1000 GBP") == "50.00 GBP"
    assert amount(SLOPE.floored("50 GBP").capped("1 %"), "90 %", "at least 95 %", fee="1000 GBP") == "10.00 GBP"


POINTS = sk.Ranges(
    {
        "at least 98 % and below 99 %": "1 point",
        "at least 97 % and below 98 %": "2 points",
        "at least 96 % and below 97 %": "3 points",
        "below 96 %": "4 points",
    }
)


@pytest.mark.parametrize(
    ("before", "now", "points"),
    [
        ((), "98.5 %", 1),
        ((), "96.5 %", 3),
        (("96.5 %",), "98.5 %", 2),
        (("98.5 %",), "96.5 %", 6),
        (("98.5 %", "99 %"), "98.5 %", 1),
    ],
)
def test_points_double_for_the_second_failure_in_a_row(before, now, points):
    """The points table of a British government model contract: twice for the second and every later failure running."""
    rule = POINTS.repeated({2: 2})
    history = past(*before, target="at least 99 %")
    row = 1 + next((n for n, one in enumerate(reversed(history)) if one.outcome is sk.Outcome.MET), len(history))
    result = rule.assess(case(now, "at least 99 %", history=history, streak=row))
    assert result.units == (sk.quantity(f"{points} points"),)


def test_repeats_among_the_last_periods():
    """Misses in January and March, April the third of four: 600 times 2.5; one of two is no repeat."""
    history = past("90 %", "100 %", "90 %")
    rule = sk.Flat("5 %").repeated({3: "2.5"}, within=4)
    assert assessed(rule, case("90 %", history=history, streak=2)) == (
        "1500.00 GBP",
        ("5 % of 12,000.00 GBP = 600.00 GBP", "3 misses in 4 periods: 2.5 times that = 1,500.00 GBP"),
    )
    assert amount(sk.Flat("5 %").repeated({2: 2}, within=2), "90 %", history=past("90 %", "100 %"), streak=1) == "600.00 GBP"
    assert amount(sk.Flat("5 %").repeated({2: 2, 3: 3}), "90 %", streak=7) == "1800.00 GBP"
    assert written(rule)


def test_the_second_in_a_row():
    """Nothing for the first miss, which says why; 600 for the second."""
    rule = sk.Flat("5 %").only_if(in_a_row=2)
    assert assessed(rule, case("90 %", streak=1)) == ("0.00 GBP", ("1 missed in a row, not 2: nothing owed",))
    assert amount(rule, "90 %", streak=2) == "600.00 GBP"
    assert assessed(rule, case("100 %", streak=0)) == ("0.00 GBP", ())


def test_the_first_of_the_row_is_paid_in_arrears():
    """0.10 % and 0.07 % of 3,200 are 3.20 and 2.24, due when the second month is missed; the third pays for itself alone."""
    rule = sk.rules.Multiple(1).only_if(in_a_row=2, arrears=True)
    fees = {"fee": "3200 USD", "currency": "USD", "fees": lambda back: sk.money("3200 USD")}
    second = case("99.93 %", "at least 99.95 %", history=past("99.90 %", target="at least 99.95 %"), streak=2, **fees)
    assert assessed(rule, second) == (
        "5.44 USD",
        (
            "0.07 % down: 7/10000 of 3,200.00 USD = 2.24 USD",
            "for 2026-01: 0.1 % down: 1/1000 of 3,200.00 USD = 3.20 USD",
        ),
    )
    third = case("99.93 %", "at least 99.95 %", history=past("99.90 %", "99.9 %", target="at least 99.95 %"), streak=3, **fees)
    assert assessed(rule, third)[0] == "2.24 USD"
    assert amount(sk.rules.Multiple(1).only_if(in_a_row=2), "99.93 %", "at least 99.95 %", streak=2, **fees) == "2.24 USD"


def test_arrears_of_periods_that_are_missing():
    """Without the fee or the period of then, nothing is guessed; the number of failures is refused (test_contradictions.py)."""
    from slakit.penalties.bases.credit_base import Missing

    rule = sk.Flat("5 %").only_if(in_a_row=2, arrears=True)
    with pytest.raises(Missing, match="the period 1 before is not known"):
        rule.assess(case("90 %", streak=2))
    with pytest.raises(Missing, match="the fee of 2026-01 is not known"):
        rule.assess(case("90 %", streak=2, history=past("90 %")))


def test_so_many_of_so_many():
    """Four misses in any twelve months are a default, three are none (a state's data centre services)."""
    rule = sk.Right("declare a default").only_if(misses=(4, 12))
    months = ["90 %", "100 %", "90 %", "100 %", "100 %", "90 %", "100 %"]
    assert rule.assess(case("90 %", history=past(*months))).rights == ("declare a default",)
    assert rule.assess(case("90 %", history=past(*months[1:]))).rights == ()
    assert rule.assess(case("90 %", history=past(*months[1:]))).steps == ("3 missed of 12 periods, not 4: nothing owed",)


def test_only_above_an_impact():
    """More than five minutes; a period that did not report is taken to be."""
    rule = sk.Flat("5 %").only_if(above="5 min")
    assert assessed(rule, case("300 s", "at most 1 min")) == ("0.00 GBP", ("5 min is not above 5 min: nothing owed",))
    assert amount(rule, "301 s", "at most 1 min") == "600.00 GBP"
    assert assessed(rule, silent("at most 1 min"))[0] == "600.00 GBP"
    assert amount(sk.Flat("5 %").only_if(at_or_below="99 %"), "99 %") == "600.00 GBP"


def test_a_shut_gate_needs_no_base():
    """Nothing is owed for the first miss, whatever the orders were worth."""
    rule = sk.Flat("2 %", of=sk.bases.RecordedAmount("orders", "value")).only_if(in_a_row=2)
    assert assessed(rule, case("90 %", streak=1)) == ("0.00 GBP", ("1 missed in a row, not 2: nothing owed",))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: SLOPE.repeated({}), "is not a table of misses and multiples"),
        (lambda: SLOPE.repeated({1: 2}), "2 or more, once"),
        (lambda: SLOPE.repeated({2: 3, 3: 2}), "pays less for more misses"),
        (lambda: SLOPE.repeated({2: "0.5"}), "pays less for more misses"),
        (lambda: SLOPE.repeated({"two": 2}), "is not a table of misses and multiples"),
        (lambda: SLOPE.repeated({2: 2}, within=1), "within=1"),
        (lambda: SLOPE.only_if(), "has no condition"),
        (lambda: SLOPE.only_if(in_a_row=0), "in_a_row=0"),
        (lambda: SLOPE.only_if(misses=(6, 2)), "is not a number of misses of a number of periods"),
        (lambda: SLOPE.only_if(above="x"), "is not a quantity"),
        (lambda: SLOPE.only_if(misses=(2, 3), arrears=True), "arrears=True needs in_a_row="),
    ],
)
def test_what_is_no_combinator(make, says):
    """The error says what to write."""
    with pytest.raises(sk.errors.ContractError, match=says):
        make()


def test_a_gate_that_spares_the_worst():
    """Under at least 99.9 %, paying only above a figure would pay less for worse."""
    with pytest.raises(sk.errors.ContractError, match="would pay less for worse"):
        sk.Objective("O", sk.Uptime("o"), "at least 99.9 %", penalty=sk.Flat("5 %").only_if(above="50 %"))
    with pytest.raises(sk.errors.ContractError, match="not in the unit"):
        sk.Objective("O", sk.Uptime("o"), "at least 99.9 %", penalty=sk.Flat("5 %").only_if(below="5 min"))


@pytest.mark.parametrize(
    "rule",
    [
        (SLOPE + sk.Flat("1 GBP")).floored("50 GBP").capped("10 %", of=sk.bases.Fee(1)),
        SLOPE.only_if(in_a_row=2, misses=(2, 6), below="98 %", arrears=False),
        SLOPE.only_if(in_a_row=3, arrears=True).repeated({3: 2}),
        sk.Flat("5 %").earned_back(2, target="at least 99.95 %", share="50 %"),
        sk.Flat("5 points").grants("terminate", owing="20 points", within=6),
    ],
)
def test_combined_rules_are_values(rule):
    """Their repr is how to write them, and a document gives them back."""
    assert written(rule)
    agreed = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        fee="1 GBP",
        objectives=[sk.Objective("O", sk.Uptime("o"), "at least 99.9 %", penalty=rule)],
    )
    assert sk.loads(sk.dumps(agreed)) == agreed


def document(penalty):
    """An agreement of 1,000 a month, scored for 80 % against 95 %, with 8,000 of charges."""
    text = f"""
        name = "N"
        provider = "P"
        customer = "C"
        term = ["2026-01-01", "2026-07-01"]
        timezone = "UTC"
        fee = "1000 GBP"

        [[objectives]]
        name = "A"
        metric = {{ is = "share", stream = "calls", good = {{ ok = true }} }}
        target = "at least 95 %"
        penalty = {penalty}
    """
    calls = [{"at": "2026-01-10T00:00Z", "ok": index < 8} for index in range(10)]
    charges = [{"at": "2026-01-01T00:00Z", "amount": 8000}]
    agreed = sk.loads(text)
    assert sk.loads(sk.dumps(agreed)) == agreed
    records = {"calls": calls} | ({"charges": charges} if "charges" in penalty else {})
    line = sk.evaluate(agreed, records, period="2026-01").lines[0]
    return str(line.credit), line.steps[-1]


CHARGES = 'of = { is = "recorded amount", stream = "charges", field = "amount" }'


@pytest.mark.parametrize(
    ("penalty", "credit", "text"),
    [
        (f'{{ is = "flat", credit = "40 %", {CHARGES}, capped = "25 %" }}', "2000.00 GBP", "25 % of amount of charges, 8,000.00 GBP"),
        (f'{{ is = "linear", credit = "3 %", per = "1 pp", {CHARGES}, capped = "25 %" }}', "2000.00 GBP", "25 % of amount of charges"),
        (f'{{ is = "tiered", below = {{ "95 %" = "30 %" }}, {CHARGES}, capped = "25 %" }}', "2000.00 GBP", "25 % of amount of charges"),
        ('{ is = "flat", credit = "40 %", of = "6000 GBP", capped = "25 %" }', "1500.00 GBP", "capped at 25 % of 6,000.00 GBP"),
        ('{ is = "flat", credit = "40 %", capped = "25 %" }', "250.00 GBP", "capped at 25 % of 1,000.00 GBP"),
        (f'{{ is = "capped", most = "9 %", of = {{ is = "fee" }}, rule = {{ is = "flat", credit = "9 %", {CHARGES} }} }}', "90.00 GBP", ""),
        (f'{{ is = "flat", credit = "1 %", {CHARGES}, capped = "25 %" }}', "80.00 GBP", "1 % of amount of charges"),
    ],
)  # fmt: skip
def test_a_cap_is_of_the_base_of_its_rule(penalty, credit, text):
    """A cap of 25 % beside `of=` is 25 % of what it names, be it fed or fixed; another base is named."""
    result, step = document(penalty)
    assert result == credit
    assert text in step


def test_a_limit_is_of_what_its_rule_pays_shares_of():
    """Floors and rights too, through what stands between and over rules that are joined; 12,000 is the fee, and 6,000 the base."""
    of = sk.Flat("40 %", of="6000 GBP")
    for rule, owed in (
        (of.repeated({2: 2}).capped("25 %"), "1500.00 GBP"),
        ((of + sk.Flat("1 %", of="6000 GBP")).capped("25 %"), "1500.00 GBP"),
        ((of + sk.Flat("100 GBP")).capped("25 %"), "1500.00 GBP"),
        (sk.Flat("1 %", of="6000 GBP").floored("2 %"), "120.00 GBP"),
        (of.capped("25 %", of=sk.bases.Fee()), "2400.00 GBP"),
        (of.capped("10 %", of=sk.bases.Fee()), "1200.00 GBP"),
        (sk.Flat("40 %").capped("25 %"), "3000.00 GBP"),
    ):
        assert amount(rule, "90 %", "at least 95 %") == owed, rule
    assert sk.Flat("30 %", of="6000 GBP").grants("audit", owing="25 %").assess(case("90 %")).rights == ("audit",)


@pytest.mark.parametrize(
    "limited", [lambda rule: rule.capped("25 %"), lambda rule: rule.floored("25 %"), lambda rule: rule.grants("audit", owing="25 %")]
)
def test_a_share_of_one_of_several_bases_is_refused(limited):
    """Of a share of the fee and one of the charges together, a share says of which it is."""
    mixed = sk.Flat("5 %") + sk.Flat("2 %", of=sk.bases.RecordedAmount("charges", "amount"))
    with pytest.raises(
        sk.errors.ContractError, match=r"pays shares of the fee and of RecordedAmount\('charges', 'amount'\).*write of=Fee\(\)"
    ):
        limited(mixed)
    assert mixed.capped("25 %", of=sk.bases.Fee())
    assert mixed.capped("25 GBP")
