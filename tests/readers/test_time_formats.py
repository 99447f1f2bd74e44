"""Formats of times: several in order, seconds since 1970, names of zones, dates without a time."""

import json
import os
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st
from refusals import refusal

from slakit.errors import RecordError, UsageError
from slakit.metrics.record import Unread
from slakit.readers.csv import read_csv
from slakit.readers.jsonl import read_jsonl
from slakit.readers.time_formats import likely_format
from slakit.readers.times import BadTimeError, TimeReader

TEN = datetime(2026, 3, 31, 10, tzinfo=UTC)


@pytest.fixture
def cells(tmp_path):
    """The field `at` of a CSV file with these cells."""

    def read(*texts, **options):
        path = tmp_path / "cases.csv"
        path.write_text("at;n\n" + "".join(f"{text};1\n" for text in texts), encoding="utf-8")
        reader = read_csv(path, delimiter=";", times=["at"], **options)
        return [row["at"] for row in reader]

    return read


@pytest.mark.parametrize("machine", ["UTC", "America/New_York", "Europe/London", "Asia/Tokyo"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:00:00 UTC", TEN),
        ("10:00:00 utc", TEN),
        ("10:00:00 GMT", TEN),
        ("10:00:00 Z", TEN),
        ("10:00:00 +01:00", TEN - timedelta(hours=1)),
        ("10:00:00 -0530", TEN + timedelta(hours=5, minutes=30)),
        ("10:00:00 UTC+2", TEN - timedelta(hours=2)),
        ("10:00:00 GMT-03:30", TEN + timedelta(hours=3, minutes=30)),
        ("10:00:00 EST", None),
        ("10:00:00 EDT", None),
        ("10:00:00 BST", None),
        ("10:00:00 JST", None),
        ("10:00:00 XUTC", None),
        ("10:00:00", None),
    ],
)
def test_names_of_zones(cells, monkeypatch, machine, text, expected):
    """`%Z` reads UTC, GMT, Z and offsets, converts by them whatever `timezone` is, and no other name on any machine."""
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    try:
        [read] = cells(f"31/03/2026 {text}", time_format="%d/%m/%Y %H:%M:%S %Z", timezone="America/New_York")
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    if expected is not None:
        assert read == expected
    else:
        assert type(read) is Unread
        assert read.why == (
            f"cases.csv:2: at '31/03/2026 {text}' is not a time written '%d/%m/%Y %H:%M:%S %Z', "
            "of zones only UTC, GMT, Z and offsets such as +01:00; write '31/01/2026 09:00:00 UTC'"
        )
    assert os.environ.get("TZ") is None


def test_a_zone_amid_other_signs():
    """The zone is found wherever the format has it, beside dates with signs of their own."""
    assert TimeReader("%Z %d-%m-%Y %H:%M").read("UTC+2 31-03-2026 12:00") == TEN
    assert TimeReader("%Y-%m-%dT%H:%M%Z").read("2026-03-31T10:00Z") == TEN
    assert TimeReader("%Y-%m-%d %H:%M%Z %%Z").read("2026-03-31 05:00-05:00 %Z") == TEN


def test_formats_in_order(cells):
    """A text is read by the first format that it fits; what fits none is told with all of them."""
    formats = ["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "epoch", "iso"]
    read = cells("02/01/2026 10:00", "01/31/2026 10:00", "1774951200", "2026-03-31T10:00Z", "soon", time_format=formats, timezone="UTC")
    assert read[:4] == [datetime(2026, 1, 2, 10, tzinfo=UTC), datetime(2026, 1, 31, 10, tzinfo=UTC), TEN, TEN]
    assert read[4].why == (
        "cases.csv:6: at 'soon' is not a time written '%d/%m/%Y %H:%M', nor a time written '%m/%d/%Y %H:%M', "
        "nor seconds since 1970, nor an ISO time; write '31/01/2026 09:00'"
    )


def test_a_repeated_time_is_not_read_by_the_next_format(cells):
    """A text that the first format reads is a time of that format, though a clock change repeated it."""
    [read] = cells("01/11/2015 01:30", time_format=["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"], timezone="America/New_York")
    assert (read.kind, read.text) == ("ambiguous time", "01/11/2015 01:30")


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("epoch", "0", datetime(1970, 1, 1, tzinfo=UTC)),
        ("epoch", "1774951200.25", TEN + timedelta(milliseconds=250)),
        ("epoch", "1.7749512e9", TEN),
        ("epoch", "-1.5", datetime(1969, 12, 31, 23, 59, 58, 500_000, tzinfo=UTC)),
        ("epoch", "1774951200.000001999999999999999999999999", TEN + timedelta(microseconds=1)),  # cut off, as in ISO (T2)
        ("epoch", "-0.0000001", datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)),
        ("epoch ms", "1774951200001", TEN + timedelta(milliseconds=1)),
        ("epoch us", "1774951200000001", TEN + timedelta(microseconds=1)),
    ],
)
def test_seconds_since_1970(cells, word, text, expected):
    """Whole or decimal, exact to the microsecond, and needing no zone."""
    assert cells(text, time_format=word) == [expected]


