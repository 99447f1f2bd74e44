"""HeldColumns: records that are held as arrays, and not in a frame."""

from collections.abc import Callable
from typing import Any

import numpy as np

from slakit.engine.group_keys import shown_text
from slakit.engine.read.batch import Zones
from slakit.engine.read.columns import WIDEST, ColumnBatch, arrays_of
from slakit.engine.read.derived_fields import derived_values, is_derived
from slakit.engine.read.dictionary_encoding import RANGE
from slakit.engine.read.rows import RowBatch
from slakit.engine.read.vectors import Mask, Vector, WholeNumbers
from slakit.metrics.plain_values import plain
from slakit.timeline.instants import moment


class HeldColumns(ColumnBatch):
    """Records as columns of instants, of whole numbers, or of the numbers of distinct values; one without a value is no column."""

    def __init__(self, stream: str, size: int) -> None:
        self.zones, self.size, self.stream = Zones(), size, stream
        self._columns = set()
        self._rows, self._derived, self._labels = {}, {}, {}
        self._instants: dict[str, WholeNumbers] = {}
        self._whole: dict[str, WholeNumbers] = {}
        self._codes: dict[str, tuple[Vector, list[Any]]] = {}
        self._lists: dict[str, list[Any]] = {}

    def hold(self, field: str, values: Vector, present: Mask | None, distinct: list[Any] | None = None, instants: bool = False) -> None:
        """Add a field to the records."""
        if self.size and present is not None and not present.any():
            return
        self._columns.add(field)
        if distinct is not None:
            if present is not None:
                values, distinct = np.where(present, values, len(distinct)), [*distinct, None]
            self._codes[field] = (values, distinct)
        elif instants:
            self._instants[field] = WholeNumbers(values, present)
        else:
            self._whole[field] = WholeNumbers(values, present)

    def join(self, field: str, values: list[Any]) -> None:
        """Add a field of values as they are."""
        self._lists[field] = values
        self._columns.add(field)

    def values(self, field: str) -> list[Any]:
        if field in self._lists or not self.has(field):
            if is_derived(field):
                return self._derived.setdefault(field, []) or self._derive(field)
            return self._lists.setdefault(field, [None] * self.size)
        if field in self._codes and (codes := self._codes[field])[1]:
            self._lists[field] = [codes[1][code] for code in codes[0].tolist()]
        elif field in self._instants:
            self._lists[field] = [None if at is None else moment(at) for at in self.microseconds(field)]
        else:
            self._lists[field] = _with_none(self._whole[field])
        return self._lists[field]

    def _derive(self, field: str) -> list[Any]:
        self._derived[field] = derived_values(self, field)
        return self._derived[field]

    def _read_instants(self, field: str) -> WholeNumbers:
        return self._other_instants(field) if self.has(field) else self._absent_instants()

    def is_of_instants(self, field: str) -> bool:
        return field in self._instants

    def plain_column(self, field: str, function: Callable[[Any], Any] = plain) -> tuple[Vector, Mask | None, list[Any] | None]:
        return self._plain_codes(field, function)

    def signs(self, field: str) -> set[str]:
        return set()  # looked for as the records were fed

    def numbers(self, field: str, digits: int) -> WholeNumbers:
        scale = 10**digits
        if field in self._whole:
            whole = self._whole[field]
            if scale < WIDEST and (not self.size or max(map(abs, self.extent(whole.values))) * scale < WIDEST):
                return WholeNumbers(whole.values * scale, whole.present)
        codes, distinct = self._each(field, lambda value: value)
        read = arrays_of(RowBatch.of_columns(self.stream, len(distinct), {field: distinct}, {}).numbers(field, digits))
        bad = np.flatnonzero(np.isin(codes, np.array(read.bad, np.int64))).tolist() if read.bad else ()
        return WholeNumbers(read.values[codes], None if read.present is None else read.present[codes], bad)

    def _coded(self, field: str) -> tuple[Vector, list[Any]]:
        if not self.has(field):
            return np.zeros(self.size, np.int64), [None]
        if field in self._whole and self.size:
            whole = self._whole[field]
            low, high = self.extent(whole.values)
            if high - low < RANGE:
                codes, distinct = whole.values - low, list(range(low, high + 1))
                return (codes, distinct) if whole.present is None else (np.where(whole.present, codes, len(distinct)), [*distinct, None])
        return np.arange(self.size), self.values(field)

    def records(self) -> list[Any]:
        names = sorted(self._columns)
        return [dict(zip(names, row, strict=True)) for row in zip(*map(self.values, names), strict=True)]

    def shown(self, row: int, field: str) -> str:
        return shown_text(self.values(field)[row], self.zones.shown)


def _with_none(numbers: WholeNumbers) -> list[Any]:
    values: list[Any] = numbers.values.tolist()
    return values if numbers.present is None else [value if there else None for value, there in zip(values, numbers.present, strict=True)]
