"""JSON lines, and the choice of a reader by name."""

import gzip
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st
from refusals import refusal

from slakit.errors import RecordError, UsageError
from slakit.readers.csv import CsvReader
from slakit.readers.jsonl import JsonlReader, read_jsonl
from slakit.readers.read import read

WRITE = 'write \'{"id": 1, "opened": "2026-01-31T09:00:00+00:00"}\''


FILE_NAME = "cases.jsonl"


def test_rows_are_objects(written):
    """A row is an object as JSON reads it; blank lines and a byte order mark are passed over; an empty file has no rows."""
    path = written('\ufeff{"id": 1, "ok": true, "n": null}\n\n{"id": 2.5, "tags": ["a"]}')
    assert list(read_jsonl(path)) == [{"id": 1, "ok": True, "n": None}, {"id": 2.5, "tags": ["a"]}]
    assert [lines for _, lines in read_jsonl(path).batches()] == [[1, 3]]
    assert list(read_jsonl(written(""))) == []
    assert list(read_jsonl(written(gzip.compress(b'{"id": 1}\n')))) == [{"id": 1}]


@pytest.mark.parametrize("options", [{}, {"times": ["at"], "time_format": "epoch"}])
@pytest.mark.parametrize(("text", "value"), [
    ("0.1", 0.1),
    ("2242260880038635.75", Decimal("2242260880038635.75")),  # the nearest float is ....8
    ("-0.30000000000000004", -0.30000000000000004),
    ("0.12345678901234567890", Decimal("0.12345678901234567890")),
    ("1e-999", Decimal("1e-999")),
    ("1.5E3", 1500.0),
])  # fmt: skip
def test_numbers_are_exact(written, text, value, options):
    """A number is a float where that says the same, and else a decimal, alone or within a list; in an array as on lines."""
    for content in (f'{{"n": {text}, "at": 1, "all": [{text}]}}', f'[{{"n": {text}, "at": 1, "all": [{text}]}}]'):
        (row,) = read_jsonl(written(content), **options)
        assert (row["n"], type(row["n"]), row["all"]) == (value, type(value), [value])


def test_an_exponent_that_no_computer_holds(written):
    """It is a number that is too long for all that want one; reading goes on."""
    for options in ({}, {"times": ["at"], "time_format": "epoch"}):
        rows = list(read_jsonl(written('{"n": 1e99999999999999999999, "at": 1}\n{"n": 2, "at": 1}'), **options))
        assert [row["n"] for row in rows] == [Decimal("1e99999"), 2]


def test_names_and_times(written):
    """Fields are renamed, an empty time is None, and an absent one stays absent, so that a name that no row has is found out."""
    path = written('{"at": "2026-01-05T10:00", "id": 1}\n{"at": "", "id": 2}\n{"id": 3}\n')
    rows = list(read_jsonl(path, rename={"at": "opened"}, times=["opened"], timezone="UTC"))
    assert rows == [{"opened": datetime(2026, 1, 5, 10, tzinfo=UTC), "id": 1}, {"opened": None, "id": 2}, {"id": 3}]


def test_broken_rows(written):
    """A line that is no object is listed with its place and value; reading goes on."""
    lines = [
        b'{"id": 1}', b'{"id": 2', b"[1, 2]", b'{"id": "caf\xe9"}', b'{"id": NaN}', b'{"id": 3, "id": 4}', b'{"a": 1, "b": 2}',
        b'{"id": 5, "opened": 1700000000}', b'{"id": 6, "opened": false}', b"[" * 100_000, b'{"id": 7}',
    ]  # fmt: skip
    reader = read_jsonl(written(b"\n".join(lines)), rename={"a": "b"}, times=["opened"])
    assert [row["id"] for row in reader] == [1, 5, 6, 7]
    assert (reader.rows, reader.refused) == (4, 7)
    assert [(p.kind, p.location, p.field) for p in reader.problems] == [
        *[("broken row", f"cases.jsonl:{n}", None) for n in range(2, 8)],
        *[("unreadable", f"cases.jsonl:{n}", "opened") for n in (8, 9)],
        ("broken row", "cases.jsonl:10", None),
    ]
    assert [p.text for p in reader.problems][:8] == [
        f"cases.jsonl:2: '{{\"id\": 2' is not JSON (Expecting ',' delimiter, column 9); {WRITE}",
        f"cases.jsonl:3: '[1, 2]' is not a JSON object; {WRITE}",
        'cases.jsonl:4: \'{"id": "caf\\xe9"}\' is not utf-8 text; write the file again as UTF-8',
        f"cases.jsonl:5: '{{\"id\": NaN}}' is not JSON (NaN is not a JSON number); {WRITE}",
        f'cases.jsonl:6: \'{{"id": 3, "id": 4}}\' is not JSON (a name is given twice); {WRITE}',
        "cases.jsonl:7: two fields have one name once they are renamed; give each a name of its own",
        "cases.jsonl:8: opened 1700000000 is not the text of a time; write '2026-01-31T09:00:00+00:00', or write time_format='epoch'",
        "cases.jsonl:9: opened False is not the text of a time; write '2026-01-31T09:00:00+00:00'",
    ]


