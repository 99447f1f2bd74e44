"""one_line: a text from records as one line that no terminal, spreadsheet or calendar takes for more than text."""

import re

SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# control characters, with those of terminals; halves of characters; and marks that turn the direction of the text around them
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def one_line(text: object) -> str:
    r"""Return a text without ends of lines, and with each character that cannot be seen as its code.

    >>> print(one_line("Acme\n\x1b[31mred"))
    Acme \x1b[31mred
    """
    return UNSEEN.sub(lambda sign: _code(ord(sign[0])), SPACES.sub(" ", str(text)))


def safe_lines(text: str) -> str:
    r"""Return a text of several lines, each of which is only text to a terminal.

    >>> print(safe_lines("Acme\n\x1b[31mred"))
    Acme
    \x1b[31mred
    """
    return "\n".join(map(one_line, text.split("\n")))


def without_unseen(text: object) -> str:
    r"""Return a text without ends of lines and without any character that cannot be seen, for a picture or a page.

    >>> without_unseen("up\x00time\n\u202egpj")
    'uptime gpj'
    """
    return UNSEEN.sub("", SPACES.sub(" ", str(text)))


def _code(number: int) -> str:
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"
