"""Accrual and Multiple: by what was measured, worked out by hand."""

import pytest
from penalty_cases import MONTHS, amount, assessed, case, silent, written

import slakit as sk


@pytest.mark.parametrize(("steps", "owed"), [("exact", "160.00"), ("full", "100.00"), ("begun", "200.00")])
def test_by_the_hour_with_two_free(steps, owed):
    """3 h 36 min less 2 h are 1.6 h: 160 exact, one full hour 100, two begun 200."""
    rule = sk.rules.Accrual("100 GBP", per="1 hour", free="2 hours", counting=steps)
    assert amount(rule, "3 h 36 min", "at most 1 hour") == f"{owed} GBP"
    assert written(rule)


def test_its_arithmetic():
    """What was measured, what was free, and what is left."""
    rule = sk.rules.Accrual("100 GBP", per="1 hour", free="2 hours", counting="begun")
    result = assessed(rule, case("216 min", "at most 1 hour"))
    assert result == ("200.00 GBP", ("3.6 hour less 2 hours free, 1.6 hour: 2 x 100.00 GBP = 200.00 GBP",))
    assert assessed(rule, case("2 hours", "at most 1 hour")) == ("0.00 GBP", ("2 hour, 2 hours free: nothing owed",))
    assert assessed(rule, case("1 hour", "at most 1 hour")) == ("0.00 GBP", ())


def test_a_day_of_the_quarter_for_each_hour():
    """A ninety-first of 9,100 for each of 30 hours is 3,000; 27.5 % of 9,100 is 2,502.50 (the terms of an IT maintenance contract)."""
    rule = sk.rules.Accrual("1/91", per="1 hour")
    assert amount(rule, "30 hours", "at most 0 hours", fee="9100 GBP") == "3000.00 GBP"
    assert amount(rule.capped("27.5 %"), "30 hours", "at most 0 hours", fee="9100 GBP") == "2502.50 GBP"


def test_days_late():
    """500 a day: 5 days are 2,500, 30 days stop at the 12,000 that the deliverable cost (a state revenue department)."""
    rule = sk.rules.Accrual("500 USD", per="1 day").capped("100 %", of="12000 USD")
    for days, owed in ((5, "2500.00 USD"), (30, "12000.00 USD")):
        assert amount(rule, f"{days} days", "at most 0 days", fee=None, currency="USD") == owed
    assert written(rule)


@pytest.mark.parametrize(("steps", "owed"), [("full", "30000.00"), ("begun", "40000.00"), ("exact", "32857.14")])
def test_half_a_percent_a_week(steps, owed):
    """3 weeks and 2 days late, 0.5 % of 2,000,000 a week: three, four, or 23/7 weeks (construction)."""
    rule = sk.rules.Accrual("0.5 %", per="1 week", counting=steps, of="2000000 USD").capped("10 %", of="2000000 USD")
    assert amount(rule, "23 days", "at most 0 days", fee=None, currency="USD") == f"{owed} USD"
    assert amount(rule, "175 days", "at most 0 days", fee=None, currency="USD") == "200000.00 USD"


def test_late_goods():
    """10.5 % of 200 for every 2 days: 8 days 84; 18 days 189, capped at 52 % of the goods, 104."""
    rule = sk.rules.Accrual("10.5 %", per="2 days", of="200 USD").capped("52 %", of="200 USD")
    assert amount(rule, "8 days", "at most 0 days", fee=None, currency="USD") == "84.00 USD"
    assert amount(rule, "18 days", "at most 0 days", fee=None, currency="USD") == "104.00 USD"


def test_per_head():
    """250 for each of three passengers, half of it within two hours: 375 (EU 261/2004)."""
    assert amount(sk.rules.Accrual("125 EUR", per="1 passenger"), "3 passengers", "at most 0", fee=None, currency="EUR") == "375.00 EUR"
    assert amount(sk.rules.Accrual("1/30", per=1), 4, "at most 0 items", fee="3000 USD", currency="USD") == "400.00 USD"


