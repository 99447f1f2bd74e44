"""Expressions on the fields of a record, as data: `answered - asked <= 4 hours`, `errors / requests > 1 %`.

They are read by a small grammar of their own, never by Python's: names, numbers, lengths of time, + - * /, comparisons, and the words
and, or, not between these: `km > 1500 and (intra_eu or km <= 3500)`. Their size and depth are bounded, and each has one meaning: every
field in it holds numbers or times, or says true or false, and which, follows from the text.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Any

from attrs import field, frozen

from slakit.errors import ContractError, UnitError
from slakit.metrics.expressions.nodes import (
    COMPARISONS,
    DURATION,
    INSTANT,
    NUMBER,
    TRUTH,
    Function,
    Joined,
    Literal,
    Name,
    Negative,
    Node,
    Not,
    Operation,
    Values,
    is_truth,
)
from slakit.metrics.expressions.tokens import REMEDY, Token, tokens
from slakit.values.quantity import quantity

MARK = "= "  # what the name of a field begins with that is worked out from others
DEEPEST = 10
ONE_OR_SEVERAL = "write {'level': 'expert'} for one field, or 'answered - asked <= 4 hours' for several"
MOST_FIELDS = 6


@frozen
class Expression:
    """An expression, and of which kind each of its fields is: `numbers`, `instants`, and `truths`, which are true or false."""

    root: Node = field(repr=False)
    text: str
    numbers: tuple[str, ...] = ()
    instants: tuple[str, ...] = ()
    truths: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it reads."""
        return (*self.numbers, *self.instants, *self.truths)

    @property
    def joins(self) -> bool:
        """True if it joins conditions, of which one may decide where a value of another is unknown."""
        return isinstance(self.root, Joined | Not)

    @property
    def name(self) -> str:
        """The name of the field that holds its value."""
        return f"{MARK}{self.text}"

    def value(self, values: Mapping[str, Any]) -> Any:
        """Return its value for one record: a number, or true or false; None where a value is unknown, or divided by zero."""
        row = tuple(values[name] for name in self.fields)
        return None if None in row and not self.joins else self.function(row)

    @property
    def function(self) -> Function:
        """The function of the known values of its fields, in their order; None where something is divided by zero."""
        return _function(self)


@lru_cache(maxsize=256)
def _function(expression: Expression) -> Function:
    work_out = expression.root.function(expression.fields)

    def value(row: Values) -> Any:
        try:
            return work_out(row)
        except ZeroDivisionError:
            return None

    return value


def comparison(text: str) -> Expression:
    """An expression that compares, and so is true or false of a record.

    >>> comparison("answered-asked at most 4 hours").text
    'answered - asked <= 4 hours'

    Raises ContractError for anything else, and for one that may mean numbers or times.
    """
    root = _Parser(text).whole()
    if not is_truth(root):
        raise ContractError(f"{text!r} is not a set of conditions, and compares nothing; {ONE_OR_SEVERAL}")
    return _of_one_meaning(root, text, TRUTH)


def number_expression(text: str) -> Expression:
    """An expression whose value is a number.

    >>> number_expression("(answered - asked) / 1 hour").instants
    ('answered', 'asked')

    Raises ContractError for anything else; a length of time is divided by one to be a number.
    """
    root = _Parser(text).whole()
    if is_truth(root):
        raise ContractError(f"{text!r} is true or false, and not a number; write '{MARK}charged - agreed'")
    return _of_one_meaning(root, text, NUMBER)


def number_field(name: object) -> object:
    """The name of a field of numbers as it is, or of one that is worked out from others in its one form; any other value as it is.

    >>> number_field("=charged-agreed"), number_field("reach")
    ('= charged - agreed', 'reach')
    """
    return number_expression(name.lstrip()[1:]).name if isinstance(name, str) and name.lstrip().startswith("=") else name


@lru_cache(maxsize=1024)
def derived_field(name: str) -> Expression | None:
    """The expression of a field that is worked out from others, by its name ("= charged - agreed"); None for a field of the records."""
    if not name.startswith(MARK):
        return None
    text = name.removeprefix(MARK)
    root = _Parser(text).whole()
    return (comparison if is_truth(root) else number_expression)(text)


def recorded_fields(name: str, kind: str = "fields") -> tuple[str, ...]:
    """Return the fields of the records that a field is worked out from, all or those of one kind; otherwise the field itself.

    >>> recorded_fields("= errors / requests"), recorded_fields("errors")
    (('errors', 'requests'), ('errors',))
    """
    expression = derived_field(name)
    parts: tuple[str, ...] = (name,) if expression is None else getattr(expression, kind)
    return parts


