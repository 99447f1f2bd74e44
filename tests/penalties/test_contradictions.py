"""What rules and settlements refuse because it cannot be meant, and what they compare: in money, in kind, as a bonus."""

import pytest

import slakit as sk

F = sk.Flat


def agreed(rule, target="at most 0", **settings):
    """A fee of 1,000.00 a month, and a count that may not pass the target."""
    given = {"term": ("2026-01-01", "2026-04-01"), "timezone": "UTC", "fee": "1000 GBP"} | settings
    return sk.Agreement("A", provider="P", customer="C", objectives=[sk.Objective("X", sk.Count("f"), target, penalty=rule)], **given)


def lines(rule, *months, target="at most 0", others=(), **settings):
    """So many records in January, February and March."""
    records = [{"at": f"2026-{month:02}-05T00:00Z"} for month, count in enumerate(months, 1) for _ in range(count)]
    return sk.evaluate(agreed(rule, target, **settings), {"f": records} | dict(others), as_of="2026-05-01T00:00Z").lines


def test_an_average_skips_what_lies_before_the_term_only():
    """January has no month before it; February that of January, 900; March (900 + 700) / 2 = 800, of which 10 % are 80."""
    paid = {"paid": [{"at": f"2026-{month:02}-05T00:00Z", "amount": amount} for month, amount in ((1, 900), (2, 700), (3, 1))]}
    judged = lines(F("10 %", of=sk.bases.Average(2, sk.bases.RecordedAmount("paid", "amount"))), 1, 1, 1, others=paid)
    assert [str(line.credit) for line in judged] == ["None", "90.00 GBP", "80.00 GBP"]
    assert judged[0].unsettled


def test_an_average_with_an_unknown_amount_inside_the_term_is_missing():
    """February has no amount: March rests on it, and nothing is guessed."""
    paid = {"paid": [{"at": f"2026-{month:02}-05T00:00Z", "amount": 900} for month in (1, 3)]}
    judged = lines(F("10 %", of=sk.bases.Average(2, sk.bases.RecordedAmount("paid", "amount"))), 1, 1, 1, others=paid)
    assert (str(judged[1].credit), judged[2].credit) == ("90.00 GBP", None)
    assert "no amount" in judged[2].unsettled


def test_the_larger_in_kind():
    """10 points are more than 5, whichever stands first, and 48 hours more than 1 day."""
    for rule in (F("5 points") | F("10 points"), F("10 points") | F("5 points")):
        assert [str(unit) for unit in lines(rule, 1)[0].units] == ["10 points"]
    assert lines(F("1 day") | F("48 hours"), 1)[0].units == (sk.quantity("2 days"),)


def test_the_larger_bonus():
    """Of two bonuses the larger, 20.00 by either order."""
    for rule in (sk.Bonus({"1": "10 GBP"}) | sk.Bonus({"1": "20 GBP"}), sk.Bonus({"1": "20 GBP"}) | sk.Bonus({"1": "10 GBP"})):
        assert str(lines(rule, 1, target="at most 2")[0].bonus) == "20.00 GBP"


@pytest.mark.parametrize(
    "parts",
    [
        (F("5 points"), F("10 %")),
        (F("5 points"), F("1 day")),
        (sk.Right("terminate"), F("10 %")),
        (sk.Right("a"), sk.Right("b")),
        (sk.Bonus({"1": "10 GBP"}), F("10 %")),
        (F("5 points") + F("1 %"), F("2 %")),
    ],
)
def test_what_cannot_be_compared_has_no_larger(parts):
    """Points beside money, a right beside money, a bonus beside a credit."""
    with pytest.raises(sk.errors.ContractError, match=r"cannot be compared.*write"):
        parts[0] | parts[1]


