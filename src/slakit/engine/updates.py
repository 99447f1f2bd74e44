"""Updates: when the facts of a batch were said, by instants or by the numbers of revisions (semantics M9)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from slakit.engine.batch import Batch
from slakit.errors import RecordError, UnitError
from slakit.metrics.condition import plain
from slakit.metrics.record import Unread
from slakit.timeline.instants import instant
from slakit.values.number import number

Update = int | Fraction | None  # microseconds, or a revision; None where nothing says it


@frozen
class Updates:
    """The update of each record of a batch, the records whose update cannot be read, and whether they are revisions (None: none is)."""

    values: Sequence[Update]
    bad: Sequence[int] = ()
    numbered: bool | None = None


def updates_of(batch: Batch, name: str | None, numbered: bool | None) -> Updates:
    """The updates of a batch whose stream has revisions in a field (True), instants (False), or nothing so far.

    A number is a revision whatever wrote it: 10, 10.0 and "10" are one. Raises RecordError where a field holds revisions and instants,
    as no order is between them, and for an instant without a zone.
    """
    if name is None:
        return Updates([None] * batch.size)
    values = batch.values(name)
    revisions = {row: found for row, value in enumerate(values) if (found := _revision(value)) is not None}
    if not revisions:
        known = batch.instants(name)
        updates = Updates(batch.microseconds(name), known.bad, False if any(at is not None for at in batch.microseconds(name)) else None)
    else:
        instants = [row for row, value in enumerate(values) if row not in revisions and _is_instant(value)]
        if instants:
            raise RecordError(_mixed(name, batch.describe(min(revisions), (name,)), batch.describe(instants[0], (name,))))
        empty = (None, "")
        bad = tuple(row for row, value in enumerate(values) if row not in revisions and plain(value) not in empty)
        updates = Updates([revisions.get(row) for row in range(batch.size)], bad, True)
    if None not in (numbered, updates.numbered) and numbered != updates.numbered:
        row = next(row for row, update in enumerate(updates.values) if update is not None)
        earlier = "earlier records with revision numbers" if numbered else "earlier records with instants"
        raise RecordError(_mixed(name, earlier, batch.describe(row, (name,))))
    return updates


def _mixed(name: str, one: str, other: str) -> str:
    return f"{name} holds instants and revision numbers, which have no order ({one}; {other}); write one of them in all records"


def _revision(value: Any) -> Fraction | None:
    if isinstance(value, Unread):
        value = value.text  # read as a time, which a number is not
    try:
        return number(plain(value)) if value is not None else None
    except UnitError:
        return None


def _is_instant(value: Any) -> bool:
    try:
        instant(plain(value))
    except UnitError as error:
        return "zone" in str(error)  # a naive one is one too
    return True