def test_a_month_without_a_report_has_nothing_to_accrue():
    """Unreported pays for it instead, and for nothing else."""
    rule = sk.rules.Accrual("100 GBP", per="1 hour") + sk.rules.Unreported("10 %")
    assert assessed(rule, silent("at most 1 hour")) == ("1200.00 GBP", ("not reported: 10 % of 12,000.00 GBP = 1,200.00 GBP",))
    assert amount(rule, "3 hours", "at most 1 hour") == "300.00 GBP"
    assert amount(sk.rules.Unreported("10 %"), None) == "0.00 GBP"
    assert written(rule)


MAY, FEBRUARY = MONTHS[4], MONTHS[1]


@pytest.mark.parametrize(
    ("period", "down", "counting", "owed"),
    [
        (MAY, "34.4 min", "full", "0.00"),  # 0.01 % of 44,640 min is 4.464; 29.936 are no full step of 30
        (MAY, "34.464 min", "full", "10.00"),  # 30 min and no more
        (MAY, "34.4 min", "begun", "10.00"),
        (MAY, "34.464001 min", "begun", "20.00"),
        (MAY, "4.464 min", "begun", "0.00"),
        (FEBRUARY, "34.4 min", "full", "10.00"),  # 0.01 % of 40,320 min is 4.032; 30.368 are one
    ],
)
def test_a_share_of_the_period_is_free(period, down, counting, owed):
    """The free part is a share of the minutes of its month, the steps are of time."""
    rule = sk.rules.Accrual("10 GBP", per="30 min", free="0.01 %", counting=counting)
    assert amount(rule, down, "at most 0 min", period=period) == f"{owed} GBP"
    assert written(rule)


def test_the_arithmetic_of_a_free_share():
    """What of the period was free, what is left, and no full step of it."""
    rule = sk.rules.Accrual("10 GBP", per="30 min", free="0.01 %", counting="full")
    assert assessed(rule, case("34.4 min", "at most 0 min", period=MAY))[1] == (
        "34.4 min less 4.464 min free (0.01 % of the period), 29.936 min: 0 x 10.00 GBP = 0.00 GBP",
    )
    assert assessed(rule, case("4 min", "at most 0 min", period=MAY))[1] == ("4 min, 4.464 min free (0.01 % of the period): nothing owed",)


def test_a_free_share_in_a_product():
    """1 GBP x one full step of 30 min x 40 areas in February; none in May."""
    rule = sk.rules.Product("1 GBP", {"steps": sk.factors.MeasuredNumber(per="30 min", free="0.01 %", counting="full"), "areas": "40"})
    assert amount(rule, "34.4 min", "at most 0 min", period=FEBRUARY) == "40.00 GBP"
    assert amount(rule, "34.4 min", "at most 0 min", period=MAY) == "0.00 GBP"
    assert written(rule)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: sk.rules.Accrual("1 GBP", per="1 hour", free="2"), "free='2' is not in the unit"),
        (lambda: sk.rules.Accrual("1 GBP", per="1 hour", free="-2 hours"), "less than nothing"),
        (lambda: sk.rules.Accrual("1 GBP", per="1 hour", free="3 messages"), r"write both in one, or a share of the period, free='0.01 %'"),
        (lambda: sk.rules.Accrual("1 GBP", per="1 hour", free="101 %"), "more than the whole period"),
        (lambda: sk.rules.Accrual("1 GBP", per="1 passenger", free="1 %"), "not in the unit of per='1 passenger'; write both in one$"),
        (lambda: sk.factors.MeasuredNumber(per="1 hour", free="1 pp"), "free='1 pp' is not in the unit"),
        (lambda: sk.factors.MeasuredNumber(per="1 hour", free="2"), "free='2' is not in the unit"),
        (lambda: sk.rules.Accrual("1 GBP", per="0 hours"), "is not above zero"),
        (lambda: sk.rules.Accrual("1 GBP", per="1 hour", counting="half"), "counting='half' is not one of its words"),
        (lambda: sk.rules.Multiple(0), "is not a multiple"),
        (lambda: sk.rules.Multiple("ten"), "is not a number"),
    ],
)
def test_what_is_no_rule(make, says):
    """The error says what to write."""
    with pytest.raises(sk.errors.ContractError, match=says):
        make()


