"""Agreements: what does not fit together is refused, all at once; and what fee a period carries (P2, W2)."""

from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, strategies as st
from names import NAMES

import slakit as sk
from slakit.agreements.billing import Billing
from slakit.timeline.local_days import local_days

UPTIME = sk.Uptime("outages")


def agreement(**changes):
    settings = {
        "name": "A",
        "provider": "P",
        "customer": "C",
        "term": ("2026-01-01", "2027-01-01"),
        "timezone": "Europe/London",
        "fee": "1000 GBP",
        "objectives": [sk.Objective("Uptime", UPTIME, "at least 99.9 %")],
    }
    settings |= changes
    return sk.Agreement(settings.pop("name"), **settings)


def problems(**changes):
    with pytest.raises(sk.errors.ContractError) as found:
        agreement(**changes)
    return found.value.problems


def test_everything_that_is_wrong_at_once():
    """A name twice, a term backwards, euros beside pounds, and shares of a fee that is not there: four problems in one error."""
    found = problems(
        name=" ",
        term=("2027-01-01", "2026-01-01"),
        fee=None,
        objectives=[
            sk.Objective("Uptime", UPTIME, "at least 99.9 %", penalty=sk.Flat("5 %")),
            sk.Objective("Uptime", UPTIME, "at least 99 %", penalty=sk.Flat("5 GBP")),
            sk.Objective("Other", UPTIME, "at least 99 %", penalty=sk.Flat("5 EUR") + sk.PerBreach("7 EUR")),
        ],
        settlement=sk.Settlement(cap="10 %"),
    )
    wanted = [
        "'Uptime' stands 2 times",
        "not the name of an agreement",
        "reversed",
        "objective 'Uptime': Flat('5 %') is a share of the fee",
        "settlement: Settlement(cap='10 %') is a share of the fee",
        "'5.00 EUR' is not in GBP",
        "'7.00 EUR' is not in GBP",
    ]
    assert len(found) == len(wanted)
    for text in wanted:
        assert any(text in problem for problem in found), text


def test_arguments_that_are_wrong_one_by_one_are_told_at_once():
    """Each argument that cannot be read is named, and what the others have against each other is told beside them."""
    found = problems(
        name="", provider="", customer=5, term=("2027-01-01", "2026-01-01"), timezone="Europe/Londn", fee="1000", window="montly",
        objectives=[], settlement="15 %",
    )  # fmt: skip
    assert [problem.partition(" is not ")[0] for problem in found[:3]] == ["name=''", "provider: ''", "customer: 5"]
    assert found[3] == "timezone: 'Europe/Londn' is not a time zone; did you mean 'Europe/London'?"
    assert [problem.partition(" is not ")[0] for problem in found[4:8]] == [
        "fee: '1000'",
        "window: 'montly'",
        "objectives",
        "settlement='15 %'",
    ]
    assert found[8].startswith("term=('2027-01-01', '2026-01-01'): ")
    assert "reversed" in found[8]
    assert len(found) == 9


def test_both_dates_of_a_term_are_told():
    """Two dates that are none are two problems."""
    assert [problem.partition(" is not ")[0] for problem in problems(term=("soon", "2026-02-30"))] == ["term: 'soon'", "term: '2026-02-30'"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"term": ("2026-01-01", "2026-01-01")}, "empty"),
        ({"term": "2026"}, "is not a term"),
        ({"term": ("2026-01-01", "2026-02-30")}, "is not a date"),
        ({"timezone": "Europe/Londn"}, "did you mean 'Europe/London'"),
        (
            {"timezone": "GMT+2"},
            r"'GMT\+2' is not a time zone; write a name of the IANA list of time zones, 'Europe/London'$",
        ),  # Etc/GMT+2 is two hours behind
        ({"fee": "1000"}, "names no currency"),
        ({"fee": "-1 GBP"}, "negative"),
        ({"window": "montly"}, "monthly"),
        ({"objectives": []}, "not a list of objectives"),
        ({"objectives": [UPTIME]}, "not a list of objectives"),
        ({"provider": ""}, "not the name of a party"),
        ({"settlement": "15 %"}, "settlement"),
        ({"window": sk.rolling("30 days")}, "overlap"),
    ],
)
def test_what_is_no_agreement(changes, says):
    """The error says what to write."""
    with pytest.raises(sk.errors.ContractError, match=says):
        agreement(**changes)


