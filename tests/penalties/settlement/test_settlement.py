"""Settlement: each step worked out by hand, in the order of operations of docs/numbers.md, rules P."""

from fractions import Fraction

import pytest
from attrs import frozen
from names import NAMES
from settlement_cases import agreed, owing, paid, rows, scored

import slakit as sk


@pytest.mark.parametrize(
    ("credits", "cap", "payable"),
    [
        ((600, 1200, 500), "15 %", ["469.57", "939.13", "391.30"]),  # 1,800 in parts of 600, 1,200, 500 of 2,300
        ((1, 1, 1), "1 GBP", ["0.34", "0.33", "0.33"]),
        ((0, 5, 0), "2 GBP", ["0.00", "2.00", "0.00"]),
        ((1, 2, 0), "3 GBP", ["1.00", "2.00", "0.00"]),
        ((1, 2, 0), None, ["1.00", "2.00", "0.00"]),
        ((3, 3, 0), "0 GBP", ["0.00", "0.00", "0.00"]),
    ],
)
def test_a_cap_is_shared_by_largest_remainder(credits, cap, payable):
    """To the cent: the parts sum to the cap (P5)."""
    agreement = agreed(names="A B C", fee="12000 GBP", settlement=sk.Settlement(cap=cap))
    statement = scored(agreement, "2026-01", **{name: {"m01": n} for name, n in zip("abc", credits, strict=True)})
    assert paid(statement) == payable


def test_a_cut_is_a_line_of_its_own():
    """600 + 1,200 + 500 = 2,300 against 15 % of 12,000 = 1,800: 500 is cut, and the line says what is left of it."""
    statement = scored(agreed(fee="12000 GBP", settlement=sk.Settlement(cap="15 %")), "2026-01", a={"m01": 1500}, b={"m01": 800})
    (cut,) = statement.adjustments
    assert str(cut) == "2026-01: 2,300.00 GBP capped at 15 % of 12,000.00 GBP = 1,800.00 GBP"
    assert (cut.word, str(cut.before), str(cut.after), str(cut.amount)) == ("capped", "2300.00 GBP", "1800.00 GBP", "500.00 GBP")
    assert "capped:   1,173.91 GBP of it is payable, its share of 2,300.00 GBP capped at" in str(statement.explain("A"))
    assert statement.to_dict()["adjustments"][0]["text"] == "2,300.00 GBP capped at 15 % of 12,000.00 GBP = 1,800.00 GBP"
    assert (
        scored(agreed(fee="12000 GBP", settlement=sk.Settlement(cap="20 %")), "2026-01", a={"m01": 1500}, b={"m01": 800}).adjustments == ()
    )


def test_cap_is_short_for_one_step():
    """Equal, with equal hashes and one repr; both at once say two things."""
    short, long = sk.Settlement(cap="15 %"), sk.Settlement(steps=[sk.steps.Cap("15 %")])
    assert (short, hash(short), repr(short)) == (long, hash(long), repr(long))
    assert short != sk.Settlement(steps=[sk.steps.Cap("15 %", per="yearly")])
    with pytest.raises(sk.errors.ContractError, match="both given"):
        sk.Settlement(cap="15 %", steps=[sk.steps.Round()])


def test_the_larger_of_two_objectives_pays():
    """30 and 50: 50; of equals the first; an objective that is not named pays as well."""
    agreement = agreed(sk.steps.OnlyLargest(["A", "B"]), names="A B C")
    assert paid(scored(agreement, "2026-01", a={"m01": 30}, b={"m01": 50}, c={"m01": 7})) == ["0.00", "50.00", "7.00"]
    assert paid(scored(agreement, "2026-01", a={"m01": 30}, b={"m01": 30}, c={})) == ["30.00", "0.00", "0.00"]
    assert paid(scored(agreement, "2026-01", a={"m01": 30}, b={}, c={})) == ["30.00", "0.00", "0.00"]


def test_the_smaller_of_two_objectives_pays():
    """30 and 50: 30; of equals the first; one that owes nothing is not compared, and one that is not named pays as well."""
    agreement = agreed(sk.steps.OnlySmallest(["A", "B"]), names="A B C")
    statement = scored(agreement, "2026-01", a={"m01": 30}, b={"m01": 50}, c={"m01": 7})
    assert paid(statement) == ["30.00", "0.00", "7.00"]
    assert str(statement.adjustments[0]) == "2026-01: the smaller of 30.00 GBP and 50.00 GBP is A's"
    assert paid(scored(agreement, "2026-01", a={"m01": 30}, b={"m01": 30}, c={})) == ["30.00", "0.00", "0.00"]
    assert paid(scored(agreement, "2026-01", a={"m01": 30}, b={}, c={})) == ["30.00", "0.00", "0.00"]


def test_one_credit_for_each_incident():
    """Incident 1 costs 20 late and 35 down, incident 2 only 5 late: 35 + 5."""
    objectives = [
        sk.Objective(name, sk.Total("cost", "n").where(kind=name).by("incident"), "at most 0", penalty=sk.Linear("1 GBP", per=1, against=0))
        for name in ("late", "down")
    ]
    agreement = agreed(sk.steps.OnlyLargest(["late", "down"], among="group"), objectives=objectives)
    cost = [("late", 1, 20), ("down", 1, 35), ("late", 2, 5)]
    records = {"cost": [{"at": "2026-01-05T00:00Z", "kind": kind, "incident": number, "n": n} for kind, number, n in cost]}
    statement = sk.evaluate(agreement, records, period="2026-01")
    assert {(line.name, line.group): str(line.payable.amount) for line in statement.lines if line.credit} == {
        ("late", 1): "0.00",
        ("down", 1): "35.00",
        ("late", 2): "5.00",
    }


