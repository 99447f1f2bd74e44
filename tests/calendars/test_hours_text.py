"""Opening hours as text, read and written: days, hours, times of day (docs/numbers.md C2)."""

import pytest

from slakit.calendars.hours_text import read_hours, read_time, read_week, time_of_day, write_hours, write_time, write_week
from slakit.errors import ContractError
from slakit.timeline.instants import DAY, HOUR, MINUTE, SECOND

NINE_TO_FIVE = ((9 * HOUR, 17 * HOUR),)


def read(reader, *values):
    """What is read of some values, where nothing is wrong with them."""
    problems = []
    result = reader(*values, problems)
    assert problems == []
    return result


# the hours of a day


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("09:00-17:00", [(9 * HOUR, 17 * HOUR)]),
        (" 09:00 - 17:00 ", [(9 * HOUR, 17 * HOUR)]),
        (["13:00-17:00", "09:00-12:00"], [(9 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR)]),
        (["10:00-16:00", "12:00-18:00"], [(10 * HOUR, 18 * HOUR)]),  # overlapping ones merge
        ("00:00-24:00", [(0, DAY)]),
        ("22:00-06:00", [(22 * HOUR, DAY + 6 * HOUR)]),  # past midnight
        ("09:00-09:00", [(9 * HOUR, DAY + 9 * HOUR)]),  # the 24 hours from nine
        ("09:00:30.5-09:01", [(9 * HOUR + 30 * SECOND + 500_000, 9 * HOUR + MINUTE)]),
        ("closed", []),
        ([], []),
    ],
    ids=str,
)
def test_the_hours_of_a_day_are_read(value, hours):
    """As pairs of microseconds since its midnight, in order."""
    assert read(read_hours, value, "mon: ") == tuple(hours)


@pytest.mark.parametrize(
    ("wrong", "better"),
    [
        ("25:00-26:00", "09:00-17:30"),
        ("8-20", "08:00-20:00"),
        ("9.00-17.00", "09:00-17:00"),
        ("8-20-x", "09:00-17:30"),
        ("9:00 – 17:00", "09:00-17:00"),
        ("24:00-06:00", "09:00-17:30"),
        ("09:00-24:30", "09:00-17:30"),
        ("09:60-10:00", "09:00-17:30"),
        ("09:00", "09:00-17:30"),
        ("", "09:00-17:30"),
        (7, "09:00-17:30"),
        ("9-5", "09:00-17:00"),  # and no night of twenty hours
        ("9:30-5", "09:30-17:00"),
        ("8am-6pm", "08:00-18:00"),
        ("12 pm to 12 am", "12:00-00:00"),
        ("08:00 to 18:00", "08:00-18:00"),
        ("22-6", "22:00-06:00"),
    ],
)
def test_hours_that_no_clock_shows_are_refused_with_a_better_text(wrong, better):
    """With what was meant where that can be told, and the day that they are of; the hours beside them are read."""
    problems = []
    assert read_hours([wrong, "09:00-17:00"], "mon: ", problems) == NINE_TO_FIVE
    assert problems == [f"mon: {wrong!r} is not opening hours; write {better!r}"]


def test_what_is_no_hours_is_closed_and_a_problem():
    """A number of hours is none."""
    problems = []
    assert read_hours(8, "mon: ", problems) == ()
    assert problems == ["mon: 8 is not opening hours; write '09:00-17:30', a list of such, or 'closed'"]


@pytest.mark.parametrize(("days", "meant"), [("weekdays", "mon-fri"), ("Monday to Friday", "mon-fri"), ("weekend", "sat,sun")])
def test_days_in_the_words_of_the_field(days, meant):
    """Not the day that is spelt most alike, which is Wednesday."""
    problems = []
    read_week({days: "09:00-17:00"}, problems)
    assert problems == [f"{days!r} is not a day of the week; did you mean {meant!r}?"]


# the days of a week


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("mon", [0]),
        ("Sunday", [6]),
        ("mon-fri", [0, 1, 2, 3, 4]),
        ("fri-mon", [0, 4, 5, 6]),  # over the end of the week
        ("mon, wed-fri", [0, 2, 3, 4]),
        ("daily", [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_days_are_read_as_people_write_them(key, days):
    """Names, ranges, lists, and all of them."""
    week = read(read_week, {key: "09:00-17:00"})
    assert [day for day, hours in enumerate(week) if hours == NINE_TO_FIVE] == days
    assert [day for day, hours in enumerate(week) if hours == ()] == [day for day in range(7) if day not in days]


def test_every_problem_of_a_week_is_reported():
    """What is no day, a day given twice, hours that are none: all in one go."""
    problems = []
    read_week([("mon-fri", "09:00-17:00"), ("wed", "10:00-11:00"), ("satt", 5), ("mon-tue-wed", []), "sun"], problems)
    assert problems == [
        "'wed' is given twice, in 'mon-fri' and in 'wed'; write it once, with a list of its hours",
        "satt: 5 is not opening hours; write '09:00-17:30', a list of such, or 'closed'",
        "'satt' is not a day of the week; did you mean 'sat'?",
        "'mon-tue-wed' is not a day of the week; write 'mon-fri' or 'mon,wed'",
        "'sun' is not a day with its hours; write {'mon-fri': '09:00-17:30'}",
    ]
    problems = []
    assert read_week("09:00-17:00", problems) == [()] * 7
    assert problems == ["'09:00-17:00' is not hours by day of the week; write {'mon-fri': '09:00-17:30'}"]


def test_a_week_is_written_with_equal_days_together():
    """Closed days are left out, days in a row are a range; what is written reads back."""
    week = read(read_week, {"mon": "09:00-17:00", "wed,thu,fri": "09:00-17:00", "sat": "22:00-06:00", "sun": "closed"})
    written = write_week(week)
    assert written == (("mon,wed-fri", ("09:00-17:00",)), ("sat", ("22:00-06:00",)))
    assert read(read_week, written) == week


def test_hours_longer_than_a_day_are_written_as_two():
    """Nine to noon of the next day, 27 hours, is the 24 hours from nine and those that end at noon; they read back."""
    hours = ((9 * HOUR, DAY + 12 * HOUR),)
    assert write_hours(hours) == ("09:00-09:00", "12:00-12:00")
    assert read(read_hours, write_hours(hours), "mon: ") == hours
    assert write_hours(((0, DAY),)) == ("00:00-24:00",)


# times of day


@pytest.mark.parametrize(
    ("at", "text"),
    [(0, "00:00"), (16 * HOUR + 5 * MINUTE, "16:05"), (9 * HOUR + 7 * SECOND, "09:00:07"), (9 * HOUR + 1, "09:00:00.000001")],
)
def test_a_time_is_written_as_short_as_it_is_exact(at, text):
    """Seconds and their fractions only where there are any; it reads back."""
    assert (write_time(at), read_time(text), time_of_day(text)) == (text, at, text)


def test_a_time_may_be_of_a_shift_past_midnight():
    """26:00 is two o'clock on the next day, up to 47:59; 24:00 is no time of a day."""
    assert (read_time("26:00"), read_time("47:59")) == (26 * HOUR, 47 * HOUR + 59 * MINUTE)
    assert (read_time("24:00"), read_time("48:00"), read_time("16:60"), read_time("noon"), read_time(16)) == (None,) * 5


def test_a_time_of_day_has_one_form():
    """Noughts fall off; what is no time is refused."""
    assert time_of_day("16:00:00.000") == "16:00"
    with pytest.raises(ContractError, match=r"^'4 pm' is not a time of day; write '16:00'$"):
        time_of_day("4 pm")
