"""Validators and converters that arguments of metrics, rules, windows and calendars share; each raises ContractError with what to write."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs

from slakit.errors import ContractError, UnitError, close_match
from slakit.values.quantity import Quantity, quantity

Attribute: TypeAlias = "attrs.Attribute[Any]"


def one_of(*words: str) -> Any:
    """A validator: the argument is one of some words."""

    def check(instance: object, attribute: Attribute, value: object) -> None:
        if value not in words:
            raise _problem(attribute, value, f"one of its words{close_match(value, words)}", repr(words[0]))

    return check


def choice_of(words: tuple[str, ...], wanted: str) -> Any:
    """A validator: the argument is one of some words; `wanted` says what they are, and what to write."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not isinstance(value, str) or value not in words:
            raise ContractError(f"{value!r} is not {wanted}{close_match(value, words)}")

    return check


def whole_number(least: int | None, example: int) -> Any:
    """A validator: the argument is a whole number, from `least` on if there is one."""

    def check(instance: object, attribute: Attribute, value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or (least is not None and value < least):
            raise _problem(attribute, value, "a whole number" if least is None else f"a whole number from {least} on", str(example))

    return check


def above_zero(example: str) -> Any:
    """A validator: the quantity, where there is one, is more than nothing."""

    def check(instance: object, attribute: Attribute, value: Quantity | None) -> None:
        if value is not None and value.base <= 0:
            raise _problem(attribute, str(value), "above zero", repr(example))

    return check


def share_up_to_all(example: str) -> Any:
    """A validator: the quantity is a share above 0 % and up to 100 %."""

    def check(instance: object, attribute: Attribute, value: Quantity) -> None:
        if value.dimension or not 0 < value.base <= 1:
            raise _problem(attribute, str(value), "a share above 0 % and up to 100 %", repr(example))

    return check


def named_text(example: str) -> Any:
    """A validator: the argument is a text that is not empty."""

    def check(instance: object, attribute: Attribute, value: object) -> None:
        if not isinstance(value, str) or not value.strip():
            raise _problem(attribute, value, "a name", repr(example))

    return check


def instance_of(kind: type, what: str, example: str) -> Any:
    """A validator: the argument is of a class."""

    def check(instance: object, attribute: Attribute, value: object) -> None:
        if not isinstance(value, kind):
            raise _problem(attribute, value, what, example)

    return check


def _problem(attribute: Attribute, value: object, wanted: str, example: str) -> ContractError:
    name = attribute.alias or attribute.name
    return ContractError(f"{name}={value!r} is not {wanted}; write {name}={example}")


def contract_quantity(value: object) -> Quantity:
    """A converter: the quantity that a text names."""
    try:
        return quantity(value)
    except UnitError as error:
        raise ContractError(str(error)) from None


def optional_quantity(value: object) -> Quantity | None:
    """A converter: the quantity that a text names, or None."""
    return None if value is None else contract_quantity(value)


def named_pairs(value: object, noun: str, example: str) -> list[tuple[Any, Any]]:
    """Return the pairs of a table, a mapping or a sequence of pairs; `noun` says what the table is, with its article."""
    if isinstance(value, Mapping | tuple | list) and value:
        try:
            return [(name, part) for name, part in (value.items() if isinstance(value, Mapping) else value)]
        except (TypeError, ValueError):
            pass
    raise ContractError(f"{value!r} is not {noun}; {example}")