def test_one_credit_a_day():
    """Two objectives of daily lines: the larger of each day, 9 on the 10th."""
    agreement = agreed(sk.steps.OnlyLargest(among="period", between="line"), objectives=[owing(name, window="daily") for name in "AB"])
    statement = scored(agreement, "2026-01", a={"m01": 4}, b={"m01": 9})
    assert (str(statement.credit), str(statement.payable)) == ("13.00 GBP", "9.00 GBP")


def test_caps_by_quarter_year_and_term():
    """60 a month: at most 100 a quarter is 60, 40, 0, 60, ...; 200 a year and 250 for the term after it, 50 in 2027."""
    months = {f"m{k:02}": 60 for k in range(1, 15)}
    statement = scored(agreed(sk.steps.Cap("100 GBP", per="quarterly"), names="A"), a=months)
    quarter = paid(statement)
    assert str(statement.adjustments[0]) == "2026-02: 60.00 GBP capped at 100.00 GBP over 2026-Q1, of which 60.00 GBP was used up before"
    assert quarter[:7] == ["60.00", "40.00", "0.00", "60.00", "40.00", "0.00", "60.00"]
    year = paid(scored(agreed(sk.steps.Cap("200 GBP", per="yearly"), sk.steps.Cap("250 GBP", per="whole term"), names="A"), a=months))
    assert (year[:5], year[12:14]) == (["60.00", "60.00", "60.00", "20.00", "0.00"], ["50.00", "0.00"])


@pytest.mark.parametrize("per", ["quarterly", "yearly", "whole term", "rolling 12 months"])
def test_a_cap_over_several_periods_does_not_depend_on_what_is_asked_for(per):
    """Each month asked for alone is what it is in the statement of the whole term (P7)."""
    agreement, months = agreed(sk.steps.Cap("100 GBP", per=per), names="A"), {f"m{k:02}": 30 + k for k in range(1, 18)}
    whole = scored(agreement, a=months)
    for line in whole.lines[::3]:
        assert scored(agreement, line.period.label, a=months).line("A").payable == line.payable


def test_a_rolling_cap_of_charges_less_credits():
    """10 % of the charges of these 12 months less the credits of the last 11 (the terms of the Accord service level template).

    At 100 a month the first month has 10 at most. The second 10 % of 200 less 10 is 10. With 12 months behind, 120 less what was
    credited in the eleven before: 8 in each of them leaves 32 of a claim of 40.
    """
    cap = sk.steps.Cap("10 %", per="rolling 12 months")
    assert paid(scored(agreed(cap, names="A", fee="100 GBP"), a={"m01": 50, "m02": 50}))[:2] == ["10.00", "10.00"]
    months = {f"m{k:02}": 8 for k in range(1, 12)} | {"m12": 40}
    statement = scored(agreed(cap, names="A", fee="100 GBP"), "2026-12", a=months)
    assert paid(statement) == ["32.00"]
    assert str(statement.adjustments[0]) == (
        "2026-12: 40.00 GBP capped at 10 % of 1,200.00 GBP = 120.00 GBP over rolling 12 months, of which 88.00 GBP was used up before"
    )


def test_a_rolling_cap_of_what_was_charged():
    """10 % of the charges that records tell: 500 and 300 in two months, 50 used in the first, leave 30 of 40."""
    cap = sk.steps.Cap("10 %", per="rolling 12 months", of=sk.bases.RecordedAmount("charges", "amount"))
    agreement = agreed(cap, names="A")
    charges = [{"at": "2026-01-31T00:00Z", "amount": 500}, {"at": "2026-02-28T00:00Z", "amount": 300}]
    statement = sk.evaluate(agreement, {"a": rows(m01=70, m02=40), "charges": charges}, period=("2026-01-01", "2026-03-01"))
    assert paid(statement) == ["50.00", "30.00"]


def test_a_base_that_nobody_told_leaves_the_bill_open():
    """No charges for February: what is payable is not known, and is not guessed; January stands."""
    agreement = agreed(sk.steps.Cap("10 %", of=sk.bases.RecordedAmount("charges", "amount")), names="A")
    records = {"a": rows(m01=70, m02=40), "charges": [{"at": "2026-01-31T00:00Z", "amount": 500}]}
    statement = sk.evaluate(agreement, records, period=("2026-01-01", "2026-03-01"))
    assert [line.payable and str(line.payable.amount) for line in statement.lines] == ["50.00", None]
    assert statement.unsettled == ("A, 2026-02: stream 'charges' has no amount for 2026-02",)


def test_a_cap_that_an_open_bill_uses_up_is_open_too():
    """February is not known, so March's share of the year's cap is not either."""
    pool = sk.steps.MinimumDeduction("50 %", of=sk.bases.RecordedAmount("charges", "amount"))
    agreement = agreed(pool, sk.steps.Cap("1000 GBP", per="yearly"), names="A")
    charges = [{"at": f"2026-{month}-15T00:00Z", "amount": 500} for month in ("01", "03")]
    statement = sk.evaluate(agreement, {"a": rows(m01=70, m02=40, m03=5), "charges": charges}, period=("2026-01-01", "2026-04-01"))
    assert [line.payable and str(line.payable.amount) for line in statement.lines] == ["250.00", None, None]
    assert "what is payable of A, 2026-02, is not known, and uses up the same cap" in statement.unsettled[1]


