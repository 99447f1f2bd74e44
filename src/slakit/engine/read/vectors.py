"""Vectors: arithmetic on lists or on NumPy arrays. A vector has one entry a record; a mask is a vector of truth values."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.metrics.tallies.worst import Entry
from slakit.timeline.spans import Edges

Vector = Any
Mask = Any


@frozen
class WholeNumbers:
    """Whole numbers, zero where there is none; `present` is where there is one (None: everywhere), `bad` what could not be read."""

    values: Vector
    present: Mask | None = None
    bad: Sequence[int] = ()

    @classmethod
    def of(cls, values: Sequence[int | None], bad: Sequence[int] = ()) -> "WholeNumbers":
        """Make whole numbers from a list in which None stands for a missing one."""
        if None not in values:
            return cls(values, None, tuple(bad))
        return cls([value or 0 for value in values], [value is not None for value in values], tuple(bad))


class Vectors(ABC):
    """Arithmetic on the vectors of `size` records."""

    size: int

    @abstractmethod
    def both(self, left: Mask, right: Mask) -> Mask: ...

    @abstractmethod
    def invert(self, mask: Mask) -> Mask: ...

    @abstractmethod
    def count(self, mask: Mask) -> int: ...

    @abstractmethod
    def indexes(self, mask: Mask) -> Iterable[int]:
        """Return the rows in which a mask is true."""

    @abstractmethod
    def mask_without(self, rows: Iterable[int]) -> Mask:
        """A mask that is false in some rows and true elsewhere."""

    @abstractmethod
    def take(self, vector: Vector, mask: Mask | None) -> Vector:
        """The entries where the mask is true; all without a mask."""

    @abstractmethod
    def at_most(self, left: Vector, right: Vector) -> Mask:
        """Return a mask of the rows in which left <= right; right may be one number."""

    @abstractmethod
    def vector(self, values: list[int]) -> Vector:
        """Whole numbers as a vector."""

    @abstractmethod
    def filled(self, number: int, size: int) -> Vector:
        """A number so many times."""

    @abstractmethod
    def replaced(self, vector: Vector, mask: Mask, values: Vector) -> Vector:
        """The vector with other values, one after the other, where a mask holds."""

    @abstractmethod
    def lesser(self, left: Vector, right: Vector) -> Vector:
        """The lesser of each two entries."""

    @abstractmethod
    def greater(self, left: Vector, right: Vector) -> Vector:
        """The greater of each two entries."""

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
    def inside(self, edges: Edges, instants: WholeNumbers) -> Mask:
        """Return a mask of the rows with an instant in spans of these edges."""

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
        """Return the number of edges at or before each instant."""

    @abstractmethod
    def cells(self, slices: Vector, labels: Vector, width: int) -> Vector:
        """One number for slice and group: group x width + slice."""

    @abstractmethod
    def starts(self, instants: Vector, slices: Vector, edges: tuple[int, ...], length: int) -> Vector:
        """Return the start of each instant's interval: a whole number of lengths after the last edge, or that edge itself (length 0)."""

    @abstractmethod
    def totals(self, cells: Vector, starts: Vector, values: Vector | None) -> Mapping[int, tuple[list[int], list[int], list[int]]]:
        """For each cell, the starts of its intervals, their records, and the sums of their values; values are ones when there are none."""

    @abstractmethod
    def worst(
        self, cells: Vector, badness: Vector | None, instants: Vector, keys: Sequence[Any] | None, floors: Mapping[int, int], least: int
    ) -> Mapping[int, list[Entry]]:
        """The worst few records of each cell: by badness (alike when there is none), the earlier first.

        Records with less badness than the floor of their cell, or else than `least`, are left out.
        """

    @abstractmethod
    def buckets(self, cells: Vector, values: Vector | None) -> Mapping[int, Vector]:
        """The values of each cell; ones when there are no values."""

    @abstractmethod
    def runs(self, cells: Vector, *sides: Vector) -> Mapping[int, tuple[Vector, ...]]:
        """The values of each cell on several sides."""

    @abstractmethod
    def ranks(self, rank: Callable[[Vector, Vector], Vector], firsts: Vector, seconds: Vector) -> Vector | None:
        """The rank of each pair; None where an array may not hold it. `rank` is in millionths of first / second at most."""

    @abstractmethod
    def paired(self, firsts: Vector, seconds: Vector) -> Sequence[tuple[int, int]]:
        """Two vectors as pairs."""

    @abstractmethod
    def labelled(self, codes: Vector, names: list[Any], cells: Vector) -> Mapping[int, Any]:
        """The labels of each cell, of which each record has a code."""
