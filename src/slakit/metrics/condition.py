"""Conditions on the fields of a record: `where(type="complaint")`, `good={"score": ">= 4"}`.

A condition is a value (equal to it), a list (one of them), or text that begins with an operator and goes on with a number.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from attrs import field, frozen

from slakit.errors import ContractError, UnitError
from slakit.values.number import exact_text, number

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, "!=": ne, "==": eq, ">": gt, "<": lt}
_COMPARISON = re.compile(r"\s*(>=|<=|!=|==|>|<)\s*(.*?)\s*")

Plain = str | int | bool | Fraction | None


def plain(value: object) -> object:
    """A record's value as it is compared and grouped: NaN is unknown, 5.0 is 5, and NumPy's numbers are Python's."""
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == ():
        value = value.item()  # type: ignore[attr-defined]
    if type(value) is float:
        if value != value:
            return None
        return int(value) if value.is_integer() else value
    return value


def _wanted(value: object) -> Plain:
    if isinstance(value, str | bool) or value is None:
        return value
    try:
        exact = number(value)
    except UnitError:
        raise ContractError(f"{value!r} is not a value to compare with; write 'complaint', ['high', 'critical'], true or '>= 4'") from None
    return int(exact) if exact.denominator == 1 else exact


def is_text_of(value: object, wanted: Plain) -> bool:
    """Whether a value equals what is wanted; in text, as files have it, 'true' is true and '3.0' is 3."""
    if isinstance(wanted, bool):
        return value.strip().lower() == str(wanted).lower() if isinstance(value, str) else value == wanted
    if isinstance(wanted, int | Fraction) and not isinstance(value, bool):
        try:
            return number(value) == wanted
        except UnitError:
            return False
    return value == wanted


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
        return any(is_text_of(value, wanted) for wanted in self.values) == (self.operator == "in")

    @property
    def written(self) -> object:
        """As it is written in a contract."""
        if self.operator == "in":
            return self.values[0] if len(self.values) == 1 else list(self.values)
        return f"{'!=' if self.operator == 'not in' else self.operator} {_plain_text(self.values[0])}"

    def __str__(self) -> str:
        if self.operator == "in":
            return f"{self.field} is {' or '.join(map(_plain_text, self.values))}"
        return f"{self.field} {self.written}"


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
