"""Penalty rules: what each pays and the arithmetic it shows, worked out by hand (P1 to P4)."""

from fractions import Fraction

import pytest
from names import NAMES

import slakit as sk
from slakit.metrics.measure import Measure
from slakit.penalties.case import Case

PERIOD = next(iter(sk.monthly(tz="UTC").periods(sk.Span("2026-01-01T00:00Z", "2026-02-01T00:00Z"))))
FEE = sk.money("12000 GBP")


def case(measured, target="at least 99.9 %", breaches=None, unit="", fee=FEE, **settings):
    target = sk.target(target)
    value = None if measured is None else sk.quantity(measured).base
    verdict = target.judge(Measure(value=value, unit=unit, breaches=breaches))
    return Case(verdict=verdict, target=target, period=PERIOD, fee=fee, currency="GBP", **settings)


def paid(rule, *given, **settings):
    penalty = rule.assess(case(*given, **settings))
    return str(penalty.credit.rounded()), penalty.steps


def test_flat():
    """5 % of 12,000 is 600, for a miss of any size and for nothing else."""
    assert paid(sk.Flat("5 %"), "99.8 %") == ("600.00 GBP", ("5 % of 12,000.00 GBP = 600.00 GBP",))
    assert paid(sk.Flat("5 %"), "0 %")[0] == "600.00 GBP"
    assert paid(sk.Flat("5 %"), "99.9 %") == ("0.00 GBP", ())
    assert paid(sk.Flat("5 %"), None) == ("0.00 GBP", ())
    assert paid(sk.Flat("250 GBP"), "1 %") == ("250.00 GBP", ("250.00 GBP",))


def test_per_breach():
    """So much for each failure, the first ones free; a tenth of a percent of 12,000 is 12."""
    assert paid(sk.PerBreach("500 GBP"), 3, "at most 0", breaches=3) == ("1500.00 GBP", ("3 x 500.00 GBP = 1,500.00 GBP",))
    assert paid(sk.PerBreach("500 GBP", free=2), 3, "at most 0", breaches=3) == ("500.00 GBP", ("3 failures less 2 free: 500.00 GBP",))
    assert paid(sk.PerBreach("500 GBP", free=3), 3, "at most 0", breaches=3) == ("0.00 GBP", ("3 failures, 3 free: nothing owed",))
    assert paid(sk.PerBreach("0.1 %"), 3, "at most 0", breaches=3) == ("36.00 GBP", ("3 x 0.1 % of 12,000.00 GBP = 36.00 GBP",))
    assert paid(sk.PerBreach("500 GBP"), 3, "at most 5", breaches=3) == ("0.00 GBP", ())


TIERS = sk.Tiered({"99.9 %": "5 %", "95 %": "2500 GBP", "99 %": "10 %"})


@pytest.mark.parametrize(
    ("measured", "amount"),
    [
        ("99.9 %", "0.00"),
        ("99.8999 %", "600.00"),
        ("99 %", "600.00"),
        ("98.9999 %", "1200.00"),
        ("95 %", "1200.00"),
        ("94.99 %", "2500.00"),
        ("0 %", "2500.00"),
    ],
)
def test_tiers_below(measured, amount):
    """Below an edge, not at it; the worst crossed edge pays."""
    assert paid(TIERS, measured)[0] == f"{amount} GBP"


def test_each_edge_keeps_its_operator():
    """At 99 % exactly: at_or_below pays, below does not (P1)."""
    rule = sk.Tiered({"99.9 %": "5 %"}, at_or_below={"99 %": "10 %"})
    assert paid(rule, "99 %") == ("1200.00 GBP", ("at or below 99 %: 10 % of 12,000.00 GBP = 1,200.00 GBP",))
    assert paid(rule, "99.0001 %") == ("600.00 GBP", ("below 99.9 %: 5 % of 12,000.00 GBP = 600.00 GBP",))


def test_tiers_above():
    """Where more is worse: above 2 hours, at or above 4 hours."""
    rule = sk.Tiered(above={"2 hours": "1 %"}, at_or_above={"4 hours": "2 %"})
    results = [paid(rule, value, "at most 2 hours", unit="us")[0] for value in ("120 min", "121 min", "239 min", "240 min")]
    assert results == ["0.00 GBP", "120.00 GBP", "120.00 GBP", "240.00 GBP"]


def test_tiers_of_a_rounded_figure():
    """Tiers look at the figure that was compared: 99.8611 rounds to 99.9 and pays nothing (V2)."""
    assert paid(TIERS, "99.8611 %", sk.at_least("99.9 %", rounding="0.1 %"))[0] == "0.00 GBP"
    assert paid(TIERS, "98.96 %", sk.at_least("99.9 %", rounding="0.1 %"))[0] == "600.00 GBP"


def test_tiers_may_pay_for_what_is_met():
    """A table may begin above the target."""
    assert paid(sk.Tiered({"99.99 %": "1 %", "99 %": "10 %"}), "99.95 %", "at least 99.9 %")[0] == "120.00 GBP"


