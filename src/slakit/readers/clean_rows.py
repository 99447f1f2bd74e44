"""The rows of lines of comma-separated text that have nothing odd, as columns and all at once."""

import csv
import re
from collections.abc import Sequence
from typing import NamedTuple

UNDECODED = re.compile("[\udc80-\udcff]")  # what "surrogateescape" leaves of bytes that are not in the encoding


class CleanRows(NamedTuple):
    """Rows as columns, and how many lines they take; `begins` are the lines on which they begin, from 0, or None for one line each."""

    columns: Sequence[Sequence[str]]
    used: int
    begins: Sequence[int] | None


def clean_rows(lines: Sequence[str], delimiter: str, width: int) -> CleanRows | None:
    """The first rows of some lines, up to one that has another width, is broken, blank, or ends after the lines; None if there are none.

    >>> clean_rows(["7,8\\n", "9,\\n", "\\n", "1,2\\n"], ",", 2)
    CleanRows(columns=[('7', '9'), ('8', '')], used=2, begins=None)
    """
    rows: list[list[str]] = []
    ends: list[int] | None = None
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        pass
    if len(rows) != len(lines):  # so that each row is one line, or it is found out on which line each begins
        rows, ends = _by_line(lines, delimiter)
    good = len(rows)
    if {*map(len, rows)} != {width}:
        good = next((number for number, row in enumerate(rows) if len(row) != width), good)
    good = min(good, _first_undecoded(lines, rows), _first_blank(rows[:good]))
    if not good:
        return None
    columns = list(zip(*rows[:good], strict=True))
    return CleanRows(columns, good, None) if ends is None else CleanRows(columns, ends[good - 1], [0, *ends[: good - 1]])


def _by_line(lines: Sequence[str], delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The rows before the first that is broken or not complete, and the number of lines up to the end of each."""
    rows: list[list[str]] = []
    ends: list[int] = []
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
    except csv.Error:
        pass
    return rows, ends


def _first_undecoded(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """The number of rows before one with bytes that could not be decoded."""
    text = "".join(lines)
    try:
        if not text.isascii():
            text.encode()
    except UnicodeEncodeError:
        return next((number for number, row in enumerate(rows) if UNDECODED.search("".join(row))), len(rows))
    return len(rows)


def _first_blank(rows: Sequence[Sequence[str]]) -> int:
    """The number of rows before one of empty cells."""
    if all(row[0].strip() for row in rows):
        return len(rows)
    return next((number for number, row in enumerate(rows) if not "".join(row).strip()), len(rows))