def test_a_cap_of_each_objective_and_of_some():
    """A has 30 at most by itself, B 20; together 45 of those two, and C what it owes."""
    agreement = agreed(sk.steps.Cap("30 GBP", each="objective"), sk.steps.Cap("45 GBP", only=["A", "B"]), names="A B C")
    statement = scored(agreement, "2026-01", a={"m01": 60}, b={"m01": 20}, c={"m01": 29})
    assert paid(statement) == ["27.00", "18.00", "29.00"]  # 30 and 20 share 45
    assert [str(cut) for cut in statement.adjustments] == [
        "2026-01: A: 60.00 GBP capped at 30.00 GBP",
        "2026-01: A and B: 50.00 GBP capped at 45.00 GBP",
    ]


def test_a_quarterly_cap_on_a_quarterly_charge():
    """30 hours at a day's charge of 100 is 3,000; 27.5 % of a quarter's 9,100 is 2,502.50 (a hosting contract)."""
    objective = owing("A", rate="100 GBP", window="quarterly")
    statement = scored(agreed(sk.steps.Cap("27.5 %"), objectives=[objective], fee="9100 GBP", window="quarterly"), "2026-Q1", a={"m02": 30})
    assert (str(statement.credit), str(statement.payable)) == ("3000.00 GBP", "2502.50 GBP")


def test_a_cap_of_a_week_of_fees():
    """Five credits of 50 are 250; a week of a fee of 1,000 in a month of 30 days is 1000 x 7/30 = 233.33."""
    agreement = agreed(sk.steps.Cap("7 days", of=sk.bases.Fee()), names="A")
    statement = scored(agreement, "2026-04", a={"m04": 250})
    assert (paid(statement), str(statement.adjustments[0])) == (
        ["233.33"],
        "2026-04: 250.00 GBP capped at 7 days of 30 day at 1,000.00 GBP = 233.33 GBP rounded",
    )


def test_a_cap_in_days_of_service():
    """7 and 12 days, 15 days in a month: 7 and 8 are left. It pays no money at all."""
    kinds = [
        sk.Objective(name, sk.Count(name.lower()), "at most 0", penalty=sk.Flat(days)) for name, days in (("A", "7 days"), ("B", "12 days"))
    ]
    agreement = agreed(sk.steps.Cap("15 days"), objectives=kinds, fee=None)
    statement = scored(agreement, "2026-01", a={"m01": 1}, b={"m01": 1})
    assert [str(line.units[0]) for line in statement.lines] == ["7 days", "8 days"]
    assert (statement.credit, str(statement.adjustments[0])) == (None, "2026-01: 12 days capped at 15 days")


def test_points_are_capped_over_a_year():
    """4 points a month, 10 a year: 4, 4, 2, 0."""
    objective = sk.Objective("A", sk.Count("a"), "at most 0", penalty=sk.Flat("4 points"))
    statement = scored(
        agreed(sk.steps.Cap("10 points", per="yearly"), objectives=[objective]),
        ("2026-01-01", "2026-05-01"),
        a={f"m0{k}": 1 for k in range(1, 5)},
    )
    assert [str(*line.units) for line in statement.lines] == ["4 points", "4 points", "2 points", ""]


def test_the_smallest_payable_and_the_minimum_deduction_are_two_things():
    """8 is below 10 and not paid, 10 is; 8 is raised to 20, and nothing stays nothing."""
    small, least = agreed(sk.steps.MinimumPayout("10 GBP")), agreed(sk.steps.MinimumDeduction("20 GBP"))
    assert paid(scored(small, "2026-01", a={"m01": 5}, b={"m01": 3})) == ["0.00", "0.00"]
    assert paid(scored(small, "2026-01", a={"m01": 7}, b={"m01": 3})) == ["7.00", "3.00"]
    assert paid(scored(least, "2026-01", a={"m01": 5}, b={"m01": 3})) == ["12.50", "7.50"]
    assert paid(scored(least, "2026-01", a={}, b={})) == ["0.00", "0.00"]
    assert paid(scored(agreed(sk.steps.MinimumPayout("1 %", each="line")), "2026-01", a={"m01": 9.99}, b={"m01": 10})) == ["0.00", "10.00"]


def test_credits_that_two_steps_earn_back_in_turn():
    """One for A, the other for all but A."""
    steps = [sk.steps.EarnBack(1, only=["A"]), sk.steps.EarnBack(2, excluding=["A"])]
    assert sk.Settlement(steps=steps).steps == tuple(steps)


def test_only_more_than_so_much_is_paid():
    """Exactly 10 is not more than 10; 10.01 is. 1 % of 1,000 is 10 as well."""
    for least in ("more than 10 GBP", "above 1 %", "over 10 GBP"):
        agreement = agreed(sk.steps.MinimumPayout(least), names="A")
        assert paid(scored(agreement, a={"m01": 9.99, "m02": 10, "m03": 10.01}))[:3] == ["0.00", "0.00", "10.01"]
    statement = scored(agreed(sk.steps.MinimumPayout("more than 10 GBP"), names="A"), "2026-02", a={"m02": 10})
    assert str(statement.adjustments[0]) == "2026-02: 10.00 GBP is not more than 10.00 GBP, and only more is paid"


