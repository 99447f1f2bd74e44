"""Validators that the arguments of metrics, rules, windows and calendars share; each raises ContractError with what to write."""

from typing import Any

import attrs

from slakit.errors import ContractError, close_match


def one_of(*words: str) -> Any:
    """A validator: the argument is one of some words."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if value not in words:
            name = attribute.alias or attribute.name
            raise ContractError(f"{name}={value!r} is not one of its words{close_match(value, words)}; write {name}={words[0]!r}")

    return check


def choice_of(words: tuple[str, ...], wanted: str) -> Any:
    """A validator: the argument is one of some words; `wanted` says what they are, and what to write."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not isinstance(value, str) or value not in words:
            raise ContractError(f"{value!r} is not {wanted}{close_match(value, words)}")

    return check


def whole_number(least: int, example: int) -> Any:
    """A validator: the argument is a whole number from `least` on."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            name = attribute.alias or attribute.name
            raise ContractError(f"{name}={value!r} is not a whole number from {least} on; write {name}={example}")

    return check
