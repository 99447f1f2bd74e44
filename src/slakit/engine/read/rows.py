"""RowBatch: a batch of mappings or objects, on plain Python lists; the first of the two interpreters."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from fractions import Fraction
from functools import partial
from typing import Any

from slakit.engine.group_keys import each, label, shown_text
from slakit.engine.read.batch import Batch, Zones, ambiguous, no_zone, not_an_instant, signs_of
from slakit.engine.read.conditions import outcome
from slakit.engine.read.derived_fields import derived_values, is_derived
from slakit.engine.read.list_vectors import ListVectors
from slakit.engine.read.mixed_instants import MixedInstants, mixed_instants
from slakit.engine.read.vectors import Mask, Vector, WholeNumbers
from slakit.errors import RecordError, UnitError
from slakit.metrics.condition import Condition
from slakit.metrics.plain_values import plain
from slakit.metrics.record import AMBIGUOUS, Unread
from slakit.timeline.instants import EPOCH, MICROSECOND, moment
from slakit.values.number import recorded_number
from slakit.values.rounding import round_to

Spelling = Callable[[Any], Any]  # gives a number that a file writes as slakit reads it
Spelled = Mapping[str, Spelling]  # by field
Columns = dict[str, list[Any]]
BARE = (str, bytes, int, float, tuple, list, set, type(None))

SAFE = 1 << 40  # a float, scaled, is below it off by less than 0.001 of the last digit


class RowBatch(ListVectors, Batch):
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
        spelled: Spelled | None = None,
    ) -> None:
        self.rows = rows
        self.zones = zones or Zones()
        self._spelled = spelled or {}
        self.first = first
        self.size = len(rows)
        self.stream, self.name, self.lines = stream, name, lines
        self._columns: Columns = {}
        self._absent: set[str] = set()
        self._given: Columns = {}
        self._derived: Columns = {}
        self._instants: dict[str, WholeNumbers] = {}
        self._mixed: dict[str, MixedInstants] = {}
        self._labels: dict[tuple[str, ...], tuple[list[int], list[tuple[object, ...]]]] = {}

    @classmethod
    def of_columns(
        cls, stream: str, size: int, columns: Columns, instants: Columns, places: list[str] | None = None, zones: Zones | None = None
    ) -> "RowBatch":
        """Records that are held as columns: values by field, and what `as_given` made of fields of instants."""
        batch = cls([None] * size, stream, zones=zones)
        batch._columns, batch._given, batch.places_read = columns, instants, places
        return batch

    def values(self, field: str) -> list[Any]:
        if field not in self._columns and is_derived(field):
            if field not in self._derived:
                self._derived[field] = derived_values(self, field)
            return self._derived[field]
        if field not in self._columns:
            column = self._column(field)
            self._columns[field] = list(map(self._spelled[field], column)) if field in self._spelled else column
        return self._columns[field]

    def join(self, field: str, values: list[Any]) -> None:
        """Add a field to the records."""
        self._columns[field] = values

    def _column(self, field: str) -> list[Any]:
        if field in self._given:
            return [moment(value) if type(value) is int else value for value in self._given[field]]
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
        odd = [row for row, value in enumerate(self.rows) if isinstance(value, BARE) and not hasattr(value, "_fields")]
        if odd and not (self._columns or self._given):
            shown = "; ".join(f"row {self.first + row + 1} is {str(self.rows[row])[:40]!r}" for row in odd[:3])
            more = f" and {len(odd) - 3:,} more" if len(odd) > 3 else ""
            raise RecordError(f"stream {self.stream!r}: {shown}{more}, not a mapping or an object with fields; write {{'asked': ...}}")

    def has(self, field: str) -> bool:
        if field not in self._given:
            self.values(field)
        return field not in self._absent

    @property
    def all_names(self) -> set[str]:
        kinds = set(map(tuple, self.rows)) if set(map(type, self.rows)) == {dict} else {tuple(_names(row)) for row in self.rows}
        return {name for names in kinds for name in names if isinstance(name, str)} | set(self._columns)

    @property
    def names(self) -> set[str]:
        return {str(name) for row in self.rows[:20] for name in _names(row)}

    def instants(self, field: str) -> WholeNumbers:
        if field not in self._instants:
            given = _whole(self._given[field]) if field in self._given else None
            self._instants[field] = given or self._read_instants(field, self.values(field))
        return self._instants[field]

    def _read_instants(self, field: str, values: list[Any]) -> WholeNumbers:
        whole = None
        with suppress(TypeError, AttributeError):  # values of several kinds are read one by one
            try:
                whole = _whole([(value - EPOCH) // MICROSECOND for value in values])
            except TypeError:
                whole = _whole([None if value is None else (value - EPOCH) // MICROSECOND for value in values])
        return whole or self._read_mixed(field, values)  # NaT makes a NaN

    def _read_mixed(self, field: str, values: list[Any]) -> WholeNumbers:
        mixed = self._mixed[field] = mixed_instants(values, self.zones)
        self._columns[field] = mixed.values
        if mixed.naive:
            named = ((self.location(row) or f"row {self.first + row + 1}", str(mixed.values[row])) for row in mixed.naive[:3])
            shown = "; ".join(f"{where} {field}={value!r}" for where, value in named)
            more = f" and {len(mixed.naive) - 3:,} more" if len(mixed.naive) > 3 else ""
            raise no_zone(f"stream {self.stream!r}: {shown}{more}", mixed.values[mixed.naive[0]], self.zones)
        return mixed.instants

    def as_given(self, field: str) -> list[Any]:
        if field in self._given:
            return self._given[field]
        at = self.microseconds(field)
        return self._mixed[field].as_given() if field in self._mixed else at

    def faults(self, field: str) -> dict[str, list[int]]:
        faults: dict[str, list[int]] = {}
        for row in self.instants(field).bad:
            value = self.values(field)[row]  # as reading the instants left it
            repeated = isinstance(value, Unread) and value.kind == AMBIGUOUS
            faults.setdefault((ambiguous if repeated else not_an_instant)(field), []).append(row)
        return faults

    def with_days(self, meant: Mapping[str, str]) -> "RowBatch":
        dated = {field: at for field, at in meant.items() if self.instants(field) and field in self._mixed and self._mixed[field].days}
        if not dated:
            return self
        batch = copy(self)
        batch._instants, batch._derived = dict(self._instants), {}
        for field, at in dated.items():
            instants = self._instants[field]
            values = list(instants.values)
            for row, day in self._mixed[field].days.items():
                values[row] = day.instant(at)
            batch._instants[field] = WholeNumbers(values, instants.present, instants.bad)
        return batch

    def latest(self, fields: Iterable[str]) -> int | None:
        fields = tuple(fields)
        latest = super().latest(fields)
        ends = [day.end for field in fields if field in self._mixed for day in self._mixed[field].days.values()]
        return max((at for at in (latest, *ends) if at is not None), default=None)

    def signs(self, field: str) -> set[str]:
        return set() if field in self._spelled else signs_of(self.values(field))

    def numbers(self, field: str, digits: int) -> WholeNumbers:
        scale = 10**digits
        values = self.values(field)
        if set(map(type, values)) == {int}:
            return WholeNumbers([value * scale for value in values])
        read: list[int | None] = []
        bad: list[int] = []
        for row, value in enumerate(values):
            if type(value) is float and -SAFE < (scaled := value * scale) < SAFE:
                nearest = round(scaled)
                if abs(scaled - nearest) < 0.499:  # one near a tie is read as text
                    read.append(nearest)
                    continue
            elif type(value) is int:
                read.append(value * scale)
                continue
            value = plain(value)
            try:
                read.append(None if value is None else int(round_to(recorded_number(value) * scale, Fraction(1), "half-even")))
            except UnitError:
                read.append(None)
                bad.append(row)
        return WholeNumbers.of(read, bad)

    def passing(self, condition: Condition) -> tuple[Mask, Sequence[int]]:
        results = each(self.values(condition.field), partial(outcome, condition))
        if None not in results:
            return results, ()
        return [bool(result) for result in results], [row for row, result in enumerate(results) if result is None]

    def chosen(self, field: str, choice: Callable[[object], int | None]) -> WholeNumbers:
        return WholeNumbers.of(each(self.values(field), choice))

    def labels(self, fields: tuple[str, ...]) -> tuple[Vector, list[tuple[object, ...]]]:
        if fields not in self._labels:
            columns = [each(self.values(field), label) for field in fields]
            seen: dict[tuple[object, ...], int] = {}
            codes = [seen.setdefault(group, len(seen)) for group in zip(*columns, strict=True)]
            self._labels[fields] = codes, list(seen)
        return self._labels[fields]

    def records(self) -> list[Any]:
        return [
            {name: None if isinstance(value, Unread) else value for name, value in row.items()} if isinstance(row, Mapping) else row
            for row in self.rows
        ]

    @property
    def unreadable(self) -> dict[int, tuple[str, ...]]:
        mappings = ((number, row) for number, row in enumerate(self.rows) if isinstance(row, Mapping))
        unread = ((number, tuple(name for name, value in row.items() if isinstance(value, Unread))) for number, row in mappings)
        return {number: names for number, names in unread if names}

    def shown(self, row: int, field: str) -> str:
        return shown_text(self.values(field)[row], self.zones.shown)


def _whole(read: list[Any]) -> WholeNumbers | None:
    """Instants that are all microseconds, or None where there are none."""
    kinds = set(map(type, read))
    return WholeNumbers(read) if kinds == {int} else WholeNumbers.of(read) if kinds <= {int, type(None)} else None


def _get(row: Any, field: str, missing: object) -> Any:
    try:
        return row[field]
    except (KeyError, TypeError, IndexError):
        return missing if isinstance(row, Mapping) else getattr(row, field, missing)


def _names(row: Any) -> Iterable[Any]:
    if isinstance(row, Mapping):
        return row
    return list(getattr(row, "__dict__", ())) or list(getattr(row, "__slots__", ()))