def test_rounding_is_said_and_where():
    """0.40 and 0.50 to whole pounds, line by line: 0 and 1. In one sum 8 + 2.90 = 10.90 is 10 down: 8/10.9 of it is 7.34, the rest 2.66."""
    assert paid(scored(agreed(sk.steps.Round("1 GBP")), "2026-01", a={"m01": "0.4"}, b={"m01": "0.5"})) == ["0.00", "1.00"]
    total = agreed(sk.steps.Round("1 GBP", mode="down", scope="total"))
    assert paid(scored(total, "2026-01", a={"m01": 8}, b={"m01": "2.9"})) == ["7.34", "2.66"]


def test_lines_come_unrounded_to_a_rounding_of_the_sum():
    """A third of 1.00 for each of three lines: 0.33 each at the line makes 0.99, the sum of the three is 1.00."""
    thirds = [sk.Objective(name, sk.Count(name.lower()), "at most 0", penalty=sk.Flat("1/3")) for name in "ABC"]
    fed = {name: {"m01": 1} for name in "abc"}
    at_line = scored(agreed(objectives=thirds, fee="1 GBP"), "2026-01", **fed)
    at_total = scored(agreed(sk.steps.Round(scope="total"), objectives=thirds, fee="1 GBP"), "2026-01", **fed)
    assert (str(at_line.payable), str(at_total.payable), paid(at_total)) == ("0.99 GBP", "1.00 GBP", ["0.34", "0.33", "0.33"])


def test_days_and_points_become_money_by_a_step_that_says_how():
    """3 days of a fee of 3,100 in a month of 31: 300. 6 points at 0.5 % of 200,000: 6,000 (a UK public services model)."""
    days = sk.Objective("A", sk.Count("a"), "at most 0", penalty=sk.Flat("3 days"))
    statement = scored(agreed(sk.steps.Convert("1 day"), objectives=[days], fee="3100 GBP"), "2026-01", a={"m01": 1})
    (line,) = statement.lines
    assert (paid(statement), str(line.credit), list(map(str, line.units)), line.in_kind) == (["300.00"], "300.00 GBP", ["3 days"], ())
    assert "owed in kind" not in str(statement)
    points = sk.Objective("A", sk.Count("a"), "at most 0", penalty=sk.Flat("6 points"))
    assert paid(scored(agreed(sk.steps.Convert("1 point", "0.5 %"), objectives=[points], fee="200000 GBP"), "2026-01", a={"m01": 1})) == [
        "6000.00"
    ]


@pytest.mark.parametrize(("points", "payable"), [((4, 0), "0.00"), ((12, 8), "2400.00"), ((12, 0), "800.00"), ((20, 30), "4000.00")])
def test_a_table_of_points(points, payable):
    """20 points of the month are 6 % of 40,000, 12 lie between two rows and take the lower, 2 %; 4 reach none; 50 the last (a telecom)."""
    table = sk.steps.PointsTable({5: "0 %", 10: "2 %", 15: "4 %", 20: "6 %", 25: "8 %", 30: "10 %"})
    kinds = [sk.Objective(name, sk.Count(name.lower()), "at most 0", penalty=sk.PerBreach("1 point")) for name in "AB"]
    records = {name: [{"at": "2026-01-05T00:00Z"}] * n for name, n in zip("ab", points, strict=True)}
    statement = sk.evaluate(agreed(table, objectives=kinds, fee="40000 GBP"), records, period="2026-01")
    assert (str(statement.payable.amount), str(statement.credit.amount), statement.in_kind) == (payable, payable, ())
    assert list(map(str, statement.units)) == [f"{sum(points)} point"]


def test_a_weighted_pool():
    """10 % of 1,000 by weights 3 and 1: a missed A alone owes 75, B alone 25, whatever their own penalties say."""
    pool = sk.steps.WeightedPool("10 %", weights={"A": 3, "B": 1})
    assert paid(scored(agreed(pool, names="A B C"), "2026-01", a={"m01": 999}, b={}, c={"m01": 5})) == ["75.00", "0.00", "5.00"]
    assert paid(scored(agreed(pool), "2026-01", a={"m01": 1}, b={"m01": 1})) == ["75.00", "25.00"]


def test_the_weight_of_an_objective_without_data_is_shared():
    """100 at risk, weights 3, 1 and 1: without data of C, A has 3 of 4, 75, and B 1 of 4; where it is not shared, 60 and 20."""
    objectives = [sk.Objective(name, sk.Share(name.lower(), good={"ok": True}), "at least 90 %") for name in "ABC"]
    bad = [{"at": "2026-01-10T00:00Z", "ok": False}]
    for redistribute, records, owed in (
        (True, {"a": bad, "b": bad, "c": []}, ["75.00", "25.00", "0.00"]),
        (False, {"a": bad, "b": bad, "c": []}, ["60.00", "20.00", "0.00"]),
        (True, {"a": bad, "b": bad, "c": bad}, ["60.00", "20.00", "20.00"]),
        (True, {"a": bad, "b": [], "c": []}, ["100.00", "0.00", "0.00"]),
    ):
        pool = sk.steps.WeightedPool("10 %", weights={"A": 3, "B": 1, "C": 1}, redistribute=redistribute)
        statement = sk.evaluate(agreed(pool, objectives=objectives), records, period="2026-01")
        assert paid(statement) == owed
        nothing = sk.evaluate(agreed(pool, objectives=objectives), {"a": [], "b": [], "c": []}, period="2026-01")
        assert paid(nothing) == ["0.00", "0.00", "0.00"]
    assert "A, 3 of 3 without B and C, of which there is no data: 10 % of 1,000.00 GBP = 100.00 GBP" in str(statement)


