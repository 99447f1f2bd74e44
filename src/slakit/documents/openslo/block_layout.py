"""Plain data as YAML in blocks, every text in quotes but plain words, so that no reader takes it for something else."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

from slakit.documents.plain import Plain

_WORD = re.compile(r"[A-Za-z]{4,}[A-Za-z0-9/-]*")  # of three letters some mean true or false
_RESERVED = frozenset({"true", "false", "null"})


def block_text(table: dict[str, Plain]) -> str:
    """A table as a YAML document.

    >>> print(block_text({"kind": "SLO", "spec": {"target": Decimal("0.990"), "timeWindow": [{"duration": "1M"}], "labels": {}}}), end="")
    kind: "SLO"
    spec:
      target: 0.990
      timeWindow:
        - duration: "1M"
      labels: {}
    """
    return "\n".join(_lines(table)) + "\n"


def _lines(value: Plain) -> Iterator[str]:
    pairs = value.items() if isinstance(value, dict) else [(None, part) for part in value] if isinstance(value, list) else []
    for key, part in pairs:
        opener = "-" if key is None else f"{_text(key)}:"
        if not isinstance(part, dict | list) or not part:
            yield f"{opener} {_scalar(part)}"
        elif key is None:
            first, *rest = _lines(part)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
        else:
            yield opener
            yield from (f"  {line}" for line in _lines(part))


def _scalar(value: Plain) -> str:
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    return text if _WORD.fullmatch(text) and text.lower() not in _RESERVED else json.dumps(text)
