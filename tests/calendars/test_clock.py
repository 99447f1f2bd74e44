"""The clock methods of a calendar: elapsed, due, lists and arrays."""

from datetime import datetime, timedelta, timezone

import pytest

from slakit.calendars.always import ALWAYS
from slakit.calendars.clock import Clock
from slakit.calendars.dates import Dates
from slakit.calendars.weekly import Weekly
from slakit.errors import MissingExtra, UnitError, UsageError
from slakit.timeline.instants import DAY, FIRST, HOUR, LAST, instant
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

DESK = Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")
FRIDAY, MONDAY = "2026-03-06T16:00Z", "2026-03-09T10:00Z"


def at(text):
    return datetime.fromisoformat(text)


def test_elapsed():
    """An hour on Friday and one on Monday are two."""
    assert DESK.elapsed(FRIDAY, at(MONDAY)) == timedelta(hours=2)


def test_reversed():
    """A reversed pair is refused with both instants, alone, in a list and in an array, unless signed."""
    np = pytest.importorskip("numpy")
    late, early = instant(MONDAY), instant(FRIDAY)
    wrong = "from 2026-03-09T10:00:00.00:00 to 2026-03-06T16:00:00.00:00 is not forward in time; write the earlier .* first, or signed=True"
    for calendar in (DESK, ALWAYS):
        for ask in (
            lambda calendar: calendar.elapsed(MONDAY, FRIDAY),
            lambda calendar: calendar.trace(MONDAY, FRIDAY),
            lambda calendar: calendar.clock.elapsed(late, early),
            lambda calendar: calendar.elapsed_many([early, late], [late, early]),
            lambda calendar: calendar.elapsed_many(np.array([early, late]), np.array([late, early])),
        ):
            with pytest.raises(UsageError, match=wrong):
                ask(calendar)
    assert DESK.elapsed(MONDAY, FRIDAY, signed=True) == timedelta(hours=-2)
    assert DESK.elapsed_many([late], [early], signed=True) == [-2 * HOUR]
    assert ALWAYS.elapsed_many(np.array([late]), np.array([early]), signed=True).tolist() == [-66 * HOUR]


def test_due_at_closing():
    """A budget used up at closing is due at closing; the latest due time is the next opening (C4)."""
    assert DESK.due(FRIDAY, "1 hour") == at("2026-03-06T17:00Z")
    assert DESK.due_latest(FRIDAY, "1 hour") == at("2026-03-09T09:00Z")
    assert DESK.due(FRIDAY, timedelta(hours=2)) == DESK.due_latest(FRIDAY, "2 h") == at(MONDAY)


def test_due_of_nothing():
    """Nothing is due at once, even while closed; the latest instant with nothing elapsed is the next opening."""
    assert DESK.due("2026-03-07T12:00Z", "0 s") == at("2026-03-07T12:00Z")
    assert DESK.due_latest("2026-03-07T12:00Z", "0 s") == at("2026-03-09T09:00Z")
    assert DESK.due_latest(FRIDAY, "0 s") == at(FRIDAY)


def test_due_backward():
    """A negative duration looks back, to the nearest such instant."""
    assert DESK.due(MONDAY, timedelta(hours=-2)) == at(FRIDAY)
    assert DESK.due(MONDAY, timedelta(hours=-1)) == at("2026-03-09T09:00Z")
    with pytest.raises(UsageError, match="is not open for 1:00:00 in the 100 years before 2026"):
        Dates(["2026-03-09"], tz="UTC").due("2026-03-09T00:00Z", timedelta(hours=-1))


def test_calendar_that_ends():
    """What opened for the last time has a due time up to its closing, no latest one after it, and no hang (C5)."""
    last = Dates(["2026-03-09"], tz="UTC")
    assert last.due("2026-03-01T00:00Z", "24 hours") == at("2026-03-10T00:00Z")
    with pytest.raises(UsageError, match=r"does not open in the 100 years after 2026-03-10T00:00:00\+00:00"):
        last.due_latest("2026-03-01T00:00Z", "24 hours")
    with pytest.raises(UsageError, match="does not open in the 100 years after"):
        last.due_latest("2026-03-11T00:00Z", "0 s")


def test_always():
    """24x7 is plain subtraction, within the years that exist."""
    assert ALWAYS.elapsed(FRIDAY, MONDAY) == timedelta(hours=66)
    assert ALWAYS.due(FRIDAY, "66 hours") == ALWAYS.due_latest(FRIDAY, "66 hours") == at(MONDAY)
    assert repr(ALWAYS) == "ALWAYS"
    with pytest.raises(UsageError, match="ALWAYS is not open for"):
        ALWAYS.due("9999-12-31T00:00Z", "48 hours")


def test_grows_in_both_directions():
    """A clock asked far outside what it knows grows there, and counts as one that knew from the start."""
    clock = Clock(DESK)
    mondays = [instant(f"{year}-06-01T00:00Z") for year in (2026, 2035, 2001, 1950, 2060)]
    assert [clock.elapsed(t, t + 28 * DAY) for t in mondays] == [160 * HOUR] * 5
    assert clock.elapsed(mondays[3], mondays[4]) == Clock(DESK).elapsed(mondays[3], mondays[4])
    friday = clock.spans(instant("2026-03-06T00:00Z"), instant("2026-03-07T00:00Z"))
    assert friday == Spans([Span("2026-03-06T09:00Z", "2026-03-06T17:00Z")])


