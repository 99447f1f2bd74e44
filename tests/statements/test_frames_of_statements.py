"""Statements as frames: the same rows in every library, and the same types whatever is missing."""

import json
import re
import sys
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tested_contract import june

import slakit as sk
from slakit.statements.frames import LIBRARIES

TABLES = ("lines", "evidence", "shares", "adjustments", "duties", "problems", "accounts")
LONDON = ZoneInfo("Europe/London")


def london(records, **settings):
    objectives = [sk.Objective("Up", sk.Uptime("o"), "at least 99.9 %", penalty=sk.Flat("5 %"))]
    agreed = sk.Agreement(
        "Hosting", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="Europe/London", fee="100 EUR",
        objectives=objectives,
    )  # fmt: skip
    return sk.evaluate(agreed, records, period="2026-07", **settings)


DOWN = [{"start": "2026-07-10T10:00Z", "end": "2026-07-10T12:00Z"}]


def test_polars():
    """One row a line, local instants, floats to plot; what adds up does so exactly."""
    pl = pytest.importorskip("polars")
    frame = london({"o": DOWN}).to_polars()
    assert frame.schema["start"] == pl.Datetime("us", "Europe/London")
    assert frame["start"][0] == datetime(2026, 7, 1, tzinfo=LONDON)
    assert (frame.height, frame["measure"].dtype, frame["sample"].dtype, frame["partial"].dtype) == (1, pl.Float64, pl.Int64, pl.Boolean)
    assert (frame["credit"][0], frame["credit_exact"][0]) == (5.0, "5.00")
    assert sum(map(Fraction, june().to_polars()["credit_exact"])) == june().credit.exact


def test_pandas():
    """The same; a figure is plotted against time in one line."""
    pd = pytest.importorskip("pandas")
    frame = london({"o": DOWN}).to_pandas()
    assert str(frame["start"].dtype) == "datetime64[us, Europe/London]"
    assert frame["start"][0] == datetime(2026, 7, 1, tzinfo=LONDON)
    assert (len(frame), str(frame["measure"].dtype), str(frame["sample"].dtype)) == (1, "float64", "Int64")
    assert pd.isna(frame["group"][0])


def test_arrow():
    """The same, and as a stream for whatever takes one."""
    pa = pytest.importorskip("pyarrow")
    statement = london({"o": DOWN})
    table = statement.to_arrow()
    assert table.schema.field("start").type == pa.timestamp("us", tz="Europe/London")
    assert table.column("start")[0].as_py() == datetime(2026, 7, 1, tzinfo=LONDON)
    assert pa.table(statement).equals(table)
    assert pa.RecordBatchReader.from_stream(statement.missed).read_all().num_rows == 1


def test_a_stream_of_arrow_is_read_by_others():
    """Polars and DuckDB take the statement itself."""
    pytest.importorskip("pyarrow")
    pl, duckdb = pytest.importorskip("polars"), pytest.importorskip("duckdb")
    statement = june()
    assert pl.DataFrame(statement).equals(statement.to_polars())
    assert duckdb.sql("select name, credit from statement where outcome = 'missed' order by credit desc").fetchall() == [
        ("Answers", 500.0), ("Uptime", 250.0), ("Incidents", 100.0),
    ]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_types_are_the_same_whatever_is_missing(table):
    """Of a statement with everything, of one without data, and of none of its rows."""
    pytest.importorskip("polars")
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    full, silent = london({"o": [*DOWN, {"start": "never", "end": None}]}), london({})
    for one in (full, silent):
        assert one.to_polars(table).schema == full.to_polars(table).schema
        assert one.to_arrow(table).schema == full.to_arrow(table).schema
        assert one.to_pandas(table).dtypes.equals(full.to_pandas(table).dtypes)
    if table in ("lines", "evidence", "shares", "duties"):
        nothing = full.where(name="nothing")
        assert nothing.to_polars(table).schema == full.to_polars(table).schema
        assert nothing.to_pandas(table).dtypes.equals(full.to_pandas(table).dtypes)
        assert nothing.to_arrow(table).schema == full.to_arrow(table).schema


