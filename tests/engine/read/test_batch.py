"""What every batch of records has, rows and columns alike: signs of numbers, where a record is from, the latest instant, open hours."""

from datetime import UTC, datetime

import pytest

import slakit as sk
from slakit.engine.read.batch import ambiguous, not_an_instant, signs_of
from slakit.engine.read.rows import RowBatch
from slakit.metrics.record import Unread
from slakit.timeline.instants import instant


def rows(records):
    return RowBatch(records, "posts")


def columns(records):
    nw = pytest.importorskip("narwhals.stable.v2")
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("numpy")
    from slakit.engine.read.columns import ColumnBatch

    return ColumnBatch(nw.from_native(pandas.DataFrame(records), eager_only=True), "posts")


BOTH = pytest.mark.parametrize("made", [rows, columns])


def at(text):
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("1.299,99", {","}),
        ("+3,5", {","}),
        ("1.299", {"."}),  # 1299 or 1.299
        ("-12.500", {"."}),
        ("0.125", set()),  # no thousands begin with a nought
        ("1.29", set()),
        ("1299", set()),
        ("12345.678", set()),
        ("1,299 or so", set()),
        (1.299, set()),
        (None, set()),
    ],
)
def test_a_text_that_is_two_numbers_has_a_sign(text, signs):
    """A comma, or a point before three digits, which is one of thousands or of decimals."""
    assert signs_of([text]) == signs
    assert signs_of([text, "2,5"]) == signs | {","}


def test_what_is_wrong_with_an_instant_names_its_field():
    """And what to write."""
    assert not_an_instant("asked") == "asked is not an instant; write '2026-01-31T09:00:00+00:00'"
    assert ambiguous("asked") == "asked was skipped or repeated by a clock change; write its offset"


@BOTH
def test_a_blank_is_a_record_without_a_value(made):
    """None, a missing field and NaN are blank; 0 and False are values."""
    batch = made([{"n": 0.0, "e": "a"}, {"n": None, "e": None}, {"n": float("nan"), "e": "b"}])
    assert (batch.blank("n"), batch.blank("e"), batch.blank("other")) == ({1, 2}, {1}, {0, 1, 2})


@BOTH
def test_instants_are_microseconds_or_none(made):
    """In the order of the records, where there is none in a field too that no record has."""
    batch = made([{"at": at("02"), "done": None}, {"at": at("03"), "done": at("04")}])
    assert batch.microseconds("at") == [instant(at("02")), instant(at("03"))]
    assert batch.microseconds("done") == [None, instant(at("04"))]
    assert batch.microseconds("closed") == [None, None]


@BOTH
def test_the_latest_instant_of_some_fields(made):
    """A date that stands for none, such as 9999-12-31, is not one; of nothing there is no latest."""
    never = datetime(9999, 12, 31, tzinfo=UTC)
    batch = made([{"at": at("02"), "done": at("05"), "due": never}, {"at": at("03"), "done": None, "due": None}])
    assert batch.latest(["at"]) == instant(at("03"))
    assert batch.latest(["at", "done"]) == instant(at("05"))
    assert batch.latest(["at", "due"]) == instant(at("03"))
    assert batch.latest(["due"]) is None
    assert batch.latest([]) is None


@BOTH
def test_the_records_within_the_hours_of_a_calendar(made):
    """From nine to five: at nine, not at five, not without an instant, nor at a date that stands for none."""
    desk = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
    instants = [at("02T09:00"), at("02T17:00"), None, at("03T12:00"), at("07T12:00"), datetime(9999, 12, 31, 12, tzinfo=UTC)]
    batch = made([{"at": one} for one in instants])
    assert list(batch.within(desk, batch.instants("at"))) == [True, False, False, True, False, False]
    silent = made([{"at": None}, {"at": None}])
    assert list(silent.within(desk, silent.instants("at"))) == [False, False]


def test_a_record_is_located_by_the_place_it_was_read_from():
    """By the text of its place, by file and line, or not at all."""
    assert RowBatch([{}, {}]).location(1) == ""
    batch = RowBatch([{}, {}], name="cases.csv", lines=[2, 7])
    assert batch.location(1) == "cases.csv:7"
    batch.places_read = ["a", "b"]
    assert batch.location(1) == "b"


def test_a_record_is_described_by_its_place_and_fields():
    """Where no file is known, by its fields alone."""
    records = [{"id": 7, "asked": at("02")}]
    described = "id=7, asked='2026-03-02T00:00:00+00:00'"
    assert RowBatch(records).describe(0, iter(["id", "asked"])) == described
    assert RowBatch(records, name="cases.csv", lines=[2]).describe(0, ["id", "asked"]) == f"cases.csv:2 {described}"


def test_a_record_that_its_reader_could_not_read_says_why():
    """With its place once, and every such field of those that are asked for."""
    located = Unread("?", "unreadable", "cases.csv:2: asked '?' is not an ISO time")
    bare = Unread("x", "unreadable", "'x' is not an ISO time")
    batch = RowBatch([{"id": 7, "asked": located, "done": bare}], name="cases.csv", lines=[2])
    assert batch.describe(0, ["id", "asked"]) == "cases.csv:2: asked '?' is not an ISO time"
    wanted = "cases.csv:2: asked '?' is not an ISO time; cases.csv:2: done 'x' is not an ISO time"
    assert batch.describe(0, ["asked", "done"]) == wanted
    assert batch.describe(0, ["id"]) == "cases.csv:2 id=7"
