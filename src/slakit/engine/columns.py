"""Columns: a batch of a frame, on NumPy arrays; the second of the two interpreters.

What a column holds is read by its kind: aware datetimes and numbers stay arrays; a column of few distinct values is asked once for each
of them; whatever else there is goes through the readers of the row interpreter, value by value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from slakit.calendars.base import Calendar
from slakit.engine.batch import NAIVE_FILE, Batch, Known, Mask, Vector
from slakit.engine.rows import RowBatch, label, limit_finder, shown_text
from slakit.errors import RecordError, UnitError
from slakit.metrics.condition import Condition
from slakit.metrics.reading import Limits

SAFE = 1 << 40  # a float below this, scaled, is off by less than 0.001 of the last digit
WIDEST = 1 << 62
RANGE = 1 << 16


class ColumnBatch(Batch):
    """Some rows of a frame that narwhals knows."""

    def __init__(self, frame: "nw.DataFrame[Any]", stream: str = "") -> None:
        self.frame = frame
        self.size = len(frame)
        self.stream = stream
        self._columns = set(frame.columns)
        self._lists: dict[str, list[Any]] = {}
        self._instants: dict[str, Known] = {}
        self._codes: dict[str, tuple[Vector, list[Any]]] = {}
        self._labels: dict[tuple[str, ...], tuple[Vector, list[tuple[object, ...]]]] = {}

    def has(self, field: str) -> bool:
        return field in self._columns

    @property
    def names(self) -> set[str]:
        return {str(name) for name in self._columns}

    def values(self, field: str) -> list[Any]:
        if field not in self._lists:
            self._lists[field] = [_value(value) for value in self.frame[field].to_list()] if self.has(field) else [None] * self.size
        return self._lists[field]

    def instants(self, field: str) -> Known:
        if field not in self._instants:
            self._instants[field] = self._read_instants(field)
        return self._instants[field]

    def _read_instants(self, field: str) -> Known:
        if not self.has(field):
            return Known(np.zeros(self.size, np.int64), np.zeros(self.size, bool))
        series = self.frame[field]
        kind = series.dtype
        if not isinstance(kind, nw.Datetime):
            return _arrays(self._as_rows(field).instants(field))
        unknown = series.is_null().to_numpy()
        if kind.time_zone is None:
            if unknown.all():
                return Known(np.zeros(self.size, np.int64), np.zeros(self.size, bool))
            row = int(np.flatnonzero(~unknown)[0])
            more = f" and {int((~unknown).sum()) - 1:,} more" if (~unknown).sum() > 1 else ""
            raise RecordError(f"stream {self.stream!r}: {field}={str(self.values(field)[row])!r}{more} {NAIVE_FILE}")
        if not unknown.any():
            return Known(_whole(series.dt.timestamp("us").to_numpy()))
        values = np.zeros(self.size, np.int64)
        values[~unknown] = series.filter(~series.is_null()).dt.timestamp("us").to_numpy()
        return Known(values, ~unknown)

    def _as_rows(self, field: str) -> RowBatch:
        """One column for the row interpreter."""
        return RowBatch.of_columns(self.stream, self.size, {field: self.values(field)}, {})

    def figures(self, field: str, digits: int) -> Known:
        if self.has(field):
            series, scale = self.frame[field], 10**digits
            kind = series.dtype
            if kind.is_integer():
                return self._integers(field, scale)
            if kind.is_float():
                return self._floats(field, digits, scale)
        return self._figures_one_by_one(field, digits)

    def _figures_one_by_one(self, field: str, digits: int) -> Known:
        return _arrays(self._as_rows(field).figures(field, digits))

    def _integers(self, field: str, scale: int) -> Known:
        series = self.frame[field]
        unknown = series.is_null().to_numpy()
        values = np.zeros(self.size, np.int64)
        found = series.filter(~series.is_null()).to_numpy()
        if len(found) and max(abs(int(found.min())), abs(int(found.max()))) * scale >= WIDEST:
            return _arrays(self._as_rows(field).figures(field, len(str(scale)) - 1))
        values[~unknown] = found.astype(np.int64) * scale
        return Known(values, ~unknown if unknown.any() else None)

    def _floats(self, field: str, digits: int, scale: int) -> Known:
        """Floats by their shortest decimal text, rounded half-even to the digits; only what lies near a tie is read as text."""
        floats = self.frame[field].fill_null(float("nan")).to_numpy().astype(np.float64)
        known = ~np.isnan(floats)
        scaled = np.where(np.isfinite(floats), floats, 0.0) * scale
        nearest = np.rint(scaled)
        doubtful = np.abs(np.abs(scaled - nearest) - 0.5) < 0.001
        if np.isinf(floats).any() or (np.abs(scaled) >= SAFE).any() or doubtful.any():
            odd = np.flatnonzero((np.abs(scaled) >= SAFE) | doubtful | np.isinf(floats))
            exact = RowBatch.of_columns(self.stream, len(odd), {field: floats[odd].tolist()}, {}).figures(field, digits)
            if exact.bad or max(map(abs, exact.values), default=0) >= WIDEST:
                return self._figures_one_by_one(field, digits)
            values = np.where(np.isin(np.arange(self.size), odd), 0.0, nearest).astype(np.int64)
            values[odd] = exact.values
        else:
            values = nearest.astype(np.int64)
        return Known(values, None if known.all() else known)

    def _coded(self, field: str) -> tuple[Vector, list[Any]]:
        """A number for each record's value, and the values that the numbers stand for."""
        if field not in self._codes:
            self._codes[field] = _codes(self.frame[field]) if self.has(field) else (np.zeros(self.size, np.int64), [None])
        return self._codes[field]

    def _each(self, field: str, function: Callable[[Any], Any]) -> tuple[Vector, list[Any]]:
        """The code of each record, and a function of every distinct value."""
        codes, distinct = self._coded(field)
        return codes, [function(value) for value in distinct]

    def passing(self, condition: Condition) -> tuple[Mask, Sequence[int]]:
        def test(value: Any) -> bool | None:
            try:
                return condition.holds(value)
            except UnitError:
                return None

        codes, found = self._each(condition.field, test)
        mask = np.array([bool(value) for value in found], dtype=bool)[codes]
        unsaid = np.array([value is None for value in found], dtype=bool)
        return mask, np.flatnonzero(unsaid[codes]).tolist() if unsaid.any() else ()

    def limits(self, limits: Limits) -> Known:
        if limits.of is None:
            return Known(np.full(self.size, limits.table[0][1], np.int64))
        codes, found = self._each(limits.of, limit_finder(limits))
        known = np.array([value is not None for value in found], dtype=bool)
        values = np.array([value or 0 for value in found], dtype=np.int64)[codes]
        return Known(values, None if known.all() else known[codes])

    def labels(self, fields: tuple[str, ...]) -> tuple[Vector, list[tuple[object, ...]]]:
        if fields not in self._labels:
            combined = np.zeros(self.size, np.int64)
            groups: list[tuple[object, ...]] = [()]
            for field in fields:
                codes, names = _merged(*self._each(field, label))
                combined = combined * len(names) + codes
                groups = [(*group, name) for group in groups for name in names]
                if len(groups) > RANGE:  # only those that occur
                    kept, combined = np.unique(combined, return_inverse=True)
                    groups = [groups[place] for place in kept.tolist()]
            self._labels[fields] = combined, groups
        return self._labels[fields]

    def whole(self) -> list[Any]:
        names = self.frame.columns
        columns = [self.values(name) for name in names]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

    def shown(self, row: int, field: str) -> str:
        return shown_text(_value(self.frame[field][row]) if self.has(field) else None)

    def both(self, left: Mask, right: Mask) -> Mask:
        return left & right

    def invert(self, mask: Mask) -> Mask:
        return ~mask

    def count(self, mask: Mask) -> int:
        return int(np.count_nonzero(mask))

    def places(self, mask: Mask) -> Iterable[int]:
        return list(map(int, np.flatnonzero(mask)))

    def mask(self, places: Iterable[int]) -> Mask:
        mask = np.ones(self.size, bool)
        mask[list(places)] = False
        return mask

    def take(self, vector: Vector, mask: Mask | None) -> Vector:
        return vector if mask is None else vector[mask]

    def at_most(self, left: Vector, right: Vector) -> Mask:
        return left <= right

    def largest(self, vector: Vector) -> int:
        return int(vector.max())

    def listed(self, vector: Vector) -> list[Any]:
        return list(vector.tolist())

    def elapsed(self, calendar: Calendar, starts: Vector, ends: Vector) -> Vector:
        return calendar.clock.elapsed_array(starts, ends)

    def slices(self, instants: Vector, edges: tuple[int, ...]) -> Vector:
        return np.searchsorted(np.array(edges, dtype=np.int64), instants, side="right")

    def cells(self, slices: Vector, labels: Vector, width: int) -> Vector:
        return labels * width + slices

    def buckets(self, cells: Vector, values: Vector | None) -> Mapping[int, Vector]:
        if values is None:
            values = np.ones(len(cells), np.int64)
        if not len(cells):
            return {}
        top = int(cells.max())
        if top >= RANGE:
            found, small = np.unique(cells, return_inverse=True)
        else:
            found, small = np.arange(top + 1), cells
        kind = np.uint8 if len(found) <= 1 << 8 else np.uint16 if len(found) <= RANGE else np.int64
        order = np.argsort(small.astype(kind), kind="stable")
        ordered, sizes = values[order], np.bincount(small, minlength=len(found))
        ends = np.cumsum(sizes).tolist()
        return {int(cell): ordered[end - size : end] for cell, size, end in zip(found.tolist(), sizes.tolist(), ends, strict=True) if size}


