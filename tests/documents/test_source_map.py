"""Which line a part of a document stands on, however it is written."""

import pytest

from slakit.documents.source_map import SourceMap

TOML = '''# a comment = [1, {
name = "Care" # another
term = [
    "2026-01-01",   # ], not the end
    "2027-01-01",
]
"quoted \\u0061" = 'lit"eral'
note = """
objectives = 5 \\"""
"""
four = """"]" [ x = 1""""
raw = \'\'\'
]] " \'\'\'
provider.name = "P"
provider . "roles" . lead = "x"
made = { parts = [
    { is = "weekly" },
    [1, 2026-01-05 09:00:00, -0.5e3],
], tz = "UTC" }

[calendars.desk]
hours.mon-fri = "09:00-17:30"

[[objectives]]
name = "A"
[objectives.metric]
is = "uptime"
[[objectives.metric.parts]]
is = "one"
[[objectives.metric.parts]]
is = "two"

[[ objectives ]]
name = "B"
  [ objectives . penalty . below ]
  "99.9 %" = "5 %"
'''

JSON = """{
  "name": "Care \\" }",
  "term": ["2026-01-01",
           "2027-01-01"], "fee": 5,
  "objectives": [
    {"name": "A", "metric": {"is": "uptime",
      "by": []}},
    {"name": null}
  ],
  "name": 5
}"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("term",), 3),
        (("term", 0), 4),
        (("term", 1), 5),
        (("quoted a",), 7),
        (("note",), 8),
        (("four",), 11),
        (("raw",), 12),
        (("provider",), 14),
        (("provider", "name"), 14),
        (("provider", "roles", "lead"), 15),
        (("made", "parts", 0, "is"), 17),
        (("made", "parts", 1), 18),
        (("made", "parts", 1, 2), 18),
        (("made", "tz"), 19),
        (("calendars",), 21),
        (("calendars", "desk", "hours", "mon-fri"), 22),
        (("objectives",), 24),
        (("objectives", 0), 24),
        (("objectives", 0, "name"), 25),
        (("objectives", 0, "metric"), 26),
        (("objectives", 0, "metric", "parts", 1, "is"), 31),
        (("objectives", 1), 33),
        (("objectives", 1, "name"), 34),
        (("objectives", 1, "penalty"), 35),
        (("objectives", 1, "penalty", "below", "99.9 %"), 36),
        (("objectives", 1, "target"), 33),
        (("fee",), 1),
        ((), 1),
    ],
)
def test_lines_of_toml(path, line):
    """Arrays over several lines, inline tables, dotted and quoted keys, all four strings, arrays of tables; else the nearest table."""
    assert SourceMap(TOML, "toml").line(path) == line
    assert SourceMap(TOML.replace("\n", "\r\n"), "toml").line(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("name",), 2),
        (("term", 1), 4),
        (("fee",), 4),
        (("objectives", 0, "metric", "by"), 7),
        (("objectives", 1), 8),
        (("objectives", 1, "target"), 8),
    ],
)
def test_lines_of_json(path, line):
    """Keys and items, and the nearest that holds what is not there."""
    assert SourceMap(JSON, "json").line(path) == line


def test_keys_that_stand_twice():
    """The second place of a key."""
    assert SourceMap(JSON, "json").repeated == [(("name",), 10)]
