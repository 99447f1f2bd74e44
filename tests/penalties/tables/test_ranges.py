"""Tables as contracts print them: gaps, overlaps, order, and what each range pays, worked out by hand (P1)."""

import pytest
from penalty_cases import amount, assessed, case, silent, written

import slakit as sk

CLOUD = sk.Ranges({"below 99.99 % and at least 99 %": "10 %", "below 99 % and at least 95 %": "30 %", "below 95 %": "100 %"})


@pytest.mark.parametrize(
    ("measured", "owed"),
    [("99.99 %", "0.00"), ("99.98 %", "1200.00"), ("99 %", "1200.00"), ("98.99 %", "3600.00"), ("95 %", "3600.00"), ("94 %", "12000.00")],
)
def test_each_range_pays_its_own(measured, owed):
    """Both ends are as they are printed (a cloud's compute service)."""
    assert amount(CLOUD, measured) == f"{owed} GBP"


def test_the_words_of_clauses():
    """The phrases of targets say ranges too: 99.5 % pays 5 %, 99 % as well, 98.9 % pays 10 %."""
    rule = sk.Ranges({"no less than 99 % and under 99.9 %": "5 %", "below 99 %": "10 %"})
    assert [amount(rule, figure) for figure in ("99.5 %", "99 %", "98.9 %")] == ["600.00 GBP", "600.00 GBP", "1200.00 GBP"]
    late = sk.Ranges({"over 10 min and up to 1 hour": "5 %", "more than 1 hour": "10 %"})
    assert [amount(late, figure, "within 10 min") for figure in ("1 hour", "61 min")] == ["600.00 GBP", "1200.00 GBP"]


def test_its_arithmetic():
    """The range stands before it."""
    step = "below 99 % and at least 95 %: 30 % of 12,000.00 GBP = 3,600.00 GBP"
    assert assessed(CLOUD, case("98 %")) == ("3600.00 GBP", (step,))
    assert written(CLOUD)


@pytest.mark.parametrize(
    ("minutes", "share"), [(4, "0.00"), (5, "150.00"), (59, "150.00"), (60, "450.00"), (180, "1050.00"), (360, "1500.00"), (900, "1500.00")]
)
def test_cumulative_minutes(minutes, share):
    """5, 15, 35 and 50 % of 3,000 from 5 min, 1 h, 3 h and 6 h on (a carrier)."""
    rule = sk.Ranges(
        {
            "at least 5 min and below 60 min": "5 %",
            ">= 60 min and < 3 h": "15 %",
            "from 3 h and below 6 h": "35 %",
            "at least 6 h": "50 %",
        }
    )
    assert amount(rule, f"{minutes} min", "less than 5 min", fee="3000 USD", currency="USD") == f"{share} USD"


PRINTED = {"at most 99.9 % and above 99 %": "10 %", "below 99 %": "25 %"}


@pytest.mark.parametrize(
    ("gap", "at_the_target", "at_the_gap"), [("none", "600.00", "0.00"), ("upper", "600.00", "600.00"), ("lower", "600.00", "1500.00")]
)
def test_a_gap_that_a_contract_has(gap, at_the_target, at_the_gap):
    """99 % itself is in neither printed range; 99.9 % pays 10 % of 6,000 though the promise is met (a code host, 2020)."""
    rule = sk.Ranges(PRINTED, gap_pays=gap)
    assert amount(rule, "99.9 %", fee="6000 USD", currency="USD") == f"{at_the_target} USD"
    assert amount(rule, "99 %", fee="6000 USD", currency="USD") == f"{at_the_gap} USD"
    assert amount(rule, "98.99 %", fee="6000 USD", currency="USD") == "1500.00 USD"
    assert written(rule)


def test_only_where_the_promise_is_missed():
    """The other reading of the same table: nothing at 99.9 %, which meets the promise."""
    rule = sk.Ranges(PRINTED, gap_pays="none").only_if(in_a_row=1)
    assert amount(rule, "99.9 %", streak=0) == "0.00 GBP"
    assert amount(rule, "99.8 %", streak=1) == "1200.00 GBP"