@pytest.mark.parametrize(
    "text", ["1e308", "NaN", "Infinity", "1774951200000000", "-1e12", "12:00", "0x10", "1_000", "1,5", "1e9999", "٣", "9" * 500]
)
def test_what_is_no_second(cells, text):
    """A number that no year has, and a text that is no number, is not read."""
    [read] = cells(text, time_format="epoch")
    assert (read.text, read.kind) == (text, "unreadable")
    assert read.why.endswith("is not seconds since 1970; write '1769850000'")


def test_numbers_of_json(tmp_path):
    """A number of JSON is a time where the format says so, exact beyond a float; other fields stay as they are."""
    path = tmp_path / "cases.jsonl"
    numbers = ["1774951200", "1774951200.0000015", "1e308", "true", "[1]", '"1774951200"', "null", '""', "1e999999999", "-1e-999999999"]
    path.write_text("".join(f'{{"at": {text}, "n": 0.1, "m": [1.5, {{"k": 2.5}}]}}\n' for text in numbers))
    rows = list(read_jsonl(path, times=["at"], time_format="epoch"))
    assert [row["at"] for row in rows[:2]] == [TEN, TEN + timedelta(microseconds=1)]
    assert [row["at"].text for row in rows[2:5]] == ["1E+308", "True", "[1]"]
    assert [row["at"] for row in rows[5:8]] == [TEN, None, None]
    assert rows[2]["at"].why == "cases.jsonl:3: at 1E+308 is not seconds since 1970; write 1769850000"
    assert (rows[8]["at"].kind, rows[9]["at"]) == ("unreadable", datetime(1970, 1, 1, tzinfo=UTC))
    path.write_text('{"d": 1774951200.000001, "n": 0.1}')
    assert [row["at"] for row in read_jsonl(path, times={"at": "d"}, time_format="epoch")] == [TEN + timedelta(microseconds=1)]
    assert all(type(row["n"]) is float and row["m"] == [1.5, {"k": 2.5}] and type(row["m"][0]) is float for row in rows)


@given(st.integers(-(10**15), 10**17), st.sampled_from([0, 3, 6]), st.booleans())
def test_epochs_are_exact(tmp_path_factory, micros, digits, quoted):
    """Any microsecond of the years 1938 to 5138 reads back, as text and as a number of JSON, in every unit."""
    text = format(Decimal(micros).scaleb(digits - 6), "f")
    word = {0: "epoch", 3: "epoch ms", 6: "epoch us"}[digits]
    path = tmp_path_factory.mktemp("epoch") / "cases.jsonl"
    path.write_text(json.dumps({"at": text}) if quoted else f'{{"at": {text}}}')
    [row] = read_jsonl(path, times=["at"], time_format=word)
    assert Fraction((row["at"] - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)) == micros


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("2026-03-31", None, date(2026, 3, 31)),
        ("20260331", None, date(2026, 3, 31)),
        ("2026-W14-2", None, date(2026, 3, 31)),
        (" 2026-03-31 ", None, date(2026, 3, 31)),
        ("2026-03-31T00:00Z", None, datetime(2026, 3, 31, tzinfo=UTC)),
        ("31/03/2026", "%d/%m/%Y", date(2026, 3, 31)),
        (" 31/03/2026", "%d/%m/%Y", date(2026, 3, 31)),
        ("31 March 2026", "%d %B %Y", date(2026, 3, 31)),
        ("31/03/2026 00", "%d/%m/%Y %H", datetime(2026, 3, 31, tzinfo=UTC)),
        ("2026-03-31", ["%Y-%m-%d %H:%M", "iso"], date(2026, 3, 31)),
    ],
)
def test_dates(cells, text, form, expected):
    """A text without an hour is a date: whether its beginning or its end is meant is for the reader of the row to say."""
    read = cells(text, text, time_format=form, timezone="UTC")
    assert read == [expected, expected]
    assert [type(value) for value in read] == [type(expected)] * 2


