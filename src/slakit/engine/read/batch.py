"""Batch: some records of one stream, and what the two interpreters must read of them.

`extract.py` is the one program that turns records into values; it is written in the operations below and those of `vectors.py`.
`RowBatch` does them on plain Python lists, `ColumnBatch` on NumPy arrays.
"""

import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, ClassVar

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.engine.read.vectors import Mask, Vector, Vectors, WholeNumbers
from slakit.metrics.condition import Condition
from slakit.metrics.plain_values import plain
from slakit.metrics.record import Unread
from slakit.timeline.instants import COUNTED_FIRST, COUNTED_LAST
from slakit.timeline.zone import ZoneMissing

COMMA = re.compile(r"\s*[+-]?[0-9][0-9.'\s]*,[0-9]+\s*")  # 1.299,99
POINT = re.compile(r"\s*[+-]?[1-9][0-9]{0,2}\.[0-9]{3}\s*")  # 1.299


def signs_of(texts: Iterable[object]) -> set[str]:
    """Return the number signs in some values, of texts that mean one number in one notation and another, or none, in the other."""
    signs = set()
    for text in texts:
        if type(text) is str:
            if "," in text:
                signs |= {","} if COMMA.fullmatch(text) else set()
            elif text[-4:-3] == "." and POINT.fullmatch(text):
                signs.add(".")
    return signs


def no_zone(times: str, first: object, zones: "Zones") -> ZoneMissing:
    """The error of times without a zone, with the first of them as it is in the zone of the agreement."""
    try:
        example = datetime.fromisoformat(str(first)).replace(tzinfo=zones.days).isoformat()
    except (ValueError, OverflowError):
        example = "2026-01-31T09:00:00+00:00"
    return ZoneMissing(f"{times} has no zone; write {example!r}, or say ").suggest(zones.days)


def not_an_instant(field: str) -> str:
    """Return the problem of a value that is no instant."""
    return f"{field} is not an instant; write '2026-01-31T09:00:00+00:00'"


def ambiguous(field: str) -> str:
    """Return the problem of a local time that a clock change skipped or repeated."""
    return f"{field} was skipped or repeated by a clock change; write its offset"


@frozen
class Zones:
    """The zone of times without an offset (None: they are refused), and that of dates without a time (docs/numbers.md T1, T6).

    `shown` is the one of the agreement, in which messages show instants.
    """

    times: tzinfo | None = None
    days: tzinfo = UTC
    shown: tzinfo = UTC