@pytest.mark.parametrize(
    ("metric", "target", "settings", "says"),
    [
        (UPTIME, "at least 30 minutes", {}, "cannot judge a ratio; write 'at least 99.9 %'"),
        (sk.Count("posts"), "at most 2 hours", {}, "cannot judge a count"),
        (sk.Elapsed("c", since="a", until="b"), "at most 3", {}, "cannot judge a length of time"),
        (UPTIME, "at least 99 %", {"silence": "mised"}, "did you mean 'missed'"),
        (UPTIME, "at least 99 %", {"minimum": -1}, "minimum=-1"),
        (len, "at least 99 %", {}, "@metric"),
        (UPTIME, "99 %", {}, "is not a target"),
    ],
)
def test_what_is_no_objective(metric, target, settings, says):
    """Minutes do not judge a ratio, a function is not yet a metric."""
    with pytest.raises(sk.errors.ContractError, match=says):
        sk.Objective("O", metric, target, **settings)


def test_a_bare_number_is_meant_in_the_unit_of_the_tiers():
    """The tiers of a bare 800 are in ms, and so is what is written instead; without any unit there are two."""
    latency = sk.Elapsed("c", since="a", until="b")
    for above, says in (({"800 ms": "2 %"}, "write 'at most 800 ms'$"), ({"800": "2 %"}, "write 'at most 800 min' or 'at most 800 hours'")):
        with pytest.raises(sk.errors.ContractError, match=says):
            sk.Objective("O", latency, "at most 800", penalty=sk.Tiered(above=above))


def test_an_objective_tells_all_its_problems():
    """Name, minimum and target in one error, each with the name of the objective."""
    with pytest.raises(sk.errors.ContractError) as found:
        sk.Objective("", UPTIME, "at most 3 hours", minimum="x")
    assert len(found.value.problems) == 3
    assert all(problem.startswith("objective ''") for problem in found.value.problems)


def test_an_agreement_is_a_value():
    """Equal when what it says is equal; a term may be of dates, a party of a name."""
    same = agreement(term=(date(2026, 1, 1), date(2027, 1, 1)), provider=sk.Party("P"), window="monthly", fee=sk.money("1000.00 GBP"))
    assert same == agreement()
    assert hash(same) == hash(agreement())
    assert same.pays_in == "GBP"
    assert agreement(fee=None).pays_in is None
    assert agreement(fee=None, settlement=sk.Settlement(cap="5 EUR")).pays_in == "EUR"


def test_the_term_in_its_zone():
    """From local midnight to local midnight; instants with an offset are taken as they are."""
    assert agreement(term=("2026-07-01", "2026-08-01")).span == sk.Span("2026-06-30T23:00Z", "2026-07-31T23:00Z")
    assert agreement(term=("2026-07-01T00:00Z", "2026-08-01T12:00+02:00")).span == sk.Span("2026-07-01T00:00Z", "2026-08-01T10:00Z")


def fees(window=None, judged=None, **changes):
    """The fee of each period that is judged."""
    agreed = agreement(**({"window": window} if window else {}), **changes)
    billing = Billing(agreed)
    window = (judged or agreed.window).within("Europe/London")
    return {period.label: str(billing.fee(period).rounded()) for period in window.periods(agreed.span)}


def test_a_period_carries_its_fee():
    """A month is a fee, whatever its length; March loses an hour in London and is whole all the same."""
    assert set(fees().values()) == {"1000.00 GBP"}


def test_a_quarter_is_three_fees():
    """And a year twelve, the whole term of half a year six."""
    assert fees(judged=sk.quarterly()) == dict.fromkeys(("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"), "3000.00 GBP")
    assert fees(judged=sk.yearly()) == {"2026": "12000.00 GBP"}
    assert list(fees(judged=sk.whole_term(), term=("2026-01-01", "2026-07-01")).values()) == ["6000.00 GBP"]


def test_a_partial_month_is_prorated_by_days():
    """From 15 January 17 of 31 days are left: 548.39; to 8 March 7 of 31: 225.81 (W2)."""
    assert fees(term=("2026-01-15", "2026-03-08")) == {"2026-01": "548.39 GBP", "2026-02": "1000.00 GBP", "2026-03": "225.81 GBP"}


