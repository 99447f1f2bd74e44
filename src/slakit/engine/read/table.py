"""Table: some rows of a file as columns of texts, and of the times that were read of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from slakit.engine.read.batch import Zones
from slakit.engine.read.rows import RowBatch, Spelled
from slakit.metrics.record import Unread


class Table:
    """Some rows of a file as a column for each field, with the line of each row.

    >>> table = Table(["id", "n"], [("7", "8"), ("", "n/a")], range(2, 4), frozenset({"n/a"}))
    >>> table.rows()
    [{'id': '7', 'n': None}, {'id': '8', 'n': None}]

    An empty cell and one of the texts of `null` are None. `times` holds the columns of times, once they are read.
    """

    def __init__(self, names: Sequence[str], cells: Sequence[Sequence[Any]], lines: Sequence[int], null: frozenset[str]) -> None:
        self.names, self.lines = names, lines
        self.times: dict[str, list[Any]] = {}
        self._cells: Mapping[str, Sequence[Any]] = dict(zip(names, cells, strict=True))
        self._null = null
        self._texts: dict[str, list[Any]] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def renamed(self, names: Mapping[str, str]) -> "Table":
        """The same rows, with other names for some of the columns."""
        if not names:
            return self
        return type(self)([names.get(name, name) for name in self.names], [*self._cells.values()], self.lines, self._null)

    def texts(self, name: str) -> list[Any]:
        """The cells of a column, None for nothing."""
        if name not in self._texts:
            self._texts[name] = self._read(name)
        return self._texts[name]

    def _read(self, name: str) -> list[Any]:
        cells = self._cells[name]
        nothing = {cell for cell in set(cells) if cell.strip() in self._null} if self._null else set()
        if nothing:
            return [None if cell in nothing else cell or None for cell in cells]
        return [cell or None for cell in cells] if "" in cells else list(cells)

    def column(self, name: str) -> list[Any]:
        """The values of a column: its times, or its texts."""
        return self.times[name] if name in self.times else self.texts(name)

    def rows(self) -> list[dict[str, Any]]:
        """The rows as mappings."""
        names = self.names
        return [dict(zip(names, row, strict=False)) for row in zip(*map(self.column, names), strict=True)]

    def row(self, number: int) -> dict[str, Any]:
        """One row as a mapping."""
        return {name: self.column(name)[number] for name in self.names}

    def set_times(self, number: int, values: Mapping[str, object]) -> None:
        """Put values in the place of the times of one row."""
        for name, value in values.items():
            self.times[name][number] = value

    def batch(self, stream: str, name: str, zones: Zones, spelled: Spelled) -> "TableBatch":
        """The rows as a batch of a stream."""
        return TableBatch(self, stream, name=name, zones=zones, spelled=spelled)


class ValueTable(Table):
    """Rows of plain values as columns, as of JSON or of a database; only a text of `null` is None."""

    def _read(self, name: str) -> list[Any]:
        values = self._cells[name]
        if not self._null:
            return list(values)
        return [None if isinstance(value, str) and value.strip() in self._null else value for value in values]


class TableBatch(RowBatch):
    """Records that come as columns; no mapping is made of a row unless somebody asks for it. Without a name they have no lines."""

    def __init__(self, table: Table, stream: str, *, name: str = "", zones: Zones | None = None, spelled: Spelled | None = None) -> None:
        super().__init__((), stream, name=name, lines=table.lines if name else None, zones=zones, spelled=spelled)
        self.size = len(table)
        self._table = table

    def _column(self, field: str) -> list[Any]:
        if field in self._table.names:
            return self._table.column(field)
        self._absent.add(field)
        return [None] * self.size

    @property
    def all_names(self) -> set[str]:
        return {*self._table.names, *self._columns}

    @property
    def names(self) -> set[str]:
        return set(self._table.names)

    def records(self) -> list[Any]:
        rows = self._table.rows()
        for row, names in self.unreadable.items():
            rows[row] |= dict.fromkeys(names)
        return rows

    @property
    def unreadable(self) -> dict[int, tuple[str, ...]]:
        unread: dict[int, tuple[str, ...]] = {}
        for name in self._table.names:
            for row, value in enumerate(self._table.times.get(name, ())):
                if isinstance(value, Unread):
                    unread[row] = (*unread.get(row, ()), name)
        return dict(sorted(unread.items()))
