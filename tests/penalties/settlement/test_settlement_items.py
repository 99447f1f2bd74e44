"""LineAmount and SettlementContext: what one line comes to on its way, and what a step may ask; worked out by hand.

April 2026 is settled, in UTC, of a term that is the year; the fee is 10.00 for each day: 300.00 for April, 310.00 for March.
"""

from fractions import Fraction

import pytest
from attrs import evolve
from penalty_cases import MONTHS

import slakit as sk
from slakit.metrics.tallies.sums import Sums
from slakit.penalties.bases.credit_base import BeforeTerm, Missing
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext, shared, total
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import DAY

YEAR = sk.Span("2026-01-01T00:00Z", "2027-01-01T00:00Z")
APRIL = MONTHS[3]
QUARTER = sk.Span("2026-04-01T00:00Z", "2026-07-01T00:00Z")
CHARGES = sk.bases.RecordedAmount("charges", "amount")


def pounds(amount):
    return sk.money(f"{amount} GBP")


def daily_fee(span):
    return pounds("10") * Fraction(span.last - span.first, DAY)


def hundreds(reading, index):
    """Records of 100.00 in January, 200.00 in February, and so on."""
    tally = Sums()
    tally.add(100 * (index + 1) * 10**6)
    return tally


def context(**changes):
    settings = {
        "period": APRIL,
        "span": APRIL.span,
        "term": YEAR,
        "timezone": "UTC",
        "currency": "GBP",
        "periods": tuple(MONTHS),
        "fees": daily_fee,
        "read": hundreds,
    }
    return SettlementContext(**settings | changes)


def line(payable, name="O", **changes):
    zero = pounds(0)
    settings = {"label": APRIL.label, "span": APRIL.span, "outcome": Outcome.MISSED, "bonus": zero, "returned": zero, "banked": zero}
    return LineAmount(name=name, payable=pounds(payable), **settings | changes)


def test_a_line_with_another_amount_payable():
    """The credit stays what it was, and the text says why; the same amount is the same line, without a word."""
    before = line(100)
    after = before.to(pounds(60), "capped")
    assert (after.credit, after.payable, after.text) == (pounds(100), pounds(60), "capped")
    assert before.to(pounds(100), "capped") is before


def test_units_that_money_is_made_of():
    """3 days at 10.00 are 30.00 on both amounts; the points stay owed in kind."""
    days, points = sk.quantity("3 days"), sk.quantity("5 points")
    turned = line(100, units=(points, days)).to(pounds(60), "capped").turned(pounds(30), "[time]", "3 days x 10.00 GBP")
    assert (turned.credit, turned.payable) == (pounds(130), pounds(90))
    assert (turned.units, turned.converted, turned.text) == ((points,), (days,), "3 days x 10.00 GBP")
    both = turned.turned(pounds(5), "[item]", "5 points x 1.00 GBP")
    assert (both.units, both.converted, both.payable) == ((), (days, points), pounds(95))


def test_a_total():
    """Zero of none, in the currency that is asked for."""
    assert total([pounds("1.10"), pounds("2.20")], "GBP") == pounds("3.30")
    assert total([], "EUR") == sk.money("0 EUR")


def test_an_amount_is_shared_in_proportion():
    """10.00 over 200 and 100 are 6.67 and 3.33, which add up to it; a line to which nothing is payable gets nothing."""
    parts = shared(pounds(10), [line(200), line(100), line(0)], "capped")
    assert [part.payable for part in parts] == [pounds("6.67"), pounds("3.33"), pounds(0)]
    assert [part.text for part in parts] == ["capped", "capped", ""]


def test_the_fee_of_a_billing_period():
    """30, 31 and 28 days back, 31 of the next; before January and after December there is none."""
    made = context()
    assert [made.fee_of(back) for back in (0, 1, 2, -1)] == [pounds(amount) for amount in (300, 310, 280, 310)]
    assert [made.fee_of(back) for back in (3, 4, -8, -9)] == [pounds(310), None, pounds(310), None]