def test_a_pool_says_what_it_ignores():
    """A owes 999 by a rule of its own, and 75 of the pool instead; C is not of the pool. The credit before caps is what the pool says."""
    pool = sk.steps.WeightedPool("10 %", weights={"A": 3, "B": 1})
    statement = scored(agreed(pool, names="A B C"), "2026-01", a={"m01": 999}, b={}, c={"m01": 5})
    assert [str(line.credit.amount) for line in statement.lines] == ["75.00", "0.00", "5.00"]
    assert (str(statement.credit), str(statement.payable)) == ("80.00 GBP", "80.00 GBP")
    assert "75.00 GBP; what its own penalty comes to, 999.00 GBP, is ignored" in str(statement)
    alike = scored(agreed(pool), "2026-01", a={"m01": 75}, b={})
    assert "what its own penalty comes to, 75.00 GBP, is ignored" in str(alike)
    bare = [sk.Objective(name, sk.Total(name.lower(), "n"), "at most 0") for name in "AB"]
    assert "ignored" not in str(scored(agreed(pool, objectives=bare), "2026-01", a={"m01": 1}, b={"m01": 1}))


def test_points_that_became_money_count_before_caps_and_in_kind():
    """4 points a month are 200.00 each, capped at 150.00; ten points in a year, and 20 of them grant a right, also those converted."""
    points = sk.Objective("A", sk.Count("a"), "at most 0", penalty=sk.Flat("4 points").grants("terminate", owing="8 points"))
    steps = [sk.steps.Cap("10 points", per="yearly"), sk.steps.Convert("1 point", "50 GBP"), sk.steps.Cap("150 GBP")]
    statement = scored(agreed(*steps, objectives=[points]), ("2026-01-01", "2026-05-01"), a={f"m0{k}": 1 for k in range(1, 5)})
    assert [(str(line.credit.amount), str(line.payable.amount)) for line in statement.lines] == [
        ("200.00", "150.00"),
        ("200.00", "150.00"),
        ("100.00", "100.00"),
        ("0.00", "0.00"),
    ]
    assert [" ".join(map(str, line.units)) for line in statement.lines] == ["4 points", "4 points", "2 points", ""]
    assert [line.rights for line in statement.lines] == [(), ("terminate",), ("terminate",), ("terminate",)]
    assert (str(statement.credit), str(statement.payable)) == ("500.00 GBP", "400.00 GBP")
    written = [statement.lines[0].to_dict()[name] for name in ("units", "converted", "credit", "payable")]
    assert written == [["4 points"], ["4 points"], "200.00 GBP", "150.00 GBP"]
    assert sum(cut.amount.exact for cut in statement.adjustments if cut.amount) == 100


def test_what_became_money_is_claimed_as_money():
    """6 points became 60.00: that is what is claimed or forfeited, and no point of it."""
    points = sk.Objective("A", sk.Count("a"), "at most 0", penalty=sk.Flat("6 points") + sk.Flat("2 days"))
    agreement = agreed(
        objectives=[points], settlement=sk.Settlement(steps=[sk.steps.Convert("1 point", "10 GBP")], claims=sk.Claims("30 days"))
    )
    records = {"a": [{"at": "2026-01-05T00:00Z"}], "claims": []}
    (line,) = sk.evaluate(agreement, records, period="2026-01", as_of="2026-12-01T00:00Z").lines
    assert (str(line.credit), str(line.payable), str(line.forfeited)) == ("60.00 GBP", "0.00 GBP", "60.00 GBP")
    assert [list(map(str, kind)) for kind in (line.entitled_units, line.forfeited_units, line.converted)] == [
        ["2 days"],
        ["2 days"],
        ["6 points"],
    ]


def test_credits_are_earned_back():
    """Two bad months of 30 and 20, then three good ones: in the third 50 % of 50 goes back; a fourth earns nothing more."""
    agreement = agreed(sk.steps.EarnBack(3, share="50 %"), names="A")
    statement = scored(agreement, ("2026-01-01", "2026-08-01"), a={"m01": 30, "m02": 20})
    assert [str(line.returned.amount) if line.returned else "" for line in statement.lines] == ["", "", "", "", "25.00", "", ""]
    assert (str(statement.credit), str(statement.returned)) == ("50.00 GBP", "25.00 GBP")
    assert str(scored(agreement, "2026-05", a={"m01": 30, "m02": 20}).returned) == "25.00 GBP"


@pytest.mark.parametrize("rule", [sk.Flat("5 %").earned_back(2), sk.Flat("5 %").earned_back(2).grants("audit", owing="50 GBP")])
def test_credit_is_earned_back_once(rule):
    """By the rule or by a step, and not by both; a step for other objectives may be added."""
    own = sk.Objective("A", sk.Total("a", "n"), "at most 0", penalty=rule)
    for step in (sk.steps.EarnBack(3), sk.steps.EarnBack(3, only=["A"])):
        with pytest.raises(sk.errors.ContractError, match=r"returns what 'A' was credited, and so does its own \.earned_back"):
            agreed(step, objectives=[own, owing("B")])
    assert agreed(sk.steps.EarnBack(3, only=["B"]), objectives=[own, owing("B")])


