"""Comparisons: the phrases of contracts that hold a figure against another, each with its sign."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

SIGNS: Mapping[str, str] = {
    "at least": ">=", "no less than": ">=", "not less than": ">=", "at or above": ">=",
    "at most": "<=", "no more than": "<=", "not more than": "<=", "at or below": "<=", "up to": "<=", "within": "<=",
    "more than": ">", "above": ">", "over": ">",
    "less than": "<", "below": "<", "under": "<",
    "exactly": "==",
}  # fmt: skip

HABITS: Mapping[str, str] = {  # what is written in place of a phrase
    "minimum": "at least", "min": "at least", ">=": "at least", "≥": "at least", "=>": "at least", "greater than or equal to": "at least",
    "maximum": "at most", "max": "at most", "<=": "at most", "≤": "at most", "=<": "at most", "less than or equal to": "at most",
    "not exceeding": "at most", ">": "more than", "greater than": "more than", "<": "less than", "=": "exactly",
}  # fmt: skip
NEAR = 0.75  # as alike as two phrases must be

_MEANT = {name.replace(" ", ""): phrase for name, phrase in {**{phrase: phrase for phrase in SIGNS}, **HABITS}.items()}
_LEAD = re.compile(r"([^\d+-]*?)\.?\s*(?:\bof\s+)?(\d.*)")
_PASSED = re.compile(rf"\s*(?:{'|'.join(phrase for phrase, sign in SIGNS.items() if sign == '>')})\s+(.+?)\s*")


def amount_to_pass(value: object) -> str | None:
    """Return the text of the amount after "more than", "above" or "over"; None for any other value."""
    match = _PASSED.fullmatch(value) if isinstance(value, str) else None
    return match[1] if match else None


def lead_and_figure(text: str) -> tuple[str, str]:
    """The words of a text before its first digit, and the text from that on; both '' where it has none."""
    match = _LEAD.fullmatch(" ".join(text.split()))
    return (match[1], match[2]) if match else ("", "")


def meant_phrase(lead: str) -> str | None:
    """The phrase that is meant by a habit or a slip: "at least" for ">=", "minimum" and "atleast"; None for anything else.

    >>> meant_phrase("less then")
    'less than'
    """
    word = "".join(lead.lower().split())
    near = [word] if word in _MEANT else get_close_matches(word, _MEANT, n=1, cutoff=NEAR)
    return _MEANT[near[0]] if near else None
