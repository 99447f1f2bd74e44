"""A bank of bonuses that lapse, and credits that can be earned back no more."""

import json
from datetime import UTC, datetime

import pytest

import slakit as sk

COST = sk.Objective("A", sk.Total("a", "n"), "at most 0", penalty=sk.Linear("1 GBP", per=1))
EARN = sk.Objective("B", sk.Total("b", "n"), "at least 0", penalty=sk.Bonus(sk.Linear("1 GBP", per=1)))


def agreement(*steps, first="2026-01-01"):
    term = (first, "2027-01-01")
    parties = {"provider": "P", "customer": "C", "term": term, "timezone": "UTC", "fee": "1000 GBP"}
    return sk.Agreement("Bank", **parties, objectives=[COST, EARN], settlement=sk.Settlement(steps=steps))


def months(ns, first=1):
    return [{"at": datetime(2026, month, 10, tzinfo=UTC), "n": n} for month, n in enumerate(ns, first)]


def payable(agreed, costs, earns, first=1, **asked):
    """What is payable of A, month by month."""
    records = {"a": months(costs, first), "b": months(earns, first)}
    asked = asked or {"period": (f"2026-{first:02}-01", f"2026-{first + len(costs):02}-01")}
    return [str(line.payable.amount) for line in sk.evaluate(agreed, records, **asked).lines if line.name == "A"]


def test_a_bonus_lapses_so_long_after_its_bill():
    """10 of January are there for February and March, and 6 of them lapse before April, whose 9 draw the 5 of March alone."""
    bank = agreement(sk.steps.BonusBank(lapses="2 months"))
    assert payable(bank, [0, 4, 0, 9], [10, 0, 5, 0]) == ["0.00", "0.00", "0.00", "4.00"]
    assert payable(agreement(sk.steps.BonusBank()), [0, 4, 0, 9], [10, 0, 5, 0]) == ["0.00", "0.00", "0.00", "0.00"]


def test_the_last_bill_in_time_still_draws():
    """Three months after January is the bill of April, and not that of May."""
    bank = agreement(sk.steps.BonusBank(lapses="3 months"))
    assert payable(bank, [0, 0, 0, 9], [10, 0, 0, 0])[3] == "0.00"
    assert payable(bank, [0, 0, 0, 0, 9], [10, 0, 0, 0, 0])[4] == "9.00"


def test_days_are_days_of_the_wall_clock():
    """59 days after January, 31 March 24:00 is 59 days on: the bill of March draws; at 58 days it does not."""
    for days, left in (("59 days", "0.00"), ("58 days", "9.00")):
        assert payable(agreement(sk.steps.BonusBank(lapses=days)), [0, 0, 9], [10, 0, 0])[2] == left


def test_the_oldest_bonus_is_drawn_first():
    """10 of January and of February: March draws that of January, so that nothing lapses before April draws that of February."""
    assert payable(agreement(sk.steps.BonusBank(lapses="2 months")), [0, 0, 10, 10], [10, 10, 0, 0]) == ["0.00"] * 4


def test_the_statement_says_what_lapsed():
    """Also in a month in which nothing else happened to the bank."""
    records = {"a": months([0, 0, 0, 0]), "b": months([10, 0, 0, 0])}
    april = sk.evaluate(agreement(sk.steps.BonusBank(lapses="2 months")), records, period="2026-04")
    assert "0.00 GBP in the bank and 0.00 GBP put in; 0.00 GBP drawn against 0.00 GBP; 10.00 GBP lapsed before" in str(april)


