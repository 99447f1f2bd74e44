"""ColumnBatch: a batch of a frame, on NumPy arrays; the second of the two interpreters.

What a column holds is read by its kind: aware datetimes and numbers stay arrays; a column of few distinct values is asked once for each
of them; whatever else there is, or does not fit 64 bits, goes through the readers of the row interpreter, value by value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import tzinfo
from functools import partial
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from slakit.engine.group_keys import each, key_of, label, shown_text
from slakit.engine.read.array_vectors import ArrayVectors
from slakit.engine.read.batch import Batch, Zones, ambiguous, no_zone, signs_of
from slakit.engine.read.conditions import outcome
from slakit.engine.read.derived_fields import derived_values, is_derived
from slakit.engine.read.dictionary_encoding import NARROW, RANGE, WHOLE, codes_of, merged
from slakit.engine.read.rows import SAFE, RowBatch
from slakit.engine.read.vectors import Mask, Vector, WholeNumbers
from slakit.metrics.condition import Condition
from slakit.metrics.plain_values import plain
from slakit.metrics.record import AMBIGUOUS, CLEARED, Unread, own
from slakit.timeline.instants import DAY
from slakit.timeline.zone import offsets

WIDEST = 1 << 62


class ColumnBatch(ArrayVectors, Batch):
    """Some rows of a frame that narwhals knows."""

    columnar = True

    def __init__(self, frame: "nw.DataFrame[Any]", stream: str = "", zones: Zones | None = None) -> None:
        self.frame = frame
        self._reset(stream, zones, len(frame), set(frame.columns))

    def _reset(self, stream: str, zones: Zones | None, size: int, columns: set[str]) -> None:
        self.zones = zones or Zones()
        self.size = size
        self.stream = stream
        self._columns = columns
        self._rows: dict[str, RowBatch] = {}
        self._lists: dict[str, list[Any]] = {}
        self._derived: dict[str, list[Any]] = {}
        self._instants: dict[str, WholeNumbers] = {}
        self._codes: dict[str, tuple[Vector, list[Any]]] = {}
        self._labels: dict[tuple[str, ...], tuple[Vector, list[tuple[object, ...]]]] = {}

    def kept(self, fields: Sequence[str] | None) -> Callable[[], Batch]:
        frame = self.frame if fields is None else self.frame.select([name for name in fields if self.has(name)])
        return partial(_again, len(self.frame), frame.clone(), self.stream, self.zones)

    def has(self, field: str) -> bool:
        return field in self._columns

    @property
    def names(self) -> set[str]:
        return {str(name) for name in self._columns}

    def values(self, field: str) -> list[Any]:
        if is_derived(field):
            if field not in self._derived:
                self._derived[field] = derived_values(self, field)
            return self._derived[field]
        if field not in self._lists:
            self._lists[field] = self._given(field) if self.has(field) else [None] * self.size
        return self._lists[field]

    def _given(self, field: str) -> list[Any]:
        return [own(value) for value in self.frame[field].to_list()]

    def instants(self, field: str) -> WholeNumbers:
        if field not in self._instants:
            self._instants[field] = self._read_instants(field)
        return self._instants[field]

    def _read_instants(self, field: str) -> WholeNumbers:
        if not self.has(field):
            return self._absent_instants()
        series = self.frame[field]
        kind = series.dtype
        if not isinstance(kind, nw.Datetime):
            return self._other_instants(field)
        unknown = series.is_null().to_numpy()
        if kind.time_zone is None:
            if unknown.all():
                return WholeNumbers(np.zeros(self.size, np.int64), np.zeros(self.size, bool))
            if self.zones.times is not None:
                return self._read_local(field, unknown, self.zones.times)
            row = int(np.flatnonzero(~unknown)[0])
            more = f" and {int((~unknown).sum()) - 1:,} more" if (~unknown).sum() > 1 else ""
            value = self.values(field)[row]
            raise no_zone(f"stream {self.stream!r}: {field}={str(value)!r}{more}", value, self.zones)
        if not unknown.any():
            return WholeNumbers(series.dt.timestamp("us").to_numpy().astype(np.int64, copy=False))
        values = np.zeros(self.size, np.int64)
        values[~unknown] = series.filter(~series.is_null()).dt.timestamp("us").to_numpy()
        return WholeNumbers(values, ~unknown)

    def _absent_instants(self) -> WholeNumbers:
        return WholeNumbers(np.zeros(self.size, np.int64), np.zeros(self.size, bool))

    def _other_instants(self, field: str) -> WholeNumbers:
        """The instants of a column that holds other things than datetimes, such as texts and dates."""
        self._rows[field] = rows = self._as_rows(field)
        return arrays_of(rows.instants(field))

    def _read_local(self, field: str, unknown: Mask, tz: tzinfo) -> WholeNumbers:
        """Local times without an offset; those that a clock change skipped or repeated cannot be read."""
        walls = np.zeros(self.size, np.int64)
        walls[~unknown] = self.frame[field].filter(~self.frame[field].is_null()).dt.timestamp("us").to_numpy()
        present = walls[~unknown]
        periods = offsets(tz, int(present.min()) - DAY, int(present.max()) + DAY)
        first, last, offset = (np.array(side, np.int64) for side in zip(*periods, strict=True))
        begins, ends = first + offset, last + offset
        period = np.clip(np.searchsorted(begins, walls, side="right") - 1, 0, None)
        plain = (walls < ends[period]) & ((period == 0) | (walls >= ends[np.maximum(period - 1, 0)]))
        bad = ~plain & ~unknown
        return WholeNumbers(np.where(plain, walls - offset[period], 0), plain & ~unknown, np.flatnonzero(bad).tolist())

    def _as_rows(self, field: str) -> RowBatch:
        return RowBatch.of_columns(self.stream, self.size, {field: self.values(field)}, {}, zones=self.zones)

    def faults(self, field: str) -> Mapping[str, Sequence[int]]:
        bad = self.instants(field).bad
        return self._rows[field].faults(field) if field in self._rows else {ambiguous(field): bad} if bad else {}

    def with_days(self, meant: Mapping[str, str]) -> "ColumnBatch":
        changed = {}
        for field, at in meant.items():
            if self.instants(field) and field in self._rows:
                rows = self._rows[field]
                if (dated := rows.with_days({field: at})) is not rows:
                    changed[field] = arrays_of(dated.instants(field))
        if not changed:
            return self
        batch = copy(self)
        batch._instants, batch._derived = {**self._instants, **changed}, {}
        return batch

    def latest(self, fields: Iterable[str]) -> int | None:
        fields = tuple(fields)
        latest = [super().latest(fields), *(self._rows[field].latest((field,)) for field in fields if field in self._rows)]
        return max((at for at in latest if at is not None), default=None)

    def signs(self, field: str) -> set[str]:
        if not self.has(field) or self.frame[field].dtype.is_numeric():
            return set()
        return signs_of(self._each(field, lambda value: value)[1])

    def as_given(self, field: str) -> list[Any]:
        given = self.microseconds(field)
        if field in self._rows:
            return self._rows[field].as_given(field)
        for row in self._instants[field].bad:
            given[row] = Unread(self.shown(row, field).strip("'"), AMBIGUOUS, "")
        return given

    def numbers(self, field: str, digits: int) -> WholeNumbers:
        return self._scaled(field, digits) or arrays_of(self._as_rows(field).numbers(field, digits))

    def _scaled(self, field: str, digits: int) -> WholeNumbers | None:
        """The numbers of a column of numbers; None where each value must be read by itself."""
        kind, scale = self.frame[field].dtype if self.has(field) else None, 10**digits
        if isinstance(kind, WHOLE) and scale < WIDEST:
            return self._integers(field, scale)
        return self._floats(field, digits, scale) if kind is not None and kind.is_float() and scale < WIDEST else None

    def _integers(self, field: str, scale: int) -> WholeNumbers | None:
        """Whole numbers, scaled; None when they do not fit."""
        series = self.frame[field]
        unknown = series.is_null().to_numpy()
        values = np.zeros(self.size, np.int64)
        present = series.filter(~series.is_null()).to_numpy()
        if len(present) and max(abs(int(present.min())), abs(int(present.max()))) * scale >= WIDEST:
            return None
        values[~unknown] = present.astype(np.int64) * scale
        return WholeNumbers(values, ~unknown if unknown.any() else None)

    def _floats(self, field: str, digits: int, scale: int) -> WholeNumbers | None:
        """Round floats half-even to the digits, by their shortest decimal text; one near a tie is read as text. None if they do not fit."""
        floats = self.frame[field].fill_null(float("nan")).to_numpy().astype(np.float64)
        present = ~np.isnan(floats)
        small = np.abs(floats) < SAFE / scale
        scaled = np.where(small, floats, 0.0) * scale
        nearest = np.rint(scaled)
        values = nearest.astype(np.int64)
        odd = np.flatnonzero((present & ~small) | (np.abs(np.abs(scaled - nearest) - 0.5) < 0.001))
        if len(odd):
            exact = RowBatch.of_columns(self.stream, len(odd), {field: floats[odd].tolist()}, {}).numbers(field, digits)
            if exact.bad or max(map(abs, exact.values)) >= WIDEST:
                return None
            values[odd] = exact.values
        return WholeNumbers(values, None if present.all() else present)

    def plain_column(self, field: str, function: Callable[[Any], Any] = plain) -> tuple[Vector, Mask | None, list[Any] | None]:
        """A field as whole numbers, or as numbers of distinct values and these as a function gives them; and where it has a value."""
        if self.has(field) and isinstance(self.frame[field].dtype, NARROW) and function in (plain, key_of):
            series = self.frame[field]
            unknown = series.is_null().to_numpy()
            if not unknown.any():
                return series.to_numpy().astype(np.int64), None, None
            values = np.zeros(self.size, np.int64)
            values[~unknown] = series.filter(~series.is_null()).to_numpy()
            return values, ~unknown, None
        return self._plain_codes(field, function)

    def _plain_codes(self, field: str, function: Callable[[Any], Any]) -> tuple[Vector, Mask | None, list[Any] | None]:
        codes, results = self._each(field, function)
        there = np.array([result is not None for result in results], dtype=bool)
        return codes, None if there.all() else there[codes], results

    def instants_column(self, field: str) -> tuple[Vector, Mask | None, None] | None:
        """A field of instants; None where any is given as something else than an instant, or cannot be read."""
        instants = self.instants(field)
        return None if field in self._rows or instants.bad else (instants.values.copy(), instants.present, None)

    def is_of_instants(self, field: str) -> bool:
        """True if a field is a column of instants."""
        return self.has(field) and isinstance(self.frame[field].dtype, nw.Datetime)

    def cleared(self, field: str) -> bool:
        """True if any value says that an earlier one is taken back."""
        return any(self._each(field, lambda value: value is CLEARED)[1])

    def _each(self, field: str, function: Callable[[Any], Any]) -> tuple[Vector, list[Any]]:
        """Return a number for each record's value, and the results of a function for the values that the numbers stand for."""
        if is_derived(field):
            return np.arange(self.size), each(self.values(field), function)
        if field not in self._codes:
            self._codes[field] = self._coded(field)
        codes, distinct = self._codes[field]
        return codes, each(distinct, function)

    def _coded(self, field: str) -> tuple[Vector, list[Any]]:
        if not self.has(field):
            return np.zeros(self.size, np.int64), [None]
        if field in self._rows:
            return np.arange(self.size), self._rows[field].values(field)
        return codes_of(self.frame[field]) or (np.arange(self.size), self.values(field))

    def passing(self, condition: Condition) -> tuple[Mask, Sequence[int]]:
        codes, results = self._each(condition.field, partial(outcome, condition))
        mask = np.array([bool(result) for result in results], dtype=bool)[codes]
        unparseable = np.array([result is None for result in results], dtype=bool)
        return mask, np.flatnonzero(unparseable[codes]).tolist() if unparseable.any() else ()

    def chosen(self, field: str, choice: Callable[[object], int | None]) -> WholeNumbers:
        codes, choices = self._each(field, choice)
        present = np.array([value is not None for value in choices], dtype=bool)
        values = np.array([value or 0 for value in choices], dtype=np.int64)[codes]
        return WholeNumbers(values, None if present.all() else present[codes])

    def labels(self, fields: tuple[str, ...]) -> tuple[Vector, list[tuple[object, ...]]]:
        if fields not in self._labels:
            combined = np.zeros(self.size, np.int64)
            groups: list[tuple[object, ...]] = [()]
            for field in fields:
                codes, names = merged(*self._each(field, label))
                combined = combined * len(names) + codes
                pairs: Sequence[int] = range(len(groups) * len(names))
                if len(pairs) > RANGE:  # only those that occur
                    kept, combined = np.unique(combined, return_inverse=True)
                    pairs = kept.tolist()
                groups = [(*groups[pair // len(names)], names[pair % len(names)]) for pair in pairs]
            self._labels[fields] = combined, groups
        return self._labels[fields]

    def records(self) -> list[Any]:
        names = self.frame.columns
        columns = [self.values(name) for name in names]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

    def shown(self, row: int, field: str) -> str:
        if field in self._rows:
            return self._rows[field].shown(row, field)
        return shown_text(own(self.frame[field][row]) if self.has(field) else None, self.zones.shown)


def _again(size: int, frame: "nw.DataFrame[Any]", stream: str, zones: Zones) -> ColumnBatch:
    """Records of a frame that may have no column left, of which there are so many all the same."""
    batch = ColumnBatch(frame, stream, zones)
    batch.size = size
    return batch


def arrays_of(read: WholeNumbers) -> WholeNumbers:
    """Convert the result of the row interpreter to arrays; numbers too wide for int64 become objects."""
    try:
        values = np.array(read.values, dtype=np.int64)
    except OverflowError:
        values = np.array(read.values, dtype=object)
    return WholeNumbers(values, None if read.present is None else np.array(read.present, dtype=bool), read.bad)
