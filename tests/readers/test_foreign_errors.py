"""Whatever a file holds and however it is read: only slakit's errors leave the readers, and no row is lost without a word."""

import gzip
import io
import json
import zipfile
from datetime import datetime

import pytest
from hypothesis import example, given, strategies as st

from slakit.errors import SlakitError
from slakit.readers.read import read

SIGNS = [
    *list("\",;|\t\r\n[]{}:-+. 0123456789abezEZ'\\"),
    "\ufeff",
    "é",
    "\x00",
    "null",
    "NaN",
    "1e308",
    "2026-03-31",
    "T10:00",
    "Z",
    "sep=;",
]
texts = st.lists(st.sampled_from(SIGNS), max_size=60).map("".join)
contents = st.one_of(
    st.binary(max_size=80),
    texts.map(lambda text: text.encode()),
    texts.map(lambda text: f"at,n,b\n{text}\n{text}".encode()),
    texts.map(lambda text: f'[{{"at": "{text}"}}, {{"at": {text}}}]'.encode()),
    texts.map(lambda text: f'{{"at": "x"}}\n{{"at": {text}}}\n{text}'.encode()),
    texts.map(lambda text: text.encode("utf-16")),
)
packed = st.one_of(
    contents,
    st.tuples(contents, st.integers(1, 30)).map(lambda pair: gzip.compress(pair[0])[: -pair[1]]),
    st.tuples(contents, st.integers(3, 40), st.integers(1, 255)).map(lambda pair: _flipped(gzip.compress(pair[0]), pair[1], pair[2])),
)
formats = st.sampled_from(
    [None, "iso", "epoch", "epoch ms", "epoch us", "%d/%m/%Y", "%Y-%m-%dT%H:%M%Z", "%d %b %y %I %p", "%c", "%x", "%Z %j %Y", "%Q", "%", ""]
)
anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 5),
    st.text(max_size=5),
    st.floats(),
    st.lists(st.text(max_size=3), max_size=2),
    st.binary(max_size=2),
)
options = st.fixed_dictionaries(
    {},
    optional={
        "rename": st.one_of(st.sampled_from([{"at": "x"}, {"at": "n", "n": "at"}]), anything),
        "times": st.one_of(st.sampled_from(["at", ["at", "n"], {"t": ["at", "n"]}, {"at": "n"}, {"at": ["at", "n", "b"]}]), anything),
        "time_format": st.one_of(
            formats, st.lists(formats, max_size=3), st.dictionaries(st.sampled_from(["at", "n", None]), formats), anything
        ),
        "timezone": st.one_of(st.sampled_from(["UTC", "America/New_York", "Asia/Tokyo", "Mars"]), anything),
        "ambiguous": st.one_of(st.sampled_from(["earlier", "later"]), anything),
        "null": st.one_of(st.sampled_from(["-", ["n/a", ""]]), anything),
        "skip": st.one_of(st.integers(0, 3), anything),
        "decimal": st.one_of(st.sampled_from([",", "."]), anything),
        "thousands": st.one_of(st.sampled_from([",", "."]), anything),
        "delimiter": st.one_of(st.sampled_from([",", ";", "\t", "\\t", " "]), anything),
        "encoding": st.one_of(st.sampled_from(["utf-8", "cp1252", "utf-16", "utf-7", "idna", "rot13", "undefined", "hex"]), anything),
        "sheet": st.one_of(st.sampled_from(["A", "1", 1]), anything),
    },
)  # fmt: skip


def _flipped(data, at, by):
    changed = bytearray(data)
    changed[at % len(changed)] ^= by
    return bytes(changed)


def check(path, given):
    """Read a file; what is read is counted and shown."""
    try:
        reader = read(path, **given)
        rows = list(reader)
    except SlakitError:
        return
    assert (len(rows), reader.refused) == (reader.rows, sum(problem.field is None for problem in reader.problems))
    assert all(problem.text.startswith(f"{problem.location}: ") for problem in reader.problems)
    "".join(problem.text + problem.value for problem in reader.problems).encode()  # it can be printed


@given(packed, st.sampled_from([".csv", ".tsv", ".txt", ".json", ".jsonl", ".xlsx"]), options)
@example(b"at\n9999-12-31T23:59\n0001-01-01T00:00", ".csv", {"times": "at", "timezone": "America/New_York"})
@example(b"at\n31/12/9999 23:59", ".csv", {"times": "at", "timezone": "Asia/Tokyo", "time_format": "%d/%m/%Y %H:%M"})
@example(b'{"at": "\\ud800 \\udc80"}', ".jsonl", {"times": "at"})
@example(b'[{"at": ' + b"9" * 5_000 + b"}]", ".json", {"times": "at", "time_format": "epoch"})
@example(b'{"at": ' + b"9" * 4_000 + b"}", ".json", {"times": "at", "time_format": "epoch"})
def test_text_files(tmp_path_factory, content, ending, given):
    """Any bytes, any options."""
    path = tmp_path_factory.mktemp("any") / f"any{ending}"
    path.write_bytes(content)
    check(path, given)
    check(path, {"times": "at", "timezone": "UTC"})
    check(path, {})


def workbook():
    """The members of a workbook with a cell of every kind."""
    openpyxl = pytest.importorskip("openpyxl")
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (["at", "n", "b"], [datetime(2026, 3, 31, 10), 1.5, True], ["x", "=A1", None], ["#N/A", 10**14, datetime(2026, 3, 31)]):
        book.active.append(row)
    book.save(out)
    with zipfile.ZipFile(out) as read:
        return {name: read.read(name) for name in read.namelist()}


edits = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 12), st.one_of(st.binary(max_size=4), st.sampled_from(
    [b"<v>", b"</c>", b"1e308", b"-1", b"NaN", b't="s"', b't="d"', b't="e"', b't="b"', b"999999999", b'r="XFE1"', b"&#0;", b""]))),
    min_size=1, max_size=4)  # fmt: skip


@given(st.data(), edits, st.booleans(), st.one_of(st.just({}), st.just({"times": ["at", "n"], "timezone": "UTC"}), options))
def test_workbooks(tmp_path_factory, data, edits, whole, given):
    """Any change to a workbook, in its parts or in the archive as a whole."""
    members = workbook()
    name = data.draw(st.sampled_from(sorted(members)))
    out = io.BytesIO()

    def edited(content):
        for at, length, by in edits:
            at %= len(content) + 1
            content = content[:at] + by + content[at + length :]
        return content

    with zipfile.ZipFile(out, "w") as book:
        for member, content in members.items():
            book.writestr(member, content if whole or member != name else edited(content))
    path = tmp_path_factory.mktemp("any") / "any.xlsx"
    path.write_bytes(edited(out.getvalue()) if whole else out.getvalue())
    check(path, given)


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), min_size=2, max_size=4), max_size=6))
def test_no_row_is_lost(tmp_path_factory, table):
    """Rows read and rows refused are all rows of the file, for lines and for arrays."""
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    path.write_text("".join(json.dumps(dict(enumerate(row)) if len(row) < 4 else row) + "\n" for row in table))
    reader = read(path)
    assert len(list(reader)) + reader.refused == len(table)
    path.write_text(json.dumps([dict(enumerate(row)) if len(row) < 4 else row for row in [["a", "b"], *table]]))
    reader = read(path)
    assert len(list(reader)) + reader.refused == len(table) + 1
