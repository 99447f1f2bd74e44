"""Windows, worked out by hand on the calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest

import slakit as sk
from slakit.errors import ContractError, UsageError
from slakit.timeline.span import Span
from slakit.windows.window import Window, daily, every, monthly, quarterly, rolling, weekly, whole_term, window, yearly

LONDON = "Europe/London"
YEAR = Span("2026-01-01T00:00Z", "2027-01-01T00:00Z")


def spans(window, term):
    return [(p.span.start.isoformat()[:16], p.span.end.isoformat()[:16]) for p in window.periods(term)]


def labels(window, term):
    return [p.label for p in window.periods(term)]


def test_months_of_a_year_in_london():
    """Twelve months tile the year; March is an hour short (44,580 minutes) and October an hour long (44,700)."""
    months = list(monthly(tz=LONDON).periods(YEAR))
    minutes = [p.span.duration // timedelta(minutes=1) for p in months]
    assert minutes == [44_640, 40_320, 44_580, 43_200, 44_640, 43_200, 44_640, 44_640, 43_200, 44_700, 43_200, 44_640]
    assert [p.label for p in months] == [f"2026-{m:02}" for m in range(1, 13)]
    assert not any(p.partial for p in months)
    assert months[3].span == Span("2026-03-31T23:00Z", "2026-04-30T23:00Z")


def test_days_of_clock_changes():
    """A day is 23 hours when the clock goes forward and 25 when it goes back."""
    term = Span("2026-03-29T00:00Z", "2026-03-29T23:00Z")
    (spring,) = daily(tz=LONDON).periods(term)
    assert (spring.span, spring.partial, spring.label) == (term, False, "2026-03-29")
    autumn = daily(tz=LONDON).period_at("2026-10-25T12:00Z")
    assert autumn.span.duration == timedelta(hours=25)


def test_the_term_cuts_the_first_and_last_period():
    """Cut periods keep their whole span and their label and are marked partial (W2)."""
    term = Span("2026-01-10T00:00Z", "2026-03-20T00:00Z")
    first, middle, last = monthly(tz="UTC").periods(term)
    assert (first.span, first.partial) == (Span("2026-01-10T00:00Z", "2026-02-01T00:00Z"), True)
    assert first.whole == Span("2026-01-01T00:00Z", "2026-02-01T00:00Z")
    assert (middle.span, middle.partial) == (Span("2026-02-01T00:00Z", "2026-03-01T00:00Z"), False)
    assert (last.span, last.partial, last.label) == (Span("2026-03-01T00:00Z", "2026-03-20T00:00Z"), True, "2026-03")
    assert labels(monthly(tz="UTC", partial="full"), term) == ["2026-01", "2026-02", "2026-03"]
    assert labels(monthly(tz="UTC", partial="skip"), term) == ["2026-02"]


def test_skip_does_not_hide_the_period_of_an_instant():
    """period_at knows no term, so nothing is partial there."""
    assert monthly(tz="UTC", partial="skip").period_at("2026-01-15T00:00Z").label == "2026-01"


@pytest.mark.parametrize(
    ("made", "term", "expected"),
    [
        (weekly(), ("2026-03-02", "2026-03-16"), ["2026-W10", "2026-W11"]),
        (weekly(), ("2026-12-28", "2027-01-11"), ["2026-W53", "2027-W01"]),
        (weekly("sun"), ("2026-03-01", "2026-03-08"), ["2026-03-01..2026-03-07"]),
        (weekly("Friday"), ("2026-03-06", "2026-03-13"), ["2026-03-06..2026-03-12"]),
        (daily(), ("2026-03-05", "2026-03-06"), ["2026-03-05"]),
        (quarterly(), ("2026-01-01", "2026-07-01"), ["2026-Q1", "2026-Q2"]),
        (quarterly("2026-02-01"), ("2026-02-01", "2026-05-01"), ["2026-02-01..2026-04-30"]),
        (yearly(), ("2026-01-01", "2027-01-01"), ["2026"]),
        (yearly("2026-04-06"), ("2026-04-06", "2027-04-06"), ["2026-04-06..2027-04-05"]),
        (every(12, "months", anchor="2020-01-01"), ("2026-01-01", "2027-01-01"), ["2026"]),
        (monthly(15), ("2026-03-15", "2026-04-15"), ["2026-03-15..2026-04-14"]),
        (monthly("2026-03-01 12:00"), ("2026-03-02", "2026-03-20"), ["2026-03-01T12:00..2026-04-01T12:00"]),
        (every(2, "week", anchor="2026-01-05"), ("2026-01-05", "2026-02-02"), ["2026-01-05..2026-01-18", "2026-01-19..2026-02-01"]),
        (every(2, "week", anchor="2026-06-01"), ("2026-01-12", "2026-01-26"), ["2026-01-12..2026-01-25"]),
        (whole_term(), ("2026-01-01", "2027-01-01"), ["2026-01-01..2026-12-31"]),
    ],
)
def test_labels(made, term, expected):
    """A period is named as people name it, by its inclusive local days where it has no name."""
    assert labels(made.within("UTC"), Span(f"{term[0]}T00:00Z", f"{term[1]}T00:00Z")) == expected


def test_whole_term_in_local_days():
    """The label of a term is in the zone's days, and in its times when an edge is not at midnight."""
    term = Span("2025-12-31T23:00Z", "2026-12-31T23:00Z")
    (period,) = whole_term(tz="Europe/Paris").periods(term)
    assert (period.span, period.whole, period.partial, period.label) == (term, term, False, "2026-01-01..2026-12-31")
    assert labels(whole_term(tz="UTC"), term) == ["2025-12-31T23:00..2026-12-31T23:00"]
    assert whole_term(tz="UTC").period_at("2026-01-01T00:00Z") is None


