"""Field values: the fields of a record that meets conditions, or fails one of them."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from slakit.errors import UnitError
from slakit.metrics.condition import Condition, Filter
from slakit.values.number import exact_text

Row = dict[str, Any]


def meeting(wanted: Filter) -> Row:
    """Fields that meet every condition."""
    return {part.field: _value(part, True) for part in wanted.conditions}


def failing(wanted: Filter) -> Row:
    """Fields of which one fails its condition, and the others meet theirs."""
    first, *others = wanted.conditions
    return {first.field: _value(first, False)} | {part.field: _value(part, True) for part in others if part.field != first.field}


def _value(part: Condition, holds: bool) -> object:
    return next((value for value in candidates(part) if _holds(part, value) is holds), "other")


def candidates(part: Condition) -> Iterator[object]:
    """Values that pass a condition, values that just do not, and some others."""
    for value in part.all_values:
        number = isinstance(value, int | Fraction) and not isinstance(value, bool)
        near = (value, value + 1, value - 1) if number else (value,)  # type: ignore[operator]  # numbers
        yield from (exact_text(one) if isinstance(one, Fraction) else one for one in near)
    yield from ("other", True, False)


def _holds(part: Condition, value: object) -> bool | None:
    try:
        return part.holds(value)
    except UnitError:
        return None
