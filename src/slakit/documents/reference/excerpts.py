"""Excerpts of a contract as its author wrote it: an objective, the settlement, an exclusion, with their comments."""

import re
from collections.abc import Iterator

from slakit.documents.named_parts import TABLES

_KEY = re.compile(r"""([\w-]+|"[^"]+") =""")
_QUOTED = re.compile(r'"([^"]+)"')
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


def with_names(text: str, lines: str) -> str:
    """An excerpt after the parts that its names stand for, as far as tables of names in the document hold them.

    >>> print(with_names('[limits]\\nurgent = "1 hour"\\nusual = "1 day"\\n', 'limit = "urgent"\\n'), end="")
    [limits]
    urgent = "1 hour"
    <BLANKLINE>
    limit = "urgent"
    """
    named = dict(_named(text))
    wanted: list[tuple[str, str]] = []
    waiting = [lines]
    while waiting:
        quoted = set(_QUOTED.findall(waiting.pop()))
        more = [path for path in named if path[1] in quoted and path not in wanted]
        wanted += more
        waiting += ["\n".join(named[path]) for path in more]
    shown: list[str] = []
    table = ""
    for path in (path for path in named if path in wanted):
        own = named[path][0].startswith("[")
        shown += ([""] if own or path[0] != table else []) + ([] if own or path[0] == table else [f"[{path[0]}]"]) + named[path]
        table = "" if own else path[0]
    return "\n".join([*shown, "", lines]).lstrip("\n")


def _named(text: str) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """Each part of a table of names, by the table and its name, with its lines."""
    for header, lines in _blocks(text):
        table, _, name = header.partition(".")
        if table in TABLES and name:
            yield (table, name.strip('"')), [line for line in lines if line]
        elif table in TABLES:
            names = [match[1] for line in lines if (match := _KEY.match(line))]
            yield from (((table, name.strip('"')), next(_assigned(lines, name))) for name in names)


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
