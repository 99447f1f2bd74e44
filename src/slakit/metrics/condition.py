"""Conditions on the fields of a record: `where(type="complaint")`, `good={"score": ">= 4"}`.

A condition is a value (equal to it), text that compares with a number (">= 4", "above 1500", "between 1500 and 3500"), or a list of such
alternatives, of which one must hold.
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
from slakit.metrics.record import CLEARED, Unread, in_utc, own
from slakit.values.number import exact_text, number, recorded_number

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, "!=": ne, "==": eq, ">": gt, "<": lt}
_COMPARISON = re.compile(r"\s*(>=|<=|!=|==|>|<)\s*(.*?)\s*")
_WORDS: Mapping[str, str] = {"above": ">", "more than": ">", "below": "<", "less than": "<", "at least": ">=", "at most": "<="}
_PHRASE = re.compile(rf"\s*({'|'.join(_WORDS).replace(' ', '[ ]+')})\s+(.*?)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*between\s+(.*?)(?:\s+and\s+(.*?))?\s*", re.IGNORECASE)
_ALMOST = re.compile(r"\s*[=<>!]+\s*[-+.0-9]+\s*")

KNOWN, UNKNOWN = "known", "unknown"  # conditions that a field has a value, and that it has none
WORDS: Mapping[str, bool] = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.0+)?")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
LONGEST_NUMBER = 40

INFINITE = float("inf")

Plain = str | int | bool | Fraction | None
_PLAIN = frozenset({str, int, bool, type(None)})


def plain(value: object) -> object:
    """A record's value as it is compared and grouped, so that equal values have one form.

    NaN, NaT, NA and a blank text are unknown, instants are in UTC, a whole number is an int, and any other number a float as long as its
    shortest text says it exactly.
    """
    if type(value) is str:
        return value if value and not value.isspace() else None
    if type(value) in _PLAIN:
        return value
    if value is CLEARED:
        return None
    value = own(value)
    if isinstance(value, datetime):
        return in_utc(value)
    if isinstance(value, float | Decimal | Fraction):
        return _one_form(value)
    if isinstance(value, str):
        return plain(str.__str__(value))  # the text of a StrEnum
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


def by_value(value: object) -> object:
    """Return a value as keys and labels are compared (docs/numbers.md R1): 7, "7", 7.0 and "7.0" are 7, "1.5" is 1.5 and "True" is true.

    Only a text that writes a number as it is shown is that number: "007" and "1.10" stay texts.
    """
    value = plain(value.text if isinstance(value, Unread) else value)
    if type(value) is not str:
        return value
    if value[-1].isdecimal() and (value[0].isdecimal() or value[0] == "-") and len(value) <= LONGEST_NUMBER:
        if _WHOLE.fullmatch(value):
            return int(value.partition(".")[0])
        if _DECIMAL.fullmatch(value) and repr(float(value)) == value:
            return float(value)
    return WORDS.get(value.lower(), value) if len(value) <= 5 and value.lower() in ("true", "false") else value


def truth(value: object) -> bool:
    """Return what a value says where true or false is wanted: true, yes or 1, and false, no or 0, in any case (docs/numbers.md R1).

    Raises UnitError for any other value.
    """
    if isinstance(value, bool):
        return value
    number = by_value(value)
    word = str(int(number)) if number in (0, 1) and not isinstance(number, bool) else str(value).strip().lower()
    if word not in WORDS:
        raise UnitError(f"{value!r} is not true or false; write true or false")
    return WORDS[word]


def _wanted(value: object) -> Plain:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool) or value is None:
        return value
    try:
        exact = number(value)
    except UnitError:
        raise ContractError(f"{value!r} is not a value to compare with; write 'complaint', ['high', 'critical'], true or '>= 4'") from None
    return int(exact) if exact.denominator == 1 else exact


def equals(value: object, wanted: Plain) -> bool:
    """True if a value is what is wanted; a number and its text are the same, as are true and "yes", since files have only text."""
    if value is None or wanted is None:
        return value is wanted
    try:
        if isinstance(wanted, bool) or isinstance(value, bool):
            return truth(value) == truth(wanted)
        if isinstance(wanted, int | Fraction) or (isinstance(wanted, str) and isinstance(value, Number)):
            return recorded_number(value) == number(wanted)
    except UnitError:
        return False
    return value == wanted or by_value(value) == by_value(wanted)


@frozen
class Condition:
    """One field and what its value must be: `operator` "in" with several values, a comparison with one number, "between" two numbers,
    or "any" of several conditions in `parts`.
    """

    field: str
    operator: str
    values: tuple[Plain, ...] = ()
    parts: "tuple[Condition, ...]" = ()

    @property
    def orders(self) -> bool:
        """True if it compares numbers, so that an unknown or unreadable value can be neither good nor bad."""
        return any(part.orders for part in self.parts) if self.parts else self.operator not in ("in", "not in")

    @property
    def wants(self) -> bool:
        """True if it asks for a number, or for true or false, so that a blank says neither that it holds nor that it does not."""
        return not self.asks_blank and (self.orders or any(isinstance(value, bool) for value in self.all_values))

    @property
    def asks_blank(self) -> bool:
        """True if it says whether a blank value passes."""
        return None in self.all_values

    @property
    def all_values(self) -> tuple[Plain, ...]:
        """The values that it compares with, in all of its alternatives."""
        return (*self.values, *(value for part in self.parts for value in part.all_values))

    @property
    def numeric(self) -> bool:
        """True if it asks for a number."""
        wanted = any(isinstance(value, int | Fraction) and not isinstance(value, bool) for value in self.values)
        return self.orders or wanted or any(part.numeric for part in self.parts)

    @property
    def remedy(self) -> str:
        """The problem with a value that can neither pass nor fail, and what to write."""
        wanted = "a number; write 4 or '99.9'" if self.orders else "true or false; write true or false"
        return f"{self.field} is not {wanted}"

    def holds(self, value: object) -> bool:
        """True if a value passes; raises UnitError when it cannot be read as the number, or the true or false, that is wanted."""
        value = plain(value)
        if isinstance(value, Unread):
            raise UnitError(f"{value.text!r} cannot be read")
        if self.parts:
            return self._any_holds(value)
        if self.operator == "between":
            low, high = self.values
            return low <= recorded_number(value) <= high  # type: ignore[operator]  # numbers
        if self.orders:
            return OPERATORS[self.operator](recorded_number(value), self.values[0])
        equal = any(equals(value, wanted) for wanted in self.values)
        if not equal and value is not None and any(isinstance(wanted, bool) for wanted in self.values):
            truth(value)  # what says neither is not false
        return equal == (self.operator == "in")

    def _any_holds(self, value: object) -> bool:
        """True if one of the alternatives holds; if none does, a value that cannot be compared is an error."""
        unclear: UnitError | None = None
        for part in self.parts:
            try:
                if part.holds(value):
                    return True
            except UnitError as error:
                unclear = error
        if unclear:
            raise unclear
        return False

    @property
    def written(self) -> object:
        """As it is written in a contract."""
        if self.parts:
            texts = [part.written for part in self.parts]
            return [one for text in texts for one in (text if isinstance(text, list) else [text])]
        if self.operator == "between":
            return f"between {_plain_text(self.values[0])} and {_plain_text(self.values[1])}"
        if self.values == (None,):
            return UNKNOWN if self.operator == "in" else KNOWN
        if self.operator == "in":
            values = [_literal(value) for value in self.values]
            return values[0] if len(values) == 1 else values
        return f"{'!=' if self.operator == 'not in' else self.operator} {_plain_text(self.values[0])}"

    def __str__(self) -> str:
        if self.parts:
            return " or ".join(map(str, self.parts))
        if self.values == (None,):
            return f"{self.field} is {self.written}"
        if self.operator == "in":
            return f"{self.field} is {' or '.join(map(_plain_text, self.values))}"
        return f"{self.field} {self.written}"


def _literal(value: Plain) -> object:
    """A value as Python writes it: a fraction as a float where that is the same number, and "== > 5" for the text "> 5"."""
    if isinstance(value, str):
        return as_text(value)
    near = float(value) if isinstance(value, Fraction) else value
    return near if isinstance(near, float) and number(near) == value else value


def _plain_text(value: Plain) -> str:
    return exact_text(value) if isinstance(value, Fraction) else str(value)


def as_text(value: str) -> str:
    """Return a text as it is written for a value: with "== " before one that would be read as a comparison."""
    compares = any(pattern.fullmatch(value) for pattern in (_COMPARISON, _PHRASE, _BETWEEN, _ALMOST))
    return f"== {value}" if compares or value in (KNOWN, UNKNOWN) else value


def condition(name: str, wanted: object) -> Condition:
    """The condition on a field, from what a contract says of it."""
    if isinstance(wanted, list | tuple | set | frozenset):
        if not wanted:
            raise ContractError(f"the list of values for {name!r} is empty; write ['high', 'critical']")
        return _alternatives(name, [_one(name, part) for part in wanted])
    return _one(name, wanted)


def _one(name: str, wanted: object) -> Condition:
    """The condition of one value, or of one text that compares."""
    if wanted in (KNOWN, UNKNOWN):
        return Condition(name, "in" if wanted == UNKNOWN else "not in", (None,))
    if isinstance(wanted, str):
        if match := _COMPARISON.fullmatch(wanted):
            return _compared(name, wanted, *match.groups())
        if match := _PHRASE.fullmatch(wanted):
            return _compared(name, wanted, _WORDS[" ".join(match[1].lower().split())], match[2])
        if match := _BETWEEN.fullmatch(wanted):
            return _between(name, wanted, *match.groups())
        if _ALMOST.fullmatch(wanted):
            raise ContractError(f"{wanted!r} on {name!r} is not a comparison; write '>= 4', '> 4', '<= 4', '< 4', '== 4' or '!= 4'")
    return Condition(name, "in", (_wanted(wanted),))


def _compared(name: str, wanted: str, operator: str, text: str) -> Condition:
    try:
        limit: Plain = _wanted(number(text))
    except UnitError:
        if operator not in ("!=", "=="):
            text_too = f", or {f'== {wanted}'!r} for the text" if wanted.strip()[0].isalpha() else ""
            raise ContractError(f"{wanted!r} on {name!r} does not compare with a number; write '>= 4'{text_too}") from None
        if not text:
            raise ContractError(f"{wanted!r} on {name!r} compares with nothing; write 'known', 'unknown' or '!= closed'") from None
        limit = text
    return Condition(name, {"!=": "not in", "==": "in"}.get(operator, operator), (limit,))


def _between(name: str, wanted: str, first: str, last: str | None) -> Condition:
    try:
        low, high = number(first), number(last)
    except UnitError:
        problem = f"{wanted!r} on {name!r} is not between two numbers; write 'between 1500 and 3500', or {f'== {wanted}'!r} for the text"
        raise ContractError(problem) from None
    if low > high:
        remedy = f"write the smaller first, 'between {exact_text(high)} and {exact_text(low)}'"
        raise ContractError(f"{wanted!r} on {name!r} holds nothing; {remedy}")
    return Condition(name, "between", (_wanted(low), _wanted(high)))


def _alternatives(name: str, parts: list[Condition]) -> Condition:
    """Any of several conditions; the values among them are one list."""
    values = {value for part in parts if part.operator == "in" for value in part.values}
    ordered = tuple(sorted(values, key=lambda value: (type(value).__name__, str(value))))
    others = sorted({part for part in parts if part.operator != "in"}, key=lambda part: (part.operator, str(part.values)))
    several = [*([Condition(name, "in", ordered)] if values else []), *others]
    return several[0] if len(several) == 1 else Condition(name, "any", parts=tuple(several))


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
        return Filter(tuple(sorted(parts, key=lambda part: (part.field, part.operator, str(part.values), str(part.parts)))))

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