def test_a_partial_month_across_the_clock_change():
    """From 28 March 4 of 31 days are left, though one of them has 23 hours: 129.03."""
    assert fees(term=("2026-03-28", "2026-05-01"))["2026-03"] == "129.03 GBP"


def test_partial_full_and_skip():
    """partial="full" charges a cut month whole, partial="skip" does not judge it."""
    term = ("2026-01-15", "2026-03-01")
    assert fees(sk.monthly(partial="full"), term=term) == {"2026-01": "1000.00 GBP", "2026-02": "1000.00 GBP"}
    assert fees(sk.monthly(partial="skip"), term=term) == {"2026-02": "1000.00 GBP"}


def test_a_quarter_of_full_months():
    """A quarter over a cut January that is charged whole: three fees."""
    assert fees(sk.monthly(partial="full"), judged=sk.quarterly(), term=("2026-01-15", "2026-04-01")) == {"2026-Q1": "3000.00 GBP"}


def test_a_week_is_a_share_of_its_months():
    """The week of 30 March has two days of March and five of April: 2000 / 31 + 5000 / 30 = 231.18."""
    assert fees(judged=sk.weekly())["2026-W14"] == "231.18 GBP"


def test_the_billing_period_that_settles():
    """A quarter is settled with the month in which it ends."""
    agreed = agreement()
    billing = Billing(agreed)
    quarter = next(iter(sk.quarterly(tz="Europe/London").periods(agreed.span)))
    assert billing.period_of(quarter).label == "2026-03"


def test_parties_have_roles():
    """Roles are told in one order."""
    party = sk.Party("Acme plc", roles={"sign-off": "head of brand", "delivery": "agency"})
    assert party == sk.Party("Acme plc", roles={"delivery": "agency", "sign-off": "head of brand"})
    assert party.roles == {"delivery": "agency", "sign-off": "head of brand"}
    assert eval(repr(party), NAMES) == party


def test_a_term_of_datetimes():
    """Aware datetimes are instants."""
    assert agreement(term=(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))).span == sk.Span(
        "2026-01-01T00:00Z", "2026-02-01T00:00Z"
    )


@pytest.mark.parametrize(
    ("fee", "said"),
    [
        ("12.000 EUR", "'12.000 EUR' is not one amount, its '.' may separate thousands or decimals; write '12000 EUR' or '12.00 EUR'"),
        ("1299.999 EUR", "fee='1299.999 EUR' has more decimals than EUR has; write fee='1300.00 EUR'"),
        ("1/3 EUR", "fee='1/3 EUR' has more decimals than EUR has; write fee='0.33 EUR'"),
        ("0.5 JPY", "fee='0.5 JPY' has more decimals than JPY has; write fee='1 JPY'"),
    ],
)
def test_a_fee_with_too_many_decimals(fee, said):
    """A fee is paid as it stands: in the contract, in an amendment and in a document an amount that nobody can pay is refused."""
    contract = agreement(fee="100 EUR", objectives=[sk.Objective("Uptime", UPTIME, "at least 99 %")])
    document = sk.dumps(contract).replace("100 EUR", fee)
    for made in (lambda: contract.amend(effective="2026-07-01", fee=fee), lambda: evolve(contract, fee=fee), lambda: sk.loads(document)):
        with pytest.raises(sk.errors.ContractError) as caught:
            made()
        assert said in str(caught.value).replace(' = "', "='").replace('"', "'")  # a document has it in TOML


@pytest.mark.parametrize(
    ("zone", "first", "fee", "found"),
    [  # a midnight that a clock change skipped, the fee of the month, and what of it is left by the count of dates
        ("Atlantic/Azores", "2026-03-29", "3100 EUR", "300.00 EUR"),
        ("Asia/Beirut", "2026-03-29", "3100 EUR", "300.00 EUR"),
        ("Africa/Cairo", "2026-04-24", "3000 EUR", "700.00 EUR"),
        ("America/Santiago", "2026-09-06", "3000 EUR", "2500.00 EUR"),
        ("America/Havana", "2026-03-08", "3100 EUR", "2400.00 EUR"),
        ("Atlantic/Azores", "2026-10-25", "3100 EUR", "700.00 EUR"),  # an hour after midnight is repeated
        ("Asia/Beirut", "2026-10-25", "3100 EUR", "700.00 EUR"),  # the hour before midnight is repeated
        ("America/Santiago", "2026-04-05", "3000 EUR", "2600.00 EUR"),
    ],
)
def test_a_fee_by_days_counts_local_dates(zone, first, fee, found):
    """The date on which the clocks change at midnight is a whole one, where the term begins with it and where it ends before it."""
    month, whole = first[:7], sk.money(fee)
    after = Billing(agreement(term=(first, "2027-01-01"), timezone=zone, fee=fee))
    before = Billing(agreement(term=("2026-01-01", first), timezone=zone, fee=fee))
    left = after.fee(after.periods[0])
    assert str(left.rounded()) == found
    assert before.fee(before.periods[-1]) + left == whole
    assert (before.periods[-1].label, after.periods[0].label) == (month, month)


