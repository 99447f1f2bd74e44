"""Frames in lists and generators are read as one stream, with rows among them or not."""

import pytest

import slakit as sk

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pytest.importorskip("narwhals")

ROWS = [{"at": f"2026-01-{day:02}T10:00:00Z", "n": day} for day in range(1, 7)]
HALVES = [ROWS[:3], ROWS[3:]]


def agreement():
    total, count = sk.Total("posts", "n"), sk.Count("posts")
    objectives = [sk.Objective("Total", total, "at most 99"), sk.Objective("Count", count, "at most 99")]
    return sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=objectives)


KINDS = {
    "arrow batches": lambda: [pa.RecordBatch.from_pylist(half) for half in HALVES],
    "arrow tables": lambda: (pa.Table.from_pylist(half) for half in HALVES),
    "arrow reader": lambda: pa.Table.from_pylist(ROWS).to_reader(),
    "batches of a reader": lambda: iter(pa.Table.from_pylist(ROWS).to_reader(max_chunksize=2)),
    "pandas": lambda: [pd.DataFrame(half) for half in HALVES],
    "polars": lambda: [pl.DataFrame(half) for half in HALVES],
    "lazy polars": lambda: [pl.DataFrame(half).lazy() for half in HALVES],
    "polars slices": lambda: pl.DataFrame(ROWS).iter_slices(2),
    "rows and frames": lambda: [ROWS[0], *ROWS[1:3], pd.DataFrame(ROWS[3:5]), ROWS[5]],
    "frames and rows": lambda: (part for part in (pl.DataFrame(ROWS[:2]), *ROWS[2:4], pa.RecordBatch.from_pylist(ROWS[4:]))),
    "two libraries": lambda: [pl.DataFrame(HALVES[0]), pd.DataFrame(HALVES[1])],
    "named tuples of pandas": lambda: pd.DataFrame(ROWS).itertuples(),
    "rows of pandas": lambda: (row for _, row in pd.DataFrame(ROWS).iterrows()),
    "rows of polars": lambda: pl.DataFrame(ROWS).iter_rows(named=True),
}


@pytest.mark.parametrize("name", KINDS)
def test_frames_of_a_list_are_one_stream(name):
    """Six records that add up to 21, however they come; the digest is that of the rows."""
    statement = sk.evaluate(agreement(), {"posts": KINDS[name]()})
    assert [line.measure.value for line in statement.lines] == [21, 6]
    assert statement.to_dict() == sk.evaluate(agreement(), {"posts": ROWS}).to_dict()


def test_duckdb():
    """A relation, and a list of them."""
    duckdb = pytest.importorskip("duckdb")
    tables = [pa.Table.from_pylist(half) for half in HALVES]
    result = [duckdb.from_arrow(table) for table in tables]
    assert sk.evaluate(agreement(), {"posts": result}).line("Count").measure.value == 6
    assert sk.evaluate(agreement(), {"posts": [relation.to_arrow_table() for relation in result]}).line("Total").measure.value == 21


def test_an_empty_list_is_no_records():
    """An empty list and a list of empty frames are streams without a record."""
    for records in ([], [pd.DataFrame({"at": [], "n": []})], iter(())):
        assert sk.evaluate(agreement(), {"posts": records}).line("Count").measure.value == 0


def test_a_list_of_readers_is_refused(tmp_path):
    """What they could not read would be lost; the remedy is to feed each."""
    path = tmp_path / "posts.csv"
    path.write_text("at,n\n2026-01-01T10:00:00Z,1\n")
    with pytest.raises(sk.errors.UsageError, match="got several readers in one; feed them one by one"):
        sk.evaluate(agreement(), {"posts": [sk.files.read_csv(path)]})


EMPTY = {
    "pandas": lambda columns: pd.DataFrame(columns=columns),
    "polars": lambda columns: pl.DataFrame({name: [] for name in columns}),
    "polars lazy": lambda columns: pl.DataFrame({name: [] for name in columns}).lazy(),
    "arrow": lambda columns: pa.table({name: pa.array([], pa.string()) for name in columns}),
}


@pytest.mark.parametrize("kind", EMPTY)
def test_a_frame_without_a_row(kind):
    """Its columns are those that are read, or it is another frame; one without a column is no records."""
    count = sk.evaluate(agreement(), {"posts": EMPTY[kind](["at", "n", "more"])}).line("Count")
    assert count.measure.value == 0
    with pytest.raises(sk.errors.RecordError, match="stream 'posts': no record has the field 'n'; known: at, who"):
        sk.evaluate(agreement(), {"posts": EMPTY[kind](["at", "who"])})
    assert sk.evaluate(agreement(), {"posts": EMPTY[kind]([])}).line("Count").measure.value == 0
