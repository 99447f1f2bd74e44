"""Texts of conditions: those that compare (">= 4", "above 1500", "between 1500 and 3500"), and how a plain text is told from them."""

import re

from slakit.values.comparisons import SIGNS

COMPARISON = re.compile(r"\s*(>=|<=|!=|==|>|<)\s*(.*?)\s*")
PHRASE = re.compile(rf"\s*({'|'.join(SIGNS).replace(' ', '[ ]+')})\s+(.*?)\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\s*between\s+(.*?)(?:\s+and\s+(.*?))?\s*", re.IGNORECASE)
ALMOST = re.compile(r"\s*[=<>!]+\s*[-+.0-9]+\s*")

KNOWN, UNKNOWN = "known", "unknown"  # conditions that a field has a value, and that it has none


def as_text(value: str) -> str:
    """Return a text as it is written for a value: with "== " before one that would be read as a comparison."""
    compares = any(pattern.fullmatch(value) for pattern in (COMPARISON, PHRASE, BETWEEN, ALMOST))
    return f"== {value}" if compares or value in (KNOWN, UNKNOWN) else value


def compared_text(value: str) -> tuple[str, str] | None:
    """The sign and the rest of a text that compares; None for any other.

    >>> compared_text("no more than 4"), compared_text(">= 4"), compared_text("spam")
    (('<=', '4'), ('>=', '4'), None)
    """
    if match := COMPARISON.fullmatch(value):
        return match[1], match[2]
    if match := PHRASE.fullmatch(value):
        return SIGNS[" ".join(match[1].lower().split())], match[2]
    return None
