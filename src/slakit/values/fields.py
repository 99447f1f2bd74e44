"""Validators and converters that arguments of metrics, rules, windows and calendars share; each raises ContractError with what to write."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias, TypeVar

import attrs

from slakit.errors import ContractError, UnitError, close_match, near_or
from slakit.values.number import no_unit
from slakit.values.quantity import Quantity, quantity, quantity_as
from slakit.values.units import Unit, unit

Attribute: TypeAlias = "attrs.Attribute[Any]"

Part = TypeVar("Part")

LENGTH, EXAMPLE = "a length of time", "; write '1 hour'"


def one_of(*words: str) -> Any:
    """A validator: the argument is one of some words."""

    def check(instance: object, attribute: Attribute, value: object) -> None:
        if value not in words:
            name = attribute.alias or attribute.name
            listed = " or ".join(filter(None, (", ".join(map(repr, words[:-1])), repr(words[-1]))))
            raise ContractError(f"{name}={value!r} is not one of its words{near_or(value, words, f'write {name}={listed}')}")

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
    return passing(lambda n: not isinstance(n, bool) and isinstance(n, int) and (least is None or n >= least), wanted, str(example))


def above_zero(example: str) -> Any:
    """A validator: the quantity, if there is one, is above zero."""
    return passing(lambda amount: amount is None or amount.base > 0, "above zero", repr(example), shown=str)


def share_up_to_all(example: str, wanted: str = "a share above 0 % and up to 100 %") -> Any:
    """A validator: the quantity is a share above 0 % and up to 100 %; `wanted` is what the error calls it."""
    return passing(lambda share: not share.dimension and 0 < share.base <= 1, wanted, repr(example), shown=str)


def is_name(value: object) -> bool:
    """True if a value is a text that is not blank."""
    return isinstance(value, str) and bool(value.strip())


def named_text(example: str) -> Any:
    """A validator: the argument is a text that is not blank."""
    return passing(is_name, "a name", repr(example))


def instance_of(kind: type, what: str, example: str) -> Any:
    """A validator: the argument is of a class."""
    return passing(lambda value: isinstance(value, kind), what, example)


def passing(passes: Callable[[Any], object], wanted: str, example: str, shown: Callable[[Any], object] = lambda value: value) -> Any:
    """A validator: the argument passes a test; the error has it as `shown`, says what was wanted, and the example to write."""

    def check(instance: object, attribute: Attribute, value: object) -> None:
        if not passes(value):
            raise _problem(attribute, shown(value), wanted, example)

    return check


flag = passing(lambda value: isinstance(value, bool), "true or false", "True")  # a validator: True or False


def named_by(wanted: str, example: Callable[[Attribute], str]) -> Any:
    """A validator: the argument is a text that is not empty and no expression; None too where it is the default."""

    def check(instance: object, attribute: Attribute, value: object) -> None:
        if (value is not None or attribute.default is not None) and (not isinstance(value, str) or not value or value.startswith("=")):
            raise _problem(attribute, value, wanted, example(attribute))

    return check


number_name = passing(lambda value: value is None or (isinstance(value, str) and value), "a name", "'reach'")  # or an expression
field_name = named_by("a name", lambda attribute: "'inquiries'")  # a validator: the name of a stream or of a field


def _problem(attribute: Attribute, value: object, wanted: str, example: str) -> ContractError:
    name = attribute.alias or attribute.name
    return ContractError(f"{name}={value!r} is not {wanted}; write {name}={example}")


def in_contract(read: Callable[[Any], Part], value: object, name: str = "") -> Part:
    """Return what a reader of numbers, units or amounts makes of a value; its UnitError is raised as ContractError, after a `name`."""
    try:
        return read(value)
    except UnitError as error:
        raise ContractError(f"{name}: {error}" if name else str(error)) from None


def contract_quantity(value: object) -> Quantity:
    """A converter: the quantity that a text names."""
    return in_contract(quantity, value)


def optional_quantity(value: object) -> Quantity | None:
    """A converter: the quantity that a text names, or None."""
    return None if value is None else contract_quantity(value)


def named_pairs(value: object, noun: str, example: str, name: str = "") -> list[tuple[Any, Any]]:
    """Return the pairs of a table, a mapping or a sequence of pairs; `noun` says what the table is, with its article, `name` of what."""
    if isinstance(value, Mapping | tuple | list) and value:
        try:
            return [(name, part) for name, part in (value.items() if isinstance(value, Mapping) else value)]
        except (TypeError, ValueError):
            pass
    raise ContractError(f"{name and f'{name}='}{value!r} is not {noun}; {example}")


def names(value: str | Sequence[str]) -> tuple[str, ...]:
    """Convert one name or several to a tuple."""
    listed = (value,) if isinstance(value, str) else tuple(value)
    if odd := [name for name in listed if isinstance(name, str) and name.startswith("=")]:
        raise ContractError(f"{odd[0]!r} is not a name; write 'channel'")
    return listed


def unit_text(value: str | Unit) -> str:
    """Convert a unit to its normal text."""
    return in_contract(unit, value).text


def length_or_zero(value: object) -> Quantity:
    """Convert to a length of time in whole microseconds."""
    length = in_contract(partial(quantity_as, LENGTH + EXAMPLE), value)
    if length.dimension != "[time]" or length.base < 0 or length.base.denominator != 1:
        raise ContractError(f"{str(value)!r} is not {LENGTH}{no_unit(value, 'min', 'hours') or EXAMPLE}")
    return length


def length(value: object) -> Quantity:
    """Convert to a length of time above zero."""
    length = length_or_zero(value)
    if not length.base:
        raise ContractError(f"{str(value)!r} is not a length of time above zero; write '5 min'")
    return length


def list_of(value: object, kind: type[Part], name: str, example: str, *, quoted: bool = False) -> tuple[Part, ...]:
    """Return a list of values of a class as a tuple; ContractError, with the value if `quoted`, for anything else."""
    if not isinstance(value, list | tuple) or not all(isinstance(part, kind) for part in value):
        raise ContractError(f"{name}{f'={value!r}' if quoted else ''} is not a list of {name}; write {name}=[{example}]")
    return tuple(value)
