"""Tokens of an expression: numbers, lengths of time, names of fields, operators and brackets; nothing else is in its language."""

import re
from collections.abc import Iterator

from attrs import frozen

from slakit.errors import ContractError
from slakit.values.comparisons import SIGNS

LONGEST = 200  # characters
MOST_TOKENS = 60
MOST_DIGITS = 18

JOINING = ("and", "or", "not")
_WORDS = rf"(?:{'|'.join(SIGNS).replace(' ', '[ ]+')})\b"
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<operator><=|>=|==|!=|\*\*|//|[-+*/<>]|{_WORDS})|(?P<bracket>[()])|(?P<percent>%)"
    r"|(?P<name>[^\W\d]\w*)|(?P<quoted>`[^`]+`|'[^']+'|\"[^\"]+\"))",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[^\W\d]\w*")
REMEDY = "write names of fields, numbers, lengths of time such as 4 hours, + - * / and brackets: 'answered - asked <= 4 hours'"


@frozen
class Token:
    """One word of an expression, of a kind: number, operator, joining, bracket, percent or name; "end" after the last."""

    kind: str
    text: str


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of an expression, and an end; raise ContractError for what is not of its language, or too long."""
    if len(text) > LONGEST:
        raise ContractError(f"the expression {text[:40]!r}... has {len(text):,} characters; write no more than {LONGEST}")
    at, end, count = 0, len(text.rstrip()), 0
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match["operator"] in ("**", "//"):
            odd = match["operator"] if match else text[at:].lstrip()[:1]
            if odd == "=":
                raise ContractError(f"'=' in {text!r} is not part of an expression; write '==', or {{'type': 'complaint'}} for one field")
            raise ContractError(f"{odd!r} in {text!r} is not part of an expression; {REMEDY}")
        count += 1
        if count > MOST_TOKENS:
            raise ContractError(f"the expression {text[:40]!r}... has more than {MOST_TOKENS} words and signs; write a shorter one")
        yield _token(match, text)
        at = match.end()
    yield Token("end", "the end")


def _token(match: "re.Match[str]", text: str) -> Token:
    kind, word = str(match.lastgroup), match[0].strip()
    if kind == "name" and word.lower() in JOINING:
        return Token("joining", word.lower())
    if kind == "number" and len(word) > MOST_DIGITS:
        raise ContractError(f"{word[:MOST_DIGITS]!r}... in {text[:40]!r} has more than {MOST_DIGITS} digits; write a shorter number")
    if kind == "operator":
        return Token(kind, SIGNS.get(" ".join(word.lower().split()), word))
    return Token("name", word[1:-1]) if kind == "quoted" else Token(kind, word)


def field_text(name: str) -> str:
    """Return a field's name as an expression has it: quoted where it is not one plain word, or is one that compares.

    >>> field_text("asked"), field_text("first reply")
    ('asked', '`first reply`')
    """
    plain = _PLAIN.fullmatch(name) and name.lower() not in (*SIGNS, *JOINING)
    return name if plain else next(f"{sign}{name}{sign}" for sign in "`'\"" if sign not in name)
