"""Validators and converters that arguments of metrics, rules, windows and calendars share; each raises ContractError with what to write."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import attrs

from slakit.errors import ContractError, UnitError, close_match
from slakit.values.quantity import EXAMPLE, Quantity, quantity
from slakit.values.units import Unit, unit

Attribute: TypeAlias = "attrs.Attribute[Any]"

Part = TypeVar("Part")


def one_of(*words: str) -> Any:
    """A validator: the argument is one of some words."""

    def check(instance: object, attribute: Attribute, value: object) -> None:
        if value not in words:
            raise _problem(attribute, value, f"one of its words{close_match(value, words)}", repr(words[0]))

    return with_words(check, words)


def with_words(check: Any, words: tuple[str, ...]) -> Any:
    """The validator, which then says by `words` what it accepts: the schema of documents lists them."""
    check.words = words
    return check


def choice(value: object, words: tuple[str, ...], wanted: str) -> str:
    """Return the value if it is one of the words; `wanted` says what they are, and what to write."""
    if isinstance(value, str) and value in words:
        return value
    raise ContractError(f"{value!r} is not {wanted}{close_match(value, words)}")


def choice_of(words: tuple[str, ...], wanted: str) -> Any:
    """A validator: the argument is a `choice` of some words."""
    return with_words(lambda instance, attribute, value: choice(value, words, wanted), words)


def whole_number(least: int | None, example: int) -> Any:
    """A validator: the argument is a whole number, from `least` on if there is one."""
    wanted = "a whole number" if least is None else f"a whole number from {least} on"
    return _tested(lambda n: not isinstance(n, bool) and isinstance(n, int) and (least is None or n >= least), wanted, str(example))


def above_zero(example: str) -> Any:
    """A validator: the quantity, where there is one, is more than nothing."""
    return _tested(lambda amount: amount is None or amount.base > 0, "above zero", repr(example), shown=str)


def share_up_to_all(example: str) -> Any:
    """A validator: the quantity is a share above 0 % and up to 100 %."""
    wanted = "a share above 0 % and up to 100 %"
    return _tested(lambda share: not share.dimension and 0 < share.base <= 1, wanted, repr(example), shown=str)


def named_text(example: str) -> Any:
    """A validator: the argument is a text that is not empty."""
    return _tested(lambda text: isinstance(text, str) and text.strip(), "a name", repr(example))


def instance_of(kind: type, what: str, example: str) -> Any:
    """A validator: the argument is of a class."""
    return _tested(lambda value: isinstance(value, kind), what, example)


def _tested(passes: Callable[[Any], object], wanted: str, example: str, shown: Callable[[Any], object] = lambda value: value) -> Any:
    def check(instance: object, attribute: Attribute, value: object) -> None:
        if not passes(value):
            raise _problem(attribute, shown(value), wanted, example)

    return check


flag = _tested(lambda value: isinstance(value, bool), "true or false", "True")  # a validator: True or False


def field_name(instance: object, attribute: Attribute, value: object) -> None:
    """Validate the name of a stream or of a field; None too where it is the default."""
    if (value is not None or attribute.default is not None) and (not isinstance(value, str) or not value):
        raise _problem(attribute, value, "a name", "'inquiries'")


def _problem(attribute: Attribute, value: object, wanted: str, example: str) -> ContractError:
    name = attribute.alias or attribute.name
    return ContractError(f"{name}={value!r} is not {wanted}; write {name}={example}")


def in_contract(read: Callable[[Any], Part], value: object) -> Part:
    """Return what a reader of numbers, units or amounts makes of a value; its UnitError is raised as ContractError."""
    try:
        return read(value)
    except UnitError as error:
        raise ContractError(str(error)) from None


def contract_quantity(value: object) -> Quantity:
    """A converter: the quantity that a text names."""
    return in_contract(quantity, value)


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


def names(value: str | Sequence[str]) -> tuple[str, ...]:
    """Convert one name or several to a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)


def unit_text(value: str | Unit) -> str:
    """Convert a unit to its normal text."""
    return in_contract(unit, value).text


def length_or_zero(value: object) -> Quantity:
    """Convert to a length of time in whole microseconds."""
    try:
        length = quantity(value)
    except UnitError as error:  # its general remedy names quantities of every kind
        raise ContractError(str(error).replace(f"is not a quantity; write {EXAMPLE}", "is not a length of time; write '1 hour'")) from None
    if length.dimension != "[time]" or length.base < 0 or length.base.denominator != 1:
        raise ContractError(f"{str(value)!r} is not a length of time; write '1 hour'")
    return length


def length(value: object) -> Quantity:
    """Convert to a length of time above zero."""
    length = length_or_zero(value)
    if not length.base:
        raise ContractError(f"{str(value)!r} is not a length of time above zero; write '5 min'")
    return length


def list_of(value: object, kind: type[Part], name: str, example: str) -> tuple[Part, ...]:
    """Return a list of values of a class as a tuple; ContractError for anything else."""
    if not isinstance(value, list | tuple) or not all(isinstance(part, kind) for part in value):
        raise ContractError(f"{name} is not a list of {name}; write {name}=[{example}]")
    return tuple(value)
