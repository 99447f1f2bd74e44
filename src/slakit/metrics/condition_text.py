"""Texts of conditions: those that compare (">= 4", "above 1500", "between 1500 and 3500"), and how a plain text is told from them."""

import re
from fractions import Fraction

from slakit.metrics.plain_values import Plain
from slakit.values.comparisons import SIGNS
from slakit.values.number import exact_text, number

COMPARISON = re.compile(r"\s*(>=|<=|!=|==|>|<)\s*(.*?)\s*")
PHRASE = re.compile(rf"\s*({'|'.join(SIGNS).replace(' ', '[ ]+')})\s+(.*?)\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\s*between\s+(.*?)(?:\s+and\s+(.*?))?\s*", re.IGNORECASE)
ALMOST = re.compile(r"\s*[=<>!]+\s*[-+.0-9]+\s*")

KNOWN, UNKNOWN = "known", "unknown"  # conditions that a field has a value, and that it has none
MAYBE_BLANK = re.compile(r"\s*(?:!=)?\s*(none|null)\s*", re.IGNORECASE)  # no value for some readers, a text for others


def as_text(value: str) -> str:
    """Return a text as it is written for a value: with "== " before one that would be read as a comparison, or as no value."""
    compares = any(pattern.fullmatch(value) for pattern in (COMPARISON, PHRASE, BETWEEN, ALMOST))
    return f"== {value}" if compares or is_word(value) else value


def is_word(value: str) -> bool:
    """True if a text, without a sign, says of a field that it has a value or none, or may say so."""
    return value in (KNOWN, UNKNOWN) or (value[:1] != "!" and MAYBE_BLANK.fullmatch(value) is not None)


def unlike(value: str) -> str:
    """Return the condition that a value is another than a text.

    >>> unlike("spam"), unlike("unknown")
    ('!= spam', '!= == unknown')
    """
    return f"!= == {value}" if is_word(value) else f"!= {value}"


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


def unclear(value: str) -> str:
    """The problem with a text that is nearly a comparison, or may be a blank or a text, and what to write; empty for any other."""
    if ALMOST.fullmatch(value) and not COMPARISON.fullmatch(value):
        return "is not a comparison; write '>= 4', '> 4', '<= 4', '< 4', '== 4' or '!= 4'"
    match = MAYBE_BLANK.fullmatch(value)
    if match is None:
        return ""
    other = "!" in value
    has, text = ("a value", unlike(match[1])) if other else ("no value", as_text(match[1]))
    return f"may be no value or a text; write {(KNOWN if other else UNKNOWN)!r} for a field with {has}, or {text!r} for the text"


def literal(value: Plain) -> object:
    """A value as Python writes it: a fraction as a float where that is the same number, "== > 5" for the text "> 5", "unknown" for none."""
    if value is None:
        return UNKNOWN
    if isinstance(value, str):
        return as_text(value)
    near = float(value) if isinstance(value, Fraction) else value
    return near if isinstance(near, float) and number(near) == value else value


def plain_text(value: Plain) -> str:
    """The exact text of a value."""
    return exact_text(value) if isinstance(value, Fraction) else str(value)


def shown_value(value: Plain) -> str:
    """The text of a value in a report: a text that is also a word of conditions stands in quotes."""
    if isinstance(value, str) and is_word(value):
        return repr(value)
    return UNKNOWN if value is None else plain_text(value)
