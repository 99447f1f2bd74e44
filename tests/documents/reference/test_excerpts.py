"""That an excerpt is what the author wrote, and no more."""

import pytest

from slakit.documents.reference.excerpts import excerpt, with_names

TEXT = """# A contract
name = "Desk"
settlement = { cap = "10 %" } # of a month
exclusions = [
    { stream = "maintenance", applies_to = "outages" },
]

[calendars.desk]
is = "weekly"

[[objectives]]
name = "A"

[objectives.penalty] # why
is = "flat"

[[objectives]]
name = "B"
"""


@pytest.mark.parametrize(
    ("key", "number", "lines"),
    [
        ("objectives", 0, '[[objectives]]\nname = "A"\n\n[objectives.penalty] # why\nis = "flat"\n'),
        ("objectives", 1, '[[objectives]]\nname = "B"\n'),
        ("settlement", 0, 'settlement = { cap = "10 %" } # of a month\n'),
        ("exclusions", 1, 'exclusions = [\n    { stream = "maintenance", applies_to = "outages" },\n]\n'),
        ("calendars", 0, '[calendars.desk]\nis = "weekly"\n'),
        ("logs", 0, ""),
    ],
)
def test_excerpts(key, number, lines):
    """A table of several, a line, a list over several lines, a table of tables; nothing where the key is not written."""
    assert excerpt(TEXT, key, number) == lines


NAMED = """name = "Desk"

[calendars]
desk = { is = "weekly" }
spare = { is = "weekly" }

[metrics]
replies = { is = "within", clock = "desk" }

[penalties."late reply"]
is = "flat"

credit = "5 %"

[[objectives]]
metric = "replies"
penalty = "late reply"
"""


def test_names_are_shown_with_what_they_stand_for():
    """Those that the excerpt refers to, and those that these do, in the order of the document; no others."""
    wanted = NAMED.replace('name = "Desk"\n\n', "").replace('spare = { is = "weekly" }\n', "").replace('"flat"\n\n', '"flat"\n')
    assert with_names(NAMED, excerpt(NAMED, "objectives")) == wanted
    assert with_names(NAMED, 'name = "A"\n') == 'name = "A"\n'
