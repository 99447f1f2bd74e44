"""Recurrence rules as text, read strictly as RFC 5545 has them, and what of them depends on a start."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from slakit.calendars.rrule import explicit, most_a_day, needs_start, read_rule, until, write_rule


def parts_of(text):
    """The parts of a rule in which nothing is wrong."""
    problems = []
    parts = read_rule(text, problems)
    assert problems == []
    return parts


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("RRULE:byday=we,MO;freq=weekly;interval=1", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("BYHOUR=9;FREQ=DAILY;", "FREQ=DAILY;BYHOUR=9"),
        ("FREQ=DAILY;BYHOUR=17,9,+09", "FREQ=DAILY;BYHOUR=9,17"),
        ("FREQ=MONTHLY;BYDAY=+1MO,-1FR", "FREQ=MONTHLY;BYDAY=1MO,-1FR"),
        ("FREQ=WEEKLY;BYWEEKDAY=TU", "FREQ=WEEKLY;BYDAY=TU"),  # what dateutil calls it
        ("UNTIL=20261231;FREQ=YEARLY;INTERVAL=2", "FREQ=YEARLY;INTERVAL=2;UNTIL=20261231"),
    ],
)
def test_a_rule_has_one_normal_form(text, normal):
    """Parts and values in order, each once, in capitals, an interval of one left out; the normal form reads back."""
    parts = parts_of(text)
    assert write_rule(parts) == normal
    assert parts_of(normal) == parts
    assert all(isinstance(values, tuple) for values in parts.values())


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("", "'' is not a rule; write 'FREQ=MONTHLY;BYMONTHDAY=5'"),
        ("BYDAY=MO", "'BYDAY=MO' has no frequency; write 'FREQ=MONTHLY;BYDAY=MO'"),
        ("FREQ=FORTNIGHTLY", "'FREQ=FORTNIGHTLY' is not one of YEARLY, MONTHLY"),
        ("FREQ=DAILY;BYHOURS=9", "'BYHOURS' is not a part of a rule; did you mean 'BYHOUR'?"),
        ("FREQ=DAILY;FREQ=WEEKLY", "'FREQ' is given twice"),
        ("FREQ=DAILY;INTERVAL=0", "'INTERVAL=0' is not a number from 1 to 10000; write 'INTERVAL=1'"),
        ("FREQ=DAILY;COUNT=-1", "'COUNT=-1' is not a number from 1 to 100000"),
        ("FREQ=YEARLY;BYMONTH=13", "'BYMONTH=13' is not numbers from 1 to 12; write 'BYMONTH=1'"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "'BYMONTHDAY=0' is not numbers from 1 to 31 or counted back"),
        ("FREQ=DAILY;BYHOUR=24", "'BYHOUR=24' is not numbers from 0 to 23"),
        ("FREQ=WEEKLY;BYDAY=XX", "'BYDAY=XX' is not days of the week; write 'BYDAY=MO,WE' or 'BYDAY=-1FR'"),
        ("FREQ=WEEKLY;BYDAY=MO;WKST=2", "'WKST=2' is not a day of the week; write 'WKST=MO'"),
        ("FREQ=WEEKLY;BYDAY=2MO", "'BYDAY=2MO' counts days of a month or year; write 'FREQ=MONTHLY', without BYWEEKNO"),
        ("FREQ=WEEKLY;BYMONTHDAY=5", "'BYMONTHDAY' is not a part of a WEEKLY rule; write 'FREQ=MONTHLY'"),
        ("FREQ=MONTHLY;BYYEARDAY=5", "'BYYEARDAY' is not a part of a MONTHLY rule; write 'FREQ=YEARLY'"),
        ("FREQ=YEARLY;BYWEEKNO=5", "'BYWEEKNO=5' has no day of the week; write ';BYDAY=MO' too"),
        ("FREQ=MONTHLY;BYSETPOS=1", "'BYSETPOS' has nothing to choose from"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20260101", "'COUNT' and 'UNTIL' end the rule twice; write one of them"),
        ("FREQ=DAILY;UNTIL=20261301", "'UNTIL=20261301' is not a date; write 'UNTIL=20261231' or 'UNTIL=20261231T235959Z'"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never happens, no such month has that day"),
        ("DTSTART=20260105;FREQ=DAILY", "is not a single rule; write its RRULE alone and give start='2026-01-05'"),
        ("FREQ=DAILY\nFREQ=WEEKLY", "is not a single rule"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-30", "never happens, no such month has that day"),
        ("FREQ=SECONDLY", "'FREQ=SECONDLY' may happen 86,400 times a day, and no more than 1,440 are read"),
        ("FREQ=YEARLY;BYWEEKNO=5;BYDAY=1MO", "'BYDAY=1MO' counts days of a month or year; write 'FREQ=MONTHLY', without BYWEEKNO"),
        ("FREQ=MONTHLY;BYDAY=0MO", "'BYDAY=0MO' is not days of the week"),
        ("FREQ=DAILY;INTERVAL=2,3", "'INTERVAL=2,3' is not a number from 1 to 10000"),
        (5, "5 is not a rule; write 'FREQ=MONTHLY;BYMONTHDAY=5'"),
    ],
)
def test_nonsense_is_refused_with_a_remedy(rule, message):
    """What RFC 5545 forbids, and what never happens, is one problem, told instead of never opening or never ending."""
    problems = []
    read_rule(rule, problems)
    assert len(problems) == 1
    assert message in problems[0]


def test_every_part_that_is_wrong_is_reported():
    """In one go; how the parts fit is judged once each is right."""
    problems = []
    read_rule("BYHOUR=24;BYMINUTE=60;WKST=XX", problems)
    assert [problem.partition(" is not ")[0] for problem in problems] == ["'BYHOUR=24'", "'BYMINUTE=60'", "'WKST=XX'"]


@pytest.mark.parametrize(
    ("rule", "most"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=5", 1),
        ("FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30", 4),  # 2 x 2
        ("FREQ=HOURLY", 24),
        ("FREQ=HOURLY;BYMINUTE=0,20,40", 72),  # 24 x 3
        ("FREQ=HOURLY;INTERVAL=5", 5),  # 24 / 5, rounded up
        ("FREQ=MINUTELY", 1_440),
        ("FREQ=MINUTELY;BYHOUR=9", 1_440),  # 60 happen, and every minute is looked at
        ("FREQ=SECONDLY;INTERVAL=900", 96),  # 86,400 / 900
    ],
)
def test_most_a_day_is_what_happens_or_is_looked_at(rule, most):
    """The larger of how often a rule may happen on a day and how many steps it takes through it."""
    assert most_a_day(parts_of(rule)) == most


@pytest.mark.parametrize(
    ("rule", "needed"),
    [
        ("FREQ=WEEKLY", True),
        ("FREQ=MONTHLY;BYHOUR=9", True),
        ("FREQ=YEARLY;BYMONTH=3", True),
        ("FREQ=DAILY;INTERVAL=2", True),
        ("FREQ=DAILY;COUNT=3", True),
        ("FREQ=DAILY", False),
        ("FREQ=WEEKLY;BYDAY=MO", False),
        ("FREQ=YEARLY;BYYEARDAY=-1", False),
    ],
)
def test_a_rule_needs_a_start_for_its_day_or_its_step(rule, needed):
    """Where it names its day, and steps by one, it means the same from any date on."""
    assert needs_start(parts_of(rule)) is needed


@pytest.mark.parametrize(
    ("rule", "full"),
    [
        ("FREQ=YEARLY", "BYMONTHDAY=7;BYMONTH=1;BYHOUR=9;BYMINUTE=30;BYSECOND=15"),
        ("FREQ=YEARLY;BYMONTH=3", "BYMONTHDAY=7;BYHOUR=9;BYMINUTE=30;BYSECOND=15"),
        ("FREQ=MONTHLY;BYDAY=1MO", "BYHOUR=9;BYMINUTE=30;BYSECOND=15"),
        ("FREQ=WEEKLY;BYHOUR=8", "BYDAY=WE;BYMINUTE=30;BYSECOND=15"),
        ("FREQ=DAILY", "BYHOUR=9;BYMINUTE=30;BYSECOND=15"),
        ("FREQ=HOURLY", "BYMINUTE=30;BYSECOND=15"),
        ("FREQ=MINUTELY", "BYSECOND=15"),
        ("FREQ=SECONDLY;INTERVAL=60", ""),
    ],
)
def test_a_rule_takes_from_its_start_what_it_does_not_say(rule, full):
    """The day and the time of Wednesday 7 January 2026, 09:30:15, down from the step of the rule."""
    parts = parts_of(rule)
    whole = explicit(parts, datetime(2026, 1, 7, 9, 30, 15))
    assert write_rule({key: values for key, values in whole.items() if key not in parts}) == full
    assert whole.items() >= parts.items()


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("20260630", datetime(2026, 6, 30, 23, 59, 59, 999_999)),  # all of that day
        ("20260630T120000", datetime(2026, 6, 30, 12)),
        ("20260630T120000Z", datetime(2026, 6, 30, 13)),  # noon of UTC is one o'clock of London in summer
    ],
)
def test_the_last_wall_time_of_a_rule(text, last):
    """A date is the whole day, a time of UTC is turned into one of the zone."""
    assert until(parts_of(f"FREQ=DAILY;UNTIL={text}"), ZoneInfo("Europe/London")) == last
    assert until(parts_of("FREQ=DAILY"), UTC) is None