def test_what_is_read_of_a_billing_period():
    """By its place among all of them: April is the fourth, 3 in a list that begins with 0."""
    made = context(read=lambda reading, index: index)
    assert [made.fed(CHARGES.readings[0], back) for back in (0, 1, 3, 4, -8, -9)] == [3, 2, 0, None, 11, None]


def test_a_line_in_no_billing_period():
    """It stands alone: it has a fee of its own span, no neighbours, no records and no label."""
    alone = context(period=None, span=sk.Span("2026-04-10T00:00Z", "2026-04-12T00:00Z"))
    assert (alone.label, context().label) == ("", "2026-04")
    assert (alone.fee_of(), alone.fee_of(1), alone.fed(CHARGES.readings[0])) == (pounds(20), None, None)


def test_the_currency_of_the_agreement():
    """Without one no money can be paid."""
    assert context().currency_code == "GBP"
    with pytest.raises(sk.errors.ContractError, match=r"the agreement names no currency; write fee='1000 GBP'$"):
        _ = context(currency=None).currency_code


@pytest.mark.parametrize(
    ("per", "first", "last", "called"),
    [
        (None, "2026-04-01", "2026-05-01", ""),
        ("whole term", "2026-01-01", "2027-01-01", " over the whole term"),
        ("quarterly", "2026-04-01", "2026-07-01", " over 2026-Q2"),
        ("yearly", "2026-01-01", "2027-01-01", " over 2026"),
        ("rolling 30 days", "2026-04-01", "2026-05-01", " over rolling 30 days"),
        ("rolling 24 hours", "2026-04-30", "2026-05-01", " over rolling 24 hours"),
        ("rolling 2 weeks", "2026-04-17", "2026-05-01", " over rolling 2 weeks"),
        ("rolling 3 months", "2026-02-01", "2026-05-01", " over rolling 3 months"),
    ],
)
def test_the_stretch_that_a_cap_is_for(per, first, last, called):
    """The billing period, a window's period that holds its last instant, or so much time back from its end."""
    window, end = per and sk.window(per), APRIL.span.last
    assert context().stretch(window, end) == sk.Span(f"{first}T00:00Z", f"{last}T00:00Z")
    assert context().called(window, end) == called


def test_the_stretch_of_what_ends_in_another_period():
    """What ends on 1 April belongs to the first quarter; a rolling stretch ends with the billing period, or later where that ends later."""
    march, may = APRIL.span.first, MONTHS[4].span.last
    assert context().stretch(sk.quarterly(), march) == sk.Span("2026-01-01T00:00Z", "2026-04-01T00:00Z")
    assert context().called(sk.quarterly(), march) == " over 2026-Q1"
    assert context().called(sk.quarterly(), march + 1) == " over 2026-Q2"  # a microsecond later it belongs to the next
    assert context().stretch(sk.quarterly(), march + 1) == QUARTER
    assert context().stretch(sk.rolling("10 days"), march) == sk.Span("2026-04-21T00:00Z", "2026-05-01T00:00Z")
    assert context().stretch(sk.rolling("10 days"), may) == sk.Span("2026-05-22T00:00Z", "2026-06-01T00:00Z")


def test_a_rolling_stretch_counts_on_the_wall_clock():
    """Three days back from 30 March in London are 71 hours, since the clocks went forward on the 29th; 72 hours are real time."""
    end = sk.Span("2026-03-29T23:00Z", "2026-04-01T00:00Z").first
    london = context(timezone="Europe/London", span=sk.Span(end - DAY, end))
    assert london.stretch(sk.rolling("3 days"), end).start.isoformat() == "2026-03-27T00:00:00+00:00"
    assert london.stretch(sk.rolling("72 hours"), end).start.isoformat() == "2026-03-26T23:00:00+00:00"
    assert london.days(sk.Span("2026-03-29T00:00Z", "2026-03-29T23:00Z")) == 1


