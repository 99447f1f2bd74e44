"""Layout of YAML: plain data in blocks, as a hand would write it, that reads back as the same data by YAML 1.2, and by 1.1 too.

A text stands without quotes only where no reader could take it for something else: `no`, `4.1` and `2026-01-01` are quoted.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

from slakit.documents.plain import Plain

WIDTH = 120
INDENT = "  "

_WORDS = re.compile(r"[^\W\d_][\w%‰£€/+. -]*(?<!\s)")
_FIGURE_AND_UNIT = re.compile(r"[0-9]+(?:\.[0-9]+)? [^\W\d_%][\w/% -]*(?<!\s)|[0-9]+(?:\.[0-9]+)? [%‰]")
_RESERVED = re.compile(r"y|n|yes|no|on|off|true|false|null|nan|inf|0[ox].*", re.IGNORECASE)  # of 1.1 or of 1.2
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def yaml_text(data: dict[str, Plain]) -> str:
    """A table as a YAML document.

    >>> print(yaml_text({"name": "Hosting", "objectives": [{"name": "Uptime", "by": ["team", "no"], "clause": "4.1"}]}), end="")
    name: Hosting
    objectives:
      - name: Uptime
        by: [team, "no"]
        clause: "4.1"
    """
    return "\n".join(_block(data)) + "\n" if data else "{}\n"


def _block(value: Plain) -> Iterator[str]:
    """The lines of a table or list that is not empty."""
    parts = value.items() if isinstance(value, dict) else [(None, part) for part in value] if isinstance(value, list) else []
    for key, part in parts:
        opener = "-" if key is None else f"{_text(key)}:"
        line = _flat(part)
        if line is not None and (not isinstance(part, list) or len(line) + len(opener) < WIDTH):
            yield f"{opener} {line}"
            continue
        lines = [f"{INDENT}{inner}" for inner in _block(part)]
        if key is None:  # the first line stands behind the hyphen
            yield f"- {lines[0].removeprefix(INDENT)}"
            yield from lines[1:]
        else:
            yield opener
            yield from lines


def _flat(value: Plain) -> str | None:
    """A scalar, or a list of nothing but scalars, on a line; None for what needs a block."""
    if isinstance(value, dict):
        return None if value else "{}"
    if isinstance(value, list):
        parts = [None if isinstance(part, dict | list) else _flat(part) for part in value]
        return None if None in parts else f"[{', '.join(str(part) for part in parts)}]"
    if isinstance(value, str):
        return _text(value)
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value)


def _text(text: str) -> str:
    """A text, quoted where it must be."""
    if (_WORDS.fullmatch(text) or _FIGURE_AND_UNIT.fullmatch(text)) and not _RESERVED.fullmatch(text):
        return text
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
