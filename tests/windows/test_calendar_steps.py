"""Steps: boundaries on the wall clock, the period of an instant, and how anchors and counts are read; worked out by hand."""

from datetime import date, datetime

import pytest

from slakit.errors import ContractError, UsageError
from slakit.timeline.instants import DAY, instant
from slakit.timeline.span import Span
from slakit.windows.calendar_steps import Steps, add_months, anchor_text, anchor_wall, bounded, plain_anchor, unit_word, whole_count
from slakit.windows.window import every, yearly

LONDON = "Europe/London"


def steps(count, unit, anchor, month_end="clamp", tz=LONDON, **settings):
    return Steps(count=count, unit=unit, anchor=anchor, month_end=month_end, tz=tz, **settings)


def starts(window, count):
    return [window.boundary(k).strftime("%m-%d") for k in range(count)]


@pytest.mark.parametrize(
    ("months", "month_end", "expected"),
    [
        (1, "clamp", "2026-02-28"),
        (1, "overflow", "2026-03-03"),  # 31 - 28 = 3 days past the end of February
        (1, "last", "2026-02-28"),
        (3, "clamp", "2026-04-30"),
        (12, "clamp", "2027-01-31"),
        (-1, "clamp", "2025-12-31"),
        (-14, "clamp", "2024-11-30"),
    ],
)
def test_months_after_the_last_of_january(months, month_end, expected):
    """31 January 2026, some months on or back; the time of the day stays."""
    assert add_months(datetime(2026, 1, 31, 6, 30), months, month_end) == datetime.fromisoformat(f"{expected} 06:30")


def test_the_last_day_of_each_month():
    """ "last" moves a day that every month has to the end of the month, too."""
    assert add_months(datetime(2026, 1, 10), 0, "last") == datetime(2026, 1, 31)


@pytest.mark.parametrize(
    ("value", "wall", "text"),
    [
        ("2026-01-05", datetime(2026, 1, 5), "2026-01-05"),
        (" 2026-01-05 12:00 ", datetime(2026, 1, 5, 12), "2026-01-05 12:00"),
        (date(2026, 1, 5), datetime(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5, 12, 0, 30), datetime(2026, 1, 5, 12, 0, 30), "2026-01-05 12:00:30"),
    ],
)
def test_an_anchor_is_a_wall_time(value, wall, text):
    """A date, a naive datetime or their text; written back as short as it goes."""
    assert anchor_wall(value) == wall
    assert anchor_text(wall) == text


@pytest.mark.parametrize("value", ["soon", 5, None])
def test_what_is_no_anchor(value):
    """Neither a date nor its text."""
    with pytest.raises(ContractError, match=r"is not an anchor; write '2026-01-05' or '2026-01-05 12:00'$"):
        anchor_wall(value)


def test_an_anchor_has_no_offset():
    """It is wall time; the zone of the window says where."""
    with pytest.raises(ContractError, match=r"^the anchor 2026-01-05T12:00\+01:00 has an offset"):
        anchor_wall("2026-01-05T12:00+01:00")


def test_anchors_that_are_not_written():
    """A Monday for weeks, the first of January for all else."""
    assert (plain_anchor("week").weekday(), plain_anchor("week")) == (0, datetime(2000, 1, 3))
    assert {plain_anchor(unit) for unit in ("day", "month", "quarter", "year")} == {datetime(2000, 1, 1)}


def test_units_and_counts():
    """A unit in the singular or plural; a count is a whole number of at least 1, and True is none."""
    assert [unit_word(word) for word in ("weeks", " Month ", "year")] == ["week", "month", "year"]
    with pytest.raises(ContractError, match="'wek' is not a step of a window; did you mean 'week'"):
        unit_word("wek")
    assert whole_count(2) == 2
    for value in (0, -1, 1.0, "2", True):
        with pytest.raises(ContractError, match="is not a count of steps"):
            whole_count(value)


@pytest.mark.parametrize(
    ("count", "unit"),
    [(366_000, "day"), (52_285, "week"), (12_200, "month"), (4_066, "quarter"), (1_016, "year")],  # 366,000 days, by 1, 7, 30, 90 and 360
)
def test_a_step_is_no_longer_than_a_thousand_years(count, unit):
    """1,000 years of 366 days, where a month is counted as 30: one more is refused."""
    bounded(count, unit)
    with pytest.raises(ContractError, match=rf"^{count + 1} {unit}s are longer than 1,000 years; write a shorter time$"):
        bounded(count + 1, unit)
    with pytest.raises(ContractError, match="are longer than 1,000 years"):
        steps(count + 1, unit, "2026-01-01")


