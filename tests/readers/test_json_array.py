"""JSON arrays: the rows of a file that is one list."""

import gzip
import json
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st
from refusals import refusal

from slakit.errors import RecordError
from slakit.readers import json_array, jsonl
from slakit.readers.read import read

FILE_NAME = "cases.json"


@pytest.mark.parametrize(
    "content",
    [
        '[{"id": 1}, {"id": 2}]',
        '[ {"id": 1},\n{"id": 2}]\n',
        '\ufeff\n\n [\n  {"id": 1},\n  {"id": 2}\n]\n\n',
        '[\r\n{"id":1},{"id":2}\r\n]',
    ],
)
def test_rows_of_an_array(written, content):
    """The objects of an array are rows, however they stand on lines, packed or not."""
    assert list(read(written(content))) == [{"id": 1}, {"id": 2}]
    assert list(read(written(gzip.compress(content.encode()), "cases.json.gz"))) == [{"id": 1}, {"id": 2}]
    assert list(read(written(content, "cases.jsonl"))) == [{"id": 1}, {"id": 2}]


def test_lines_in_json(written):
    """A .json file may hold an object a line; an array may be empty."""
    assert list(read(written('{"id": 1}\n{"id": 2}\n'))) == [{"id": 1}, {"id": 2}]
    assert list(read(written('{"id": 1, "parts": [{"a": 2}]}\n{"id": 2}\n'))) == [{"id": 1, "parts": [{"a": 2}]}, {"id": 2}]
    assert list(read(written('{"id": 1, "at": null, "parts": [{"a": 2}]}'), times=["at"])) == [{"id": 1, "at": None, "parts": [{"a": 2}]}]
    assert list(read(written('{"id": 1, "parts": [{"a": 2}]}', "one.jsonl"))) == [{"id": 1, "parts": [{"a": 2}]}]
    assert list(read(written("[]"))) == list(read(written(" [\n]\n"))) == []


@pytest.mark.parametrize(
    "content", ['{"records": [{"id": 1}, {"id": 2}]}', '{\n  "records": [\n    {"id": 1}\n  ]\n}', '{"records": [\n{}]}']
)
def test_an_object_that_holds_the_rows(written, content):
    """It is refused with what to write, not read as one row."""
    said = refusal(RecordError, lambda: list(read(written(content))))
    assert said.startswith("cases.json is one JSON object, '{")
    assert said.endswith('\', not rows; write the list in it alone, \'[{"id": 1}, {"id": 2}]\'')


def test_options_and_places(written):
    """Fields are renamed, times read and words for nothing dropped as in lines; a place is the line where an object begins."""
    reader = read(
        written('[\n{"t": "2026-03-31T10:00Z"},\n\n{"t":\n"n/a"}, {"t": "soon"}, 5,\n{"t": NaN}, {"a": 1, "a": 2}]'),
        rename={"t": "at"}, times=["at"], null="n/a",
    )  # fmt: skip
    batches = list(reader.batches())
    assert [lines for _, lines in batches] == [[2, 4, 5]]
    assert [row["at"] for row in batches[0][0]][:2] == [datetime(2026, 3, 31, 10, tzinfo=UTC), None]
    assert [(problem.kind, problem.location, problem.field) for problem in reader.problems] == [
        ("unreadable", "cases.json:5", "at"),
        ("broken row", "cases.json:5", None),
        ("broken row", "cases.json:6", None),
        ("broken row", "cases.json:6", None),
    ]
    assert [problem.text.partition("; ")[0] for problem in reader.problems[1:]] == [
        "cases.json:5: '5' is not a JSON object",
        "cases.json:6: '{\"t\": NaN}' is not JSON (NaN is not a JSON number)",
        'cases.json:6: \'{"a": 1, "a": 2}\' is not JSON (a name is given twice)',
    ]


