"""Derived fields: values that an expression works out from the fields of a record, the same for rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slakit.engine.group_keys import each
from slakit.errors import UnitError
from slakit.metrics.expressions.expression import derived_field
from slakit.metrics.measure import exact
from slakit.metrics.plain_values import plain
from slakit.metrics.record import Unread
from slakit.values.number import recorded_number

if TYPE_CHECKING:
    from slakit.engine.read.batch import Batch

UNREADABLE = Unread("", "unreadable", "")


def derived_values(batch: Batch, field: str) -> list[Any]:
    """The value of each record in a derived field: None where one that it needs is unknown, UNREADABLE where one cannot be read."""
    expression = derived_field(field)
    assert expression is not None  # asked by `is_derived`
    columns = [_column(batch, name, name in expression.instants) for name in expression.fields]
    rows, work_out = list(zip(*columns, strict=True)), expression.function
    if any(odd in column for column in columns for odd in (None, UNREADABLE)):
        return [UNREADABLE if UNREADABLE in row else None if None in row else work_out(row) for row in rows]
    return list(map(work_out, rows))


def is_derived(field: str) -> bool:
    """True if a field is worked out from others."""
    return derived_field(field) is not None


def _column(batch: Batch, name: str, instant: bool) -> list[Any]:
    """The numbers of a field, or its instants in microseconds."""
    if not instant:
        return each(batch.values(name), _number)
    column = batch.microseconds(name)
    for row in batch.instants(name).bad:
        column[row] = UNREADABLE
    return column


def _number(value: object) -> Any:
    value = plain(value)
    try:
        return value if type(value) is int or value is None else exact(recorded_number(value))
    except UnitError:
        return UNREADABLE
