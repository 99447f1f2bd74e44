"""Disjoint conditions: whether no record can meet two of them at once."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain, islice, product
from typing import cast

from slakit.errors import UnitError
from slakit.metrics.condition import HOLDS, Condition, Filter, condition
from slakit.metrics.expressions.expression import derived_field
from slakit.metrics.expressions.nodes import NUMBER, Joined, Literal, Name, Node, Not, Operation
from slakit.metrics.plain_values import equals

MOST = 200  # ways to meet two conditions that are held against each other; more are taken to overlap
OPPOSITE = {"<=": ">", ">": "<=", ">=": "<", "<": ">=", "==": "!=", "!=": "=="}

Bounds = tuple[Fraction | int | None, bool, Fraction | int | None, bool]  # the lowest and the highest number, each with whether it is in


def disjoint(one: Filter, other: Filter) -> bool:
    """True if no record meets both filters: they ask of one field what no value of it is.

    >>> from slakit.metrics.condition import filter_of
    >>> disjoint(filter_of({"km": "<= 1500"}), filter_of({"km": "> 1500", "eu": True}))
    True
    """
    ways = product(product(*map(_ways, one.conditions)), product(*map(_ways, other.conditions)))
    return (
        all(_apart(chain.from_iterable(left), chain.from_iterable(right)) for left, right in islice(ways, MOST))
        and next(ways, None) is None
    )


def _apart(one: Iterable[Condition], other: Iterable[Condition]) -> bool:
    """True if two sets of conditions ask of one field what no value of it is."""
    return any(_excludes(left, right) for left, right in product(tuple(one), tuple(other)) if left.field == right.field)


def _ways(part: Condition) -> Sequence[tuple[Condition, ...]]:
    """The ways to meet a condition: one, or for an expression the conditions on single fields that its parts say."""
    expression = derived_field(part.field) if part.operator == HOLDS else None
    return [(part,)] if expression is None else _met(expression.root, True)


def _met(node: Node, wanted: bool) -> list[tuple[Condition, ...]]:
    """The ways in which a part of an expression is true, or false; of what is not about one field, nothing is said."""
    if isinstance(node, Not):
        return _met(node.inner, not wanted)
    if isinstance(node, Joined):
        left, right = _met(node.left, wanted), _met(node.right, wanted)
        return [*left, *right] if (node.word == "or") is wanted else [(*one, *other) for one, other in product(left, right)][: MOST + 1]
    if isinstance(node, Name):
        return [(condition(node.field, wanted),)]
    if isinstance(node, Operation) and isinstance(node.left, Name) and isinstance(node.right, Literal) and node.right.of_kind == NUMBER:
        operator = node.word if wanted else OPPOSITE[node.word]
        return [(condition(node.left.field, f"{operator} {node.right.worth}"),)]
    return [()]


def _excludes(left: Condition, right: Condition) -> bool:
    if left.parts or right.parts:
        return all(_excludes(one, other) for one, other in product(left.parts or (left,), right.parts or (right,)))
    listed = next((one for one in (left, right) if one.operator == "in"), None)
    if listed is not None:
        other = right if listed is left else left
        return not any(_meets(other, value) for value in listed.values)
    if "not in" in (left.operator, right.operator):
        return False
    return not _overlap(_bounds(left), _bounds(right))


def _meets(wanted: Condition, value: object) -> bool:
    """True if a value of a list meets a condition, too."""
    if wanted.operator == "in":
        return any(equals(value, one) or equals(one, value) for one in wanted.values)  # type: ignore[arg-type]  # plain values
    try:
        return value is not None and wanted.holds(value)
    except UnitError:
        return False  # no number, and a number is wanted


def _bounds(part: Condition) -> Bounds:
    """The numbers that meet a comparison."""
    values = cast(tuple[Fraction, ...], part.values)
    if part.operator == "between":
        return values[0], True, values[1], True
    inside = "=" in part.operator
    return (values[0], inside, None, False) if part.operator in (">", ">=") else (None, False, values[0], inside)


def _overlap(one: Bounds, other: Bounds) -> bool:
    return _reaches(one, other) and _reaches(other, one)


def _reaches(one: Bounds, other: Bounds) -> bool:
    """True if the lowest number of one is not above the highest of another."""
    low, low_in, high, high_in = *one[:2], *other[2:]
    return low is None or high is None or low < high or (low == high and low_in and high_in)