@pytest.mark.parametrize(
    ("anchor", "month_end", "expected"),
    [
        ("2026-01-29", "clamp", ["01-29", "02-28", "03-29", "04-29", "05-29"]),
        ("2026-01-30", "clamp", ["01-30", "02-28", "03-30", "04-30", "05-30"]),
        ("2026-01-31", "clamp", ["01-31", "02-28", "03-31", "04-30", "05-31"]),
        ("2024-01-31", "clamp", ["01-31", "02-29", "03-31", "04-30", "05-31"]),
        ("2026-01-29", "overflow", ["01-29", "03-01", "03-29", "04-29", "05-29"]),
        ("2026-01-31", "overflow", ["01-31", "03-03", "03-31", "05-01", "05-31"]),
        ("2024-01-31", "overflow", ["01-31", "03-02", "03-31", "05-01", "05-31"]),
        ("2026-02-28", "last", ["02-28", "03-31", "04-30", "05-31", "06-30"]),
        ("2024-01-10", "last", ["01-31", "02-29", "03-31", "04-30", "05-31"]),
    ],
)
def test_month_ends(anchor, month_end, expected):
    """A day that a month does not have is clamped, overflows, or every boundary is its month's last day."""
    assert starts(every(1, "month", anchor=anchor, month_end=month_end), 5) == expected


@pytest.mark.parametrize(
    ("month_end", "expected"),
    [("clamp", "2025-02-28 2026-02-28 2027-02-28 2028-02-29"), ("overflow", "2025-03-01 2026-03-01 2027-03-01 2028-02-29")],
)
def test_years_from_a_leap_day(month_end, expected):
    """A year from 29 February ends on 28 February or 1 March, and on the 29th in the next leap year."""
    window = yearly("2024-02-29", month_end=month_end)
    assert " ".join(f"{window.boundary(k):%Y-%m-%d}" for k in range(1, 5)) == expected


def test_boundaries_are_counted_from_the_anchor():
    """Each is so many steps from the anchor and not from the one before: after 28 February comes 31 March; backwards as well."""
    monthly = steps(1, "month", "2026-01-31")
    assert [f"{monthly.boundary(k):%Y-%m-%d}" for k in (-2, -1, 0, 1, 2)] == [
        "2025-11-30",
        "2025-12-31",
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
    ]
    fortnights = steps(2, "week", "2026-01-05 06:30")
    assert [f"{fortnights.boundary(k):%Y-%m-%d %H:%M}" for k in (-1, 1)] == ["2025-12-22 06:30", "2026-01-19 06:30"]
    assert steps(3, "quarter", "2026-01-01").boundary(1) == datetime(2026, 10, 1)
    assert steps(2, "year", "2024-02-29").boundary(1) == datetime(2026, 2, 28)


def test_an_edge_is_the_instant_of_a_boundary():
    """Midnight of 1 April in London is 23:00 UTC of 31 March, since the clocks went forward on the 29th."""
    april = steps(1, "month", "2026-04-01")
    assert (april.edge(0), april.edge(-1)) == (instant("2026-03-31T23:00Z"), instant("2026-03-01T00:00Z"))


def test_outside_the_calendar():
    """No boundary lies before the year 1 or after 9999, of days and of months."""
    for unit in ("day", "month"):
        with pytest.raises(UsageError, match=r" is not defined outside the years 1 to 9999; write a span inside them$"):
            steps(1, unit, "2026-01-01").boundary(10**7)


@pytest.mark.parametrize(
    ("unit", "anchor", "month_end", "at", "number"),
    [
        ("month", "2026-01-31", "clamp", "2026-02-27T23:59Z", 0),
        ("month", "2026-01-31", "clamp", "2026-02-28T00:00Z", 1),  # 28 February begins the second, though it has no 31st
        ("month", "2026-01-31", "clamp", "2026-01-30T23:59Z", -1),
        ("month", "2026-01-31", "overflow", "2026-03-02T23:59Z", 0),  # 31 February is 3 March
        ("month", "2026-01-10", "last", "2026-01-30T23:59Z", -1),  # boundary 0 is 31 January
        ("week", "2026-01-05", "clamp", "2026-01-11T23:59Z", 0),
        ("week", "2026-01-05", "clamp", "2026-01-12T00:00Z", 1),
        ("day", "2026-03-29", "clamp", "2026-03-29T22:59Z", 0),  # a day of 23 hours
        ("day", "2026-03-29", "clamp", "2026-03-29T23:00Z", 1),
    ],
)
def test_the_number_of_an_instant(unit, anchor, month_end, at, number):
    """A boundary belongs to the period that it begins."""
    made = steps(1, unit, anchor, month_end)
    assert made.number(instant(at)) == number
    assert made.edge(number) <= instant(at) < made.edge(number + 1)


