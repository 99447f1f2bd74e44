"""one_line: a text from records as one line that no terminal, spreadsheet or calendar takes for more than text."""

import re
from collections.abc import Callable
from unicodedata import category

SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
OTHER = re.compile(r"[^ -~]")  # all but the signs of ASCII, each of which is seen
UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")  # controls, formats and tags, codes without a sign, halves of signs, ends of lines
SEEN = {*map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))}  # before a number in Arabic, say
FILLERS = {*"\u034f\u115f\u1160\u3164\uffa0"}  # letters and marks without any ink
JOINERS = {*"\u200c\u200d"}


def one_line(text: object) -> str:
    r"""Return a text without ends of lines, and with each character that cannot be seen as its code.

    >>> print(one_line("Acme\n\x1b[31mred"))
    Acme \x1b[31mred
    """
    return with_unseen(SPACES.sub(" ", str(text)), code_of)


def safe_lines(text: str) -> str:
    r"""Return a text of several lines, each of which is only text to a terminal.

    >>> print(safe_lines("Acme\n\x1b[31mred"))
    Acme
    \x1b[31mred
    """
    return "\n".join(map(one_line, text.split("\n")))


def without_unseen(text: object) -> str:
    r"""Return a text without ends of lines and without any character that no font can show, for a picture or a page.

    >>> without_unseen("up\x00time\n\u202egpj")
    'uptime gpj'
    """
    return with_unseen(SPACES.sub(" ", str(text)), lambda sign: sign if _is_for_fonts(sign) else "")


def with_unseen(text: str, write: Callable[[str], str], kept: str = "") -> str:
    """Return a text with each character that cannot be seen as `write` has it; those `kept` stay.

    >>> with_unseen("up\\x00time", lambda sign: "?")
    'up?time'
    """

    def shown(match: re.Match[str]) -> str:
        sign = match[0]
        return sign if sign in kept or is_seen(sign) or (sign in JOINERS and _joins(text, match.start())) else write(sign)

    return text if text.isascii() and text.isprintable() else OTHER.sub(shown, text)


def is_seen(sign: str) -> bool:
    """True for a character with a sign of its own, or with a width, as a space."""
    return sign not in FILLERS and (category(sign) not in UNSEEN or sign in SEEN)


def _is_for_fonts(sign: str) -> bool:
    """True for a code for private use or of a later Unicode: a page draws it where its font has a sign, and says so where it has none."""
    return category(sign) in ("Cn", "Co") and ord(sign) & 0xFFFE != 0xFFFE


def code_of(sign: str) -> str:
    r"""Return the code of a character, as Python writes it.

    >>> print(code_of("\u202e"))
    \u202e
    """
    number = ord(sign)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _joins(text: str, index: int) -> bool:
    """True for a joiner between two signs that it changes: parts of an emoji, or letters of Arabic and of the scripts of India."""
    return 0 < index < len(text) - 1 and all(map(_is_joined, (text[index - 1], text[index + 1])))


def _is_joined(sign: str) -> bool:
    of_such_a_script = "\u0600" <= sign <= "\u109f" or "\u1780" <= sign <= "\u18af"
    return sign > "\x7f" and is_seen(sign) and (of_such_a_script or category(sign) in ("Mn", "Sk", "Sm", "So"))
