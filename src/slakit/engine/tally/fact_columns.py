"""Fact columns: the facts about cases that frames hold, kept as columns; what counts of each field is taken for all cases at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from attrs import frozen

from slakit.engine.group_keys import key_of
from slakit.engine.read.revisions import Revisions, Update, update_of
from slakit.engine.read.vectors import Mask, Vector


@frozen(eq=False)
class Column:
    """One field of some facts: whole numbers or instants, or the numbers of `distinct` values; `present` is where there is a value."""

    values: Vector
    present: Mask | None = None
    distinct: Sequence[Any] | None = None

    def value(self, row: int) -> Any:
        """The value of a fact; None where there is none."""
        if self.present is not None and not self.present[row]:
            return None
        return int(self.values[row]) if self.distinct is None else self.distinct[self.values[row]]


@frozen(eq=False)
class FactColumns:
    """Facts of one batch: the keys of their cases, when they were recorded (None: no update), and one column for each field."""

    keys: Column
    times: Vector | None
    columns: tuple[Column, ...]

    @property
    def nameless(self) -> list[int]:
        """The facts without a key."""
        present = self.keys.present
        return [] if present is None else list((~present).nonzero()[0].tolist())

    def taken(self, mask: Mask | None) -> FactColumns:
        """The facts where a mask holds."""
        if mask is None:
            return self
        keys, *columns = (
            Column(one.values[mask], None if one.present is None else one.present[mask], one.distinct) for one in (self.keys, *self.columns)
        )
        return FactColumns(keys, None if self.times is None else self.times[mask], tuple(columns))

    def rows(self) -> Iterator[tuple[Hashable, Update, list[Any]]]:
        """Each fact with its key, its update and its values, one by one."""
        for row in range(len(self.keys.values)):
            update = None if self.times is None else update_of(int(self.times[row]))
            yield self.keys.value(row), update, [column.value(row) for column in self.columns]


def fact_columns(
    batch: Any, key: str, fields: Sequence[str], instants: frozenset[str], updates: Revisions, named: bool
) -> FactColumns | None:
    """The facts of a batch of columns; None where one holds something that must be read one by one, such as texts of instants."""
    if not batch.columnar or updates.bad or (named and updates.column is None):
        return None
    columns = []
    for name in fields:
        column = batch.instants_column(name) if name in instants else batch.plain_column(name)
        if column is None or (named and name not in instants and column[2] is not None and batch.cleared(name)):
            return None
        columns.append(Column(*column))
    return FactColumns(Column(*batch.plain_column(key, key_of)), updates.column, tuple(columns))
