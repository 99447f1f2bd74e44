"""The rows of lines of comma-separated text that have nothing odd, as columns and all at once."""

import csv
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from slakit.engine.read.table import Table

UNDECODED = re.compile("[\udc80-\udcff]")  # what "surrogateescape" leaves of bytes that are not in the encoding


class CleanRows(NamedTuple):
    """Rows as columns, and how many lines they take; `begins` are the lines on which they begin, from 0, or None for one line each."""

    columns: Sequence[Sequence[str]]
    used: int
    begins: Sequence[int] | None


class Rows:
    """Clean rows of several pieces of a file, joined until they are taken as a table."""

    def __init__(self, names: Sequence[str], null: frozenset[str]) -> None:
        self._names, self._null = names, null
        self._columns: list[list[str]] = [[] for _ in names]
        self.lines: list[int] = []

    def add(self, clean: CleanRows, first: int) -> None:
        """Add the rows of lines of which the first has that number."""
        self.lines += range(first, first + clean.used) if clean.begins is None else [first + begin for begin in clean.begins]
        for column, cells in zip(self._columns, clean.columns, strict=True):
            column += cells

    def taken(self) -> Table:
        """The rows, which are gone from here."""
        table = Table(self._names, self._columns, self.lines, self._null)
        self._columns, self.lines = [[] for _ in self._names], []
        return table


def clean_rows(lines: Sequence[str], delimiter: str, width: int) -> CleanRows | None:
    """The first rows of some lines, up to one that has another width, is broken, blank, or ends after the lines; None if there are none.

    >>> clean_rows(["7,8\\n", "9,\\n", "\\n", "1,2\\n"], ",", 2)
    CleanRows(columns=[('7', '9'), ('8', '')], used=2, begins=None)
    """
    text = "".join(lines)
    columns: Sequence[Sequence[str]] | None = _unquoted(text, len(lines), delimiter, width)
    if columns is not None and any(all(map(str.strip, column)) for column in columns) and _is_decoded(text):
        return CleanRows(columns, len(lines), None)
    rows: list[list[str]] = []
    ends: list[int] | None = None
    with suppress(csv.Error):
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    if len(rows) != len(lines):  # so that each row is one line, or it is found out on which line each begins
        rows, ends = _by_line(lines, delimiter)
    good = len(rows)
    if {*map(len, rows)} != {width}:
        good = next((number for number, row in enumerate(rows) if len(row) != width), good)
    if not _is_decoded(text):
        good = next((number for number, row in enumerate(rows[:good]) if UNDECODED.search("".join(row))), good)
    columns = list(zip(*rows[:good], strict=True))
    if not any(all(map(str.strip, column)) for column in columns):  # one of them without a blank shows that no row is empty
        good = next((number for number, row in enumerate(rows[:good]) if not "".join(row).strip()), good)
        columns = [column[:good] for column in columns]
    if not good:
        return None
    return CleanRows(columns, good, None) if ends is None else CleanRows(columns, ends[good - 1], [0, *ends[: good - 1]])


def _by_line(lines: Sequence[str], delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The rows before the first that is broken or not complete, and the number of lines up to the end of each."""
    rows: list[list[str]] = []
    ends: list[int] = []
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    with suppress(csv.Error):
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
    return rows, ends


def _unquoted(text: str, lines: int, delimiter: str, width: int) -> list[list[str]] | None:
    """The columns of lines without quotes, each with as many cells as the table has columns; None of others."""
    if '"' in text or len(text) > csv.field_size_limit():
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    if not text.endswith("\n"):
        text += "\n"
    cells = text.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)  # the end of each line as a cell of its own
    ends = cells[width :: width + 1]
    if len(cells) != lines * (width + 1) + 1 or ends.count("\n") != lines:
        return None
    return [cells[number : -1 : width + 1] for number in range(width)]


def _is_decoded(text: str) -> bool:
    """True if a text has no bytes that could not be decoded."""
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False