def test_a_day_that_a_zone_skipped():
    """Samoa had no 30 December 2011: the day has no period and the days around it touch."""
    days = list(daily(tz="Pacific/Apia").periods(Span("2011-12-29T10:00Z", "2011-12-31T10:00Z")))
    assert [p.label for p in days] == ["2011-12-29", "2011-12-31"]
    assert days[0].span.last == days[1].span.first
    assert daily(tz="Pacific/Apia").period_at("2011-12-30T10:00Z").label == "2011-12-31"


def test_a_midnight_that_a_clock_change_skipped():
    """Beirut's 29 March 2026 has no midnight: it starts at 01:00, keeps its name and lasts 23 hours."""
    day = daily(tz="Asia/Beirut").period_at("2026-03-28T22:00Z")
    assert (day.label, day.span.duration) == ("2026-03-29", timedelta(hours=23))


def test_the_hours_of_clock_changes():
    """In London 29 March 2026 skips 01:00 to 02:00 and has 23 hours; 25 October repeats it, and has 25, each under its own name (W1)."""
    spring = list(every(1, "hour", tz=LONDON).periods(Span("2026-03-29T00:00Z", "2026-03-29T23:00Z")))
    assert (len(spring), spring[0].label, spring[1].label) == (
        23,
        "2026-03-29T00:00..2026-03-29T01:00",
        "2026-03-29T02:00..2026-03-29T03:00",
    )
    autumn = list(every(1, "hour", tz=LONDON).periods(Span("2026-10-24T23:00Z", "2026-10-26T00:00Z")))
    assert len(autumn) == 25
    assert {period.span.duration for period in autumn} == {timedelta(hours=1)}
    assert [period.label for period in autumn[1:4]] == [
        "2026-10-25T01:00..2026-10-25T01:00", "2026-10-25T01:00..2026-10-25T02:00", "2026-10-25T02:00..2026-10-25T03:00",
    ]  # fmt: skip


def test_an_hourly_promise():
    """Of the 25 hours of 25 October 2026 in London two have a fault, the two that the wall clock calls one: 10 GBP for each."""
    agreed = sk.loads("""
name = "A"
provider = "P"
customer = "C"
term = ["2026-10-25", "2026-10-26"]
timezone = "Europe/London"
currency = "GBP"
window = "hourly"

[[objectives]]
name = "O"
metric = { is = "count", stream = "faults" }
target = "at most 0"
penalty = { is = "flat", credit = "10 GBP" }
""")
    assert sk.loads(sk.dumps(agreed)) == agreed
    assert agreed.window == every(1, "hour")
    statement = sk.evaluate(agreed, {"faults": [{"at": "2026-10-25T01:30+01:00"}, {"at": "2026-10-25T01:30+00:00"}]})
    assert (len(statement.lines), str(statement.credit)) == (25, "20.00 GBP")
    assert [line.period.label for line in statement.missed] == ["2026-10-25T01:00..2026-10-25T01:00", "2026-10-25T01:00..2026-10-25T02:00"]


