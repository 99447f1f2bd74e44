"""Excerpts of a contract as its author wrote it: an objective, the settlement, an exclusion, with their comments."""

import re
from collections.abc import Iterator

_HEADER = re.compile(r"\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?")


def excerpt(text: str, key: str, number: int = 0) -> str:
    """The lines of a TOML document that say a key: the table of that number where there are several, or the line itself.

    >>> excerpt('name = "Desk"\\n\\n[[objectives]]\\nname = "A"\\n\\n[[objectives]]\\nname = "B"\\n', "objectives", 1)
    '[[objectives]]\\nname = "B"\\n'
    """
    tables: list[list[str]] = []
    for header, lines in _blocks(text):
        if not header:
            tables += [[*lines] for lines in _assigned(lines, key)]
        elif header == key:
            tables.append(lines)
        elif header.startswith(f"{key}."):
            if tables:
                tables[-1] += lines
            else:
                tables.append(lines)
    chosen = tables[number] if number < len(tables) else tables[0] if tables else []
    return "\n".join(chosen).strip("\n") + "\n" if chosen else ""


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """The lines before the first header, and each header with the lines under it."""
    header = ""
    lines: list[str] = []
    for line in text.splitlines():
        match = _HEADER.fullmatch(line)
        if match:
            yield header, lines
            header, lines = match[1], []
        lines.append(line)
    yield header, lines


def _assigned(lines: list[str], key: str) -> Iterator[list[str]]:
    """The line that assigns a key, with those that its list goes on over."""
    for index, line in enumerate(lines):
        if line.startswith(f"{key} ="):
            last = index
            while line.rstrip().endswith("[") and last + 1 < len(lines) and lines[last] != "]":
                last += 1
            yield lines[index : last + 1]
