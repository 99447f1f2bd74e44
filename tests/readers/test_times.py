"""Times of files: the fast way gives what the standard library gives."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from slakit.errors import UsageError
from slakit.readers.times import BadTimeError, NoZoneError, TimeReader

FORMATS = [
    "%m/%d/%Y %I:%M:%S %p", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M", "%d/%b/%Y:%H:%M:%S %z", "%Y%m%d%H%M%S", "%d/%m/%y %H:%M",
    "%H:%M %d-%m-%Y", "%Y-%m-%d", "%a %d %b %Y %I:%M %p", "%Y-%m-%d %H:%M:%S.%f", "%d %B %Y %H.%M", "%M:%H:%S %Y/%m/%d", "%Y-%j %H:%M",
]  # fmt: skip
ZONES = ["UTC", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Europe/London"]
READERS = {(form, tz): TimeReader(form, tz, "earlier") for form in FORMATS for tz in ZONES}
offsets = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
walls = st.datetimes(datetime(1970, 1, 2), datetime(2037, 12, 30))


def outcome(function):
    try:
        return function()
    except (ValueError, BadTimeError):
        return "no time"


@given(st.sampled_from(FORMATS), st.sampled_from(ZONES), st.lists(st.one_of(walls, st.sampled_from(
    [datetime(2015, 11, 1, 1, 30), datetime(2015, 3, 8, 2, 30), datetime(2015, 10, 4, 2, 10), datetime(2015, 11, 1, 0, 59, 59)])),
    min_size=1, max_size=6), offsets)  # fmt: skip
def test_formats_read_as_strptime_does(form, tz, moments, offset):
    """Whatever was read before, a text reads as strptime reads it, in the zone or at its own offset."""
    reader = READERS[form, tz]
    for wall in moments * 2:
        text = wall.replace(tzinfo=offset).strftime(form)
        expected = datetime.strptime(text, form)  # the reference
        read = reader.read(text)
        if expected.tzinfo is not None:
            assert read == expected
        else:
            first, second = (expected.replace(tzinfo=ZoneInfo(tz), fold=fold) for fold in (0, 1))
            assert read.astimezone(UTC) == min(first.astimezone(UTC), second.astimezone(UTC))


@given(st.sampled_from(FORMATS), st.lists(st.tuples(walls, st.integers(0, 30), st.sampled_from("0159 :/-+aPMx٣")), min_size=1, max_size=5))
def test_broken_texts_are_refused_as_strptime_refuses_them(form, edits):
    """A text with one letter changed is read or refused just as strptime does, whatever was remembered before."""
    reader = TimeReader(form, "UTC")
    for wall, at, letter in edits:
        whole = wall.replace(tzinfo=UTC).strftime(form)
        reader.read(whole)
        at %= len(whole)
        text = (whole[:at] + letter + whole[at + 1 :]).strip()
        expected = outcome(lambda text=text: datetime.strptime(text, form))  # the reference
        if isinstance(expected, datetime) and expected.tzinfo is None:
            expected = expected.replace(tzinfo=UTC)
        assert outcome(lambda text=text: reader.read(text)) == expected


@given(st.lists(walls, min_size=1, max_size=5), st.sampled_from(ZONES), st.sampled_from(["T", " "]))
def test_iso_times(moments, tz, between):
    """An ISO text without an offset is the wall clock of the zone."""
    reader = TimeReader(None, tz, "later")
    for wall in moments * 2:
        read = reader.read(wall.isoformat(sep=between))
        folds = [wall.replace(tzinfo=ZoneInfo(tz), fold=fold).astimezone(UTC) for fold in (0, 1)]
        assert read.astimezone(UTC) == max(folds)


@pytest.mark.parametrize(
    ("text", "tz", "expected"),
    [
        ("2026-03-28T23:30", "Europe/London", "2026-03-28T23:30:00+00:00"),
        ("2026-03-29T02:30", "Europe/London", "2026-03-29T02:30:00+01:00"),
        ("2026-03-29 02:30Z", "Europe/London", "2026-03-29T02:30:00+00:00"),
        ("2026-03-29T02:30+05:45", None, "2026-03-29T02:30:00+05:45"),
        (" 2026-07-01 ", "Asia/Kathmandu", "2026-07-01T00:00:00+05:45"),
    ],
)
def test_an_offset_in_the_text_wins(text, tz, expected):
    """A text with an offset keeps it; one without has that of the zone."""
    assert TimeReader(None, tz).read(text).isoformat() == expected


@pytest.mark.parametrize(
    ("ambiguous", "repeated", "skipped"),
    [
        ("earlier", "2015-11-01T01:16:00-04:00", "2015-03-08T01:30:00-05:00"),
        ("later", "2015-11-01T01:16:00-05:00", "2015-03-08T03:30:00-04:00"),
    ],
)
def test_repeated_and_skipped_times_when_told(ambiguous, repeated, skipped):
    """A repeated or skipped time is read with one offset or the other when the reader is told which."""
    for form in (None, "%Y-%m-%d %H:%M"):
        reader = TimeReader(form, "America/New_York", ambiguous)
        assert reader.read("2015-11-01 01:16").isoformat() == repeated
        assert reader.read("2015-03-08 02:30").isoformat() == skipped


@pytest.mark.parametrize("form", [None, "%Y-%m-%d %H:%M"])
def test_repeated_and_skipped_times(form):
    """A repeated or skipped time is refused, the hours beside it are not."""
    reader = TimeReader(form, "America/New_York")
    assert reader.read("2015-11-01 00:59").isoformat() == "2015-11-01T00:59:00-04:00"
    assert reader.read("2015-11-01 02:00").isoformat() == "2015-11-01T02:00:00-05:00"
    for _ in range(2):
        with pytest.raises(BadTimeError) as caught:
            reader.read("2015-11-01 01:16")
        assert caught.value.kind == "ambiguous time"
        assert str(caught.value) == (
            "'2015-11-01 01:16:00' was repeated by a clock change in America/New_York; "
            "write the offset, or write ambiguous='earlier' or 'later'"
        )
        with pytest.raises(BadTimeError, match="was skipped by a clock change"):
            reader.read("2015-03-08 02:30")
    with pytest.raises(NoZoneError):
        TimeReader(form).read("2015-11-01 00:59")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"time_format": "%Q"}, "time_format='%Q' is not the format of a date or time; write time_format='%d/%m/%Y %H:%M'"),
        ({"time_format": "%H:%M"}, "time_format='%H:%M' is not the format of a date or time; write time_format='%d/%m/%Y %H:%M'"),
        ({"tz": "Europe/Lodnon"}, "'Europe/Lodnon' is not a time zone; did you mean 'Europe/London'?"),
        ({"ambiguous": "latter"}, "ambiguous='latter' is not a reading of a repeated time; did you mean 'later'?"),
    ],
)
def test_wrong_settings(options, message):
    """A wrong setting is the caller's fault."""
    with pytest.raises(UsageError) as caught:
        TimeReader(**options)
    assert str(caught.value) == message
