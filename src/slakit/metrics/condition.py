"""Conditions on the fields of a record: `where(type="complaint")`, `good={"score": ">= 4"}`, `good="answered - asked <= 4 hours"`.

A condition is a value (equal to it), text that compares with a number (">= 4", "above 1500", "between 1500 and 3500"), or a list of such
alternatives, of which one must hold. One of several fields is an expression, which is the value of a field that is worked out from them.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne
from typing import Any

from attrs import field, frozen

from slakit.errors import ContractError, UnitError
from slakit.metrics.condition_text import BETWEEN, KNOWN, UNKNOWN, compared_text, is_word, literal, plain_text, shown_value, unclear, unlike
from slakit.metrics.expressions.expression import MARK, comparison, recorded_fields
from slakit.metrics.plain_values import Plain, equals, plain, truth
from slakit.metrics.record import Unread
from slakit.metrics.wanted_value import wanted_value
from slakit.values.number import exact_text, number, recorded_number

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, "!=": ne, "==": eq, ">": gt, "<": lt}
HOLDS = "holds"  # the operator of an expression that compares


@frozen
class Condition:
    """One field and what its value must be: `operator` "in" with several values, a comparison with one number, "between" two numbers,
    "any" of several conditions in `parts`, or "holds", where the field is an expression.
    """

    field: str
    operator: str
    values: tuple[Plain, ...] = ()
    parts: "tuple[Condition, ...]" = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the records that it reads."""
        return recorded_fields(self.field)

    @property
    def instants(self) -> tuple[str, ...]:
        """Those that hold instants."""
        return recorded_fields(self.field, "instants") if self.operator == HOLDS else ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Those that hold numbers."""
        return recorded_fields(self.field, "numbers") if self.operator == HOLDS or self.numeric else ()

    @property
    def name(self) -> str:
        """The field or the expression, as a message has it."""
        return self.field.removeprefix(MARK)

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
        if self.operator == HOLDS:
            numbers = "as numbers, and none that divides as 0" if "/" in self.name else "as numbers"
            kinds = [(self.numbers, numbers), (self.instants, "as times"), (recorded_fields(self.field, "truths"), "as true or false")]
            wanted = ", ".join(f"{' and '.join(named)} {kind}" for named, kind in kinds if named)
            return f"{self.name} cannot be worked out; write {wanted}"
        wanted = "a number; write 4 or '99.9'" if self.orders else "true or false; write true or false"
        return f"{self.field} is not {wanted}"

    def holds(self, value: object) -> bool:
        """True if a value passes; raises UnitError when it cannot be read as the number, or the true or false, that is wanted."""
        value = plain(value)
        if isinstance(value, Unread):
            raise UnitError(f"{value.text!r} cannot be read")
        if self.parts:
            return self._any_holds(value)
        if self.operator == HOLDS:
            return value is True if value is not None else truth(value)
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
        if self.operator == HOLDS:
            return self.name
        if self.parts:
            texts = [part.written for part in self.parts]
            return [one for text in texts for one in (text if isinstance(text, list) else [text])]
        if self.operator == "between":
            return f"between {plain_text(self.values[0])} and {plain_text(self.values[1])}"
        if self.values == (None,):
            return UNKNOWN if self.operator == "in" else KNOWN
        if self.operator == "in":
            values = [literal(value) for value in self.values]
            return values[0] if len(values) == 1 else values
        if self.operator == "not in":
            return unlike(plain_text(self.values[0]))
        return f"{self.operator} {plain_text(self.values[0])}"

    @property
    def of_truth(self) -> bool:
        """True if it asks for true alone, or for false alone."""
        return len(self.values) == 1 and isinstance(self.values[0], bool) and self.operator in ("in", "not in")

    def show(self) -> str:
        """Return the text of a report."""
        if self.parts:
            return " or ".join(part.show() for part in self.parts)
        if self.operator == HOLDS:
            return self.name
        if self.values == (None,):
            return f"{self.field} is {self.written}"
        if self.of_truth:
            return self.field if self.values[0] == (self.operator == "in") else f"not {self.field}"
        if self.operator == "in":
            values = sorted(self.values, key=lambda value: value is None)  # a blank comes last
            return f"{self.field} is {' or '.join(map(shown_value, values))}"
        return f"{self.field} {f'!= {shown_value(self.values[0])}' if self.operator == 'not in' else self.written}"


def condition(name: str, wanted: object) -> Condition:
    """The condition on a field, from what a contract says of it."""
    if not isinstance(name, str) or name.startswith(MARK):
        raise ContractError(f"{name!r} is not a field of the records; write the whole condition as one text: 'answered - asked <= 4 hours'")
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
        if problem := unclear(wanted):
            raise ContractError(f"{wanted!r} on {name!r} {problem}")
        if compared := compared_text(wanted):
            return _compared(name, wanted, *compared)
        if match := BETWEEN.fullmatch(wanted):
            return _between(name, wanted, *match.groups())
    return Condition(name, "in", (wanted_value(wanted),))


def _compared(name: str, wanted: str, operator: str, text: str) -> Condition:
    try:
        limit: Plain = wanted_value(number(text))
    except UnitError:
        phrase = wanted.strip()[0].isalpha()
        if phrase or operator not in ("!=", "=="):
            text_too = f", or {f'== {wanted}'!r} for the text" if phrase else ""
            raise ContractError(f"{wanted!r} on {name!r} does not compare with a number; write '>= 4'{text_too}") from None
        if not text:
            raise ContractError(f"{wanted!r} on {name!r} compares with nothing; write 'known', 'unknown' or '!= closed'") from None
        if operator == "!=" and text in (KNOWN, UNKNOWN):
            return _one(name, UNKNOWN if text == KNOWN else KNOWN)
        inner = text.removeprefix("== ")
        limit = inner if operator == "!=" and is_word(inner) else text
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
    return Condition(name, "between", (wanted_value(low), wanted_value(high)))


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
        """The fields of the records that they read."""
        return tuple(dict.fromkeys(name for part in self.conditions for name in part.fields))

    @property
    def instants(self) -> tuple[str, ...]:
        """Those that hold instants."""
        return tuple(dict.fromkeys(name for part in self.conditions for name in part.instants))

    @property
    def numbers(self) -> tuple[str, ...]:
        """Those in which a number is wanted."""
        return tuple(dict.fromkeys(name for part in self.conditions for name in part.numbers))

    @property
    def written(self) -> object:
        """As it is written in a contract: a table of fields, the text of an expression, or a list of such."""
        table = {part.field: part.written for part in self.conditions if part.operator != HOLDS}
        parts = [*([table] if table else []), *(part.written for part in self.conditions if part.operator == HOLDS)]
        return {} if not parts else parts[0] if len(parts) == 1 else parts

    def __and__(self, other: "Filter") -> "Filter":
        parts = set(self.conditions) | set(other.conditions)
        return Filter(tuple(sorted(parts, key=lambda part: (part.field, part.operator, str(part.values), str(part.parts)))))

    def __bool__(self) -> bool:
        return bool(self.conditions)

    def show(self) -> str:
        """Return the text of a report."""
        return " and ".join(part.show() for part in self.conditions)


def expressed(text: str) -> Condition:
    """The condition of an expression that compares.

    >>> expressed("answered - asked <= 4 hours").fields
    ('answered', 'asked')
    """
    return Condition(comparison(text).name, HOLDS, (True,))


def filter_of(wanted: "Filter | Mapping[str, object] | str | Sequence[Filter | Mapping[str, object] | str]") -> Filter:
    """A filter from a mapping of fields to conditions, the text of an expression, or a list of such; a filter passes through."""
    if isinstance(wanted, Filter):
        return wanted
    if isinstance(wanted, str):
        return Filter((expressed(wanted),))
    if isinstance(wanted, list | tuple):
        return reduce(and_, map(filter_of, wanted), Filter())
    if not isinstance(wanted, Mapping):
        raise ContractError(f"{wanted!r} is not a set of conditions; write {{'severity': ['high', 'critical']}}")
    return Filter() & Filter(tuple(condition(name, value) for name, value in wanted.items()))
