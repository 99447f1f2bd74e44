"""Comma-separated files, with everything that is wrong in real ones."""

import csv
import gzip
import io
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st
from refusals import refusal

from slakit.errors import RecordError, UsageError
from slakit.metrics.record import Unread
from slakit.readers.csv import read_csv
from slakit.readers.jsonl import read_jsonl
from slakit.readers.record_problem import RecordProblem


def texts(reader):
    return [problem.text for problem in reader.problems]


def test_rows_are_dicts(written):
    """A row is a dict of texts; an empty cell is None; the reader can be iterated again."""
    reader = read_csv(written('id,opened,note\n1,2026-01-05,\n2,,"a, b"\n'))
    rows = [{"id": "1", "opened": "2026-01-05", "note": None}, {"id": "2", "opened": None, "note": "a, b"}]
    assert list(reader) == rows
    assert list(reader) == rows
    assert (reader.rows, reader.refused, reader.problems, reader.name) == (2, 0, [], "cases.csv")


def test_renamed_columns_and_times(written):
    """Columns take the names of fields, and times the zone of the reader."""
    path = written("CASE,OPEN_DT,CLOSED_DT\n7,03/05/2026 09:00:00 AM,\n8,03/30/2026 12:15:00 AM,03/30/2026 12:15:01 PM\n")
    reader = read_csv(
        path, rename={"OPEN_DT": "opened", "CLOSED_DT": "closed"}, times=["opened", "closed"],
        time_format="%m/%d/%Y %I:%M:%S %p", timezone="Europe/London",
    )  # fmt: skip
    summer = timezone(timedelta(hours=1))
    assert list(reader) == [
        {"CASE": "7", "opened": datetime(2026, 3, 5, 9, tzinfo=UTC), "closed": None},
        {"CASE": "8", "opened": datetime(2026, 3, 30, 0, 15, tzinfo=summer), "closed": datetime(2026, 3, 30, 12, 15, 1, tzinfo=summer)},
    ]


def test_batches_carry_line_numbers(written):
    """Batches give rows with the line each begins on, past blank lines, cells of several lines and refused rows."""
    path = written('id,note\r\n1,x\r\n\r\n2,"two\r\nlines"\r\n3\r\n4,y\r\n5,z\r\n')
    reader = read_csv(path)
    assert [([row["id"] for row in rows], lines) for rows, lines in reader.batches(2)] == [(["1", "2"], [2, 4]), (["4", "5"], [7, 8])]
    assert reader.location(4) == "cases.csv:4"
    assert (reader.rows, reader.refused) == (4, 1)
    assert reader.problems == [
        RecordProblem(
            "broken row", "cases.csv:6", None, "3",
            "cases.csv:6: the row has 1 cell, not the 2 of the header; write a cell for each column, an empty one for no value",
        )
    ]  # fmt: skip


def test_bad_times_cost_their_field(written):
    """Every bad time of a row is listed with row, field and value; the row stays, with what could not be read in that field."""
    path = written("id,opened,closed\n1,2015-11-01 01:16,soon\n2,2015-11-01 02:00,   \n3,,2015-03-08T02:30\n")
    reader = read_csv(path, times=["opened", "closed"], timezone="America/New_York")
    rows = list(reader)
    assert (reader.rows, reader.refused) == (3, 0)
    assert [row["closed"] for row in rows] == [
        Unread("soon", "unreadable", texts(reader)[1]), None, Unread("2015-03-08T02:30", "ambiguous time", texts(reader)[2])
    ]  # fmt: skip
    assert rows[0]["opened"] == Unread("2015-11-01 01:16", "ambiguous time", texts(reader)[0])
    assert (rows[1]["opened"], rows[2]["opened"]) == (datetime(2015, 11, 1, 7, tzinfo=UTC), None)
    assert [(p.kind, p.location, p.field, p.value) for p in reader.problems] == [
        ("ambiguous time", "cases.csv:2", "opened", "2015-11-01 01:16"),
        ("unreadable", "cases.csv:2", "closed", "soon"),
        ("ambiguous time", "cases.csv:4", "closed", "2015-03-08T02:30"),
    ]
    assert texts(reader) == [
        "cases.csv:2: opened '2015-11-01 01:16:00' was repeated by a clock change in America/New_York; "
        "write the offset, or write ambiguous='earlier' or 'later'",
        "cases.csv:2: closed 'soon' is not an ISO time; "
        "write '2026-01-31T09:00:00+00:00', or write null='soon' where it stands for no time",
        "cases.csv:4: closed '2015-03-08 02:30:00' was skipped by a clock change in America/New_York; "
        "write the offset, or write ambiguous='earlier' or 'later'",
    ]  # fmt: skip
    assert len(list(read_csv(path, times=["opened"], timezone="America/New_York", ambiguous="later"))) == 3


