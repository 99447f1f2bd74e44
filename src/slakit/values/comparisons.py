"""Comparisons: the phrases of contracts that hold a figure against another, each with its sign."""

import re
from collections.abc import Mapping

SIGNS: Mapping[str, str] = {
    "at least": ">=", "no less than": ">=", "not less than": ">=", "at or above": ">=",
    "at most": "<=", "no more than": "<=", "not more than": "<=", "at or below": "<=", "up to": "<=", "within": "<=",
    "more than": ">", "above": ">", "over": ">",
    "less than": "<", "below": "<", "under": "<",
    "exactly": "==",
}  # fmt: skip

_PASSED = re.compile(rf"\s*(?:{'|'.join(phrase for phrase, sign in SIGNS.items() if sign == '>')})\s+(.+?)\s*")


def amount_to_pass(value: object) -> str | None:
    """Return the text of the amount after "more than", "above" or "over"; None for any other value."""
    match = _PASSED.fullmatch(value) if isinstance(value, str) else None
    return match[1] if match else None