@pytest.mark.parametrize("table", TABLES)
def test_every_library_has_the_same_rows(table):
    """Polars, pandas and Arrow, value by value."""
    pl, pd = pytest.importorskip("polars"), pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    statement = london({"o": [*DOWN, {"start": "never", "end": None}]})
    rows = statement.to_polars(table).rows()
    assert pl.from_arrow(statement.to_arrow(table)).rows() == rows
    plain = statement.to_pandas(table).astype(object)
    assert [tuple(None if pd.isna(value) else value for value in row) for row in plain.itertuples(index=False)] == rows


def test_the_frame_of_whatever_is_installed(monkeypatch):
    """Polars, then pandas, then Arrow; none at all is an error with what to install."""
    pl, pd = pytest.importorskip("polars"), pytest.importorskip("pandas")
    pa = pytest.importorskip("pyarrow")
    installed = dict.fromkeys(LIBRARIES, True)
    monkeypatch.setattr("slakit.statements.frames.find_spec", lambda package: installed[package] or None)
    for package, kind in (("polars", pl.DataFrame), ("pandas", pd.DataFrame), ("pyarrow", pa.Table)):
        assert isinstance(june().to_frame(), kind)
        installed[package] = False
    with pytest.raises(sk.errors.UsageError, match=r"no library of frames is installed; write pip install 'slakit\[polars\]' or"):
        june().to_frame()


@pytest.mark.parametrize(("package", "extra", "call"), [
    ("polars", "polars", lambda statement: statement.to_polars()),
    ("pandas", "pandas", lambda statement: statement.to_pandas()),
    ("pyarrow", "arrow", lambda statement: statement.to_arrow()),
    ("pyarrow", "arrow", lambda statement: statement.__arrow_c_stream__()),
])  # fmt: skip
def test_a_library_that_is_not_installed(package, extra, call, monkeypatch):
    """The error names the extra."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(sk.errors.MissingExtra, match=rf"{package} is not installed; write pip install 'slakit\[{extra}\]'"):
        call(june())


def test_a_zone_that_is_an_offset_alone():
    """A statement of long ago names no zone: its instants are those of UTC, in every library."""
    pytest.importorskip("polars")
    data = {key: value for key, value in london({"o": DOWN}).to_dict().items() if key != "timezone"}
    old = sk.Statement.from_json(json.dumps(data))
    assert str(old.as_of.tzinfo) == "UTC+01:00"
    assert "timezone" not in old.to_dict()
    assert old.to_polars()["start"][0] == datetime(2026, 7, 1, tzinfo=LONDON)


def test_a_plot_in_one_line():
    """As docs/statements.md has it: a figure against time, with pandas and matplotlib."""
    pytest.importorskip("pandas")
    pytest.importorskip("matplotlib").use("Agg")
    axes = june().where(name="Uptime").to_pandas().plot(x="start", y="measure")
    assert list(axes.lines[0].get_ydata()) == [float(Fraction(71000, 720))]


def test_what_a_plot_wants():
    """Without matplotlib as well: instants that pandas puts on an axis of time, and floats, in which nothing is missing but what is."""
    pd = pytest.importorskip("pandas")
    frame = june().where(name="Uptime").to_pandas()
    assert isinstance(frame.set_index("start").index, pd.DatetimeIndex)
    assert frame.set_index("start")["measure"].to_numpy().dtype.kind == "f"


def test_the_page_lists_the_columns():
    """Each column of lines stands in the table of docs/statements.md, in this order."""
    page = (Path(__file__).parents[2] / "docs" / "statements.md").read_text(encoding="utf-8")
    rows = page.partition("| columns | type |")[2].partition("\n\n")[0].splitlines()[2:]
    listed = [name for row in rows for name in re.findall("`([a-z_]+)`", row.split("|")[1])]
    kinds = june()._frame_table("lines").kinds
    assert listed == [name for name in kinds if not name.endswith("_exact")]