def test_dates_need_no_zone(cells):
    """A date is read without `timezone`; the zone of the reader says which day is meant, if it was told."""
    assert cells("2026-03-31") == [date(2026, 3, 31)]


def test_the_zone_of_the_reader(tmp_path):
    """The zone is there for who reads the rows, None when it was not told."""
    (tmp_path / "a.csv").write_text("id\n")
    assert read_csv(tmp_path / "a.csv").zone is None
    assert read_csv(tmp_path / "a.csv", timezone="Europe/London").zone.key == "Europe/London"


def test_formats_by_field(tmp_path):
    """Each field has its own format or list; the others have that under None, or ISO. What has a format is a time."""
    path = tmp_path / "cases.csv"
    path.write_text("asked,replied,closed\n31/03/2026 10:00,1774951200,2026-03-31T10:00Z\n")
    formats = {"asked": "%d/%m/%Y %H:%M", "replied": ["iso", "epoch"]}
    assert list(read_csv(path, times=["asked", "closed"], time_format=formats, timezone="UTC")) == [
        {"asked": TEN, "replied": TEN, "closed": TEN}
    ]
    reader = read_csv(path, times=["asked", "closed"], time_format={"asked": "%d/%m/%Y %H:%M", None: "epoch"}, timezone="UTC")
    assert [str(row["closed"]) for row in reader] == ["2026-03-31T10:00Z"]
    assert refusal(RecordError, lambda: list(read_csv(path, time_format={"repied": "epoch"}))) == (
        "'repied' is not a field of cases.csv; did you mean 'replied'?"
    )


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("epoc", "time_format='epoc' is not the format of a date or time; did you mean 'epoch'?"),
        (["iso", "%H:%M"], "time_format='%H:%M' is not the format of a date or time; write time_format='%d/%m/%Y %H:%M'"),
        ({"at": "%z %Z %Y-%m-%d"}, "time_format='%z %Z %Y-%m-%d' is not the format of a date or time; write time_format='%d/%m/%Y %H:%M'"),
        (5, "time_format=5 is not a format, a list of them or a format for each field; "
            "write time_format=['%d/%m/%Y %H:%M', 'iso', 'epoch']"),
        ({"at": 5}, "time_format={'at': 5} is not a format, a list of them or a format for each field; "
            "write time_format=['%d/%m/%Y %H:%M', 'iso', 'epoch']"),
    ],
)  # fmt: skip
def test_formats_that_are_wrong(cells, form, said):
    """A format that is none is the caller's fault, at the call."""
    assert refusal(UsageError, lambda: cells(time_format=form)) == said


def test_a_date_as_a_whole_instant():
    """Where only an instant will do, a date is the first one of its day in the zone."""
    assert TimeReader("%d/%m/%Y", "America/New_York").read("31/03/2026").isoformat() == "2026-03-31T00:00:00-04:00"
    with pytest.raises(BadTimeError):
        TimeReader("%d/%m/%Y", "UTC").read("2026-03-31")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01.06.2026 09:10", "%d.%m.%Y %H:%M"),
        ("1.6.26", "%d.%m.%y"),
        ("31-03-2026 10:00:05", "%d-%m-%Y %H:%M:%S"),
        ("03/31/2026 3:00:00 PM", "%m/%d/%Y %I:%M:%S %p"),
        ("03/04/2026 3:00pm", "%d/%m/%Y %I:%M%p"),  # day first where it may be either
        ("31/03.2026", "%d/%m/%Y %H:%M"),
    ],
)
def test_the_format_that_is_proposed(cells, text, expected):
    """The message for a time that is not ISO proposes the format it seems to have; and by that format it is read."""
    assert likely_format(text) == expected
    (unread,) = cells(text)
    assert unread.why.endswith(f"or write time_format={expected!r}")
    if text[0].isdigit() and "/03." not in text:
        assert not isinstance(cells(text, time_format=expected, timezone="UTC")[0], Unread)
