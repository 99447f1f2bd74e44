"""Key rules: which arguments of an object exclude or want each other, stated once, for its constructor and for the schema of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs
from attrs import frozen

from slakit.errors import ContractError

Problem = str | Callable[[Any], str]  # a text with the names of arguments in braces, or what makes it of the object
Given = Callable[[str], bool]  # whether an argument is given, rather than at its default


@frozen
class NotBoth:
    """Any of some arguments excludes any of others.

    >>> NotBoth(("cap",), ("steps",), "cap= and steps= are both given").broken({"cap", "steps"}.__contains__)
    True
    """

    some: tuple[str, ...]
    others: tuple[str, ...]
    problem: Problem

    def broken(self, given: Given) -> bool:
        return any(map(given, self.some)) and any(map(given, self.others))


@frozen
class Needs:
    """An argument wants one of others."""

    key: str
    others: tuple[str, ...]
    problem: Problem

    def broken(self, given: Given) -> bool:
        return given(self.key) and not any(map(given, self.others))


@frozen
class OneOf:
    """One or more of some arguments are wanted."""

    keys: tuple[str, ...]
    problem: Problem

    def broken(self, given: Given) -> bool:
        return not any(map(given, self.keys))


KeyRule = NotBoth | Needs | OneOf


def key_rules(made: type) -> tuple[KeyRule, ...]:
    """The key rules that a class states."""
    rules: tuple[KeyRule, ...] = getattr(made, "key_rules", ())
    return rules


def key_problems(value: Any) -> Iterator[str]:
    """Yield the problem of each key rule that an object breaks, each once."""
    fields = {str(field.alias): field for field in attrs.fields(type(value))}

    def given(name: str) -> bool:
        return _differs(getattr(value, fields[name].name), default_of(fields[name].default))

    broken = (rule for rule in key_rules(type(value)) if rule.broken(given))
    yield from dict.fromkeys(_text(rule.problem, value) for rule in broken)


def check_keys(value: object) -> None:
    """Raise ContractError for an object that breaks a key rule of its class."""
    if problems := list(key_problems(value)):
        raise ContractError(*problems)


def breaks_keys(made: type, given: Mapping[str, object], defaults: Mapping[str, object]) -> bool:
    """True if arguments as an object will hold them break a key rule of its class."""
    return any(rule.broken(lambda name: name in given and _differs(given[name], defaults[name])) for rule in key_rules(made))


def _differs(value: object, default: object) -> bool:
    """True if an argument is not its default; a quantity compares with its own kind alone."""
    return not (value is default or (type(value) is type(default) and value == default))


def default_of(default: Any) -> Any:
    """A default as the object holds it."""
    return default.factory() if isinstance(default, attrs.Factory) and not default.takes_self else default  # type: ignore[arg-type]


def _text(problem: Problem, value: Any) -> str:
    if not isinstance(problem, str):
        return problem(value)
    for field in attrs.fields(type(value)):
        problem = problem.replace(f"{{{field.alias}}}", _shown(getattr(value, field.name)))
    return problem


def _shown(value: object) -> str:
    return repr(list(value) if isinstance(value, tuple) else str(value))
