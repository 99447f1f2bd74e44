"""Batch: some records of one stream, and what the two interpreters must know of them.

`read.py` is the one program that turns records into values; it is written in the operations below. `RowBatch` does them on plain
Python lists, `ColumnBatch` on NumPy arrays. A vector is a list or an array of one entry a record; a mask is a vector of truth values.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import Any

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.metrics.condition import Condition, plain
from slakit.metrics.record import Unread
from slakit.metrics.tallies.worst import Entry
from slakit.timeline.instants import COUNTED_FIRST, COUNTED_LAST, NAIVE
from slakit.timeline.spans import Edges

NAIVE_FILE = f"{NAIVE}, or say timezone='Europe/London'"
COMMA = re.compile(r"\s*[+-]?[0-9][0-9.'\s]*,[0-9]+\s*")  # 1.299,99
POINT = re.compile(r"\s*[+-]?[1-9][0-9]{0,2}\.[0-9]{3}\s*")  # 1.299


def signs_of(texts: Iterable[object]) -> set[str]:
    """The signs in some values, those of texts that are numbers in one notation and others, or none, in another."""
    found = set()
    for text in texts:
        if type(text) is str:
            if "," in text:
                found |= {","} if COMMA.fullmatch(text) else set()
            elif text[-4:-3] == "." and POINT.fullmatch(text):
                found.add(".")
    return found


Vector = Any
Mask = Any


@frozen
class Known:
    """A vector of whole numbers, zero where there is none, and the mask of where there is one (None: everywhere).

    `bad` are the records whose value is there and could not be read.
    """

    values: Vector
    known: Mask | None = None
    bad: Sequence[int] = ()


def not_an_instant(field: str) -> str:
    """What is wrong with a value that is no instant."""
    return f"{field} is not an instant; write '2026-01-31T09:00:00+00:00'"


def ambiguous(field: str) -> str:
    """What is wrong with a local time that a clock change skipped or repeated."""
    return f"{field} was skipped or repeated by a clock change; write its offset"


@frozen
class Zones:
    """The zone of times without an offset (None: they are refused, docs/numbers.md T1), and that of dates without a time (T6)."""

    times: tzinfo | None = None
    days: tzinfo = UTC


class Batch(ABC):
    """Some records of one stream."""

    size: int
    zones: Zones = Zones()
    name: str = ""
    lines: Sequence[int] | None = None
    places_read: Sequence[str] | None = None

    # what the records hold

    @abstractmethod
    def has(self, field: str) -> bool:
        """Whether any record has the field."""

    @property
    @abstractmethod
    def names(self) -> set[str]:
        """The fields that the records have."""

    @property
    def all_names(self) -> set[str]:
        """The fields that any record has; those that can be had without looking at each record, by default."""
        return self.names

    @abstractmethod
    def instants(self, field: str) -> Known:
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
    def figures(self, field: str, digits: int) -> Known:
        """The numbers of a field, as whole numbers of 10 ** -digits."""

    @abstractmethod
    def passing(self, condition: Condition) -> tuple[Mask, Sequence[int]]:
        """Which records meet a condition, and those of which it cannot be said."""

    def blank(self, field: str) -> set[int]:
        """The records without a value in a field."""
        found = self.chosen(field, lambda value: int(plain(value) is None)).values
        return set(self.places(self.invert(self.at_most(found, 0))))

    @abstractmethod
    def chosen(self, field: str, choice: Callable[[object], int | None]) -> Known:
        """The number that a value of each record chooses."""

    @abstractmethod
    def labels(self, fields: tuple[str, ...]) -> tuple[Vector, list[tuple[object, ...]]]:
        """The group of each record as a number, and the values that the numbers stand for."""

    @abstractmethod
    def values(self, field: str) -> list[Any]:
        """The values of a field as plain Python values."""

    @abstractmethod
    def whole(self) -> list[Any]:
        """The records themselves, as mappings or objects."""

    @property
    def unreadable(self) -> Mapping[int, tuple[str, ...]]:
        """The fields of each record that its reader could not read, where there are any."""
        return {}

    # arithmetic on vectors

    @abstractmethod
    def both(self, left: Mask, right: Mask) -> Mask: ...

    @abstractmethod
    def invert(self, mask: Mask) -> Mask: ...

    @abstractmethod
    def count(self, mask: Mask) -> int: ...

    @abstractmethod
    def places(self, mask: Mask) -> Iterable[int]:
        """Where a mask is true."""

    @abstractmethod
    def mask(self, places: Iterable[int]) -> Mask:
        """A mask that is false at some places and true elsewhere."""

    @abstractmethod
    def take(self, vector: Vector, mask: Mask | None) -> Vector:
        """The entries where the mask is true; all without a mask."""

    @abstractmethod
    def at_most(self, left: Vector, right: Vector) -> Mask:
        """Where left <= right; right may be one number."""

    @abstractmethod
    def vector(self, values: list[int]) -> Vector:
        """Whole numbers as a vector."""

    @abstractmethod
    def plus(self, left: Vector, right: Vector) -> Vector:
        """left + right; right may be one number."""

    @abstractmethod
    def minus(self, left: Vector, right: Vector) -> Vector:
        """left - right, masks as ones and zeros."""

    @abstractmethod
    def scaled(self, vector: Vector, mask: Mask) -> Vector:
        """The vector where a mask holds, and zero elsewhere."""

    @abstractmethod
    def inside(self, edges: Edges, known: Known) -> Mask:
        """Where an instant is known and lies in spans of these edges."""

    @abstractmethod
    def extent(self, vector: Vector) -> tuple[int, int]:
        """The least and the largest entry of a vector that has one."""

    @abstractmethod
    def listed(self, vector: Vector) -> list[Any]:
        """A vector as a list of plain Python values."""

    @abstractmethod
    def elapsed(self, calendar: Calendar, starts: Vector, ends: Vector, signed: bool = False) -> Vector: ...

    @abstractmethod
    def slices(self, instants: Vector, edges: tuple[int, ...]) -> Vector:
        """How many edges lie at or before each instant."""

    @abstractmethod
    def cells(self, slices: Vector, labels: Vector, width: int) -> Vector:
        """One number for slice and group: group x width + slice."""

    @abstractmethod
    def starts(self, instants: Vector, slices: Vector, edges: tuple[int, ...], length: int) -> Vector:
        """Where the interval of each instant starts: a whole number of lengths from the edge before it, or the edge itself (length 0)."""

    @abstractmethod
    def totals(self, cells: Vector, starts: Vector, values: Vector | None) -> Mapping[int, list[tuple[int, int, int]]]:
        """For each cell, its intervals as (start, records, sum of their values); values are ones when there are none."""

    @abstractmethod
    def worst(
        self, cells: Vector, badness: Vector | None, instants: Vector, keys: Sequence[Any] | None, floors: Mapping[int, int], least: int
    ) -> Mapping[int, list[Entry]]:
        """The worst few records of each cell: by badness (alike when there is none), the earlier first.

        What has less badness than the floor of its cell, or else than the least, is not among them.
        """

    @abstractmethod
    def buckets(self, cells: Vector, values: Vector | None) -> Mapping[int, Vector]:
        """The values of each cell; ones when there are no values."""

    def place(self, row: int) -> str:
        """Where a record was read from: file and line, or nothing."""
        if self.places_read is not None:
            return self.places_read[row]
        return f"{self.name}:{self.lines[row]}" if self.lines is not None else ""

    def microseconds(self, field: str) -> list[Any]:
        """The instants of a field, None where there is none."""
        known = self.instants(field)
        values = self.listed(known.values)
        if known.known is None:
            return values
        return [value if ok else None for value, ok in zip(values, self.listed(known.known), strict=True)]

    @abstractmethod
    def taken_apart(self, field: str) -> list[Any]:
        """A field of instants as microseconds where a datetime was given, None where nothing was, and else what was given."""

    def latest(self, fields: Iterable[str]) -> int | None:
        """The latest instant in some fields; a date that stands for none, such as 9999-12-31, is not one."""
        found = [self.take(known.values, known.known) for known in map(self.instants, fields)]
        latest = max((self.extent(vector)[1] for vector in found if len(vector)), default=None)
        if latest is None or latest < COUNTED_LAST:
            return latest
        real = [self.take(vector, self.at_most(vector, COUNTED_LAST - 1)) for vector in found]
        return max((self.extent(vector)[1] for vector in real if len(vector)), default=None)

    def within(self, calendar: Calendar, known: Known) -> Mask:
        """Where an instant is known and lies in the open time of a calendar."""
        found = self.take(known.values, known.known)
        if not len(found):
            return self.inside((), known)
        first, last = (min(max(at, COUNTED_FIRST), COUNTED_LAST) for at in self.extent(found))
        return self.inside(calendar.clock.index(first, last).edges, known)

    def describe(self, row: int, fields: Iterable[str]) -> str:
        """A record named by its place and by what it holds in some fields, or by what its reader said of a value that it could not read."""
        fields = tuple(fields)
        place = self.place(row)
        why = [
            value.why if value.why.startswith(place) else f"{place}: {field} {value.why}"
            for field, value in ((field, self.values(field)[row]) for field in fields)
            if isinstance(value, Unread) and value.why
        ]
        if why:
            return "; ".join(why)
        shown = ", ".join(f"{field}={self.shown(row, field)}" for field in fields)
        return f"{place} {shown}".strip()

    @abstractmethod
    def shown(self, row: int, field: str) -> str:
        """One value of one record, as text."""
