"""Derived fields: values that an expression works out from the fields of a record, the same for rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slakit.engine.group_keys import each
from slakit.errors import UnitError
from slakit.metrics.expressions.expression import Expression, derived_field
from slakit.metrics.expressions.nodes import Function
from slakit.metrics.measure import exact
from slakit.metrics.plain_values import plain, truth
from slakit.metrics.record import Unread
from slakit.values.number import recorded_number

if TYPE_CHECKING:
    from slakit.engine.read.batch import Batch

UNREADABLE = Unread("", "unreadable", "")


def derived_values(batch: Batch, field: str) -> list[Any]:
    """The value of each record in a derived field: None where one that it needs is unknown, UNREADABLE where one cannot be read."""
    expression = derived_field(field)
    assert expression is not None  # asked by `is_derived`
    columns = [_column(batch, name, expression) for name in expression.fields]
    rows, work_out = list(zip(*columns, strict=True)), expression.function
    if expression.joins:
        return [_joined(row, work_out) for row in rows]
    if any(odd in column for column in columns for odd in (None, UNREADABLE)):
        return [UNREADABLE if UNREADABLE in row else None if None in row else work_out(row) for row in rows]
    return list(map(work_out, rows))


def is_derived(field: str) -> bool:
    """True if a field is worked out from others."""
    return derived_field(field) is not None


def _joined(row: tuple[Any, ...], work_out: Function) -> Any:
    """The value of conditions that are joined: one may decide where a value of another is unknown, or cannot be read."""
    worth = work_out(tuple(None if value is UNREADABLE else value for value in row))
    return UNREADABLE if worth is None and UNREADABLE in row else worth


def _column(batch: Batch, name: str, expression: Expression) -> list[Any]:
    """The numbers of a field, its instants in microseconds, or what it says, true or false."""
    if name not in expression.instants:
        return each(batch.values(name), _truth if name in expression.truths else _number)
    column = batch.microseconds(name)
    for row in batch.instants(name).bad:
        column[row] = UNREADABLE
    return column


def _truth(value: object) -> Any:
    value = plain(value)
    try:
        return None if value is None else truth(value)
    except UnitError:
        return UNREADABLE


def _number(value: object) -> Any:
    value = plain(value)
    try:
        return value if type(value) is int or value is None else exact(recorded_number(value))
    except UnitError:
        return UNREADABLE
