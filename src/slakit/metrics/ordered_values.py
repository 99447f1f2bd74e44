"""Ordered values: the arithmetic of many values in rising order, on arrays where these are whole numbers."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from slakit.metrics.tallies.sums import exact_sum
from slakit.timeline.number_columns import arrayed, sorted_together
from slakit.timeline.packed import PACKED, concatenated, packed

Values = Sequence[Any]


def merged_in_order(ordered: Values, more: Values) -> Values:
    """Values in rising order with some more, in any order."""
    if not len(more):
        return ordered
    if _in_columns(ordered) and _in_columns(more):
        column = arrayed(concatenated([ordered, sorted_together(more)[0]]))
        if column is None:
            return packed(sorted([*ordered, *more]))
        column.sort(kind="stable")  # which merges two runs that are in order
        return column  # type: ignore[no-any-return]
    return sorted([*_plain(ordered), *_plain(more)])


def total_of(values: Values) -> Any:
    """The sum of values."""
    return exact_sum(values) if hasattr(values, "dtype") else sum(_plain(values))


def item_of(values: Values) -> Callable[[int], Any]:
    """The function that gives the i-th value, as a plain number."""
    return lambda index: _number(values[index])


def least_zero(ordered: Values) -> Values:
    """Values in rising order, none below zero."""
    array_of = arrayed(ordered) if _in_columns(ordered) else None
    return [max(value, 0) for value in _plain(ordered)] if array_of is None else array_of.clip(min=0)


def from_zero(ordered: Values) -> Values:
    """The values in rising order that are not below zero."""
    return ordered[bisect_left(ordered, 0) :]


def kept_where(values: Values, over: Values, least: int, otherwise: int) -> Values:
    """The whole numbers of which another is at least so much, and `otherwise` in the place of each of the rest."""
    numbers, others = arrayed(values), arrayed(over)
    if numbers is None or others is None:
        return packed([value if one >= least else otherwise for value, one in zip(values, over, strict=True)])
    kept = numbers.copy()
    kept[others < least] = otherwise
    return kept  # type: ignore[no-any-return]


def together(parts: Sequence[Values]) -> Values:
    """The values of all parts, as a column if all are whole numbers."""
    if all(_in_columns(part) for part in parts):
        return concatenated(parts) if parts else packed([])
    return [value for part in parts for value in _plain(part)]


def _in_columns(values: Values) -> bool:
    return hasattr(values, "dtype") or (isinstance(values, array) and values.typecode == PACKED)


def _plain(values: Values) -> list[Any]:
    return list(map(_number, values))


def _number(value: Any) -> Any:
    return value if isinstance(value, Fraction) else int(value)
