"""The periods that a statement is asked for."""

from datetime import date

import pytest
from engine_cases import POSTS, agreement, post

import slakit as sk

# periods

PERIODS = {
    "2026-03": ["2026-03"],
    "2026-Q1": ["2026-01", "2026-02", "2026-03"],
    "2026": [f"2026-{month:02}" for month in range(1, 13)],
}


@pytest.mark.parametrize(
    ("period", "labels"),
    [
        *PERIODS.items(),
        (("2026-02-01", "2026-04-01"), ["2026-02", "2026-03"]),
        ((date(2026, 2, 1), date(2026, 4, 1)), ["2026-02", "2026-03"]),
        (("2026-02-01", "2026-03-31"), ["2026-02"]),  # March does not end in it
        (("2026-01-31T00:00Z", "2026-03-01T00:00Z"), ["2026-01", "2026-02"]),
        (sk.Span("2026-02-01T00:00Z", "2026-03-01T00:00Z"), ["2026-02"]),
        (sk.monthly(tz="UTC").period_at("2026-05-05T00:00Z"), ["2026-05"]),
        (None, PERIODS["2026"]),
    ],
)
def test_which_periods(period, labels):
    """A label, a longer stretch of the calendar, two dates, two instants, a span, a period."""
    statement = sk.evaluate(POSTS, {"posts": [post("01-05")]}, period=period)
    assert [line.period.label for line in statement.lines] == labels


def test_a_month_has_the_line_of_its_quarter():
    """A statement for March has the quarter that ends with it, one for February has not; each by its own window."""
    agreed = agreement(
        sk.Objective("Month", sk.Count("posts"), "at most 3"), sk.Objective("Quarter", sk.Count("posts"), "at most 3", window="quarterly")
    )
    labels = {
        period: [(line.name, line.period.label) for line in sk.evaluate(agreed, {"posts": []}, period=period).lines]
        for period in ("2026-02", "2026-03")
    }
    assert labels == {"2026-02": [("Month", "2026-02")], "2026-03": [("Month", "2026-03"), ("Quarter", "2026-Q1")]}


@pytest.mark.parametrize(
    "period", ["2026-13", "2025-12", "March", "", 3, ("2026-02-30", "2026-03-01"), ("2026-03-01", "2026-02-01"), ("2026-03-01",), (1, 2)]
)
def test_an_unknown_period(period):
    """The error quotes it, and says what is known or what to write."""
    with pytest.raises(sk.errors.UsageError, match="period="):
        sk.evaluate(POSTS, {"posts": []}, period=period)


def test_an_unknown_period_has_a_near_one():
    """The nearest label is suggested."""
    with pytest.raises(sk.errors.UsageError, match=r"did you mean '2026-0[0-9]'"):
        sk.evaluate(POSTS, {"posts": []}, period="2026-3")


def test_a_period_that_has_not_begun_has_no_line():
    """As of a day in March there are three lines, the last open (M5); at the stroke of its start there are two."""
    rows = {"posts": [post("01-05"), post("03-05", False)]}
    statement = sk.evaluate(POSTS, rows, as_of="2026-03-10T00:00Z")
    assert [(line.period.label, line.verdict.final) for line in statement.lines] == [
        ("2026-01", True),
        ("2026-02", True),
        ("2026-03", False),
    ]
    assert len(sk.evaluate(POSTS, rows, as_of="2026-03-01T00:00Z").lines) == 2
    assert sk.evaluate(POSTS, rows, as_of="2025-03-01T00:00Z").lines == ()


@pytest.mark.parametrize("period", ["2031-01", "2025-12", "2025", "2027-W30", ("2030-01-01", "2030-02-01")])
def test_a_period_outside_the_term(period):
    """It says so, with the term, and offers no label that looks alike."""
    agreed = sk.Agreement(
        "Hosting",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-07-01"),
        timezone="UTC",
        objectives=[sk.Objective("Up", sk.Uptime("outages"), "at least 99 %")],
    )
    says = "lies outside the term of 'Hosting', 2026-01-01T00:00:00\\+00:00 to 2026-07-01T00:00:00\\+00:00"
    for ask in (lambda: sk.evaluate(agreed, {"outages": []}, period=period), lambda: sk.Monitor(agreed).statement(period=period)):
        with pytest.raises(sk.errors.UsageError, match=says):
            ask()
    with pytest.raises(sk.errors.UsageError, match="is not a period of 'Hosting'; did you mean"):
        sk.evaluate(agreed, {"outages": []}, period="2026-01-05")
