"""canonical_stream: one form for equal records, and a reader that gives the engine the same statement."""

from datetime import UTC, date, datetime

import pytest
from hosting_contract import BASE

import slakit as sk
from slakit.analysis.reconciliations.canonical_records import canonical_stream, record_digest

HOUR = {"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}
LINE = '{"end":"2026-03-10T11:00:00Z","start":"2026-03-10T10:00:00Z"}'
DAY = {"start": "2026-03-12", "end": "2026-03-12"}


@pytest.mark.parametrize(
    "row",
    [
        HOUR,
        {"end": "2026-03-10 12:00:00+01:00", "start": datetime(2026, 3, 10, 10, tzinfo=UTC), "note": "disk"},
        {**HOUR, "note": None},
    ],
)
def test_one_line_for_equal_records(row):
    """However its instants, order and other fields are, the record is one line."""
    assert canonical_stream(BASE, "outages", [row]).lines == (LINE,)


def test_order_and_batches():
    """The digest does not depend on the order of rows, but on how often each is there."""
    rows = [HOUR, DAY, {**HOUR, "end": None}]
    digests = {canonical_stream(BASE, "outages", iter(some)).digest for some in (rows, rows[::-1])}
    assert len(digests) == 1
    assert canonical_stream(BASE, "outages", [*rows, HOUR]).digest not in digests


def test_columns():
    """A frame gives the lines of its rows."""
    polars = pytest.importorskip("polars")
    pytest.importorskip("narwhals")
    frame = polars.DataFrame([{name: datetime.fromisoformat(value) for name, value in HOUR.items()}])
    assert canonical_stream(BASE, "outages", frame).lines == (LINE,)


def test_a_day():
    """A date is the day that it is, from one midnight of the zone to the next."""
    lines = [canonical_stream(BASE, "outages", [{"start": day, "end": day}]).lines for day in ("2026-03-12", date(2026, 3, 12))]
    assert lines[0] == lines[1]
    assert '"day":["2026-03-12",' in lines[0][0]


def test_the_same_statement():
    """The engine makes one statement of the records and of their lines, those that cannot be read included."""
    rows = [HOUR, DAY, {**HOUR, "end": None}, {"start": "yesterday", "end": "2026-03-14T09:00Z"}]
    made = {name: canonical_stream(BASE, name, some).reader() for name, some in (("outages", rows), ("cases", []), ("maintenance", []))}
    given = sk.evaluate(BASE, {"outages": rows, "cases": [], "maintenance": []}, period="2026-03")
    assert sk.evaluate(BASE, made, period="2026-03").digest == given.digest


def test_record_digest():
    """The SHA-256 of the line: as sha256sum gives it."""
    assert record_digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