def test_a_rule_of_ones_own_is_compared_when_it_pays():
    """What a function gives is not known before it gives it: 30.00 is larger than 2 % of 1,000.00, and points are refused then."""

    @sk.penalty
    def own(case):
        return sk.money("30 GBP")

    @sk.penalty
    def points(case):
        return sk.types.Penalty(sk.money("0 GBP"), units=(sk.quantity("3 points"),))

    assert str(lines(own | F("2 %"), 1)[0].credit) == "30.00 GBP"
    with pytest.raises(sk.errors.ContractError, match="cannot be compared"):
        lines(points | F("2 %"), 1)


def test_a_cap_in_kind_is_for_all_of_one_kind():
    """2 days and 48 hours are 4 days, of which 3 are left; points are not touched."""
    line = lines((F("2 days") + F("48 hours") + F("7 points")).capped("3 days"), 1)[0]
    assert sum(unit.base for unit in line.units if unit.dimension == "[time]") == sk.quantity("3 days").base
    assert sk.quantity("7 points") in line.units


def test_a_floor_in_kind_is_for_all_of_one_kind():
    """2 days and 48 hours are 4 days, raised to 5; at least 3 they are already."""
    rule = F("2 days") + F("48 hours")
    for least, wanted in (("5 days", "5 days"), ("3 days", "4 days")):
        assert sum(unit.base for unit in lines(rule.floored(least), 1)[0].units) == sk.quantity(wanted).base


def test_caps_and_floors_hold_a_bonus():
    """300.00 of bonus is cut to 100.00, beside a credit as well; 10.00 is raised to 40.00."""
    for rule in (sk.Bonus({"1": "300 GBP"}).capped("100 GBP"), (sk.Bonus({"1": "300 GBP"}) + F("5 %")).capped("10 %")):
        line = lines(rule, 1, target="at most 2")[0]
        assert (str(line.bonus), str(line.credit)) == ("100.00 GBP", "0.00 GBP")
        assert "capped at" in line.steps[-1]
    assert str(lines(sk.Bonus({"1": "10 GBP"}).floored("40 GBP"), 1, target="at most 2")[0].bonus) == "40.00 GBP"


@pytest.mark.parametrize("rule", [F("1 %").floored("50 GBP").capped("1 %"), F("1 %").capped("10 GBP").floored("5 %")])
def test_a_cap_below_its_floor_at_the_fee(rule):
    """1 % of 1,000.00 is 10.00, below 50.00; at 10,000.00 it is 100.00 and fits, as 5 % of 100.00 fits 10.00."""
    with pytest.raises(sk.errors.ContractError, match=r"the cap .* is below the floor .*; write a cap above it"):
        agreed(rule)
    agreed(rule, fee="10000 GBP" if "50.00" in repr(rule) else "100 GBP")


def test_a_cap_below_its_floor_at_an_amended_fee():
    """50.00 is below 1 % of 10,000.00, and above that of 1,000.00."""
    rule = F("1 %").floored("50 GBP").capped("1 %")
    with pytest.raises(sk.errors.ContractError, match="is below the floor"):
        agreed(rule, fee="10000 GBP").amend(effective="2026-02-01", fee="1000 GBP")


@pytest.mark.parametrize(
    "steps",
    [
        [sk.steps.Cap("1 %"), sk.steps.MinimumDeduction("50 GBP")],
        [sk.steps.Cap("10 GBP"), sk.steps.MinimumDeduction("5 %")],
        [sk.steps.Cap("40 GBP", per="yearly"), sk.steps.MinimumDeduction("50 GBP")],
        [sk.steps.Cap("1 %", per="quarterly"), sk.steps.MinimumDeduction("50 GBP")],
        [sk.steps.Cap("40 GBP", per="whole term"), sk.steps.MinimumPayout("50 GBP")],
    ],
)
def test_a_settlement_that_deducts_at_least_more_than_it_may(steps):
    """At 1,000.00 a month: 10.00 against 50.00, 10.00 against 50.00, 40.00 a year against 50.00 a month, 30.00 a quarter, 40.00 a term."""
    with pytest.raises(sk.errors.ContractError, match=r"the cap .* is below the"):
        agreed(F("1 %"), settlement=sk.Settlement(steps=steps))