def _of_one_meaning(root: Node, text: str, kind: str) -> Expression:
    fields = tuple(dict.fromkeys(root.fields))
    if not fields:
        raise ContractError(f"{text!r} reads no field; {REMEDY}")
    if len(fields) > MOST_FIELDS:
        raise ContractError(f"{text!r} reads {len(fields)} fields; write no more than {MOST_FIELDS}")
    possible = (NUMBER, INSTANT, TRUTH) if isinstance(root, Joined | Not) else (NUMBER, INSTANT)
    choices = [dict(zip(fields, kinds, strict=True)) for kinds in product(possible, repeat=len(fields))]
    meanings = [kinds for kinds in choices if root.kind(kinds) == kind]
    if not meanings:
        why = "does not go together: a time less a time is a length of time, and is compared with one"
        length = next((True for kinds in choices if root.kind(kinds) == DURATION), False)
        raise ContractError(
            f"{text!r} is a length of time, and not a number; write '{MARK}({text}) / 1 hour'"
            if length and kind == NUMBER
            else f"{text!r} {why}; write 'answered - asked <= 4 hours', or 'errors / requests <= 1 %'"
        )
    if len(meanings) > 1:
        raise ContractError(f"{text!r} may mean numbers or times; {_both_ways(root)}")
    (kinds,) = meanings
    numbers, instants, truths = (tuple(name for name in fields if kinds[name] == wanted) for wanted in (NUMBER, INSTANT, TRUTH))
    return Expression(root, root.text(), numbers, instants, truths)


def _both_ways(root: Node) -> str:
    """Return the remedy for a text that may mean times or numbers."""
    if isinstance(root, Operation) and root.word in COMPARISONS:
        difference = Operation(root.left, "-", root.right)
        if difference.kind(dict.fromkeys(root.fields, INSTANT)) == DURATION:
            return f"write '{difference.text()} {root.word} 0 min' for times, or '{difference.text()} {root.word} 0' for numbers"
    return "write lengths of time into it for times, such as '(answered - asked) / 1 hour', or '(answered - asked) / 1' for numbers"


class _Parser:
    """Reads an expression from left to right, a level of brackets at a time."""

    def __init__(self, text: str) -> None:
        if not isinstance(text, str) or not text.strip():
            raise ContractError(f"{text!r} is not an expression; {REMEDY}")
        self.text = text
        self.tokens = list(tokens(text))
        self.at = 0

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    def next(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def whole(self) -> Node:
        node = self._join("or", 0)
        if self.now.kind != "end":
            raise self._odd()
        return node

    def _join(self, word: str, depth: int) -> Node:
        """Parts that are joined by a word: those of "or" are joined by "and", and those of "and" are comparisons."""
        node = self._part(word, depth)
        while self.now == Token("joining", word):
            self.next()
            node = Joined(node, word, self._part(word, depth))
        return node

    def _part(self, word: str, depth: int) -> Node:
        if word == "or":
            return self._join("and", depth)
        if self.now != Token("joining", "not"):
            return self._level(COMPARISONS, self._sum, depth, once=True)
        self._no_deeper(depth)
        self.next()
        return Not(self._part(word, depth + 1))

    def _no_deeper(self, depth: int) -> None:
        if depth > DEEPEST:
            raise ContractError(f"{self.text[:40]!r}... is nested deeper than {DEEPEST} levels; write fewer brackets")

    def _sum(self, depth: int) -> Node:
        return self._level("+-", lambda depth: self._level("*/", self._single, depth), depth)

    def _level(self, operators: object, inner: Callable[[int], Node], depth: int, once: bool = False) -> Node:
        node, count = inner(depth), 0
        while self.now.kind == "operator" and self.now.text in operators and not (once and count):  # type: ignore[operator]  # texts
            node, count = Operation(node, self.next().text, inner(depth)), count + 1
            if node.word == "/" and not any(node.right.fields) and not node.right.function(())(()):
                raise ContractError(f"{self.text!r} divides by zero; write a field or another number under the line")
        return node

    def _single(self, depth: int) -> Node:
        self._no_deeper(depth)
        if self.now == Token("bracket", "("):
            self.next()
            node = self._join("or", depth + 1)
            if self.now != Token("bracket", ")"):
                raise self._odd("')'")
            self.next()
            return node
        if self.now == Token("operator", "-"):
            self.next()
            return Negative(self._single(depth + 1))
        if self.now.kind == "number":
            return self._amount()
        if self.now.kind == "name":
            return Name(self.next().text)
        raise self._odd("a field, a number or '('")

    def _amount(self) -> Node:
        """A number, a percentage, or a length of time of one or more units."""
        first = self.next().text
        if self.now.kind == "percent":
            self.next()
            return Literal(Fraction(first) / 100, f"{first} %")
        words = [first]
        while self.now.kind in ("name", "number") and (self.now.kind == "name") == (len(words) % 2 == 1):
            words.append(self.next().text)
        if len(words) == 1:
            return Literal(Fraction(first), first)
        text = " ".join(words)
        try:
            length = quantity(text)
        except UnitError as error:
            raise ContractError(f"{self.text!r}: {error}") from None
        if length.dimension != "[time]":
            raise ContractError(f"{text!r} in {self.text!r} is not a length of time; write '4 hours'")
        return Literal(length.base, text, DURATION)

    def _odd(self, wanted: str = "") -> ContractError:
        shown = f"{self.now.text!r}" if self.now.kind != "end" else "the end"
        return ContractError(f"{shown} in {self.text!r} is not {wanted or 'expected there'}; {REMEDY}")
