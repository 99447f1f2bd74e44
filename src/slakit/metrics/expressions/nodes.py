"""Nodes of an expression: of which kind each is, and the function that works it out of the values of one record; exact throughout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from operator import add, eq, ge, gt, itemgetter, le, lt, mul, ne, sub
from typing import Any, Protocol

from attrs import frozen

from slakit.metrics.expressions.tokens import field_text

NUMBER, INSTANT, DURATION, TRUTH = "a number", "a time", "a length of time", "true or false"


def quotient(left: Fraction | int, right: Fraction | int) -> Fraction:
    """One number over another, exactly."""
    return Fraction(left, right)


ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {"+": add, "-": sub, "*": mul, "/": quotient}
COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {"<=": le, ">=": ge, "==": eq, "!=": ne, "<": lt, ">": gt}
STRENGTH = {"or": 0, "and": 1, "not": 2, **dict.fromkeys(COMPARISONS, 3), "+": 4, "-": 4, "*": 5, "/": 5}

KINDS: Mapping[tuple[str, str, str], str] = {  # of what an operator makes of two kinds; whatever is missing has no meaning
    **{(NUMBER, operator, NUMBER): NUMBER for operator in ARITHMETIC},
    **{(DURATION, operator, DURATION): DURATION for operator in "+-"},
    (INSTANT, "-", INSTANT): DURATION,
    **{(INSTANT, operator, DURATION): INSTANT for operator in "+-"},
    (DURATION, "+", INSTANT): INSTANT,
    (NUMBER, "*", DURATION): DURATION,
    **{(DURATION, operator, NUMBER): DURATION for operator in "*/"},
    (DURATION, "/", DURATION): NUMBER,
    **{(kind, operator, kind): TRUTH for kind in (NUMBER, INSTANT, DURATION) for operator in COMPARISONS},
}

Values = Sequence["Fraction | int | bool | None"]  # of the fields of one record: numbers, instants in microseconds, truths; None if unknown
Function = Callable[[Values], Any]


class Node(Protocol):
    """A part of an expression."""

    @property
    def fields(self) -> Iterator[str]: ...
    def kind(self, kinds: Mapping[str, str]) -> str | None:
        """Return its kind where the fields are of these; None where it has no meaning."""

    def function(self, fields: Sequence[str]) -> Function:
        """Return the function of the values of some fields, in order; it raises ZeroDivisionError for a quotient by zero."""

    def text(self, strength: int = 0) -> str:
        """Return how it is written, in brackets where its surroundings bind more strongly."""


@frozen
class Literal:
    """A number, or a length of time in microseconds."""

    worth: Fraction
    word: str
    of_kind: str = NUMBER

    @property
    def fields(self) -> Iterator[str]:
        yield from ()

    def kind(self, kinds: Mapping[str, str]) -> str | None:
        return self.of_kind

    def function(self, fields: Sequence[str]) -> Function:
        worth = int(self.worth) if self.worth.denominator == 1 else self.worth  # whole numbers are counted faster
        return lambda values: worth

    def text(self, strength: int = 0) -> str:
        return self.word


@frozen
class Name:
    """The value of a field."""

    field: str

    @property
    def fields(self) -> Iterator[str]:
        yield self.field

    def kind(self, kinds: Mapping[str, str]) -> str | None:
        return kinds[self.field]

    def function(self, fields: Sequence[str]) -> Function:
        return itemgetter(fields.index(self.field))

    def text(self, strength: int = 0) -> str:
        return field_text(self.field)


@frozen
class _Turned:
    """Base class of what turns one part."""

    inner: Node

    @property
    def fields(self) -> Iterator[str]:
        return self.inner.fields


@frozen
class _Pair:
    """Base class of what is made of two parts with a word or a sign between them."""

    left: Node
    word: str
    right: Node

    @property
    def fields(self) -> Iterator[str]:
        yield from self.left.fields
        yield from self.right.fields

    def text(self, strength: int = 0) -> str:
        own = STRENGTH[self.word]
        written = f"{self.left.text(own)} {self.word} {self.right.text(own + 1)}"
        return f"({written})" if own < strength else written


@frozen
class Negative(_Turned):
    """A part with its sign turned."""

    def kind(self, kinds: Mapping[str, str]) -> str | None:
        kind = self.inner.kind(kinds)
        return kind if kind in (NUMBER, DURATION) else None

    def function(self, fields: Sequence[str]) -> Function:
        inner = self.inner.function(fields)
        return lambda values: -inner(values)

    def text(self, strength: int = 0) -> str:
        return f"-{self.inner.text(6)}"


@frozen
class Operation(_Pair):
    """Two parts, added, subtracted, multiplied, divided or compared."""

    def kind(self, kinds: Mapping[str, str]) -> str | None:
        left, right = self.left.kind(kinds), self.right.kind(kinds)
        return KINDS.get((left, self.word, right)) if left and right else None

    def function(self, fields: Sequence[str]) -> Function:
        left, right = self.left.function(fields), self.right.function(fields)
        operate = (ARITHMETIC if self.word in ARITHMETIC else COMPARISONS)[self.word]
        return lambda values: operate(left(values), right(values))


@frozen
class Joined(_Pair):
    """Two parts that are true or false, of which both must hold ("and"), or one ("or").

    A part that is not known leaves the whole unknown only where it would decide: of "and" one that is false decides alone, of "or" one
    that is true.
    """

    def kind(self, kinds: Mapping[str, str]) -> str | None:
        return TRUTH if self.left.kind(kinds) == self.right.kind(kinds) == TRUTH else None

    def function(self, fields: Sequence[str]) -> Function:
        left, right, decides = truth_of(self.left, fields), truth_of(self.right, fields), self.word == "or"

        def value(row: Values) -> bool | None:
            one = left(row)
            if one is decides:
                return one
            other = right(row)
            return other if other is decides or one is not None else None

        return value


@frozen
class Not(_Turned):
    """A part that is true or false, turned."""

    def kind(self, kinds: Mapping[str, str]) -> str | None:
        return TRUTH if self.inner.kind(kinds) == TRUTH else None

    def function(self, fields: Sequence[str]) -> Function:
        inner = truth_of(self.inner, fields)

        def value(row: Values) -> bool | None:
            held = inner(row)
            return None if held is None else not held

        return value

    def text(self, strength: int = 0) -> str:
        written = f"not {self.inner.text(STRENGTH['not'])}"
        return f"({written})" if STRENGTH["not"] < strength else written


def truth_of(node: Node, fields: Sequence[str]) -> Function:
    """The function of a part that is true or false; None where a value that it needs is not known, or something is divided by zero."""
    function = node.function(fields)
    if isinstance(node, Joined | Not):
        return function
    needed = [fields.index(name) for name in dict.fromkeys(node.fields)]

    def value(row: Values) -> bool | None:
        if any(row[index] is None for index in needed):
            return None
        try:
            held: bool = function(row)
        except ZeroDivisionError:
            return None
        return held

    return value


def is_truth(node: Node) -> bool:
    """True if a part compares, or joins parts that do, and so is true or false."""
    return isinstance(node, Joined | Not) or (isinstance(node, Operation) and node.word in COMPARISONS)