def test_the_periods_that_touch_a_span():
    """Whole ones, with their wall times: the span begins and ends within them; one that ends where the span begins does not touch it."""
    weekly = steps(1, "week", "2026-01-05", tz="UTC")
    first = instant("2026-01-05T00:00Z")
    monday, second, third = datetime(2026, 1, 12), datetime(2026, 1, 19), datetime(2026, 1, 26)
    assert list(weekly.wholes(Span(first + 7 * DAY, first + 15 * DAY))) == [
        (monday, second, Span(first + 7 * DAY, first + 14 * DAY)),
        (second, third, Span(first + 14 * DAY, first + 21 * DAY)),
    ]


def test_a_day_that_a_zone_skipped_is_none():
    """Samoa went from 29 to 31 December 2011: the 30th has no period."""
    days = steps(1, "day", "2011-12-29", tz="Pacific/Apia")
    lengths = [(start.day, whole.last - whole.first) for start, _, whole in days.wholes(Span(days.edge(0), days.edge(3)))]
    assert lengths == [(29, DAY), (31, DAY)]


def test_periods_are_cut_by_the_term_and_keep_their_label():
    """From 15 January on: 2026-01 is partial; a month from the 15th has no name, and is called by its days."""
    span = Span("2026-01-15T00:00Z", "2026-03-01T00:00Z")
    months, others = steps(1, "month", "2026-01-01"), steps(1, "month", "2026-01-15")
    assert [(period.label, period.partial) for period in months.periods(span)] == [("2026-01", True), ("2026-02", False)]
    assert [period.label for period in others.periods(span)] == ["2026-01-15..2026-02-14", "2026-02-15..2026-03-14"]
    assert [period.label for period in steps(7, "day", "2026-01-05").periods(Span(span.first, span.first + 1))] == ["2026-W03"]


@pytest.mark.parametrize(
    ("count", "unit", "most"), [(1, "day", 367), (2, "week", 28), (6, "hour", 1462), (1, "month", 15), (1, "quarter", 6), (1, "year", 3)]
)
def test_the_most_periods_that_a_year_has(count, unit, most):
    """365 days by 1, 14, 1/4, 28, 84 and 336 are 365, 26, 1460, 13, 4 and 1, and two more for what is cut: never fewer than there are."""
    year = Span("2026-01-01T00:00Z", "2027-01-01T00:00Z")
    made = steps(count, unit, "2026-01-15", tz="UTC")
    assert made.most(year) == most
    assert len(list(made.periods(year))) <= most


@pytest.mark.parametrize(
    ("made", "text", "shown"),
    [
        (steps(1, "month", "2000-01-01", tz=None), "monthly", "monthly()"),
        (steps(1, "month", "2000-01-01", tz="UTC"), None, "monthly(tz='UTC')"),
        (steps(2, "week", "2026-01-05", tz=None), "every 2 weeks from 2026-01-05", "every(2, 'week', anchor='2026-01-05')"),
        (steps(1, "month", "2026-03-15", tz=None), "monthly from 2026-03-15", "every(1, 'month', anchor='2026-03-15')"),
        (steps(1, "month", "2000-01-31", "last", tz=None), None, "every(1, 'month', anchor='2000-01-31', month_end='last')"),
    ],
)
def test_how_a_window_is_written(made, text, shown):
    """As a phrase, where one says all of it, and as code."""
    assert (made.text(), repr(made)) == (text, shown)


def test_the_phrase_of_a_window():
    """A common one needs no anchor."""
    assert steps(1, "week", "2000-01-03").phrase() == "every week"
    assert steps(1, "week", "2000-01-04").phrase() == "every week from 2000-01-04"


def test_a_week_has_no_month_end():
    """What is said of the end of months changes no window of days or weeks, and two such are equal."""
    assert steps(2, "week", "2026-01-05", "last") == steps(2, "week", "2026-01-05")
    assert steps(2, "month", "2026-01-05", "last") != steps(2, "month", "2026-01-05")
    with pytest.raises(ContractError, match="did you mean 'clamp'"):
        steps(1, "month", "2026-01-05", "clmp")