@pytest.mark.parametrize(
    ("steps", "amount", "shown"),
    [
        ("exact", "2040.00", "17 x 1 % of 12,000.00 GBP = 2,040.00 GBP"),
        ("full", "2040.00", "17 x 1 % of 12,000.00 GBP = 2,040.00 GBP"),
        ("begun", "2040.00", "17 x 1 % of 12,000.00 GBP = 2,040.00 GBP"),
    ],
)
def test_linear_on_a_step(steps, amount, shown):
    """17 points short of 95 % are 17 steps, however they are counted."""
    assert paid(sk.Linear("1 %", per="1 pp", counting=steps), "78 %", "at least 95 %") == (f"{amount} GBP", (f"17 pp short: {shown}",))


@pytest.mark.parametrize(("steps", "amount"), [("exact", "63.00"), ("full", "48.00"), ("begun", "72.00")])
def test_linear_between_steps(steps, amount):
    """1.3125 points by halves are 2.625 steps of 24: exact 63, two full 48, three begun 72."""
    assert paid(sk.Linear("0.2 %", per="0.5 pp", counting=steps), "93.6875 %", "at least 95 %")[0] == f"{amount} GBP"


def test_linear_in_time_and_counts():
    """90 min over, 10 GBP for each begun hour: 20; 7 over 3 by twos, exact: 2 steps of 1 %."""
    assert paid(sk.Linear("10 GBP", per="1 hour", counting="begun"), "3.5 hours", "at most 2 hours", unit="us")[0] == "20.00 GBP"
    assert paid(sk.Linear("1 %", per=2), 7, "at most 3", unit="item")[0] == "240.00 GBP"


def test_a_third_stays_a_third():
    """1/3 point of 1 % of 12,000 is 40; of 100.00 it is 0.33, rounded only at the line (P3)."""
    rule = sk.Linear("1 %", per="3 pp")
    assert paid(rule, "94 %", "at least 95 %")[0] == "40.00 GBP"
    assert rule.assess(case("94 %", "at least 95 %", fee=sk.money("100 GBP"))).credit.exact == Fraction(1, 3)


def test_capped():
    """15 % capped at 10 % says so in a line of its own; below the cap nothing is said."""
    rule = sk.Linear("1 %", per="1 pp").capped("10 %")
    assert paid(rule, "80 %", "at least 95 %") == (
        "1200.00 GBP",
        ("15 pp short: 15 x 1 % of 12,000.00 GBP = 1,800.00 GBP", "capped at 10 % of 12,000.00 GBP = 1,200.00 GBP"),
    )
    assert paid(rule, "90 %", "at least 95 %")[1] == ("5 pp short: 5 x 1 % of 12,000.00 GBP = 600.00 GBP",)


def test_both_and_the_larger():
    """a + b pays both, a | b the larger, of equals the first."""
    flat, linear = sk.Flat("5 %"), sk.Linear("1 %", per="1 pp")
    assert paid(flat + linear, "90 %", "at least 95 %")[0] == "1200.00 GBP"
    amount, steps = paid(flat | linear, "88 %", "at least 95 %")
    assert amount == "840.00 GBP"
    assert steps[-1] == "the larger of 600.00 GBP and 840.00 GBP"
    assert paid(flat | linear, "90 %", "at least 95 %")[1][0].startswith("5 % of")
    assert paid(flat | sk.PerBreach("1 GBP"), "99.95 %") == ("0.00 GBP", ())


def test_the_smaller():
    """a & b pays the smaller, of equals the first, and nothing where one owes nothing: 5 % of 12,000 against 12 points or 3 points."""
    flat, linear = sk.Flat("5 %"), sk.Linear("1 %", per="1 pp")
    assert paid(flat & linear, "83 %", "at least 95 %")[0] == "600.00 GBP"
    amount, steps = paid(flat & linear, "92 %", "at least 95 %")
    assert (amount, steps[-1]) == ("360.00 GBP", "the smaller of 600.00 GBP and 360.00 GBP")
    assert paid(flat & linear, "90 %", "at least 95 %")[1][0].startswith("5 % of")
    halves = flat & sk.Linear("1 %", per="5 pp", counting="full")
    amount, steps = paid(halves, "92 %", "at least 95 %")
    assert (amount, steps[-1]) == ("0.00 GBP", "the smaller of 600.00 GBP and nothing")
    assert paid(flat & linear, "99.95 %") == ("0.00 GBP", ())


def test_the_smaller_and_the_larger_absorb_each_other():
    """As amounts: the larger of a and (a & b) is a, and so is the smaller of a and (a | b)."""
    a, b = sk.Flat("5 %"), sk.Linear("1 %", per="1 pp")
    for figure in ("83 %", "92 %", "94.99 %", "95 %"):
        assert {paid(rule, figure, "at least 95 %")[0] for rule in (a, a | (a & b), a & (a | b))} == {paid(a, figure, "at least 95 %")[0]}


