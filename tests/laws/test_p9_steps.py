"""P9 for the steps of a settlement: over a whole term, more failure never earns the provider more, or the reason why it may."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

import slakit as sk

BOTH_WAYS = sk.Linear("5 GBP", per=1) + sk.Bonus(sk.Linear("4.01 GBP", per=1))
OBJECTIVES = [
    sk.Objective("A", sk.Count("a"), "at most 0", penalty=sk.Linear("7.03 GBP", per=1)),
    sk.Objective("B", sk.Count("b"), "at most 2", penalty=BOTH_WAYS),
    sk.Objective("C", sk.Count("c"), "at most 0", penalty=sk.PerBreach("2 points") + sk.PerBreach("1 day")),
]
STEPS = {
    "cap": [sk.steps.Cap("2 %")],
    "cap net": [sk.steps.Cap("2 %", net=True)],
    "cap of all but one": [sk.steps.Cap("2 %", excluding=["B"]), sk.steps.Cap("1 %", only=["B"])],
    "only largest": [sk.steps.OnlyLargest(["A", "B"])],
    "minimum payout": [sk.steps.MinimumPayout("10 GBP")],
    "more than a minimum": [sk.steps.MinimumPayout("more than 14.06 GBP")],
    "minimum deduction": [sk.steps.MinimumDeduction("10 GBP")],
    "round": [sk.steps.Round("1 GBP")],
    "weighted pool": [sk.steps.WeightedPool("5 %", weights={"A": 2, "B": 1})],
    "weighted pool, redistributed": [sk.steps.WeightedPool("5 %", weights={"A": 2, "B": 1}, redistribute=True)],
    "convert": [sk.steps.Convert("1 point", "0.5 %"), sk.steps.Convert("1 day")],
    "points table": [sk.steps.PointsTable({2: "1 %", 3: "9 GBP", 5: "2 %"})],
    "offset": [sk.steps.Offset()],
    "bonus bank": [sk.steps.BonusBank()],
    "bonus bank that lapses": [sk.steps.BonusBank(lapses="1 month")],
    "bonus bank with a balance": [sk.steps.BonusBank(lapses="2 months", opening={"2025-12-31": "9 GBP", "2025-11-30": "3 GBP"})],
    "cap that is used up": [sk.steps.Cap("40 GBP", per="yearly", used="15 GBP")],
    "rolling cap that is used up": [sk.steps.Cap("40 GBP", per="rolling 3 months", used={"2025-12-31": "15 GBP", "2025-11-30": "9 GBP"})],
    "in order": [
        sk.steps.Convert("1 point", "3 GBP"),
        sk.steps.Convert("1 day", "1 %"),
        sk.steps.Cap("3 %"),
        sk.steps.MinimumPayout("5 GBP"),
        sk.steps.BonusBank(),
    ],
}
BY_DESIGN = {"earn back", "only smallest", "a points table that falls"}  # each with its test below, which says why
FIVE_MONTHS = ("2026-01-01", "2026-06-01")


def agreement(steps, objectives=OBJECTIVES):
    return sk.Agreement(
        "Law",
        provider="P",
        customer="C",
        term=FIVE_MONTHS,
        timezone="UTC",
        fee="997.31 GBP",
        objectives=objectives,
        settlement=sk.Settlement(steps=steps),
    )


def paid(agreed, counts):
    """What the provider pays over the term, less what it is paid; `counts` are failures by stream and month."""
    rows = {
        stream: [{"at": datetime(2026, month, 5, tzinfo=UTC)} for month, count in enumerate(months, 1) for _ in range(count)]
        for stream, months in counts.items()
    }
    found = sk.evaluate(agreed, rows)
    return sum(part.exact * sign for part, sign in ((found.payable, 1), (found.bonus, -1), (found.returned, -1)) if part)


months = st.lists(st.integers(0, 4), min_size=5, max_size=5)
terms = st.fixed_dictionaries({"a": months, "b": months, "c": months})


@pytest.mark.parametrize("name", STEPS)
def test_worse_months_never_cost_less(name):
    """Any failures more, in any months."""
    agreed = agreement(STEPS[name])

    @given(terms, terms)
    def law(some, more):
        worse = {stream: [one + another for one, another in zip(some[stream], more[stream], strict=True)] for stream in some}
        assert paid(agreed, some) <= paid(agreed, worse)

    law()


def test_every_step_is_listed():
    """Every step of the standard vocabulary is under the law, or has a reason."""
    from slakit.documents.kinds import STEP

    assert set(sk.STANDARD.words(STEP)) <= set(STEPS) | BY_DESIGN


def test_earn_back_returns_a_whole_run_of_misses():
    """What P9 does not hold for, by design: a bad month between two bad ones joins their run, and good months return all of it.

    Missed by 3, met, missed by 1, then two good months: 4 less 1 returned is 3. With the second month missed as well, by 1, the run of
    3, 1 and 1 is returned whole, and nothing is left.
    """
    agreed = agreement([sk.steps.EarnBack(2)], [sk.Objective("A", sk.Count("a"), "at most 0", penalty=sk.Linear("1 GBP", per=1))])
    assert [paid(agreed, {"a": counts}) for counts in ([3, 0, 1, 0, 0], [3, 1, 1, 0, 0])] == [3, 0]


def test_only_the_smallest_may_pay_less_for_worse():
    """What P9 does not hold for, by design: A alone owes 14.06; with one failure of B's, which owes 5, the smaller of the two pays."""
    agreed = agreement(
        [sk.steps.OnlySmallest(["A", "D"])],
        [OBJECTIVES[0], sk.Objective("D", sk.Count("b"), "at most 0", penalty=sk.Linear("5 GBP", per=1))],
    )
    assert [paid(agreed, {"a": [2, 0, 0, 0, 0], "b": [count, 0, 0, 0, 0]}) for count in (0, 1)] == [Fraction("14.06"), 5]


def test_earn_back_never_returns_more_than_was_credited():
    """However bad the months were."""
    agreed = agreement([sk.steps.EarnBack(1), sk.steps.Offset()], [OBJECTIVES[0]])

    @given(months)
    def law(counts):
        assert paid(agreed, {"a": counts}) >= 0

    law()


def test_a_points_table_that_falls():
    """What P9 does not hold for, by design: a contract may print a table that pays less for more points, if it says so."""
    agreed = agreement(
        [sk.steps.PointsTable({2: "5 GBP", 4: "3 GBP"}, less_for_worse=True)],
        [sk.Objective("C", sk.Count("c"), "at most 0", penalty=sk.PerBreach("2 points"))],
    )
    assert [paid(agreed, {"c": [count, 0, 0, 0, 0]}) for count in (1, 2)] == [5, 3]