def test_what_the_customer_owes_is_set_off():
    """A is missed by 40, B earns a bonus of 15: 25 is payable and no bonus; a bonus of 60 leaves 20 of it."""
    earns = sk.Objective("B", sk.Total("b", "n"), "at least 0", penalty=sk.Bonus(sk.Linear("1 GBP", per=1)))
    agreement = agreed(sk.steps.Offset(), objectives=[owing("A"), earns])
    statement = scored(agreement, "2026-01", a={"m01": 40}, b={"m01": 15})
    assert (str(statement.payable), str(statement.bonus)) == ("25.00 GBP", "0.00 GBP")
    statement = scored(agreement, "2026-01", a={"m01": 40}, b={"m01": 60})
    assert (str(statement.payable), str(statement.bonus)) == ("0.00 GBP", "20.00 GBP")


def test_bonuses_are_banked_and_drawn():
    """30 go into the bank in January, February draws 20 of them and March 10 of 25; nothing is paid as a bonus."""
    earns = sk.Objective("B", sk.Total("b", "n"), "at least 0", penalty=sk.Bonus(sk.Linear("1 GBP", per=1)))
    agreement = agreed(sk.steps.BonusBank(), objectives=[owing("A"), earns])
    statement = scored(agreement, ("2026-01-01", "2026-04-01"), a={"m02": 20, "m03": 25}, b={"m01": 30})
    assert {line.title: str(line.payable.amount) for line in statement.lines if line.credit} == {
        "A, 2026-02": "0.00",
        "A, 2026-03": "15.00",
    }
    assert str(statement.bonus) == "0.00 GBP"
    assert str(scored(agreement, "2026-03", a={"m02": 20, "m03": 25}, b={"m01": 30}).payable) == "15.00 GBP"


def test_the_order_is_the_contracts():
    """60: capped at 50 and raised by no minimum; 50 rounded to hundreds is 100 after the cap, 60 to 100 and capped before it."""
    rounded = sk.steps.Round("100 GBP", scope="total")
    assert str(scored(agreed(sk.steps.Cap("50 GBP"), rounded), "2026-01", a={"m01": 60}, b={}).payable) == "100.00 GBP"
    assert str(scored(agreed(rounded, sk.steps.Cap("50 GBP")), "2026-01", a={"m01": 60}, b={}).payable) == "50.00 GBP"


def test_every_step_is_a_line_of_the_explanation():
    """In the order they were taken."""
    statement = scored(
        agreed(sk.steps.OnlyLargest(["A", "B"]), sk.steps.Cap("55 GBP"), sk.steps.Round("10 GBP", mode="down")),
        "2026-01",
        a={"m01": 60},
        b={"m01": 20},
    )
    text = str(statement.explain("A"))
    assert [cut.word for cut in statement.line("A").adjustments] == ["capped", "rounded"]
    assert "capped:   55.00 GBP of it is payable, its share of 60.00 GBP capped at 55.00 GBP" in text
    assert "rounded:  55.00 GBP rounded down to 10.00 GBP: 50.00 GBP" in text
    assert "larger:   the larger of 60.00 GBP and 20.00 GBP is A's" in str(statement.explain("B"))


def test_a_step_of_ones_own():
    """One class with one method; what it gives back is checked."""
    statement = scored(agreed(Goodwill()), "2026-01", a={"m01": 10}, b={})
    assert (paid(statement), str(statement.adjustments[0])) == (["20.00", "0.00"], "2026-01: doubled as a gesture")
    with pytest.raises(sk.errors.ContractError, match="did not return every line in its order"):
        scored(agreed(Forgetful()), "2026-01", a={"m01": 10}, b={})


@frozen(repr=False)
class Goodwill(sk.steps.Step):
    word = "goodwill"

    def settle(self, lines, context):
        return [line.to(line.payable * 2, "doubled as a gesture") for line in lines]


@frozen(repr=False)
class Forgetful(sk.steps.Step):
    def settle(self, lines, context):
        return lines[1:]