@pytest.mark.parametrize(
    ("metric", "target", "rule", "says"),
    [
        (sk.Uptime("o"), "at least 99 %", sk.rules.Accrual("1 GBP", per="1 hour"), "measure the time down, Downtime"),
        (sk.Count("o"), "at least 3", sk.rules.Accrual("1 GBP", per=1), "more is better"),
        (sk.Count("o"), "at most 3", sk.rules.Multiple(10), "neither a share nor a length of time"),
        (sk.Elapsed("o", since="a", until="b"), "at least 3 hours", sk.rules.Multiple(10), "more time is better"),
    ],
)
def test_rules_that_do_not_fit(metric, target, rule, says):
    """Units and directions are checked when the contract is made."""
    with pytest.raises(sk.errors.ContractError, match=says):
        sk.Objective("O", metric, target, penalty=rule)


def test_ten_times_the_fee_for_the_time_down():
    """30 of 129,600 minutes of 37,500 are 8.6806; ten times that 86.81 (a chat service, its quarter of 2026)."""
    quarter = next(iter(sk.quarterly(tz="UTC").periods(sk.Span("2026-01-01T00:00Z", "2026-04-01T00:00Z"))))
    up = sk.types.Quantity(1 - sk.quantity("1/4320").base, "")
    given = case(up, "at least 99.99 %", fee="37500 USD", currency="USD", period=quarter)
    assert assessed(sk.rules.Multiple(10), given) == (
        "86.81 USD",
        ("0.023148 % down: 10 x 1/4320 of 37,500.00 USD = 86.81 USD rounded",),
    )
    timed = case("30 min", "at most 10 min", fee="37500 USD", currency="USD", period=quarter)
    assert assessed(sk.rules.Multiple(10), timed)[0] == "86.81 USD"


def test_other_multiples():
    """1,250 / 720 h x 100 is 173.61; 1,000 x 1,000 x 1 min of a 30-day month is 23.15, at most half the price."""
    assert amount(sk.rules.Multiple(100), "1 hour", "at most 0 min", fee="1250 USD", currency="USD") == "173.61 USD"
    rule = sk.rules.Multiple(1000).capped("50 %")
    assert amount(rule, "1 min", "at most 0 min", fee="1000 USD", currency="USD") == "23.15 USD"
    assert amount(rule, "1 hour", "at most 0 min", fee="1000 USD", currency="USD") == "500.00 USD"
    assert amount(sk.rules.Multiple(10), "99.99 %", "at least 99.99 %") == "0.00 GBP"
    assert assessed(sk.rules.Multiple(10), silent()) == ("0.00 GBP", ())
    assert amount(sk.rules.Multiple("0.5", of="900 GBP"), "1 hour", "at most 0 min", fee=None) == "0.63 GBP"
    assert written(rule)


@pytest.mark.parametrize(
    ("metric", "target", "rule"),
    [
        (sk.Count("o"), "at most 0", sk.rules.Accrual("5 GBP", per=1, free=2)),
        (sk.Uptime("o"), "at least 99 %", sk.Linear("5 GBP", per="1 pp", against="100 %")),
        (sk.Count("o"), "at most 0", sk.rules.Product("5 GBP", {"n": sk.factors.MeasuredNumber(per=1)})),
        (sk.Count("o"), "at most 0", sk.rules.Pool("25 %", at_risk="80 GBP")),
        (sk.Uptime("o"), "at least 99 %", sk.rules.Multiple(10, of="80 GBP").floored("1 GBP")),
    ],
)
def test_amounts_alone_need_no_fee(metric, target, rule):
    """A step and a figure are no shares of a fee."""
    assert not rule.needs_fee
    parties = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2026-02-01"), "timezone": "UTC"}
    agreed = sk.Agreement("A", **parties, objectives=[sk.Objective("O", metric, target, penalty=rule)])
    assert agreed.pays_in == "GBP"


@pytest.mark.parametrize(
    "rule",
    [
        sk.rules.Accrual("5 %", per=1),
        sk.rules.Pool("25 %"),
        sk.rules.Multiple(10),
        sk.rules.Product("5 %", {"n": "2"}),
        sk.Flat("1 GBP").capped("5 %"),
    ],
)
def test_shares_need_a_fee(rule):
    """And say so."""
    assert rule.needs_fee