def test_a_time_of_another_format(written):
    """The message for a time of another format shows one of the right format."""
    reader = read_csv(written("opened\n2026-01-05\n"), times="opened", time_format="%d/%m/%Y %H:%M", timezone="UTC")
    assert [str(row["opened"]) for row in reader] == ["2026-01-05"]
    assert texts(reader) == ["cases.csv:2: opened '2026-01-05' is not a time written '%d/%m/%Y %H:%M'; write '31/01/2026 09:00'"]


def test_times_without_a_zone(written):
    """A time without an offset stops the reading until the reader is told the zone (T1)."""
    reader = read_csv(written("opened\n2026-01-05T10:00Z\n2026-01-05T10:00\n"), times=["opened"])
    rows = iter(reader)
    assert next(rows) == {"opened": datetime(2026, 1, 5, 10, tzinfo=UTC)}
    message = "cases.csv:3: opened '2026-01-05T10:00' has no zone; write timezone='Europe/London'"
    assert refusal(RecordError, lambda: next(rows)) == message


def test_bad_quoting(written):
    """A badly quoted row is refused and the next line is read, even when the quote was never closed."""
    path = written('id,note\n1,"a"b\n2,ok\n3,"never closed\n4,ok\n5,"x"\n')
    reader = read_csv(path)
    assert [row["id"] for row in reader] == ["2", "4", "5"]
    assert [(p.kind, p.location, p.value) for p in reader.problems] == [
        ("broken row", "cases.csv:2", '1,"a"b'),
        ("broken row", "cases.csv:4", '3,"never closed'),
    ]
    assert texts(reader)[0] == (
        "cases.csv:2: '1,\"a\"b' is not a quoted row (',' expected after '\"'); "
        'write a cell that holds the delimiter in quotes, and a quote in it twice, "5"" pipe"'
    )


def test_a_quote_that_swallows_lines(written):
    """A stray quote that happens to be closed many lines on costs its own line, not those between."""
    path = written('id,note\n1,"stray\n2,b\n3,c\n4,"d,e"\n5,f\n')
    reader = read_csv(path)
    assert [(row["id"], row["note"]) for row in reader] == [("2", "b"), ("3", "c"), ("4", "d,e"), ("5", "f")]
    assert [p.location for p in reader.problems] == ["cases.csv:2"]


def test_long_values_are_shortened(written):
    """A problem shows the first sixty characters of a value."""
    reader = read_csv(written(f"opened\n{'x' * 100}\n"), times=["opened"])
    assert [row["opened"].text for row in reader] == ["x" * 100]
    assert reader.problems[0].value == "x" * 59 + "…"


def test_bytes_that_are_not_utf_8(written):
    """A row with bytes of another encoding is refused, and reads once its encoding is told."""
    path = written("id,place\n1,café\n2,bar\n".encode("cp1252"))
    reader = read_csv(path)
    assert [row["id"] for row in reader] == ["2"]
    assert texts(reader) == [r"cases.csv:2: place 'caf\xe9' is not utf-8 text; write its encoding, encoding='cp1252'"]
    assert [row["place"] for row in read_csv(path, encoding="cp1252")] == ["café", "bar"]
    assert [row["place"] for row in read_csv(written("place\ncafé ✓\n"))] == ["café ✓"]


def test_other_delimiters_and_byte_order_marks(written):
    """A byte order mark is no part of the first name; the delimiter may be told."""
    assert list(read_csv(written("\ufeffid;n\n1;2\n"), delimiter=";")) == [{"id": "1", "n": "2"}]


def test_gzip_by_its_bytes(written):
    """Gzip is known by its first bytes, not by its name; several members are one file."""
    packed = gzip.compress(b"id\n1\n") + gzip.compress(b"2\n")
    assert list(read_csv(written(packed, "cases.csv"))) == [{"id": "1"}, {"id": "2"}]
    assert list(read_csv(written("id\n1\n", "cases.csv.gz"))) == [{"id": "1"}]


