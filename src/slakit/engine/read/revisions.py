"""Revisions: when each fact was recorded, by an instant or by the number of a revision (docs/numbers.md M9)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from slakit.engine.read.batch import Batch
from slakit.engine.read.rows import RowBatch
from slakit.errors import UnitError
from slakit.metrics.plain_values import plain
from slakit.metrics.record import Unread
from slakit.values.number import recorded_number

Update = int | Fraction | None  # microseconds, or the number of a revision; None where neither is given
Rank = tuple[int, int | Fraction]


@frozen
class Revisions:
    """The update of each record of a batch, the records whose update cannot be read, and whether there are instants and revisions."""

    values: Sequence[Update]
    bad: Sequence[int] = ()
    instants: bool = False
    revisions: bool = False

    @property
    def latest(self) -> int | None:
        """The latest update that is an instant."""
        return max((at for at in self.values if isinstance(at, int)), default=None) if self.instants else None


def updates_of(batch: Batch, name: str | None) -> Revisions:
    """The updates of a batch; a number is a revision, so 10, 10.0 and "10" are one. Raises RecordError for an instant without a zone."""
    if name is None:
        return Revisions([None] * batch.size)
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
