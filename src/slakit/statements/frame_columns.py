"""Columns of tidy tables: the kind of each, and its values, before any frame library is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from enum import Enum
from fractions import Fraction
from typing import Any

from attrs import frozen

from slakit.errors import UsageError, close_match
from slakit.timeline.instants import instant
from slakit.values.currencies import minor_digits
from slakit.values.formatting import as_float
from slakit.values.money import Money
from slakit.values.number import exact_text
from slakit.values.quantity import Quantity


class Kind(Enum):
    """The kinds of columns, which have the same type of a frame whatever is missing."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    FLAG = "flag"
    TIME = "time"


@frozen
class Column:
    """A column: its name, its kind, and the value of a row; None is missing."""

    name: str
    kind: Kind
    value: Callable[[Any], Any]


Columns = tuple[Column, ...]


@frozen
class FrameTable:
    """Columns of plain values: text, float, int, bool, or for an instant in `zone` its microseconds since 1970."""

    kinds: Mapping[str, Kind]
    values: Mapping[str, list[Any]]
    zone: tzinfo

    @classmethod
    def of(cls, columns: Iterable[Column], rows: Sequence[Any], zone: tzinfo) -> FrameTable:
        """The table of some rows."""
        chosen = tuple(columns)
        return cls({one.name: one.kind for one in chosen}, {one.name: [one.value(row) for row in rows] for one in chosen}, zone)

    @property
    def zone_name(self) -> str:
        """The IANA name of the zone, which frames want; "UTC" for a zone that is an offset alone."""
        return getattr(self.zone, "key", None) or "UTC"


@frozen
class Tables:
    """The tables that one thing can give, each by its name; the first is the usual one."""

    by_name: Mapping[str, Callable[[Any, tzinfo], FrameTable]]

    def table(self, name: str, of: Any, zone: tzinfo) -> FrameTable:
        """One of them; raises UsageError for a name that is not there."""
        make = self.by_name.get(name) if isinstance(name, str) else None
        if make is None:
            raise UsageError(f"{name!r} is not a table of {type(of).__name__}{close_match(name, self.by_name)}")
        return make(of, zone)


def text(name: str, value: Callable[[Any], object]) -> Column:
    """A column of text, in which an empty one is missing."""
    return Column(name, Kind.TEXT, lambda row: None if (held := value(row)) is None or held == "" else str(held))


def count(name: str, value: Callable[[Any], int | None]) -> Column:
    """A column of whole numbers."""
    return Column(name, Kind.COUNT, value)


def flag(name: str, value: Callable[[Any], bool]) -> Column:
    """A column of true and false."""
    return Column(name, Kind.FLAG, value)


def time(name: str, value: Callable[[Any], datetime | None]) -> Column:
    """A column of instants."""
    return Column(name, Kind.TIME, lambda row: None if (at := value(row)) is None else instant(at))


def figure(name: str, value: Callable[[Any], Fraction | None]) -> Columns:
    """Two columns of one number: the nearest float to compute and plot with, and the exact text."""

    def near(row: Any) -> float | None:
        return None if (exact := value(row)) is None else as_float(exact, name)

    def exactly(row: Any) -> str | None:
        return None if (exact := value(row)) is None else exact_text(exact)

    return Column(name, Kind.NUMBER, near), Column(f"{name}_exact", Kind.TEXT, exactly)


def amount(name: str, value: Callable[[Any], Money | None]) -> Columns:
    """Two columns of one amount of money, whose currency is a column of its own: the nearest float, and the exact text."""

    def exactly(row: Any) -> str | None:
        return None if (money := value(row)) is None else exact_text(money.exact, minor_digits(money.currency))

    return figure(name, lambda row: None if (money := value(row)) is None else money.exact)[0], Column(f"{name}_exact", Kind.TEXT, exactly)


def in_unit(quantity: Quantity | None, unit: str) -> Fraction | None:
    """The number of a quantity in another unit; a bare number is one of that unit, as 3 is of items."""
    if quantity is None:
        return None
    return quantity.to(unit).magnitude if unit and quantity.dimension == Quantity(1, unit).dimension else quantity.base


def several(values: Iterable[object]) -> str:
    """Some values as one text."""
    return "; ".join(map(str, values))
