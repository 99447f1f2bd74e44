"""Rules that look back, from records of several months; worked out by hand."""

from datetime import UTC, datetime, timedelta

import pytest

import slakit as sk

DATED = {"provider": "P", "customer": "C", "timezone": "UTC"}


def down(month, minutes):
    """An outage that begins on the second day of a month of 2026."""
    start = datetime(2026, month, 2, tzinfo=UTC)
    return {"start": start, "end": start + timedelta(minutes=minutes)}


def scored(target, rule, outages, months, fee="3200 USD"):
    promise = sk.Objective("Uptime", sk.Uptime("outages"), target, penalty=rule)
    agreed = sk.Agreement("A", **DATED, term=("2026-01-01", f"2026-{months + 1:02}-01"), fee=fee, objectives=[promise])
    return sk.evaluate(agreed, {"outages": outages}).lines


@pytest.mark.parametrize(("second", "owed"), [(28.224, ["0.00 USD", "5.44 USD"]), (16.128, ["0.00 USD", "0.00 USD"])])
def test_two_months_in_a_row(second, owed):
    """99.90 % of January (44.64 of 44,640 min) and 99.93 % of February (28.224 of 40,320): 0.10 % + 0.07 % of 3,200 are 5.44.

    With 99.96 % (16.128 min) February meets 99.95 %, and nothing is owed for either (HubSpot).
    """
    rule = sk.rules.Multiple(1).only_if(in_a_row=2, arrears=True)
    lines = scored("at least 99.95 %", rule, [down(1, 44.64), down(2, second)], 2)
    assert [str(line.credit) for line in lines] == owed


def test_the_first_of_the_row_was_its_own_base():
    """2 % of January's orders of 1,000 and of February's of 500: 30, told apart."""
    rule = sk.Flat("2 %", of=sk.bases.RecordedAmount("orders", "value")).only_if(in_a_row=2, arrears=True)
    promise = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.95 %", penalty=rule)
    agreed = sk.Agreement("A", **DATED, term=("2026-01-01", "2026-03-01"), currency="USD", objectives=[promise])
    orders = [{"at": "2026-01-09T00:00Z", "value": 1000}, {"at": "2026-02-09T00:00Z", "value": 500}]
    _, line = sk.evaluate(agreed, {"outages": [down(1, 60), down(2, 60)], "orders": orders}).lines
    assert (str(line.credit), line.steps) == (
        "30.00 USD",
        (
            "2 % of value of orders, 500.00 USD = 10.00 USD",
            "for 2026-01: 2 % of value of orders, 1,000.00 USD = 20.00 USD",
        ),
    )


def test_points_of_three_months():
    """98.5 % and 96.5 % running: 1 point, then 3 x 2; a month at 100 % ends the row, and 98.5 % is 1 again."""
    points = sk.Tiered({"99 %": "1 point", "98 %": "2 points", "97 %": "3 points", "96 %": "4 points"}).repeated({2: 2})
    outages = [down(1, 0.015 * 44640), down(2, 0.035 * 40320), down(4, 0.015 * 43200)]
    lines = scored("at least 99 %", points, outages, 4)
    assert [line.units for line in lines] == [(sk.quantity("1 point"),), (sk.quantity("6 points"),), (), (sk.quantity("1 point"),)]


@pytest.mark.parametrize(("missed", "rights"), [((1, 4, 9), ()), ((1, 4, 7, 9), ("declare a default",))])
def test_four_of_twelve(missed, rights):
    """Three misses in twelve months are no default, four are (Texas DIR)."""
    lines = scored("at least 99 %", sk.Right("declare a default").only_if(misses=(4, 12)), [down(month, 2000) for month in missed], 9)
    assert lines[-1].rights == rights


def test_earned_back_from_records():
    """5 % of 3,200 in January; February and March meet 99.9 %, so 160 come back in March, once."""
    lines = scored("at least 99.9 %", sk.Flat("5 %").earned_back(2), [down(1, 600)], 4)
    assert [str(line.credit) for line in lines] == ["160.00 USD", "0.00 USD", "0.00 USD", "0.00 USD"]
    assert [line.returned and str(line.returned) for line in lines] == [None, None, "160.00 USD", None]


def test_a_right_by_what_was_credited():
    """160 a month: the third in four months makes 480, 15 % of the 3,200."""
    rule = sk.Flat("5 %").grants("terminate", owing="15 %", within=4)
    lines = scored("at least 99.9 %", rule, [down(month, 600) for month in (1, 2, 4)], 4)
    assert [line.rights for line in lines] == [(), (), (), ("terminate",)]
