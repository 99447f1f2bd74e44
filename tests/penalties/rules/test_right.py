"""Rights and earn-back, worked out by hand."""

import pytest
from penalty_cases import assessed, case, past, silent, written

import slakit as sk
from slakit.penalties.bases.credit_base import Missing


def test_a_right_by_three_in_a_row():
    """Not after two; a period that did not report counts; both rules beside it still pay."""
    rule = sk.Flat("5 %") + sk.Right("terminate").only_if(in_a_row=3)
    result = rule.assess(case("90 %", streak=3))
    assert (result.credit, result.rights) == (sk.money("600 GBP"), ("terminate",))
    assert result.steps[-1] == "the customer may terminate"
    assert rule.assess(case("90 %", streak=2)).rights == ()
    assert rule.assess(silent(streak=3)).rights == ("terminate",)
    assert written(rule)
    assert sk.Right("audit").kinds == {"a right"}


def test_a_right_below_a_floor():
    """Below 95 %, in one period."""
    rule = sk.Right("step in").only_if(below="95 %")
    assert rule.assess(case("94.9 %")).rights == ("step in",)
    assert rule.assess(case("95 %")).rights == ()


def test_a_right_by_points():
    """5 points a miss: four misses of six periods make 20; January's is the seventh back and does not count."""
    rule = sk.Flat("5 points").grants("terminate", owing="20 points", within=6)
    units = ["5 points", None, "5 points", None, None, "5 points"]
    months = ["90 %", "100 %", "90 %", "100 %", "100 %", "90 %"]
    assert rule.assess(case("90 %", history=past(*months, units=units))).rights == ()
    more = rule.assess(case("90 %", history=past(*months[2:], "90 %", units=[*units[2:], "5 points"])))
    assert more.rights == ("terminate",)
    assert more.steps[-1] == "20 points in all, at least 20 points: the customer may terminate"
    assert rule.assess(case("100 %", history=past(*months, units=units))).rights == ()


def test_a_right_by_money():
    """600 a miss; the third reaches 15 % of 12,000; what was credited then has to be known."""
    rule = sk.Flat("5 %").grants("terminate", owing="15 %")
    history = past("90 %", "90 %", credits=["600 GBP", "600 GBP"])
    assert rule.assess(case("90 %", history=history)).rights == ("terminate",)
    assert rule.assess(case("90 %", history=history[1:])).rights == ()
    with pytest.raises(Missing, match="what was credited for 2026-01 is not known"):
        rule.assess(case("90 %", history=past("90 %")))


BACK = sk.Flat("5 %").earned_back(2)


def earned(rule, now, *before, credits):
    penalty = rule.assess(case(now, history=past(*before, credits=[f"{credit} GBP" for credit in credits])))
    return (None if penalty.returned is None else str(penalty.returned)), penalty.steps


def test_two_good_periods_earn_a_credit_back():
    """Missed in January, met in February and March: March earns the 600 back, February and April do not."""
    assert earned(BACK, "100 %", "90 %", "100 %", credits=[600, 0]) == (
        "600.00 GBP",
        ("earned back: 600.00 GBP credited for 2026-01",),
    )
    assert earned(BACK, "100 %", "90 %", credits=[600])[0] is None
    assert earned(BACK, "100 %", "90 %", "100 %", "100 %", credits=[600, 0, 0])[0] is None
    assert earned(BACK, "90 %", "90 %", "100 %", credits=[600, 0])[0] is None
    assert earned(BACK, "100 %", "90 %", "90 %", credits=[600, 600])[0] is None
    assert earned(BACK, "100 %", "90 %", None, credits=[600, 0])[0] is None


def test_earned_back_by_a_better_figure_and_in_part():
    """Half of 600, for a next period at 99.95 % or more; 99.92 % meets the target and not that."""
    rule = sk.Flat("5 %").earned_back(target="at least 99.95 %", share="50 %")
    assert earned(rule, "99.95 %", "90 %", credits=[600]) == (
        "300.00 GBP",
        ("earned back: 50 % of 600.00 GBP credited for 2026-01 = 300.00 GBP",),
    )
    assert earned(rule, "99.92 %", "90 %", credits=[600])[0] is None


def test_what_was_credited_is_needed():
    """Nothing is guessed."""
    with pytest.raises(Missing, match="what was credited for 2026-01 is not known"):
        sk.Flat("5 %").earned_back().assess(case("100 %", history=past("90 %")))
    assert assessed(BACK, case("90 %"))[0] == "600.00 GBP"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: sk.Right(""), "is not a name; write right="),
        (lambda: sk.Flat("5 %").earned_back() + sk.Flat("1 %"), "looks at what the whole line came to"),
        (lambda: sk.Flat("5 %").earned_back().only_if(in_a_row=2), "looks at what the whole line came to"),
        (lambda: sk.Flat("5 %").earned_back().earned_back(2), "is earned back already"),
        (lambda: sk.Flat("5 %").grants("audit", owing="9 %") | sk.Flat("1 %"), "looks at what the whole line came to"),
        (lambda: sk.Flat("5 %").earned_back(0), "after=0"),
        (lambda: sk.Flat("5 %").earned_back(share="150 %"), "is not a share above 0 % and up to 100 %"),
        (lambda: sk.Flat("5 %").earned_back(target="good"), "is not a target"),
        (lambda: sk.Flat("5 %").grants("audit", owing="much"), "is not a credit"),
    ],
)
def test_what_is_none(make, says):
    """The error says what to write."""
    with pytest.raises(sk.errors.ContractError, match=says):
        make()
