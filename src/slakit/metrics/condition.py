"""Conditions on the fields of a record: `where(type="complaint")`, `good={"score": ">= 4"}`.

A condition is a value (equal to it), a list (one of them), or text that begins with an operator and goes on with a number.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from numbers import Number
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from attrs import field, frozen

from slakit.errors import ContractError, UnitError
from slakit.metrics.record import in_utc, own
from slakit.values.number import exact_text, number

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, "!=": ne, "==": eq, ">": gt, "<": lt}
_COMPARISON = re.compile(r"\s*(>=|<=|!=|==|>|<)\s*(.*?)\s*")
_ALMOST = re.compile(r"\s*[=<>!]+\s*[-+.0-9]+\s*")

INFINITE = float("inf")

Plain = str | int | bool | Fraction | None
_PLAIN = frozenset({str, int, bool, type(None)})


def plain(value: object) -> object:
    """A record's value as it is compared and grouped, so that equal values have one form.

    NaN, NaT and NA are unknown, instants are in UTC, a whole number is an int, and any other number a float as long as its shortest
    text says it exactly.
    """
    if type(value) in _PLAIN:
        return value
    value = own(value)
    if isinstance(value, datetime):
        return in_utc(value)
    if isinstance(value, float | Decimal | Fraction):
        return _one_form(value)
    if isinstance(value, str):
        return str.__str__(value)  # the text of a StrEnum
    return int(value) if isinstance(value, int) and type(value) is not bool else value


def _one_form(value: float | Decimal | Fraction) -> int | float | Decimal | Fraction | None:
    if value.is_nan() if isinstance(value, Decimal) else value != value:
        return None
    if isinstance(value, float) and not value.is_integer():
        return value
    try:
        exact = number(value)
    except UnitError:  # infinite, or with more digits than are read
        return float(value) if value in (INFINITE, -INFINITE) else value
    if exact.denominator == 1:
        return int(exact)
    try:
        near = float(exact)
    except OverflowError:
        return exact
    return near if number(near) == exact else exact


def _wanted(value: object) -> Plain:
    if isinstance(value, str | bool) or value is None:
        return value
    try:
        exact = number(value)
    except UnitError:
        raise ContractError(f"{value!r} is not a value to compare with; write 'complaint', ['high', 'critical'], true or '>= 4'") from None
    return int(exact) if exact.denominator == 1 else exact


def equals(value: object, wanted: Plain) -> bool:
    """Whether a value is what is wanted; a number and its text are the same, as are true and "true", since files have only text."""
    if isinstance(wanted, bool) or isinstance(value, bool):
        pair = (value, wanted)
        return value == wanted if not any(isinstance(side, str) for side in pair) else _word(value) == _word(wanted)
    if isinstance(wanted, int | Fraction) or (isinstance(wanted, str) and isinstance(value, Number)):
        try:
            return number(value) == number(wanted)
        except UnitError:
            return False
    return value == wanted


def _word(value: object) -> str:
    return str(value).strip().lower()


@frozen
class Condition:
    """One field and what its value must be: `operator` "in" with several values, or a comparison with one number."""

    field: str
    operator: str
    values: tuple[Plain, ...]

    @property
    def orders(self) -> bool:
        """Whether it compares numbers, so that an unknown or unreadable value can be neither good nor bad."""
        return self.operator not in ("in", "not in")

    def holds(self, value: object) -> bool:
        """Whether a value passes; raises UnitError when it cannot be ordered."""
        value = plain(value)
        if self.orders:
            return OPERATORS[self.operator](number(value), self.values[0])
        return any(equals(value, wanted) for wanted in self.values) == (self.operator == "in")

    @property
    def written(self) -> object:
        """As it is written in a contract."""
        if self.operator == "in":
            values = [_literal(value) for value in self.values]
            return values[0] if len(values) == 1 else values
        return f"{'!=' if self.operator == 'not in' else self.operator} {_plain_text(self.values[0])}"

    def __str__(self) -> str:
        if self.operator == "in":
            return f"{self.field} is {' or '.join(map(_plain_text, self.values))}"
        return f"{self.field} {self.written}"


def _literal(value: Plain) -> object:
    """A value as Python writes it: a fraction as a float where that is the same number."""
    near = float(value) if isinstance(value, Fraction) else value
    return near if isinstance(near, float) and number(near) == value else value


def _plain_text(value: Plain) -> str:
    return exact_text(value) if isinstance(value, Fraction) else str(value)


def condition(name: str, wanted: object) -> Condition:
    """The condition on a field, from what a contract says of it."""
    if isinstance(wanted, str) and (found := _COMPARISON.fullmatch(wanted)):
        operator, text = found.groups()
        try:
            limit: Plain = _wanted(number(text))
        except UnitError:
            if operator not in ("!=", "=="):
                raise ContractError(f"{wanted!r} on {name!r} does not compare with a number; write '>= 4'") from None
            limit = text
        return Condition(name, {"!=": "not in", "==": "in"}.get(operator, operator), (limit,))
    if isinstance(wanted, str) and _ALMOST.fullmatch(wanted):
        raise ContractError(f"{wanted!r} on {name!r} is not a comparison; write '>= 4', '> 4', '<= 4', '< 4', '== 4' or '!= 4'")
    if isinstance(wanted, list | tuple | set | frozenset):
        if not wanted:
            raise ContractError(f"the list of values for {name!r} is empty; write ['high', 'critical']")
        values = {_wanted(value) for value in wanted}
        return Condition(name, "in", tuple(sorted(values, key=lambda value: (type(value).__name__, str(value)))))
    return Condition(name, "in", (_wanted(wanted),))


@frozen
class Filter:
    """Conditions that must all hold, in the order of their fields."""

    conditions: tuple[Condition, ...] = field(default=())

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(part.field for part in self.conditions)

    @property
    def written(self) -> dict[str, object]:
        """As it is written in a contract."""
        return {part.field: part.written for part in self.conditions}

    def __and__(self, other: "Filter") -> "Filter":
        parts = set(self.conditions) | set(other.conditions)
        return Filter(tuple(sorted(parts, key=lambda part: (part.field, part.operator, str(part.values)))))

    def __bool__(self) -> bool:
        return bool(self.conditions)

    def __str__(self) -> str:
        return " and ".join(map(str, self.conditions))


def filter_of(wanted: "Filter | Mapping[str, object]") -> Filter:
    """A filter from a mapping of fields to conditions; a filter passes through."""
    if isinstance(wanted, Filter):
        return wanted
    if not isinstance(wanted, Mapping):
        raise ContractError(f"{wanted!r} is not a set of conditions; write {{'severity': ['high', 'critical']}}")
    return Filter() & Filter(tuple(condition(name, value) for name, value in wanted.items()))