def test_bytes_that_are_not_utf_8(written):
    """An object with bytes of another encoding is refused, the others stay."""
    reader = read(written(b'[{"id": 1}, {"id": "caf\xe9"}, {"id": "caf\xc3\xa9"}]'))
    assert list(reader) == [{"id": 1}, {"id": "café"}]
    assert [problem.text for problem in reader.problems] == [
        'cases.json:1: \'{"id": "caf\\xe9"}\' is not utf-8 text; write the file again as UTF-8'
    ]


WRITE = 'write \'[{"id": 1}, {"id": 2}]\''


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[{"id": 1}\n{"id": 2}]', f"after line 2: '{{\"id\": 2}}]' is not ',' or ']'; {WRITE}"),
        ('[{"id": 1},\n{"id": ]', f"after line 2: '{{\"id\": ]' is not JSON (Expecting value); {WRITE}"),
        ('[{"id": 1},', f"after line 1: '' is not JSON (Expecting value); {WRITE}"),
        ('[{"id": 1}', f"after line 1: 'its end' is not ',' or ']'; {WRITE}"),
        ('[{"id": 1}] {"id": 2}', f"after line 1: '{{\"id\": 2}}' follows the end of the array; {WRITE}"),
        (
            '[{"id": 1}, {"id": "never closed}]',
            f'after line 1: \'{{"id": "never closed}}]\' is not JSON (Unterminated string starting at); {WRITE}',
        ),
        ('[{"id": 1}, ' + "[" * 100_000, "after line 1: '" + "[" * 59 + f"…' is not JSON (nested too deeply); {WRITE}"),
    ],
)
def test_arrays_that_end_badly(written, content, said):
    """The rows before are given; then an error says where the array cannot be read on."""
    rows = []
    reader = read(written(content))
    assert refusal(RecordError, lambda: rows.extend(reader)) == f"cases.json cannot be read on {said}"
    batches = reader.batches()
    assert next(batches)[0] == [{"id": 1}]


def test_gzip_cut_short(written):
    """A gzip file that ends early is an error after the rows before it."""
    packed = gzip.compress(json.dumps([{"id": n * n} for n in range(50_000)], indent=0).encode())
    reader = read(written(packed[:-20], "cases.json.gz"))
    rows = []
    assert refusal(RecordError, lambda: rows.extend(reader)).startswith("cases.json.gz ends in the middle of its gzip data after line ")
    assert len(list(read(written(packed, "cases.json.gz")))) == 50_000


def test_memory_does_not_grow_with_the_array(written):
    """An array on one line is read piece by piece."""
    path = written(json.dumps([{"id": n, "note": "x" * 100} for n in range(50_000)]))
    tracemalloc.start()
    try:
        assert sum(len(rows) for rows, _ in read(path).batches(100)) == 50_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000 < path.stat().st_size
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("chunk", range(1, 30))
def test_elements_cut_in_two(written, monkeypatch, chunk):
    """A number goes on in what is read next; it is one element, and refused as one."""
    monkeypatch.setattr(json_array, "CHUNK", chunk)
    monkeypatch.setattr(jsonl, "FIRST", chunk)
    reader = read(written('[{"id": 1}, 123456, -1.5e3, true, {"id": "é"}]'))
    assert list(reader) == [{"id": 1}, {"id": "é"}]
    assert [problem.value for problem in reader.problems] == ["123456", "-1.5e3", "true"]


texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), texts, st.floats(allow_nan=False, allow_infinity=False)),
                      lambda parts: st.lists(parts, max_size=3) | st.dictionaries(texts, parts, max_size=3), max_leaves=5)  # fmt: skip


@given(st.lists(st.dictionaries(texts, values, max_size=4), max_size=8), st.integers(1, 40), st.booleans(), st.sampled_from([None, 0, 2]))
def test_arrays_read_back(tmp_path_factory, rows, chunk, escaped, indent):
    """What the json module writes reads back, however few bytes are read at once."""
    path = tmp_path_factory.mktemp("rows") / "rows.json"
    path.write_text(json.dumps(rows, ensure_ascii=escaped, indent=indent), encoding="utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "CHUNK", chunk)
        patch.setattr(jsonl, "FIRST", chunk)
        assert list(read(path)) == rows
