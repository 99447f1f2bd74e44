"""Due times of many starts at once: as one by one, in every form."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.dates import Dates
from slakit.calendars.weekly import Weekly
from slakit.errors import SlakitError, UnitError, UsageError
from slakit.timeline.instants import EPOCH, HOUR, MICROSECOND, instant

LONDON = ZoneInfo("Europe/London")
DESK = Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London") - Dates(["2026-12-25"], tz="Europe/London")
CALENDARS = {
    "a desk": DESK,
    "always": ALWAYS,
    "nights": Weekly({"daily": "22:00-02:30"}, tz="America/Sao_Paulo"),
    "all but a minute": Weekly({"daily": "00:00-23:59"}, tz="UTC"),
    "many openings a day": Weekly({"daily": ["00:00-00:01", "00:02-00:03", "00:04-00:05"]}, tz="Australia/Lord_Howe"),
}
lengths = st.one_of(st.integers(-40 * HOUR, 40 * HOUR), st.sampled_from([0, HOUR, 8 * HOUR, 16 * HOUR]))
starts_and_lengths = st.lists(st.tuples(st.integers(1_770_000_000_000_000, 1_800_000_000_000_000), lengths), min_size=1, max_size=20)


def test_by_hand():
    """An hour from Friday 16:30 is Monday 09:30; the eight hours of a day end at its closing, and not at the next opening."""
    starts = ["2026-03-06T16:30+00:00", "2026-03-09T09:00+00:00", "2026-03-27T16:59+00:00"]
    due = DESK.due_many(starts, ["1 h", "8 h", "2 min"])
    assert [one.isoformat() for one in due] == ["2026-03-09T09:30:00+00:00", "2026-03-09T17:00:00+00:00", "2026-03-30T09:01:00+01:00"]
    assert [one.isoformat() for one in DESK.due_many(starts, "2 business days")] == [
        "2026-03-10T16:30:00+00:00",
        "2026-03-11T09:00:00+00:00",
        "2026-03-31T16:59:00+01:00",
    ], "at the same wall time"
    assert DESK.due_many([], "1 h") == []


@pytest.mark.parametrize("name", CALENDARS)
@given(pairs=starts_and_lengths)
def test_lists_are_as_one_by_one(name, pairs):
    """Every start has the answer that it has alone, forward and back, whatever the others are."""
    calendar = CALENDARS[name]
    starts = [EPOCH + t * MICROSECOND for t, _ in pairs]
    each = [timedelta(microseconds=length) for _, length in pairs]
    wanted = [calendar.due(start, length) for start, length in zip(starts, each, strict=True)]
    due = calendar.due_many(starts, each)
    assert due == wanted
    assert [one.isoformat() for one in due] == [one.isoformat() for one in wanted], "in the zone of the calendar, each offset right"
    assert calendar.due_many([t for t, _ in pairs], each) == wanted
    assert calendar.due_many(iter(starts), iter(each)) == wanted
    assert calendar.due_many(starts, each[0]) == [calendar.due(start, each[0]) for start in starts]


@pytest.mark.parametrize("name", CALENDARS)
@given(pairs=starts_and_lengths)
def test_arrays_are_as_lists(name, pairs):
    """datetime64 gives datetime64 in UTC, microseconds give microseconds."""
    np = pytest.importorskip("numpy")
    calendar = CALENDARS[name]
    each = [timedelta(microseconds=length) for _, length in pairs]
    wanted = [instant(one) for one in calendar.due_many([t for t, _ in pairs], each)]
    numbers = np.array([t for t, _ in pairs])
    assert calendar.due_many(numbers, np.array(each, dtype="timedelta64[us]")).tolist() == wanted
    assert calendar.due_many(numbers, each).tolist() == wanted
    moments = calendar.due_many(numbers.view("datetime64[us]"), each)
    assert moments.dtype == "datetime64[us]"
    assert moments.view("int64").tolist() == wanted
    assert calendar.due_many(numbers, each[0]).tolist() == [instant(calendar.due(EPOCH + t * MICROSECOND, each[0])) for t, _ in pairs]


def test_rules_and_series():
    """A due rule, and a Series of aware datetimes, are as one by one."""
    np = pytest.importorskip("numpy")
    starts = [datetime(2026, 1, 5, tzinfo=LONDON) + timedelta(hours=7 * n) for n in range(500)]
    rule = "17:00 on the next business day"
    wanted = [DESK.due(start, rule) for start in starts]
    assert DESK.due_many(starts, rule) == wanted
    numbers = np.array([instant(start) for start in starts])
    assert DESK.due_many(numbers, rule).tolist() == [instant(one) for one in wanted]
    pd = pytest.importorskip("pandas")
    assert DESK.due_many(pd.Series(starts), rule).view("int64").tolist() == [instant(one) for one in wanted]


def test_large_and_unsorted():
    """Many starts over years, with clock changes and repeated hours, in any order."""
    draw = Random(7)
    nights = Weekly({"daily": "00:30-03:30"}, tz="Europe/London")
    starts = [datetime(2026, 1, 1, tzinfo=LONDON) + timedelta(minutes=draw.randrange(1_500_000)) for _ in range(3_000)]
    each = [timedelta(minutes=draw.randrange(1, 600)) for _ in starts]
    due = nights.due_many(starts, each)
    assert [one.isoformat() for one in due] == [nights.due(start, length).isoformat() for start, length in zip(starts, each, strict=True)]


@pytest.mark.parametrize(
    ("starts", "length", "problem"),
    [
        (["2026-03-06T16:30Z"], ["1 h", "2 h"], "1 start and 2 lengths are not pairs; write one length, or one for each start"),
        (["2026-03-06T16:30"], "1 h", "'2026-03-06T16:30' has no zone; write '2026-03-06T16:30:00+00:00'"),
        (["2026-03-06T16:30Z"], ["1"], "'1' is not a duration"),
        (["2026-03-06T16:30Z"], ["1 h", "2 business days"], "1 start and 2 lengths"),
        (["2026-03-06T16:30Z"], ["2 business days"], "a due rule is one for all starts; write '2 business days' alone"),
    ],
)
def test_errors(starts, length, problem):
    """The error names what is wrong and how it is written."""
    with pytest.raises(SlakitError, match=problem.replace("?", ".").replace("+", r"\+")):
        DESK.due_many(starts, length)


def test_errors_of_arrays():
    """Floats, NaT and lengths that do not pair up are refused; so is a calendar that never opens for so long."""
    np = pytest.importorskip("numpy")
    with pytest.raises(UnitError, match="an array of float64 is not a column of instants"):
        DESK.due_many(np.array([1.0]), "1 h")
    with pytest.raises(UnitError, match="NaT in row 2 is not a length of time"):
        DESK.due_many(np.array([1, 2]), np.array([1, "NaT"], dtype="timedelta64[us]"))
    with pytest.raises(UnitError, match="an array of float64 is not a column of lengths of time"):
        DESK.due_many(np.array([1, 2]), np.array([1.0, 2.0]))
    with pytest.raises(UsageError, match="2 starts and 3 lengths are not pairs"):
        DESK.due_many(np.array([1, 2]), np.array([1, 2, 3], dtype="timedelta64[us]"))
    with pytest.raises(UsageError, match="is not open for"):
        Dates(["2026-01-01"], tz="UTC").due_many(np.array([0]), "25 h")


def test_a_calendar_of_ones_own():
    """One method is enough for it."""

    class Never(Calendar):
        def open(self, span):
            from slakit.timeline.spans import Spans

            return Spans()

        __hash__ = object.__hash__

    with pytest.raises(UsageError, match="is not open for"):
        Never().due_many([datetime(2026, 1, 1, tzinfo=UTC)], "1 h")
