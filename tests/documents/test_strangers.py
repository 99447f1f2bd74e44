"""Documents from strangers: they open no file, and are read in bounded time, with an error at its place (C4)."""

from pathlib import Path

import pytest

import slakit as sk

ICAL = '{ is = "events", path = "closed.ics", tz = "UTC" }'
UPTIME = '{ is = "uptime", stream = "o" }'


def document(clock="", window='"monthly"', term='["2026-01-01", "2027-01-01"]', calendars="", own=""):
    metric = UPTIME if not clock else f'{{ is = "uptime", stream = "o", clock = {clock} }}'
    return "\n".join(
        [
            'name = "N"\nprovider = "P"\ncustomer = "C"',
            f'term = {term}\ntimezone = "UTC"\nwindow = {window}',
            calendars,
            f'[[objectives]]\nname = "A"\nmetric = {metric}\ntarget = "at least 90 %"',
            own,
        ]
    )


def problems(text, **settings):
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text, **settings)
    return list(caught.value.problems)


@pytest.fixture
def opened(monkeypatch):
    """The paths that anything tries to read."""
    found = []
    monkeypatch.setattr(Path, "read_bytes", lambda path: found.append(str(path)) or b"")
    return found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (document(clock=ICAL), "line 10 objectives[0].metric.clock"),
        (document(clock='"holidays"', calendars=f"[calendars]\nholidays = {ICAL}"), "line 8 calendars.holidays"),
        (document(clock=f'{{ is = "all of", parts = ["always", {ICAL}] }}'), "line 10 objectives[0].metric.clock.parts[1]"),
    ],
)
def test_a_text_opens_no_file(text, place, opened):
    """Wherever the calendar stands, a text is refused with its place, and nothing is touched; `files=True` trusts it."""
    assert problems(text) == [
        f"{place}: 'events' reads a file, and a document that is not trusted opens none; "
        "write another calendar, or load it with files open to it if it is trusted"
    ]
    assert opened == []
    assert not any("not trusted" in problem for problem in problems(text, files=True))
    assert opened == ["closed.ics"]


def test_a_file_from_a_stranger_opens_no_other(tmp_path, opened):
    """`load` reads the files that its document names unless it is told `files=False`."""
    path = tmp_path / "a.toml"
    path.write_text(document(clock=ICAL))
    with pytest.raises(sk.errors.ContractError, match=r"a\.toml:10 objectives\[0\]\.metric\.clock: 'events' reads a file"):
        sk.load(path, files=False)
    assert opened == []
    with pytest.raises(sk.errors.ContractError):
        sk.load(path)  # which the fixture leaves empty
    assert opened == ["closed.ics"]


def rule(text):
    return f'{{ is = "recurring", rule = "{text}", tz = "UTC", lasting = "1 s", start = "2026-01-05" }}'


MANY = ",".join(map(str, range(60)))


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;BYHOUR=2;BYMINUTE=0",
        "FREQ=SECONDLY;INTERVAL=59",
        "FREQ=SECONDLY;COUNT=5",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29",
        f"FREQ=MINUTELY;BYSECOND={MANY}",
        f"FREQ=DAILY;BYMINUTE={MANY};BYSECOND={MANY}",
        f"FREQ=HOURLY;BYMINUTE={MANY};BYSECOND=0,30",
    ],
)
def test_a_rule_of_seconds_is_refused(text):
    """It would make millions of spans; in bounded time, with the place and how often it happens."""
    (problem,) = problems(document(clock=rule(text)))
    assert problem.startswith("line 10 objectives[0].metric.clock.rule: ")
    assert "times a day, and no more than 1,440 are read; write a slower rule, such as 'FREQ=HOURLY'" in problem


@pytest.mark.parametrize(
    "text", ["FREQ=MINUTELY", "FREQ=SECONDLY;INTERVAL=60", "FREQ=HOURLY;BYMINUTE=0,30", "FREQ=DAILY;BYHOUR=9,12", "FREQ=WEEKLY;INTERVAL=2"]
)
def test_a_rule_of_minutes_is_read(text):
    """One a minute is the most."""
    assert sk.loads(document(clock=rule(text)))


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (
            {"term": '["0001-01-01", "9999-12-31"]', "window": '"daily"'},
            'line 6 window: window = "daily" cuts the term into about 3,652,060 periods, and no more than 50,000 are judged; '
            "write a shorter term or longer periods",
        ),
        (
            {"term": '["1000-01-01", "2900-01-01"]', "own": 'window = "rolling 30 days"'},
            "line 12 objectives[0].window: objective 'A': window = \"rolling 30 days\" cuts the term into about 693,963 periods, "
            "and no more than 50,000 are judged; write a shorter term or longer periods",
        ),
        (
            {"window": '"every 99999999999 years from 2026-01-01"'},
            "line 6 window: 99999999999 years are longer than 1,000 years; write a shorter time",
        ),
        (
            {"own": 'window = "rolling 99999999 days"'},
            "line 12 objectives[0].window: 99999999 days are longer than 1,000 years; write a shorter time",
        ),
        (
            {"own": 'window = "rolling 9999 years"'},
            "line 12 objectives[0].window: 9999 years are longer than 1,000 years; write a shorter time",
        ),
        (
            {"own": 'window = "rolling 99999999999999 hours"'},
            "line 12 objectives[0].window: 4166666666666 days are longer than 1,000 years; write a shorter time",
        ),
    ],
)
def test_windows_and_periods_have_bounds(settings, problem):
    """Refused at once, with the place; a century of days and a rolling year are read."""
    assert problems(document(**settings)) == [problem]


def test_what_contracts_have_is_within_the_bounds():
    """A century of days, and a rolling window of ten years."""
    assert sk.loads(document(term='["1950-01-01", "2050-01-01"]', window='"daily"'))
    assert sk.loads(document(own='window = "rolling 10 years every month"'))


def test_a_calendar_of_minutes_that_never_opens():
    """A rule of minutes less another that covers it is looked at for a year, and not for a century and a half: refused in seconds."""
    ten = '{ is = "recurring", rule = "FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50", tz = "UTC", lasting = "1 s" }'
    cover = '{ is = "recurring", rule = "FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50", tz = "UTC", lasting = "2 s" }'
    (problem,) = problems(document(clock=f'{{ is = "without", kept = {ten}, taken = [{cover}] }}'))
    assert problem.startswith("line 10 objectives[0].metric")
    assert "never opens" in problem
