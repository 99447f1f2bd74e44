"""A file is read alike row by row, as columns of texts and as arrays: the same rows, problems with the same lines, and one statement."""

import gzip
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given, strategies as st

import slakit as sk
from slakit.readers import csv as csv_reader, jsonl

HEADER = "id,priority,asked,replied,amount"
GOOD = [
    "1,high,2026-03-02T09:00:00+00:00,2026-03-02T10:30:00+00:00,5",
    "2,low,2026-03-02T09:00:00+00:00,,7.25",
    "3,high,2026-03-03 08:15:59+01:00,2026-03-03T23:59:59-12:30,1",
    "4,Zürich,2026-03-04T10:00:00Z,2026-03-05T10:00:00Z,0",
]
ODD = [
    "5,low,2026-03-02T09:00:00.250+00:00,2026-03-02T09:00+00:00,1e3",
    "6,n/a,2026-03-02T09:00:00+00:00, n/a ,n/a",
    '7,"a, ""b"" c",2026-03-02T09:00:00+00:00,"2026-03-03T09:00:00+00:00",3',
    '"8","low","2026-03-02T09:00:00+00:00","","2"',
    '9,"two\nlines",2026-03-02T09:00:00+00:00,2026-03-02T19:00:00+00:00,4',
    '10,"two\r\nlines\n",2026-03-02T09:00:00+00:00,,4',
    "11,low,2026-02-30T09:00:00+00:00,2026-03-02T09:00:61+00:00,4",
    "12,low,yesterday,2026-03-02T09:00:00+25:00,4",
    "13,low,2026-03-02T09:00:00+00:00,2026-03-01T09:00:00+00:00,4",
    "14,low,2026-03-02T09:00:00+00:00",
    "15,low,2026-03-02T09:00:00+00:00,,4,5",
    "",
    ",,,,",
    " , ,\t,,",
    '16,"never closed,2026-03-02T09:00:00+00:00,,4',
    '17,5" pipe,2026-03-02T09:00:00+00:00,,4',
    '18,"x"y,2026-03-02T09:00:00+00:00,,4',
    "19,low,2026-03-02T09:00:00+00:00,2026-03-02T12:00:00+00:00,1.299,99",
    '20,low,2026-03-02T09:00:00+00:00,2026-03-02T12:00:00+00:00,"1.299,99"',
    "21,low, 2026-03-02T09:00:00+00:00 ,\t,4",
    "22,low,2026-03-02,2026-03-03,4",
    "23,caf\udce9,2026-03-02T09:00:00+00:00,,4",
    "24,\xa0,2026-03-02T09:00:00+00:00,,4",
    "25,a\rb,2026-03-02T09:00:00+00:00,,4",
    "26,a\0b,2026-03-02T09:00:00+00:00,,4",
    "27,low,20260302T090000Z,2026-W10-1T09:00:00Z,4",
    "28,low,2026-03-02T09:00:00+0000,2024-02-29T09:00:00Z,4",
    "29,low,0001-01-01T00:00:00+05:00,9999-12-31T23:59:59-05:00,4",
    f"30,{'long name ' * 6},2026-03-02T09:00:00+00:00,,4",
    "31,sep=;,2026-03-29T02:30:00+00:00,2026-03-29T02:30:00.000001+00:00,4",
    "32,=,2026-3-02T09:00:00+00:00,2026-03-02T09:00:00+00:0x,4",
]
LOCAL = [
    "40,low,2026-03-02T09:00:00,2026-03-02 10:30:00,5",
    "41,low,2026-03-29T01:30:00,,2",
    "42,low,2026-10-25T01:30:00,2026-10-25T03:00:00,2",
]
OPTIONS = [
    {},
    {"null": ["n/a"]},
    {"timezone": "Europe/London"},
    {"timezone": "Europe/London", "ambiguous": "later", "null": ["-", "n/a"]},
    {"decimal": ",", "thousands": "."},
    {"rename": {"priority": "team", "amount": "priority"}},
    {"time_format": {"replied": ["%d/%m/%Y", "iso"]}},
]
CLOCK = {"since": "asked", "until": "replied"}
agreement = sk.Agreement(
    "Desk",
    provider="P",
    customer="C",
    term=("2026-03-01", "2026-05-01"),
    timezone="Europe/London",
    objectives=[
        sk.Objective("In time", sk.Within("cases", {"high": "1 h", "low": "4 h"}, limit_by="priority", **CLOCK), "at least 60 %"),
        sk.Objective("Each", sk.Elapsed("cases", statistic="p95", **CLOCK).by("priority"), "at most 20 hours"),
        sk.Objective("Sum", sk.Total("cases", "amount", at="asked"), "at most 20"),
        sk.Objective("Low", sk.Count("cases", at="asked", where={"priority": ["low", None]}), "at most 3"),
        sk.Objective("Ids", sk.kpis.Distinct("cases", "id", at="asked"), "at most 9"),
    ],
)


