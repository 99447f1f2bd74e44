"""Queries of databases, by address and by cursor: the same statement as rows, in batches, and nothing is written."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

import slakit as sk

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
QUERY = "SELECT id, priority, asked AS opened, replied FROM cases ORDER BY id"
LIMITS = {"high": "1 h", "low": "4 h"}
agreement = sk.Agreement(
    "Desk",
    provider="P",
    customer="C",
    term=("2026-03-01", "2026-05-01"),
    timezone="Europe/London",
    objectives=[
        sk.Objective("In time", sk.Within("cases", LIMITS, limit_by="priority", since="asked", until="replied"), "at least 60 %"),
        sk.Objective("High", sk.Count("cases", at="asked", where={"priority": "high"}), "at most 3"),
    ],
)


def cases(kind=lambda at: at):
    """Cases with their times in some form; every fifth is open."""
    made = []
    for number in range(1, 41):
        replied = kind(START + timedelta(hours=2 * number)) if number % 5 else None
        made.append((number, ["high", "low"][number % 2], kind(START + timedelta(hours=number)), replied))
    return made


def as_rows(kind=lambda at: at):
    return [dict(zip(("id", "priority", "asked", "replied"), case, strict=True)) for case in cases(kind)]


def statement(records, **options):
    scored = sk.evaluate(agreement, {"cases": records}, **options)
    return scored.to_dict(), scored.problems


@pytest.fixture
def lite(tmp_path):
    """A database of SQLite, which holds times as texts."""
    path = tmp_path / "cases.db"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE cases (id, priority, asked, replied)")
        base.executemany("INSERT INTO cases VALUES (?, ?, ?, ?)", cases(datetime.isoformat))
        base.commit()
    return path


def test_an_address_reads_as_rows(lite):
    """The options are those of all files, and each row has its number."""
    reader = sk.read(f"sqlite:///{lite}?query={QUERY}", times=["asked", "replied"], rename={"opened": "asked"})
    assert list(reader) == as_rows()
    assert [lines for _, lines in reader.batches(30)] == [list(range(1, 31)), list(range(31, 41))]
    assert statement(reader) == statement(as_rows())


def test_a_time_that_cannot_be_read(lite):
    with closing(sqlite3.connect(lite)) as base:
        base.execute("UPDATE cases SET replied = 'soon' WHERE id = 2")
        base.commit()
    reader = sk.read(f"sqlite:///{lite}?query=SELECT * FROM cases WHERE id %3C 4", times=["asked", "replied"])
    assert [str(row["replied"]) for row in reader][1] == "soon"
    assert [(problem.location, problem.field) for problem in reader.problems] == [("cases.db:2", "replied")]


@pytest.mark.parametrize(
    ("address", "error", "words"),
    [
        ("sqlite:///{}", "UsageError", "has no query; write 'sqlite:///cases.db"),
        ("sqlite:///{}x?query=SELECT 1", "UsageError", "is not a file that can be read"),
        ("sqlite:///{}?query=SELECT absent", "RecordError", "did not run the query .*no such column"),
        ("sqlite:///{}?query=DELETE FROM cases", "RecordError", "did not run the query .*readonly"),
        ("postgresql://u:secret@localhost/base", "UsageError", "u:...@localhost"),
    ],
)
def test_addresses_that_are_refused(lite, address, error, words):
    with pytest.raises(getattr(sk.errors, error), match=words):
        list(sk.read(address.format(lite)))


def test_cursors_are_records(lite):
    """A cursor gives the rows that it has left, in batches; one that was never executed, or has a name twice, is refused."""
    with closing(sqlite3.connect(lite)) as base:
        assert statement(base.execute("SELECT * FROM cases")) == statement(as_rows())
        with pytest.raises(sk.errors.UsageError, match="a cursor without rows"):
            statement(base.cursor())
        with pytest.raises(sk.errors.UsageError, match="has 'id' more than once"):
            statement(base.execute("SELECT id, id FROM cases"))


def test_local_times_of_a_cursor(lite):
    """Times without an offset are those of `timezone`, and refused without it."""
    with closing(sqlite3.connect(lite)) as base:
        local = "SELECT id, priority, substr(asked, 1, 19) AS asked, substr(replied, 1, 19) AS replied FROM cases"
        assert statement(base.execute(local), timezone="UTC") == statement(as_rows())
        with pytest.raises(sk.errors.RecordError, match="timezone="):
            statement(base.execute(local))


def test_duckdb(tmp_path):
    """By address, and by a connection that has run a query."""
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "cases.db"
    with duckdb.connect(str(path)) as base:
        base.execute("CREATE TABLE cases (id INTEGER, priority VARCHAR, asked TIMESTAMPTZ, replied TIMESTAMPTZ)")
        base.executemany("INSERT INTO cases VALUES (?, ?, ?, ?)", cases())
        assert statement(base.execute("SELECT * FROM cases")) == statement(as_rows())
    reader = sk.read(f"duckdb:///{path}?query={QUERY}", times=["asked", "replied"], rename={"opened": "asked"})
    assert statement(reader) == statement(as_rows())
    assert {type(piece).__name__ for piece in reader.tables()} == {"ValueTable"}


def test_sqlalchemy(lite):
    sqlalchemy = pytest.importorskip("sqlalchemy")
    with sqlalchemy.create_engine(f"sqlite:///{lite}").connect() as base:
        assert statement(base.execute(sqlalchemy.text("SELECT * FROM cases"))) == statement(as_rows())
        assert statement(base.execute(sqlalchemy.text("SELECT * FROM cases")).mappings()) == statement(as_rows())


def test_postgresql():
    """By address of the server that SLAKIT_POSTGRESQL names, and by cursor."""
    psycopg = pytest.importorskip("psycopg")
    address = os.environ.get("SLAKIT_POSTGRESQL") or pytest.skip("SLAKIT_POSTGRESQL names no server")
    with psycopg.connect(address) as base:
        base.execute("DROP TABLE IF EXISTS slakit_cases")
        base.execute("CREATE TABLE slakit_cases (id INTEGER, priority TEXT, asked TIMESTAMPTZ, replied TIMESTAMPTZ)")
        base.cursor().executemany("INSERT INTO slakit_cases VALUES (%s, %s, %s, %s)", cases())
        base.commit()
        assert statement(base.execute("SELECT * FROM slakit_cases")) == statement(as_rows())
        by_name = base.cursor(row_factory=psycopg.rows.dict_row).execute("SELECT * FROM slakit_cases")
        assert statement(by_name) == statement(as_rows())
    reader = sk.read(f"{address}?query=SELECT * FROM slakit_cases ORDER BY id", times=["asked", "replied"])
    assert statement(reader) == statement(as_rows())
    with pytest.raises(sk.errors.RecordError, match="did not run the query"):
        list(sk.read(f"{address}?query=DELETE FROM slakit_cases RETURNING id"))