def test_a_fee_by_days_of_daily_weekly_and_split_periods():
    """3,100 a month in the Azores: 100 for every date of March, 700 for each of its weeks; 2,800 and 300 where an amendment splits it."""
    agreed = agreement(timezone="Atlantic/Azores", fee="3100 EUR")
    billing = Billing(agreed)
    for window, fee, count in (("daily", "100.00 EUR", 31), ("weekly", "700.00 EUR", 4)):
        periods = list(sk.window(window).within("Atlantic/Azores").periods(agreed.span))
        march = [
            period
            for period in periods
            if period.label.startswith("2026-03") or period.label in ("2026-W10", "2026-W11", "2026-W12", "2026-W13")
        ]
        assert [str(billing.fee(period)) for period in march] == [fee] * count
    split = Billing(agreed.amend(effective="2026-03-29", fee="3100 EUR", split=True))
    pieces = [period for period in split.periods if period.partial]
    assert [(period.label, str(split.fee(period))) for period in pieces] == [
        ("2026-03-01..2026-03-28", "2800.00 EUR"),
        ("2026-03-29..2026-03-31", "300.00 EUR"),
    ]


def test_fees_of_hours_that_a_clock_change_repeats():
    """25 October of London has 25 hours, each a 25th of the fee of its day; an hour that is billed by itself has its own fee."""
    window, billing = sk.window("hourly").within("Europe/London"), Billing(agreement(timezone="Europe/London", fee="3100 GBP"))
    hours = list(window.periods(sk.Span("2026-10-25T00:00+01:00", "2026-10-26T00:00Z")))
    assert [str(billing.fee(hour)) for hour in hours] == ["4.00 GBP"] * 25  # 3,100 / 31 / 25
    skipped = list(window.periods(sk.Span("2026-03-29T00:00Z", "2026-03-30T00:00+01:00")))
    assert [billing.fee(hour).exact for hour in skipped] == [Fraction(100, 23)] * 23
    hourly = Billing(agreement(timezone="Europe/London", fee="7 GBP", window="hourly"))
    assert {str(hourly.fee(hour)) for hour in [*hours, *skipped]} == {"7.00 GBP"}


def test_days_owed_in_kind_count_local_dates():
    """Three days of March from the 29th on in the Azores are all of it: converted they are the whole fee of 300, and the cap is too."""
    for steps in ([sk.steps.Convert("1 day")], [sk.steps.Cap("3 days"), sk.steps.Convert("1 day")]):
        agreed = agreement(
            term=("2026-03-29", "2026-06-01"),
            timezone="Atlantic/Azores",
            fee="3100 EUR",
            objectives=[sk.Objective("Calm", sk.Count("faults"), "at most 0", penalty=sk.Flat("3 days"))],
            settlement=sk.Settlement(steps=steps),
        )
        statement = sk.evaluate(agreed, {"faults": [{"at": "2026-03-30T12:00Z"}]}, period="2026-03")
        assert str(statement.lines[0].payable) == "300.00 EUR"


@given(
    st.sampled_from(["Atlantic/Azores", "Asia/Beirut", "Africa/Cairo", "America/Santiago", "America/Havana", "Europe/London"]), st.data()
)
def test_dates_are_counted_one_by_one(zone, data):
    """Between two dates of any zone lie as many days as a slow count of dates says."""
    first, last = sorted(data.draw(st.tuples(*[st.dates(date(1975, 1, 1), date(2040, 12, 31))] * 2)))
    edges = [agreement(term=(day, date(2050, 1, 1)), timezone=zone).span.first for day in (first, last)]
    assert local_days(*edges, ZoneInfo(zone)) == sum(1 for _ in range((last - first).days))