@contextmanager
def by_row():
    """Every row of a file by itself."""
    clean = patch.object(csv_reader, "clean_rows", lambda *_: None), patch.object(jsonl, "clean_objects", lambda *_: None)
    with clean[0], clean[1], patch.object(csv_reader, "LARGE", sys.maxsize):
        yield


@contextmanager
def by_text(lines):
    """Columns of texts, made of so many lines at once."""
    with patch.object(csv_reader, "LINES", lines), patch.object(jsonl, "LINES", lines), patch.object(csv_reader, "LARGE", sys.maxsize):
        yield


@contextmanager
def by_arrays(size):
    """Arrays, of blocks of so many bytes."""
    from slakit.readers import blocks, csv_arrays

    sizes = {"SMALL": size // 2, "BLOCK": size}
    with patch.multiple(blocks, FIRST=8, **sizes), patch.multiple(csv_arrays, **sizes), patch.object(csv_reader, "LARGE", 0):
        yield


WAYS = [(by_text, 3), (by_text, 1_024), *([(by_arrays, 64), (by_arrays, 400), (by_arrays, 1 << 20)] if find_spec("narwhals") else [])]


def rows_of(path, options):
    """The rows with their lines, what the reader says of them, and the error at which it stopped."""
    reader, rows, error = sk.read(path, times=["asked", "replied"], **options), [], None
    try:
        for piece in reader.tables(1_000):
            more, lines = piece if isinstance(piece, tuple) else (piece.rows(), piece.lines)
            rows += zip(lines, more, strict=True)
    except sk.errors.SlakitError as stopped:
        error = str(stopped)
    return rows, reader.problems, reader.rows, reader.refused, reader.lost, error


def statement_of(path, options):
    """All that a statement says, or the error."""
    try:
        statement = sk.evaluate(agreement, {"cases": sk.read(path, times=["asked", "replied"], **options)}, details=True)
    except sk.errors.SlakitError as stopped:
        return str(stopped)
    lines = [(line.details, line.faults) for line in statement.lines]
    return statement.to_dict(), lines, statement.digest, statement.problems, statement.accounts, str(statement)


def check(folder, content, options, *seen, name="cases.csv"):
    path = Path(folder) / name
    path.write_bytes(content)
    with by_row():
        wanted = [look(path, options) for look in seen]
    for way, size in WAYS:
        with way(size):
            for look, one in zip(seen, wanted, strict=True):
                assert look(path, options) == one, (way, size)


def encoded(lines, encoding, ending):
    text = ending.join([HEADER, *lines])
    return text.encode(encoding, "surrogateescape" if encoding.startswith("utf-8") else "replace")


@given(
    lines=st.lists(st.one_of(st.sampled_from(GOOD), st.sampled_from(GOOD), st.sampled_from(ODD + LOCAL)), max_size=40),
    options=st.sampled_from(OPTIONS),
    encoding=st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    ending=st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    last=st.booleans(),
    packed=st.booleans(),
    cut=st.sampled_from([0, 0, 0, 40]),
)
@example(lines=[*GOOD, *ODD, *GOOD] * 3, options=OPTIONS[1], encoding="utf-8", ending="\n", last=True, packed=False, cut=0)
@example(lines=[*LOCAL, *GOOD], options=OPTIONS[2], encoding="utf-8", ending="\r\n", last=False, packed=True, cut=0)
def test_a_file_means_the_same_however_it_is_read(tmp_path_factory, lines, options, encoding, ending, last, packed, cut):
    content = encoded([*lines, *([""] if last else [])], encoding, ending)
    if packed:
        content = gzip.compress(content, mtime=0)
        content = content[: len(content) - cut]
    given = options if encoding in ("utf-8", "utf-8-sig") else {**options, "encoding": encoding}
    check(tmp_path_factory.mktemp("files"), content, given, rows_of, statement_of)


@pytest.mark.parametrize("line", ODD + LOCAL)
def test_an_odd_line_among_good_ones(tmp_path, line):
    content = encoded([*GOOD * 3, line, *GOOD * 3], "utf-8", "\n")
    for options in OPTIONS[:3]:
        check(tmp_path, content, options, rows_of)


def test_clean_files_are_not_read_row_by_row(tmp_path):
    """Otherwise the law would compare a way with itself."""
    path = tmp_path / "cases.csv"
    path.write_bytes(encoded(GOOD * 50, "utf-8", "\n"))
    kinds = {}
    for way, size in WAYS:
        with way(size):
            kinds[way, size] = {type(piece).__name__ for piece in sk.read(path, times=["asked", "replied"]).tables()}
    assert kinds[by_text, 3] == kinds[by_text, 1_024] == {"Table"}
    (tmp_path / "cases.jsonl").write_text("\n".join(OBJECTS * 50))
    pieces = list(sk.read(tmp_path / "cases.jsonl", times=["asked", "replied"]).tables())
    assert [type(piece).__name__ for piece in pieces][1:] == ["ValueTable"] * (len(pieces) - 1)
    assert all("Cells" in kind for (way, _), kind in kinds.items() if way is by_arrays)


OBJECTS = [
    '{"id": 1, "priority": "high", "asked": "2026-03-02T09:00:00+00:00", "replied": "2026-03-02T10:30:00Z", "amount": 5}',
    '{"id": "2", "priority": "low", "asked": "2026-03-02T09:00:00+00:00", "replied": null, "amount": 1.25}',
    '{"id": 3, "priority": "n/a", "asked": "2026-03-03T09:00:00+01:00", "replied": "", "amount": "7"}',
]
ODD_OBJECTS = [
    '{"priority": "low", "id": 4, "asked": "2026-03-02T09:00:00+00:00", "replied": null, "amount": 12345678901234567.25}',
    '{"id": 5, "asked": "2026-03-02T09:00:00+00:00"}',
    '{"id": 6, "id": 7, "asked": "2026-03-02T09:00:00+00:00", "replied": null, "amount": 1}',
    '{"id": 8, "priority": {"a": 1}, "asked": "2026-03-02T09:00:00+00:00", "replied": null, "amount": NaN}',
    '{"id": "{", "priority": [1, {}], "asked": "yesterday", "replied": 5, "amount": true}',
    '{"id": 9} {"id": 10}',
    '{"id": 11},{"id": 12}',
    "  ",
    "[1, 2]",
    '[["id", 13]]',
    '  {"id": 14, "priority": "caf\udce9", "asked": "2026-03-02", "replied": null, "amount": 1}  ',
    '{"id": 15, "priority": "low", "asked": "2026-03-02T09:00:00", "replied": null, "amount": 1e400}',
    '{"id": 16, "priority": "low", "asked": "2026-03-02T09:00:00+00:00", "replied": "n/a", "team": "low"}',
    "{}",
    '{"id": 17',
]


@given(
    lines=st.lists(st.one_of(st.sampled_from(OBJECTS), st.sampled_from(OBJECTS), st.sampled_from(ODD_OBJECTS)), max_size=30),
    options=st.sampled_from([*OPTIONS, {"time_format": "epoch"}]),
    ending=st.sampled_from(["\n", "\r\n"]),
)
@example(lines=[*OBJECTS * 9, *ODD_OBJECTS, *OBJECTS * 9], options=OPTIONS[1], ending="\n")
@example(lines=["{}"] * 9, options=OPTIONS[0], ending="\n")
@example(lines=[*OBJECTS * 9, *ODD_OBJECTS[:10], *OBJECTS * 9], options=OPTIONS[5], ending="\n")
def test_objects_mean_the_same_however_they_are_read(tmp_path_factory, lines, options, ending):
    content = ending.join(lines).encode("utf-8", "surrogateescape")
    check(tmp_path_factory.mktemp("files"), content, options, rows_of, statement_of, name="cases.jsonl")


def steps(work):
    """The lines and calls of Python that some work takes."""
    taken = 0

    def trace(frame, event, argument):
        nonlocal taken
        taken += event in ("call", "line")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return taken


@pytest.mark.parametrize(
    ("way", "name", "lines", "most"),
    [
        (lambda: by_text(1_024), "cases.csv", GOOD, 6),  # by row it would be more than 40
        (lambda: by_text(1_024), "cases.jsonl", OBJECTS, 16),
        pytest.param(
            lambda: by_arrays(1 << 20), "cases.csv", GOOD, 0.1, marks=pytest.mark.skipif(not find_spec("narwhals"), reason="needs narwhals")
        ),
    ],
)
def test_a_row_more_costs_few_steps(tmp_path, way, name, lines, most):
    """A file ten times as long takes few steps of Python more a row."""
    taken = []
    for times in (300, 3_000):
        path = tmp_path / f"{times}-{name}"
        path.write_bytes(encoded(lines * times, "utf-8", "\n") if name.endswith(".csv") else "\n".join(lines * times).encode())
        with way():
            taken.append(steps(lambda path=path: list(sk.read(path, times=["asked", "replied"]).tables(1_024))))
    assert (taken[1] - taken[0]) / (len(lines) * 2_700) < most
