"""Rows: a batch of mappings or objects, on plain Python lists; the first of the two interpreters."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from heapq import nsmallest
from itertools import compress, starmap
from operator import add, and_, le, mul, not_, sub
from typing import Any

from slakit.calendars.base import Calendar
from slakit.engine.read.batch import NAIVE_FILE, Batch, Known, Mask, Vector, Zones, ambiguous, not_an_instant, signs_of
from slakit.engine.read.group_keys import each, label, shown_text
from slakit.errors import RecordError, UnitError
from slakit.metrics.condition import Condition, plain
from slakit.metrics.record import AMBIGUOUS, CLEARED, Unread, own
from slakit.metrics.tallies.worst import KEPT, Entry, entry, worst
from slakit.timeline.day import Day
from slakit.timeline.instants import EPOCH, MICROSECOND, moment
from slakit.timeline.spans import Edges
from slakit.timeline.zone import exact_instant
from slakit.values.number import recorded_number
from slakit.values.rounding import round_to

Spelling = Callable[[Any], Any]  # a number as slakit reads it, of one as a file writes it
BARE = (str, bytes, int, float, tuple, list, set, type(None))


class RowBatch(Batch):
    """Records as mappings or as objects with attributes; fields are taken out once, column by column."""

    def __init__(
        self,
        rows: Sequence[Any],
        stream: str = "",
        *,
        name: str = "",
        lines: Sequence[int] | None = None,
        first: int = 0,
        zones: Zones | None = None,
        spelled: Mapping[str, Spelling] | None = None,
    ) -> None:
        self.rows = rows
        self.zones = zones or Zones()
        self._spelled = spelled or {}
        self._days: dict[str, dict[int, Day]] = {}
        self._local: dict[str, set[int]] = {}
        self.first = first
        self.size = len(rows)
        self.stream, self.name, self.lines = stream, name, lines
        self._columns: dict[str, list[Any]] = {}
        self._absent: set[str] = set()
        self._apart: dict[str, list[Any]] = {}
        self._instants: dict[str, Known] = {}
        self._texts: set[str] = set()
        self._labels: dict[tuple[str, ...], tuple[list[int], list[tuple[object, ...]]]] = {}

    @classmethod
    def of_columns(
        cls,
        stream: str,
        size: int,
        columns: dict[str, list[Any]],
        instants: dict[str, list[Any]],
        places: list[str] | None = None,
        zones: Zones | None = None,
    ) -> "RowBatch":
        """Records that were taken apart before: values by field, and what `taken_apart` made of fields of instants."""
        batch = cls([None] * size, stream, zones=zones)
        batch._columns, batch._apart, batch.places_read = columns, instants, places
        return batch

    def values(self, field: str) -> list[Any]:
        if field not in self._columns:
            self._columns[field] = self._column(field)
        return self._columns[field]

    def join(self, field: str, values: list[Any]) -> None:
        """Add a field to the records."""
        self._columns[field] = values

    def _column(self, field: str) -> list[Any]:
        column = self._taken(field)
        return list(map(self._spelled[field], column)) if field in self._spelled else column

    def _taken(self, field: str) -> list[Any]:
        if field in self._apart:
            return [moment(value) if type(value) is int else value for value in self._apart[field]]
        try:
            return [row[field] for row in self.rows]
        except (KeyError, TypeError, IndexError):
            pass
        missing = object()
        if set(map(type, self.rows)) == {dict}:
            column = [row.get(field, missing) for row in self.rows]
        else:
            self._check_rows()
            column = [_get(row, field, missing) for row in self.rows]
        if all(value is missing for value in column):
            self._absent.add(field)
        return [None if value is missing else value for value in column]

    def _check_rows(self) -> None:
        """Raise RecordError for rows that have no fields at all."""
        odd = [row for row, value in enumerate(self.rows) if isinstance(value, BARE) and not hasattr(value, "_fields")]
        if odd and not (self._columns or self._apart):
            shown = "; ".join(f"row {self.first + row} is {str(self.rows[row])[:40]!r}" for row in odd[:3])
            more = f" and {len(odd) - 3:,} more" if len(odd) > 3 else ""
            raise RecordError(f"stream {self.stream!r}: {shown}{more}, not a mapping or an object with fields; write {{'asked': ...}}")

    def has(self, field: str) -> bool:
        if field not in self._apart:
            self.values(field)
        return field not in self._absent

    @property
    def all_names(self) -> set[str]:
        kinds = set(map(tuple, self.rows)) if set(map(type, self.rows)) == {dict} else {tuple(_names(row)) for row in self.rows}
        return {name for names in kinds for name in names if isinstance(name, str)} | set(self._columns)

    @property
    def names(self) -> set[str]:
        return {str(name) for row in self.rows[:20] for name in _names(row)}

    def instants(self, field: str) -> Known:
        if field not in self._instants:
            apart = _whole(self._apart[field]) if field in self._apart else None
            self._instants[field] = apart or self._read_instants(field, self.values(field))
        return self._instants[field]

    def _read_instants(self, field: str, values: list[Any]) -> Known:
        try:
            try:
                read = [(value - EPOCH) // MICROSECOND for value in values]
            except TypeError:
                read = [None if value is None else (value - EPOCH) // MICROSECOND for value in values]
        except (TypeError, AttributeError):
            return self._read_texts(field, values)
        return _whole(read) or self._read_texts(field, values)  # NaT makes a NaN

    def _read_texts(self, field: str, values: list[Any]) -> Known:
        """Instants that are not all datetimes, one by one; an empty text is unknown, like NaN and NaT."""
        self._texts.add(field)
        values = self._columns[field] = [None if isinstance(value, str) and not value.strip() else value for value in map(own, values)]
        days, local = self._days.setdefault(field, {}), self._local.setdefault(field, set())
        read: list[int] = []
        known: list[bool] = []
        bad: list[int] = []
        naive: list[int] = []
        for row, value in enumerate(values):
            at: int | None = None
            if value is not None:
                try:
                    at = ((value if isinstance(value, datetime) else datetime.fromisoformat(value)) - EPOCH) // MICROSECOND
                except (TypeError, ValueError):
                    wall = _time(value)
                    if isinstance(wall, Day):
                        days[row], at = wall, wall.first
                    elif isinstance(wall, datetime) and wall.utcoffset() is not None:
                        at = (wall - EPOCH) // MICROSECOND
                    elif isinstance(wall, datetime) and (tz := self.zones.times) is not None:
                        try:
                            at = exact_instant(wall, tz)
                            local.add(row)
                        except UnitError:  # a clock change skipped or repeated it
                            values[row] = Unread(value if isinstance(value, str) else wall.isoformat(), AMBIGUOUS, "")
                            bad.append(row)
                    elif isinstance(wall, datetime):
                        naive.append(row)
                    elif wall is not None:
                        days[row] = Day.of(wall, self.zones.days)
                        at = days[row].first
                    elif plain(value) is not None:
                        bad.append(row)
            read.append(at or 0)
            known.append(at is not None)
        if naive:
            shown = "; ".join(f"{self.place(row) or f'row {self.first + row}'} {field}={str(values[row])!r}" for row in naive[:3])
            more = f" and {len(naive) - 3:,} more" if len(naive) > 3 else ""
            raise RecordError(f"stream {self.stream!r}: {shown}{more} {NAIVE_FILE}")
        return Known(read, None if all(known) else known, tuple(bad))

    def taken_apart(self, field: str) -> list[Any]:
        if field in self._apart:
            return self._apart[field]
        apart = self.microseconds(field)
        if field not in self._texts:
            return apart
        days, local = self._days[field], self._local[field]
        return [
            days[row] if row in days else at if row in local else _as_given(value, at)
            for row, (value, at) in enumerate(zip(self.values(field), apart, strict=True))
        ]

    def faults(self, field: str) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        values = self.values(field)
        for row in self.instants(field).bad:
            value = values[row]
            repeated = isinstance(value, Unread) and value.kind == AMBIGUOUS
            found.setdefault((ambiguous if repeated else not_an_instant)(field), []).append(row)
        return found

    def with_days(self, meant: Mapping[str, str]) -> "RowBatch":
        dated = {field: at for field, at in meant.items() if self.instants(field) and self._days.get(field)}
        if not dated:
            return self
        batch = copy(self)
        batch._instants = dict(self._instants)
        for field, at in dated.items():
            known = self._instants[field]
            values = list(known.values)
            for row, day in self._days[field].items():
                values[row] = day.instant(at)
            batch._instants[field] = Known(values, known.known, known.bad)
        return batch

    def latest(self, fields: Iterable[str]) -> int | None:
        fields = tuple(fields)
        found = super().latest(fields)
        ends = [day.end for field in fields for day in self._days.get(field, {}).values()]
        return max((at for at in (found, *ends) if at is not None), default=None)

    def signs(self, field: str) -> set[str]:
        return set() if field in self._spelled else signs_of(self.values(field))

    def figures(self, field: str, digits: int) -> Known:
        scale = 10**digits
        values = self.values(field)
        if set(map(type, values)) == {int}:
            return Known([value * scale for value in values])
        read: list[int] = []
        known: list[bool] = []
        bad: list[int] = []
        for row, value in enumerate(map(plain, values)):
            scaled = None
            if value is not None:
                try:
                    scaled = int(round_to(recorded_number(value) * scale, Fraction(1), "half-even"))
                except UnitError:
                    bad.append(row)
            read.append(scaled or 0)
            known.append(scaled is not None)
        return Known(read, None if all(known) else known, tuple(bad))

    def passing(self, condition: Condition) -> tuple[Mask, Sequence[int]]:
        values = self.values(condition.field)

        def test(value: Any) -> bool | None:
            try:
                return condition.holds(value)
            except UnitError:
                return None

        found = each(values, test)
        if None not in found:
            return found, ()
        return [bool(value) for value in found], [row for row, value in enumerate(found) if value is None]

    def chosen(self, field: str, choice: Callable[[object], int | None]) -> Known:
        found = each(self.values(field), choice)
        if None not in found:
            return Known(found)
        return Known([value or 0 for value in found], [value is not None for value in found])

    def labels(self, fields: tuple[str, ...]) -> tuple[Vector, list[tuple[object, ...]]]:
        if fields not in self._labels:
            columns = [each(self.values(field), label) for field in fields]
            seen: dict[tuple[object, ...], int] = {}
            codes = [seen.setdefault(group, len(seen)) for group in zip(*columns, strict=True)]
            self._labels[fields] = codes, list(seen)
        return self._labels[fields]

    def whole(self) -> list[Any]:
        return [_readable(row) if isinstance(row, Mapping) else row for row in self.rows]

    @property
    def unreadable(self) -> dict[int, tuple[str, ...]]:
        found = ((number, row) for number, row in enumerate(self.rows) if isinstance(row, Mapping))
        unread = ((number, tuple(name for name, value in row.items() if isinstance(value, Unread))) for number, row in found)
        return {number: names for number, names in unread if names}

    def shown(self, row: int, field: str) -> str:
        return shown_text(self.values(field)[row])

    def both(self, left: Mask, right: Mask) -> Mask:
        return list(map(and_, left, right))

    def invert(self, mask: Mask) -> Mask:
        return list(map(not_, mask))

    def count(self, mask: Mask) -> int:
        return sum(mask)

    def places(self, mask: Mask) -> Iterable[int]:
        return compress(range(self.size), mask)

    def mask(self, places: Iterable[int]) -> Mask:
        mask = [True] * self.size
        for place in places:
            mask[place] = False
        return mask

    def take(self, vector: Vector, mask: Mask | None) -> Vector:
        return vector if mask is None else list(compress(vector, mask))

    def at_most(self, left: Vector, right: Vector) -> Mask:
        return [value <= right for value in left] if isinstance(right, int) else list(map(le, left, right))

    def vector(self, values: list[int]) -> Vector:
        return values

    def plus(self, left: Vector, right: Vector) -> Vector:
        return [value + right for value in left] if isinstance(right, int) else list(map(add, left, right))

    def minus(self, left: Vector, right: Vector) -> Vector:
        return list(map(sub, left, right))

    def scaled(self, vector: Vector, mask: Mask) -> Vector:
        return list(map(mul, vector, mask))

    def inside(self, edges: Edges, known: Known) -> Mask:
        found = [bisect_right(edges, at) % 2 == 1 for at in known.values]
        return found if known.known is None else list(map(and_, found, known.known))

    def extent(self, vector: Vector) -> tuple[int, int]:
        return min(vector), max(vector)

    def listed(self, vector: Vector) -> list[Any]:
        return list(vector)

    def elapsed(self, calendar: Calendar, starts: Vector, ends: Vector, signed: bool = False) -> Vector:
        return calendar.clock.elapsed_all(starts, ends, signed)

    def slices(self, instants: Vector, edges: tuple[int, ...]) -> Vector:
        return [bisect_right(edges, at) for at in instants]

    def cells(self, slices: Vector, labels: Vector, width: int) -> Vector:
        return [label * width + place for label, place in zip(labels, slices, strict=True)]

    def starts(self, instants: Vector, slices: Vector, edges: tuple[int, ...], length: int) -> Vector:
        begins = [edges[max(place - 1, 0)] for place in slices]
        return [at - (at - begin) % length for at, begin in zip(instants, begins, strict=True)] if length else begins

    def totals(self, cells: Vector, starts: Vector, values: Vector | None) -> Mapping[int, list[tuple[int, int, int]]]:
        totals: dict[int, dict[int, list[int]]] = defaultdict(dict)
        for cell, start, value in zip(cells, starts, [1] * len(cells) if values is None else values, strict=True):
            known = totals[cell].setdefault(start, [0, 0])
            known[0] += 1
            known[1] += value
        return {cell: [(start, count, total) for start, (count, total) in found.items()] for cell, found in totals.items()}

    def worst(
        self, cells: Vector, badness: Vector | None, instants: Vector, keys: Sequence[Any] | None, floors: Mapping[int, int], least: int
    ) -> Mapping[int, list[Entry]]:
        floor = floors.get
        if badness is None:
            badness, places = [0] * len(cells), list(range(len(cells)))
        elif floors:
            places = [place for place, (cell, bad) in enumerate(zip(cells, badness, strict=True)) if bad >= floor(cell, least)]
        else:
            places = [place for place, bad in enumerate(badness) if bad >= least]
        buckets: dict[int, list[Any]] = defaultdict(list)
        if keys is None:
            for place in places:
                buckets[cells[place]].append((-badness[place], instants[place]))
            return {cell: list(starmap(Entry, nsmallest(KEPT, found))) for cell, found in buckets.items()}
        for place in places:
            buckets[cells[place]].append(entry(badness[place], instants[place], label(keys[place])))
        return {cell: worst(found) for cell, found in buckets.items()}

    def buckets(self, cells: Vector, values: Vector | None) -> Mapping[int, Vector]:
        buckets: dict[int, list[Any]] = defaultdict(list)
        for cell, value in zip(cells, [1] * len(cells) if values is None else values, strict=True):
            buckets[cell].append(value)
        return buckets


def _whole(read: list[Any]) -> Known | None:
    """Instants that are all microseconds, or None where there are none."""
    kinds = set(map(type, read))
    if kinds == {int}:
        return Known(read)
    if kinds <= {int, type(None)}:
        return Known([value or 0 for value in read], [value is not None for value in read])
    return None


def _as_given(value: object, at: int | None) -> object:
    """A datetime as its microseconds, anything else as it is, and a number as a Decimal, which tells it from microseconds."""
    if isinstance(value, datetime) or value is CLEARED:
        return value if value is CLEARED else at
    value = plain(value)
    return Decimal(value) if type(value) is int else value


def _time(value: object) -> datetime | date | Day | None:
    """A value as the datetime, the date or the day that it is; None when it is none of them."""
    if isinstance(value, datetime | date | Day) or not isinstance(value, str):
        return value if isinstance(value, datetime | date | Day) else None
    text = value.strip()
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        return None
    if wall.tzinfo is None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    return wall


def _readable(row: Mapping[Any, Any]) -> dict[Any, Any]:
    """A record without what its reader could not read of it."""
    return {name: None if isinstance(value, Unread) else value for name, value in row.items()}


def _get(row: Any, field: str, missing: object) -> Any:
    try:
        return row[field]
    except (KeyError, TypeError, IndexError):
        return missing if isinstance(row, Mapping) else getattr(row, field, missing)


def _names(row: Any) -> Iterable[Any]:
    if isinstance(row, Mapping):
        return row
    return list(getattr(row, "__dict__", ())) or list(getattr(row, "__slots__", ()))
