"""The cells of comma-separated bytes as arrays of where they lie; only of bytes that the csv module would split in the same way."""

import csv
from typing import Any, NamedTuple

import numpy as np

QUOTE, RETURN, NEWLINE, BLANK, DELETE = b'"'[0], b"\r"[0], b"\n"[0], b" "[0], 127
PADDING = 32  # bytes that may be read behind the last cell

Array = Any


class CellArrays(NamedTuple):
    """Bytes, where each cell begins and ends in them, a row of each table for each row, how many are used, and where its rows begin.

    `begins` has the line of each row, from 0; None where each row is one line.
    """

    bytes: Array
    starts: Array
    ends: Array
    used: int
    begins: Array | None

    def __len__(self) -> int:
        return len(self.starts)


def cell_arrays(piece: bytes, delimiter: int, width: int) -> CellArrays | None:
    """The cells of whole rows of text; None where a row is odd: broken, of another width, blank, or with a quote within a cell."""
    if b"\0" in piece or (b"\r" in piece and piece.count(b"\r") != piece.count(b"\r\n")):
        return None
    text = np.frombuffer(piece + bytes(PADDING), np.uint8)
    signs = (text == delimiter) | (text == NEWLINE)
    quotes = None
    if b'"' in piece:
        quotes = text == QUOTE
        signs &= np.cumsum(quotes, dtype=np.uint8) & 1 == 0  # those within quotes separate nothing
    signs = np.flatnonzero(signs)
    is_end = text[signs] == NEWLINE
    if quotes is not None and is_end.any():
        signs = signs[: np.flatnonzero(is_end)[-1] + 1]  # a quoted cell may go on after the piece
        is_end = is_end[: len(signs)]
    rows = len(signs) // width
    if not rows or len(signs) % width or not is_end[width - 1 :: width].all() or int(is_end.sum()) != rows:
        return None
    ends = signs.reshape(rows, width)
    starts = np.empty_like(ends)
    starts[:, 1:] = ends[:, :-1] + 1
    starts[0, 0], starts[1:, 0] = 0, ends[:-1, -1] + 1
    used = int(ends[-1, -1]) + 1
    if b"\r" in piece:
        ends = ends.copy()
        ends[:, -1] -= (text[ends[:, -1] - 1] == RETURN) & (ends[:, -1] > starts[:, -1])
    begins = None
    if quotes is not None:
        counted = np.cumsum(quotes, dtype=np.int32)
        within = counted[ends - 1] - np.where(starts > 0, counted[starts - 1], 0)
        within[ends == starts] = 0
        quoted = within == 2
        if not ((within == 0) | (quoted & (text[starts] == QUOTE) & (text[ends - 1] == QUOTE) & (ends - starts >= 2))).all():
            return None
        starts, ends = starts + quoted, ends - quoted
        newlines = np.flatnonzero(text[:used] == NEWLINE)
        if len(newlines) != rows:
            begins = np.searchsorted(newlines, np.minimum(starts[:, 0], starts[:, 0] - quoted[:, 0]))
    if int((ends - starts).max()) > csv.field_size_limit() or not _has_full_column(text, starts, ends):
        return None
    return CellArrays(text, starts, ends, used, begins)


def _has_full_column(text: Array, starts: Array, ends: Array) -> bool:
    """True if each cell of some column begins with a sign that is no blank, so that no row is empty."""
    for column in range(starts.shape[1]):
        first = text[starts[:, column]]
        if ((ends[:, column] > starts[:, column]) & (first > BLANK) & (first < DELETE)).all():
            return True
    return False
