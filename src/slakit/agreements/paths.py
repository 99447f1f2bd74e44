"""Paths: where a part of an agreement stands in its document, as messages and findings write it."""

import json
import re
from typing import TypeAlias

Path: TypeAlias = "tuple[str | int, ...]"

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def path_text(path: Path) -> str:
    """Return a path as a message shows it: objectives[1].penalty.below."99.9 %"; the whole document is "agreement"."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{key_text(step)}" for step in path)
    return "".join(steps).removeprefix(".") or "agreement"


def key_text(key: str) -> str:
    """A key, quoted where it must be."""
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False).replace("\x7f", "\\u007f")