def test_gzip_cut_short(written):
    """The rows before the cut are given, then an error says after which line the file ends."""
    plain = "id,n\n" + "".join(f"{n},{n * 7919 % 10007}\n" for n in range(20_000))
    packed = gzip.compress(plain.encode())
    reader = read_csv(written(packed[: len(packed) // 2], "cases.csv.gz"))
    rows = []
    with pytest.raises(RecordError) as caught:
        rows.extend(reader)
    batches = reader.batches(10**6)
    batch, lines = next(batches)
    assert (batch, lines) == (rows, list(range(2, len(rows) + 2)))
    assert refusal(RecordError, lambda: next(batches)) == str(caught.value)
    assert 0 < reader.rows < 20_000
    assert str(caught.value) == f"cases.csv.gz ends in the middle of its gzip data after line {reader.rows + 1:,}; fetch it again"
    assert refusal(RecordError, lambda: list(read_csv(written(packed[:5], "start.gz")))) == (
        "start.gz ends in the middle of its gzip data before its first line ends; fetch it again"
    )
    assert refusal(RecordError, lambda: list(read_csv(written(packed[:-4], "tail.gz")))) == (
        "tail.gz ends in the middle of its gzip data after line 20,001; fetch it again"
    )


def test_corrupt_gzip(written):
    """Gzip data that fails its check is an error, never silently shorter."""
    packed = bytearray(gzip.compress(b"id\n1\n2\n"))
    packed[-8] ^= 1
    message = refusal(RecordError, lambda: list(read_csv(written(bytes(packed), "cases.csv.gz"))))
    assert message.startswith("cases.csv.gz cannot be read on after line 3 (crc check failed")
    assert message.endswith("; fetch it again")


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("", {}, "cases.csv is empty; write the names of its columns first, 'id,opened,closed'"),
        ("\n1,2\n", {}, "cases.csv has an empty first line; write the names of its columns first, 'id,opened,closed'"),
        ("id,id\n1,2\n", {}, "cases.csv has two columns 'id'; give each column a name of its own"),
        ("id,OPEN_DT\n", {"rename": {"OPENDT": "opened"}}, "'OPENDT' is not a column of cases.csv; did you mean 'OPEN_DT'?"),
        ("id,Out\n", {"rename": {"end": "Out"}},
         "'end' is not a column of cases.csv; known: Out, id; is the pair the other way round, column 'Out' and field 'end'?"),
        ("id,opened,OPEN_DT\n", {"rename": {"OPEN_DT": "opened"}},
         "cases.csv calls both 'opened' and 'OPEN_DT' 'opened'; give each column a name of its own"),
        ("id,opened\n", {"times": ["openned"]}, "'openned' is not a field of cases.csv; did you mean 'opened'?"),
        ('id,"a"b\n', {}, "the header of cases.csv is not a row (',' expected after '\"'); write 'id,opened,closed'"),
        (b"id,caf\xe9\n", {}, "the header of cases.csv is not utf-8 text; write its encoding, encoding='cp1252'"),
        ("id\n1\n".encode("utf-16"), {}, "the header of cases.csv is not utf-8 text; write its encoding, encoding='cp1252'"),
    ],
)  # fmt: skip
def test_headers_that_cannot_be_read(written, content, options, message):
    """A header that does not name the fields is an error of the records."""
    reader = read_csv(written(content), **options)
    assert refusal(RecordError, lambda: list(reader)) == message


ONE = "cases.csv has one column, 'id;type;channel', not several; write delimiter=';'"


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("id;type;channel\n", {"times": ["opened"]}, ONE),
        ("id;type;channel\n", {"rename": {"type": "kind"}}, ONE),
        ("id;type;channel\n1;complaint;phone\n", {}, ONE),
        ("id;type;channel\n1;2,5;phone\n", {}, ONE),
        ("id\tamount\n1\t2\n", {}, "cases.csv has one column, 'id\\tamount', not several; write delimiter='\\t'"),
        ("id,amount\n1,2\n", {"delimiter": ";"}, "cases.csv has one column, 'id,amount', not several; write delimiter=','"),
    ],
)
def test_another_delimiter(written, content, options, message):
    """A file whose only column is a row of names by another sign is refused, and the advice is that sign."""
    reader = read_csv(written(content), **options)
    assert refusal(RecordError, lambda: list(reader)) == message


@pytest.mark.parametrize("delimiter", ["\t", "\\t"])
def test_tabs(written, delimiter):
    """A tab is written as itself, or as the two signs that a command line has for it."""
    assert list(read_csv(written("id\tamount\n1\t2,5\n"), delimiter=delimiter)) == [{"id": "1", "amount": "2,5"}]


def test_one_column_that_holds_signs(written):
    """A column of text may hold what parts cells elsewhere, where the first row does not, and where it has been given a name."""
    assert list(read_csv(written("tone; style\ngood\nbad; worse\n"))) == [{"tone; style": "good"}, {"tone; style": "bad; worse"}]
    assert list(read_csv(written("a;b\n1;2\n"), rename={"a;b": "text"})) == [{"text": "1;2"}]