def test_shifts_keep_the_wall_clock():
    """Three shifts of eight hours begin at 6, 14 and 22 all year; the night in which the clock goes back lasts nine."""
    shifts = every(8, "hours", anchor="2026-01-05 06:00", tz=LONDON)
    assert shifts.period_at("2026-07-01T06:00Z").span == Span("2026-07-01T05:00Z", "2026-07-01T13:00Z")
    assert shifts.period_at("2026-10-25T01:00Z").span.duration == timedelta(hours=9)


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("calendar month", "monthly"),
        ("each calendar quarter", "quarterly"),
        ("per calendar year", "yearly"),
        ("Every Calendar Day", "daily"),
    ],
)
def test_a_calendar_month_is_a_month(phrase, meant):
    """Contracts say "calendar month" for one that begins on the first."""
    assert window(phrase) == window(meant)
    assert str(window(phrase)) == meant


def test_months_from_the_last_day():
    """From 31 January the boundaries are 28 February and 31 March: clamped to the month's end, and never drifting to the 28th."""
    made = window("monthly from 2026-01-31")
    assert labels(made.within("UTC"), Span("2026-01-31T00:00Z", "2026-05-31T00:00Z")) == [
        "2026-01-31..2026-02-27", "2026-02-28..2026-03-30", "2026-03-31..2026-04-29", "2026-04-30..2026-05-30",
    ]  # fmt: skip
    assert labels(window("quarterly from 2026-01-31").within("UTC"), Span("2026-01-31T00:00Z", "2026-07-31T00:00Z")) == [
        "2026-01-31..2026-04-29", "2026-04-30..2026-07-30",
    ]  # fmt: skip


def test_rolling_days():
    """A rolling window ends at each step and looks back its length; before that the term cuts it (W3)."""
    term = Span("2026-01-01T00:00Z", "2026-01-05T00:00Z")
    made = list(rolling("3 days", tz="UTC").periods(term))
    assert [(p.span.start.day, p.span.end.day, p.partial) for p in made] == [(1, 2, True), (1, 3, True), (1, 4, False), (2, 5, False)]
    assert [p.label for p in made[2:]] == ["2026-01-01..2026-01-03", "2026-01-02..2026-01-04"]
    assert len(list(rolling("3 days", tz="UTC", partial="skip").periods(term))) == 2


def test_rolling_over_a_clock_change():
    """Days are wall-clock days, hours are real time."""
    noon = "2026-03-29T12:00Z"
    assert rolling("1 day", tz=LONDON).period_at(noon).span.duration == timedelta(hours=23)
    real = rolling("24 hours", tz=LONDON).period_at(noon)
    assert real.span == Span("2026-03-28T23:00Z", "2026-03-29T23:00Z")
    assert real.label == "2026-03-28T23:00..2026-03-30T00:00"
    quarter = rolling("90 days", tz=LONDON).period_at(noon)
    assert quarter.span == Span("2025-12-30T00:00Z", "2026-03-29T23:00Z")


def test_rolling_months():
    """A length in months is a calendar step back, clamped to the month's end."""
    made = rolling("3 months", step=monthly(), tz="UTC")
    assert spans(made, Span("2026-01-01T00:00Z", "2026-05-01T00:00Z"))[-2:] == [
        ("2026-01-01T00:00", "2026-04-01T00:00"),
        ("2026-02-01T00:00", "2026-05-01T00:00"),
    ]
    assert rolling("3 months", tz="UTC").period_at("2026-05-30T12:00Z").span == Span("2026-02-28T00:00Z", "2026-05-31T00:00Z")
    assert rolling("1 year", tz="UTC").period_at("2026-05-30T12:00Z").label == "2025-05-31..2026-05-30"


