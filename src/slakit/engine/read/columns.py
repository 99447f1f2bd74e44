"""Columns: a batch of a frame, on NumPy arrays; the second of the two interpreters.

What a column holds is read by its kind: aware datetimes and numbers stay arrays; a column of few distinct values is asked once for each
of them; whatever else there is, or does not fit 64 bits, goes through the readers of the row interpreter, value by value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import tzinfo
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from slakit.calendars.base import Calendar
from slakit.engine.read.batch import NAIVE_FILE, Batch, Known, Mask, Vector, Zones, ambiguous, signs_of
from slakit.engine.read.dictionary_encoding import RANGE, WHOLE, codes_of, merged
from slakit.engine.read.group_keys import each, label, shown_text
from slakit.engine.read.rows import RowBatch
from slakit.errors import RecordError, UnitError
from slakit.metrics.condition import Condition
from slakit.metrics.record import AMBIGUOUS, Unread, own
from slakit.metrics.tallies.sums import sums_from
from slakit.metrics.tallies.worst import KEPT, Entry, worst
from slakit.timeline.instants import DAY
from slakit.timeline.spans import Edges
from slakit.timeline.zone import offsets

SAFE = 1 << 40  # a float below this, scaled, is off by less than 0.001 of the last digit
WIDEST = 1 << 62
LOOK = 16_384  # so many records are looked at together for the worst


class ColumnBatch(Batch):
    """Some rows of a frame that narwhals knows."""

    def __init__(self, frame: "nw.DataFrame[Any]", stream: str = "", zones: Zones | None = None) -> None:
        self.frame = frame
        self.zones = zones or Zones()
        self.size = len(frame)
        self.stream = stream
        self._columns = set(frame.columns)
        self._rows: dict[str, RowBatch] = {}
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
            self._lists[field] = [own(value) for value in self.frame[field].to_list()] if self.has(field) else [None] * self.size
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
            self._rows[field] = rows = self._as_rows(field)
            return _arrays(rows.instants(field))
        unknown = series.is_null().to_numpy()
        if kind.time_zone is None:
            if unknown.all():
                return Known(np.zeros(self.size, np.int64), np.zeros(self.size, bool))
            if self.zones.times is not None:
                return self._read_local(field, unknown, self.zones.times)
            row = int(np.flatnonzero(~unknown)[0])
            more = f" and {int((~unknown).sum()) - 1:,} more" if (~unknown).sum() > 1 else ""
            raise RecordError(f"stream {self.stream!r}: {field}={str(self.values(field)[row])!r}{more} {NAIVE_FILE}")
        if not unknown.any():
            return Known(_whole(series.dt.timestamp("us").to_numpy()))
        values = np.zeros(self.size, np.int64)
        values[~unknown] = series.filter(~series.is_null()).dt.timestamp("us").to_numpy()
        return Known(values, ~unknown)

    def _read_local(self, field: str, unknown: Mask, tz: tzinfo) -> Known:
        """Local times without an offset; those that a clock change skipped or repeated cannot be read."""
        walls = np.zeros(self.size, np.int64)
        walls[~unknown] = self.frame[field].filter(~self.frame[field].is_null()).dt.timestamp("us").to_numpy()
        known = walls[~unknown]
        stretches = offsets(tz, int(known.min()) - DAY, int(known.max()) + DAY)
        first, last, offset = (np.array(side, np.int64) for side in zip(*stretches, strict=True))
        begins, ends = first + offset, last + offset
        place = np.clip(np.searchsorted(begins, walls, side="right") - 1, 0, None)
        plain = (walls < ends[place]) & ((place == 0) | (walls >= ends[np.maximum(place - 1, 0)]))
        bad = ~plain & ~unknown
        return Known(np.where(plain, walls - offset[place], 0), plain & ~unknown, np.flatnonzero(bad).tolist())

    def _as_rows(self, field: str) -> RowBatch:
        """One column for the row interpreter."""
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
                    changed[field] = _arrays(dated.instants(field))
        if not changed:
            return self
        batch = copy(self)
        batch._instants = {**self._instants, **changed}
        return batch

    def latest(self, fields: Iterable[str]) -> int | None:
        fields = tuple(fields)
        found = [super().latest(fields), *(self._rows[field].latest((field,)) for field in fields if field in self._rows)]
        return max((at for at in found if at is not None), default=None)

    def signs(self, field: str) -> set[str]:
        if not self.has(field) or self.frame[field].dtype.is_numeric():
            return set()
        return signs_of(self._each(field, lambda value: value)[1])

    def taken_apart(self, field: str) -> list[Any]:
        apart = self.microseconds(field)
        if field in self._rows:
            return self._rows[field].taken_apart(field)
        for row in self._instants[field].bad:
            apart[row] = Unread(self.shown(row, field).strip("'"), AMBIGUOUS, "")
        return apart

    def figures(self, field: str, digits: int) -> Known:
        kind, scale = self.frame[field].dtype if self.has(field) else None, 10**digits
        if kind is not None and scale < WIDEST:
            known = (
                self._integers(field, scale) if isinstance(kind, WHOLE) else self._floats(field, digits, scale) if kind.is_float() else None
            )
            if known is not None:
                return known
        return _arrays(self._as_rows(field).figures(field, digits))

    def _integers(self, field: str, scale: int) -> Known | None:
        """Whole numbers, scaled; None when they do not fit."""
        series = self.frame[field]
        unknown = series.is_null().to_numpy()
        values = np.zeros(self.size, np.int64)
        found = series.filter(~series.is_null()).to_numpy()
        if len(found) and max(abs(int(found.min())), abs(int(found.max()))) * scale >= WIDEST:
            return None
        values[~unknown] = found.astype(np.int64) * scale
        return Known(values, ~unknown if unknown.any() else None)

    def _floats(self, field: str, digits: int, scale: int) -> Known | None:
        """Floats by their shortest decimal text, rounded half-even to the digits; only what lies near a tie is read as text.

        None when they do not fit.
        """
        floats = self.frame[field].fill_null(float("nan")).to_numpy().astype(np.float64)
        known = ~np.isnan(floats)
        small = np.abs(floats) < SAFE / scale
        scaled = np.where(small, floats, 0.0) * scale
        nearest = np.rint(scaled)
        values = nearest.astype(np.int64)
        odd = np.flatnonzero((known & ~small) | (np.abs(np.abs(scaled - nearest) - 0.5) < 0.001))
        if len(odd):
            exact = RowBatch.of_columns(self.stream, len(odd), {field: floats[odd].tolist()}, {}).figures(field, digits)
            if exact.bad or max(map(abs, exact.values)) >= WIDEST:
                return None
            values[odd] = exact.values
        return Known(values, None if known.all() else known)

    def _each(self, field: str, function: Callable[[Any], Any]) -> tuple[Vector, list[Any]]:
        """A number for each record's value, and a function of the values that the numbers stand for."""
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
        def test(value: Any) -> bool | None:
            try:
                return condition.holds(value)
            except UnitError:
                return None

        codes, found = self._each(condition.field, test)
        mask = np.array([bool(value) for value in found], dtype=bool)[codes]
        unsaid = np.array([value is None for value in found], dtype=bool)
        return mask, np.flatnonzero(unsaid[codes]).tolist() if unsaid.any() else ()

    def chosen(self, field: str, choice: Callable[[object], int | None]) -> Known:
        codes, found = self._each(field, choice)
        known = np.array([value is not None for value in found], dtype=bool)
        values = np.array([value or 0 for value in found], dtype=np.int64)[codes]
        return Known(values, None if known.all() else known[codes])

    def labels(self, fields: tuple[str, ...]) -> tuple[Vector, list[tuple[object, ...]]]:
        if fields not in self._labels:
            combined = np.zeros(self.size, np.int64)
            groups: list[tuple[object, ...]] = [()]
            for field in fields:
                codes, names = merged(*self._each(field, label))
                combined = combined * len(names) + codes
                places: Sequence[int] = range(len(groups) * len(names))
                if len(places) > RANGE:  # only those that occur
                    kept, combined = np.unique(combined, return_inverse=True)
                    places = kept.tolist()
                groups = [(*groups[place // len(names)], names[place % len(names)]) for place in places]
            self._labels[fields] = combined, groups
        return self._labels[fields]

    def whole(self) -> list[Any]:
        names = self.frame.columns
        columns = [self.values(name) for name in names]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

    def shown(self, row: int, field: str) -> str:
        if field in self._rows:
            return self._rows[field].shown(row, field)
        return shown_text(own(self.frame[field][row]) if self.has(field) else None)

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

    def vector(self, values: list[int]) -> Vector:
        return np.array(values, dtype=np.int64)

    def plus(self, left: Vector, right: Vector) -> Vector:
        return left + right

    def minus(self, left: Vector, right: Vector) -> Vector:
        return _ones(left) - _ones(right)

    def scaled(self, vector: Vector, mask: Mask) -> Vector:
        return vector * mask

    def inside(self, edges: Edges, known: Known) -> Mask:
        found = np.searchsorted(np.array(edges, np.int64), known.values, side="right") % 2 == 1
        return found if known.known is None else found & known.known

    def extent(self, vector: Vector) -> tuple[int, int]:
        return int(vector.min()), int(vector.max())

    def listed(self, vector: Vector) -> list[Any]:
        return list(vector.tolist())

    def elapsed(self, calendar: Calendar, starts: Vector, ends: Vector, signed: bool = False) -> Vector:
        return calendar.clock.elapsed_array(starts, ends, signed)

    def slices(self, instants: Vector, edges: tuple[int, ...]) -> Vector:
        return np.searchsorted(np.array(edges, dtype=np.int64), instants, side="right")

    def cells(self, slices: Vector, labels: Vector, width: int) -> Vector:
        return labels * width + slices

    def starts(self, instants: Vector, slices: Vector, edges: tuple[int, ...], length: int) -> Vector:
        begins = np.array(edges, np.int64)[np.maximum(slices - 1, 0)]
        return instants - (instants - begins) % length if length else begins

    def totals(self, cells: Vector, starts: Vector, values: Vector | None) -> Mapping[int, list[tuple[int, int, int]]]:
        if not len(cells):
            return {}
        order = np.lexsort((starts, cells))
        cells, starts = cells[order], starts[order]
        first = np.flatnonzero(np.concatenate(([True], (cells[1:] != cells[:-1]) | (starts[1:] != starts[:-1]))))
        sizes = np.diff(np.append(first, len(cells))).tolist()
        added = sizes if values is None else sums_from(np.asarray(values)[order], first)
        totals: dict[int, list[tuple[int, int, int]]] = {}
        for cell, start, size, total in zip(cells[first].tolist(), starts[first].tolist(), sizes, added, strict=True):
            totals.setdefault(cell, []).append((start, size, total))
        return totals

    def worst(
        self, cells: Vector, badness: Vector | None, instants: Vector, keys: Sequence[Any] | None, floors: Mapping[int, int], least: int
    ) -> Mapping[int, list[Entry]]:
        found: dict[int, list[Entry]] = {}
        top = int(cells.max()) + 1 if len(cells) else 0
        bars = np.full(top if top <= RANGE else 0, least, np.int64)
        for cell, bar in floors.items():
            if cell < len(bars):
                bars[cell] = max(bar, least)
        for first in range(0, len(cells), LOOK):  # so that what is known of the first ones leaves out most of the others
            part = slice(first, first + LOOK)
            places = np.arange(first, min(first + LOOK, len(cells)))
            if badness is not None:
                bar = bars[cells[part]] if len(bars) else least
                places = first + np.flatnonzero(badness[part] >= bar)
            for cell, chosen in self.buckets(cells[places], places).items():
                more = _worst(None if badness is None else badness[chosen], instants[chosen])
                kept = found[cell] = worst([*found.get(cell, ()), *more])
                if len(bars) and len(kept) == KEPT:
                    bars[cell] = max(bars[cell], -kept[-1].rank)
        return found

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


def _worst(badness: Vector | None, instants: Vector) -> list[Entry]:
    """The worst few of some records without keys; what cannot be among them is left out before they are sorted."""
    if badness is not None and len(badness) > KEPT:
        chosen = badness >= np.partition(badness, -KEPT)[-KEPT]
        badness, instants = badness[chosen], instants[chosen]
    if badness is None:
        early = np.sort(np.partition(instants, KEPT)[:KEPT] if len(instants) > KEPT else instants)
        return [Entry(0, at) for at in early.tolist()]
    order = np.lexsort((instants, -badness))[:KEPT]
    return [Entry(-bad, at) for bad, at in zip(badness[order].tolist(), instants[order].tolist(), strict=True)]


def _arrays(known: Known) -> Known:
    """What the row interpreter read, as arrays; wide numbers as objects."""
    try:
        values = np.array(known.values, dtype=np.int64)
    except OverflowError:
        values = np.array(known.values, dtype=object)
    return Known(values, None if known.known is None else np.array(known.known, dtype=bool), known.bad)


def _ones(values: Vector) -> Vector:
    """A mask as ones and zeros."""
    return values.astype(np.int64) if values.dtype == bool else values


def _whole(values: Vector) -> Vector:
    return values.astype(np.int64, copy=False)