def test_swapped_names(written):
    """Two columns may swap their names."""
    assert list(read_csv(written("a,b\n1,2\n"), rename={"a": "b", "b": "a"})) == [{"b": "1", "a": "2"}]


def test_wrong_calls(written, tmp_path):
    """A path or a setting that is wrong is refused at the call, before anything is read."""
    path = written("id\n")
    missing, folder = str(tmp_path / "none.csv"), str(tmp_path)
    assert refusal(UsageError, lambda: read_csv(missing)) == (
        f"{missing!r} is not a file that can be read (no such file or directory); write the path of a file"
    )
    assert refusal(UsageError, lambda: read_csv(folder)) == f"{folder!r} is a folder, not a file; write the path of a file in it"
    assert refusal(UsageError, lambda: read_csv(path, delimiter=";;")) == "delimiter=';;' is not one character; write delimiter=';'"
    assert refusal(UsageError, lambda: read_csv(path, encoding="utf-9")) == (
        "encoding='utf-9' is not an encoding; write encoding='utf-8' or 'cp1252'"
    )
    assert refusal(UsageError, lambda: read_csv(path).batches(0)) == "0 is not a number of rows; write batches(10_000)"
    with pytest.raises(UsageError, match="is not a time zone"):
        read_csv(path, timezone="Mars/Base")


def test_progress(written):
    """Progress is told in bytes of the file, and ends at all of them."""
    told = []
    path = written("id\n" + "1\n" * 5_000)
    assert sum(1 for _ in read_csv(path, progress=lambda done, total: told.append((done, total)))) == 5_000
    assert told == sorted(told)
    assert len(told) >= 5
    assert told[-1] == (path.stat().st_size, path.stat().st_size)


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


@given(st.lists(st.tuples(cells, cells, cells), max_size=20), st.integers(1, 7), st.booleans())
def test_rows_read_back(tmp_path_factory, rows, size, packed):
    """What the csv module writes reads back, with the line on which each row begins, in batches of any size; empty rows are none."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    begins = []
    for row in [("a", "b", "c"), *rows]:
        begins.append(len(io.StringIO(text.getvalue(), newline="").readlines()) + 1)
        writer.writerow(row)
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content) if packed else content)
    reader = read_csv(path)
    batches = list(reader.batches(size))
    full = [(line, row) for line, row in zip(begins[1:], rows, strict=True) if "".join(row).strip()]
    assert [row for batch, _ in batches for row in batch] == [{k: v or None for k, v in zip("abc", row, strict=True)} for _, row in full]
    assert [line for _, lines in batches for line in lines] == [line for line, _ in full]
    assert all(len(batch) == size for batch, _ in batches[:-1])
    assert reader.problems == []


@pytest.mark.parametrize("reader", [read_csv, read_jsonl])
@pytest.mark.parametrize(
    ("path", "options", "said"),
    [
        (io.StringIO(), {}, "StringIO is not the path of a file; write read_csv('cases.csv') or read_jsonl('cases.jsonl')"),
        (b"cases.csv", {}, "bytes is not the path of a file; write read_csv('cases.csv') or read_jsonl('cases.jsonl')"),
        (None, {"rename": ["A", "a"]}, "rename=['A', 'a'] does not say which column is which field; write rename={'OPEN_DT': 'opened'}"),
        (None, {"rename": {"A": 5}}, "rename={'A': 5} does not say which column is which field; write rename={'OPEN_DT': 'opened'}"),
        (None, {"times": 5}, "times=5 is not a list of fields; write times=['opened', 'closed']"),
        (None, {"times": ["a", 5]}, "times=['a', 5] is not a list of fields; write times=['opened', 'closed']"),
    ],
)  # fmt: skip
def test_calls_that_are_wrong(written, reader, path, options, said):
    """Both public readers say at once what is wrong with the call, not when the first row is read."""
    assert refusal(UsageError, lambda: reader(written("a\n") if path is None else path, **options)) == said


def test_a_row_of_empty_cells_is_no_record(tmp_path):
    """As in a sheet; a row with anything in it is one."""
    path = tmp_path / "rows.csv"
    path.write_text("a;b\n1;2\n;\n ; \n;Sum\n")
    found = read_csv(path, delimiter=";")
    assert list(found) == [{"a": "1", "b": "2"}, {"a": None, "b": "Sum"}]
    assert found.problems == []
