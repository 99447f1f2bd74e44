"""All readers: the same rows as rows, in batches of a size and in pieces of columns, with what could not be read in its place."""

import pytest

import slakit as sk
from slakit.errors import RecordError
from slakit.readers.csv import read_csv

CASES = "id,opened\n7,2026-03-06T15:00Z\n8,?\n9\n10,2026-03-06T16:00Z\n"


def rows_of(piece):
    return piece[0] if isinstance(piece, tuple) else piece.rows()


def test_pieces_hold_the_same_rows(written):
    """Whatever their size, and with one problem a fault."""
    reader = read_csv(written(CASES), times=["opened"])
    wanted = [(row["id"], str(row["opened"])) for row in reader]
    problems = list(reader.problems)
    assert [row for row, _ in wanted] == ["7", "8", "10"]
    assert [problem.location for problem in problems] == ["cases.csv:3", "cases.csv:4"]
    for size in (1, 2, 1_000):
        pieces = list(reader.tables(size))
        assert [(row["id"], str(row["opened"])) for piece in pieces for row in rows_of(piece)] == wanted
        assert (reader.problems, reader.rows, reader.refused) == (problems, 3, 1)
        assert all(len(rows_of(piece)) <= size for piece in pieces)


def test_each_iteration_begins_anew(written):
    """Also one that comes after another was left in the middle."""
    reader = read_csv(written(CASES), times=["opened"])
    next(reader.tables(1))
    assert [len(rows) for rows, _ in reader.batches(2)] == [2, 1]
    assert len(reader.problems) == 2


def test_rows_before_an_error_come_first(written):
    """A time without a zone ends the file, after what stands before it."""
    reader = read_csv(written("id,opened\n7,2026-03-06T15:00Z\n8,2026-03-06T15:00\n"), times=["opened"])
    for read in (reader.tables, reader.batches):
        pieces = read(10)
        assert [row["id"] for row in rows_of(next(pieces))] == ["7"]
        with pytest.raises(RecordError, match=r"cases\.csv:3: opened '2026-03-06T15:00' has no zone"):
            next(pieces)


def test_a_reader_shows_its_file(tmp_path):
    """In a notebook a cell that ends in it says what it reads."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("n\n1\n")
    assert repr(sk.read(tmp_path / "a.csv")) == "<CsvReader a.csv>"
    assert repr(sk.files.read_files(str(tmp_path / "*.csv"))) == "<Files a.csv, b.csv>"
