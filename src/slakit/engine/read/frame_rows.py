"""FrameRows: some rows of a file that come as a frame, with the number of each."""

from collections.abc import Sequence
from typing import Any

from slakit.engine.read.batch import Batch, Zones
from slakit.engine.read.rows import Spelled
from slakit.errors import optional
from slakit.metrics.record import own


class FrameRows:
    """An Arrow record batch and the lines of its rows."""

    def __init__(self, rows: Any, lines: Sequence[int]) -> None:
        self.lines = lines
        self._rows = rows

    def __len__(self) -> int:
        return len(self.lines)

    def rows(self) -> list[dict[str, Any]]:
        """The rows as mappings of plain values."""
        names = self._rows.schema.names
        columns = [list(map(own, column.to_pylist())) for column in self._rows.columns]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

    def batch(self, stream: str, name: str, zones: Zones, spelled: Spelled) -> Batch:
        """The rows as a batch of a stream."""
        nw = optional("narwhals.stable.v2", "frames")
        from slakit.engine.read.columns import ColumnBatch

        table = optional("pyarrow", "arrow").Table.from_batches([self._rows])
        batch = ColumnBatch(nw.from_native(table, eager_only=True), stream, zones)
        batch.name, batch.lines = name, self.lines
        return batch