def test_a_field_that_no_row_has(written):
    """A renamed field that no row has is an error once all rows are read; a field that some rows lack is not."""
    path = written('{"opened_at": 1}\n{"id": 2}\n')
    reader = read_jsonl(path, rename={"openedat": "opened"})
    assert refusal(RecordError, lambda: list(reader)) == "'openedat' is not a field of any row of cases.jsonl; did you mean 'opened_at'?"
    assert list(read_jsonl(path, rename={"opened_at": "opened"})) == [{"opened": 1}, {"id": 2}]


def test_gzip_cut_short(written):
    """A gzip file that ends early is an error after the rows before it."""
    packed = gzip.compress(b"".join(b'{"id": %d}\n' % (n * n) for n in range(5_000)))
    reader = read_jsonl(written(packed[:-20], "cases.jsonl.gz"))
    message = refusal(RecordError, lambda: list(reader))
    assert message.startswith("cases.jsonl.gz ends in the middle of its gzip data after line 4,9")
    assert list(read_jsonl(written(packed))) == [{"id": n * n} for n in range(5_000)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", CsvReader), ("a.CSV.gz", CsvReader), ("a.jsonl", JsonlReader),
        ("a.ndjson.gz", JsonlReader), ("a.json", JsonlReader), ("a.tsv", CsvReader), ("a.txt.gz", CsvReader),
    ],
)  # fmt: skip
def test_the_name_picks_the_reader(written, name, kind):
    """The ending says CSV or JSON lines, gzipped or not."""
    assert type(read(written("{}\n", name))) is kind


def test_names_that_say_nothing(written):
    """Another ending, a folder, or an option of another kind of file, is refused with what to write."""
    path = str(written("{}\n", "a.xls"))
    assert refusal(UsageError, lambda: read(path)) == (
        f"{path!r} does not end in .csv, .tsv, .txt, .jsonl, .ndjson or .json, with or without .gz, or in .xlsx or .parquet; "
        "save it as one of them"
    )
    folder = path.removesuffix("a.xls")
    assert refusal(UsageError, lambda: read(folder)) == f"{folder!r} is a folder, not a file; write the path of a file in it"
    assert refusal(UsageError, lambda: read(5)).startswith("int is not the path of a file; ")
    path = str(written("{}\n"))
    for option in ({"delimiter": ";"}, {"encoding": "utf-8"}, {"skip": 1}, {"sheet": "A"}):
        said = f"{next(iter(option))}= is not for JSON such as {path!r}; leave it out"
        assert refusal(UsageError, lambda option=option: read(path, **option)) == said
    assert refusal(UsageError, lambda: read(path, time_formats="iso")) == (
        "time_formats= is not an option of the readers; did you mean 'time_format'?"
    )


texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.one_of(st.none(), st.booleans(), st.integers(), texts, st.floats(allow_nan=False, allow_infinity=False))


@given(st.lists(st.dictionaries(texts, values, max_size=4), max_size=10), st.integers(1, 4), st.booleans())
def test_rows_read_back(tmp_path_factory, rows, size, escaped):
    """What the json module writes a line reads back, in batches of any size."""
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=escaped) + "\n" for row in rows), encoding="utf-8", newline="")
    reader = read_jsonl(path)
    batches = list(reader.batches(size))
    assert [row for batch, _ in batches for row in batch] == rows
    assert [line for _, lines in batches for line in lines] == list(range(1, len(rows) + 1))
