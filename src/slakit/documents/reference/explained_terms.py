"""Explained terms: what has no page of its own, a key or a term of the field, said in a line."""

from slakit.documents.reference.entries import entries
from slakit.documents.thesaurus import meant_line

MOST_WORDS = 6  # that a line names


def explained(word: str) -> str:
    """A line on a term that has no page of its own, such as "where", or on a key, with the words that have it; empty for another.

    >>> explained("limit_by").partition(";")[0]
    "'limit_by' is a key of approved, within, lateness"
    """
    if line := meant_line(word):
        return line
    key = "_".join(word.lower().split())
    having = list(dict.fromkeys(entry.word for entry in entries() if any(part.name == key for part in entry.keys)))
    if not having:
        return ""
    more = f" and {len(having) - MOST_WORDS} more" if len(having) > MOST_WORDS else ""
    return f"{key!r} is a key of {', '.join(having[:MOST_WORDS])}{more}; slakit reference {having[0]!r} says what it means there"
