"""Revisions: when each fact was recorded, by an instant or by the number of a revision (docs/numbers.md M9)."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import frozen

from slakit.engine.read.batch import Batch
from slakit.engine.read.rows import RowBatch
from slakit.engine.read.vectors import Vector
from slakit.errors import UnitError
from slakit.metrics.plain_values import plain
from slakit.metrics.record import Unread
from slakit.values.number import recorded_number

Update = int | Fraction | None  # microseconds, or the number of a revision; None where neither is given
Rank = tuple[int, int | Fraction]


UNTIMED = -(1 << 62)  # the time of a fact without an update
FIRST_REVISION = -(1 << 61)  # stands for the revision 0
FIRST_INSTANT = -(1 << 60)  # every time from here on is an instant
MOST_REVISIONS = 1 << 59


@frozen(slots=False)
class Revisions:
    """The update of each record of a batch, the records whose update cannot be read, and whether there are instants and revisions.

    `column` are the updates as whole numbers in the order of `rank`, where they came as a column of instants or of whole numbers.
    """

    given: Sequence[Update] | None = None
    bad: Sequence[int] = ()
    instants: bool = False
    revisions: bool = False
    column: Vector | None = None

    @cached_property
    def values(self) -> Sequence[Update]:
        """The update of each record."""
        return list(map(update_of, self.column.tolist())) if self.given is None and self.column is not None else self.given or ()

    @property
    def latest(self) -> int | None:
        """The latest update that is an instant."""
        if not self.instants:
            return None
        if self.column is not None:
            return int(self.column.max())
        return max((at for at in self.values if isinstance(at, int)), default=None)


def update_of(time: int) -> Update:
    """The update that a whole number stands for."""
    return None if time == UNTIMED else time if time >= FIRST_INSTANT else Fraction(time - FIRST_REVISION)


def updates_of(batch: Batch, name: str | None) -> Revisions:
    """The updates of a batch; a number is a revision, so 10, 10.0 and "10" are one. Raises RecordError for an instant without a zone."""
    if name is None:
        return Revisions([None] * batch.size)
    if batch.columnar and (column := _as_column(batch, name)) is not None:
        return column
    given = batch.values(name)
    revisions = {row: number for row, value in enumerate(given) if (number := _revision(value)) is not None}
    timed = batch
    if revisions:
        rest = [None if row in revisions else value for row, value in enumerate(given)]
        places = [batch.location(row) for row in range(batch.size)]
        timed = RowBatch.of_columns(name, batch.size, {name: rest}, {}, places)
    bad, values = timed.instants(name).bad, timed.microseconds(name)
    instants = any(at is not None for at in values)
    return Revisions([revisions.get(row, at) for row, at in enumerate(values)], bad, instants, bool(revisions))


def _as_column(batch: Any, name: str) -> Revisions | None:
    """The updates of a column of instants or of whole numbers; None for any other."""
    if batch.is_of_instants(name):
        column = batch.instants_column(name)
    else:
        column = batch.plain_column(name)
        if column[2] is not None or (batch.size and max(map(abs, batch.extent(column[0]))) >= MOST_REVISIONS):
            return None
        column = (batch.plus(column[0], FIRST_REVISION), column[1], None)
    if column is None or not batch.size:
        return None
    values, present, _ = column
    some = present is None or bool(batch.count(present))
    if present is not None:
        values = batch.replaced(values, batch.invert(present), batch.filled(UNTIMED, batch.size - batch.count(present)))
    timed = batch.is_of_instants(name)
    return Revisions(None, (), some and timed, some and not timed, values)


def rank(update: Update) -> Rank:
    """The sort key of updates: none is before every revision, and these are before every instant."""
    return (0, 0) if update is None else (1, update) if isinstance(update, Fraction) else (2, update)


def _revision(value: Any) -> Fraction | None:
    if isinstance(value, Unread):
        value = value.text  # read as a time, which a number is not
    try:
        return recorded_number(plain(value)) if value is not None else None
    except UnitError:
        return None
