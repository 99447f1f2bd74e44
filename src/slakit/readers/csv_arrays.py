"""Large comma-separated files as arrays, where NumPy is installed: the rows that are plain, found without reading line by line."""

import codecs
from collections.abc import Sequence

import numpy as np

from slakit.engine.read.cells import Cells
from slakit.engine.read.vectors import WholeNumbers
from slakit.readers.blocks import BLOCK, SMALL, Blocks
from slakit.readers.cell_arrays import cell_arrays
from slakit.readers.time_arrays import instants_of
from slakit.readers.time_fields import TimeFields
from slakit.readers.times import NoZoneError


class CsvArrays:
    """The rows of the blocks of a file whose columns have these names, as cells."""

    def __init__(
        self, blocks: Blocks, names: Sequence[str], delimiter: str, encoding: str, null: frozenset[str], times: TimeFields
    ) -> None:
        self._blocks, self._names, self._sign, self._null = blocks, names, ord(delimiter), null
        self._is_utf8 = codecs.lookup(encoding).name.startswith("utf")
        self._times = times.plain(names)
        self._size = BLOCK

    def next(self, first: int) -> tuple[Cells, int] | None:
        """The next rows, and the number of their lines; None where the next lines must be read one by one. `first` is the next line."""
        while piece := self._blocks.piece(self._size):
            cells = self._cells(piece, first)
            if cells is not None:
                self._size = min(2 * self._size, BLOCK)
                return cells
            if self._size <= SMALL:
                return None
            self._size = SMALL
        return None

    def _cells(self, piece: bytes, first: int) -> tuple[Cells, int] | None:
        whole = piece if piece.endswith(b"\n") else piece + b"\n"
        if not self._can_decode(whole):
            return None
        arrays = cell_arrays(whole, self._sign, len(self._names))
        if arrays is None:
            return None
        times: dict[str, WholeNumbers] = {}
        for name, reader in self._times.items():
            column = list(self._names).index(name)
            try:
                read = instants_of(arrays.bytes, arrays.starts[:, column], arrays.ends[:, column], reader, self._null)
            except NoZoneError:
                return None
            if read is None:
                return None
            times[name] = WholeNumbers(*read)
        rows = len(arrays.starts)
        lines = range(first, first + rows) if arrays.begins is None else (arrays.begins + first).tolist()
        used = min(arrays.used, len(piece))
        self._blocks.skip(used)
        made = Cells(self._names, arrays.bytes, arrays.starts, arrays.ends, lines=lines, times=times, readers=self._times, null=self._null)
        return made, rows if arrays.begins is None else int(np.count_nonzero(arrays.bytes[: arrays.used] == ord("\n")))

    def _can_decode(self, piece: bytes) -> bool:
        """True if the bytes are text of the encoding, and each cell of them is by itself."""
        if piece.isascii():
            return True
        try:
            return self._is_utf8 and bool(piece.decode())
        except UnicodeDecodeError:
            return False
