"""read_json: a key that stands twice is refused with its place, whatever else is JSON is read."""

import json

import pytest

from slakit.values.read_json import read_json


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1, "a": 1}', "a"),
        ('{"lines": [{}, {"payable": "0 GBP", "payable": "600 GBP"}]}', "lines[1].payable"),
        ('[[{"a": {"b": {}, "\\u0062": 1}}]]', "[0][0].a.b"),
        ('{"a": {"b": 1, "b": 2}, "a": 3}', "a"),
        ('{"a\\n": 1, "a\\n": 1}', "a "),
    ],
)
def test_a_key_that_stands_twice(text, place):
    with pytest.raises(ValueError, match="is written twice") as error:
        read_json(text)
    assert str(error.value) == f"{place} is written twice"


def test_all_else_is_read():
    text = '{"a": [1, 2.5, null, {"a": "\\ud800"}], "": {}}'
    assert read_json(text) == read_json(text.encode()) == json.loads(text)


@pytest.mark.parametrize("text", ["", "{", '{"a": [' * 100_000, b"\xff"])
def test_what_is_no_json(text):
    with pytest.raises(ValueError, match=r"expect|nested|decode|Expecting"):
        read_json(text)