@pytest.mark.parametrize("closing", [lambda one: one, sk.Statement.to_json, sk.Statement.close])
def test_history_gives_what_records_give(closing):
    """The bank of earlier months from statements, written down or closed, is that of their records."""
    bank = agreement(sk.steps.BonusBank(lapses="2 months"))
    costs, earns = [0, 4, 0, 9], [10, 0, 5, 0]
    earlier = [
        closing(sk.evaluate(bank, {"a": months(costs[:count]), "b": months(earns[:count])}, period=f"2026-{count:02}"))
        for count in (1, 2, 3)
    ]
    april = {"a": months(costs[3:], 4), "b": months(earns[3:], 4)}
    by_history = sk.evaluate(bank, april, period="2026-04", history=earlier)
    by_records = sk.evaluate(bank, {"a": months(costs), "b": months(earns)}, period="2026-04")
    assert [line.to_dict() for line in by_history.lines] == [line.to_dict() for line in by_records.lines]


def test_an_opening_balance():
    """3 of December are drawn by January and February, whose 1 and 9 leave 7; where they lapse in a month, February draws none."""
    opening = {"2025-12-31": "3 GBP"}
    assert payable(agreement(sk.steps.BonusBank(opening="3 GBP")), [1, 9], [0, 0]) == ["0.00", "7.00"]
    assert payable(agreement(sk.steps.BonusBank(opening=opening)), [1, 9], [0, 0]) == ["0.00", "7.00"]
    assert payable(agreement(sk.steps.BonusBank(opening=opening, lapses="1 month")), [1, 9], [0, 0]) == ["0.00", "9.00"]


def test_earned_back_only_so_long():
    """Missed by 40 and 10, then met twice: with two months, January ended three months before April did, and 10 come back."""
    for lapses, returned in ((None, "50.00 GBP"), ("3 months", "50.00 GBP"), ("2 months", "10.00 GBP"), ("1 month", "None")):
        agreed = agreement(sk.steps.EarnBack(2, only=["A"], lapses=lapses))
        april = sk.evaluate(agreed, {"a": months([40, 10, 0, 0]), "b": months([0] * 4)}, period="2026-04").line("A")
        assert str(april.returned or None) == returned


@pytest.mark.parametrize("form", ["toml", "json"])
def test_they_are_read_back(form):
    """From documents, by the words lapses and opening."""
    bank = sk.steps.BonusBank(lapses="3 months", opening={"2025-12-31": "500 GBP", "2025-11-30": "20 GBP"})
    agreed = agreement(bank, sk.steps.EarnBack(2, lapses="6 months"))
    text = sk.dumps(agreed, format=form)
    assert sk.loads(text, format=form) == agreed
    if form == "json":
        assert json.loads(text)["settlement"]["steps"][0] == {
            "is": "bonus bank",
            "lapses": "3 months",
            "opening": {"2025-11-30": "20 GBP", "2025-12-31": "500 GBP"},
        }


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sk.steps.BonusBank(lapses="soon"), "lapses='soon' is not a length of days or more; write '3 months' or '90 days'"),
        (lambda: sk.steps.BonusBank(lapses="5 hours"), "is not a length of days or more"),
        (lambda: sk.steps.BonusBank(lapses=3), "lapses=3 is not a length"),
        (lambda: sk.steps.BonusBank(opening="3 days"), "opening='3 days' is not money, as bonuses are; write opening='500 GBP'"),
        (lambda: sk.steps.BonusBank(opening="5 %"), "'5 %' is a share, and what came before the term is an amount"),
        (lambda: sk.steps.BonusBank(lapses="3 months", opening="5 GBP"), "lapses on a day that nobody knows; write opening={'2025-12-31'"),
        (lambda: sk.steps.BonusBank(opening={"December": "5 GBP"}), "'December' is not a date"),
        (lambda: agreement(sk.steps.BonusBank(opening={"2026-01-01": "5 GBP"})), "which is not before the term begins, on 2026-01-01"),
        (lambda: agreement(sk.steps.BonusBank(opening="5 EUR")), "'5.00 EUR' is not in GBP"),
    ],
)
def test_what_does_not_fit_is_refused(make, message):
    """With what to write."""
    with pytest.raises(sk.errors.ContractError) as caught:
        make()
    assert message in str(caught.value)