def _arrays(known: Known) -> Known:
    """What the row interpreter read, as arrays; wide numbers as objects."""
    try:
        values = np.array(known.values, dtype=np.int64)
    except OverflowError:
        values = np.array(known.values, dtype=object)
    return Known(values, None if known.known is None else np.array(known.known, dtype=bool), known.bad)


def _whole(values: Vector) -> Vector:
    return values.astype(np.int64, copy=False)


def _value(value: Any) -> Any:
    """A value of a frame as plain Python: no NaT, no NA, no NumPy scalars, no subclasses of datetime."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if type(value).__name__ == "NAType":
        return None
    if hasattr(value, "to_pydatetime"):
        return None if value != value else value.to_pydatetime(warn=False)
    return value.item() if isinstance(value, np.generic) else value


def _codes(series: "nw.Series[Any]") -> tuple[Vector, list[Any]]:
    """A number for each value of a column, and the distinct values in the order of their numbers."""
    kind = series.dtype
    if kind.is_integer() and not series.is_null().any():
        values = series.to_numpy()
        low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
        if high - low < RANGE:
            return values.astype(np.int64) - low, list(range(low, high + 1))
    native = series.to_native()
    if hasattr(native, "factorize"):  # pandas and its kin
        codes, distinct = native.factorize()
        found = [_value(value) for value in distinct.tolist()]
    elif hasattr(native, "dictionary_encode"):  # pyarrow
        encoded = native.dictionary_encode().combine_chunks()
        encoded = encoded.chunk(0) if hasattr(encoded, "chunk") else encoded
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        found = encoded.dictionary.to_pylist()
    else:
        return _by_unique(series)
    codes = codes.astype(np.int64)
    if (codes < 0).any():
        codes, found = np.where(codes < 0, len(found), codes), [*found, None]
    return codes, found


def _merged(codes: Vector, names: list[Any]) -> tuple[Vector, list[Any]]:
    """Codes and names in which values of one name, such as NaN and null, share a code."""
    seen: dict[Any, int] = {}
    places = [seen.setdefault(name, len(seen)) for name in names]
    return (codes, names) if len(seen) == len(names) else (np.array(places, dtype=np.int64)[codes], list(seen))


def _by_unique(series: "nw.Series[Any]") -> tuple[Vector, list[Any]]:
    unknown = series.is_null()
    present = series.filter(~unknown)
    distinct = present.unique().to_list()
    codes = np.full(len(series), len(distinct), np.int64)
    if distinct:
        codes[~unknown.to_numpy()] = present.replace_strict(distinct, list(range(len(distinct))), return_dtype=nw.Int64).to_numpy()
    return codes, [*map(_value, distinct), None]
