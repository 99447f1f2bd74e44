"""Python code as the plain data of a document: `Flat('5 %').capped('10 %')` is `{"is": "flat", "credit": "5 %", "capped": "10 %"}`.

The code is parsed and not run; only windows and targets of literal arguments are made, for the phrase that each has.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Final, get_args

from slakit.agreements.agreement import Agreement
from slakit.documents.encode import Encoder
from slakit.documents.kinds import BASE, CALENDAR, METRIC, PENALTY, TARGET, Kind, kind_of
from slakit.documents.plain import Plain
from slakit.documents.short_forms import SHORT_FORMS
from slakit.documents.signature import arguments, is_table
from slakit.documents.vocabulary import STANDARD, Vocabulary
from slakit.errors import SlakitError
from slakit.targets import phrases
from slakit.windows import window

MORE: Final = "\N{HORIZONTAL ELLIPSIS}"  # the value, or the key, that an example leaves open
MADE: Mapping[str, Callable[..., object]] = {
    **{name: getattr(window, name) for name in ("daily", "every", "monthly", "quarterly", "rolling", "weekly", "whole_term", "yearly")},
    **{name: getattr(phrases, name) for name in ("at_least", "at_most", "more_than", "less_than", "exactly", "between")},
}
CHOICES = ("worst", "best")
TEXTS = ("money", "quantity", "Decimal", "Fraction")  # whose first argument says all
KEYS = {form.key: form for form in SHORT_FORMS}
OPEN = "open_arguments"


class NotData(Exception):
    """Code that no document can say."""


class Tagged(dict[str, Plain]):
    """The data of a tagged table, with the kind of what it stands for."""

    def __init__(self, data: Mapping[str, Plain], kind: Kind | None) -> None:
        super().__init__(data)
        self.kind = kind


def _tree(code: str) -> ast.expr:
    try:
        return ast.parse(code.replace(", ...)", f", {OPEN}=...)"), mode="eval").body
    except SyntaxError:
        raise NotData from None


@cache
def _tables() -> list[type]:
    """The classes that an agreement, or a part of it with a word, holds as tables without one."""
    made: list[type] = []
    words = (word for _, _, word in STANDARD if isinstance(word, type))
    waiting: list[object] = [*(argument.hint for word in words for argument in arguments(word)), Agreement]
    met: set[object] = set()
    while waiting:
        hint = waiting.pop()
        if isinstance(hint, type) and is_table(hint) and hint not in met:
            met.add(hint)
            waiting += [argument.hint for argument in arguments(hint)]
            made.append(hint)
        waiting += [part for part in get_args(hint) if part is not Ellipsis]
    return made


class PythonReader:
    """A reader of Python expressions as plain data, by the words of a vocabulary.

    >>> PythonReader(STANDARD).data("Claims('30 days', evidence=['ticket'])")
    {'within': '30 days', 'evidence': ['ticket']}
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        words = {made.__name__: (word, made) for _, word, made in vocabulary if isinstance(made, type)}
        self._classes = {made.__name__: ("", made) for made in _tables()} | words

    def says(self, name: str) -> bool:
        """True if a function or class of this name makes what a document can say."""
        return name in MADE or name in CHOICES or name in TEXTS or name in self._classes

    def data(self, code: str) -> Plain:
        """The plain data of an expression; raises NotData."""
        return self._value(_tree(code))

    def settings(self, call: str) -> dict[str, Plain]:
        """The keys that a document has for the call of a method; raises NotData.

        >>> PythonReader(STANDARD).settings(".only_if(in_a_row=2)")
        {'only_if': {'in_a_row': 2}}
        """
        tree = _tree(f"rule{call}")
        if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Attribute):
            raise NotData
        return self._method(tree.func.attr, tree)

    def _value(self, node: ast.expr) -> Plain:
        if isinstance(node, ast.Constant):
            return _constant(node.value)
        if isinstance(node, ast.Name | ast.Attribute):
            return "always" if isinstance(node, ast.Name) and node.id == "ALWAYS" else MORE  # a thing that the reader has
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            number = self._value(node.operand)
            return -number if isinstance(number, int | Decimal) else MORE
        if isinstance(node, ast.Tuple | ast.List):
            return [self._value(part) for part in node.elts]
        if isinstance(node, ast.Dict):
            return {
                str(self._value(name)): self._value(part) for name, part in zip(node.keys, node.values, strict=True) if name is not None
            }
        if isinstance(node, ast.Set):  # {...}
            return MORE
        if isinstance(node, ast.BinOp):
            return self._joined(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        raise NotData

    def _call(self, node: ast.Call) -> Plain:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
        if isinstance(node.func, ast.Attribute) and not name[0].isupper() and name not in MADE:
            inner, settings = self._value(node.func.value), self._method(name, node)
            if isinstance(inner, list):
                inner = Tagged({"is": "sum of", "rules": inner}, PENALTY)
            return Tagged({**inner, **settings}, getattr(inner, "kind", None)) if isinstance(inner, dict) else {"is": inner, **settings}
        if name in MADE:
            return self._phrase(node)
        if name in TEXTS and len(node.args) == 1:
            return self._value(node.args[0])
        if name in CHOICES:
            parts = [self._value(part) for part in node.args]
            return Tagged({"is": name, "metrics": [MORE] if parts == [MORE] else parts, **self._named(node)}, METRIC)
        if name not in self._classes:
            raise NotData
        word, made = self._classes[name]
        return Tagged({**({"is": word} if word else {}), **self._arguments(made, node)}, kind_of(made))

    def _phrase(self, node: ast.Call) -> Plain:
        """A window or a target, as the text or the table that the encoder has for it."""
        try:
            return Encoder(self._vocabulary).data(_object(node), ())
        except (SlakitError, TypeError, ValueError):
            raise NotData from None

    def _named(self, node: ast.Call) -> dict[str, Plain]:
        return {MORE if part.arg == OPEN else part.arg: self._value(part.value) for part in node.keywords if part.arg}

    def _arguments(self, made: type, node: ast.Call, without: Iterable[str] = ()) -> dict[str, Plain]:
        """The arguments of a call by name."""
        names = [argument.name for argument in arguments(made) if argument.name not in without]
        first: dict[str, Plain] = {}
        for name, part in zip(names, node.args, strict=False):
            data = self._value(part)
            first[MORE if isinstance(part, ast.Constant) and part.value is ... else name] = data
        return first | self._named(node)

    def _method(self, name: str, node: ast.Call) -> dict[str, Plain]:
        """The key that stands for the call of a method, with what it says."""
        given: list[Plain] = [self._value(part) for part in node.args]
        if name in KEYS:
            table = self._arguments(KEYS[name].made, node, {"rule"})
            return {name: MORE if table == {MORE: MORE} else KEYS[name].short(table)}
        if name == "where":
            return {name: self._named(node)}
        if name == "by":
            return {name: given[0] if len(given) == 1 else given, **self._named(node)}
        if name in ("during", "within"):
            return {"tz" if name == "within" else name: given[0]}
        if name == "on" and len(given) > 1:
            return {"dated": {str(given[0]): given[1] if len(given) == 2 else given[1:]}}
        raise NotData

    def _joined(self, node: ast.BinOp) -> Plain:
        """Two things joined by an operator."""
        one, other = self._value(node.left), self._value(node.right)
        kind = next((kind for kind in (getattr(one, "kind", None), getattr(other, "kind", None)) if kind), None)
        operator = type(node.op)
        if isinstance(one, str) and isinstance(other, str) and operator in (ast.BitOr, ast.BitAnd) and one != MORE:
            return f"{one} {'or' if operator is ast.BitOr else 'and'} {other}"
        if kind is PENALTY or (operator is ast.Add and (isinstance(one, list) or kind is None)):
            parts = [*(one if isinstance(one, list) else [one]), *(other if isinstance(other, list) else [other])]
            return parts if operator is ast.Add else Tagged({"is": "largest of", "rules": parts}, PENALTY)
        tables: Mapping[tuple[Kind | None, type], dict[str, Plain]] = {
            (CALENDAR, ast.BitOr): {"is": "any of", "parts": [one, other]},
            (CALENDAR, ast.BitAnd): {"is": "all of", "parts": [one, other]},
            (CALENDAR, ast.Sub): {"is": "without", "kept": one, "taken": [other]},
            (TARGET, ast.BitOr): {"is": "any of", "parts": [one, other]},
            (TARGET, ast.BitAnd): {"is": "all of", "parts": [one, other]},
            (BASE, ast.Mult): {"is": "part", "of": one, "share": other},
            (BASE, ast.Sub): {"is": "less", "of": one, "less": other},
            (METRIC, ast.Add): {"is": "weighted", "terms": [[1, one], [1, other]]},
            (METRIC, ast.Sub): {"is": "weighted", "terms": [[1, one], [-1, other]]},
            (METRIC, ast.Mult): {"is": "weighted", "terms": [[other, one]]},
            (METRIC, ast.Div): {"is": "ratio", "above": one, "below": other},
            (None, ast.Div): {"is": "ratio", "above": one, "below": other},
        }
        if (kind, operator) not in tables:
            raise NotData
        return Tagged(tables[kind, operator], kind)


def _constant(value: object) -> Plain:
    if value is ...:
        return MORE
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return Decimal(repr(value))
    raise NotData


def _object(node: ast.expr) -> object:
    """The window or target that code makes, and its literal arguments."""
    if not isinstance(node, ast.Call):
        return ast.literal_eval(node)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in MADE:
        raise NotData
    return MADE[name](*map(_object, node.args), **{part.arg: _object(part.value) for part in node.keywords if part.arg})
