"""Parquet files, patterns of files, datasets and lazy frames: the values that they hold, and one statement with rows."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

import slakit as sk
from slakit.metrics.record import Unread
from slakit.readers.several import matching

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("narwhals")

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIMITS = {"high": "1 h", "low": "4 h"}
agreement = sk.Agreement(
    "Desk",
    provider="P",
    customer="C",
    term=("2026-03-01", "2026-05-01"),
    timezone="Europe/London",
    objectives=[
        sk.Objective("In time", sk.Within("cases", LIMITS, limit_by="priority", since="asked", until="replied"), "at least 60 %"),
        sk.Objective("Sum", sk.Total("cases", "amount", at="asked").by("priority"), "at most 20"),
    ],
)


def cases(count):
    """Cases of an hour each, every fifth of which is open."""
    return [
        {
            "id": number,
            "priority": ["high", "low", None][number % 3],
            "asked": START + timedelta(hours=number, microseconds=number),
            "replied": None if number % 5 == 0 else START + timedelta(hours=2 * number),
            "amount": Decimal(number) / 4,
            "note": "n/a",
        }
        for number in range(1, count + 1)
    ]


def table(rows):
    return pa.Table.from_pylist(rows, schema=pa.schema([
        ("id", pa.int64()), ("priority", pa.string()), ("asked", pa.timestamp("us", "UTC")), ("replied", pa.timestamp("us", "UTC")),
        ("amount", pa.decimal128(10, 2)), ("note", pa.string()),
    ]))  # fmt: skip


def statement(records):
    scored = sk.evaluate(agreement, {"cases": records})
    return scored.to_dict(), scored.problems


@pytest.fixture
def year(tmp_path):
    """Two files of one year."""
    rows = cases(40)
    pq.write_table(table(rows[:25]), tmp_path / "2026-01.parquet", row_group_size=10)
    pq.write_table(table(rows[25:]), tmp_path / "2026-02.parquet")
    return tmp_path


def test_columns_and_rows_of_a_file(year):
    """A file gives what was written into it, as columns to the engine and as rows to everybody else."""
    reader = sk.read(year / "2026-01.parquet", times=["asked", "replied"])
    assert list(reader) == cases(25)
    assert [lines for _, lines in reader.batches(20)] == [list(range(1, 21)), list(range(21, 26))]
    assert {type(piece).__name__ for piece in reader.tables()} == {"FrameRows"}
    assert statement(reader) == statement(cases(25))


def test_only_the_columns_that_are_read(year):
    """The others stay on the disk."""
    [piece] = sk.read(year / "2026-01.parquet").tables(wanted=lambda names: [name for name in names if name == "id"])
    assert piece.rows()[:2] == [{"id": 1}, {"id": 2}]


@pytest.mark.parametrize(
    ("column", "options", "wanted"),
    [
        (pa.array(["2026-03-02T09:00Z", "?"]), {}, [START, "?"]),
        (pa.array([START.replace(tzinfo=None), None], pa.timestamp("us")), {"timezone": "UTC"}, [START, None]),
        (pa.array([1772442000, None]), {"time_format": "epoch"}, [START, None]),
        (pa.array([date(2026, 3, 2), None]), {}, [date(2026, 3, 2), None]),
        (pa.array(["2026-03-02T09:00Z", "n/a"]), {"null": ["n/a"]}, [START, None]),
        (pa.array([START, None], pa.timestamp("ns", "UTC")), {}, [START, None]),
    ],
)
def test_times_that_are_no_instants(tmp_path, column, options, wanted):
    """They are read as in every other file, with the number of the row in a problem."""
    pq.write_table(pa.table({"WHEN": column}), tmp_path / "cases.parquet")
    reader = sk.read(tmp_path / "cases.parquet", times=["asked"], rename={"WHEN": "asked"}, **options)
    for read in (reader.batches, reader.tables):
        rows = [row for piece in read() for row in (piece[0] if isinstance(piece, tuple) else piece.rows())]
        assert [str(row["asked"]) if isinstance(row["asked"], Unread) else row["asked"] for row in rows] == wanted
        assert [problem.location for problem in reader.problems] == (["cases.parquet:2"] if "?" in wanted else [])


def test_files_of_a_pattern(year):
    """They are one stream, in the order of their names; a pattern that fits nothing is refused."""
    files = sk.files.read_files(year / "*.parquet", times=["asked", "replied"])
    assert [row["id"] for row in files] == list(range(1, 41))
    assert statement(files) == statement(cases(40))
    with pytest.raises(sk.errors.UsageError, match="fits no file"):
        matching(str(year / "*.csv"))


def test_what_is_no_parquet(tmp_path):
    (tmp_path / "cases.parquet").write_text("id\n7\n")
    with pytest.raises(sk.errors.RecordError, match=r"cases\.parquet"):
        list(sk.read(tmp_path / "cases.parquet"))
    with pytest.raises(sk.errors.UsageError, match="delimiter= is not for Parquet"):
        sk.read(tmp_path / "cases.parquet", delimiter=";")


def test_datasets_and_lazy_frames(year):
    """A dataset of pyarrow and a lazy frame of polars are read piece by piece."""
    dataset = pytest.importorskip("pyarrow.dataset")
    assert statement(dataset.dataset(sorted(map(str, year.glob("*.parquet"))))) == statement(cases(40))
    polars = pytest.importorskip("polars")
    assert statement(polars.scan_parquet(year / "*.parquet")) == statement(cases(40))