@pytest.mark.parametrize(
    ("tiers", "says"),
    [
        (PRINTED, "99 % falls in no tier; write 'at most' or 'at least'"),
        ({"below 99.9 % and at least 99.5 %": "5 %", "below 99 %": "9 %"}, "what lies between 99 % and 99.5 % falls in no tier"),
        ({"below 99.9 % and at least 99 %": "5 %", "at most 99 %": "9 %"}, "99 % falls in two tiers"),
        ({"below 99.9 % and at least 99 %": "5 %", "below 99.5 %": "9 %"}, "overlap"),
        ({"below 99.9 %": "5 %", "below 99 %": "9 %"}, "overlap"),
        (
            {"below 99.9 % and at least 99 %": "5 %", "below 99 % and at least 98 %": "9 %", "below 98 %": "7 %"},
            "pays more, then less",
        ),
        ({"above 99 % and below 98 %": "5 %"}, "lies nothing"),
        ({"below 99 % and below 98 %": "5 %"}, "is not a range"),
        ({"99 % to 98 %": "5 %"}, "is not a range"),
        ({"below x": "5 %"}, "is not a range"),
        ({"below 99 % and at least 5 min": "5 %"}, "not of one kind"),
        ({"below 99 %": "5 %", "at least 5 h": "6 %"}, "not of one kind"),
        ({}, "is not a table of ranges"),
        ({99: "5 %"}, "is not a table of ranges"),
        ({"below 99 %": "5"}, "is not a credit"),
    ],
)
def test_what_is_no_table(tiers, says):
    """Found when the table is made."""
    with pytest.raises(sk.errors.ContractError, match=says):
        sk.Ranges(tiers)


