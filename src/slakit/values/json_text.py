"""json_text: data as JSON that a terminal may show: what cannot be seen is written as its code, and read back as itself."""

import json
from collections.abc import Callable
from typing import Any

from slakit.values.one_line import with_unseen


def json_text(data: Any, indent: int | None = 2, default: Callable[[Any], Any] | None = None) -> str:
    r"""Return data as JSON with its letters as they are, and each character that cannot be seen as its code.

    >>> json_text({"name": "Zoë\x9b31m"}, indent=None)
    '{"name": "Zoë\\u009b31m"}'
    """
    text = json.dumps(data, indent=indent, ensure_ascii=False, default=default)
    return with_unseen(text, _escape, kept="\n")  # ends of lines stand between the values alone


def _escape(sign: str) -> str:
    """The code of a character in JSON: of one above U+FFFF two halves."""
    return json.dumps(sign)[1:-1] if ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}"