def test_what_a_payment_is_stands_in_the_statement():
    """Its nature, the tax note and whether it is the sole remedy change no figure."""
    settlement = sk.Settlement(cap="15 %", nature="price adjustment", tax="reduces the VAT base", sole_remedy=True)
    statement = scored(agreed(settlement=settlement), "2026-01", a={"m01": 5}, b={})
    assert [statement.to_dict()[name] for name in ("nature", "tax", "sole_remedy")] == ["price adjustment", "reduces the VAT base", True]
    assert "nature: price adjustment\ntax: reduces the VAT base\nremedies: the credits are the only one" in str(statement)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: sk.steps.Cap("-5 GBP"), "negative credit"),
        (lambda: sk.steps.Cap("5 GBP", each="line"), "capped"),
        (lambda: sk.steps.Cap("5 GBP", per="fortnightly"), "not a window"),
        (lambda: sk.steps.Cap("5 GBP", only=["A", "A"]), "twice"),
        (lambda: sk.steps.OnlyLargest(["A"]), "nothing to be larger than"),
        (lambda: sk.steps.Cap("5 GBP", net=True), "no share of a base; write a share"),
        (lambda: sk.steps.Cap("5 days", net=True), "no share of a base; write a share"),
        (lambda: sk.steps.Cap("5 GBP", only=["A"], excluding=["B"]), "are both given; write one of them"),
        (lambda: sk.steps.MinimumDeduction("5 GBP", only=["A"], excluding=["B"]), "are both given; write one of them"),
        (lambda: sk.steps.EarnBack(1, only=["A"], excluding=["B"]), "are both given; write one of them"),
        (lambda: agreed(sk.steps.Cap("5 GBP", excluding=["Bee"])), "'Bee' in Cap.* is not an objective"),
        (
            lambda: sk.Settlement(steps=[sk.steps.EarnBack(1, excluding=["A"]), sk.steps.EarnBack(2, only=["B"])]),
            "one credit is earned back twice",
        ),
        (lambda: sk.steps.OnlySmallest(["A"]), "nothing to be smaller than"),
        (lambda: sk.steps.MinimumPayout("3 days"), "neither money nor a share"),
        (lambda: sk.steps.MinimumPayout("more than 3 days"), "neither money nor a share"),
        (lambda: sk.steps.MinimumDeduction("more than 1 GBP"), r"not an amount to raise to; write '1\.00 GBP', or MinimumPayout"),
        (lambda: sk.Flat("5 %").floored("more than 1 GBP"), "'more than 1 GBP' is not one amount; write '1 GBP'"),
        (lambda: agreed(sk.steps.MinimumPayout("more than 5 EUR")), "'5.00 EUR' is not in GBP"),
        (lambda: sk.Settlement(steps=[sk.steps.MinimumPayout("above 5 %"), sk.steps.Cap("1 %")]), "paid, 'more than 5 %'"),
        (lambda: sk.steps.Round("0 GBP"), "not an amount to round to"),
        (lambda: sk.steps.Round(mode="sideways"), "not a way of rounding"),
        (lambda: sk.steps.Convert("1 point"), "has no worth of its own"),
        (lambda: sk.steps.Convert("5 %", "1 GBP"), "not what is owed in kind"),
        (lambda: sk.steps.PointsTable({}), "not a table of points"),
        (lambda: sk.steps.PointsTable({5: "1 %", "5": "2 %"}), "stand twice"),
        (lambda: sk.steps.WeightedPool("5 %", weights={}), "not weights by objective"),
        (lambda: sk.steps.WeightedPool("5 %", weights={"A": 0}), "not a positive number"),
        (lambda: sk.steps.EarnBack(0), "not a whole number from 1 on"),
        (lambda: sk.steps.EarnBack(2, share="150 %"), "not a part"),
        (lambda: sk.Settlement(steps=["15 %"]), "not a list of steps"),
        (lambda: sk.Settlement(nature="gift"), "not the nature of a payment"),
        (
            lambda: sk.Settlement(steps=[sk.steps.Cap("10 GBP", clause="7.2"), sk.steps.MinimumDeduction("50 GBP", clause="7.4")]),
            r"clause 7.2: the cap '10.00 GBP' is below the minimum deduction, '50.00 GBP' \(clause 7.4\)",
        ),
        (lambda: sk.Settlement(steps=[sk.steps.MinimumPayout("5 %"), sk.steps.Cap("1 %")]), "below the smallest amount that is paid"),
        (lambda: agreed(sk.steps.Cap("5 EUR", clause="7.2")), "settlement, clause 7.2: '5.00 EUR' is not in GBP"),
        (
            lambda: agreed(sk.steps.Cap("5 %", clause="7.2"), fee=None, currency="GBP"),
            "settlement, clause 7.2: Cap.* is a share of the fee",
        ),
        (lambda: agreed(sk.steps.OnlyLargest(["A", "Bee"])), "'Bee' in OnlyLargest.* is not an objective"),
    ],
)
def test_settlements_that_do_not_fit(made, says):
    """Found when the contract is made, the clause named."""
    with pytest.raises(sk.errors.ContractError, match=says):
        made()


STEPS = [
    sk.steps.OnlyLargest(["A", "B"], among="group", clause="7.1"),
    sk.steps.Cap("10 %", per="rolling 12 months", clause="7.2"),
    sk.steps.Cap("7 days", of=sk.bases.Fee(), only=["A"]),
    sk.steps.Cap("100 GBP", per="whole term", each="objective", of=None),
    sk.steps.OnlySmallest(["A", "B"], between="line"),
    sk.steps.Cap("10 %", per="yearly", net=True, excluding=["A"]),
    sk.steps.MinimumDeduction("10 GBP", excluding=["A"]),
    sk.steps.EarnBack(2, excluding=["B"]),
    sk.steps.MinimumPayout("10 GBP"),
    sk.steps.MinimumPayout("more than 1 GBP", each="line"),
    sk.steps.MinimumPayout("more than 2 %", of="100 GBP"),
    sk.steps.MinimumDeduction("1 %", each="objective"),
    sk.steps.Round("1 GBP", mode="down", scope="total"),
    sk.steps.Convert("1 point", "0.5 %", of="80000 GBP"),
    sk.steps.Convert("1 day"),
    sk.steps.PointsTable({5: "0 %", 10: "2 %"}, of=sk.bases.RecordedAmount("charges", "amount")),
    sk.steps.WeightedPool("10 %", weights={"A": "60 %", "B": "40 %"}),
    sk.steps.WeightedPool("10 %", weights={"A": 3, "B": 1}, redistribute=True),
    sk.steps.EarnBack(3, share="50 %", only=["A"]),
    sk.steps.Offset(),
    sk.steps.BonusBank(clause="9"),
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: type(step).__name__)
@pytest.mark.parametrize("form", ["toml", "json"])
def test_a_step_is_read_back_from_a_document(step, form):
    """And its repr is how one would write it."""
    agreement = agreed(
        step, settlement=sk.Settlement(steps=[step, sk.steps.Round()], nature="liquidated damages", tax="none", sole_remedy=False)
    )
    assert sk.loads(sk.dumps(agreement, format=form), format=form) == agreement
    assert eval(repr(step), {**NAMES, "Fraction": Fraction}) == step