def test_what_cannot_be_compared_has_no_smaller():
    """Money and points, or a right and anything else."""
    for rule in (lambda: sk.Flat("5 %") & sk.Flat("1 point"), lambda: sk.Right("terminate") & sk.Right("audit")):
        with pytest.raises(sk.errors.ContractError, match="cannot be compared"):
            rule()


def test_rules_are_values():
    """Equal by what they say, however it was written; nested ones open; repr is how to write it."""
    assert sk.Flat("5 %") == sk.Flat(sk.quantity("5 %"))
    assert sk.Tiered({"99 %": "10 %", "99.9 %": "5 %"}) == sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})
    a, b, c = sk.Flat("1 %"), sk.Flat("2 %"), sk.Flat("3 %")
    assert (a + b) + c == a + (b + c)
    assert (a | b) | c == a | (b | c)
    assert (a & b) & c == a & (b & c)
    for rule in (
        TIERS,
        sk.Linear("1 %", per="1 pp", counting="full").capped("10 %"),
        (a + b).capped("5 GBP"),
        (a + b) | c,
        (a | b) & (a + c),
        sk.PerBreach("1 GBP", free=2),
    ):
        assert eval(repr(rule), NAMES) == rule


@sk.penalty
def apology(case):
    """Ten for each miss in a row."""
    return case.streak * sk.money("10 GBP")


@sk.penalty
def silent(case):
    """Nothing."""


@sk.penalty
def wrong(case):
    """Not money."""
    return 10


@sk.penalty(always=True)
def fixed(case):
    """Asked for met periods too."""
    return sk.money("1 GBP")


def test_functions():
    """A function is asked for misses; None is nothing; what is not money is the contract's fault."""
    assert paid(apology, "90 %", streak=3) == ("30.00 GBP", ("apology: 30.00 GBP",))
    assert paid(apology, "99.9 %", streak=0) == ("0.00 GBP", ())
    assert paid(silent, "90 %") == ("0.00 GBP", ())
    assert paid(fixed, "100 %")[0] == "1.00 GBP"
    assert paid(apology.capped("25 GBP"), "90 %", streak=3)[0] == "25.00 GBP"
    with pytest.raises(sk.errors.ContractError, match="wrong gave 10, which is not money"):
        paid(wrong, "90 %")
    with pytest.raises(sk.errors.ContractError, match="name of its own"):
        sk.penalty(lambda case: None)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: sk.Flat("5"), "'5' is not a credit, it has no unit; write '5 GBP', '5 %', '5 days' or '5 points'"),
        (lambda: sk.Flat("5 GB"), "is not a credit"),
        (lambda: sk.Flat("-5 %"), "negative credit"),
        (lambda: sk.Flat("-5 GBP"), "negative credit"),
        (lambda: sk.PerBreach("5 GBP", free=-1), "free=-1"),
        (lambda: sk.PerBreach("5 GBP", free=True), "free=True"),
        (lambda: sk.Tiered({}), "tiers are empty"),
        (lambda: sk.Tiered({"99 %": "5 %", "2 hours": "6 %"}), "not of one kind"),
        (lambda: sk.Tiered({"99 %": "5 %"}, above={"99.9 %": "6 %"}), "down or up, not both"),
        (lambda: sk.Tiered({"99 %": "5 %"}, at_or_below={"99.0 %": "6 %"}), "is written twice"),
        (lambda: sk.Tiered({"x": "5 %"}), "is not a quantity"),
        (lambda: sk.Linear("1 %", per="0 pp"), "is not above zero"),
        (lambda: sk.Linear("1 %", per="1 pp", counting="fully"), "did you mean 'full'"),
        (lambda: sk.Settlement(cap="-1 %"), "negative"),
    ],
)
def test_what_is_no_rule(make, says):
    """The error says what to write."""
    with pytest.raises(sk.errors.ContractError, match=says):
        make()


def objective(target, rule, metric=None):
    return sk.Objective("O", metric or sk.Uptime("outages"), target, penalty=rule)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (sk.Linear("1 %", per="1 min"), "not in the unit of the target"),
        (sk.Tiered({"2 hours": "1 %"}), "not in the unit of the target"),
        (sk.Tiered(above={"99.9 %": "1 %"}), "punish good service"),
        (sk.Flat("1 %") + sk.Linear("1 %", per="1 min"), "not in the unit of the target"),
        (sk.Linear("1 %", per="1 min").capped("3 %"), "not in the unit of the target"),
        (sk.Linear("1 %", per=1), "per='1' has no unit, and Uptime.* is a share; write per='1 pp'"),
        (sk.Bonus(sk.Linear("1 %", per="0.1")), "has no unit, and"),
        (sk.rules.Product("1 GBP", {"short": sk.factors.Shortfall(per=1)}), "has no unit, and"),
        (lambda case: None, "put @penalty on the function"),
    ],
)
def test_rules_that_do_not_fit_their_objective(rule, says):
    """Units and directions are checked when the contract is made, inside joined rules too."""
    with pytest.raises(sk.errors.ContractError, match=says):
        objective("at least 99.9 %", rule)