class Batch(Vectors):
    """Some records of one stream."""

    columnar: ClassVar[bool] = False
    zones: Zones = Zones()
    name: str = ""
    lines: Sequence[int] | None = None
    places_read: Sequence[str] | None = None

    @abstractmethod
    def has(self, field: str) -> bool:
        """True if any record has the field."""

    @property
    @abstractmethod
    def names(self) -> set[str]:
        """The fields that the records have."""

    @property
    def all_names(self) -> set[str]:
        """The fields that any record has; by default only those that can be told without reading each record."""
        return self.names

    @abstractmethod
    def instants(self, field: str) -> WholeNumbers:
        """The instants of a field, in microseconds; RecordError when one has no zone (docs/numbers.md T1)."""

    @abstractmethod
    def faults(self, field: str) -> Mapping[str, Sequence[int]]:
        """The records whose instant in a field cannot be read, by what is wrong with it."""

    @abstractmethod
    def with_days(self, meant: Mapping[str, str]) -> "Batch":
        """The batch in which the dates of some fields stand for another instant of their day than the first (docs/numbers.md T6).

        It is the batch itself where these fields hold no dates.
        """

    @abstractmethod
    def signs(self, field: str) -> set[str]:
        """The signs in the texts of a field of numbers that can be read in two ways: "," and "."."""

    @abstractmethod
    def numbers(self, field: str, digits: int) -> WholeNumbers:
        """The numbers of a field, as whole numbers of 10 ** -digits."""

    @abstractmethod
    def passing(self, condition: Condition) -> tuple[Mask, Sequence[int]]:
        """Return a mask of the records that meet a condition, and the rows for which that cannot be decided."""

    def blank(self, field: str) -> set[int]:
        """The records without a value in a field."""
        blanks = self.chosen(field, lambda value: int(plain(value) is None)).values
        return set(self.indexes(self.invert(self.at_most(blanks, 0))))

    @abstractmethod
    def chosen(self, field: str, choice: Callable[[object], int | None]) -> WholeNumbers:
        """Return the number that `choice` gives for the value of each record in a field."""

    @abstractmethod
    def labels(self, fields: tuple[str, ...]) -> tuple[Vector, list[tuple[object, ...]]]:
        """The group of each record as a number, and the values that the numbers stand for."""

    @abstractmethod
    def values(self, field: str) -> list[Any]:
        """The values of a field as plain Python values."""

    def kept(self, fields: Sequence[str] | None) -> Callable[[], "Batch"]:
        """A function that makes the same records with some fields, or all, out of reach of whoever holds what they came in."""
        return self._itself

    def _itself(self) -> "Batch":
        return self

    def join(self, field: str, values: list[Any]) -> None:
        """Add a field to records that are held apart from where they came from."""
        raise NotImplementedError(f"{type(self).__name__} holds records as they came")

    @abstractmethod
    def records(self) -> list[Any]:
        """The records themselves, as mappings or objects."""

    @property
    def unreadable(self) -> Mapping[int, tuple[str, ...]]:
        """The fields of each record that its reader could not read, where there are any."""
        return {}

    def location(self, row: int) -> str:
        """Return the file and line of a record, or nothing."""
        if self.places_read is not None:
            return self.places_read[row]
        return f"{self.name}:{self.lines[row]}" if self.lines is not None else ""

    def microseconds(self, field: str) -> list[Any]:
        """The instants of a field, None where there is none."""
        instants = self.instants(field)
        values = self.listed(instants.values)
        if instants.present is None:
            return values
        return [value if present else None for value, present in zip(values, self.listed(instants.present), strict=True)]

    @abstractmethod
    def as_given(self, field: str) -> list[Any]:
        """The values of a field of instants: a datetime as microseconds, None for nothing, and any other value as it is."""

    def latest(self, fields: Iterable[str]) -> int | None:
        """The latest instant in some fields; a date that stands for none, such as 9999-12-31, is not one."""
        columns = [self.take(instants.values, instants.present) for instants in map(self.instants, fields)]
        latest = max((self.extent(vector)[1] for vector in columns if len(vector)), default=None)
        if latest is None or latest < COUNTED_LAST:
            return latest
        real = [self.take(vector, self.at_most(vector, COUNTED_LAST - 1)) for vector in columns]
        return max((self.extent(vector)[1] for vector in real if len(vector)), default=None)

    def within(self, calendar: Calendar, instants: WholeNumbers) -> Mask:
        """Return a mask of the rows with an instant in the open time of a calendar."""
        present = self.take(instants.values, instants.present)
        if not len(present):
            return self.inside((), instants)
        first, last = (min(max(at, COUNTED_FIRST), COUNTED_LAST) for at in self.extent(present))
        return self.inside(calendar.clock.index(first, last).edges, instants)

    def describe(self, row: int, fields: Iterable[str]) -> str:
        """Describe a record by file, line and some of its fields, or by why its reader could not read one of them."""
        fields = tuple(dict.fromkeys(fields))
        location = self.location(row)
        why = [
            value.why if value.why.startswith(location) else f"{location}: {field} {value.why}"
            for field, value in ((field, self._unread(row, field)) for field in fields)
            if isinstance(value, Unread) and value.why
        ]
        if why:
            return "; ".join(why)
        shown = ", ".join(f"{field}={self.shown(row, field)}" for field in fields)
        return f"{location} {shown}".strip()

    def _unread(self, row: int, field: str) -> Any:
        """The value of a record if it could be one that its reader could not read."""
        return self.values(field)[row]

    @abstractmethod
    def shown(self, row: int, field: str) -> str:
        """One value of one record, as text."""
