"""Laws of calendars, against a walk minute by minute through zoneinfo."""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from slakit.calendars.always import ALWAYS
from slakit.calendars.dates import Dates
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.timeline.instants import DAY, HOUR, MINUTE, instant
from slakit.timeline.span import Span

pytest.importorskip("numpy")

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHANGES = {  # local dates on or near which the clocks changed
    "Europe/London": ["2026-03-29", "2026-10-25", "1968-10-27", "1971-10-31"],
    "Asia/Kolkata": ["2026-06-01", "1945-10-15"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],  # by half an hour
    "America/Sao_Paulo": ["2018-02-18", "2018-11-04", "2019-02-17"],  # at midnight
    "Africa/Casablanca": ["2026-02-15", "2026-03-22", "2018-10-28"],
    "Pacific/Apia": ["2011-12-30", "2011-12-31"],  # a day left out
    "Europe/Moscow": ["2014-10-26", "2011-03-27"],  # the rule itself changed
}

minutes = st.integers(0, 1439)
pairs = st.tuples(minutes, st.integers(1, 1440))
day_hours = st.lists(pairs, max_size=3)


def clock_text(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


def texts(hours):
    return [f"{clock_text(start)}-{clock_text(end)}" for start, end in hours]


@cache
def zone(name):
    return ZoneInfo(name)


def walk(week, dated, tz, t):
    """Whether the wall clock at t shows opening hours of its day, or of the night of the day before."""
    wall = datetime.fromtimestamp(t // 1_000_000, zone(tz))
    minute = wall.hour * 60 + wall.minute
    today, before = wall.date(), wall.date() - timedelta(days=1)
    return any(start <= minute < end if end > start else minute >= start for start, end in dated.get(today, week[today.weekday()])) or any(
        end <= start and minute < end for start, end in dated.get(before, week[before.weekday()])
    )


@st.composite
def worlds(draw):
    """A calendar, its plain description, and an instant near a change of the clocks, or anywhere."""
    tz = draw(st.sampled_from(sorted(CHANGES)))
    changed = st.sampled_from(CHANGES[tz]).map(date.fromisoformat)
    near = draw(changed | st.dates(date(1960, 1, 1), date(2060, 1, 1)))
    week = draw(st.lists(day_hours, min_size=7, max_size=7))
    offsets = draw(st.dictionaries(st.integers(-2, 2), day_hours, max_size=2))
    dated = {near + timedelta(days=offset): hours for offset, hours in offsets.items()}
    hours_of_week = {name: texts(hours) for name, hours in zip(WEEK, week, strict=True)}
    calendar = Weekly(hours_of_week, tz=tz, dated={day: texts(hours) for day, hours in dated.items()})
    at = instant(datetime(near.year, near.month, near.day, tzinfo=zone(tz)))
    return calendar, week, dated, tz, at - at % MINUTE


calendars = st.one_of(
    worlds().map(lambda world: world[0]),
    st.just(ALWAYS),
    st.just(Weekly({"daily": "00:00-23:59"}, tz="Europe/London")),
    st.just(Weekly({"mon-fri": ["09:00-09:01", "09:02-09:03", "09:04-09:05"]}, tz="UTC")),
    st.just(Dates(["2026-03-29", "2026-10-20..2026-10-25"], tz="Europe/London")),
    st.just(Recurring("FREQ=WEEKLY;BYDAY=SU;BYHOUR=1", tz="Europe/London", lasting="150 min")),
)
instants = st.integers(instant("2025-12-01T00:00Z"), instant("2026-12-31T00:00Z"))


@settings(max_examples=200, deadline=None)
@given(worlds(), st.integers(-2 * 1440, 0), st.integers(1, 1800))
def test_open_as_the_wall_clock_says(world, begin, length):
    """Open at a minute if and only if the wall clock shows opening hours, and elapsed is the count of such minutes."""
    calendar, week, dated, tz, at = world
    first = at + begin * MINUTE
    last = first + length * MINUTE
    spans = calendar.open(Span(first, last))
    walked = [walk(week, dated, tz, t) for t in range(first, last, MINUTE)]
    assert [t in spans for t in range(first, last, MINUTE)] == walked
    assert calendar.clock.elapsed(first, last) == sum(walked) * MINUTE
    trace = calendar.trace(Span(first, last).start, Span(first, last).end)
    assert trace.total == timedelta(minutes=sum(walked))
    assert [step.span.first for step in trace.steps] == [first, *(step.span.last for step in trace.steps[:-1])]
    assert trace.steps[-1].span.last == last


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_normal_form(world):
    """A calendar is made again from its own fields, and from its repr."""
    calendar = world[0]
    assert Weekly(calendar.hours, tz=calendar.tz, dated=calendar.dated) == calendar
    assert eval(repr(calendar)) == calendar
    assert hash(eval(repr(calendar))) == hash(calendar)


@settings(max_examples=60, deadline=None)
@given(calendars, instants, instants, instants)
def test_elapsed_adds_up(calendar, a, b, c):
    """What elapses from a to c is what elapses to b and from there."""
    a, b, c = sorted((a, b, c))
    elapsed = calendar.clock.elapsed
    assert elapsed(a, c) == elapsed(a, b) + elapsed(b, c)
    assert 0 <= elapsed(a, c) <= c - a
    assert elapsed(c, a, signed=True) == -elapsed(a, c)
    assert elapsed(a, c) == calendar.open(Span(a, c)).total if a < c else elapsed(a, c) == 0


@settings(max_examples=60, deadline=None)
@given(calendars, instants, st.integers(-100, 100))
def test_due_undoes_elapsed(calendar, t, hours):
    """Exactly d has elapsed when d is due; the instant before it has not, and just after the latest more has."""
    clock, d = calendar.clock, hours * HOUR
    if not clock.elapsed(t - 3000 * DAY, t) > 101 * HOUR < clock.elapsed(t, t + 3000 * DAY):
        return
    due, latest = clock.due(t, d), clock.due_latest(t, d)
    assert clock.elapsed(t, due, signed=True) == d == clock.elapsed(t, latest, signed=True)
    assert due <= latest
    if d > 0:
        assert clock.elapsed(t, due - 1) == d - 1
    if d >= 0:
        assert clock.elapsed(t, latest + 1) == d + 1
    else:
        assert clock.elapsed(due + 1, t, signed=True) == -d - 1


@settings(max_examples=60, deadline=None)
@given(calendars, st.lists(st.tuples(instants, instants), max_size=60))
def test_lists_and_arrays_count_alike(calendar, pairs):
    """One by one, as lists and as arrays, the same pairs give the same times, in either direction."""
    import numpy as np

    starts, ends = [a for a, _ in pairs], [b for _, b in pairs]
    one_by_one = [calendar.clock.elapsed(a, b, signed=True) for a, b in pairs]
    assert calendar.clock.elapsed_all(starts, ends, signed=True) == one_by_one
    assert calendar.clock.elapsed_array(np.array(starts, np.int64), np.array(ends, np.int64), signed=True).tolist() == one_by_one
    forward = [sorted(pair) for pair in pairs]
    assert calendar.elapsed_many([a for a, _ in forward], [b for _, b in forward]) == [abs(x) for x in one_by_one]


@settings(max_examples=60, deadline=None)
@given(calendars, calendars, calendars, instants)
def test_algebra(a, b, c, t):
    """The operators do to calendars what the words do to each moment, and hold the laws of sets."""
    span = Span(t - 5 * DAY, t + 5 * DAY)

    def opened(calendar):
        return calendar.open(span).cut(span.first, span.last)

    assert (t in opened(a | b)) == (t in opened(a) or t in opened(b))
    assert (t in opened(a & b)) == (t in opened(a) and t in opened(b))
    assert (t in opened(a - b)) == (t in opened(a) and t not in opened(b))
    assert opened(a | b) == opened(b | a)
    assert opened(a & (b | c)) == opened((a & b) | (a & c))
    assert opened(a - b - c) == opened(a - (b | c))
    assert a | a == a == a & a
    assert (a | b) | c == a | (b | c)
    assert (a & b) & c == a & (b & c)
    assert a | ALWAYS == ALWAYS
    assert a & ALWAYS == a
    assert a - b - c == a - (b | c)
    assert hash((a | b) | c) == hash(a | (b | c))


@settings(max_examples=40, deadline=None)
@given(calendars, instants, instants, st.lists(st.tuples(instants, st.integers(1, 20 * DAY)), max_size=4))
def test_pauses_take_away_their_open_time_once(calendar, a, b, pauses):
    """Time with pauses is the time of the calendar without them."""
    first, last = Span(min(a, b), max(a, b) + 1).start, Span(min(a, b), max(a, b) + 1).end
    spans = [Span(start, start + length) for start, length in pauses]
    whole = calendar.open(Span(first, last))
    for span in spans:
        whole -= calendar.open(span)
    assert calendar.elapsed(first, last, pauses=spans) == whole.duration
