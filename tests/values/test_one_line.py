"""A text from records as one line, in which nothing acts on the terminal."""

import unicodedata

import pytest

from slakit.values.one_line import one_line, safe_lines


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
    ],
)
def test_shown(text, shown):
    assert one_line(text) == shown


def test_no_control_character_is_left():
    shown = one_line("".join(map(chr, range(0x3000))))
    assert not {sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")}


def test_lines_stay_lines():
    assert safe_lines("Acme\x1b[2J\n  one\rtwo\n") == "Acme\\x1b[2J\n  one two\n"