def test_every_problem_at_once():
    """Two gaps are two problems."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.Ranges({"above 99 %": "1 %", "below 99 % and above 98 %": "2 %", "below 98 %": "3 %"})
    assert len(caught.value.problems) == 2


def objective(rule, target="at least 99.9 %", metric=None):
    return sk.Objective("O", metric or sk.Uptime("o"), target, penalty=rule)


@pytest.mark.parametrize(
    ("rule", "target", "says"),
    [
        (sk.Ranges({"below 99.9 % and at least 99 %": "5 %"}), "at least 99.9 %", "what is worse than .* falls in no tier"),
        (sk.Ranges({"below 99 %": "5 %", "at least 99 % and below 99.9 %": "10 %"}), "at least 99.9 %", "pays less than"),
        (sk.Ranges({"below 99 %": "5 %"}), "between 95 % and 99 %", "has two sides"),
        (sk.Ranges({"at least 5 min": "5 %"}), "at least 99 %", "not in the unit of the target"),
        (sk.Ranges({"at most 98.9 %": "5 %", "at least 99 %": "0 %"}, step="0.1 %"), "at least 99 %", "needs figures read to it"),
        (sk.Tiered(at_or_above={"10 %": "1 %"}, relative=True), "between 1 % and 2 %", "one limit above zero"),
        (sk.Tiered({"10 %": "1 %"}, relative=True), "at least 99 %", "relative tiers say"),
    ],
)
def test_tables_that_do_not_fit_their_objective(rule, target, says):
    """Found when the contract is made."""
    with pytest.raises(sk.errors.ContractError, match=says):
        objective(rule, target)


def test_what_is_declared_is_allowed():
    """A last end that is closed, at zero or by declaration; a table that pays less for worse."""
    objective(sk.Ranges({"below 99.9 % and at least 99 %": "5 %"}, gap_pays="none"))
    objective(sk.Ranges({"below 99.9 % and at least 0 %": "5 %"}))
    objective(sk.Ranges({"below 99 %": "5 %", "at least 99 % and below 99.9 %": "10 %"}, less_for_worse=True))
    assert amount(sk.Tiered({"99 %": "10 %", "95 %": "5 %"}, less_for_worse=True), "90 %") == "600.00 GBP"


def test_figures_read_to_one_decimal():
    """98.95 is read as 99.0 and earns no points; 98.94 as 98.9, one point (a government model contract)."""
    rule = sk.Ranges(
        {"at least 98 % and at most 98.9 %": "1 point", "at least 97 % and at most 97.9 %": "2 points", "at most 96.9 %": "3 points"},
        step="0.1 %",
    )
    target = sk.at_least("99 %", rounding="0.1 %")
    objective(rule, target)
    results = [rule.assess(case(measured, target)).units for measured in ("98.95 %", "98.94 %", "97.94 %", "96.9 %")]
    assert results == [(), (sk.quantity("1 point"),), (sk.quantity("2 points"),), (sk.quantity("3 points"),)]


def test_a_period_that_did_not_report_pays_the_worst():
    """Whichever way is worse."""
    assert assessed(CLOUD, silent())[0] == "12000.00 GBP"
    rising = sk.Ranges({"above 5 and at most 9": "1 %", "above 9": "2 %"})
    assert assessed(rising, silent("at most 5"))[0] == "240.00 GBP"


def test_a_range_may_pay_what_a_rule_comes_to():
    """30 % and 5 % for each full 0.1 point below 99 %, at most 50 %: 98.7 % is 45 % of 5,000 (a telephony service)."""
    worst = (sk.Flat("30 %") + sk.Linear("5 %", per="0.1 pp", counting="full", against="99 %")).capped("50 %")
    rule = sk.Ranges({"below 99.5 % and at least 99 %": "30 %", "below 99 %": worst})
    for measured, owed in (("99.2 %", "1500.00"), ("98.8 %", "2000.00"), ("98.7 %", "2250.00"), ("98.5 %", "2500.00")):
        assert amount(rule, measured, fee="5000 USD", currency="USD") == f"{owed} USD"
    assert written(rule)


LATENCY = sk.Tiered(at_or_above={"10 %": "10 %", "20 %": "20 %", "30 %": "30 %", "50 %": "40 %"}, relative=True)


def test_tiers_of_a_share_of_the_target():
    """53 ms against 40 ms committed is 32.5 % over: 30 % of 1,000; 43 ms is 7.5 % over and pays nothing (a network)."""
    assert assessed(LATENCY, case("53 ms", "at most 40 ms", fee="1000 USD", currency="USD")) == (
        "300.00 USD",
        ("32.5 % off the target, at or above 30 %: 30 % of 1,000.00 USD = 300.00 USD",),
    )
    results = [amount(LATENCY, f"{ms} ms", "at most 40 ms", fee="1000 USD", currency="USD") for ms in (40, 43, 44, 48, 60)]
    assert results == ["0.00 USD", "0.00 USD", "100.00 USD", "200.00 USD", "400.00 USD"]
    assert assessed(LATENCY, silent("at most 40 ms"))[0] == "4800.00 GBP"
    assert written(LATENCY)


@pytest.mark.parametrize(
    "make",
    [
        lambda: sk.Tiered({"99 %": "10 %", "95 %": "5 %"}),
        lambda: sk.Tiered(above={1: "10 GBP", 5: "20 %", 9: "5 GBP"}),
        lambda: sk.Tiered(above={1: "3 days", 5: "12 hours"}),
    ],
)
def test_tiers_that_pay_less_for_worse(make):
    """Refused unless declared; an amount and a share are not compared."""
    with pytest.raises(sk.errors.ContractError, match="pays less than"):
        make()


def test_a_bonus_that_is_less_for_better():
    """Refused."""
    bonus = sk.Bonus({"99.95 %": "5 %", "99.99 %": "2 %"})
    with pytest.raises(sk.errors.ContractError, match="which is not as good"):
        objective(bonus)
    objective(sk.Bonus({"99.95 %": "2 %", "99.99 %": "5 %"}))


@pytest.mark.parametrize(
    ("rule", "metric", "target"),
    [
        (sk.rules.Accrual("1 GBP", per=1), sk.Count("o"), "at most 9"),
        (sk.Linear("1 %", per="1 pp", against="99.5 %"), sk.Uptime("o"), "at least 99 %"),
        ((sk.Flat("1 %") + sk.Tiered({"99 %": "5 %"})).capped("3 %"), sk.Uptime("o"), "at least 99 %"),
        (sk.rules.Multiple(10), sk.Uptime("o"), "at least 99 %"),
        (
            sk.rules.Product("1 GBP", {"n": sk.factors.LookupNumber(sk.factors.MeasuredNumber(per=1), above={3: 2})}),
            sk.Count("o"),
            "at most 9",
        ),
    ],
)
def test_what_cannot_be_turned_into_a_bonus(rule, metric, target):
    """A rule that pays by the figure itself would pay a bonus for worse."""
    with pytest.raises(sk.errors.ContractError, match="pays by the figure itself"):
        objective(sk.Bonus(rule), target, metric)