def test_rolling_step_that_the_term_cuts():
    """The last days of a term are judged too, in a partial period."""
    made = list(rolling("14 days", step=weekly(), tz="UTC").periods(Span("2026-03-02T00:00Z", "2026-03-18T00:00Z")))
    assert [(p.span.start.day, p.span.end.day, p.partial) for p in made] == [(2, 9, True), (2, 16, False), (9, 18, True)]


def test_rolling_shorter_than_its_step():
    """Where a rolling window has gaps, an instant in one has no period."""
    made = rolling("7 days", step="monthly", tz="UTC")
    assert made.period_at("2026-03-10T00:00Z") is None
    assert made.period_at("2026-03-25T00:00Z").label == "2026-03-25..2026-03-31"
    assert labels(made, Span("2026-03-01T00:00Z", "2026-03-20T00:00Z")) == []


def test_rolling_has_one_zone():
    """The step's zone is the window's; two that differ are refused."""
    assert rolling("30 days", step=daily(tz=LONDON)) == rolling("30 days", tz=LONDON)
    with pytest.raises(ContractError) as caught:
        rolling("30 days", step=daily(tz=LONDON), tz="UTC")
    assert str(caught.value) == "the zone 'UTC' of a rolling window is not that of its step, 'Europe/London'; write one of them"


def test_within_fills_in_a_missing_zone():
    """An agreement's zone fills in where the window has none, and never replaces one."""
    assert monthly().within(LONDON) == monthly(tz=LONDON)
    assert monthly(tz="UTC").within(LONDON) == monthly(tz="UTC")
    assert monthly(tz=UTC) == monthly(tz="UTC")
    for made in (monthly(), rolling("30 days"), whole_term()):
        assert list(made.within("UTC").periods(YEAR))


def test_periods_without_a_zone():
    """A window that has no zone says how to give one."""
    with pytest.raises(UsageError) as caught:
        list(monthly().periods(YEAR))
    assert str(caught.value) == "monthly has no time zone; write tz='Europe/London', or window.within('Europe/London')"


def test_outside_the_calendar():
    """A window that would pass the year 9999 is refused plainly."""
    with pytest.raises(UsageError) as caught:
        yearly(tz="UTC").period_at("9999-12-31T00:00Z")
    assert str(caught.value) == "yearly(tz='UTC') is not defined outside the years 1 to 9999; write a span inside them"


def test_anchors_read_alike():
    """An anchor is a date, a naive datetime or text."""
    made = [every(2, "week", anchor=anchor) for anchor in ("2026-01-05", date(2026, 1, 5), datetime(2026, 1, 5), "2026-01-05 00:00")]
    assert len(set(made)) == 1
    assert made[0] == every(2, "weeks", anchor="2026-01-05", month_end="last")


@pytest.mark.parametrize(
    "text",
    [
        "daily", "weekly", "monthly", "quarterly", "yearly", "whole term", "every 2 weeks from 2026-01-05",
        "hourly", "hourly from 2026-03-15 00:30", "weekly from 2026-01-06", "monthly from 2026-01-31", "quarterly from 2026-01-31",
        "yearly from 2026-04-01", "every 8 hours from 2026-01-05 06:00", "rolling 24 hours every hour",
        "rolling 30 days every month from 2026-01-31", "every 3 days from 2026-01-01 06:30", "rolling 30 days", "rolling 24 hours",
        "rolling 30 days every week", "rolling 1 year every 2 weeks from 2026-01-05",
    ],
)  # fmt: skip
def test_phrases_read_back(text):
    """A phrase reads to a window whose text is the phrase, and its repr evaluates to it."""
    made = window(text)
    assert str(made) == made.text() == text
    assert eval(repr(made)) == made
    assert window(f"  {text.upper()} ") == made
    assert window(made) is made
    assert hash(made) == hash(window(text))


