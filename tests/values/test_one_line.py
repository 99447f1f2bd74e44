"""A text from records as one line, in which nothing acts on the terminal."""

import json
import unicodedata

import pytest

from slakit.values.json_text import json_text
from slakit.values.one_line import one_line, safe_lines, without_unseen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Acme\r\nEvil\tCo", "Acme Evil Co"),
        ("\x1b[2J\x07", r"\x1b[2J\x07"),
        ("\x9b31m", r"\x9b31m"),  # the one sign that stands for both of ESC [
        ("a\u202egpj.exe", r"a\u202egpj.exe"),
        ("\ud800", r"\ud800"),
        ("Zoë 👩‍💻 – 東京", "Zoë 👩‍💻 – 東京"),
        (7, "7"),
        ("pay\u200bpal", r"pay\u200bpal"),  # a space without width
        ("soft\u00adhyphen", r"soft\xadhyphen"),
        ("\ufeffAcme", r"\ufeffAcme"),
        ("Acme\U000e0041", r"Acme\U000e0041"),  # a tag, which is an A that nobody sees
        ("\ue000\u0378\U0010ffff", r"\ue000\u0378\U0010ffff"),  # for private use, and not given to any sign
        ("Ac\u200dme \u200c", r"Ac\u200dme \u200c"),  # a joiner of nothing
        ("Ac\u3164me", r"Ac\u3164me"),  # a letter of Hangul that fills a space
        ("می\u200cخواهم क्\u200dष ❤️\u200d🔥", "می\u200cخواهم क्\u200dष ❤️\u200d🔥"),  # joiners that change their neighbours
        ("\u0600", "\u0600"),  # the sign before a number in Arabic is seen
        ("a\u00a0b\u3000c", "a\u00a0b\u3000c"),
    ],
)
def test_shown(text, shown):
    assert one_line(text) == shown


def test_no_unseen_character_is_left():
    """Nothing is left that Unicode counts as a control, a format, for private use, half of a sign or none."""
    text = "".join(map(chr, (*range(0x3100), *range(0xDC00, 0xF8FF, 97), *range(0xFE00, 0x10000), *range(0xE0000, 0xE0100), 0x10FFFF)))
    seen = {*"\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"}
    for shown in (one_line(text), json_text(text, None)):
        left = {sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")}
        assert left <= seen
    assert json.loads(json_text([text], 2)) == [text]


def test_a_page_keeps_what_its_font_may_show():
    """Controls, formats, tags and codes that are no characters go; those for private use are for the font to draw."""
    assert without_unseen("a\x00\u200b\xad\U000e0041\ud800\ufffe\uffff\U0010ffff\ue000b\n") == "a\ue000b "


def test_lines_stay_lines():
    assert safe_lines("Acme\x1b[2J\n  one\rtwo\n") == "Acme\\x1b[2J\n  one two\n"
