"""JSON in which nothing acts on the terminal, and which is read back as it was."""

import json
import unicodedata

from slakit.values.json_text import json_text

DATA = {"name\x9b": "".join(map(chr, range(0x3000))) + "\ud800\u202e\nZoë 👩‍💻"}


def test_nothing_acts_and_nothing_is_lost():
    """Control characters and lone halves are codes, also of one line; ends of lines stand between the values alone."""
    for indent in (None, 2):
        text = json_text(DATA, indent)
        assert json.loads(text) == DATA
        assert not {sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")} - ({"\n"} if indent else set())
        assert text.encode()
    assert "\u202e" not in text
    assert "Zoë 👩‍💻" in text


def test_plain_data_is_as_json_has_it():
    data = {"a": [1, None, "ä"], "b": {}}
    assert json_text(data) == json.dumps(data, indent=2, ensure_ascii=False)


def test_codes_above_the_first_plane():
    """A tag is written as its two halves, as JSON has it; an emoji stays."""
    assert json_text("a\U000e0041\u200b\xad😀", None) == r'"a\udb40\udc41\u200b\u00ad😀"'
