"""TextScanner: goes through a TOML or JSON text by its keys and values, and notes on which line each stands, and which stand twice.

The text has been parsed before, so the scanner need not judge it; it only keeps count.
"""

import json
import re
import tomllib
from bisect import bisect_right
from contextlib import suppress

from slakit.agreements.paths import Path

_BLANK = re.compile(r"(?:[\s\ufeff]+|#[^\n]*)*")
_INLINE_BLANK = re.compile(r"[ \t]*")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:\'{0,2})|"(?:\\.|[^"\\])*"|\'[^\']*\'', re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]*")


class TextScanner:
    """The line of every key and item of a TOML or JSON text, and the keys that are there twice, with line and offset.

    A text that is only `begun` may end anywhere.

    >>> TextScanner('name = "Hosting"\\nname = 5', "toml").repeated
    [(('name',), 2)]
    """

    def __init__(self, text: str, form: str, *, begun: bool = False) -> None:
        self.lines: dict[Path, int] = {}
        self.repeated: list[tuple[Path, int]] = []
        self.repeated_at: list[int] = []
        self._set: set[Path] = set()  # what has a value, and no header
        self._text = text
        self._form = form
        self._at = 0
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        with suppress(*((IndexError, ValueError) if begun else ())):
            if form == "json":
                self._value(())
            else:
                self._statements()

    def _note(self, path: Path) -> None:
        self.lines.setdefault(path, bisect_right(self._starts, self._at))

    def _repeat(self, path: Path, at: int) -> None:
        self.repeated.append((path, bisect_right(self._starts, at)))
        self.repeated_at.append(at)

    def _statements(self) -> None:
        """The headers and the assignments of TOML."""
        current: Path = ()
        headers: set[Path] = set()
        counts: dict[Path, int] = {}
        while self._skip(_BLANK) < len(self._text):
            start = self._at
            brackets = 2 if self._text.startswith("[[", start) else 1 if self._text.startswith("[", start) else 0
            if not brackets:
                self._assignment(current)
                continue
            self._at += brackets
            keys = self._keys()
            self._at, end = start, self._at
            current = ()
            for key in keys[:-1]:
                self._note((*current, key))
                current = _last(counts, (*current, key))
            current = (*current, keys[-1])
            if current in headers or current in self._set or (brackets == 1 and current in counts):
                self._repeat(current, start)
            if brackets == 1:
                headers.add(current)
            if brackets == 2:
                counts[current] = counts.get(current, -1) + 1
                self._note(current)
            current = _last(counts, current)
            self._note(current)
            self._at = self._text.index("]", end) + brackets

    def _assignment(self, current: Path) -> None:
        """A key and its value."""
        start = self._at
        keys = self._keys()
        self._at, end = start, self._at
        for index, key in enumerate(keys, 1):
            current = (*current, key)
            if index == len(keys) and current in self.lines:
                self._repeat(current, start)
            self._note(current)
        self._set.add(current)
        self._at = self._text.index(":" if self._form == "json" else "=", end) + 1
        self._value(current)

    def _keys(self) -> list[str]:
        """A dotted key."""
        keys = [self._key()]
        while self._text[self._skip(_INLINE_BLANK)] == ".":
            self._at += 1
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        self._skip(_INLINE_BLANK)
        quoted = _STRING.match(self._text, self._at)
        raw = self._take(_STRING if quoted else _BARE)
        if not quoted:
            return raw
        return str(json.loads(raw, strict=False)) if self._form == "json" else str(tomllib.loads(f"key = {raw}")["key"])

    def _value(self, path: Path) -> None:
        opener = self._text[self._skip(_BLANK) : self._at + 1]
        if path:
            self._note(path)
        if opener == "[":
            self._items(path)
        elif opener == "{":
            self._members(path)
        elif opener in ('"', "'"):
            self._take(_STRING)
        else:
            self._take(_SCALAR)

    def _items(self, path: Path) -> None:
        self._at += 1
        index = 0
        while self._text[self._skip(_BLANK)] != "]":
            self._value((*path, index))
            index += 1
            self._comma()
        self._at += 1

    def _members(self, path: Path) -> None:
        self._at += 1
        while self._text[self._skip(_BLANK)] != "}":
            self._assignment(path)
            self._comma()
        self._at += 1

    def _comma(self) -> None:
        if self._text[self._skip(_BLANK)] == ",":
            self._at += 1

    def _skip(self, pattern: "re.Pattern[str]") -> int:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at

    def _take(self, pattern: "re.Pattern[str]") -> str:
        start = self._at
        return self._text[start : self._skip(pattern)]


def twice(lines: list[int]) -> str:
    """Return what is said of a key that stands on several lines.

    >>> twice([1, 7])
    'is written twice, on lines 1 and 7'
    """
    times = "twice" if len(lines) == 2 else f"{len(lines)} times"
    listed = sorted(set(lines))
    if len(listed) == 1:
        return f"is written {times} on line {listed[0]}"
    return f"is written {times}, on lines {', '.join(map(str, listed[:-1]))} and {listed[-1]}"


def _last(counts: dict[Path, int], path: Path) -> Path:
    """The latest table of an array of tables, or the table itself."""
    return (*path, counts[path]) if path in counts else path
