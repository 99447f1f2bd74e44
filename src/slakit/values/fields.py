"""Validators and converters of arguments that many classes share; each raises ContractError with what to write."""

from collections.abc import Sequence
from typing import Any

import attrs

from slakit.errors import ContractError, UnitError, close_match
from slakit.values.quantity import Quantity, quantity
from slakit.values.units import Unit, unit


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


def flag(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """Validate True or False."""
    if not isinstance(value, bool):
        raise ContractError(f"{attribute.name}={value!r} is not true or false; write {attribute.name}=True")


def field_name(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """Validate the name of a stream or of a field; None too where it is the default."""
    if value is None and attribute.default is None:
        return
    if not isinstance(value, str) or not value:
        raise ContractError(f"{attribute.name}={value!r} is not a name; write {attribute.name}='inquiries'")


def names(value: str | Sequence[str]) -> tuple[str, ...]:
    """Convert one name or several to a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)


def unit_text(value: str | Unit) -> str:
    """Convert a unit to its normal text."""
    try:
        return unit(value).text
    except UnitError as error:
        raise ContractError(str(error)) from None


def amount(value: object) -> Quantity:
    """Convert to a quantity of any unit."""
    try:
        return quantity(value)
    except UnitError as error:
        raise ContractError(str(error)) from None


def length_or_zero(value: object) -> Quantity:
    """Convert to a length of time in whole microseconds."""
    length = amount(value)
    if length.dimension != "[time]" or length.base < 0 or length.base.denominator != 1:
        raise ContractError(f"{str(value)!r} is not a length of time; write '1 hour'")
    return length


def length(value: object) -> Quantity:
    """Convert to a length of time above zero."""
    length = length_or_zero(value)
    if not length.base:
        raise ContractError(f"{str(value)!r} is not a length of time above zero; write '5 min'")
    return length
