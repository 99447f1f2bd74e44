"""Validators that the arguments of metrics, rules, windows and calendars share; each raises ContractError with what to write."""

from typing import Any, TypeVar

import attrs

from slakit.errors import ContractError, close_match

Part = TypeVar("Part")


def one_of(*words: str) -> Any:
    """A validator: the argument is one of some words."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if value not in words:
            name = attribute.alias or attribute.name
            raise ContractError(f"{name}={value!r} is not one of its words{close_match(value, words)}; write {name}={words[0]!r}")

    return check


def whole_number(least: int, example: int) -> Any:
    """A validator: the argument is a whole number from `least` on."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            name = attribute.alias or attribute.name
            raise ContractError(f"{name}={value!r} is not a whole number from {least} on; write {name}={example}")

    return check


def instance_of(kind: type, what: str, example: str) -> Any:
    """A validator: the argument is of a class."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not isinstance(value, kind):
            name = attribute.alias or attribute.name
            raise ContractError(f"{name}={value!r} is not {what}; write {name}={example}")

    return check


def list_of(value: object, kind: type[Part], name: str, example: str) -> tuple[Part, ...]:
    """Return a list of values of a class as a tuple; ContractError for anything else."""
    if not isinstance(value, list | tuple) or not all(isinstance(part, kind) for part in value):
        raise ContractError(f"{name} is not a list of {name}; write {name}=[{example}]")
    return tuple(value)
