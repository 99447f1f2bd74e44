"""Settings: what several metrics check of what they are told."""

from typing import Any

import attrs

from slakit.calendars.durations import duration
from slakit.errors import ContractError, SlakitError, close_match
from slakit.metrics.condition import Filter
from slakit.values.quantity import Quantity, quantity


def length(value: object) -> Quantity | None:
    """A length of time that is not zero, or None; raises ContractError for anything else."""
    if value is None:
        return None
    try:
        if duration(value) > 0:  # type: ignore[arg-type]  # whatever a contract says
            return quantity(value)
    except SlakitError:
        pass
    raise ContractError(f"{str(value)!r} is not a length of time; write '5 min'")


def some(instance: object, attribute: "attrs.Attribute[Any]", value: Filter) -> None:
    """Check that a setting names a condition."""
    if not value:
        raise ContractError(f"{attribute.name}={{}} names no condition; write {attribute.name}={{'up': True}}")


def at_least_one(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """Check that a setting is a whole number from 1 on."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ContractError(f"{attribute.name}={value!r} is not a whole number from 1 on; write {attribute.name}=3")


def word(*known: str) -> Any:
    """A check that a setting is one of some words."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if value not in known:
            name = attribute.name
            raise ContractError(f"{name}={value!r} is not one of its words{close_match(value, known)}; write {name}={known[0]!r}")

    return check


unclear = attrs.validators.optional(word("bad", "good", "drop"))  # what a record is of which conditions cannot be said
