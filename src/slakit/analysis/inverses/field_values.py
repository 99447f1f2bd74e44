"""Field values: the fields of a record that meets conditions, or fails one of them, and those whose expression has a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Any

from slakit.errors import UnitError
from slakit.metrics.condition import HOLDS, Condition, Filter
from slakit.metrics.expressions.expression import Expression, derived_field
from slakit.metrics.expressions.nodes import DURATION, Literal, Node
from slakit.timeline.instants import HOUR, instant, moment
from slakit.values.number import decimals, exact_text

Row = dict[str, Any]

MOST_TRIED = 20_000  # assignments of values to the fields of an expression
NO_FIELDS: Mapping[str, Any] = {}


def meeting(wanted: Filter, fixed: Mapping[str, Any] = NO_FIELDS) -> Row:
    """Fields that meet every condition, where those of `fixed` stay as they are."""
    return _fields(wanted.conditions, None, fixed)


def failing(wanted: Filter, fixed: Mapping[str, Any] = NO_FIELDS) -> Row:
    """Fields of which one fails its condition, and the others meet theirs."""
    first = next((part for part in wanted.conditions if part.field not in fixed), wanted.conditions[0])
    return _fields(wanted.conditions, first, fixed)


def text(at: int) -> str:
    """An instant as a row has it."""
    return moment(at).isoformat().replace("+00:00", "Z")


def written(value: Fraction | int) -> int | str:
    """A number as a row has it: a whole number, or exact decimals as text."""
    value = Fraction(value)
    return int(value) if value.denominator == 1 else exact_text(value)


def solved(expression: Expression, value: Fraction, fixed: Mapping[str, Any]) -> Row | None:
    """Fields for which an expression of numbers has a value: one field is moved, along a line, and the others stay; None if none can be."""
    read = {name: _read(fixed[name], name in expression.instants) for name in expression.fields if name in fixed}
    base = min((read[name] for name in expression.instants if name in read), default=0)
    free = [name for name in expression.fields if name not in read]
    for moved in free:
        for rest in product((0, 1), repeat=len(free) - 1):
            others = iter(rest)
            at = {name: base if name in expression.instants else next(others) for name in free if name != moved}
            solution = _on_line(expression, read | at, moved, base if moved in expression.instants else 0, value)
            if solution is not None:
                values = at | {moved: solution}
                return {name: text(int(values[name])) if name in expression.instants else written(values[name]) for name in free}
    return None


def _on_line(expression: Expression, values: Mapping[str, Any], moved: str, base: int, wanted: Fraction) -> Fraction | None:
    """The value of a moved field for which an expression has a value, if that is exact and can be written."""
    step = HOUR if moved in expression.instants else 1
    first, second = (expression.value({**values, moved: base + step * number}) for number in (1, 2))
    if first is None or second is None or first == second:
        return None
    at = base + step + step * (wanted - first) / Fraction(second - first)
    writable = at.denominator == 1 if moved in expression.instants else decimals(at) is not None
    return at if writable and expression.value({**values, moved: at}) == wanted else None


def _fields(conditions: Sequence[Condition], failed: Condition | None, fixed: Mapping[str, Any]) -> Row:
    fields: Row = {}
    for part in conditions:
        if part.operator != HOLDS and part.field not in fixed and part.field not in fields:
            alike = [one for one in conditions if one.field == part.field]
            alike = [failed] if failed in alike else alike
            fields[part.field] = _value(alike, failed)
    for part in conditions:
        if part.operator == HOLDS:
            fields |= _holding(part, part is not failed, {**fields, **fixed})
    return fields


def _value(alike: Sequence[Condition], failed: Condition | None) -> object:
    """A value that meets conditions of one field, or fails the one that is to fail."""
    values = (value for part in alike for value in candidates(part))
    return next((value for value in values if all(_holds(part, value) is (part is not failed) for part in alike)), "other")


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


def _holding(part: Condition, holds: bool, fixed: Mapping[str, Any]) -> Row:
    """Fields for which an expression holds, or does not; none where no value that was tried makes it so."""
    expression = derived_field(part.field)
    if expression is None:
        return {}
    try:
        read = {name: _read(fixed[name], name in expression.instants) for name in expression.fields if name in fixed}
    except UnitError:
        return {}
    free = [name for name in expression.fields if name not in read]
    literals = list(_literals(expression.root))
    lengths = [int(one.worth) for one in literals if one.of_kind == DURATION]
    numbers = [one.worth for one in literals if one.of_kind != DURATION]
    base = min((read[name] for name in expression.instants if name in read), default=0)
    near = sorted({0, HOUR, *(length + more for length in lengths for more in (-HOUR, -1, 0, 1, HOUR) if length + more >= 0)})
    instants = [*(base + one for one in near), *(base - one for one in near)]
    around = {Fraction(0), Fraction(1), *(one + more for one in numbers for more in (-1, 0, 1))}
    amounts = sorted(around, key=lambda one: (abs(one - 1), one))
    tried = product(*(instants if name in expression.instants else amounts for name in free))
    for values in islice(tried, MOST_TRIED):
        chosen = dict(zip(free, values, strict=True))
        if expression.value({**read, **chosen}) is holds:
            return {name: text(int(one)) if name in expression.instants else written(one) for name, one in chosen.items()}
    return {}


def _literals(node: Node) -> Iterator[Literal]:
    if isinstance(node, Literal):
        yield node
    for name in ("left", "right", "inner"):
        if hasattr(node, name):
            yield from _literals(getattr(node, name))


def _read(value: Any, is_instant: bool) -> Any:
    """A value of a row as an expression reads it."""
    if is_instant:
        return instant(value)
    try:
        return Fraction(value)
    except (TypeError, ValueError):
        raise UnitError(f"{value!r} is not a number; write 3") from None
