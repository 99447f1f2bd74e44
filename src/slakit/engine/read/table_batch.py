"""TableBatch: a batch of a table of a file, on the lists that its columns are."""

from typing import Any

from slakit.engine.read.batch import Zones
from slakit.engine.read.rows import RowBatch, Spelled
from slakit.engine.read.table import Table
from slakit.metrics.record import Unread


class TableBatch(RowBatch):
    """Records that a reader gives as columns; no mapping is made of a row unless somebody asks for the records."""

    def __init__(self, table: Table, stream: str, *, name: str, zones: Zones, spelled: Spelled) -> None:
        super().__init__((), stream, name=name, lines=table.lines, zones=zones, spelled=spelled)
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