def test_the_fee_of_a_stretch():
    """Ten a day, as far as the stretch lies in the term: 31 days of January, though it begins in November."""
    assert context().worth(None, QUARTER) == pounds(910)
    assert context().worth(None, sk.Span("2025-11-01T00:00Z", "2026-02-01T00:00Z")) == pounds(310)
    assert context().worth(None, sk.Span("2026-12-01T00:00Z", "2027-03-01T00:00Z")) == pounds(310)
    with pytest.raises(sk.errors.ContractError, match=r"the agreement has none; write fee='1000 GBP'$"):
        context(fees=lambda span: None).worth(None, QUARTER)


def test_what_a_base_comes_to_over_a_stretch():
    """The sum over the billing periods that end in it; of records only those up to April: 100 + 200 + 300 + 400 of the year."""
    made = context()
    assert [made.worth(base, APRIL.span) for base in (sk.bases.Fee(), CHARGES)] == [pounds(300), pounds(400)]
    assert [made.worth(base, QUARTER) for base in (sk.bases.Fee(), CHARGES)] == [pounds(910), pounds(400)]
    assert [made.worth(base, YEAR) for base in (sk.bases.Fee(), CHARGES)] == [pounds(3650), pounds(1000)]
    assert made.worth(sk.bases.FixedAmount("80 GBP"), YEAR) == pounds(80)  # it is named once, however long the stretch


def test_a_base_of_no_billing_period():
    """Where none ends in the stretch, where one is not there, and where the sum is less than nothing, the amount is missing."""
    with pytest.raises(Missing, match=r"^no billing period ends in the stretch that amount of charges is asked for$"):
        context().worth(CHARGES, sk.Span("2026-05-01T00:00Z", "2026-07-01T00:00Z"))
    with pytest.raises(BeforeTerm, match=r"^there is no period 4 before this one"):
        context().worth(sk.bases.Fee(4), APRIL.span)
    for stretch in (APRIL.span, YEAR):
        with pytest.raises(Missing, match=r"less than nothing$"):
            context().worth(CHARGES * -1, stretch)


def test_the_days_that_an_amount_is_for():
    """Those of the billing periods that were added up: 91 of the quarter, of records the 30 of April alone."""
    made = context()
    assert [made.worth_days(base, QUARTER) for base in (sk.bases.Fee(), CHARGES, sk.bases.FixedAmount("80 GBP"))] == [91, 30, 91]
    assert made.worth_days(CHARGES, APRIL.span) == made.days(APRIL.span) == 30
    assert made.days(sk.Span("2026-04-01T00:00Z", "2026-04-02T12:00Z")) == Fraction(3, 2)


@pytest.mark.parametrize(
    ("part", "of", "times", "amount", "arithmetic"),
    [
        ("50 GBP", None, 2, "100 GBP", "2 x 50.00 GBP = 100.00 GBP"),
        ("5 %", None, 1, "15 GBP", "5 % of 300.00 GBP = 15.00 GBP"),
        ("5 %", CHARGES, 2, "40 GBP", "2 x 5 % of amount of charges, 400.00 GBP = 40.00 GBP"),
    ],
)
def test_what_a_credit_comes_to(part, of, times, amount, arithmetic):
    """Money as it is, a share of the fee or of another base, so many times."""
    credit = sk.money(part) if "GBP" in part else sk.quantity(part)
    assert context().comes_to(credit, of, times) == (sk.money(amount), arithmetic)


def test_money_needs_no_fee():
    """An amount that is named is owed where there is no fee."""
    assert context(fees=lambda span: None).comes_to(pounds(50), None)[0] == pounds(50)


def test_contexts_are_compared_by_what_they_say():
    """What reads the records and the fees is not compared."""
    assert context(fees=lambda span: None) == context()
    assert context(timezone="Europe/London") != context()
    assert evolve(context(), period=None) != context()