def test_ends_of_time():
    """The years 1 and 9999 can be asked for, and nothing beyond."""
    dates = Dates(["0001-01-01", "9999-12-31"], tz="UTC")
    assert dates.clock.elapsed(FIRST, LAST) == 2 * DAY
    assert DESK.open(Span(LAST - 7 * DAY, LAST)).total == 40 * HOUR
    assert Weekly({"daily": "00:00-24:00"}, tz="America/New_York").clock.elapsed(FIRST, FIRST + DAY) == DAY
    with pytest.raises(UsageError, match="is not an instant of the years 1 to 9999; write '2026-01-31T09:00:00"):
        dates.clock.elapsed(FIRST - 1, LAST)


def test_lists():
    """Lists hold datetimes, ISO text or int microseconds, even mixed, and answer in int microseconds."""
    assert DESK.elapsed_many([at(FRIDAY)], [at(MONDAY)]) == [2 * HOUR]
    assert DESK.elapsed_many((FRIDAY, instant(FRIDAY)), (MONDAY, at(MONDAY))) == [2 * HOUR] * 2
    assert DESK.elapsed_many([], []) == []
    with pytest.raises(UsageError, match="2 starts and 1 ends are not pairs; write one end"):
        DESK.elapsed_many([0, 1], [2])
    with pytest.raises(UnitError, match="16:00:00' has no zone"):
        DESK.elapsed_many([datetime(2026, 3, 6, 16)], [at(MONDAY)])


def test_arrays():
    """Arrays of datetime64 in any unit, or of whole microseconds, answer as int64 arrays, over more than one chunk."""
    np = pytest.importorskip("numpy")
    starts = np.full(70_000, np.datetime64("2026-03-06T16:00"))
    found = DESK.elapsed_many(starts, starts.astype("datetime64[ns]") + np.timedelta64(66, "h"))
    assert found.dtype == np.int64
    assert set(found.tolist()) == {2 * HOUR}
    assert DESK.elapsed_many(starts[:0], starts[:0]).shape == (0,)
    with pytest.raises(UsageError, match="2 starts and 1 ends are not pairs"):
        DESK.elapsed_many(starts[:2], starts[:1])
    with pytest.raises(UnitError, match="NaT in row 1 is not an instant; leave that row out"):
        DESK.elapsed_many(np.array(["2026-01-01", "NaT"], "datetime64[us]"), starts[:2])
    with pytest.raises(UnitError, match=r"an array of float64 is not a column of instants; write an array of datetime64\[us\]"):
        DESK.elapsed_many(np.array([1.5]), np.array([2]))
    with pytest.raises(UnitError, match=r"an array of shape \(1, 1\) is not a column of instants"):
        DESK.elapsed_many(np.array([[1]]), np.array([[2]]))


@pytest.mark.parametrize(
    ("calendar", "closed"),
    [
        (DESK, False),
        (Weekly({"daily": "00:00-23:59:59"}, tz="UTC"), True),
        (Weekly({"daily": ["09:00-10:30", "10:35-12:00"]}, tz="UTC"), True),
        (Weekly({"daily": ["09:00-09:10", "09:40-09:50", "10:20-10:30"]}, tz="UTC"), False),
        (Weekly({"daily": [f"09:{m:02}:00-09:{m:02}:30" for m in range(60)]}, tz="UTC"), None),
    ],
)
def test_tables(calendar, closed):
    """Whichever table a calendar gets, of open time, of closed time or none, lists and arrays agree with one by one."""
    np = pytest.importorskip("numpy")
    t = instant("2026-03-09T00:00Z")
    clock = calendar.clock
    cells = clock.index(t, t + 9 * DAY).cells
    assert (cells.closed if cells else None) == closed
    starts = list(range(t, t + 7 * DAY, 7 * DAY // 997))
    ends = [start + (start % 2000) * HOUR // 1000 for start in starts]
    expected = [calendar.open(Span(a, b)).total if a < b else 0 for a, b in zip(starts, ends, strict=True)]
    assert clock.elapsed_all(starts, ends) == expected == [clock.elapsed(a, b) for a, b in zip(starts, ends, strict=True)]
    assert clock.elapsed_array(np.array(starts), np.array(ends)).tolist() == expected


def test_numpy_is_an_extra(monkeypatch):
    """Without NumPy an array cannot be read, and the error names the extra."""
    monkeypatch.setitem(__import__("sys").modules, "numpy", None)

    class Column(list):
        dtype = "int64"

    with pytest.raises(MissingExtra, match=r"numpy is not installed; write pip install 'slakit\[frames\]'"):
        DESK.elapsed_many(Column([0]), Column([1]))


@pytest.mark.parametrize(("wrong", "message"), [
    ("3 %", "'3 %' is not a duration; write '2 hours' or a timedelta"),
    ("0.1 us", "'0.1 us' is not a whole number of microseconds; write '2 hours' or a timedelta"),
    ("2 fortnites", "fortnites"),
])  # fmt: skip
def test_what_is_no_duration(wrong, message):
    """A share, a part of a microsecond and an unknown unit are no durations."""
    with pytest.raises(UnitError, match=message):
        DESK.due(FRIDAY, wrong)


def test_naive_instants():
    """An instant without a zone is refused with the way to write it (T1)."""
    with pytest.raises(UnitError, match="'2026-03-06 00:00:00' has no zone; write '2026-03-06T00:00:00"):
        DESK.elapsed(datetime(2026, 3, 6), MONDAY)
    with pytest.raises(UnitError, match="'soon' is not an instant"):
        DESK.due("soon", "1 hour")


def test_fixed_offset():
    """A zone may be a fixed offset; it then stands for itself."""
    east = Weekly({"daily": "00:00-01:00"}, tz=timezone(timedelta(hours=5, minutes=30)))
    assert east.due("2026-03-09T00:00Z", "1 min") == at("2026-03-09T18:31Z")