@pytest.mark.parametrize(
    "made",
    [
        monthly(tz="UTC"), monthly(31, month_end="last"), weekly(partial="skip"), rolling("30 days", tz="UTC"),
        rolling("30 days", step=monthly(31, month_end="overflow")), whole_term(partial="full"),
    ],
)  # fmt: skip
def test_settings_that_no_phrase_says(made):
    """A window with other settings has no phrase; its repr says it whole."""
    assert made.text() is None
    assert str(made) == repr(made)
    assert eval(repr(made)) == made


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: window("montly"), "'montly' is not a window; did you mean 'monthly'?"),
        (lambda: window("nonsense"), "'nonsense' is not a window; known: daily, hourly, monthly, quarterly, weekly, whole term, yearly"),
        (lambda: window(30), "30 is not a window; known: daily, hourly, monthly, quarterly, weekly, whole term, yearly"),
        (lambda: window("every 2 weeks"), "'every 2 weeks' does not say from when; write 'every 2 weeks from 2026-01-05'"),
        (lambda: window("every 2 wekes from 2026-01-05"), "'every 2 wekes from 2026-01-05' is not a window; did you mean 'week'?"),
        (lambda: window("yearly from soon"), "'soon' is not an anchor; write '2026-01-05' or '2026-01-05 12:00'"),
        (
            lambda: window("calendar hour"),
            "'calendar hour' is not a window; known: daily, hourly, monthly, quarterly, weekly, whole term, yearly",
        ),
        (lambda: window("rolling"), "'rolling' is not a window; write 'every 2 weeks from 2026-01-05' or 'rolling 30 days'"),
        (lambda: rolling("30 dayz"), "'30 dayz' is not the length of a window; did you mean 'days'?"),
        (lambda: rolling("0 days"), "'0 days' is not the length of a window; write '30 days', '24 hours' or '3 months'"),
        (lambda: rolling("month"), "'month' is not the length of a window; write '30 days', '24 hours' or '3 months'"),
        (
            lambda: rolling("3 days", step=whole_term()),
            "whole term is not a step of a rolling window; write rolling('30 days', step=daily())",
        ),
        (lambda: every(0, "day", anchor="2026-01-01"), "0 is not a count of steps; write every(2, 'week', anchor='2026-01-05')"),
        (lambda: every(0, "day"), "0 is not a count of steps; write every(2, 'week', anchor='2026-01-05')"),
        (lambda: window("every 0 days"), "'every 0 days' is not a window; write 'every 2 weeks from 2026-01-05'"),
        (lambda: every(1, "minute"), "'minute' is not a step of a window; known: day, hour, month, quarter, week, year"),
        (lambda: every(2, "week"), "every(2, 'week') does not say from when; write every(2, 'week', anchor='2026-01-05')"),
        (lambda: monthly(32), "32 is not a day of the month; write a day from 1 to 31, or a date such as '2026-04-06'"),
        (lambda: monthly("soon"), "'soon' is not an anchor; write '2026-01-05' or '2026-01-05 12:00'"),
        (
            lambda: monthly("2026-01-05T00:00Z"),
            "the anchor 2026-01-05T00:00Z has an offset; write wall time such as '2026-01-05 12:00', and tz= for the zone",
        ),
        (lambda: monthly(month_end="clmp"), "month_end='clmp' is not one of its words; did you mean 'clamp'?"),
        (lambda: monthly(partial="skipp"), "partial='skipp' is not one of its words; did you mean 'skip'?"),
        (lambda: weekly("mo"), "'mo' is not a weekday; did you mean 'mon'?"),
        (lambda: monthly(tz="Europe/Lodnon"), "'Europe/Lodnon' is not a time zone; did you mean 'Europe/London'?"),
    ],
)  # fmt: skip
def test_what_is_refused(call, message):
    """A wrong window is the contract's fault, and the message says what to write."""
    with pytest.raises(ContractError) as caught:
        call()
    assert str(caught.value) == message


def test_a_window_of_ones_own():
    """A subclass with `periods` alone has zones, partial periods and period_at."""

    class Halves(Window):
        def periods(self, span):
            edge = Span("2026-01-01T00:00Z", "2026-07-01T00:00Z"), Span("2026-07-01T00:00Z", "2027-01-01T00:00Z")
            touched = [(half, f"half {n}") for n, half in enumerate(edge, 1) if half.first < span.last and half.last > span.first]
            return self.cut(touched, span)

    assert Halves(tz="UTC").period_at("2026-08-01T00:00Z").label == "half 2"
    assert labels(Halves(partial="skip"), Span("2026-02-01T00:00Z", "2027-01-01T00:00Z")) == ["half 2"]
    assert Halves().within("UTC") == Halves(tz="UTC")
