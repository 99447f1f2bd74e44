"""suggest: order statistics by hand, and the law that the past meets what is suggested."""

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, strategies as st

import slakit as sk

CONTRACT = sk.Agreement(
    "Hosting", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="1000 GBP",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("10 %")),
        sk.Objective("Count", sk.Count("outages", at="start"), "at most 3"),
    ],
)  # fmt: skip


OVER = "2027-01-01T00:00Z"


def down(minutes: list[int]) -> dict[str, list[dict[str, str]]]:
    days = ((number, length) for number, length in enumerate(minutes, 1) if length)
    return {"outages": [{"start": f"2026-{one:02}-10T00:00Z", "end": f"2026-{one:02}-10T{n // 60:02}:{n % 60:02}Z"} for one, n in days]}


@pytest.mark.slow
@given(st.lists(st.integers(0, 1400), min_size=12, max_size=12), st.integers(1, 99))
def test_the_past_meets_it(minutes, percent):
    """In at least the share that was asked for, when the contract with it is evaluated."""
    for one in sk.analyses.suggest(CONTRACT, down(minutes), f"{percent} %", as_of=OVER).each:
        metric = next(objective.metric for objective in CONTRACT.objectives if objective.name == one.objective)
        changed = sk.analyses.what_if(CONTRACT, down(minutes), {f"objectives.{one.objective}.target": one.target}).after
        met = sum(line.outcome == "met" for line in changed.lines if line.name == one.objective)
        assert met == one.met >= Fraction(percent, 100) * 12, metric
        assert one.enough == (ceil(Fraction(percent, 100) * 13) <= 12)


def test_by_hand():
    """A month of 44,640 min with 60 down lost 0.1344 %, at two digits 0.14 %: 99.86 %; of 12 months 92 % is the 12th, 11.96 of 13."""
    sure = sk.analyses.suggest(CONTRACT, down([0, 0, 60]), "92 %", as_of=OVER)
    assert str(sure["Uptime"].target) == "at least 99.86 %"
    assert (sure["Uptime"].met, sure["Uptime"].next_period, sure["Uptime"].enough) == (12, Fraction(12, 13), True)
    assert (sure["Uptime"].payable, sure["Uptime"].payable_then) == (sk.money("100 GBP"), sk.money("0 GBP"))
    assert sure.to_dict()["objectives"][0]["payable_then"] == "0.00 GBP"
    assert str(sure["Count"].target) == "at most 1"
    assert not sk.analyses.suggest(CONTRACT, down([0, 0, 60]), as_of=OVER)["Uptime"].enough  # 95 % needs 19 periods
    assert "too few periods" in str(sk.analyses.suggest(CONTRACT, down([0, 0, 60]), as_of=OVER))
    with pytest.raises(sk.errors.UsageError, match="write confidence='95 %'"):
        sk.analyses.suggest(CONTRACT, down([]), "1", as_of=OVER)


def test_only_what_is_over_and_has_a_figure_counts():
    """As of 10 March 2026 01:00 two months are over, both without an outage; March is left out. Of none down 100 % is met in 2 of 2."""
    one = sk.analyses.suggest(CONTRACT, down([0, 0, 60]))["Uptime"]
    assert (str(one.target), one.met, one.periods, one.left_out, one.enough) == ("at least 100 %", 2, 2, 1, False)
    assert "2 of 2, 1 left out" in str(sk.analyses.suggest(CONTRACT, down([0, 0, 60])))
    answered = [{"at": "2026-02-05T00:00Z", "ok": "yes"}, {"at": "2026-04-05T00:00Z", "ok": "no"}]
    contract = sk.Agreement(
        "Posts", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective("Good", sk.Share("posts", good={"ok": "yes"}), "at least 90 %")],
    )  # fmt: skip
    only = sk.analyses.suggest(contract, {"posts": answered}, as_of="2026-06-15T00:00Z")["Good"]
    assert (only.periods, only.left_out, only.met) == (2, 4, 2)  # February and April; January, March and May have none, June is not over
    none = sk.analyses.suggest(contract, {"posts": answered[:1]})["Good"]
    assert (none.target, none.why, none.left_out) == (None, "no whole period that is over has a figure", 2)


def test_what_would_have_been_paid_under_an_amendment():
    """Of 20 posts 16 were good in July, and all in the other months: at 85 % July alone costs, 20 % of 1,000 by the terms of July."""

    def terms(target, share):
        return sk.Objective("O", sk.Share("posts", good={"ok": True}), target, penalty=sk.Flat(share))

    was = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        fee="1000 GBP",
        objectives=[terms("at least 90 %", "10 %")],
    )
    amended = was.amend(effective="2026-07-01", objectives=[terms("at least 99 %", "20 %")])
    good = [20, 19, 18, 17, 19, 20, 16, 18, 19, 20, 17, 19]
    rows = [{"at": f"2026-{month:02}-08T00:00Z", "ok": index < n} for month, n in enumerate(good, 1) for index in range(20)]
    one = sk.analyses.suggest(amended, {"posts": rows}, "80 %", as_of="2027-01-01T00:00Z")["O"]
    # 17 of 20 in April cost 10 % before July; from July on 16, 18, 19, 17 and 19 of 20 are under 99 %
    assert (one.target.show(), str(one.payable), str(one.payable_then)) == ("at least 85 %", "1100.00 GBP", "200.00 GBP")
