"""TextScanner: the keys that stand twice in a TOML or JSON text, by line and offset."""

import pytest

from slakit.documents.text_scanner import TextScanner, twice


@pytest.mark.parametrize(
    ("text", "form", "repeated"),
    [
        ("a = 1\nb = 2\na = 3", "toml", [(("a",), 3)]),
        ("[a]\n[[b]]\nc = 1\n[[b]]\nc = 1\n[a.d]", "toml", []),
        ("[a]\nb = 1\n[a]", "toml", [(("a",), 3)]),
        ('{"a": {"b": 1,\n "b": 2}}', "json", [(("a", "b"), 2)]),
    ],
)
def test_keys_that_stand_twice(text, form, repeated):
    """Tables of a list are others each time."""
    assert TextScanner(text, form).repeated == repeated


def test_a_text_that_is_begun():
    """It may end anywhere."""
    assert TextScanner('a = 1\na = { b = "x', "toml", begun=True).repeated_at == [6]


def test_how_lines_are_said():
    """Once for each line."""
    assert twice([3, 3]) == "is written twice on line 3"
    assert twice([1, 2, 5]) == "is written 3 times, on lines 1, 2 and 5"
