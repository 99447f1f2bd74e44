"""Cells: some rows of a file as bytes and the places of their cells in them, on NumPy arrays."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import numpy as np

from slakit.engine.group_keys import shown_text
from slakit.engine.read.batch import Batch, Zones, signs_of
from slakit.engine.read.columns import ColumnBatch
from slakit.engine.read.rows import Spelled
from slakit.engine.read.vectors import Mask, Vector, WholeNumbers
from slakit.metrics.plain_values import plain

WORD = 8  # bytes that are compared at once
LONGEST = 32  # bytes of the longest cell that is numbered by its bytes


class TimesReader(Protocol):
    """A reader of a column of times, one value for each text."""

    def column(self, texts: Sequence[str | None]) -> tuple[list[Any], Any]: ...


class Cells:
    """Some rows of a file: bytes, and where each cell begins and ends in them; the instants of its fields of times are read already."""

    def __init__(
        self,
        names: Sequence[str],
        text: Vector,
        starts: Vector,
        ends: Vector,
        *,
        lines: Sequence[int],
        times: Mapping[str, WholeNumbers],
        readers: Mapping[str, TimesReader],
        null: frozenset[str],
    ) -> None:
        self.names, self.lines, self.times = names, lines, times
        self._readers = readers
        self.text, self._starts, self._ends, self._null = text, starts, ends, null

    def __len__(self) -> int:
        return len(self.lines)

    def places(self, name: str) -> tuple[Vector, Vector]:
        """The places at which the cells of a field begin and end."""
        column = self.names.index(name)
        return self._starts[:, column], self._ends[:, column]

    def column(self, name: str) -> list[Any]:
        """The values of a field: datetimes of a field of times, else texts."""
        return self._values(name, *self.places(name))

    def some(self, name: str, rows: Sequence[int]) -> list[Any]:
        """The values of a field in some rows."""
        starts, ends = self.places(name)
        return self._values(name, starts[rows], ends[rows])

    def _values(self, name: str, starts: Vector, ends: Vector) -> list[Any]:
        text = memoryview(self.text)
        cells = [str(text[start:end], "utf-8") for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        texts = [cell if cell and (not self._null or cell.strip() not in self._null) else None for cell in cells]
        return self._readers[name].column(texts)[0] if name in self.times else texts

    def rows(self) -> list[dict[str, Any]]:
        """The rows as mappings."""
        return [dict(zip(self.names, row, strict=True)) for row in zip(*map(self.column, self.names), strict=True)]

    def batch(self, stream: str, name: str, zones: Zones, spelled: Spelled) -> "CellBatch":
        """The rows as a batch of a stream."""
        if spelled:
            raise NotImplementedError  # their readers give tables
        return CellBatch(self, stream, name, zones)


class CellBatch(ColumnBatch):
    """The rows of cells; the second interpreter, with texts read where they are asked for."""

    def __init__(self, cells: Cells, stream: str, name: str, zones: Zones) -> None:
        self._reset(stream, zones, len(cells), set(cells.names))
        self._cells = cells
        self.name, self.lines = name, cells.lines

    def kept(self, fields: Sequence[str] | None) -> Callable[[], Batch]:
        return partial(CellBatch, self._cells, self.stream, self.name, self.zones)

    def _given(self, field: str) -> list[Any]:
        return self._cells.column(field)

    def plain_column(self, field: str, function: Callable[[Any], Any] = plain) -> tuple[Vector, Mask | None, list[Any] | None]:
        return self._plain_codes(field, function)

    def is_of_instants(self, field: str) -> bool:
        return field in self._cells.times

    def _read_instants(self, field: str) -> WholeNumbers:
        if field in self._cells.times:
            return self._cells.times[field]
        return self._absent_instants() if not self.has(field) else self._other_instants(field)

    def signs(self, field: str) -> set[str]:
        return signs_of(self._each(field, lambda value: value)[1]) if self.has(field) else set()

    def _scaled(self, field: str, digits: int) -> WholeNumbers | None:
        return None  # texts are read one by one

    def _coded(self, field: str) -> tuple[Vector, list[Any]]:
        if not self.has(field):
            return np.zeros(self.size, np.int64), [None]
        if field in self._cells.times or field in self._rows:
            return np.arange(self.size), self._rows[field].values(field) if field in self._rows else self.values(field)
        starts, ends = self._cells.places(field)
        longest = int((ends - starts).max())
        if longest > LONGEST:
            seen: dict[Any, int] = {}
            codes = [seen.setdefault(value, len(seen)) for value in self.values(field)]
            return np.array(codes, np.int64), list(seen)
        codes, first = _numbered(self._cells.text, starts, ends, longest)
        return codes, self._cells.some(field, first)

    def records(self) -> list[Any]:
        return self._cells.rows()

    def shown(self, row: int, field: str) -> str:
        if field in self._rows:
            return self._rows[field].shown(row, field)
        return shown_text(self._cells.some(field, [row])[0] if self.has(field) else None, self.zones.shown)

    def _unread(self, row: int, field: str) -> None:
        return None


def _numbered(text: Vector, starts: Vector, ends: Vector, longest: int) -> tuple[Vector, list[int]]:
    """A number for each cell, equal for equal bytes, and for each number the first row that has it. No cell holds a zero byte."""
    codes = np.zeros(len(starts), np.int64)
    lengths = ends - starts
    for first in range(0, max(longest, 1), WORD):
        window = np.lib.stride_tricks.sliding_window_view(text, WORD)[np.minimum(starts + first, len(text) - WORD)]
        inside = np.arange(first, first + WORD) < lengths[:, None]
        words = np.where(inside, window, 0).astype(np.uint8).view(np.uint64)[:, 0]
        _, word = np.unique(words, return_inverse=True)
        if first:
            _, codes = np.unique(codes * (int(word.max()) + 1) + word, return_inverse=True)
        else:
            codes = word
    rows = np.unique(codes, return_index=True)[1]
    return codes, rows.tolist()