@pytest.mark.parametrize(
    ("per", "payable"),
    [
        ("yearly", "5917.81"),  # 144,000 x 15/365
        ("quarterly", "6000.00"),  # 36,000 x 15/90
        ("whole term", "5917.81"),  # 288,000 x 15/730
        ("rolling 12 months", "5806.45"),  # the only month of it in the term: 12,000 x 15/31
    ],
)
def test_a_cap_in_days_is_of_the_whole_stretch(per, payable):
    """15 days of service at the fee of the whole stretch over its days, in its first month too; 12,000 a month, 2026 and 2027."""
    agreement = agreed(sk.steps.Cap("15 days", of=sk.bases.Fee(), per=per), names="A", fee="12000 GBP")
    assert paid(scored(agreement, "2026-01", a={"m01": 6500})) == [payable]


def test_a_share_of_a_base_is_of_the_whole_stretch_too():
    """1 % of the fees of a year, 12 x 1,000, is 120 in January already, however it is written."""
    for of in (None, sk.bases.Fee()):
        assert paid(scored(agreed(sk.steps.Cap("1 %", of=of, per="yearly"), names="A"), "2026-01", a={"m01": 500})) == ["120.00"]


def test_a_weighted_pool_pays_no_more_than_the_pool():
    """1.00 in three equal shares: 0.34, 0.33, 0.33; 0.05 in two halves: 0.03 and 0.02; one half alone is 0.03."""
    thirds = sk.steps.WeightedPool("1 GBP", weights={"A": 1, "B": 1, "C": 1})
    bad = {"m01": 1}
    assert paid(scored(agreed(thirds, names="A B C"), "2026-01", a=bad, b=bad, c=bad)) == ["0.34", "0.33", "0.33"]
    halves = agreed(sk.steps.WeightedPool("0.05 GBP", weights={"A": 1, "B": 1}))
    assert paid(scored(halves, "2026-01", a=bad, b=bad)) == ["0.03", "0.02"]
    assert paid(scored(halves, "2026-01", a=bad, b={})) == ["0.03", "0.00"]


def test_a_table_of_points_that_falls_is_refused():
    """Unless the contract says so."""
    with pytest.raises(sk.errors.ContractError, match=r"'4 points: 3\.00 GBP' pays less than '2 points: 5\.00 GBP'.*less_for_worse=True"):
        sk.steps.PointsTable({2: "5 GBP", 4: "3 GBP"})
    assert sk.steps.PointsTable({2: "5 GBP", 4: "3 GBP"}, less_for_worse=True)


def test_a_cap_in_kind_after_the_conversion_is_refused():
    """Nothing in kind is left by then; points may still be capped once days are money."""
    for step in (sk.steps.Convert("1 point", "1 GBP"), sk.steps.PointsTable({5: "1 %"})):
        with pytest.raises(sk.errors.ContractError, match=r"clause 7: the cap '10 points' comes after .* has made money of them"):
            sk.Settlement(steps=[step, sk.steps.Cap("10 points", clause="7")])
    assert sk.Settlement(steps=[sk.steps.Convert("1 day"), sk.steps.Cap("10 points")])


@pytest.mark.parametrize("by", ["step", "rule"])
def test_what_was_forfeited_is_not_earned_back(by):
    """30 in January. Claimed, two good months return it; not claimed within 10 days it was never paid, and nothing goes back."""
    steps, rule = ([sk.steps.EarnBack(2)], sk.Flat("3 %")) if by == "step" else ([], sk.Flat("3 %").earned_back(2))
    one = sk.Objective("A", sk.Count("a"), "at most 0", penalty=rule)
    agreement = agreed(objectives=[one], settlement=sk.Settlement(steps=steps, claims=sk.Claims("10 days")))
    made = {"objective": "A", "period": "2026-01", "at": "2026-02-05T00:00Z"}
    for claims, returned in (([made], "30.00 GBP"), ([], None)):
        statement = sk.evaluate(agreement, {"a": rows(m01=1), "claims": claims}, period="2026-03")
        assert [line.returned and str(line.returned) for line in statement.lines] == [returned]


def test_a_forfeited_credit_uses_up_a_cap():
    """40 in January are forfeited; of 60 a year 20 are left for February, which is claimed."""
    settlement = sk.Settlement(steps=[sk.steps.Cap("60 GBP", per="yearly")], claims=sk.Claims("10 days"))
    claims = [{"objective": "A", "period": "2026-02", "at": "2026-03-05T00:00Z"}]
    statement = sk.evaluate(
        agreed(names="A", settlement=settlement), {"a": rows(m01=40, m02=40), "claims": claims}, period=("2026-01-01", "2026-03-01")
    )
    assert paid(statement) == ["0.00", "20.00"]


def test_no_text_shows_a_raw_fraction():
    """A seventh of 1.00 in texts is 0.14 rounded."""
    assert (sk.money("1 GBP") / 7).show() == "0.14 GBP rounded"
    assert (sk.money("18000 GBP") / 31).show() == "580.65 GBP rounded"