def test_a_settlement_that_may():
    """60.00 a quarter is above 50.00 a month; a cap of a day is not held against what a month deducts."""
    for cap in (sk.steps.Cap("2 %", per="quarterly"), sk.steps.Cap("10 GBP", per="daily")):
        agreed(F("1 %"), settlement=sk.Settlement(steps=[cap, sk.steps.MinimumDeduction("50 GBP")]))


def test_two_earn_backs_of_one_objective():
    """The same credit would go back twice; of two objectives each may have its own."""
    for steps in ([sk.steps.EarnBack(2), sk.steps.EarnBack(3)], [sk.steps.EarnBack(2, only=["X"]), sk.steps.EarnBack(3)]):
        with pytest.raises(sk.errors.ContractError, match="earned back twice"):
            sk.Settlement(steps=steps)
    sk.Settlement(steps=[sk.steps.EarnBack(2, only=["X"]), sk.steps.EarnBack(3, only=["Y"])])


def test_names_that_stand_twice():
    """Pairs may repeat a name where a dict may not."""
    with pytest.raises(sk.errors.ContractError, match="'X' stands twice"):
        sk.steps.WeightedPool("10 %", weights=[("X", 1), ("X", 2)])
    with pytest.raises(sk.errors.ContractError, match="'n' stands twice"):
        sk.rules.Product("1 GBP", [("n", 2), ("n", 3)])
    with pytest.raises(sk.errors.ContractError, match="'minor' stands twice"):
        sk.rules.ByLevel([("minor", "1 %"), ("minor", "2 %")])


@pytest.mark.parametrize(
    "rule",
    [
        sk.PerBreach("5 GBP"),
        F("1 %") + sk.PerBreach("5 GBP").capped("9 GBP"),
        sk.rules.Product("1 GBP", {"n": sk.factors.LookupNumber(sk.factors.Failures(), above={2: 3})}),
    ],
)
def test_arrears_for_single_failures(rule):
    """How often an earlier period failed is not kept, so it could never settle."""
    with pytest.raises(sk.errors.ContractError, match=r"arrears=True.*write"):
        rule.only_if(in_a_row=2, arrears=True)
    rule.only_if(in_a_row=2)


@pytest.mark.parametrize(
    "rule",
    [
        sk.rules.Accrual("1 GBP", per=1),
        sk.Linear("1 GBP", per=1, against=0),
        sk.Bonus(sk.Linear("1 GBP", per=1)),
        sk.Bonus({"5": "1 GBP"}),
        sk.rules.Product("1 GBP", {"n": sk.factors.MeasuredNumber(per=1)}),
    ],
)
def test_a_target_with_two_sides(rule):
    """Between 3 and 10, what is too few and what is too many are not one direction."""
    with pytest.raises(sk.errors.ContractError, match="two sides; write two objectives"):
        agreed(rule, "between 3 and 10")


def test_short_of_either_side():
    """What lies short of a range is counted on either side: 1 of 3 is 2 short, 2.00."""
    assert str(lines(sk.Linear("1 GBP", per=1), 1, target="between 3 and 10")[0].credit) == "2.00 GBP"


@pytest.mark.parametrize(
    "rule",
    [
        F("5 %").only_if(in_a_row=2),
        F("5 %").only_if(misses=(2, 6)) + F("1 %"),
        F("5 %").repeated({2: 2}),
        sk.PerBreach("5 GBP"),
        sk.rules.Unreported("5 %"),
    ],
)
def test_a_bonus_for_misses(rule):
    """A period that is met has no row of misses, no failures to be paid for, and a figure."""
    with pytest.raises(sk.errors.ContractError, match="Bonus"):
        sk.Bonus(rule)
