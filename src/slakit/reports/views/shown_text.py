"""shown_text: what a page shows of a text: no control characters or marks of direction, and no text without an end."""

from collections.abc import Mapping
from typing import Any

from slakit.values.one_line import without_unseen

LONGEST = 5_000  # letters of one text of the engine


def shown_text(text: str) -> str:
    """Return a text that a page can show.

    >>> shown_text("up\\x00time \\u202egpj")
    'uptime gpj'
    """
    kept = without_unseen(text)
    return kept if len(kept) <= LONGEST else f"{kept[:LONGEST]}…"


def shown_data(value: Any) -> Any:
    """Return plain data whose texts a page can show; pictures stay whole."""
    if isinstance(value, str):
        return shown_text(value)
    if isinstance(value, Mapping):
        return {key: one if key == "svg" else shown_data(one) for key, one in value.items()}
    return [shown_data(one) for one in value] if isinstance(value, list | tuple) else value
